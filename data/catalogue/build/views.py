# pyright: basic
# scikit-learn and scipy come without types
"""How alike two titles are by what sources tell of them, before anything is known of their tags.

A view is one kind of knowledge: facts (genres, year, length, country, ...), people, keywords, words. The likeness of
two titles is a weighted sum over views, so a view that is missing adds nothing, and a title of which nothing is known
is like no other. Each view is a positive semi-definite kernel, and so is their sum.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from data.catalogue.build.draft import Draft
from data.catalogue.build.text_features import TextEncoder, Texts, encode_texts, learn_texts
from data.catalogue.title import GENRES, MATURITY_STEPS

#: Weights of the views, chosen by cross-validation on hand-made tags of films and series (`evaluate`).
FACTS, PEOPLE, KEYWORDS, WORDS, LATENT = 3.0, 0.7, 1.0, 1.0, 0.5
_SHARPNESS = 2.0  # of the kernel of facts: higher tells combinations of genres apart more sharply
_DECADES = np.arange(1940.0, 2030.0, 8.0)
_LENGTHS = np.log2([11, 22, 32, 45, 60, 90, 110, 140, 180])
_LENGTH_STEP = 0.4
_MIDDLE_RATING = 6.5
_LEAST = 2  # titles of a country or language before it says anything


@dataclass(frozen=True, slots=True)
class Encoder:
    """What `encode` needs: the column of each country and language, and how texts are read."""

    places: Mapping[str, int]
    texts: TextEncoder


@dataclass(frozen=True, slots=True)
class Views:
    """Titles by what is known of them. `facts` float32 (n, any), rows of unit length or zero."""

    facts: NDArray[np.float32]
    texts: Texts

    def __len__(self) -> int:
        return len(self.facts)


def learn_views(known: Sequence[Draft], everything: Sequence[Draft]) -> Encoder:
    """What can be learned from drafts whose tags are known, and from the descriptions of all."""
    counts = Counter(place for draft in known for place in _places(draft))
    frequent = sorted(place for place, count in counts.items() if count >= _LEAST)
    return Encoder({place: at for at, place in enumerate(frequent)}, learn_texts(known, everything))


def encode(encoder: Encoder, drafts: Sequence[Draft]) -> Views:
    """The drafts as views."""
    return Views(encode_facts(drafts, encoder.places), encode_texts(encoder.texts, drafts))


def encode_facts(drafts: Sequence[Draft], places: Mapping[str, int]) -> NDArray[np.float32]:
    """Genres, year, minutes, maturity, rating, country and language. Float32 (n, any), rows of unit length or zero."""
    years = np.array([draft.year for draft in drafts], dtype=np.float64)
    minutes = np.array([draft.minutes for draft in drafts], dtype=np.float64)
    ratings = np.array([_MIDDLE_RATING if draft.rating is None else draft.rating for draft in drafts])
    kinds = np.array([draft.kind == "series" for draft in drafts])
    where = _one_hot(([places[place] for place in _places(draft) if place in places] for draft in drafts), len(places))
    steps = _one_hot(([MATURITY_STEPS.get(draft.maturity, -1)] for draft in drafts), max(MATURITY_STEPS.values()) + 1)
    genre_at = {genre: at for at, genre in enumerate(sorted(GENRES))}
    genres = _one_hot(
        ([genre_at[genre] for genre in draft.genres if genre in genre_at] for draft in drafts), len(GENRES)
    )
    facts = np.hstack(
        [
            genres,
            0.7 * _hats(np.clip(years, _DECADES[0], _DECADES[-1]), _DECADES, _DECADES[1] - _DECADES[0], years > 0),
            0.7 * _hats(np.log2(np.maximum(minutes, 1)), _LENGTHS, _LENGTH_STEP, minutes > 0),
            0.3 * (ratings - _MIDDLE_RATING)[:, None],
            0.7 * where,
            0.5 * steps,
        ]
    )
    is_known = facts.any(axis=1, keepdims=True)
    facts = np.hstack([facts, 0.7 * is_known * np.column_stack([kinds, ~kinds])])
    return (facts / np.maximum(np.linalg.norm(facts, axis=1, keepdims=True), 1e-9)).astype(np.float32)


def liken(ones: Views, others: Views) -> NDArray[np.float32]:
    """How alike each of `ones` is to each of `others`. Float32 (ones, others); of itself at most 6.

    Facts enter as exp(2 (cos - 1)) less its value at cos = 0, which lets pairs of facts matter (a crime comedy is not
    half a comedy and half a crime film) and leaves a title without facts at zero.
    """
    alike = ones.facts @ others.facts.T
    alike -= 1.0
    alike *= _SHARPNESS
    np.exp(alike, out=alike)
    alike -= np.float32(np.exp(-_SHARPNESS))
    alike *= FACTS
    alike += LATENT * (ones.texts.latent @ others.texts.latent.T)
    for weight, one, other in _sparse(ones.texts, others.texts):
        if one.nnz and other.nnz:
            alike += weight * (one @ other.T).toarray()
    return alike


def _sparse(ones: Texts, others: Texts) -> Iterator[tuple[float, csr_array, csr_array]]:
    yield PEOPLE, ones.people, others.people
    yield KEYWORDS, ones.keywords, others.keywords
    yield WORDS, ones.words, others.words


def _places(draft: Draft) -> list[str]:
    return [*draft.countries, *([draft.language] if draft.language else [])]


def _one_hot(rows: Iterator[list[int]], width: int) -> NDArray[np.float64]:
    columns = list(rows)
    found = np.zeros((len(columns), width))
    for row, ones in enumerate(columns):
        found[row, [column for column in ones if column >= 0]] = 1.0
    return found


def _hats(
    values: NDArray[np.float64], centres: NDArray[np.float64], step: float, known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Linear B-splines: 1 at a centre, 0 from `step` away; zero where the value is not known."""
    return np.maximum(0.0, 1.0 - np.abs(values[:, None] - centres) / step) * known[:, None]
