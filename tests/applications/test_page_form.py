"""From posted text to answers."""

from collections.abc import Mapping
from datetime import date

import pytest

from dienstweg.applications.page_form import NEW_ROWS, Posted, pressed, read_page
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from tests.applications.everything import EVERYTHING, FILE, FULL

TODAY = date(2026, 5, 12)


def read(page: str, post: Mapping[str, str], answers: Answers | None = None) -> Posted:
    journey = Journey(EVERYTHING, answers or {}, today=TODAY)
    found = journey.page(page)
    assert found is not None
    return read_page(journey, found, post, today=TODAY)


@pytest.mark.parametrize(
    ("post", "answers"),
    [
        ({"F1": "  Alice   Ährenfeld "}, {"F1": "Alice Ährenfeld"}),
        ({"F2": "Erst so.\r\nDann so.\r\n"}, {"F2": "Erst so.\nDann so."}),
        ({"F3.tag": "1", "F3.monat": "Mai", "F3.jahr": "26"}, {"F3": "2026-05-01"}),
        ({"F3.tag": "1.5.2026", "F3.monat": "", "F3.jahr": ""}, {"F3": "2026-05-01"}),
        ({"F4": "14.30 Uhr"}, {"F4": "14:30:00"}),
        ({"F5": "1.5.2026, 14:30"}, {"F5": "2026-05-01T14:30:00"}),
        ({"F6": "ja"}, {"F6": True}),
        ({"F6": "nein"}, {"F6": False}),
        ({"F7": "12"}, {"F7": 12}),
        ({"F8": "1.234,5"}, {"F8": "1234.5"}),
        ({"F9": "1.200 €"}, {"F9": "1200.00"}),
        ({"F10": "g"}, {"F10": "g"}),
        ({"F11": "004"}, {"F11": "004"}),
        ({"F12": "01", "F12.anderer": "Waldhund"}, {"F12": "01"}),
        ({"F12": "__anderer__", "F12.anderer": "Waldhund"}, {"F12": "Waldhund"}),
        ({"F15.0": "Ali", "F15.1": " ", "F15.2": "Lissy"}, {"F15": ["Ali", "Lissy"]}),
        ({}, {}),
        ({"aktion": "weiter", "csrfmiddlewaretoken": "x"}, {}),
    ],
)
def test_every_kind_is_read(post: Mapping[str, str], answers: Answers) -> None:
    posted = read("arten", post)
    assert (posted.answers, posted.faults, posted.typed, posted.unknown) == (answers, {}, {}, False)


