"""Checks of lengths: what the form shows should stay within what FIM recommends.

The recommended lengths are those of the official report (QS-DF 1.20, ``FeldLaengen``); the code list names none.
"""

from collections.abc import Iterator

from dienstweg.engine.quality.aiming import Details, on_elements, on_fields, on_rules, on_schema, together
from dienstweg.engine.quality.findings import NOTE, Check
from dienstweg.engine.quality.scene import Element, RuleSpot
from dienstweg.engine.schema import Field, Schema, Value

NAME = 255
HELP = 500
LONG = 5000
CODE = 20

Measured = tuple[str, str | None, int]
"""What a text is called, the text, and how long it should be at most."""


def _over(*texts: Measured) -> Details:
    for name, text, most in texts:
        if text and len(text) > most:
            yield f"{name}: {len(text)} Zeichen statt höchstens {most}."


def _schema(schema: Schema) -> Details:
    yield from _over(("Name", schema.name, NAME), ("Bezeichnung", schema.title, NAME), ("Hilfetext", schema.help, HELP))


def _element(element: Element) -> Details:
    yield from _over(
        ("Name", element.name, NAME),
        ("Bezeichnung Eingabe", element.label_in, NAME),
        ("Bezeichnung Ausgabe", element.label_out, NAME),
        ("Hilfetext Eingabe", element.help_in, HELP),
        ("Hilfetext Ausgabe", element.help_out, HELP),
    )


def _field(field: Field) -> Details:
    pattern = field.precision.pattern if field.precision else None
    yield from _over(("Inhalt", field.content, LONG), ("Muster", pattern, HELP))
    for value in field.values:
        yield from _over(*_value(value))


def _value(value: Value) -> Iterator[Measured]:
    named = f"Wert „{value.code[:CODE]}“"
    yield f"{named}, Code", value.code, CODE
    yield f"{named}, Name", value.name, NAME
    yield f"{named}, Hilfe", value.help, HELP


def _rule(spot: RuleSpot) -> Details:
    yield from _over(("Name", spot.rule.name, NAME), ("Satz", spot.rule.text, LONG))


def _urns(field: Field) -> Details:
    if field.code_list is not None:
        yield from _over(
            ("Kennung der Codeliste", field.code_list.canonical, NAME),
            ("Kennung ihrer Version", field.code_list.canonical_version, NAME),
        )


CHECKS = (
    Check(
        "1136",
        NOTE,
        "Ein Text ist länger, als FIM empfiehlt.",
        together(on_schema(_schema), on_elements(_element), on_fields(_field), on_rules(_rule)),
    ),
    Check("1137", NOTE, "Eine Kennung ist länger, als FIM empfiehlt.", on_fields(_urns)),
)
