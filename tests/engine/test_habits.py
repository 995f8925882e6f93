"""Accounts, telephone numbers and mail addresses as people write them; entries of long lists as people name them."""

from datetime import date

import pytest

from dienstweg.engine import habits, picking, values
from dienstweg.engine.service import CodeList, Entry, Limits, Question

TODAY = date(2026, 5, 12)
MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$"


def text(label: str, pattern: str | None = None, max_length: int | None = None) -> Question:
    limits = Limits(pattern=pattern, max_length=max_length)
    return Question(id="F1", path="F1", kind="text", label=label, limits=limits)


@pytest.mark.parametrize(
    ("label", "nature"),
    [
        ("IBAN", "iban"),
        ("Ihre IBAN:", "iban"),
        ("IBAN des Kontos", "iban"),
        ("Internationale Bankkontonummer (IBAN)", "iban"),
        ("BIC (nur bei IBAN im Ausland)", None),
        ("Haben Sie eine IBAN?", None),
        ("IBAN und BIC", None),
        ("Telefonnummer tagsüber", "phone"),
        ("Mobilfunknummer", "phone"),
        ("Telefax", "phone"),
        ("Rufname", None),
        ("Berufnummer", None),
        ("Telefonbuch", None),
        ("E-Mail", "email"),
        ("E-Mail-Adresse*", "email"),
        ("Text der E-Mail", None),
    ],
)
def test_a_label_tells_what_a_field_is_for_only_where_it_is_sure(label: str, nature: str | None) -> None:
    assert habits.nature(text(label)) == nature


def test_what_a_field_can_hold_decides_as_well() -> None:
    harmonised = Question(id="F60000000240", path="F60000000240", kind="text", label="Unter welcher erreichen wir Sie?")
    natures = [
        habits.nature(one)
        for one in (
            text("IBAN", max_length=4),
            text("IBAN", pattern="[0-9]{4}"),
            text("Telefon", max_length=5),
            text("Erreichbar unter", pattern=MAIL),
            harmonised,
        )
    ]
    assert natures == [None, None, None, "email", "phone"]


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        (" IBAN: DE89-3704-0044-0532-0130-00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"),
        ("weiß ich nicht", "weiß ich nicht", "weiß ich nicht"),
    ],
)
def test_an_account_is_stored_without_spaces_and_shown_in_groups(typed: str, stored: str, shown: str) -> None:
    question = text("IBAN")
    value = values.read(question, typed, {}, today=TODAY).value
    assert (value, values.show(question, value, {}), values.edit(question, value)) == (stored, shown, shown)
    assert values.read(question, shown, {}, today=TODAY).value == stored


def test_a_pattern_that_wants_groups_gets_groups() -> None:
    question = text("IBAN", pattern="DE[0-9]{2}( [0-9]{4}){4} [0-9]{2}")
    assert values.read(question, "DE89370400440532013000", {}, today=TODAY).value == "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("DE89370400440532013000", None),
        ("FR1420041010050500013M02606", None),
        ("DE88370400440532013000", "In der IBAN stimmt eine Ziffer nicht. Vergleichen Sie sie mit Ihrer Bankkarte."),
        ("DE8937040044053201300", "Die IBAN hat 21 Zeichen. Eine deutsche IBAN hat 22."),
        (
            "0532013000",
            "Eine IBAN beginnt mit zwei Buchstaben für das Land. In Deutschland ist das DE, dann folgen 20 Ziffern.",
        ),
    ],
)
def test_a_slip_in_an_account_is_noticed(account: str, sentence: str | None) -> None:
    assert values.check(text("IBAN"), account, {}) == sentence


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0611/123 456", "+49 611 123456"),
        ("(0611) 12-34 56", "+49 611 123456"),
        ("+49 (0) 611 123456", "+49 611 123456"),
        ("0049 160 1234567", "+49 160 1234567"),
        ("+43 1 588 01-0", "+43 1 588010"),
        ("+1 202 555 0123", "+1 202-555-0123"),
        ("0611 123456 oder abends", "0611 123456 oder abends"),
        ("0611 123456 App. 7", "0611 123456 App. 7"),
    ],
)
def test_a_telephone_number_is_read_in_any_habit(typed: str, stored: str) -> None:
    question = text("Telefonnummer", max_length=40)
    reading = values.read(question, typed, {}, today=TODAY)
    assert (reading.value, values.check(question, reading.value, {})) == (stored, None)
    assert values.read(question, stored, {}, today=TODAY).value == stored


