"""What earlier evenings of a group do to tonight's list. Pure."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from bot.blending.table import Table

#: Titles offered to the same group on an earlier evening are held back, by half after this many days.
FATIGUE_HALF_LIFE = 14.0
_MOST_FATIGUE = 0.7
#: What an evening gave is forgotten by half after so many further evenings or days, whatever comes first.
_EVENINGS, _DAYS = 2.0, 30.0
#: The least and the most that a member counts, and how much a fit that lies 0.01 below the group's mean adds: 4 %.
LEAST_WEIGHT, MOST_WEIGHT = 0.8, 1.25
_GAIN = 4.0
#: From this weight on it is told that a member counts more.
WORTH_TELLING = 1.05
#: Evidence at which a member's taste is half known.
_HALF_KNOWN = 15.0


def fatigue_of(recommended: Mapping[str, date], today: date) -> dict[str, float]:
    """How much to hold back (0..1) what this group was offered on an earlier day; today's list stays as it is."""
    ages = {title: (today - day).days for title, day in recommended.items()}
    return {title: _MOST_FATIGUE * 0.5 ** (days / FATIGUE_HALF_LIFE) for title, days in ages.items() if days > 0}


def fits_of(table: Table, listed: Sequence[str]) -> dict[int, float]:
    """How well a list of title ids, best first, fits each member whose taste is known, 0 to 1 of the best there was.

    The scores of its titles above the mean of the catalogue, as a share of what they are in the list the member would
    get alone inside the same limits; titles count less down the list, as in DCG (Jarvelin and Kekalainen 2002). Who
    is hardly known seems to like whatever is popular: the share is drawn to the group's mean, half at evidence 15.
    """
    rows = np.array([table.catalogue.rows[title] for title in listed], dtype=np.int64)
    open_rows = np.flatnonzero(table.candidates)
    counts = 1.0 / np.log2(np.arange(len(rows)) + 2.0)
    shares: dict[int, float] = {}
    for guest, taste in zip(table.guests, table.tastes, strict=True):
        if taste.profile.n and len(rows):
            scores = taste.scores.astype(np.float64)
            alone = np.sort(np.partition(scores[open_rows], -len(rows))[-len(rows) :])[::-1]
            here, best = (float(counts @ (some - scores.mean())) for some in (scores[rows], alone))
            shares[guest.member] = min(max(here / best, 0.0), 1.0) if best > 0.0 else 1.0
    mean = math.fsum(shares.values()) / max(len(shares), 1)
    sure = {
        guest.member: p.evidence / (p.evidence + _HALF_KNOWN)
        for guest, p in zip(table.guests, table.profiles, strict=True)
    }
    return {member: round(mean + sure[member] * (share - mean), 4) for member, share in shares.items()}


def weights_of(fits: Mapping[date, Mapping[int, float]], members: tuple[int, ...], today: date) -> dict[int, float]:
    """How much each member counts tonight: more who got less on earlier evenings. Mean 1, within the bounds above.

    A member's debt is how far their fits lay below the group's mean, evening by evening, each with the share that is
    not forgotten; the weight grows with it exponentially. Today's evening does not count, so that a list does not
    change while it is looked at.
    """
    debts = dict.fromkeys(members, 0.0)
    earlier = sorted((day for day in fits if day < today), reverse=True)
    for since, day in enumerate(earlier):
        known = {member: fits[day][member] for member in members if member in fits[day]}
        mean = math.fsum(known.values()) / len(known) if known else 0.0
        kept = 0.5 ** max(since / _EVENINGS, (today - day).days / _DAYS)
        for member, fit in known.items():
            debts[member] += kept * (mean - fit)
    return _bounded({member: math.exp(_GAIN * debt) for member, debt in debts.items()})


def _bounded(weights: Mapping[int, float]) -> dict[int, float]:
    """The weights with mean 1, drawn towards it until all of them are within the bounds."""
    mean = math.fsum(weights.values()) / len(weights) if weights else 1.0
    over = {member: weight / mean - 1.0 for member, weight in weights.items()}
    bounds = {True: MOST_WEIGHT - 1.0, False: LEAST_WEIGHT - 1.0}
    shrink = 1.0 / max(1.0, *(value / bounds[value > 0.0] for value in over.values()), 1.0)
    return {member: 1.0 + shrink * value for member, value in over.items()}
