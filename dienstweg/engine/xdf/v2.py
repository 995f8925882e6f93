"""XDatenfelder 2.0, message 0102: the types of ``xdatenfelder-baukasten.xsd`` in the order of their elements.

Many elements are mandatory here and stand empty; an empty one is kept apart from an absent one.
"""

import json
from collections.abc import Iterator
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import schema as noun
from dienstweg.engine.xdf.checks import multiplicity
from dienstweg.engine.xdf.shape import (
    CODE,
    DATE,
    LATIN,
    MOMENT,
    STRING,
    TOKEN,
    Edition,
    Fault,
    Part,
    Shape,
    Text,
    Values,
    coded,
    inside,
    many,
    one,
    text,
)

VERSION = Text(pattern=r"[0-9]+\.[0-9]+", expected="eine Version in der Form 1.0")
_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minValue": "min_value",
    "maxValue": "max_value",
    "pattern": "pattern",
}


def _limits(written: str) -> dict[str, str] | None:
    """The limits that a ``praezisierung`` of version 2.0 writes as JSON; None where it is no JSON object."""
    if not written.strip():
        return {}
    try:
        found = json.loads(written, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {into: value for key, into in _LIMITS.items() if isinstance(value := found.get(key), str) and value}


def _read_limits(values: Values) -> Iterator[Fault]:
    written = cast("str | None", values.get("text")) or ""
    limits = _limits(written)
    if limits is None:
        message = 'Die Präzisierung ist nicht lesbar. Erwartet wird JSON wie {"minLength":"1","maxLength":"120"}.'
        yield Fault("malformed_precision", message, "warning")
        return
    values.update(limits)


def _write_limits(written: Struct) -> Struct:
    """The text is written to the letter as long as it says what the limits say."""
    precision = cast(noun.Precision, written)
    limits = {into: value for into in _LIMITS.values() if (value := getattr(precision, into)) is not None}
    if (_limits(precision.text or "") or {}) == limits:
        return precision
    named = {key: limits[into] for key, into in _LIMITS.items() if into in limits}
    return replace(precision, text=json.dumps(named, ensure_ascii=False, separators=(",", ":")))


_IDENTIFICATION = inside(
    "identifikation",
    text("id", "id", "must", TOKEN, "1038"),
    text("version", "version", form=VERSION),
    need="must",
    number="1038",
)
_DATA_TYPES = ("text", "date", "bool", "num", "num_int", "num_currency", "file", "obj")
_LEGAL = many("bezug", "legal", "Bezug", "should", 1)


def _general(label: str, definition: str) -> tuple[Part, ...]:
    return (
        _IDENTIFICATION,
        text("name", "name", "should"),
        text("bezeichnungEingabe", label, "should"),
        text("bezeichnungAusgabe", "label_out"),
        text("beschreibung", "description", "should"),
        text("definition", definition, "should"),
        _LEGAL,
        coded("status", "meta.status", codes=("aktiv", "inaktiv", "inVorbereitung"), number="1032"),
        text("gueltigAb", "meta.valid_from", form=DATE),
        text("gueltigBis", "meta.valid_until", form=DATE),
        text("fachlicherErsteller", "meta.creator"),
        text("versionshinweis", "meta.version_note"),
        text("freigabedatum", "meta.released_on", form=DATE),
        text("veroeffentlichungsdatum", "meta.published_on", form=DATE),
    )


_ELEMENT = (
    *_general("label_in", "meta.definition"),
    coded("schemaelementart", "element_kind", codes=("ABS", "HAR", "RNG")),
    text("hilfetextEingabe", "help_in", "should"),
    text("hilfetextAusgabe", "help_out", "should"),
)
_SCHEMA = (
    *_general("title", "meta.definition"),
    text("hilfetext", "help"),
    coded("ableitungsmodifikationenStruktur", "derivation_structure", codes=("0", "1", "2", "3"), number="1033"),
    coded("ableitungsmodifikationenRepraesentation", "derivation_representation", codes=("0", "1"), number="1034"),
    many("regel", "rules", "Regel"),
    many("struktur", "children", "Struktur"),
)

V2 = Edition(
    "2.0",
    "urn:xoev-de:fim:standard:xdatenfelder_2",
    {
        "Nachricht": Shape(
            noun=noun.Schema,
            parts=(one("header", "header", "Header", "must"), inside("stammdatenschema", *_SCHEMA, need="must")),
        ),
        "Header": Shape(
            noun=noun.Header,
            parts=(
                text("nachrichtID", "message_id", "must", TOKEN),
                text("erstellungszeitpunkt", "created_at", "must", MOMENT),
                text("referenzID", "reference_id", form=TOKEN),
            ),
        ),
        "Datenfeld": Shape(
            noun=noun.Field,
            parts=(
                *_ELEMENT,
                coded("feldart", "role", "must", ("input", "select", "label"), "1027"),
                coded("datentyp", "datatype", "must", _DATA_TYPES, "1028"),
                one("praezisierung", "precision", "Praezisierung", "should"),
                text("inhalt", "content", "should"),
                one("codelisteReferenz", "code_list", "CodelisteReferenz"),
                many("regel", "rules", "Regel"),
            ),
        ),
        "Datenfeldgruppe": Shape(
            noun=noun.Group,
            parts=(*_ELEMENT, many("regel", "rules", "Regel"), many("struktur", "children", "Struktur")),
        ),
        "Struktur": Shape(
            noun=noun.Child,
            parts=(
                text("anzahl", "multiplicity", "must", TOKEN, "1021"),
                _LEGAL,
                inside(
                    "enthaelt",
                    one("datenfeld", "element", "Datenfeld"),
                    one("datenfeldgruppe", "element", "Datenfeldgruppe"),
                    need="must",
                ),
            ),
            derive=multiplicity,
            derived=frozenset({"min", "max"}),
        ),
        "Regel": Shape(
            noun=noun.Rule,
            parts=(*_general("label_in", "text"), text("script", "script", "should", STRING)),
        ),
        "Praezisierung": Shape(
            noun=noun.Precision,
            text=("text", LATIN),
            derive=_read_limits,
            derived=frozenset(_LIMITS.values()),
            compose=_write_limits,
        ),
        "CodelisteReferenz": Shape(
            noun=noun.CodeListReference,
            parts=(
                inside(
                    "identifikation",
                    text("id", "id", "should", TOKEN),
                    text("version", "id_version", form=VERSION),
                    need="should",
                ),
                inside(
                    "genericodeIdentification",
                    text("canonicalIdentification", "canonical", "should", TOKEN),
                    text("version", "version", "should", TOKEN),
                    text("canonicalVersionUri", "canonical_version", "should", TOKEN),
                    need="should",
                ),
            ),
        ),
        "Bezug": Shape(noun=noun.LegalBasis, text=("text", LATIN)),
        "Code": CODE,
    },
)
