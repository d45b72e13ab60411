# pyright: basic
# scikit-learn and scipy come without types
"""What is written about titles, as numbers: words of descriptions, keywords, people, and tags named outright."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from data.catalogue.build.draft import Draft

_WORD = re.compile(r"[a-z0-9]+")
_SUFFIXES = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e")
_SHORTEST_STEM = 3
_MOST_CAST = 6
_MOST_WORDS = 60_000
_LATENT = 150
_MOST_DESCRIBED = 20_000  # so many descriptions are enough to learn which words go together


@dataclass(frozen=True, slots=True)
class Texts:
    """Rows of unit length, or zero where nothing is known. Sparse float32 (n, any); `latent` dense float32 (n, any)."""

    people: csr_array
    keywords: csr_array
    words: csr_array
    latent: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TextEncoder:
    """What `encode_texts` needs, learned by `learn_texts`. None where the drafts it was learned from say nothing."""

    people: Any
    keywords: Any
    words: Any
    spread: Any
    latent: Any


def words_of(text: str) -> list[str]:
    """Stems of the words that carry meaning, in their order: `The Vampires' diaries` -> `vampir`, `diar`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return [_stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in ENGLISH_STOP_WORDS]


def learn_texts(known: Sequence[Draft], everything: Sequence[Draft]) -> TextEncoder:
    """Words, keywords and people that two or more of `known` share; which words go together, from `everything`.

    Words weigh by TF-IDF with sublinear counts. The latent space is the truncated SVD of all descriptions (latent
    semantic analysis, Deerwester et al. 1990): it knows words that occur in no title with tags.
    """
    described = [draft for draft in everything if draft.description]
    described = described[:: 1 + len(described) // _MOST_DESCRIBED]
    words = _learn(_terms, known)
    spread = _learn(_terms, described, least=3, most=0.2)
    table = None if spread is None else spread.transform(described)
    size = 0 if table is None else min(_LATENT, len(described) // 4, table.shape[1] - 1)
    latent = TruncatedSVD(size, random_state=0).fit(table) if size > 1 else None
    return TextEncoder(_learn(_people, known), _learn(_keywords, known), words, spread, latent)


def encode_texts(encoder: TextEncoder, drafts: Sequence[Draft]) -> Texts:
    """The drafts' texts in the encoder's terms."""
    latent = np.zeros((len(drafts), 0), dtype=np.float32)
    if encoder.latent is not None:
        latent = encoder.latent.transform(encoder.spread.transform(drafts)).astype(np.float32)
        lengths = np.linalg.norm(latent, axis=1, keepdims=True)
        described = np.array([[bool(draft.description)] for draft in drafts])
        latent = np.where(described, latent / np.maximum(lengths, 1e-9), 0.0)
    return Texts(
        people=_encode(encoder.people, drafts),
        keywords=_encode(encoder.keywords, drafts),
        words=_encode(encoder.words, drafts),
        latent=latent.astype(np.float32),
    )


def find_mentions(drafts: Sequence[Draft], tags: Sequence[str]) -> tuple[csr_array, csr_array]:
    """Where a tag is named outright: among the keywords, and in title or description. 0/1 float32 (n, tags) each.

    A tag is named when a keyword, or the text, has all of its words; whether that means anything is for the caller.
    """
    starts: defaultdict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for column, tag in enumerate(tags):
        parts = words_of(tag)
        if parts:
            starts[parts[0]].append((column, frozenset(parts)))
    keywords = [set().union(*(_named(words_of(word), starts) for word in draft.keywords)) for draft in drafts]
    texts = [_named(words_of(f"{draft.title}. {draft.description}"), starts) for draft in drafts]
    return _to_matrix(keywords, len(tags)), _to_matrix(texts, len(tags))


def _named(words: Sequence[str], starts: dict[str, list[tuple[int, frozenset[str]]]]) -> set[int]:
    have = set(words)
    return {column for word in have if word in starts for column, parts in starts[word] if parts <= have}


def _to_matrix(columns: Sequence[set[int]], width: int) -> csr_array:
    ends = np.cumsum([0, *map(len, columns)])
    places = np.array([column for row in columns for column in sorted(row)], dtype=np.int32)
    return csr_array((np.ones(len(places), dtype=np.float32), places, ends), shape=(len(columns), width))


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def _terms(draft: Draft) -> list[str]:
    words = words_of(f"{draft.title}. {draft.description}")
    return [*words, *(f"{one} {next_one}" for one, next_one in pairwise(words))]


def _keywords(draft: Draft) -> list[str]:
    return [" ".join(words_of(word)) for word in draft.keywords]


def _people(draft: Draft) -> list[str]:
    return [name.casefold() for name in (*draft.makers, *draft.cast[:_MOST_CAST])]


def _learn(terms: Any, drafts: Sequence[Draft], least: int = 2, most: float = 1.0) -> Any:
    single: Any = np.float32  # half the memory
    vectorizer = TfidfVectorizer(
        analyzer=terms, min_df=least, max_df=most, max_features=_MOST_WORDS, sublinear_tf=True, dtype=single
    )
    try:
        return vectorizer.fit(drafts)
    except ValueError:  # no term is shared
        return None


def _encode(vectorizer: Any, drafts: Sequence[Draft]) -> csr_array:
    if vectorizer is None:
        return csr_array((len(drafts), 0), dtype=np.float32)
    return csr_array(vectorizer.transform(drafts))
