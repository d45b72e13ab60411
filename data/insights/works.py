"""What was watched: the works, their genres, and what two members share. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from data.history import History
from data.insights.measure import Titles, genre_minutes, is_estimated, is_showable, minutes_of
from data.insights.tables import Genres, Shared, Top


def top(history: History, titles: Titles, kind: str, n: int = 7, *, public: bool = False) -> Top | None:
    """The films (`movie`) or series (`episode`) watched longest; `public` names catalogue titles only. None: none."""
    viewings = [v for v in history.viewings if v.kind == kind and (not public or is_showable(v, titles))]
    minutes: defaultdict[str, float] = defaultdict(float)
    rows: Counter[str] = Counter()
    names: dict[str, str] = {}
    for viewing in viewings:
        key = viewing.match if viewing.match in titles else viewing.work
        if key is None:
            continue
        names.setdefault(key, titles[key].title if key in titles else viewing.title)
        minutes[key] += minutes_of(viewing, titles)
        rows[key] += 1
    if not minutes:
        return None
    ranked = sorted(minutes, key=lambda key: (-minutes[key], -rows[key], names[key]))[:n]
    shown = tuple((names[key], minutes[key], rows[key]) for key in ranked)
    return Top(shown, len(minutes), sum(minutes.values()), is_estimated(viewings))


def genres(history: History, titles: Titles, n: int = 8) -> Genres | None:
    """Time by genre of the titles the catalogue knows; None when it knows none."""
    counts = genre_minutes(history, titles)
    if not counts:
        return None
    matched = [v for v in history.viewings if v.match in titles]
    ranked = sorted(counts.items(), key=lambda genre: (-genre[1], genre[0]))
    return Genres(tuple(ranked[:n]), sum(counts.values()), is_estimated(matched))


def shared(first: History, second: History, titles: Titles, n: int = 5) -> Shared:
    """What two members have in common, catalogue titles only."""
    ours = [Counter(v.match for v in history.viewings if is_showable(v, titles)) for history in (first, second)]
    both = ours[0].keys() & ours[1].keys()
    ranked = sorted(both, key=lambda key: (-min(ours[0][key], ours[1][key]), -ours[0][key] - ours[1][key], key or ""))
    named = tuple((titles[key].title, ours[0][key], ours[1][key]) for key in ranked[:n] if key)
    shares = [_shares(genre_minutes(history, titles)) for history in (first, second)]
    weight = {genre: shares[0].get(genre, 0.0) + shares[1].get(genre, 0.0) for genre in {*shares[0], *shares[1]}}
    common = sorted(weight, key=lambda genre: (-weight[genre], genre))
    return Shared(
        named,
        len(both),
        len(ours[0]) - len(both),
        len(ours[1]) - len(both),
        tuple((genre, shares[0].get(genre, 0.0), shares[1].get(genre, 0.0)) for genre in common[:7]),
    )


def _shares(minutes: Mapping[str, float]) -> dict[str, float]:
    total = sum(minutes.values())
    return {genre: time / total for genre, time in minutes.items()} if total else {}
