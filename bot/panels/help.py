"""`/help`: three steps with buttons, then the commands by task. Pure."""

from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import box, button, layout, row, rule

_STEPS = """## From "what shall we watch?" to a decision
**1. Bring your history.** `/upload` takes your Netflix history, or that of seven other services; only you see it.
**2. Blend.** `/blend` with a friend ranks what you would enjoy together and says why. Friends are asked first.
**3. Look at yourself.** `/insights` turns your history into pictures; you decide what is posted."""
_COMMANDS = """**Decide**: *Vote* under a list posts a poll of its page; *Set the evening* tells everybody when.
**How alike are we?** `/taste` with a friend says how well you match; alone, who here is nearest.
**Before you share**: `/privacy` shows what is stored and who used it; hides titles, exports, deletes.
**Right-click a member**: *Blend with...* and *Compare taste*.
**Limits for tonight**: `/blend` takes `kind`, `minutes`, `mood`, `genres`, `seen`, `maturity` and more.
-# Histories are encrypted and used for nothing but what you see here. Titles you hide count as never uploaded."""


def build_help(signer: Signer, member: int) -> ui.LayoutView:
    """The short guide."""
    buttons = row(
        button("How to upload", signer.write("upload.how", member)),
        button("Blend", signer.write("go.blend", member)),
        button("Insights", signer.write("go.insights", member)),
        button("Taste", signer.write("go.taste", member)),
        button("Privacy", signer.write("go.privacy", member)),
    )
    return layout(box(_STEPS, buttons, rule(), _COMMANDS))
