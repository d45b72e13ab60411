"""Measures the recommender on the members of a folder."""

from collections.abc import Iterable

from bot.blending import watched
from bot.evaluating.measure import Figures, figures_of
from bot.evaluating.members import Crowd
from bot.evaluating.methods import methods_of
from bot.evaluating.splits import latest_trial, random_trials
from bot.evaluating.summary import Result
from bot.shelf import Shelf
from data.history import History

SPLITS = ("random", "latest")


def measure(shelf: Shelf, crowd: Crowd, members: Iterable[History] | None = None) -> Result:
    """Both splits for every member; `members` may wrap the crowd's own to show how far it is."""
    methods = methods_of(shelf.model)
    series = shelf.catalogue.columns.series
    splits: dict[str, list[Figures]] = {split: [] for split in SPLITS}
    for history in members or crowd.members:
        latest = latest_trial(shelf.catalogue, history)
        random = random_trials(watched(shelf.catalogue, history), series)
        splits["random"].append(figures_of(random, methods, series))
        splits["latest"].append(figures_of([latest] if latest else [], methods, series))
    return Result(splits, tuple(methods), crowd.files, crowd.passed_over)
