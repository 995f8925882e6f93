"""What people type, what it means, and what they are told when it does not fit."""

from datetime import date

import pytest

from dienstweg.engine import values
from dienstweg.engine.service import CodeList, Entry, Kind, Limits, Question
from dienstweg.engine.wordings import Sentence

TODAY = date(2026, 5, 12)
STATES = CodeList("urn:staat", "1", (Entry("000", "Deutschland"), Entry("129", "Frankreich")))
LISTS = {"staat": STATES, "offen": CodeList("urn:offen", "1", STATES.entries, complete=False)}
POSTAL_CODE = Limits(min_length=5, max_length=5, pattern="([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}")
EMAIL = Limits(min_length=6, max_length=254, pattern=r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$")
TAX_NUMBER = Limits(min_length=13, max_length=13, pattern="[1-9][0-9]{12}")
ANYTHING = Limits()
FILE: dict[str, object] = {
    "id": "3f2b8c1e-0000-4000-8000-000000000001",
    "name": "Vertrag.pdf",
    "size": 1_234_567,
    "type": "application/pdf",
    "sha256": "0" * 64,
}

CHANGES: tuple[dict[str, object], ...] = (
    {"id": "1"},
    {"size": "10"},
    {"size": -1},
    {"sha256": "x"},
    {"name": ""},
    {"more": 1},
)


def question(
    kind: Kind,
    label: str = "Angabe",
    limits: Limits = ANYTHING,
    *,
    code_list: str | None = None,
    content: str | None = None,
    autocomplete: str | None = None,
) -> Question:
    return Question(
        id="F1",
        path="F1",
        kind=kind,
        label=label,
        limits=limits,
        code_list=code_list,
        content=content,
        autocomplete=autocomplete,
    )


def read(asked: Question, raw: values.Raw) -> values.Value | str | None:
    reading = values.read(asked, raw, LISTS, today=TODAY)
    return reading.value if reading.message is None else f"! {reading.message}"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  Müller  ", "Müller"),
        ("text", "Mu\u0308ller\t GmbH", "Müller GmbH"),
        ("text", "erste Zeile \r\nzweite  Zeile\r\n", "erste Zeile\nzweite Zeile"),
        ("text", " \n ", None),
        ("date", "3.4.26", "2026-04-03"),
        ("date", "3.4.57", "1957-04-03"),
        ("date", "03 04 2026", "2026-04-03"),
        ("date", "3/4/2026", "2026-04-03"),
        ("date", "03042026", "2026-04-03"),
        ("date", "2026-04-03", "2026-04-03"),
        ("date", "3. April 2026", "2026-04-03"),
        ("date", "Freitag, 3. Apr. 26", "2026-04-03"),
        ("date", ("3", "4", "26"), "2026-04-03"),
        ("date", ("3.", "März", "2026"), "2026-03-03"),
        ("date", ("3.4.2026", "", ""), "2026-04-03"),
        ("date", ("03042026", "", ""), "2026-04-03"),
        ("date", ("", " ", ""), None),
        ("time", "9", "09:00:00"),
        ("time", "9.30", "09:30:00"),
        ("time", "0930", "09:30:00"),
        ("time", "9:30 Uhr", "09:30:00"),
        ("time", "14:30:15", "14:30:15"),
        ("datetime", "3.4.26, 14.30 Uhr", "2026-04-03T14:30:00"),
        ("datetime", "3. April 2026 um 9", "2026-04-03T09:00:00"),
        ("datetime", "2026-04-03T14:30", "2026-04-03T14:30:00"),
        ("bool", "true", True),
        ("bool", "ja", True),
        ("bool", "false", False),
        ("bool", "nein", False),
        ("integer", "1 000", 1000),
        ("integer", "1.000", 1000),
        ("integer", "007", 7),
        ("integer", "−5", -5),
        ("number", "1.234,56", "1234.56"),
        ("number", "1234.56", "1234.56"),
        ("number", "1,234.56", "1234.56"),
        ("number", "1.234", "1234"),
        ("number", "1,234", "1.234"),
        ("number", "1.5", "1.5"),
        ("number", "0.123", "0.123"),
        ("number", "-0,0", "0.0"),
        ("money", "90", "90.00"),
        ("money", "90,-", "90.00"),
        ("money", "90,–", "90.00"),
        ("money", "€ 12,5", "12.50"),
        ("money", "1.200,00 €", "1200.00"),
        ("money", "1'200 EUR", "1200.00"),
    ],
)
def test_reading_fits_the_habits_of_people(kind: Kind, typed: values.Raw, value: values.Value | None) -> None:
    assert read(question(kind), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        (
            "text",
            "Mül\x00ler",
            "„Angabe“ enthält ein Zeichen, das wir nicht lesen können. Geben Sie den Text noch einmal ein.",
        ),
        ("text", "x" * 100_001, "„Angabe“ ist zu lang. Kürzen Sie den Text."),
        (
            "date",
            "morgen",
            "Das Datum können wir nicht lesen. Geben Sie Tag, Monat und Jahr an, zum Beispiel 3.4.2026.",
        ),
        ("date", "31.4.2026", "Den 31. April gibt es nicht. Prüfen Sie Tag und Monat."),
        ("date", "29.2.2025", "Den 29. Februar gibt es 2025 nicht. Prüfen Sie Tag, Monat und Jahr."),
        ("date", "40.4.2026", "Den 40. April gibt es nicht. Prüfen Sie den Tag."),
        ("date", "3.13.2026", "Den Monat 13 gibt es nicht. Geben Sie eine Zahl von 1 bis 12 an."),
        ("date", "3.4.206", "Geben Sie das Jahr mit vier Ziffern an, zum Beispiel 2026."),
        ("date", ("3", "", "2026"), "In „Angabe“ fehlt der Monat."),
        ("date", ("3", "", ""), "In „Angabe“ fehlen der Monat und das Jahr."),
        ("date", ("zwei", "4", "2026"), "Geben Sie den Tag als Zahl von 1 bis 31 an."),
        ("time", "24:00", "Diese Uhrzeit gibt es nicht. Geben Sie eine Zeit von 0:00 bis 23:59 an."),
        ("time", "bald", "Die Uhrzeit können wir nicht lesen. Geben Sie Stunde und Minute an, zum Beispiel 14:30."),
        ("datetime", "3.4.2026", "Geben Sie Datum und Uhrzeit an, zum Beispiel 3.4.2026, 14:30 Uhr."),
        ("bool", "vielleicht", "Wählen Sie „Ja“ oder „Nein“ aus."),
        ("integer", "3,5", "Geben Sie eine ganze Zahl in Ziffern an, zum Beispiel 12."),
        ("number", "1e5", "Geben Sie eine Zahl in Ziffern an, zum Beispiel 12,5."),
        ("number", "٣", "Geben Sie eine Zahl in Ziffern an, zum Beispiel 12,5."),
        ("money", "neunzig", "Geben Sie einen Betrag in Euro an, zum Beispiel 90,00."),
        ("file", "Vertrag.pdf", "Laden Sie die Datei hoch."),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(kind: Kind, typed: values.Raw, message: str) -> None:
    assert read(question(kind), typed) == f"! {message}"


def test_the_faulty_parts_of_a_date_are_named() -> None:
    asked = question("date", "Wann zogen Sie ein?")
    reading = values.read(asked, ("3", "", "2026"), LISTS, today=TODAY)
    assert reading == values.Reading(message=Sentence("Im Datum fehlt der Monat."), parts=("month",))
    assert values.read(asked, ("31", "4", "2026"), LISTS, today=TODAY).parts == ("day", "month")


def test_birthdays_are_never_read_into_the_future() -> None:
    assert read(question("date", "Geburtsdatum"), "1.1.27") == "1927-01-01"
    assert read(question("date", "Einzug", autocomplete="bday"), "1.1.27") == "1927-01-01"
    assert read(question("date", "Fertigstellung des Gebäudes"), "1.1.27") == "2027-01-01"


def test_spaces_in_a_number_that_has_a_pattern_are_harmless() -> None:
    assert read(question("text", "Steuernummer", TAX_NUMBER), "123 456 789 0123") == "1234567890123"
    assert read(question("text", "Name", Limits(pattern="[a-z ]+")), "a b") == "a b"


@pytest.mark.parametrize(
    ("code_list", "typed", "value"),
    [
        ("staat", "000", "000"),
        ("staat", " frankreich ", "129"),
        ("staat", "Mond", "! Wählen Sie bei „Staat“ einen Eintrag aus der Liste aus."),
        ("offen", "Deutschland", "000"),
        ("offen", "Mond", "Mond"),
        ("noch nicht da", "Mond", "Mond"),
    ],
)
def test_choices_are_stored_as_codes(code_list: str, typed: str, value: str) -> None:
    assert read(question("choice", "Staat", code_list=code_list), typed) == value


def test_files_come_with_everything_that_describes_them() -> None:
    assert read(question("file"), FILE) == FILE


def test_a_file_that_is_not_whole_is_not_taken() -> None:
    gone = "! Diese Datei fehlt uns. Laden Sie sie noch einmal hoch."
    for changed in CHANGES:
        assert read(question("file"), FILE | changed) == gone


@pytest.mark.parametrize(
    ("asked", "value", "message"),
    [
        (question("text", "Postleitzahl", POSTAL_CODE), "3411", "„Postleitzahl“ hat 4 Ziffern. Es müssen 5 sein."),
        (question("text", "Ort:", Limits(min_length=3)), "Xy", "„Ort“ hat 2 Zeichen. Es müssen mindestens 3 sein."),
        (question("text", "Ort", Limits(max_length=3)), "Fulda", "„Ort“ hat 5 Zeichen. Höchstens 3 sind möglich."),
        (
            question("text", "Wo wohnen Sie?", Limits(max_length=3)),
            "Fulda",
            "Ihre Angabe hat 5 Zeichen. Höchstens 3 sind möglich.",
        ),
        (
            question("text", "Postleitzahl", POSTAL_CODE),
            "00000",
            "Diese Postleitzahl gibt es nicht. Zum Beispiel: 34117.",
        ),
        (question("text", "PLZ", POSTAL_CODE), "D3411", "Eine Postleitzahl hat 5 Ziffern. Zum Beispiel: 34117."),
        (question("text", "E-Mail", EMAIL), "erika.muster", "In der E-Mail-Adresse fehlt das @-Zeichen."),
        (
            question("text", "E-Mail", EMAIL),
            "erika@",
            "Diese E-Mail-Adresse ist nicht vollständig. Zum Beispiel: erika.muster@beispiel.de.",
        ),
        (
            question("text", "Steuernummer", TAX_NUMBER),
            "12345678901-3",
            "„Steuernummer“ besteht nur aus Ziffern. Geben Sie genau 13 Ziffern ohne andere Zeichen an.",
        ),
        (
            question("text", "Kennzeichen", Limits(pattern="[A-Z]{1,3}-[0-9]{2}")),
            "F12",
            "„Kennzeichen“ hat eine andere Form als verlangt. Zum Beispiel: A-23",
        ),
        (
            question("text", "Name", Limits(latin=True)),
            "Жук",
            "„Name“ enthält das Zeichen „Ж“. Schreiben Sie mit lateinischen Buchstaben.",
        ),
        (question("integer", "Tag", Limits(min_value="1", max_value="31")), 32, "„Tag“ muss zwischen 1 und 31 liegen."),
        (question("number", "Größe", Limits(min_value="0.1")), "0", "„Größe“ muss mindestens 0,1 sein."),
        (question("number", "Größe", Limits(max_value="5000")), "5000.5", "„Größe“ darf höchstens 5000 sein."),
        (
            question("money", "Miete", Limits(min_value="0", max_value="1200")),
            "1200.01",
            "„Miete“ muss zwischen 0,00 € und 1.200,00 € liegen.",
        ),
        (question("money"), "12.345", "Geben Sie den Betrag mit höchstens zwei Stellen nach dem Komma an."),
        (question("integer"), 10**15, "Die Zahl ist zu lang. Höchstens 15 Ziffern sind möglich."),
        (question("number"), "0." + "1" * 15, "Die Zahl ist zu lang. Höchstens 15 Ziffern sind möglich."),
        (
            question("date", "Beginn", Limits(min_value="2026-01-01")),
            "2025-12-31",
            "Geben Sie einen Tag ab dem 1. Januar 2026 an.",
        ),
        (
            question("date", "Ende", Limits(min_value="2026-01-01", max_value="2026-12-31")),
            "2027-01-01",
            "Geben Sie einen Tag zwischen dem 1. Januar 2026 und dem 31. Dezember 2026 an.",
        ),
        (
            question("date", "Geburtsdatum", autocomplete="bday"),
            "2026-05-13",
            "Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute an.",
        ),
        (
            question("date", "Beginn", Limits(min_value="today")),
            "2026-05-11",
            "Das Datum liegt in der Vergangenheit. Geben Sie einen Tag ab heute an.",
        ),
        (
            question("time", "Beginn", Limits(min_value="08:00", max_value="22:00")),
            "07:59:00",
            "Die Uhrzeit muss zwischen 08:00 Uhr und 22:00 Uhr liegen.",
        ),
        (
            question("datetime", "Beginn", Limits(min_value="2026-05-01T08:00:00")),
            "2026-05-01T07:59:59",
            "Geben Sie einen Zeitpunkt ab dem 1. Mai 2026, 08:00 Uhr an.",
        ),
        (
            question("choice", "Staat", Limits(max_length=3), code_list="offen"),
            "Mond",
            "„Staat“ hat 4 Zeichen. Höchstens 3 sind möglich.",
        ),
        (
            question("choice", "Staat", code_list="staat"),
            "000 ",
            "Wählen Sie bei „Staat“ einen Eintrag aus der Liste aus.",
        ),
        (
            question("choice", "Staat", code_list="offen"),
            "x" * 251,
            "„Staat“ hat 251 Zeichen. Höchstens 250 sind möglich.",
        ),
        (
            question("file", limits=Limits(max_size=10_000_000)),
            FILE | {"size": 24_000_000},
            (
                "Die Datei ist 24 MB groß, erlaubt sind 10 MB. "
                "Speichern Sie sie kleiner oder laden Sie die Seiten einzeln hoch."
            ),
        ),
        (
            question("file", limits=Limits(max_size=10_000_000)),
            FILE | {"size": 10_000_001},
            (
                "Die Datei ist 10,1 MB groß, erlaubt sind 10 MB. "
                "Speichern Sie sie kleiner oder laden Sie die Seiten einzeln hoch."
            ),
        ),
        (
            question("file"),
            FILE | {"type": "application/msword"},
            (
                "Word-Dateien können wir nicht lesen. "
                "Speichern Sie das Dokument als PDF und laden Sie es noch einmal hoch."
            ),
        ),
        (
            question("file", limits=Limits(media_types=("image/jpg", "image/png"))),
            FILE,
            "Diese Art von Datei können wir nicht lesen. Laden Sie eine Datei als JPG oder PNG hoch.",
        ),
        (
            question("file"),
            FILE | {"size": 0},
            "Die Datei „Vertrag.pdf“ ist leer. Prüfen Sie sie und laden Sie sie noch einmal hoch.",
        ),
    ],
)
def test_what_does_not_keep_to_its_limits_is_said_with_what_to_do(asked: Question, value: object, message: str) -> None:
    assert values.check(asked, value, LISTS, today=TODAY) == message


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (question("text", "PLZ", POSTAL_CODE), "34117"),
        (question("text", "E-Mail", EMAIL), "erika.muster@beispiel.de"),
        (question("text", limits=Limits(pattern="^[A-Z]+$")), "ABC"),
        (question("text", limits=Limits(pattern="(?=beyond RE2)")), "was auch immer"),
        (question("text", limits=Limits(latin=True)), "Zoë Şahin, Ḳ̄ 5 €"),
        (question("integer", limits=Limits(min_value="eins")), 0),
        (question("money"), "-0.50"),
        (question("date", limits=Limits(max_value="today")), "2026-05-12"),
        (question("datetime"), "2026-05-12T23:59:59"),
        (question("choice", code_list="offen"), "Mond"),
        (question("file", limits=Limits(media_types=("image/jpeg",))), FILE | {"type": "image/jpg"}),
    ],
)
def test_what_keeps_to_its_limits_passes(asked: Question, value: object) -> None:
    assert values.check(asked, value, LISTS, today=TODAY) is None