def test_a_number_that_would_not_fit_is_written_tighter_or_left_as_it_was() -> None:
    tight, tighter = text("Telefon", max_length=14), text("Telefon", max_length=13)
    assert values.read(tight, "0160 12345678", {}, today=TODAY).value == "+4916012345678"
    assert values.read(tighter, "0160 12345678", {}, today=TODAY).value == "0160 12345678"


def test_a_telephone_number_without_digits_is_none() -> None:
    told = "In der Telefonnummer fehlen Ziffern. Geben Sie sie mit Vorwahl an, zum Beispiel 0611 123456."
    assert values.check(text("Telefon"), "siehe oben", {}) == told


@pytest.mark.parametrize("pattern", [None, MAIL])
def test_a_mail_address_is_read_and_checked(pattern: str | None) -> None:
    question = text("E-Mail-Adresse", pattern)
    read = [values.read(question, typed, {}, today=TODAY).value for typed in (" erika@ muster.de ", "erika", "a@b")]
    assert read == ["erika@muster.de", "erika", "a@b"]
    assert [values.check(question, value, {}) for value in read] == [
        None,
        "In der E-Mail-Adresse fehlt das @-Zeichen.",
        "Diese E-Mail-Adresse ist nicht vollständig. Zum Beispiel: erika.muster@beispiel.de.",
    ]


# --- long lists -------------------------------------------------------------------------------------------------------

NAMES = {
    "467": "Korea, Republik",
    "434": "Korea, Demokratische Volksrepublik",
    "232": "Niger",
    "233": "Nigeria",
    "151": "Österreich",
    "163": "Türkei",
    "900": "Jemen",
    "901": "Jemen",
    "368": "Vereinigte Staaten",
}
FILLING = tuple(Entry(f"x{number}", f"Insel {number}") for number in range(20))
STATES = CodeList("urn:states", "1", tuple(Entry(code, name) for code, name in NAMES.items()) + FILLING)
OPEN = CodeList("urn:open", "1", STATES.entries, complete=False)
STATE = Question(id="F2", path="F2", kind="choice", label="Staat", code_list="states")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Niger", "232"),
        (" niger", "232"),
        ("232", "232"),
        ("Oesterreich", "151"),
        ("osterreich", "151"),
        ("Türk", "163"),
        ("Staaten", "368"),
        ("Jemen (901)", "901"),
        ("Korea", None),
        ("Jemen", None),
        ("Ni", None),
        ("Atlantis", None),
    ],
)
def test_an_entry_is_found_by_what_is_typed(typed: str, code: str | None) -> None:
    assert values.read(STATE, typed, {"states": STATES}, today=TODAY).value == code


def test_what_is_not_clear_is_proposed() -> None:
    proposed = {
        typed: [entry.code for entry in picking.proposed(STATES, typed)]
        for typed in ("Korea", "Jemen", "Östereich", "Insel", "Atlantis")
    }
    assert proposed == {
        "Korea": ["467", "434"],
        "Jemen": ["900", "901"],
        "Östereich": ["151"],
        "Insel": [],
        "Atlantis": [],
    }


def test_entries_of_the_same_name_are_told_apart() -> None:
    assert [picking.name_in(STATES, code) for code in ("232", "900", "?")] == ["Niger", "Jemen (900)", None]


def test_a_value_that_an_open_list_does_not_have_is_taken_as_it_is() -> None:
    read = [values.read(STATE, typed, {"states": OPEN}, today=TODAY).value for typed in ("Atlantis", "niger", "Türk")]
    assert read == ["Atlantis", "232", "Türk"]
