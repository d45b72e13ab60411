"""What the page is told when something cannot be done: always one clear sentence."""

from bot.sandbox.handle import Unanswered
from bot.sandbox.options import Impossible


class Refusal(Exception):
    """The page asked for something that is not possible. The text is a sentence for who sits before it."""


def sentence(error: Refusal | Impossible | Unanswered) -> str:
    """The reason as a sentence: it begins with a capital letter and ends with a full stop."""
    text = str(error).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"
