"""What a person typed stands on paper as typed: never read as typst code, never lost, never the end of a receipt."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dienstweg.engine.latin import foreign_character
from dienstweg.web.paper import Fact, Letterhead, Line, Notice, Receipt, Section, Table, Upload, notice, receipt
from dienstweg.web.paper.printable import MARK, Tree, clean, latin
from tests.web_paper.samples import NOTICE, RECEIPT, answer, opened, text

TYPED = (
    "#let x = 1",
    '#panic("aus")',
    '#read("/etc/passwd")',
    "$x^2$ kostet 5 $",
    "*fett* _kursiv_ `roh` ```auch```",
    r"C:\Daten\neu \u{41} \ Ende",
    "<label> @ref [a] {b} (c)",
    "= Titel",
    "- Punkt",
    "/ Wort: Satz",
    "http://a.example // kein Kommentar /* auch nicht */",
    "~ -- --- ... 'einfach' \"doppelt\"",
    'Ende", "b": [1] }',
    "Müller-Łukaszewicz, Đặng, Νίκος, Юлия, €, §, → ≥ ✓",
)


@pytest.mark.parametrize("typed", TYPED)
def test_markup_is_text(typed: str) -> None:
    assert f"Bemerkung {typed} Nachprüfung" in text(receipt(answer(typed)))


@pytest.mark.parametrize("typed", TYPED)
def test_markup_is_text_in_a_notice(typed: str) -> None:
    told = text(notice(replace(NOTICE, addressee=(typed,), subject=typed, outcome=typed, reasons=typed, remedy=typed)))
    assert told.count(typed) == 5


def test_lines_and_paragraphs_are_kept() -> None:
    told = text(notice(replace(NOTICE, reasons="Eins.\r\nZwei.\n\n \n\nDrei.")))
    assert "Begründung Eins. Zwei. Drei. Rechtsbehelfsbelehrung" in told


@pytest.mark.parametrize(
    "word", ["x" * 5_000, "Straßenverkehrszulassungsordnung" * 20, "https://a.example/" + "y" * 300, "Ж" * 700]
)
def test_a_long_word_breaks_and_can_be_copied(word: str) -> None:
    assert f"Bemerkung{word}" in without_page_heads(receipt(answer(word))).replace(" ", "")


def test_a_long_text_runs_over_pages() -> None:
    pdf = receipt(answer("Der Hund kam im April zu uns. " * 170))
    assert without_page_heads(pdf).count("Der Hund kam im April zu uns.") == 170
    assert len(opened(pdf).pages) == 4


def test_long_answers_in_nested_groups_run_over_pages() -> None:
    long = "Der Hund kam zu uns. " * 100
    lines = tuple(
        Line(f"{level}-{number}", answer, level) for level in range(4) for number, answer in enumerate((None, long))
    )
    told = text(receipt(replace(RECEIPT, sections=(Section("Seite", lines * 2),))))
    assert [told.count(f" {level}-1 ") for level in range(4)] == [2, 2, 2, 2]


def test_what_is_left_out_is_said_before_the_answers() -> None:
    assert "Ihre Angaben Das ist nicht alles. Seite" in text(
        receipt(replace(answer("x"), remark="Das ist nicht alles."))
    )


def test_many_empty_lines_do_not_run_off_the_page() -> None:
    told = text(receipt(answer("Anfang" + "\n" * 590 + "Ende")))
    assert ("Anfang" in told, "Ende" in told) == (True, True)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Hund 😀 Bella", f"Hund {MARK} Bella"),
        ("Familie 👩\u200d👩\u200d👧 und 🇩🇪", f"Familie {MARK} und {MARK}"),
        ("Taste 1\ufe0f\u20e3 drücken", f"Taste 1{MARK} drücken"),
        ("漢字 Name", f"{MARK} Name"),
        ("مَرْحَبًا Name", f"{MARK} Name"),
        ("a\x00b\x07c\x7fd\x9fe", MARK.join("abcde")),
        ("privat \ue000\U000f0001", f"privat {MARK}"),
        ("halb \ud800 da", f"halb {MARK} da"),
        ("nie \ufffe\uffff\U0001fffe", f"nie {MARK}"),
        ("\ufeffAnfang", "Anfang"),
        ("a\u202eb\u202cc\u2066d\u2069", "abcd"),
        ("a\u2028b\u0085c\td", "a b c d"),
    ],
)
def test_what_cannot_be_printed_is_marked(typed: str, printed: str) -> None:
    told = text(receipt(answer(typed)))
    assert f"Bemerkung {printed} Nachprüfung" in told
    assert ("Einige Zeichen lassen sich nicht drucken" in told) == (MARK in printed)


def test_the_note_on_marks_points_to_the_data_where_they_are() -> None:
    sentence = "In den beigefügten Daten sind sie unverändert enthalten."
    assert sentence not in text(receipt(answer("😀")))
    assert sentence in text(receipt(replace(answer("😀"), embedded=RECEIPT.embedded)))


def test_every_letter_of_an_administration_is_printed() -> None:
    letters = [chr(code) for code in range(0xA0, 0x2100) if foreign_character(chr(code)) is None]
    assert len(letters) > 400
    assert clean("".join(letters)) == "".join(letters)


def test_everything_that_is_let_through_has_a_glyph() -> None:
    signs = [chr(code) for code in range(0x20, 0x10000) if clean(chr(code)) == chr(code) != MARK]
    assert len(signs) > 2_500
    assert MARK not in text(receipt(answer(" ".join(signs))))
    assert MARK not in text(
        receipt(answer(" ".join(f"{letter}{chr(accent)}" for letter in "AzŁжα" for accent in range(0x300, 0x370))))
    )


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_a_receipt_comes_out_whatever_was_typed(typed: str) -> None:
    assert f"Bemerkung {' '.join(str(clean(typed)).split())}".strip() in text(receipt(answer(typed)))


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\n\n", "\u200b\u00ad", "a" + "\u0301" * 300, "".join(map(chr, range(0x4E00, 0x6188))), "م" * 5_000],
    ids=("nothing", "space", "lines", "invisible", "accents", "5000 signs", "one Arabic word"),
)
def test_a_receipt_comes_out_even_of_nonsense_everywhere(typed: str) -> None:
    line = Line(typed, typed)
    everywhere = Receipt(
        letterhead=Letterhead(name=typed, office=(typed,), address=(typed,), contact=(typed,), accent=typed),
        heading=typed,
        service=typed,
        reference=typed,
        received_at=RECEIPT.received_at,
        facts=(Fact(typed, typed),),
        sections=(Section(typed, (line, Line(typed, None), line)), Section(typed, ())),
        uploads=(Upload(typed, typed, typed),),
        digest=typed,
        code=typed,
    )
    assert len(opened(receipt(everywhere)).pages) >= 2


def test_an_empty_notice_comes_out() -> None:
    empty = Notice(
        letterhead=Letterhead(name=""),
        addressee=(),
        written_at=NOTICE.written_at,
        reference="",
        subject="",
        outcome="",
        table=Table(("", ""), ()),
    )
    assert len(opened(notice(empty)).pages) == 1


def test_reading_order_of_a_notice() -> None:
    order = (
        "Stadt Taunusstein Der Magistrat",
        "Telefon 06128 000-00",
        "Frau Erika Muster Musterweg 12 65232 Taunusstein",
        "Unser Zeichen TS-2026-04217-8",
        "Datum 23. Mai 2026",
        "Hundesteuerbescheid für 2026",
        "Guten Tag Frau Muster,",
        "Bella 60,00 €",
        "Begründung",
        "Rechtsbehelfsbelehrung Sie können Widerspruch einlegen.",
        "Freundliche Grüße",
    )
    told = text(notice(NOTICE))
    places = [told.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_nothing_legal_is_said_unless_given() -> None:
    told = text(notice(replace(NOTICE, remedy="", reasons="", closing=(), remark="")))
    assert [word for word in ("Rechtsbehelf", "Begründung", "Unterschrift", "Grüße") if word in told] == []


def test_the_code_is_printed_only_where_it_is_given() -> None:
    assert "Zugang zur Statusseite" not in text(receipt(RECEIPT))
    assert "Zugang zur Statusseite 4HWD-K9TN" in text(receipt(replace(RECEIPT, code="4HWD-K9TN")))


def test_time_of_receipt_is_told_in_german_time() -> None:
    assert "Eingegangen am Dienstag, 12. Mai 2026, um 14:47 Uhr." in text(receipt(RECEIPT))
    with pytest.raises(ValueError, match="zone"):
        receipt(replace(RECEIPT, received_at=RECEIPT.received_at.replace(tzinfo=None)))


def test_later_pages_carry_reference_and_number() -> None:
    told = text(receipt(RECEIPT))
    assert "Seite 1 von 2 Stadt Taunusstein TS-2026-04217-8 Ihre Angaben" in told


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    receipt(RECEIPT)
    receipt(answer("😀"))
    assert list(tmp_path.iterdir()) == []


def test_marking_leaves_what_is_no_text() -> None:
    tree: Tree = {"a": ["x\x00y", 3, True, None], "b": {"c": ("\r\n",)}}
    assert clean(tree) == {"a": [f"x{MARK}y", 3, True, None], "b": {"c": ["\n"]}}
    assert latin("Ł ü € – Жж 漢") == f"Ł ü € – {MARK} {MARK}"


def without_page_heads(pdf: bytes) -> str:
    heads = r"Seite \d von \d|Stadt Taunusstein TS-1|Frage Ihre Antwort"
    return " ".join(re.sub(heads, "", text(pdf)).split())
