"""The options of `/blend`: their choices, what is suggested while one types, and reading what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from discord import app_commands

from bot.blending import Seen, Wishes
from bot.blending.moods import MOODS
from bot.client import Interaction
from bot.errors import Problem
from bot.panels.languages import COMMON, LANGUAGES, name_of
from bot.panels.limits import RULES, name_rule
from bot.text import listed, safe
from data.catalogue.title import GENRES, Kind
from recommender.aggregation import STRATEGIES

Choice = app_commands.Choice[str]

#: Suggestions Discord shows at most, and characters of one.
_MOST, _LONGEST = 25, 100

KIND_CHOICES = [Choice(name="Films", value="movie"), Choice(name="Series", value="series")]
RULE_CHOICES = [Choice(name=name_rule(rule), value=rule) for rule in RULES if rule in STRATEGIES]
SEEN_CHOICES = [
    Choice(name="New to everyone", value="everyone"),
    Choice(name="New to someone", value="someone"),
    Choice(name="Rewatches are fine", value="rewatch"),
]
MATURITY_CHOICES = [Choice(name=rating, value=rating) for rating in ("TV-G", "TV-PG", "TV-14", "TV-MA")]
MOOD_CHOICES = [Choice(name=f"{mood.name}: {mood.meaning}"[:_LONGEST], value=key) for key, mood in MOODS.items()]


def read_wishes(options: Mapping[str, Any]) -> Wishes:
    """Tonight's limits from the options as Discord sends them. Raises Problem for words that are no genre or language.

    Discord checks choices and ranges itself; what is suggested while one types is only a suggestion.
    """
    since, until = options["since"], options["until"]
    if since and until and since > until:
        raise Problem(
            "years_crossed",
            f"No title can be from {since} or later and from {until} or earlier. Swap the two years, or give one.",
        )
    genres, without = read_genres(options["genres"] or ""), read_genres(options["without"] or "")
    if both := [genre for genre in genres if genre in without]:
        raise Problem(
            "genre_both",
            f"You asked for {listed(both)} and against it at once. Take it out of `genres` or out of `without`.",
        )
    return Wishes(
        kind=_one_of(options["kind"], get_args(Kind)),
        minutes=options["minutes"],
        rule=options["rule"],
        seen=_one_of(options["seen"], get_args(Seen)) or "everyone",
        ceiling=options["maturity"],
        genres=genres,
        without=without,
        since=since,
        until=until,
        language=read_language(options["language"] or ""),
        surprise=bool(options["surprise"]),
        mood=options["mood"],
    )


def read_genres(typed: str) -> tuple[str, ...]:
    """The genres named in a text, separated by commas. Raises Problem for one that is none."""
    found: list[str] = []
    for word in filter(None, map(str.strip, typed.split(","))):
        genre = _find_genre(word)
        if genre is None:
            raise Problem(
                "unknown_genre",
                f"I know no genre called {safe(word, 40)}. Pick from the list while you type, several with a comma "
                f"between them: {', '.join(sorted(GENRES))}.",
            )
        found.append(genre)
    return tuple(dict.fromkeys(found))


def read_language(typed: str) -> str | None:
    """The code of a language by its name or code; None for no text. Raises Problem for a language that is none."""
    if not (word := typed.strip().casefold()):
        return None
    found = [code for code, name in LANGUAGES.items() if word in (code, name.casefold())]
    if not found:
        raise Problem(
            "unknown_language",
            f"I know no language called {safe(typed, 40)}. Pick one from the list while you type, such as Korean or "
            "Turkish.",
        )
    return found[0]


async def suggest_genres(interaction: Interaction, current: str) -> list[Choice]:
    """What stands before the last comma, with each genre that fits what is typed after it."""
    del interaction
    *front, typed = current.split(",")
    chosen = [genre for genre in map(_find_genre, front) if genre]
    lists = [", ".join(dict.fromkeys((*chosen, genre))) for genre in _fitting(sorted(GENRES - set(chosen)), typed)]
    return [Choice(name=text, value=text) for text in lists if len(text) <= _LONGEST][:_MOST]


async def suggest_language(interaction: Interaction, current: str) -> list[Choice]:
    """Languages that fit what is typed; before anything is, those that most titles are made in."""
    del interaction
    names = _fitting(sorted(LANGUAGES.values()), current) if current.strip() else [name_of(code) for code in COMMON]
    return [Choice(name=name, value=name) for name in names[:_MOST]]


def _fitting(names: Iterable[str], typed: str) -> list[str]:
    """The names that hold the text, those that begin with it first."""
    wanted = _plain(typed)
    fits = [name for name in names if wanted in _plain(name)]
    return sorted(fits, key=lambda name: not _plain(name).startswith(wanted))


def _find_genre(word: str) -> str | None:
    """The genre of this name, whatever its capitals, blanks and dashes."""
    return next((genre for genre in GENRES if _plain(genre) == _plain(word)), None)


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    return value if value in known else None