def test_a_number_too_long_to_be_written_is_too_long() -> None:
    message = "Die Zahl ist zu lang. Höchstens 15 Ziffern sind möglich."
    assert values.check(question("integer"), 10**5000, LISTS) == message


@pytest.mark.parametrize("value", [None, "", "\x0b", "\r", 5, 5.0, True, [], ["a"], {}, {"id": 1}])
@pytest.mark.parametrize("kind", ["text", "date", "time", "datetime", "integer", "number", "money", "choice", "file"])
def test_a_value_of_the_wrong_type_is_wrong_and_never_an_exception(kind: Kind, value: object) -> None:
    asked = question(kind, code_list="staat")
    right = kind == "integer" and value == 5 and type(value) is int
    assert (values.check(asked, value, LISTS) is None) == right


@pytest.mark.parametrize(
    ("label", "kind", "sentence"),
    [
        ("Postleitzahl", "text", "Geben Sie „Postleitzahl“ an."),
        ("Datum der Beantragung*", "date", "Geben Sie „Datum der Beantragung“ an."),
        ("Gemeinschaftslizenz Nr.:", "text", "Geben Sie „Gemeinschaftslizenz Nr“ an."),
        ("Wo befindet sich die Anschrift?", "text", "Beantworten Sie: „Wo befindet sich die Anschrift?“"),
        ("Wo befindet sich die Anschrift?", "choice", "Wählen Sie eine Antwort aus: „Wo befindet sich die Anschrift?“"),
        ("Haben Sie „Tiere“?", "bool", "Wählen Sie „Ja“ oder „Nein“ aus: „Haben Sie ‚Tiere‘?“"),
        ("Staat", "choice", "Wählen Sie „Staat“ aus."),
        ("Mietvertrag", "file", "Laden Sie „Mietvertrag“ hoch."),
        (
            "Laden Sie den Nachweis hoch.",
            "file",
            "Laden Sie den Nachweis hoch.",
        ),
        (
            "Spezifizieren Sie die eingeschränkte Sachkunde genauer.",
            "text",
            "Machen Sie hierzu eine Angabe: „Spezifizieren Sie die eingeschränkte Sachkunde genauer“.",
        ),
        (
            "Auskunft aus dem Schuldnerverzeichnis des Vollstreckungsportals der Länder",
            "file",
            "Laden Sie hierzu eine Datei hoch: „Auskunft aus dem Schuldnerverzeichnis des …“.",
        ),
        (" ", "text", "Hier fehlt eine Angabe."),
    ],
)
def test_a_missing_answer_is_asked_for_in_a_whole_sentence(label: str, kind: Kind, sentence: str) -> None:
    assert values.missing(question(kind, label)) == sentence


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("text", "Müller", "Müller"),
        ("date", "2026-05-01", "1. Mai 2026"),
        ("time", "14:30:00", "14:30 Uhr"),
        ("datetime", "2026-05-01T09:05:00", "1. Mai 2026, 09:05 Uhr"),
        ("bool", True, "Ja"),
        ("bool", False, "Nein"),
        ("integer", 2026, "2026"),
        ("integer", 12345, "12.345"),
        ("number", "12345.50", "12.345,50"),
        ("money", "1234.56", "1.234,56 €"),
        ("choice", "000", "Deutschland"),
        ("choice", "Mond", "Mond"),
        ("file", FILE, "Vertrag.pdf (1,2 MB)"),
        ("date", "irgendwann", "irgendwann"),
    ],
)
def test_values_are_shown_as_people_read_them(kind: Kind, value: object, text: str) -> None:
    assert values.show(question(kind, code_list="staat"), value, LISTS) == text


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        ("text", " Kassel ", "Kassel"),
        ("bool", "true", True),
        ("integer", "5", 5),
        ("integer", "fünf", None),
        ("number", "1.234", "1.234"),
        ("money", "12.5", "12.50"),
        ("date", "2026-05-01", "2026-05-01"),
        ("date", "1.5.2026", None),
        ("choice", "000", "000"),
        ("choice", "Mond", None),
        ("text", None, None),
    ],
)
def test_the_content_of_a_locked_or_hidden_question(
    kind: Kind, content: str | None, value: values.Value | None
) -> None:
    assert values.content(question(kind, content=content, code_list="staat"), LISTS) == value


def test_what_may_be_uploaded_is_said_in_one_line() -> None:
    assert values.file_limits(question("file", limits=Limits(max_size=10_000_000)), 3) == (
        "PDF, JPG oder PNG, höchstens 10 MB je Datei, bis zu 3 Dateien"
    )
    assert values.file_limits(question("file", limits=Limits(media_types=("application/pdf",))), 1) == "PDF"
    assert [values.size_text(size) for size in (0, 999, 12_345, 1_249_999, 10_000_000)] == [
        "0 Byte",
        "999 Byte",
        "12 kB",
        "1,2 MB",
        "10 MB",
    ]
