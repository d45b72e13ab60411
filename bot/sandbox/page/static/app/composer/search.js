// Asking the bot for suggestions while one types: not at every letter, and only the last answer counts.

const PAUSE = 250;

/** `search(asked, told)`: after a pause runs `asked()`, and tells "searching", "found" with the answers, or "silent". */
export function createSearch() {
    let round = 0;
    let timer = null;

    function search(asked, told) {
        round += 1;
        const mine = round;
        clearTimeout(timer);
        told("searching", []);
        timer = setTimeout(async () => {
            try {
                const answers = await asked();
                if (mine === round) {
                    told("found", answers);
                }
            } catch {
                if (mine === round) {
                    told("silent", []);
                }
            }
        }, PAUSE);
    }

    function stop() {
        round += 1;
        clearTimeout(timer);
    }

    return { search, stop };
}
