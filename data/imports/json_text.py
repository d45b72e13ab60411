"""JSON from strangers: bounded before it is parsed, for a few bytes may ask for much memory or a deep stack."""

import json
from itertools import accumulate
from typing import Any

from data.imports.problem import ImportProblem

#: More than any history holds: an entry of Trakt's has five objects and some 900 bytes.
_MOST_OBJECTS = 600_000
_MOST_VALUES = 2_000_000
_DEEPEST = 40
_STEPS = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}
_NO_BRACKETS = bytes(set(range(256)) - _STEPS.keys())


def is_json(text: str) -> bool:
    """True for a text that begins as a list or an object does; `[REC],12/24/24` is a row of a table."""
    head = text[:200].lstrip("\ufeff \t\r\n")
    return head[:1] in ("{", "[") and head[1:].lstrip()[:1] in ("{", "[", "]", "}", '"')


def load_json(text: str) -> Any:
    """The value of a text.

    Raises ImportProblem for one that is damaged, too deep or too large.
    """
    bare = _without_strings(text)
    if bare.count("{") + bare.count("[") > _MOST_OBJECTS or bare.count(",") > _MOST_VALUES:
        raise ImportProblem("json_too_large")
    steps = map(_STEPS.__getitem__, bare.encode(errors="replace").translate(None, _NO_BRACKETS))
    if max(accumulate(steps), default=0) > _DEEPEST:
        raise ImportProblem("json_damaged")
    try:
        return json.loads(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        raise ImportProblem("json_damaged") from error


def _without_strings(text: str) -> str:
    """What stands between the strings: brackets in a title are no depth."""
    plain = text.replace("\\\\", "").replace('\\"', "")
    if plain.count('"') > 2 * _MOST_VALUES:
        raise ImportProblem("json_too_large")
    return "".join(plain.split('"')[::2])
