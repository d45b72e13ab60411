// The forms the bot opens: its fields in a dialog, what is wrong with them in place, and sending it.

import { element, freshId } from "../render/element.js";
import { renderField } from "../render/field.js";
import { openDialog } from "./dialog.js";
import { uploadAll } from "./files.js";
import { fieldProblem, inputOf, isFilled } from "./requirements.js";

const WRONG = "Something went wrong. Try again.";
const FOCUSABLE = "input:not([type=hidden], [type=file]), textarea, [role=combobox], button, [tabindex='0']";

/** Show each form that arrives. `createScene()` gives the scene its fields are shown in. */
export function watchForms(store, actions, createScene) {
    store.on(["form"], (state) => {
        if (state.form) {
            const { interaction, form } = state.form;
            store.change({ form: null });
            openForm(store, actions, createScene(), interaction, form);
        }
    });
}

function openForm(store, actions, scene, interaction, form) {
    const fields = form.components.map((component) => fieldOf(component, scene));
    const wrong = element("p", { class: "form-error", role: "alert" });
    const rows = fields.map((field) => field.row);
    const first = rows.map((row) => row.querySelector(FOCUSABLE)).find(Boolean);
    const dialog = openDialog({ title: form.title, body: [...rows, wrong], submit: "Submit", onSubmit: submit, focus: first });
    dialog.node.dataset.form = interaction;

    async function submit() {
        wrong.textContent = "";
        const failing = fields.filter((field) => !field.check());
        if (failing.length > 0) {
            failing[0].row.querySelector(FOCUSABLE)?.focus();
            return false;
        }
        try {
            const values = await uploadAll(valuesOf(fields));
            const sent = await actions.ask("submit", { interaction, values });
            store.state.submitted.add(sent);
            store.touch("interactions");
            const answered = await outcome(store, sent);
            wrong.textContent = answered ? "" : WRONG;
            return answered;
        } catch (refusal) {
            wrong.textContent = `${WRONG} ${refusal.message}`;
            return false;
        }
    }
}

/** One row of the form: its field, and a place for what is wrong with it. `check()` is true when nothing is. */
function fieldOf(component, scene) {
    const input = inputOf(component);
    const { node, value } = renderField(component, scene);
    const wrong = element("p", { id: freshId("wrong"), class: "field-error", role: "alert" });
    const row = element("div", { class: "form-row" }, node, wrong);
    const check = () => {
        const problem = input ? fieldProblem(input, value()) : null;
        wrong.textContent = problem ?? "";
        row.classList.toggle("wrong", problem !== null);
        return problem === null;
    };
    return { input, row, value, check };
}

/** The values by custom id. What is left empty is left out, but for texts: an emptied text is an answer. */
function valuesOf(fields) {
    const named = fields.filter((field) => field.input).map((field) => [field.input.custom_id, field.value()]);
    return Object.fromEntries(named.filter(([, value]) => isFilled(value) || typeof value === "string" || Array.isArray(value)));
}

/** The bot's first answer to a sent form: true when there is one, false when it failed or the line was lost. */
function outcome(store, id) {
    const { promise, resolve } = Promise.withResolvers();
    const stop = store.on(["interactions", "line"], look);
    look(store.state);
    return promise.finally(stop);

    function look({ outcomes, line }) {
        const state = outcomes.get(id);
        if (state === "answered" || state === "failed" || line === "lost") {
            resolve(state === "answered");
        }
    }
}
