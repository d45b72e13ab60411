// What a form asks of its fields, in words for who fills it in. Pure.

const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const FILE_UPLOAD = 19;
const CHECKBOXES = 22;
const CHECKBOX = 23;
const MOST_TEXT = 4000;

/** The input inside a row or label of a form; null for one that only shows text. */
export function inputOf(component) {
    if (component.type === LABEL) {
        return component.component;
    }
    if (component.type === ROW) {
        return component.components[0];
    }
    return component.type === TEXT ? null : component;
}

/** Is there an answer at all? */
export function isFilled(value) {
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== "";
}

/** What is wrong with the value of an input, as a sentence; null when nothing is. */
export function fieldProblem(input, value) {
    const required = input.required ?? true;
    if (input.type === CHECKBOX) {
        return null;
    }
    if (!isFilled(value)) {
        return required ? "This is required." : null;
    }
    return input.type === TEXT_INPUT ? textProblem(input, String(value)) : countProblem(input, [value].flat().length);
}

function textProblem(input, text) {
    const least = input.min_length ?? 0;
    const most = input.max_length ?? MOST_TEXT;
    if (text.length < least) {
        return `Too short: at least ${least} characters, and this has ${text.length}.`;
    }
    return text.length > most ? `Too long: at most ${most} characters, and this has ${text.length}.` : null;
}

function countProblem(input, count) {
    const least = input.min_values ?? 1;
    const most = input.max_values ?? (input.type === CHECKBOXES ? input.options.length : 1);
    const things = { [FILE_UPLOAD]: "files", [STRING_SELECT]: "choices" }[input.type] ?? "answers";
    if (count < least) {
        return `Too few: at least ${least} ${things}.`;
    }
    return count > most ? `Too many: at most ${most} ${things}.` : null;
}
