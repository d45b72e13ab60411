"""Finding a title by what a history calls it. Pure.

An IMDb number decides alone. Else names are compared whole after folding case, accents, punctuation and spacing, then
by a looser key without what Netflix prints or leaves out at will. The kind asked for is kept to: of 31 series not known
whose name a film has, four were that film.

Nothing else is accepted, for it was measured to be wrong too often. A name that is the other up to a colon or a dash:
right for 6 of 16 films where the catalogue has the longer name and for 11 of 50 where it is asked for, with years that
agree; in histories for 4 of 13 and 20 of 41. Likeness of letters: right one time in thirty when partial, and two times
in three from 95 % with equal digits, so that `near` offers it to the member.
"""

from data.catalogue.match.asked import DOUBTFUL, Asked, Found, NameOf
from data.catalogue.match.build import build_index, names_of
from data.catalogue.match.choose import weigh
from data.catalogue.match.fold import fold, loosen
from data.catalogue.match.index import MatchIndex

__all__ = ["DOUBTFUL", "Asked", "Found", "MatchIndex", "NameOf", "build_index", "fold", "loosen", "names_of", "weigh"]
