"""A living catalogue of all parts: every block in every state. Shown at ``/bausteine``, never in production."""

from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienstweg.web.blocks import Block, Fault, Option, Row, Upload
from dienstweg.web.face import Brand
from dienstweg.web.faults import faults
from dienstweg.web.parts import Answer, Event, Fact, Paging, Sheet, Status, Step, deadline

TODAY = date(2026, 5, 12)
RECEIVED = datetime(2026, 5, 12, 12, 47, tzinfo=UTC)
BRAND = Brand(
    name="Stadt Musterstadt",
    initial="M",
    accent="#17614b",
    address=("Team Steuern", "Musterstraße 1", "65000 Musterstadt"),
    contact=("Telefon 06100 000-00", "Mo bis Fr 8 bis 12 Uhr"),
)
LONG = "Zuwanderungsrechtsangelegenheitenbescheinigungsnummer"
HELP = (
    "Beherbergungsbetriebe müssen die Daten ihrer Gäste aufnehmen. Das gilt nicht für Gäste mit deutscher "
    "Staatsangehörigkeit. Geben Sie hier an, wer in Ihrem Betrieb dafür zuständig ist.\n- Bei Vereinen: der Vorstand\n"
    "- Bei Gesellschaften: die Geschäftsführung\nMehr dazu steht auf https://www.example.org/meldeschein und im "
    "Merkblatt, das Sie mit dem Bescheid bekommen."
)
YES_NO = (("ja", "Ja"), ("nein", "Nein"))
NOTHING = "Keine Angabe"


def texts() -> list[Block]:
    return [
        Block("text", "t1", "Familienname", value="Müller & Söhne", autocomplete="family-name"),
        Block("text", "t2", "Rufname", error="Geben Sie einen Rufnamen an.", width="3"),
        Block(
            "text",
            "t3",
            "Chipnummer",
            hint="15 Ziffern, steht im Heimtierausweis. Leerzeichen sind erlaubt.",
            error="Die Chipnummer hat 14 Ziffern. Es müssen 15 sein.",
            value="27600012345678",
            optional=True,
            input_mode="numeric",
            width="3",
        ),
        Block(
            "text",
            "t4",
            "Erster Hund",
            hint="Üblich sind 24 bis 180 €.",
            value="90,00",
            unit="€ im Jahr",
            input_mode="decimal",
        ),
        Block("text", "t5", "E-Mail-Adresse", optional=True, input_mode="email", autocomplete="email"),
        Block(
            "text",
            "t6",
            LONG,
            hint=HELP,
            legal="§ 29 Absatz 2 Bundesmeldegesetz; § 30 Absatz 1 und 2 Bundesmeldegesetz; Satzung der Stadt",
            width="1",
        ),
        Block(
            "long",
            "t7",
            "Begründung",
            hint="Ein paar Sätze genügen.",
            value="Erste Zeile\n<b>zweite</b> Zeile",
        ),
        Block("readonly", "t8", "Betriebsnummer", value="DE-4711"),
        Block("readonly", "t9", "Eingetragen am"),
        Block(
            "note",
            "t10",
            "Hinweis",
            value="Beachten Sie:\n- den Ausweis\n- das Merkblatt auf www.example.org.\nFragen an amt@example.org",
        ),
    ]


