"""Finding a title by what a history calls it. Pure.

An IMDb number decides alone. Else names are compared whole after folding case, accents, punctuation and spacing, then
by a looser key without what Netflix prints or leaves out at will. Partial and fuzzy likeness is never accepted:
measured, it is wrong far more often than right. It may only be offered to the member, by `near`.
"""

from data.catalogue.match.asked import DOUBTFUL, Asked, Found, NameOf
from data.catalogue.match.build import build_index, names_of, weigh
from data.catalogue.match.fold import fold, loosen
from data.catalogue.match.index import MatchIndex

__all__ = ["DOUBTFUL", "Asked", "Found", "MatchIndex", "NameOf", "build_index", "fold", "loosen", "names_of", "weigh"]
