"""Titles that try to do something in Discord, and a reader that finds what a text would do there.

The reader knows nothing of how the bot escapes. First it looks at the text as it is sent, where Discord's servers and
clients find mentions, times, emoji and addresses; then at what is left of the markdown once escapes are honoured.
"""

import re
import unicodedata

_SENT = {
    "member mention": r"<@!?\d+>",
    "role mention": r"<@&\d+>",
    "everybody": r"@(?:everyone|here)",
    "channel": r"<#\d+>",
    "command": r"</[^:>]+:\d+>",
    "time": r"<t:-?\d+(?::[a-zA-Z])?>",
    "emoji": r"<a?:\w+:\d+>",
    "guide": r"<id:\w+>",
    "address": r"https?://\S",
    "invite": r"discord(?:app)?\.(?:gg|com/invite)/[\w-]",
    "short invite": r"discord\.gg",
    "web address": r"\bwww\.\w",
    "mail": r"<[^\s>]+@[^\s>]+\.\w+>",
    "telephone": r"<(?:tel:)?\+\d+>",
}
_MARKUP = {
    "bold or italic": r"\*[^*\s]|\b_[^_\s]|__[^_\s]",
    "strike-through": r"~~",
    "spoiler": r"\|\|",
    "code": r"`",
    "link": r"\[[^\]]*\]\([^)]*\)",
    "short emoji": r":\w+:",
}
_AT_LINE_START = {
    "heading": r"#{1,3}\s",
    "small print": r"-#\s",
    "list": r"[-*+]\s",
    "numbered list": r"\d+[.)]\s",
    "quote": r">{1,3}",
}
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def active(text: str) -> list[str]:
    """The name of every construct in the text that Discord would act on, sorted."""
    found = [name for name, pattern in _SENT.items() for _ in re.findall(pattern, text, re.IGNORECASE)]
    bare = _ESCAPE.sub("\ufffc", text)
    found += [name for name, pattern in _MARKUP.items() for _ in re.findall(pattern, bare)]
    found += [name for name, pattern in _AT_LINE_START.items() for _ in re.findall(rf"(?m)^\s*{pattern}", bare)]
    return sorted(found + unruly(text))


def shown(text: str) -> str:
    """What a reader sees of an escaped text."""
    return _ESCAPE.sub(r"\1", text).replace("\u200b", "")


def unruly(text: str) -> list[str]:
    """What even a menu must not show: line breaks, control and direction characters, towers of marks."""
    found = ["line break" for char in text if char in "\n\r\x0b\x0c\x85\u2028\u2029"]
    found += ["control" for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r"]
    found += ["direction" for _ in _DIRECTION.findall(text)]
    tower = 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            tower += 1
            found += ["zalgo"] if tower == 5 else []
        elif unicodedata.category(char) != "Cf":
            tower = 0
    return found


_TOWER = "".join(chr(0x300 + at) for at in range(20))
PAYLOADS = [
    "<@123456789012345678>", "<@!123456789012345678>", "<@&123456789012345678>", "@everyone", "@here", "@EVERYONE",
    "<#123456789012345678>", "</blend:123456789012345678>", "</a b:123456789012345678>", "<t:1700000000:R>",
    "<t:1700000000>", "<:pepe:123456789012345678>", "<a:pepe:123456789012345678>", "<id:customize>", "<id:browse>",
    "https://evil.example/x", "HTTP://EVIL.EXAMPLE", "http://evil.example?q=1#a", "<https://evil.example>",
    "discord.gg/abcdef", "https://discord.gg/abcdef", "discord.com/invite/abc", "discordapp.com/invite/abc",
    "www.evil.example", "<a@evil.example>", "<+15551234567>", "<tel:+15551234567>",
    "[click](https://evil.example)", '[click](<https://evil.example> "title")', "**bold**", "*slanted*",
    "__under__", "_slanted_", "***all***", "~~gone~~", "||spoiler||", "`code`", "```py\ncode```", "``a`b``",
    "# Heading", "## Heading", "### Heading", "-# small", "- item", "* item", "+ item", "1. item", "10. item",
    "3) item", "> quote", ">>> quote", ":smile:", "\\", "\\*not bold*", "\\\\*bold*", "\\<@123456789012345678>",
    "\u202egnp.exe", "\u2066hidden\u2069", "\u200eleft\u200f", "two\nlines", "two\r\n# lines", "a\u2028b",
    "a\u2029b", "a\x85b", "a\x0bb", "null\x00byte", "esc\x1b[31mred", "bell\x07", f"za{_TOWER}lgo",
    "z" + "\u0301\u0302\u0303\u200d" * 20, "z" + "\u0301\u0302\u0303\u200b" * 20, "lone \ud800 half",
]  # fmt: skip
#: Each payload alone, after a word, after what others escape with, and twice over: more than 200.
HOSTILE = [
    form for payload in PAYLOADS for form in (payload, f"Film {payload}", f"\\{payload}", f"{payload} {payload}")
]
