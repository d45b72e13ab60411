"""What the audience of the demo gets: the conversation in print, a transcript, and the pictures as files."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.sandbox import Handle, Message, Sandbox, render_text


@dataclass(slots=True)
class Stage:
    """Prints each step as it happens and keeps what was seen."""

    sandbox: Sandbox
    folder: Path
    console: Console
    _lines: list[str] = field(default_factory=list[str])
    _pictures: dict[str, str] = field(default_factory=dict[str, str])

    def say(self, text: str) -> None:
        """A line of the narrator."""
        self.console.print(Text(text, style="dim"))
        self._lines += [f"_{text}_", ""]

    def show(self, handle: Handle, message: Message | None = None) -> Message:
        """What a member did and what they saw come of it."""
        shown = message or handle.message
        who = handle.interaction.user.display
        text = render_text(shown, self.sandbox.names)
        is_private = bool(shown.flags & 64)
        subtitle = f"only {who} sees this" if is_private else None
        self.console.print(Text.assemble((f"{who}  ", "bold cyan"), handle.interaction.label))
        self.console.print(Panel(Text(text), title="Blendz", title_align="left", subtitle=subtitle, width=100))
        self._lines += [f"**{who}** {handle.interaction.label}", ""]
        self._lines += [f"> {line}" for line in text.splitlines()]
        self._lines += [f"> _({subtitle})_", ""] if subtitle else [""]
        self._keep_pictures(shown)
        return shown

    def close(self) -> None:
        """Write the transcript."""
        text = "\n".join(["# An evening with Blendz", "", *self._lines])
        (self.folder / "transcript.md").write_text(text + "\n", encoding="utf-8")

    @property
    def pictures(self) -> list[str]:
        """Names of the picture files written so far."""
        return list(self._pictures.values())

    def _keep_pictures(self, message: Message) -> None:
        for attachment in message.attachments:
            digest = hashlib.sha256(attachment.body).hexdigest()
            if attachment.filename.endswith(".png") and digest not in self._pictures:
                name = f"{len(self._pictures) + 1:02d}-{attachment.filename}"
                (self.folder / name).write_bytes(attachment.body)
                self._pictures[digest] = name
                self._lines += [f"![{attachment.description or ''}]({name})", ""]
