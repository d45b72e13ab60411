"""Members' votes to one order for the group: the door to the strategies, each named as in the literature."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from recommender.greedy import ep_fuzzdda, fair, nash
from recommender.voting import Order, Votes, Weights, average, borda, copeland, least_misery, most_pleasure, seed


class Rule(Protocol):
    """Votes (members, titles) in [0, 1], higher is better, n, and weights (members,) to columns, best first.

    Weights are above 0 with mean 1; without them all members count alike. A member whose weight is near 0 does not
    count. Equal titles keep their order.
    """

    def __call__(self, votes: Votes, n: int, weights: Weights | None = None) -> Order:
        """The n best columns, all when there are fewer."""
        ...


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule and what it needs.

    `votes` says what the rule was made for: calibrated chances, or closeness (1 - scaled distance) to a mean taste.
    `varied` is False for a rule whose own order stands, without the variety that is added to the others.
    """

    order: Rule
    votes: Literal["chances", "closeness"] = "chances"
    varied: bool = True


STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "fair": Strategy(fair),
        "average": Strategy(average),
        "least_misery": Strategy(least_misery),
        "most_pleasure": Strategy(most_pleasure),
        "borda": Strategy(borda),
        "copeland": Strategy(copeland),
        "nash": Strategy(nash),
        "ep_fuzzdda": Strategy(ep_fuzzdda),
        "seed": Strategy(seed, "closeness", varied=False),
    }
)
