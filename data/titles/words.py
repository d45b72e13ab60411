"""The words Netflix numbers seasons, parts and episodes with, by language (ISO 639-1): those seen in real exports.

`season` always names a season. `part` names one when something follows (`Part 2: The Trial`), else it may belong to a
film (`Dune: Part Two`). `chapter` and `episode` name an episode. `limited` (a series of one season) and `unnumbered`
are labels that stand without a number.
"""

from collections.abc import Mapping
from typing import Literal

Role = Literal["season", "part", "chapter", "episode", "limited", "unnumbered"]

WORDS: Mapping[str, Mapping[Role, str]] = {
    "en": {
        "season": "season",
        "part": "part, volume, vol, book, collection, series, cour",
        "chapter": "chapter",
        "episode": "episode, ep",
        "limited": "limited series, miniseries, mini-series, mini series",
        "unnumbered": "collection, specials, final season, the final season, the complete series",
    },
    "es": {
        "season": "temporada",
        "part": "parte, volumen, libro, colección, serie",
        "episode": "capítulo, episodio",
        "limited": "miniserie, serie limitada",
        "unnumbered": "temporada final, última temporada, la última temporada, colección, especiales",
    },
    "pt": {
        "season": "temporada",
        "part": "parte, volume, livro, coleção, série",
        "episode": "episódio, capítulo",
        "limited": "minissérie, série limitada",
        "unnumbered": "temporada final, última temporada, coleção, especiais",
    },
    "fr": {
        "season": "saison",
        "part": "partie, volume, livre, collection, tome, série",
        "chapter": "chapitre",
        "episode": "épisode",
        "limited": "mini-série, minisérie, série limitée",
        "unnumbered": "dernière saison, saison finale, collection, hors-série",
    },
    "tr": {
        "season": "sezon",
        "part": "kısım, cilt, kitap, seri, koleksiyon",  # noqa: RUF001 - Turkish writes it so
        "episode": "bölüm",
        "limited": "mini dizi, sınırlı dizi",  # noqa: RUF001 - Turkish writes it so
        "unnumbered": "final sezonu, son sezon, koleksiyon",
    },
    "pl": {
        "season": "sezon",
        "part": "część, księga, tom, seria, kolekcja",
        "chapter": "rozdział",
        "episode": "odcinek",
        "limited": "miniserial, mini serial, serial limitowany",
        "unnumbered": "ostatni sezon, sezon finałowy, finałowy sezon, kolekcja",
    },
    "nl": {
        "season": "seizoen",
        "part": "deel, volume, boek, collectie, serie, reeks",
        "chapter": "hoofdstuk",
        "episode": "aflevering",
        "limited": "miniserie, mini-serie, beperkte serie",
        "unnumbered": "laatste seizoen, het laatste seizoen, collectie",
    },
    "cs": {
        "season": "řada, sezóna",
        "part": "část, svazek, kniha, kolekce, série",
        "chapter": "kapitola",
        "episode": "díl, epizoda",
        "limited": "minisérie, limitovaná série",
        "unnumbered": "poslední řada, závěrečná řada, kolekce",
    },
    "da": {
        "season": "sæson",
        "part": "del, bind, bog, serie, samling",
        "chapter": "kapitel",
        "episode": "afsnit, episode",
        "limited": "miniserie",
        "unnumbered": "sidste sæson, den sidste sæson, samling",
    },
    "fi": {
        "season": "kausi, tuotantokausi",
        "part": "osa, kirja, sarja, kokoelma",
        "chapter": "luku",
        "episode": "jakso",
        "limited": "minisarja, rajoitettu sarja",
        "unnumbered": "viimeinen kausi, kokoelma",
    },
    "ja": {
        "season": "シーズン, シリーズ, 期",
        "part": "パート, 部, 巻, ボリューム, ブック, コレクション",
        "chapter": "章, チャプター",
        "episode": "話, エピソード",
        "limited": "リミテッドシリーズ, ミニシリーズ",
        "unnumbered": "ファイナルシーズン, 最終シーズン, コレクション",
    },
}

#: Numbers written as words: each list counts from one.
NUMBER_WORDS: tuple[str, ...] = (
    "one two three four five six seven eight nine ten eleven twelve",
    "i ii iii iv v vi vii viii ix x xi xii",
    "一 二 三 四 五 六 七 八 九 十",
    "first second third fourth fifth sixth seventh eighth",
    "primera segunda tercera cuarta quinta sexta séptima octava",
    "primeira segunda terceira quarta quinta sexta sétima oitava",
    "première deuxième troisième quatrième cinquième sixième",
    "prima seconda terza quarta quinta sesta settima ottava",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن",
    "ראשונה שנייה שלישית רביעית חמישית שישית",
    "первый второй третий четвёртый пятый шестой",
)

#: Languages that put the number first (`2. Sezon`); it tells Turkish from Polish (`Sezon 2`).
NUMBER_FIRST = frozenset({"tr", "cs", "sk", "hu", "hr", "ja", "ko", "zh"})
