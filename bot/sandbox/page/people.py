"""The sample members, the histories that they could upload, and what a new member may be called."""

from pathlib import Path

from bot.sandbox.entities import Json
from bot.sandbox.page.files import Held
from bot.sandbox.page.refusal import Refusal
from bot.sandbox.state import World

SAMPLE_MEMBERS = ("Ada", "Bruno", "Noor")
#: Those of the demo: written for this project, in the forms that Netflix gives out.
_HISTORIES = Path(__file__).resolve().parents[2] / "demo" / "histories"
_SAMPLES = (
    ("sample-ada", "ada/NetflixViewingHistory.csv", "Ada's history, as the account page saves it"),
    ("sample-bruno", "bruno/NetflixViewingHistory.csv", "Bruno's history, saved from a Spanish account page"),
    ("sample-noor", "noor/ViewingActivity.csv", "Noor's household, from the full report: several profiles"),
)
_LONGEST_NAME = 32


def sample_files() -> list[Held]:
    """The sample histories, ready to be attached."""
    return [Held(file, Path(path).name, (_HISTORIES / path).read_bytes()) for file, path, _ in _SAMPLES]


def samples_json() -> list[Json]:
    """What the page offers to a member who has no export at hand."""
    return [{"file": file, "name": Path(path).name, "about": about} for file, path, about in _SAMPLES]


def checked_name(world: World, name: str) -> str:
    """A name for a new member. Raises Refusal when it is empty, too long or taken."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Refusal(f"A member's name has 1 to {_LONGEST_NAME} characters.")
    if any(user.display.casefold() == name.casefold() for user in world.users.values()):
        raise Refusal(f"There is somebody called {name} already.")
    return name
