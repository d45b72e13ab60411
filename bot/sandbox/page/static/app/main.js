// The page is put together here: everything is made once and passed in.

import { createActions } from "./actions.js";
import { showActing } from "./acting.js";
import { watchBanner } from "./banner.js";
import { showChannels } from "./channels.js";
import { showComposer } from "./composer/composer.js";
import { openUser, openUserMenu, watchContextMenus } from "./context.js";
import { showHeader } from "./header.js";
import { receive } from "./incoming.js";
import { showInspector } from "./inspector/inspector.js";
import { showLog } from "./log/log.js";
import { showMembers } from "./members.js";
import { watchForms } from "./modal.js";
import { byId } from "./nodes.js";
import { createPanels } from "./panels.js";
import { watchRegions } from "./regions.js";
import { createScene } from "./scene.js";
import { connect } from "./socket.js";
import { createStore } from "./store.js";
import { applyTheme, themeButton } from "./theme.js";
import { openImage } from "./viewer.js";

applyTheme();
const store = createStore();
const address = new URL("./socket", location.href);
address.protocol = "ws:";
const line = connect(address.href, { onFrame: take, onLine: (state, retryAt, attempts) => store.change({ line: state, retryAt, attempts }) });
const actions = createActions(store, line.ask);
const panels = createPanels();
const openers = { openUser: (id, anchor) => openUser(store, actions, id, anchor), openImage, openCommand: (name) => composer.use(name) };

watchBanner(store, actions, line.retry);
showHeader(byId("header"), store, actions, panels);
showChannels(byId("channels"), store, actions, panels.close);
showActing(byId("acting"), store, actions, [themeButton()]);
showMembers(byId("members"), store, { openCard: openers.openUser, openMenu: (id, anchor) => openUserMenu(store, actions, id, anchor) });
showInspector(byId("inspector"), store, actions);
const composer = showComposer(byId("composer"), store, actions);
showLog({ box: byId("log"), present: byId("present"), store, actions, openers, useCommand: openers.openCommand });
watchForms(store, actions, () => createScene(store, actions, openers));
watchContextMenus(store, actions);
watchRegions();

store.on(["guild"], ({ guild }) => {
    byId("server").textContent = guild?.name ?? "Sandbox";
});
store.on(["messages", "channel"], (state) => {
    document.documentElement.dataset.state = state.whole.has(state.channel) ? "ready" : "loading";
});

/** A frame from the sandbox; after each welcome the page asks for what it missed. */
function take(frame) {
    receive(store, frame);
    if (frame.type === "welcome") {
        resume(frame);
    }
}

async function resume(frame) {
    const { traces } = store.state;
    const after = traces.length ? traces[traces.length - 1].number : 0;
    const before = sessionStorage.getItem("sandbox-me");
    if (before && before !== frame.me && frame.users.some((user) => user.id === before)) {
        await actions.attempt("act", { user: before });
    }
    const entries = await actions.attempt("traces", { after });
    receive(store, { type: "trace", entries: entries ?? [] });
}