def choices() -> list[Block]:
    breeds = (
        ("1", "Labrador"),
        ("2", "Dackel, Teckel oder Dachshund mit sehr langem Stammbaum und Namen"),
        ("3", "Anderer Wert"),
    )
    inner = Block("text", "c1.az", "Aktenzeichen der Erlaubnis", hint="Steht oben auf dem Bescheid.", width="3")
    return [
        Block(
            "radios",
            "c1",
            "Gilt der Hund in Hessen als gefährlich?",
            hint="Das betrifft einige Rassen und Hunde, die durch Bisse aufgefallen sind.",
            legal="§ 2 HundeVO",
            options=[
                Option("ja", "Ja", chosen=True, blocks=[inner]),
                Option("nein", "Nein"),
                Option("unklar", "Ich weiß es nicht", hint="Wir klären das mit Ihnen."),
            ],
        ),
        Block(
            "radios",
            "c2",
            "Wohnen Sie schon dort?",
            error="Wählen Sie aus, ob Sie schon dort wohnen.",
            options=[Option(*pair) for pair in YES_NO],
            optional=True,
            nothing=NOTHING,
        ),
        Block(
            "radios",
            "c3",
            "Rasse",
            options=[Option(*b, chosen=b[0] == "3") for b in breeds],
            other="Wolfsspitz",
            optional=True,
            nothing=NOTHING,
        ),
        Block(
            "select",
            "c4",
            "Land",
            hint="Wo Sie geboren sind.",
            options=[Option(*b, chosen=b[0] == "2") for b in breeds[:2]],
        ),
        Block(
            "select",
            "c5",
            "Zweite Rasse",
            options=[Option(*b) for b in breeds],
            other="",
            width="3",
            optional=True,
            nothing=NOTHING,
        ),
        Block(
            "select",
            "c6",
            "Dritte Rasse",
            options=[Option(*b, chosen=b[0] == "3") for b in breeds],
            other="",
            error="Geben Sie die Rasse an.",
        ),
        Block(
            "search",
            "c9",
            "Staat",
            hint="Wo Sie geboren sind.",
            value="Niger",
            options=[Option("232", "Niger"), Option("2", "Jemen (2)"), Option("3", "A & B")],
            autocomplete="country-name",
        ),
        Block("search", "c10", "Staatsangehörigkeit", error="Wählen Sie einen Eintrag aus der Liste aus.", value="?"),
        Block(
            "date",
            "c7",
            "Geburtsdatum",
            hint="Zum Beispiel 14 2 1987",
            day="14",
            month="2",
            year="1987",
            autocomplete="bday",
        ),
        Block(
            "date",
            "c8",
            "Seit wann lebt der Hund bei Ihnen?",
            error="Den 31. April gibt es nicht. Prüfen Sie Tag und Monat.",
            day="31",
            month="4",
            year="2026",
            bad_parts=("tag", "monat"),
        ),
    ]


def files() -> list[Block]:
    return [
        Block(
            "file",
            "f1",
            "Kaufvertrag",
            optional=True,
            limits="PDF oder JPG, bis 10 MB.",
            accept=".pdf,.jpg",
            add="hochladen:f1",
        ),
        Block(
            "file",
            "f2",
            "Ausweis des Assistenzhundes",
            hint="Ein Foto mit dem Handy genügt.",
            error="Eine Datei konnten wir nicht annehmen.",
            uploads=[
                Upload("ausweis-bella-vorderseite.jpg", "2,1 MB", "datei-weg:f2.0"),
                Upload(
                    "scan_2026-05-12_komplett.pdf",
                    "24 MB",
                    "datei-weg:f2.1",
                    problem="Die Datei ist 24 MB groß, erlaubt sind 10 MB.",
                ),
            ],
            limits="PDF, JPG oder PNG, bis 10 MB je Datei, höchstens 5 Dateien.",
            add="hochladen:f2",
        ),
        Block("file", "f3", "Führungszeugnis", uploads=[Upload("zeugnis.pdf", "0,4 MB", "datei-weg:f3.0")]),
    ]


def repeats() -> list[Block]:
    entries = [
        Block("text", f"m1.{n}", "Staatsangehörigkeit", value=v) for n, v in enumerate(("deutsch", "französisch"))
    ]
    dog = [
        Block("text", "r1.1.name", "Rufname", error="Geben Sie einen Rufnamen an.", width="3"),
        Block(
            "rows",
            "r1.1.impf",
            "Impfungen",
            rows=[
                Row(
                    "r1.1.impf.0",
                    "Impfung 1: Tollwut",
                    "3. April 2026",
                    open=False,
                    edit="oeffnen:r1.1.impf.0",
                    remove_url="#",
                ),
                Row(
                    "r1.1.impf.1",
                    "Impfung 2",
                    "",
                    open=True,
                    blocks=[Block("date", "r1.1.impf.1.am", "Geimpft am")],
                    remove="weg:x",
                ),
            ],
            add="mehr:r1.1.impf",
            add_label="Weitere Impfung hinzufügen",
            optional=True,
            level=4,
        ),
    ]
    return [
        Block(
            "many",
            "m1",
            "Staatsangehörigkeit",
            blocks=entries,
            add="mehr:m1",
            add_label="Weitere Staatsangehörigkeit hinzufügen",
        ),
        Block(
            "rows",
            "r1",
            "Ihre Hunde",
            hint="Geben Sie jeden Hund an, der in Ihrem Haushalt lebt.",
            rows=[
                Row(
                    "r1.0",
                    "Hund 1: Bella",
                    "Labrador-Mischling · seit 1. Mai 2026",
                    open=False,
                    edit="oeffnen:r1.0",
                    remove_url="#",
                ),
                Row("r1.1", "Hund 2", "", open=True, blocks=dog, remove_url="#"),
            ],
            add="mehr:r1",
            add_label="Weiteren Hund hinzufügen",
            limits="Höchstens 10 Einträge.",
        ),
        Block(
            "rows",
            "r2",
            "Weitere Halter",
            error="Geben Sie mindestens eine Person an.",
            add="mehr:r2",
            add_label="Person hinzufügen",
        ),
    ]


