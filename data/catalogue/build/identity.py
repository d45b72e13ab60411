"""Whether two drafts are one title, and how sure that is. Pure.

Namesakes of the same years are common: four films called Home came out within a year of each other. So every title that
a source may mean by a name is compared, and the surest pair is joined first.
"""

from data.catalogue.build.draft import Draft
from data.catalogue.match import fold

#: Years two sources may give one title and still mean the same: festivals and pilots come before the release.
APART = 1
#: A source whose IMDb numbers are wrong here and there.
UNSURE = "kaggle-netflix"
#: How far apart a year that is not known counts as: more than any that is known and still fits.
_UNKNOWN_YEAR = APART + 1
Sureness = tuple[int, bool, int, bool, int]


def sureness(level: int, known: Draft, draft: Draft) -> Sureness:
    """Sorts the pairs of titles and drafts of one name, the surest highest.

    First comes how the name agrees (`level`), then people in common, nearness of the years, and whether it is the name
    by which both know it best; then the one more people voted on.
    """
    gap = abs(known.year - draft.year) if known.year and draft.year else _UNKNOWN_YEAR
    return level, shares_people(known, draft), -gap, fold(known.title) == fold(draft.title), draft.votes


def may_be_one(known: Draft, draft: Draft) -> bool:
    """False where the sources themselves tell two titles of one name apart: by their numbers, or by years.

    Kaggle's table gives the wrong number for some films (85 of 5,849 have a twin of the same name and year under
    another one): there a number is no proof against the very same name and year.
    """
    if known.source == draft.source:
        return False
    if known.imdb and draft.imdb:
        same = known.year == draft.year and fold(known.title) == fold(draft.title)
        return same and UNSURE in (known.source, draft.source)
    return not known.year or not draft.year or abs(known.year - draft.year) <= APART


def is_misnumbered(known: Draft, draft: Draft) -> bool:
    """True when an unsure source's number leads to a title with which it shares no name and no year.

    Two sources that are sure of it call one film by two names, and give it other years, more often than they err.
    """
    if draft.source != UNSURE or abs(known.year - draft.year) <= APART:
        return False
    return _names(known).isdisjoint(_names(draft))


def is_known_abroad(known: Draft, draft: Draft) -> bool:
    """Same year, no other number, and a person in common: enough to believe a name in another language."""
    return not (known.imdb and draft.imdb) and known.year == draft.year and shares_people(known, draft)


def shares_people(known: Draft, draft: Draft) -> bool:
    """True when somebody made or played in both."""
    return not _people(known).isdisjoint(_people(draft))


def keys(draft: Draft) -> list[str]:
    """Folded names by which a title is recognised: its own, and others in English or the original."""
    folded = [fold(name) for name in (draft.title, *draft.also)]
    return [name for name in dict.fromkeys(folded) if name]


def foreign_keys(draft: Draft) -> set[str]:
    """Folded names in other languages."""
    return {fold(name) for names in draft.names.values() for name in names}


def _names(draft: Draft) -> set[str]:
    return {*keys(draft), *foreign_keys(draft)}


def _people(draft: Draft) -> set[str]:
    return {fold(name) for name in (*draft.cast, *draft.makers)}
