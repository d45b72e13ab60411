"""Labels and episode numbers in the languages of Netflix, and telling the language of a history."""

import pytest

from data.titles import Row, parse_titles
from data.titles.labels import read_label
from data.titles.language import guess_language

SEASON_TWO = {
    "en": "Season 2", "es": "Temporada 2", "pt": "Temporada 2", "fr": "Saison 2", "tr": "2. Sezon", "pl": "Sezon 2",
    "nl": "Seizoen 2", "cs": "2. řada", "da": "Sæson 2", "fi": "Kausi 2", "ja": "シーズン2", "de": "Staffel 2",
    "it": "Stagione 2", "sv": "Säsong 2", "no": "Sesong 2", "ko": "시즌 2", "zh": "第 2 季", "he": "עונה 2",
    "ar": "الموسم 2", "ru": "Сезон 2", "hu": "2. évad", "uk": "Сезон 2", "el": "Κύκλος 2", "ro": "Sezonul 2",
    "hr": "2. sezona", "id": "Musim 2", "ms": "Musim 2", "vi": "Mùa 2", "th": "ซีซั่น 2", "hi": "सीज़न 2",
}  # fmt: skip
LIMITED = {
    "en": "Limited Series", "es": "Miniserie", "pt": "Minissérie", "fr": "Mini-série", "tr": "Mini Dizi",
    "pl": "Miniserial", "nl": "Miniserie", "cs": "Minisérie", "da": "Miniserie", "fi": "Minisarja",
    "ja": "リミテッドシリーズ", "de": "Miniserie", "it": "Miniserie", "ko": "리미티드 시리즈", "ru": "Мини-сериал",
    "hu": "Minisorozat",
}  # fmt: skip
EPISODE_SIX = {
    "en": "Episode 6", "es": "Capítulo 6", "pt": "Episódio 6", "fr": "Épisode 6", "tr": "6. Bölüm", "pl": "Odcinek 6",
    "nl": "Aflevering 6", "cs": "6. díl", "da": "Afsnit 6", "fi": "Jakso 6", "ja": "第6話", "de": "Folge 6",
    "it": "Episodio 6", "sv": "Avsnitt 6", "ko": "6화", "zh": "第 6 集", "he": "פרק 6", "ar": "الحلقة 6",
    "ru": "Серия 6", "hu": "6. rész",
}  # fmt: skip


@pytest.mark.parametrize(("language", "label"), SEASON_TWO.items())
def test_a_numbered_season_is_read_in_every_language(language: str, label: str) -> None:
    title = parse_titles([Row(f"Astra: {label}: Nova")], "account page")[0]
    assert (title.title, title.season, title.season_no, title.episode) == ("Astra", label, 2, "Nova")
    assert language in title.languages


@pytest.mark.parametrize(("language", "label"), LIMITED.items())
def test_a_limited_series_is_season_one(language: str, label: str) -> None:
    title = parse_titles([Row(f"Astra: {label}: Nova")], "account page")[0]
    assert (title.title, title.season, title.season_no) == ("Astra", label, 1)
    assert language in title.languages


@pytest.mark.parametrize("label", EPISODE_SIX.values())
def test_a_numbered_episode_is_read_in_every_language(label: str) -> None:
    title = parse_titles([Row(f"Astra: {label}")], "account page")[0]
    assert (title.kind, title.title, title.episode_no) == ("episode", "Astra", 6)


def test_a_full_width_colon_joins_when_a_season_shows_it() -> None:
    title, film = parse_titles([Row("星辰\uff1a第 2 季\uff1a新星"), Row("SUITS\uff1aスーツ")], "account page")
    assert (title.title, title.season_no, title.episode) == ("星辰", 2, "新星")
    assert film.kind == "movie"


@pytest.mark.parametrize(
    "text",
    ["Season", "Season Finale", "Day 1", "2012", "S1", "Open Season 3 Fans", "Part", "The Second Season of Us", ""],
)
def test_words_alone_are_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    "text", ["Second Season", "Primera temporada", "第二季", "الموسم الثاني", "Part II", "1-й сезон"]
)
def test_numbers_in_letters_are_numbers(text: str) -> None:
    label = read_label(text)
    assert label is not None
    assert label.number in (1, 2)


NAMES = {
    "es": ["El faro del norte", "La niña y el mar"], "pt": ["O farol do norte", "A menina e o mar não"],
    "pl": ["Latarnia na północy", "Dziewczyna i morze"], "tr": ["Gölün gümüşü", "Çocuk ve deniz"],
    "de": ["Der Leuchtturm", "Das Mädchen und das Meer"], "da": ["Fyret på øen", "Pigen og havet"],
    "no": ["Fyret på øya", "Jenta av havet"], "ru": ["Маяк на севере", "Девушка и море"],
    "uk": ["Маяк на півночі", "Дівчина та її море"], "ja": ["北のともしび", "海のむすめ"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "names"), NAMES.items())
def test_the_language_of_a_history_is_told_by_labels_and_names(language: str, names: list[str]) -> None:
    labelled = [Row(f"{name}: {SEASON_TWO[language]}: {name} {at}") for at in range(4) for name in names]
    english = [Row(f"Astra: Season 1: Nova {at}") for at in range(8)]
    assert guess_language(parse_titles([*labelled, *english], "account page")) == language


def test_films_alone_tell_a_language_only_with_enough_evidence() -> None:
    spanish = [Row(text) for text in ("El faro", "La noche del mar", "Los hijos de la lluvia", "Una mañana")]
    assert guess_language(parse_titles(spanish, "account page")) == "es"
    assert guess_language(parse_titles([Row("Nova"), Row("Astra")], "account page")) is None
    assert guess_language([]) is None
