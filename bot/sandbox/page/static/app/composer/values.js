// What a member has filled in for an option, and what is wrong with it, in the words of the page. Pure.

export const STRING = 3;
export const INTEGER = 4;
export const BOOLEAN = 5;
export const USER = 6;
export const CHANNEL = 7;
export const ROLE = 8;
export const MENTIONABLE = 9;
export const NUMBER = 10;
export const ATTACHMENT = 11;

/** Options whose value is one of a list, and never what was merely typed. */
const PICKED = new Set([BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT]);
const MOST_TEXT = 6000;

/** Nothing filled in yet. */
export function emptyField() {
    return { text: "", value: null, label: "" };
}

/** Is it there at all? */
export function isEmpty(field) {
    return field.value === null && field.text.trim() === "";
}

/** The value as the sandbox takes it; null when there is none. */
export function readValue(option, field) {
    if (field.value !== null) {
        return field.value;
    }
    const typed = field.text;
    if (typed.trim() === "") {
        return null;
    }
    const named = option.choices?.find((choice) => choice.name.toLowerCase() === typed.trim().toLowerCase());
    if (named) {
        return named.value;
    }
    return option.type === INTEGER || option.type === NUMBER ? Number(typed.trim()) : typed;
}

/** What is wrong with an option, as a sentence; null when nothing is. */
export function problemOf(option, field) {
    if (isEmpty(field)) {
        return option.required ? "This option is required." : null;
    }
    const value = readValue(option, field);
    if (option.choices?.length && field.value === null && !option.choices.some((choice) => choice.value === value)) {
        return "Choose one of the list.";
    }
    if (PICKED.has(option.type)) {
        return field.value === null ? `Choose ${kindOf(option)} from the list.` : null;
    }
    return option.type === STRING ? textProblem(option, value) : numberProblem(option, value);
}

function textProblem(option, value) {
    const least = option.min_length ?? 0;
    const most = option.max_length ?? MOST_TEXT;
    if (value.length < least) {
        return `Too short: at least ${least} characters, and this has ${value.length}.`;
    }
    return value.length > most ? `Too long: at most ${most} characters, and this has ${value.length}.` : null;
}

function numberProblem(option, value) {
    if (Number.isNaN(value) || !Number.isFinite(value)) {
        return "This must be a number.";
    }
    if (option.type === INTEGER && !Number.isSafeInteger(value)) {
        return "This must be a whole number.";
    }
    const least = option.min_value ?? -Infinity;
    const most = option.max_value ?? Infinity;
    return value < least || value > most ? `Out of range: ${rangeText(option)}.` : null;
}

function rangeText({ min_value: least, max_value: most }) {
    if (least === undefined || least === null) {
        return `at most ${most}`;
    }
    return most === undefined || most === null ? `at least ${least}` : `from ${least} to ${most}`;
}

function kindOf({ type }) {
    return {
        [BOOLEAN]: "True or False",
        [USER]: "a member",
        [CHANNEL]: "a channel",
        [ROLE]: "a role",
        [MENTIONABLE]: "a member or a role",
        [ATTACHMENT]: "a file",
    }[type];
}

/** What an option takes, as a hint: "whole number, from 5 to 600". */
export function hintOf(option) {
    const kinds = { [STRING]: "text", [INTEGER]: "whole number", [NUMBER]: "number" };
    const kind = option.choices?.length ? "one of the list" : (kinds[option.type] ?? kindOf(option));
    const limited = option.min_value !== undefined || option.max_value !== undefined;
    return `${kind}${limited ? `, ${rangeText(option)}` : ""}${lengthText(option)}`;
}

function lengthText({ min_length: least, max_length: most }) {
    if (most === undefined) {
        return least ? `, at least ${least} characters` : "";
    }
    return least ? `, ${least} to ${most} characters` : `, at most ${most} characters`;
}
