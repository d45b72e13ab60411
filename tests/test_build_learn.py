"""A build from a source with ratings: what a crowd watches together is found together by whoever uses the catalogue."""

from pathlib import Path

import numpy as np
import pytest

from bot.shelf import build_shelf
from data.catalogue.build import learn as learning
from data.catalogue.build.assemble import assemble
from data.catalogue.build.crowd import Crowd, read_crowd
from data.catalogue.catalogue import Catalogue
from data.catalogue.load import load_built
from data.catalogue.problem import CatalogueProblem
from recommender.profile import Watched, build_profile
from recommender.scoring import score

FILMS, CROWDS, MEMBERS, EACH = 160, 4, 300, 20


def name_of(film: int) -> str:
    """A name like no other."""
    first, second = divmod(film, 20)
    return f"The {'bdfgklmnprst'[first]}anor {'bcdfghjklmnpqrstvwxz'[second]}ilum of Oort".title()


def write_movielens(folder: Path, *, members: int = MEMBERS) -> Path:
    """Films of one genre; a member rates those whose number leaves the same remainder, and a few others."""
    rng = np.random.default_rng(5)
    folder.mkdir()
    names = "".join(f"{at + 1},{name_of(at)} (2001),Drama\n" for at in range(FILMS))
    (folder / "movies.csv").write_text("movieId,title,genres\n" + names, encoding="utf-8")
    lines = ["userId,movieId,rating,timestamp"]
    for member in range(members):
        odds = np.where(np.arange(FILMS) % CROWDS == member % CROWDS, 40.0, 1.0)
        films = rng.choice(FILMS, EACH, replace=False, p=odds / odds.sum()).tolist()
        stars = [4.5 if film % CROWDS == member % CROWDS else 2.0 for film in films]
        lines += [f"{member + 1},{film + 1},{star},1" for film, star in zip(films, stars, strict=True)]
    (folder / "ratings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, list[str]]:
    folder, told = tmp_path_factory.mktemp("learn"), list[str]()
    assemble(folder / "state", {"ml-25m": write_movielens(folder / "ml")}, told.append)
    return load_built(folder / "state"), told


def films_of(catalogue: Catalogue, crowd: int) -> np.ndarray:
    """Rows of the invented films of one crowd."""
    numbers = [at for at in range(FILMS) if at % CROWDS == crowd]
    ids = [catalogue.match(name_of(at), "movie") for at in numbers]
    return np.array([catalogue.rows[found] for found in ids if found])


def test_the_catalogue_in_use_finds_what_its_crowd_watches(built: tuple[Catalogue, list[str]]) -> None:
    catalogue, _ = built
    shelf, own, others = build_shelf(catalogue), films_of(catalogue, 1), films_of(catalogue, 2)
    assert (len(own), len(others)) == (FILMS // CROWDS, FILMS // CROWDS)
    seen = Watched(own[:20], np.ones(20, np.int64), np.full(20, np.nan))
    scores = score(shelf.model, build_profile(shelf.model, seen))
    assert scores[own[20:]].mean() > scores[others].mean() + 0.3
    assert shelf.model.learned is not None
    assert sorted(shelf.model.learned.rows) == list(shelf.model.learned.rows)


def test_it_knows_what_people_think_of_a_title(built: tuple[Catalogue, list[str]]) -> None:
    catalogue, _ = built
    ratings = catalogue.rating[films_of(catalogue, 1)]
    assert ((ratings > 0.5) & (ratings < 0.9)).all()  # between the usual rating and the 4.5 stars of its crowd
    assert np.isnan(catalogue.rating[catalogue.columns.series]).all()  # nobody rated a series here


def test_it_says_what_it_learns_from(built: tuple[Catalogue, list[str]]) -> None:
    assert f"Learning from {MEMBERS} members who rated {FILMS} films." in built[1]


def test_a_few_ratings_teach_nothing_and_spoil_nothing(tmp_path: Path) -> None:
    assemble(tmp_path / "state", {"ml-25m": write_movielens(tmp_path / "ml", members=20)}, lambda _: None)
    catalogue = load_built(tmp_path / "state")
    assert not len(catalogue.learned["rows"])
    assert build_shelf(catalogue).model.learned is None


def test_ratings_of_unknown_films_are_passed_over(tmp_path: Path) -> None:
    crowd = read_crowd(write_movielens(tmp_path / "ml", members=2), {1: 7, 5: 9})
    assert crowd is not None
    assert set(crowd.rows.tolist()) <= {7, 9}
    assert crowd.values.min() >= 0.0
    assert crowd.values.max() <= 1.0


def test_a_member_number_that_cannot_be_is_refused(tmp_path: Path) -> None:
    folder = write_movielens(tmp_path / "ml", members=2)
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n-4,1,4.0,1\n", encoding="utf-8")
    with pytest.raises(CatalogueProblem, match="impossible member ids"):
        read_crowd(folder, {1: 0})


def test_learning_that_breaks_off_says_so_and_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_PROGRAM", "recommender.no_such_module")
    crowd = Crowd(np.zeros(1, np.int32), np.zeros(1, np.int32), np.ones(1, np.float32))
    with pytest.raises(CatalogueProblem, match=r"Learning from the ratings failed: .*leave the MovieLens source out"):
        learning.learn(crowd, {}, lambda _: None)
