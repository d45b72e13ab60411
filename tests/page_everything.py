"""One message and one form that hold everything there is, for looking at the page as a whole."""

from tests.page_samples import (
    ADA,
    BRUNO,
    CARLA,
    EPHEMERAL,
    LOADING,
    NOW,
    Json,
    attachment,
    box,
    button,
    embed,
    label,
    media,
    menu,
    message,
    option,
    panel,
    poll,
    row,
    text,
)

MARKDOWN = """# Heading one
## Heading two
### Heading three
-# small print, with **bold**
Some **bold**, *slanted*, __under__, ~~gone~~, ***all***, ||a spoiler|| and `code`.
<@1008> in <#70>, </blend:1>, <@&80>, @everyone, <:pepe:123456>
> a quote
> of two lines
- one
- two
  - inner
1. first
2. second
```py
print("hello")
```
https://example.org/a_b?c=(d), [masked](https://example.org/x), <t:1795464000:R>"""
RULES = [
    option("Fair", description="Nobody below a floor, then the best average", default=True, emoji={"name": "⚖️"}),
    option("Happiest", description="The best average"),
    option("Nobody hates it"),
]


def blend() -> Json:
    """A panel like those of the bot."""
    poster = {"type": 11} | media("200x300-a33", "A poster")
    words = "**1. Paddington 2** (2017) · film, 103 min · **91 % match**\n<@1008> ▰▰▰▰▱ 83 % · <@1017> ▰▰▰▰▰ 95 %"
    return box(
        text("## A blend for <@1008> and <@1017>\n**Fair**: everybody gets something they like\n-# new to everyone"),
        {"type": 12, "items": [media("1200x600-242629", "Bars for each title")]},
        {"type": 9, "id": 2, "components": [text(words)], "accessory": poster},
        {"type": 9, "id": 3, "components": [text("**2. Arrival** (2016)")], "accessory": button(4, "Why?")},
        {"type": 14, "divider": True, "spacing": 2},
        row(button(5, "◀ Back", disabled=True), button(6, "1/4", disabled=True), button(7, "Next ▶")),
        row(menu(8, 3, *RULES)),
        row(button(9, "Vote", 1, emoji={"name": "🎬"}), button(10, "Join", 3), button(11, "Not now", 4)),
        row(button(12, "Guide", 5, url="https://example.org"), button(13, "Working", 1)),
        accent_color=0x4FB0F7,
    )


def selects() -> list[Json]:
    friends = [{"id": BRUNO["id"], "type": "user"}, {"id": CARLA["id"], "type": "user"}]
    return [
        row(menu(20, 5, placeholder="Friends", max_values=9, default_values=friends)),
        row(menu(21, 8)),
        row(menu(22, 3, *RULES, max_values=3)),
        row(menu(23, 6, disabled=True)),
    ]


def everything() -> list[Json]:
    """Messages with everything there is."""
    csv = attachment("a_rather_long_name_of_a_history_from_netflix.csv", "text/csv", 45_678)
    picture = attachment("300x200-484.png", "image/png", 9, description="A green field", width=300, height=200)
    closed = poll((2, True), (1, False), (0, False), expiry="2026-11-23T20:00:00Z")
    fields = {"poll_question_text": "Which?", "total_votes": "3"}
    fields |= {"victor_answer_votes": "2", "victor_answer_text": "Arrival"}
    result = {"type": "poll_result", "fields": [{"name": name, "value": value} for name, value in fields.items()]}
    mosaics = [
        panel(10 + count, {"type": 12, "items": [media("400x300-a33", f"Picture {n}") for n in range(count)]})
        for count in (1, 3, 10)
    ]
    return [
        message(1, ADA, content="Shall we watch something? <@1017>"),
        message(2, ADA, content="I have until ten"),
        message(3, BRUNO, content="Yes! <@1008>", mentions=[ADA]),
        message(4, content=MARKDOWN, edited_timestamp=NOW),
        panel(5, blend(), used="/blend friend:@Bruno"),
        message(6, content="Only for you", flags=EPHEMERAL, components=[row(button(1, "Post", 1))], used="/insights"),
        message(7, flags=LOADING, used="/upload"),
        message(8, content="With an embed", embeds=[embed()]),
        panel(9, *selects()),
        *mosaics,
        panel(21, {"type": 12, "items": [media("400x300-a33", "Hidden", spoiler=True)]}),
        panel(22, box(text("hidden"), spoiler=True)),
        message(23, content="Files", attachments=[picture, csv]),
        message(24, poll=poll((2, False), (1, False), (0, False), (0, False))),
        message(25, poll=poll((2, True), (1, False), (0, False), (0, False))),
        message(26, poll=closed),
        message(27, type=46, embeds=[result]),
        message(28, CARLA, content="🎉🍿"),
    ]


def form() -> list[Json]:
    """The parts of a form with every input."""
    return [
        text("**Steer** the next list"),
        label("Name", {"type": 4, "style": 1, "custom_id": "a", "placeholder": "Say it"}, "What you call it"),
        label("Words", {"type": 4, "style": 2, "custom_id": "b", "max_length": 200, "required": False}),
        label("Mood", menu(1, 3, *RULES), "How it should feel"),
        label("Friends", menu(2, 5, max_values=5, required=False)),
        label("Age", {"type": 21, "custom_id": "r", "options": [option("Any", default=True), option("Teens")]}),
        label("Not tonight", {"type": 22, "custom_id": "c", "options": [option("Horror"), option("War")]}),
        label("Remember this", {"type": 23, "custom_id": "k", "default": True}, "For the next blend too"),
        label("History", {"type": 19, "custom_id": "f", "max_values": 3}, "The file Netflix sent you"),
    ]
