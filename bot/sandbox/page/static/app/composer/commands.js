// The commands one can type: each chat command, or each of its subcommands, as one line. Pure.

const CHAT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;
const ATTACHMENT = 11;

/** Every command that can be used, as {name, description, options}; subcommands with their parents' names before. */
export function flatten(commands) {
    return commands.filter((command) => command.type === CHAT).flatMap((command) => unfold(command, command.name));
}

function unfold(part, name) {
    const options = part.options ?? [];
    const below = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    if (below.length === 0) {
        return [{ name, description: part.description, options }];
    }
    return below.flatMap((option) => unfold(option, `${name} ${option.name}`));
}

/** The commands whose name holds what was typed, those it starts first; else those whose description holds it. */
export function matching(entries, typed) {
    const wanted = typed.trim().toLowerCase();
    const named = entries.filter((entry) => entry.name.includes(wanted));
    const found = named.length > 0 ? named : entries.filter((entry) => entry.description.toLowerCase().includes(wanted));
    return found.toSorted((one, other) => Number(other.name.startsWith(wanted)) - Number(one.name.startsWith(wanted)));
}

/** The options of a command that take a file. */
export function fileOptions(entry) {
    return entry.options.filter((option) => option.type === ATTACHMENT);
}
