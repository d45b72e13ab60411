"""Custom ids come back as they were written, and nothing this bot did not write is taken for its own."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.panels.custom_ids import LONGEST, Signer

SIGNER = Signer.derive(bytes(range(32)))
MEMBER = 1234567890123456789
WRITTEN = [
    SIGNER.write("blend.join", "Zm9vYmFyYmF6"),
    SIGNER.write("blend.page", "Zm9vYmFyYmF6", 3, "next"),
    SIGNER.write("priv.delete_yes", MEMBER),
    SIGNER.write("priv.hidden", MEMBER, 12, "señor 海辺"),
    SIGNER.write("go.blend"),
]
argument = st.text(alphabet=st.characters(exclude_characters="|"), max_size=12)


@given(st.text(string.ascii_lowercase + "._", min_size=1, max_size=16), st.lists(argument, max_size=4))
def test_what_is_written_is_read_back(action: str, arguments: list[str]) -> None:
    assert SIGNER.read(SIGNER.write(action, *arguments)) == (action, tuple(arguments))


def test_numbers_come_back_as_text() -> None:
    assert SIGNER.read(SIGNER.write("priv.hide", MEMBER, -1, "")) == ("priv.hide", (str(MEMBER), "-1", ""))


def test_a_restart_with_the_same_key_reads_the_old_ids() -> None:
    again = Signer.derive(bytes(range(32)))
    assert [again.read(custom_id) for custom_id in WRITTEN] == [SIGNER.read(custom_id) for custom_id in WRITTEN]
    assert None not in [again.read(custom_id) for custom_id in WRITTEN]


def test_another_hosts_ids_are_not_ours() -> None:
    other = Signer.derive(bytes(range(1, 33)))
    assert [other.read(custom_id) for custom_id in WRITTEN] == [None] * len(WRITTEN)


def test_the_key_of_the_ids_is_not_the_hosts_key() -> None:
    assert Signer(bytes(range(32))).read(WRITTEN[0]) is None


def test_no_argument_of_one_button_makes_another_button() -> None:
    """`hide` with page 1 and query 2 must not be `hide` with page 12: the parts are signed apart."""
    assert SIGNER.write("priv.hide", 1, 2) != SIGNER.write("priv.hide", 12)
    with pytest.raises(ValueError, match="must not hold"):
        SIGNER.write("priv.hide", "1|2")
    with pytest.raises(ValueError, match="must not hold"):
        SIGNER.write("priv|hide")


def test_an_id_that_discord_would_refuse_is_never_written() -> None:
    room = LONGEST - len(SIGNER.write("a", ""))
    assert len(SIGNER.write("a", "x" * room)) == LONGEST
    with pytest.raises(ValueError, match=f"{LONGEST + 1} characters"):
        SIGNER.write("a", "x" * (room + 1))


@pytest.mark.parametrize(
    "forged",
    [
        *("", "|", "||", "blend.join", "blend.join|abc", "blend.join|abc|", "|AAAAAAAAAAAAAAAA", "x" * 100, "|" * 100),
        "blend.join|abc|AAAAAAAAAAAAAAAA",
        "blend.join|\ud800|AAAAAAAAAAAAAAAA",
        "blend.join|abc|\udfffAAAAAAAAAAAAAAA",
    ],
    ids=ascii,
)
def test_a_forgery_is_refused_without_a_crash(forged: str) -> None:
    assert SIGNER.read(forged) is None


def test_a_signature_of_one_id_does_not_fit_another() -> None:
    bodies, signatures = zip(*(custom_id.rsplit("|", 1) for custom_id in WRITTEN), strict=True)
    swapped = [f"{body}|{signatures[at - 1]}" for at, body in enumerate(bodies)]
    assert [SIGNER.read(custom_id) for custom_id in swapped] == [None] * len(WRITTEN)


def mutate(rng: random.Random, custom_id: str) -> str:
    """The id with one to three small changes, as a forger might try them."""
    chars = list(custom_id)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(chars))
        change = rng.choice(["replace", "drop", "insert", "swap", "case", "cut"])
        if change == "replace":
            chars[at] = rng.choice(string.printable + "é海\u200d\ud800")
        elif change == "drop" and len(chars) > 1:
            del chars[at]
        elif change == "insert":
            chars.insert(at, rng.choice("|0aA-_ \n"))
        elif change == "swap":
            chars[at], chars[at - 1] = chars[at - 1], chars[at]
        elif change == "case":
            chars[at] = chars[at].swapcase()
        elif change == "cut":
            chars = chars[: max(1, at)]
    return "".join(chars)


def test_of_20_000_mutations_none_is_accepted() -> None:
    rng = random.Random(5)  # noqa: S311 - the same forgeries every time
    forged = [mutate(rng, rng.choice(WRITTEN)) for _ in range(20_000)]
    different = [custom_id for custom_id in forged if custom_id not in WRITTEN]
    assert len(different) > 10_000
    assert [custom_id for custom_id in different if SIGNER.read(custom_id) is not None] == []


def test_without_a_signature_check_such_mutations_would_pass() -> None:
    """The control: a reader that only splits takes most of them."""
    rng = random.Random(5)  # noqa: S311 - the same forgeries every time
    forged = [mutate(rng, rng.choice(WRITTEN)) for _ in range(1_000)]
    assert sum(custom_id.count("|") >= 1 and custom_id.split("|")[0] == "blend.join" for custom_id in forged) > 50