@pytest.mark.parametrize(
    ("post", "at", "sentence"),
    [
        (
            {"F1": "a\x00b"},
            "F1",
            "„Name“ enthält ein Zeichen, das wir nicht lesen können. Geben Sie den Text noch einmal ein.",
        ),
        ({"F2": "x" * 100_001}, "F2", "„Schilderung“ ist zu lang. Kürzen Sie den Text."),
        (
            {"F3.tag": "31", "F3.monat": "4", "F3.jahr": "2026"},
            "F3",
            "Den 31. April gibt es nicht. Prüfen Sie Tag und Monat.",
        ),
        ({"F3.tag": "31", "F3.jahr": "2026"}, "F3", "In „Tag“ fehlt der Monat."),
        ({"F4": "25:00"}, "F4", "Diese Uhrzeit gibt es nicht. Geben Sie eine Zeit von 0:00 bis 23:59 an."),
        ({"F5": "gestern"}, "F5", "Geben Sie Datum und Uhrzeit an, zum Beispiel 3.4.2026, 14:30 Uhr."),
        ({"F6": "vielleicht"}, "F6", "Wählen Sie „Ja“ oder „Nein“ aus."),
        ({"F7": "1e9"}, "F7", "Geben Sie eine ganze Zahl in Ziffern an, zum Beispiel 12."),
        ({"F8": "NaN"}, "F8", "Geben Sie eine Zahl in Ziffern an, zum Beispiel 12,5."),
        ({"F9": "Infinity"}, "F9", "Geben Sie einen Betrag in Euro an, zum Beispiel 90,00."),
        ({"F10": "lila"}, "F10", "Wählen Sie bei „Farbe“ einen Eintrag aus der Liste aus."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept_as_typed(post: Mapping[str, str], at: str, sentence: str) -> None:
    posted = read("arten", {"F1": "Alice", **post}, {"F2": "Alt", "F7": 3})
    assert posted.faults == {at: sentence}
    assert {name: text[:100_000] for name, text in post.items()}.items() <= posted.typed.items()
    assert posted.answers == {k: v for k, v in {"F1": "Alice", "F2": "Alt", "F7": 3}.items() if k != at}


def test_faulty_parts_of_a_date_are_named() -> None:
    posted = read("arten", {"F3.tag": "1", "F3.monat": "13", "F3.jahr": "2026"})
    assert posted.bad_parts == {"F3": ("monat",)}


@pytest.mark.parametrize("page", [page.slug for page in EVERYTHING.pages])
def test_what_is_not_posted_stays(page: str) -> None:
    assert read(page, {}, FULL).answers == FULL


@pytest.mark.parametrize("name", ["F1", "F7", "F10", "F12", "F6"])
def test_an_emptied_answer_goes(name: str) -> None:
    answers = read("arten", {name: ""}, FULL).answers
    assert answers == {key: value for key, value in FULL.items() if key != name}


@pytest.mark.parametrize(
    "name",
    ["F13", "F14", "F16", "F99", "G20", "F1.0", "F1.tag", "F3", "F15", "F15.x", "__proto__", "", "F10.anderer.x"],
)
def test_a_stranger_among_the_names_is_noticed_and_not_read(name: str) -> None:
    posted = read("arten", {"F1": "Alice", name: "x"})
    assert (posted.answers, posted.unknown) == ({"F1": "Alice"}, True)


@pytest.mark.parametrize("name", ["x" * 401, "F15." + "9" * 400, "." * 900_000])
def test_a_name_without_end_is_a_stranger(name: str) -> None:
    posted = read("arten", {"F1": "Alice", name: "x"})
    assert (posted.answers, posted.unknown) == ({"F1": "Alice"}, True)


@pytest.mark.parametrize("text", [f"a{chr(code)}b" for code in (0xD800, 0xFFFD, 0xFFFF)])
def test_what_is_no_text_is_asked_again(text: str) -> None:
    posted = read("arten", {"F1": text})
    assert (posted.answers, list(posted.faults)) == ({}, ["F1"])
    assert posted.typed["F1"].encode() == text.replace(chr(0xD800), "\ufffd").encode()


@pytest.mark.parametrize(
    ("typed", "taken", "left"),
    [
        (("x\x00", "Ali"), ["Ali"], {"F15.1": "x\x00"}),
        (("Ali", "x\x00", "Lissy", "y\x00"), ["Ali", "Lissy"], {"F15.2": "x\x00", "F15.3": "y\x00"}),
        (("x\x00", "y\x00", "Ali"), ["Ali"], {"F15.1": "x\x00", "F15.2": "y\x00"}),
        (("", "", "x\x00"), None, {"F15.0": "x\x00"}),
    ],
)
def test_of_several_entries_the_wrong_ones_stand_behind_the_right_ones(
    typed: tuple[str, ...], taken: list[str] | None, left: Mapping[str, str]
) -> None:
    posted = read("arten", {f"F15.{index}": text for index, text in enumerate(typed)})
    assert (posted.answers.get("F15"), posted.typed, set(posted.faults)) == (taken, left, set(left))


# --- rows -------------------------------------------------------------------------------------------------------------


def test_rows_are_read_in_place() -> None:
    post = {"G20.1.F21": "Max", "G20.0.G23.1.F24": "Grippe", "G20.0.G23.0.F26.tag": ""}
    animals = read("reihen", post | {"G20.0.G23.0.F26.monat": "", "G20.0.G23.0.F26.jahr": ""}, FULL).answers["G20"]
    assert animals == [
        {"F21": "Bella", "F22": "2020-02-29", "G23": [{"F24": "Tollwut"}, {"F24": "Grippe"}]},
        {"F21": "Max"},
    ]


def test_a_new_row_counts_when_somebody_began_it() -> None:
    begun = read("reihen", {"G20.0.F21": "Bella", "G20.1.F21": "", "G20.1.F22.tag": "7"})
    assert (begun.answers, begun.faults) == (
        {"G20": [{"F21": "Bella"}, {}]},
        {"G20.1.F22": "In „Geboren am“ fehlen der Monat und das Jahr."},
    )
    empty = read("reihen", {"G20.0.F21": "Bella", "G20.1.F21": " ", "G20.1.F22.tag": ""})
    assert empty.answers == {"G20": [{"F21": "Bella"}]}


def test_a_row_that_was_emptied_stays_until_it_is_removed() -> None:
    assert read("reihen", {"G20.1.F21": ""}, FULL).answers["G20"] == [FULL["G20"][0], {}]  # type: ignore[index]  # rows


def test_rows_in_a_new_row_are_read() -> None:
    posted = read("reihen", {"G20.0.F21": "Bella", "G20.0.G23.0.F24": "Staupe"})
    assert posted.answers == {"G20": [{"F21": "Bella", "G23": [{"F24": "Staupe"}]}]}


@pytest.mark.parametrize(
    "path", ["G20.999999.F21", "G20.-1.F21", "G20.1e3.F21", "G20.٣.F21", "G20.0.0.F21", "G20.5.F21"]
)
def test_a_row_that_cannot_be_is_a_stranger(path: str) -> None:
    posted = read("reihen", {path: "x"}, {"G20": [{"F21": "Bella"}]})
    assert (posted.answers, posted.unknown) == ({"G20": [{"F21": "Bella"}]}, True)


def test_one_posting_adds_a_handful_of_rows() -> None:
    posted = read("reihen", {f"G20.{index}.F21": "x" for index in range(1_000)})
    assert (posted.answers, posted.unknown) == ({"G20": [{"F21": "x"}] * NEW_ROWS}, True)
    many = read("arten", {f"F15.{index}": "x" for index in range(1_000)})
    assert (many.answers, many.unknown) == ({"F15": ["x"] * NEW_ROWS}, True)


# --- gates, choices, files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "answers"),
    [
        ({"?G30": "ja", "G30.F31": "Erna"}, {"?G30": True, "G30": {"F31": "Erna"}}),
        ({"?G30": "nein", "G30.F31": "Erna"}, {"?G30": False}),
        ({"?G30": "quatsch", "G30.F31": "Erna"}, {}),
        ({"G30.F31": "Erna"}, {}),
        ({"?G41": "G41", "G41.F42": "Alice", "F43": ""}, {"?G41": "G41", "G41": {"F42": "Alice"}}),
        ({"?G41": "F43", "G41.F42": "Alice", "F43": "Hundefreunde"}, {"?G41": "F43", "F43": "Hundefreunde"}),
        ({"?G41": "G99", "G41.F42": "Alice"}, {}),
        ({"F43": "Hundefreunde"}, {}),
        ({"F50": ""}, {}),
    ],
)
def test_only_what_is_open_is_read(post: Mapping[str, str], answers: Answers) -> None:
    posted = read("weiteres", post)
    assert (posted.answers, posted.faults, posted.unknown) == (answers, {}, False)


def test_what_a_gate_closes_is_kept_for_those_who_open_it_again() -> None:
    answers: Answers = {"?G30": True, "G30": {"F31": "Erna"}}
    assert read("weiteres", {"?G30": "nein"}, answers).answers == {"?G30": False, "G30": {"F31": "Erna"}}


def test_text_for_a_file_is_a_stranger() -> None:
    posted = read("weiteres", {"F50": "Nachweis.pdf", "F50.0": "x"}, {"F50": [FILE]})
    assert (posted.answers, posted.unknown) == ({"F50": [FILE]}, True)


@pytest.mark.parametrize(
    ("pressed_button", "meant"),
    [
        ("weiter", ("weiter", "")),
        ("mehr:G20", ("mehr", "G20")),
        ("datei-weg:G20.0.F25.0", ("datei-weg", "G20.0.F25.0")),
        ("oeffnen:G30.?G31", ("oeffnen", "G30.?G31")),
        ("", ("weiter", "")),
        ("quatsch:G20", ("weiter", "G20")),
        ("mehr:", ("mehr", "")),
        ("mehr:a b", ("mehr", "")),
        ("mehr:../../x", ("mehr", "")),
        ("mehr:a\r\nSet-Cookie: x", ("mehr", "")),
        (f"mehr:{chr(0xD800)}", ("mehr", "")),
        ("mehr:٣", ("mehr", "")),
        ("mehr:" + "9" * 401, ("mehr", "")),
    ],
)
def test_only_real_buttons_are_pressed(pressed_button: str, meant: tuple[str, str]) -> None:
    assert pressed({"aktion": pressed_button}) == meant
