// A command that is being filled in: which options are shown, and what stands in them. Pure.

import { emptyField, isEmpty, problemOf, readValue } from "./values.js";

/** A fresh draft: the required options are there from the start. */
export function createDraft(entry) {
    const shown = entry.options.filter((option) => option.required).map((option) => option.name);
    return { entry, shown, fields: new Map(shown.map((name) => [name, emptyField()])) };
}

/** The option of that name. */
export function optionOf(draft, name) {
    return draft.entry.options.find((option) => option.name === name);
}

/** The options that are not shown yet. */
export function restOf(draft) {
    return draft.entry.options.filter((option) => !draft.shown.includes(option.name));
}

/** Show one more option. */
export function addOption(draft, name) {
    if (!draft.shown.includes(name)) {
        draft.shown.push(name);
        draft.fields.set(name, emptyField());
    }
}

/** Leave an option out again; required ones are only emptied. */
export function removeOption(draft, name) {
    if (optionOf(draft, name).required) {
        draft.fields.set(name, emptyField());
    } else {
        draft.shown = draft.shown.filter((other) => other !== name);
        draft.fields.delete(name);
    }
}

/** The first required option that is still empty, by name. */
export function nextMissing(draft) {
    return draft.shown.find((name) => optionOf(draft, name).required && isEmpty(draft.fields.get(name)));
}

/** Everything that is wrong, by option name. */
export function problemsOf(draft) {
    const found = draft.shown.map((name) => [name, problemOf(optionOf(draft, name), draft.fields.get(name))]);
    return new Map(found.filter(([, problem]) => problem !== null));
}

/** The values that are right so far, by option name; `without` is left out. */
export function valuesOf(draft, without = null) {
    const values = {};
    for (const name of draft.shown.filter((other) => other !== without)) {
        const option = optionOf(draft, name);
        const field = draft.fields.get(name);
        const value = readValue(option, field);
        if (value !== null && problemOf(option, field) === null) {
            values[name] = value;
        }
    }
    return values;
}
