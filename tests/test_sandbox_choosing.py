"""What a member means by an option: its label, its value, a part that no other label has, or its place."""

import pytest

from bot.sandbox.choosing import pick_option
from bot.sandbox.options import Impossible

CLOCKS = {
    "options": [
        {"label": "Fri 19:30  (UTC+0)", "value": "0"},
        {"label": "Fri 20:30  (UTC+1)", "value": "60"},
        {"label": "Sat 05:30  (UTC+10)", "value": "600"},
    ]
}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Fri 20:30  (UTC+1)", "60"),
        ("60", "60"),
        ("(UTC+1)", "60"),
        ("UTC+10", "600"),
        ("sat", "600"),
        ("0", "0"),
        (1, "0"),
    ],
)
def test_an_option_is_found_by_what_tells_it_from_the_others(said: object, value: str) -> None:
    assert pick_option(CLOCKS, said) == value


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("UTC+1", r"no single option 'UTC\+1'; there are Fri 20:30  \(UTC\+1\), Sat 05:30  \(UTC\+10\)$"),
        ("noon", "no option 'noon'; there are Fri 19:30"),
        ("", "no option ''"),
        (0, "no option 0, but 1 to 3$"),
        (4, "no option 4, but 1 to 3$"),
    ],
)
def test_what_fits_none_or_several_is_told_with_what_there_is(said: object, told: str) -> None:
    with pytest.raises(Impossible, match=told):
        pick_option(CLOCKS, said)
