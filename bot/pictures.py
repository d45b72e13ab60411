"""Charts for a message: made of a member's history, drawn where there is a browser, complete as text where not."""

import io
import logging
from dataclasses import dataclass

import discord

from bot.charts import Chart, ChartProblem
from bot.charts.own import OWN
from bot.charts.shared import shared_chart
from bot.client import Interaction
from bot.errors import Problem
from bot.guests import visible_to_others
from bot.panels.insights import Picture
from bot.presence import display_name, moment_of, place_of
from bot.services import run_in
from bot.text import mention
from data.history import History
from data.store import Use

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture for a panel, and its bytes when there are any."""

    picture: Picture
    png: bytes | None

    def files(self) -> list[discord.File]:
        """The file to send beside the panel: none without a browser."""
        if self.png is None or self.picture.filename is None:
            return []
        return [discord.File(io.BytesIO(self.png), self.picture.filename, description=self.picture.alt[:1024])]


async def draw_own(interaction: Interaction, member: int, chart: str, *, public: bool) -> Drawn:
    """One chart of a member's history; `public` leaves out what the catalogue does not know. Problem without one."""
    services = interaction.client.services
    history = await visible_history(interaction, member)
    titles = services.catalogue.by_id
    try:
        made = await run_in(services.reader, OWN[chart], history, titles, public)
    except ChartProblem as problem:
        if public:
            raise Problem(
                "nothing_to_show",
                "Others see catalogue titles only, and this chart has none it could show. Nothing was posted; try "
                "another chart.",
            ) from problem
        return Drawn(Picture(chart, "Too little to draw", str(problem), str(problem), None), None)
    return await _draw(interaction, chart, made)


async def draw_shared(interaction: Interaction, first: int, second: int) -> Drawn:
    """What two members who both agreed share."""
    services = interaction.client.services
    histories = await visible_history(interaction, first), await visible_history(interaction, second)
    names = await display_name(interaction, first), await display_name(interaction, second)
    titles = services.catalogue.by_id
    try:
        made = await run_in(services.reader, shared_chart, *histories, names, titles)
    except ChartProblem as problem:
        return Drawn(Picture("shared", "Too little in common", str(problem), str(problem), None), None)
    return await _draw(interaction, "shared", made)


async def visible_history(interaction: Interaction, member: int) -> History:
    """A member's history as if what they hide had never been uploaded. Problem when there is none."""
    visible, _ = await visible_to_others(interaction.client.services, member)
    if visible.viewings:
        return visible
    if visible.opinions and member == interaction.user.id:
        raise Problem(
            "no_history",
            "You brought ratings or a list, which count in blends, but nothing that says what you watched and when: "
            "that is what pictures are made of. /upload takes your viewing history as well.",
        )
    if member == interaction.user.id:
        raise Problem(
            "no_history",
            "You have no history here yet, or all of it is hidden. Type /upload to bring yours, it takes two minutes; "
            "/privacy shows what is hidden.",
        )
    raise Problem("no_history", f"{mention(member)} has no history to show. They can bring theirs with /upload.")


async def note_use(interaction: Interaction, owner: int, by: int) -> None:
    """Let the owner see in /privacy who saw their insights."""
    use = Use(by=by, at=moment_of(interaction), purpose="insights", place=place_of(interaction))
    await interaction.client.services.store.record_use(owner, use)


async def _draw(interaction: Interaction, key: str, chart: Chart) -> Drawn:
    try:
        png = await interaction.client.services.renderer.render(chart)
    except ChartProblem as problem:
        log.warning("chart as text: %s", problem.code)
        return Drawn(Picture(key, chart.title, chart.text, chart.alt, None), None)
    return Drawn(Picture(key, chart.title, chart.text, chart.alt, chart.filename), png)
