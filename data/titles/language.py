"""Which language a history was printed in: by its labels, then by script, letters and small words.

Every export that is not English holds English labels too (series left untranslated), an English one hardly any others.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from data.titles.title import ParsedTitle

_ENOUGH = 3
_FOREIGN_SHARE = 0.1
_NEAR = 0.9
_MOST_TEXTS = 2_000

_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ja": re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]"), "ko": re.compile(r"[\uac00-\ud7a3]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"), "he": re.compile(r"[\u05d0-\u05ea]"), "ar": re.compile(r"[\u0620-\u064a]"),
    "uk": re.compile(r"[іїєґІЇЄҐ]"), "ru": re.compile(r"[\u0410-\u044f]"), "el": re.compile(r"[\u0391-\u03ce]"),
    "th": re.compile(r"[\u0e01-\u0e2e]"), "hi": re.compile(r"[\u0904-\u0939]"),
}  # fmt: skip
_LETTERS: Mapping[str, str] = {
    "es": "ñ¿¡", "pt": "ãõ", "fr": "œêèùû", "de": "ßäü", "it": "òìù", "tr": "ışğİ", "pl": "łżźśęąń", "cs": "řěůž",
    "sk": "ľĺŕď", "da": "æø", "no": "æø", "sv": "å", "fi": "ä", "hu": "őű", "ro": "șțăşţ", "hr": "čćđš",
    "vi": "ơưđạảấầậẩệếềộốồ",
}  # fmt: skip
_SMALL_WORDS: Mapping[str, str] = {
    "en": "the of and in to with my is for on at", "es": "el la los las del y un una por para con",
    "pt": "o os as do da dos das e um uma no na em não com", "fr": "le la les du des un une et au aux est pour dans",
    "de": "der die das und ein eine von mit im nicht den", "it": "il lo gli di della del e un una nel che per",
    "nl": "de het een van en op voor met niet is", "tr": "ve bir ile bu için mi de", "pl": "i w na z się do nie o po",
    "cs": "a v na se z do je o ve", "da": "og i en et den det på til af er", "no": "og i en et den det på til av er",
    "sv": "och i en ett den det på till av är", "fi": "ja on ei se oli kun", "hu": "a az és egy nem is",
    "ro": "și de la cu un o în din", "id": "dan di yang ke untuk", "ms": "dan di yang ke untuk",
    "hr": "i u na za je se", "vi": "và của là người",
}  # fmt: skip
_WORD_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_LETTER_SETS = {language: frozenset(letters) for language, letters in _LETTERS.items()}


def guess_language(titles: Iterable[ParsedTitle]) -> str | None:
    """ISO 639-1 code of the language most of these titles are printed in, or None without enough evidence."""
    distinct = list(dict.fromkeys(titles))
    labels = Counter(language for title in distinct for language in title.languages)
    foreign = sum(bool(title.languages) and "en" not in title.languages for title in distinct)
    labelled = sum(bool(title.languages) for title in distinct)
    texts = [text for title in distinct[:_MOST_TEXTS] for text in (title.title, title.episode) if text]
    if labelled < _ENOUGH:
        return _by_text(texts, {*_WORD_SETS, *_SCRIPTS})
    if foreign >= labelled * _FOREIGN_SHARE:
        del labels["en"]
    most = max(labels.values())
    likely = {language for language, count in labels.items() if count >= most * _NEAR}
    return _by_text(texts, likely, needed=0) if len(likely) > 1 else likely.pop()


def _by_text(texts: Iterable[str], among: Collection[str], needed: int = _ENOUGH) -> str | None:
    """The language with the most evidence in the texts; None when it has less than needed, or as much as another."""
    scores = dict.fromkeys(sorted(among), 0)
    for text in texts:
        script = next((language for language, letters in _SCRIPTS.items() if letters.search(text)), None)
        if script in scores:
            scores[script] += 1
        elif script is None:
            _score_latin(text.lower(), scores)
    best, *others = sorted(scores, key=lambda language: -scores[language])
    is_clear = all(scores[best] > scores[other] for other in others)
    return best if scores[best] >= needed and (is_clear or not needed) else None


def _score_latin(text: str, scores: dict[str, int]) -> None:
    letters, words = set(text), set(text.split())
    for language in scores:
        scores[language] += len(words & _WORD_SETS.get(language, frozenset()))
        scores[language] += 2 * bool(letters & _LETTER_SETS.get(language, frozenset()))