def nested() -> list[Block]:
    return [
        Block(
            "group",
            "n1",
            "Über den Betrieb",
            hint="Was im Register steht.",
            blocks=[Block("text", "n1.a", "Name des Betriebs"), _representation("n1.b"), _address("n1.e", 3)],
        ),
        Block(
            "gate",
            "?n2",
            "Möchten Sie eine Vertretung angeben?",
            options=[Option("ja", "Ja", chosen=True, blocks=[_address("n2", 2)]), Option("nein", "Nein")],
        ),
        Block(
            "either",
            "?n3",
            "Wer stellt den Antrag?",
            options=[
                Option("p", "Eine Person", blocks=[Block("text", "n3.p", "Familienname der Person")]),
                Option(
                    "f",
                    "Ein Unternehmen",
                    chosen=True,
                    blocks=[Block("text", "n3.f", "Firma", error="Geben Sie die Firma an.")],
                ),
            ],
        ),
        Block("group", "n4", "", error="Telefon und E-Mail fehlen. Geben Sie eines von beiden an."),
    ]


def _representation(name: str) -> Block:
    """Four levels deep, as in real schemas."""
    deep = Block(
        "group", f"{name}.c", "Zustellungsbevollmächtigte Person", blocks=[_address(f"{name}.c.d", 5)], level=4
    )
    return Block(
        "group", name, f"Vertretung mit {LONG}", blocks=[Block("text", f"{name}.a", "Familienname"), deep], level=3
    )


def _address(name: str, level: int) -> Block:
    street = Block("text", f"{name}.str", "Straße und Hausnummer", value="Musterweg 12")
    return Block("group", name, "Anschrift", blocks=[street, Block("text", f"{name}.ort", "Ort")], level=level)


def all_blocks() -> list[Block]:
    return [*texts(), *choices(), *files(), *repeats(), *nested()]


def parts() -> dict[str, object]:
    """Arguments of the templates in ``web/parts``."""
    titles = ("Über Sie", "Ihre Hunde", "Ermäßigung", "Nachweise", "Zahlung", "Prüfen")
    return {
        "steps": [Step(title, "done" if n < 1 else "now" if n == 1 else "next") for n, title in enumerate(titles)],
        "statuses": [
            Status("dash", "Noch nicht möglich", "off"),
            Status("open", "Noch offen"),
            Status("half", "Angefangen"),
            Status("success", "Fertig", "ok"),
            *(deadline(day, TODAY) for day in (None, date(2026, 5, 15), TODAY, date(2026, 5, 10))),
        ],
        "facts": [
            Fact("Stand", "Neu"),
            Fact("Frist", "22.05.2026", "in 10 Tagen"),
            Fact("Eingang", "12.05.2026, 14:47 Uhr"),
        ],
        "events": [
            Event("Entscheidung", "next", by="bis 22. Mai 2026"),
            Event(
                "Nachweis angefordert",
                "now",
                RECEIVED,
                "Team Steuern",
                "Bitte auch die Rückseite.\nDanke.",
                "Kim Beispiel",
            ),
            Event("Eingegangen", at=TODAY),
        ],
        "sheets": [
            Sheet("Über Sie", (Answer("Name", "Erika Muster", "#"), Answer("Telefon", "", "#"))),
            Sheet(
                "Hund 1: Bella",
                (Answer("Gilt der Hund als gefährlich?", "Nein", legal="§ 2 HundeVO"), Answer(LONG, LONG)),
                3,
            ),
        ],
        "paging": Paging(2, 3, "?seite=1", "?seite=3"),
    }


@require_safe
def specimen(request: HttpRequest) -> HttpResponse:
    blocks = all_blocks()
    summary: list[Fault] = faults(blocks)
    context = {
        "brand": BRAND,
        "page_blocks": blocks,
        "faults": summary,
        "title": "Bausteine und ihre Zustände",
        "later": True,
        **parts(),
    }
    return render(request, "web/specimen.html", context)
