"""A measured genome in our words: right where it says something, and no surer than films left out allow."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from data.catalogue.build.genome import Translated, same_names, translate
from data.catalogue.build.scores import Genome

TAGS = ("war", "gloomy", "whim", "revenge")
WAR, GLOOMY, WHIM, REVENGE = range(4)
FILMS, BOTH = 400, 150


def planted() -> tuple[Genome, np.ndarray]:
    """War stands in a column of its name, on another scale; gloomy is a mix of two columns; whim is in none."""
    rng = np.random.default_rng(4)
    scores = rng.random((FILMS, 12)).astype(np.float32)
    truth = np.zeros((FILMS, len(TAGS)), dtype=np.float32)
    truth[:, WAR] = np.where(scores[:, 0] > 0.7, 1.0, 0.0)
    truth[:, GLOOMY] = np.clip(scores[:, 3] + scores[:, 4] - 0.5, 0, 1)
    truth[:, WHIM] = rng.random(FILMS) < 0.4
    truth[:, REVENGE] = np.clip(scores[:, 1], 0, 1)
    names = ("war", "vengeance", *(f"column {at}" for at in range(10)))
    genome = Genome(np.arange(1, FILMS + 1, dtype=np.int32), names, np.rint(scores * 255).astype(np.uint8))
    return genome, np.rint(truth * 255).astype(np.uint8)


@pytest.fixture(scope="module")
def world() -> tuple[np.ndarray, Translated]:
    genome, truth = planted()
    return truth, translate(genome, truth[:BOTH], np.arange(BOTH), TAGS)


def test_a_column_of_the_same_name_is_brought_to_our_scale(world: tuple[np.ndarray, Translated]) -> None:
    truth, found = world
    said, true = found.features[BOTH:, WAR].astype(int), truth[BOTH:, WAR] > 0
    assert np.abs(said - truth[BOTH:, WAR]).mean() < 45
    assert said[true].mean() > said[~true].mean() + 150


def test_a_tag_without_a_column_is_read_from_others(world: tuple[np.ndarray, Translated]) -> None:
    truth, found = world
    assert np.corrcoef(found.features[BOTH:, GLOOMY], truth[BOTH:, GLOOMY])[0, 1] > 0.85
    assert found.trust[GLOOMY] > 0.8


def test_a_tag_the_genome_does_not_know_stays_at_the_mean_untrusted(world: tuple[np.ndarray, Translated]) -> None:
    truth, found = world
    assert found.trust[WHIM] < 0.15
    assert found.features[BOTH:, WHIM].std() < 0.15 * truth[:, WHIM].std()


def test_trust_holds_for_films_nobody_tagged(world: tuple[np.ndarray, Translated]) -> None:
    truth, found = world
    for tag in (WAR, GLOOMY, REVENGE):
        held = np.corrcoef(found.features[BOTH:, tag], truth[BOTH:, tag])[0, 1]
        assert abs(held - found.trust[tag]) < 0.15


def test_facts_help_where_the_genome_is_silent() -> None:
    genome, truth = planted()
    facts = np.where(truth[:, [WHIM]] > 0, [[1.0, 0.0]], [[0.0, 1.0]]).astype(np.float32)
    without = translate(genome, truth[:BOTH], np.arange(BOTH), TAGS)
    found = translate(genome, truth[:BOTH], np.arange(BOTH), TAGS, facts)
    assert found.trust[WHIM] > 0.8 > without.trust[WHIM] + 0.5


def test_with_few_films_in_both_only_equal_names_are_taken_over_and_not_believed() -> None:
    genome, truth = planted()
    found = translate(genome, truth[:5], np.arange(5), TAGS)
    assert (found.features[:, WAR] == genome.scores[:, 0]).all()
    assert not found.features[:, GLOOMY].any()
    assert not found.confidence.any()


def test_a_true_namesake_comes_before_a_synonym() -> None:
    assert same_names(("vengeance", "revenge"), TAGS) == {1: REVENGE}
    assert same_names(("vengeance", "war"), TAGS) == {0: REVENGE, 1: WAR}


def test_the_evaluation_says_what_it_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data.catalogue.build.evaluate", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert done.returncode == 2
    assert "--data" in done.stderr
