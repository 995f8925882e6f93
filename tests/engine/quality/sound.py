"""A schema to which no check objects, and its parts to be spoilt one by one."""

from typing import Any

from msgspec.structs import replace

from dienstweg.engine import quality
from dienstweg.engine.schema import (
    Child,
    Code,
    CodeListReference,
    Field,
    Group,
    Header,
    LegalBasis,
    Meta,
    Precision,
    Rule,
    Schema,
    Value,
)

NORM = (LegalBasis("§ 4 HundeStS", "https://www.example.de/recht?nr=4"),)
SET = Meta(status=Code("6"))

FIELD = Field(
    id="F06000000001",
    version="1.0.0",
    name="Rufname",
    label_in="Rufname des Hundes",
    label_out="Rufname",
    help_in="So wird der Hund gerufen.",
    help_out="Name, auf den der Hund hört",
    element_kind=Code("RNG"),
    legal=NORM,
    role=Code("input"),
    datatype=Code("text"),
    precision=Precision(min_length="1", max_length="80"),
    prefill=Code("keine"),
    meta=SET,
)
SELECT = replace(
    FIELD,
    id="F06000000002",
    name="Größe",
    label_in="Größe des Hundes",
    label_out="Größe",
    role=Code("select"),
    precision=None,
    values=(Value("1", "klein", "bis 40 cm"), Value("2", "groß", "ab 40 cm")),
)
STAAT = CodeListReference(canonical="urn:de:bund:destatis:schluessel:staat", version="2023-02-24")
GROUP = Group(
    id="G06000000001",
    version="1.0.0",
    name="Hund",
    label_in="Ihr Hund",
    label_out="Hund",
    element_kind=Code("RNG"),
    legal=NORM,
    meta=SET,
)
RULE = Rule(id="R06000000001", version="1.0.0", name="Pflicht", text="F06000000001 muss befüllt sein.")


def placed(element: Field | Group, multiplicity: str = "1:1") -> Child:
    """An element in its place, with a norm for its count."""
    least, _, most = multiplicity.partition(":")
    return Child(
        multiplicity=multiplicity, min=int(least), max=None if most == "*" else int(most), element=element, legal=NORM
    )


def schema(*children: Child, **changes: Any) -> Schema:
    """A whole schema around some elements."""
    sound = Schema(
        standard="3.0.0",
        header=Header(message_id="m", created_at="2026-05-01T12:00:00Z"),
        id="S06000000001",
        version="1.0.0",
        name="Hund anmelden",
        title="Hund anmelden",
        help="So melden Sie einen Hund an.",
        legal=NORM,
        derivation_structure=Code("3"),
        derivation_representation=Code("1"),
        document_profile="D99000000017",
        meta=SET,
        children=children,
    )
    return replace(sound, **changes)


def group(*children: Child, **changes: Any) -> Group:
    return replace(GROUP, children=children, **changes)


def field(**changes: Any) -> Field:
    return replace(FIELD, **changes)


def select(**changes: Any) -> Field:
    return replace(SELECT, **changes)


def typed(datatype: str, content: str | None = None, **limits: str) -> Field:
    """A field of another type, with limits that suit it."""
    return replace(FIELD, datatype=Code(datatype), precision=Precision(**limits), content=content)


def found(schema: Schema, number: str) -> list[tuple[str, str]]:
    """Place and detail of what one check finds."""
    return [(one.where, one.detail) for one in quality.examine(schema) if one.number == number]
