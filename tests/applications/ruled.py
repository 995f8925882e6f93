"""A service whose rules decide about questions on the page on which they are asked: one rule after the other, in rows,
beside a file.
"""

from dienstweg.engine import xdf
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import Overlay, PagePart
from dienstweg.engine.schema import Schema, Value
from dienstweg.engine.service import Service
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, schema

WAYS = (Value("001", "Mit dem Fahrrad"), Value("002", "Mit dem Auto"))
WAY, COLOUR, MOTOR, PLATE, REASON, PHOTO = (
    "F00000001",
    "F00000002",
    "F00000003",
    "F00000004",
    "F00000005",
    "F00000006",
)
RIDES, VEHICLE, SEATS = "G00000001", "F00000007", "F00000008"
RULES = (
    rule(f"Wenn {WAY} <> 001, dann darf {COLOUR} nicht angezeigt werden.", "R00000001"),
    rule(f"Wenn {WAY} <> 001, dann darf {MOTOR} nicht angezeigt werden.", "R00000002"),
    rule(f"Wenn {MOTOR} <> Ja, dann darf {PLATE} nicht angezeigt werden.", "R00000003"),
)
ROW_RULE = rule(f"Wenn {VEHICLE} <> 002, dann darf {SEATS} nicht angezeigt werden.", "R00000004")

COMMUTING: Schema = schema(
    once(field(WAY, "Wie kommen Sie zur Arbeit?", role="select", values=WAYS)),
    once(field(COLOUR, "Farbe des Fahrrads")),
    once(field(MOTOR, "Hat das Fahrrad einen Motor?", datatype="bool")),
    once(field(PLATE, "Kennzeichen")),
    perhaps(field(REASON, "Bemerkung")),
    perhaps(field(PHOTO, "Foto", datatype="file")),
    perhaps(field("F00000009", "Arbeitsort")),
    occurs(
        "0:*",
        group(
            RIDES,
            once(field(VEHICLE, "Womit?", role="select", values=WAYS)),
            once(field(SEATS, "Wie viele Plätze?")),
            label="Dienstfahrt",
            rules=(ROW_RULE,),
        ),
    ),
    rules=RULES,
    title="Arbeitsweg melden",
)
PAGES = Overlay(
    pages=(
        PagePart(slug="weg", title="Ihr Weg", items=(WAY, COLOUR, MOTOR, PLATE, REASON, PHOTO)),
        PagePart(slug="ort", title="Ihr Ort", items=("F00000009",)),
        PagePart(slug="fahrten", title="Ihre Fahrten", items=(RIDES,)),
    )
)


def commuting() -> Service:
    """Three pages: one full of rules, one without any, one whose rows have a rule."""
    return compile_service(COMMUTING, overlay=PAGES)


def commuting_file() -> bytes:
    """The same as a standards file."""
    return xdf.write(COMMUTING)
