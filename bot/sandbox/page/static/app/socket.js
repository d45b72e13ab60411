// The one connection to the sandbox: questions and their replies, and frames that come on their own.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/** What went wrong in words for the member who asked. */
export class Refused extends Error {}

/**
 * Connect to `address` and stay connected. `onFrame(frame)` gets everything but replies; `onLine(line, retryAt,
 * attempts)` hears "connecting", "open" and "lost". Returns `ask(what, members)`, a promise of the result, and
 * `retry()`, which does not wait for the next attempt.
 */
export function connect(address, { onFrame, onLine }) {
    let socket = null;
    let number = 0;
    let attempts = 0;
    let timer = null;
    const open = new Map();

    function start() {
        clearTimeout(timer);
        socket = new WebSocket(address);
        onLine("connecting", null, attempts);
        socket.addEventListener("open", () => {
            attempts = 0;
            onLine("open", null, 0);
        });
        socket.addEventListener("message", (event) => take(JSON.parse(event.data)));
        socket.addEventListener("close", lose);
    }

    function take(frame) {
        if (frame.type !== "reply") {
            onFrame(frame);
            return;
        }
        const { resolve, reject } = open.get(frame.id) ?? {};
        open.delete(frame.id);
        if (frame.ok) {
            resolve?.(frame.result);
        } else {
            reject?.(new Refused(frame.error));
        }
    }

    function lose() {
        open.forEach(({ reject }) => reject(new Refused("The connection to the sandbox was lost. Try again.")));
        open.clear();
        const wait = Math.min(FIRST_WAIT * 2 ** attempts, LONGEST_WAIT);
        attempts += 1;
        onLine("lost", Date.now() + wait, attempts);
        timer = setTimeout(start, wait);
    }

    function ask(what, members = {}) {
        if (socket.readyState !== WebSocket.OPEN) {
            return Promise.reject(new Refused("There is no connection to the sandbox at the moment."));
        }
        number += 1;
        const asked = new Promise((resolve, reject) => open.set(number, { resolve, reject }));
        socket.send(JSON.stringify({ id: number, do: what, ...members }));
        return asked;
    }

    function retry() {
        if (socket.readyState === WebSocket.CLOSED) {
            start();
        }
    }

    start();
    return { ask, retry };
}
