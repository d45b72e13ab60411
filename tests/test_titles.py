"""Each form Netflix prints, read by itself: what the text alone says."""

import pytest

from data.titles import Layout, ParsedTitle, Row, parse_titles, why_dropped

PAGE: Layout = "account page"
ACTIVITY: Layout = "activity"


def parse(text: str, layout: Layout = PAGE) -> ParsedTitle:
    return parse_titles([Row(text)], layout)[0]


def fields(text: str, layout: Layout = PAGE) -> tuple[str, str | None, int | None, str | None, int | None]:
    title = parse(text, layout)
    assert title.kind == "episode"
    return title.title, title.season, title.season_no, title.episode, title.episode_no


@pytest.mark.parametrize(
    ("text", "show", "season", "number", "episode"),
    [
        ("Harbour Lights: Season 2: The Long Pier", "Harbour Lights", "Season 2", 2, "The Long Pier"),
        ("Harbour Lights: Season 3B: Gale", "Harbour Lights", "Season 3B", 3, "Gale"),
        ("Fener: 2. Sezon: Uzun Gece", "Fener", "2. Sezon", 2, "Uzun Gece"),
        ("Maják: 1. řada: Mlha", "Maják", "1. řada", 1, "Mlha"),
        ("El faro: 3ª temporada: La niebla", "El faro", "3ª temporada", 3, "La niebla"),
        ("灯台: 第1シリーズ: 霧", "灯台", "第1シリーズ", 1, "霧"),
        ("灯台: シーズン2: 霧", "灯台", "シーズン2", 2, "霧"),
        ("Paper Moons: Part 2: The Kite", "Paper Moons", "Part 2", 2, "The Kite"),
        ("Paper Moons: Volume 1: The Kite", "Paper Moons", "Volume 1", 1, "The Kite"),
        ("Paper Moons: Book Four: The Kite", "Paper Moons", "Book Four", 4, "The Kite"),
        ("Paper Moons: Series 3: The Kite", "Paper Moons", "Series 3", 3, "The Kite"),
        ("Paper Moons: Collection: The Kite", "Paper Moons", "Collection", None, "The Kite"),
        ("Clay Kingdom: Limited Series: Mud", "Clay Kingdom", "Limited Series", 1, "Mud"),
        ("Kil Ülkesi: Mini Dizi: Çamur", "Kil Ülkesi", "Mini Dizi", 1, "Çamur"),
        ("Clay Kingdom: Clay Kingdom 4: Mud", "Clay Kingdom", "Clay Kingdom 4", 4, "Mud"),
        ("Clay Kingdom: Clay Kingdom: Mud", "Clay Kingdom", "Clay Kingdom", None, "Mud"),
        ("Date Night: Date Night: Season 1: Soup", "Date Night", "Date Night: Season 1", 1, "Soup"),
        ("Moor Park: Moor Park Best Of: Season 13: Eel", "Moor Park", "Moor Park Best Of: Season 13", 13, "Eel"),
        ("Fist Ring: Sezon 1: Część 2: Cios", "Fist Ring", "Sezon 1: Część 2", 1, "Cios"),
        ("Le phare: Dernière saison : Partie 2: Brume", "Le phare", "Dernière saison : Partie 2", None, "Brume"),
        ("The Cook: Season 1 - Volume 2: Rice", "The Cook", "Season 1 - Volume 2", 1, "Rice"),
        ("The Cook: Season 2 (2017): Rice", "The Cook", "Season 2 (2017)", 2, "Rice"),
        ("The Cook: Season 4 Part A: Rice", "The Cook", "Season 4 Part A", 4, "Rice"),
        ("The Cook: Final Season: Rice", "The Cook", "Final Season", None, "Rice"),
    ],
)
def test_a_label_tells_the_season(text: str, show: str, season: str, number: int | None, episode: str) -> None:
    assert fields(text)[:4] == (show, season, number, episode)


def test_a_show_keeps_its_colon() -> None:
    assert fields("Sea: Just Add Salt: Season 1: Foam")[:4] == ("Sea: Just Add Salt", "Season 1", 1, "Foam")


def test_an_episode_keeps_its_colons() -> None:
    assert fields("Odd Events: Season 1: The Wide Door: Part Two")[3] == "The Wide Door: Part Two"


def test_a_blank_before_the_colon_belongs_to_a_french_name() -> None:
    assert fields("Phare : gardiens de nuit: Saison 3: Affaire : close")[:4] == (
        "Phare : gardiens de nuit", "Saison 3", 3, "Affaire : close",
    )  # fmt: skip


def test_a_name_that_ends_in_a_blank_still_gives_way_to_its_season() -> None:
    assert fields("Fyren : Säsong 1: Dimma")[:4] == ("Fyren", "Säsong 1", 1, "Dimma")


def test_a_no_break_space_counts_as_a_space() -> None:
    assert fields("Le phare: Saison\u00a01: Chapitre\u202f4\u00a0: Nuit") == (
        "Le phare", "Saison 1", 1, "Chapitre 4 : Nuit", 4,
    )  # fmt: skip


