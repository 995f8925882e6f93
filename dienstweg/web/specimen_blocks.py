"""Every block of a form in every state, for the living catalogue of parts (:mod:`dienstweg.web.specimen`)."""

from dienstweg.web.blocks import Block, Option, Row, Upload

LONG = "Zuwanderungsrechtsangelegenheitenbescheinigungsnummer"
HELP = (
    "Beherbergungsbetriebe müssen die Daten ihrer Gäste aufnehmen. Das gilt nicht für Gäste mit deutscher "
    "Staatsangehörigkeit. Geben Sie hier an, wer in Ihrem Betrieb dafür zuständig ist.\n- Bei Vereinen: der Vorstand\n"
    "- Bei Gesellschaften: die Geschäftsführung\nMehr dazu steht auf https://www.example.org/meldeschein und im "
    "Merkblatt, das Sie mit dem Bescheid bekommen."
)
YES_NO = (("ja", "Ja"), ("nein", "Nein"))
NOTHING = "Keine Angabe"
BREEDS = (
    ("1", "Labrador"),
    ("2", "Dackel, Teckel oder Dachshund mit sehr langem Stammbaum und Namen"),
    ("3", "Anderer Wert"),
)


def texts() -> list[Block]:
    return [*_short_texts(), *_long_texts()]


def _short_texts() -> list[Block]:
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
    ]


def _long_texts() -> list[Block]:
    return [
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
    return [*_radios(), *_selects(), *_searches(), *_dates()]


def _radios() -> list[Block]:
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
            options=[Option(*b, chosen=b[0] == "3") for b in BREEDS],
            other="Wolfsspitz",
            optional=True,
            nothing=NOTHING,
        ),
    ]


def _selects() -> list[Block]:
    return [
        Block(
            "select",
            "c4",
            "Land",
            hint="Wo Sie geboren sind.",
            options=[Option(*b, chosen=b[0] == "2") for b in BREEDS[:2]],
        ),
        Block(
            "select",
            "c5",
            "Zweite Rasse",
            options=[Option(*b) for b in BREEDS],
            other="",
            width="3",
            optional=True,
            nothing=NOTHING,
        ),
        Block(
            "select",
            "c6",
            "Dritte Rasse",
            options=[Option(*b, chosen=b[0] == "3") for b in BREEDS],
            other="",
            error="Geben Sie die Rasse an.",
        ),
    ]


def _searches() -> list[Block]:
    return [
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
    ]


def _dates() -> list[Block]:
    return [
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
    return [_nationalities(), _dogs(), _nobody()]


def _nationalities() -> Block:
    entries = [
        Block("text", f"m1.{n}", "Staatsangehörigkeit", value=v) for n, v in enumerate(("deutsch", "französisch"))
    ]
    more = "Weitere Staatsangehörigkeit hinzufügen"
    return Block("many", "m1", "Staatsangehörigkeit", blocks=entries, add="mehr:m1", add_label=more)


def _dogs() -> Block:
    name = Block("text", "r1.1.name", "Rufname", error="Geben Sie einen Rufnamen an.", width="3")
    bella = Row(
        "r1.0",
        "Hund 1: Bella",
        "Labrador-Mischling · seit 1. Mai 2026",
        open=False,
        edit="oeffnen:r1.0",
        remove_url="#",
    )
    return Block(
        "rows",
        "r1",
        "Ihre Hunde",
        hint="Geben Sie jeden Hund an, der in Ihrem Haushalt lebt.",
        rows=[bella, Row("r1.1", "Hund 2", "", open=True, blocks=[name, _vaccinations("r1.1.impf")], remove_url="#")],
        add="mehr:r1",
        add_label="Weiteren Hund hinzufügen",
        limits="Höchstens 10 Einträge.",
    )


def _vaccinations(name: str) -> Block:
    """Rows inside a row."""
    first, second = f"{name}.0", f"{name}.1"
    day = Block("date", f"{second}.am", "Geimpft am")
    rabies = Row(first, "Impfung 1: Tollwut", "3. April 2026", open=False, edit=f"oeffnen:{first}", remove_url="#")
    return Block(
        "rows",
        name,
        "Impfungen",
        rows=[rabies, Row(second, "Impfung 2", "", open=True, blocks=[day], remove="weg:x")],
        add=f"mehr:{name}",
        add_label="Weitere Impfung hinzufügen",
        optional=True,
        level=4,
    )


def _nobody() -> Block:
    fault = "Geben Sie mindestens eine Person an."
    return Block("rows", "r2", "Weitere Halter", error=fault, add="mehr:r2", add_label="Person hinzufügen")


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
