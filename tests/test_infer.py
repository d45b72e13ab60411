"""Tags that follow from what is told of titles are found; those that do not are neither claimed nor believed."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from data.catalogue.build import infer as module
from data.catalogue.build.draft import Draft
from data.catalogue.build.infer import Inferred, choose_rows, infer
from data.catalogue.build.kernel_ridge import fit_ridge, predict_unseen
from data.catalogue.build.measures import explained, kept_neighbours, measure
from data.catalogue.build.methods import genres_alone, in_use, tfidf_ridge
from data.catalogue.build.text_features import words_of
from data.catalogue.build.trials import lessons, on_the_shelf, read_shelves

SHARED = os.environ.get("BLENDZ_SHARED_DATA")
TAGS = ("scary", "whim", "chess", "seaside")
SCARY, WHIM, CHESS, SEASIDE = range(4)
KNOWN, UNKNOWN = 200, 60


def planted(seed: int = 5) -> tuple[list[Draft], np.ndarray]:
    """Scary follows from genre, seaside from words, chess is named among keywords, whim is a coin thrown per kind."""
    rng = np.random.default_rng(seed)
    drafts: list[Draft] = []
    truth = np.zeros((KNOWN + UNKNOWN, len(TAGS)), dtype=np.uint8)
    for row in range(KNOWN + UNKNOWN):
        scary, sea, chess, series = rng.random(4) < (0.5, 0.5, 0.1, 0.5)
        genres = ("horror", "thriller") if scary else ("comedy",) if rng.random() < 0.5 else ("drama",)
        place = "waves and gulls by the harbour" if sea else "office towers and traffic downtown"
        filler = " ".join(rng.choice(["aunt", "letter", "train", "garden", "quarrel", "stranger", "wedding"], 3))
        drafts.append(
            Draft(
                kind="series" if series else "movie",
                title=f"Planted {row}",
                year=int(rng.integers(1980, 2024)),
                genres=genres,
                description=f"{filler} {place}",
                keywords=("chess match",) if chess else (str(filler).split()[0],),
            )
        )
        whim = rng.random() < (0.7 if series else 0.2)
        truth[row] = 255 * np.array([scary, whim, chess, sea])
    return drafts, truth


@pytest.fixture(scope="module")
def world() -> tuple[list[Draft], np.ndarray, Inferred]:
    drafts, truth = planted()
    return drafts, truth, infer(drafts, truth, known_rows(), None, TAGS)


def known_rows() -> np.ndarray:
    return np.arange(KNOWN + UNKNOWN) < KNOWN


def test_a_tag_that_follows_from_genre_is_found_and_trusted(world: tuple[list[Draft], np.ndarray, Inferred]) -> None:
    _, truth, found = world
    said, true = found.features[KNOWN:, SCARY], truth[KNOWN:, SCARY] > 0
    assert said[true].min() > said[~true].max() + 100
    assert found.trust[SCARY] > 0.9


def test_a_tag_that_follows_from_words_is_found(world: tuple[list[Draft], np.ndarray, Inferred]) -> None:
    _, truth, found = world
    true = truth[KNOWN:, SEASIDE] > 0
    assert found.features[KNOWN:, SEASIDE][true].min() > found.features[KNOWN:, SEASIDE][~true].max()
    assert found.trust[SEASIDE] > 0.9


def test_a_tag_that_follows_from_nothing_is_not_trusted_and_stays_at_the_mean_of_its_kind(
    world: tuple[list[Draft], np.ndarray, Inferred],
) -> None:
    drafts, truth, found = world
    assert found.trust[WHIM] < 0.15
    for kind in ("movie", "series"):
        rows = np.array([draft.kind == kind for draft in drafts])
        mean = truth[:KNOWN, WHIM][rows[:KNOWN]].mean()
        said = found.features[KNOWN:, WHIM][rows[KNOWN:]]
        assert abs(said.mean() - mean) < 15
        assert said.std() < 0.15 * truth[:, WHIM].std()


def test_a_title_of_which_nothing_is_known_is_not_believed() -> None:
    drafts, truth = planted()
    drafts[KNOWN] = Draft(kind="series", title="")
    found = infer(drafts, truth, known_rows(), None, TAGS)
    assert found.confidence[KNOWN] < 0.01
    assert np.median(found.confidence[KNOWN + 1 :]) > 0.5
    series = np.array([draft.kind == "series" for draft in drafts[:KNOWN]])
    assert np.allclose(found.features[KNOWN], truth[:KNOWN][series].mean(axis=0), atol=1)


def test_confidence_falls_when_less_is_told() -> None:
    drafts, truth = planted()
    bare = [*drafts[:KNOWN], *(replace(one, title="", description="", keywords=()) for one in drafts[KNOWN:])]
    full, less = (infer(some, truth, known_rows(), None, TAGS).confidence[KNOWN:] for some in (drafts, bare))
    assert np.median(less) < np.median(full) - 0.1
    assert np.median(less) > 0.2


def test_a_rare_tag_is_found_when_a_keyword_names_it(world: tuple[list[Draft], np.ndarray, Inferred]) -> None:
    drafts, truth = planted()
    for row, draft in enumerate(drafts):  # in words nobody else uses, so that only the tag's name can tell
        if "chess match" in draft.keywords:
            drafts[row] = replace(draft, keywords=(f"chess at club number {row}",))
    named = infer(drafts, truth, known_rows(), None, TAGS)
    nameless = infer(drafts, truth, known_rows(), None)
    true = truth[KNOWN:, CHESS] > 0
    assert named.features[KNOWN:, CHESS][true].mean() > nameless.features[KNOWN:, CHESS][true].mean() + 80
    assert named.trust[CHESS] > max(0.7, nameless.trust[CHESS])
    assert world[2].features[KNOWN:, CHESS][true].mean() > 150


def test_known_titles_keep_their_tags_and_weight() -> None:
    drafts, truth = planted()
    weights = np.where(np.arange(KNOWN + UNKNOWN) % 2, 0.4, 1.0).astype(np.float32)
    found = infer(drafts, truth, known_rows(), weights, TAGS)
    assert (found.features[:KNOWN] == truth[:KNOWN]).all()
    assert (found.confidence[:KNOWN] == weights[:KNOWN]).all()


def test_titles_that_are_little_believed_teach_little() -> None:
    drafts, truth = planted()
    taught = truth.copy()
    wrong = np.arange(KNOWN) % 2 == 0
    taught[:KNOWN][wrong, SCARY] = 255 - taught[:KNOWN][wrong, SCARY]
    weights = np.ones(KNOWN + UNKNOWN, dtype=np.float32)
    true = truth[KNOWN:, SCARY] > 0
    gaps: list[float] = []
    for weight in (0.1, 1.0):
        weights[:KNOWN][wrong] = weight
        said = infer(drafts, taught, known_rows(), weights, TAGS).features[KNOWN:, SCARY].astype(float)
        gaps.append(said[true].mean() - said[~true].mean())
    assert gaps[0] > 150
    assert gaps[1] < 60


def test_what_is_said_of_a_title_does_not_depend_on_who_else_is_asked_about(
    world: tuple[list[Draft], np.ndarray, Inferred], monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, truth, whole = world
    monkeypatch.setattr(module, "_BLOCK", 7)
    blocks = infer(drafts, truth, known_rows(), None, TAGS)
    assert np.abs(blocks.features.astype(int) - whole.features).max() <= 1
    again = infer(drafts, truth, known_rows(), None, TAGS)
    assert (again.features == blocks.features).all()
    assert (again.confidence == blocks.confidence).all()


def test_with_hardly_any_known_title_nothing_is_said() -> None:
    drafts, truth = planted()
    found = infer(drafts, truth, np.arange(KNOWN + UNKNOWN) < 3, None, TAGS)
    assert not found.features[3:].any()
    assert not found.confidence[3:].any()
    assert not found.trust.any()


def test_titles_that_tell_nothing_but_their_kind_can_be_learned_from() -> None:
    drafts = [Draft(kind="movie", title="") for _ in range(10)]
    known = np.full((10, 2), 51, dtype=np.uint8)
    found = infer(drafts, known, np.arange(10) < 6)
    assert (found.features[6:] == 51).all()
    assert not found.confidence[6:].any()


def test_the_most_believed_titles_are_learned_from_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    drafts = [Draft(kind="movie", title=str(at), description="told" if at == 4 else "") for at in range(6)]
    weights = np.array([0.5, 1.0, 0.5, 1.0, 0.5, 0.01], dtype=np.float32)
    assert choose_rows(drafts, np.ones(6, dtype=bool), weights).tolist() == [1, 3, 4]


def test_leaving_a_title_out_is_what_fitting_without_it_gives() -> None:
    rng = np.random.default_rng(2)
    points = rng.normal(size=(30, 8)).astype(np.float32)
    alike, targets = points @ points.T, rng.normal(size=(30, 3)).astype(np.float32)
    noise = rng.uniform(0.5, 2.0, 30).astype(np.float32)
    fit = fit_ridge(alike, targets, noise)
    rest = np.arange(30) != 11
    refit = fit_ridge(alike[np.ix_(rest, rest)], targets[rest], noise[rest])
    assert np.allclose(fit.unseen[11], alike[11, rest] @ refit.dual, atol=1e-3)
    other = rng.normal(size=30).astype(np.float32)
    asked = predict_unseen(fit, other[None, :], np.array([11]))
    assert np.allclose(asked[0], other[rest] @ refit.dual, atol=1e-3)


def test_words_are_compared_by_their_stems() -> None:
    assert words_of("The Vampires' quarrels") == words_of("vampire quarrel")
    assert words_of("Crème of the crop") == ["crem", "crop"]


def test_true_tags_keep_all_neighbours_and_chance_keeps_few() -> None:
    rng = np.random.default_rng(3)
    truth = rng.random((300, 30)).astype(np.float32)
    kept, known = kept_neighbours(truth, truth)
    assert kept.min() == known.min() == 1.0
    chance, _ = kept_neighbours(truth, rng.random((300, 30)).astype(np.float32))
    assert chance.mean() < 0.12
    assert measure(truth, truth).r2 == 1.0
    assert abs(explained(truth, np.tile(truth.mean(axis=0), (300, 1)))).max() < 1e-3


@pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set")
def test_measured_tags_are_inferred_better_than_from_genres_or_words() -> None:
    trial = on_the_shelf(read_shelves(Path(str(SHARED))))
    folds = list(lessons(trial, with_others=False))[:3]
    truth = trial.truth[np.concatenate([asked for _, asked in folds])]
    plain, words, ours = (
        measure(truth, np.concatenate([method(lesson) for lesson, _ in folds]))
        for method in (genres_alone, tfidf_ridge, in_use)
    )
    assert ours.r2 > max(plain.r2, words.r2) + 0.04
    assert ours.spearman > max(plain.spearman, words.spearman) + 0.05
    assert ours.kept > max(plain.kept, words.kept) + 0.05