def test_invisible_marks_and_decomposed_letters_do_not_matter() -> None:
    assert parse("\u200fE\u0301lan\ufeff").title == "Élan"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Clay Kingdom: Season 1: Episode 14", 14),
        ("Clay Kingdom: Season 1: Chapter 6: Mud and Rain", 6),
        ("Clay Kingdom: Season 1: Chapter Six", None),
        ("Clay Kingdom: Limited Series: Part 3", 3),
        ("Clay Kingdom: Season 1: The Flood: Part 3", None),
        ("Nehir: 1. Sezon: 2. Bölüm", 2),
        ("Řeka: Minisérie: 7. díl", 7),
        ("Joki: Kausi 2: Luku 21: Talo", 21),
    ],
)
def test_the_number_of_an_episode_stands_in_digits_before_its_name(text: str, number: int | None) -> None:
    assert fields(text)[4] == number


def test_an_episode_number_alone_makes_an_episode() -> None:
    assert fields("The Mantis: Episode 3") == ("The Mantis", None, None, "Episode 3", 3)


def test_a_season_without_an_episode_is_an_episode_of_the_show() -> None:
    assert fields("The Mantis: Season 2") == ("The Mantis", "Season 2", 2, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The Last Orchard",
        "Mira Volkova: Twelve Ducks",
        "The Orchard: Part II",
        "Orchard and the Ember Stone: Part 2",
        "The Ember Saga: Daybreak: Part 1",
        "Lambda: Chapter 2",
        "#Awake",
        "+ Rapides + Furieux",
        "Phare : le film",
        "Orchard II",
    ],
)
def test_without_any_sign_of_a_series_it_is_a_film(text: str) -> None:
    assert parse(text) == ParsedTitle("movie", text)


class TestActivity:
    """Viewing activity prints the season always and adds the episode's number."""

    @pytest.mark.parametrize("suffix", ["Episode 4", "Episódio 4", "Odcinek 4", "Aflevering 4", "Bölüm 4", "Folge 4"])
    def test_the_suffix_gives_the_number_and_is_cut(self, suffix: str) -> None:
        text = f"Harbour Lights: Season 1: Low Tide ({suffix})"
        assert fields(text, ACTIVITY) == ("Harbour Lights", "Season 1", 1, "Low Tide", 4)

    def test_a_season_may_have_a_name(self) -> None:
        assert fields("Grim John: Ann Meyer: Sovereign (Episode 5)", ACTIVITY) == (
            "Grim John", "Ann Meyer", None, "Sovereign", 5,
        )  # fmt: skip

    def test_a_repeated_name_belongs_to_the_season(self) -> None:
        text = "Sky: The Last Gale: Sky: The Last Gale: 3. Kitap: Kaya: Kısım 2 (Bölüm 15)"  # noqa: RUF001 - Turkish
        assert fields(text, ACTIVITY)[:3] == ("Sky: The Last Gale", "Sky: The Last Gale: 3. Kitap", 3)

    def test_brackets_inside_a_name_are_not_the_suffix(self) -> None:
        assert fields("The List: Season 5: The Cook (No. 56) (Episode 2)", ACTIVITY)[3:] == ("The Cook (No. 56)", 2)

    def test_a_suffix_in_an_unknown_language_is_recognised(self) -> None:
        assert fields("Harbour: Harbour 2: Tide (Jjakso 7)", ACTIVITY)[3:] == ("Tide", 7)

    def test_two_fields_are_a_film(self) -> None:
        assert parse("Grim John: The Beginning", ACTIVITY).kind == "movie"

    def test_the_account_page_has_no_suffix(self) -> None:
        assert fields("Harbour Lights: Season 1: Low Tide (Episode 4)")[3:] == ("Low Tide (Episode 4)", None)


@pytest.mark.parametrize(
    "text", ["", "   ", ": ", " : Episode 29", "Harbour Lights:  : Episode 18", "New Harbour: : ", "Unknown Title",
             "NullCompleteVideo", "\u00a0"]
)  # fmt: skip
def test_a_row_without_a_name_is_dropped(text: str) -> None:
    assert why_dropped(text, PAGE) == "no title"


@pytest.mark.parametrize(
    "text", ["#Awake", "1899", "Phare : le film", "+ Rapides", ":03 Left", "M", "Trailer Yard Boys"]
)
def test_an_odd_name_is_a_name(text: str) -> None:
    assert why_dropped(text, ACTIVITY) is None


def test_promotional_codes_are_dropped_from_activity_only() -> None:
    assert why_dropped("Orchard_hook_primary_16x9", ACTIVITY) == "promotional"
    assert why_dropped("TRAILER_DE_16X9", ACTIVITY) == "promotional"
    assert why_dropped("BEASTLINGS", ACTIVITY) is None
    assert why_dropped("TRAILER_DE_16X9", PAGE) is None
