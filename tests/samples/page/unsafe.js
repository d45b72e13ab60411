// What a page must not do, kept to show that the test of hostile texts would notice: markup made from texts.

window.gallery = {
    calls: [],
    showMessages(messages) {
        for (const message of messages) {
            document.getElementById("messages").innerHTML += `<article>${message.content}</article>`;
        }
    },
};
document.documentElement.dataset.state = "ready";
