"""XDatenfelder 3.0.0, message 0102: the types of ``xdatenfelder-baukasten.xsd`` in the order of their elements."""

from dienstweg.engine import schema as noun
from dienstweg.engine.xdf.checks import multiplicity
from dienstweg.engine.xdf.shape import (
    CODE,
    DATE,
    LATIN,
    MOMENT,
    STRING,
    TOKEN,
    Attribute,
    Edition,
    Shape,
    Text,
    coded,
    inside,
    many,
    one,
    text,
)

VERSION = Text(pattern=r"[0-9]+\.[0-9]+\.[0-9]+", expected="eine Version in der Form 1.0.0")
POSITIVE = Text(pattern=r"\+?0*[1-9][0-9]*", expected="eine ganze Zahl größer als 0")

_IDENTIFICATION = inside(
    "identifikation",
    text("id", "id", "must", TOKEN, "1038"),
    text("version", "version", form=VERSION),
    need="must",
    number="1038",
)
_GENERAL = (
    _IDENTIFICATION,
    text("name", "name", "should"),
    text("beschreibung", "description"),
    text("definition", "meta.definition"),
    many("bezug", "legal", "Rechtsbezug"),
    coded("freigabestatus", "meta.status", codes=("1", "2", "3", "4", "5", "6", "7", "8"), number="1032"),
    text("statusGesetztAm", "meta.status_set_on", form=DATE),
    text("statusGesetztDurch", "meta.status_set_by"),
    text("gueltigAb", "meta.valid_from", form=DATE),
    text("gueltigBis", "meta.valid_until", form=DATE),
    text("versionshinweis", "meta.version_note"),
    text("veroeffentlichungsdatum", "meta.published_on", form=DATE),
    text("letzteAenderung", "meta.changed_at", "should", MOMENT),
    many("relation", "meta.relations", "Relation"),
    many("stichwort", "meta.keywords", "Stichwort"),
)
_ELEMENT = (
    *_GENERAL,
    text("bezeichnungEingabe", "label_in", "should"),
    text("bezeichnungAusgabe", "label_out"),
    coded("schemaelementart", "element_kind", codes=("ABS", "HAR", "RNG")),
    text("hilfetextEingabe", "help_in"),
    text("hilfetextAusgabe", "help_out"),
)
_SCHEMA = (
    *_GENERAL,
    text("bezeichnung", "title", "should"),
    text("hilfetext", "help"),
    coded("ableitungsmodifikationenStruktur", "derivation_structure", codes=("0", "1", "2", "3"), number="1033"),
    coded("ableitungsmodifikationenRepraesentation", "derivation_representation", codes=("0", "1"), number="1034"),
    inside(
        "dokumentsteckbrief",
        text("id", "document_profile", "should", TOKEN),
        text("version", "document_profile_version", form=VERSION),
        need="should",
    ),
    many("regel", "rules", "Regel"),
    many("struktur", "children", "Struktur", "should"),
)
_ROLES = ("input", "select", "label", "hidden", "locked")
_DATA_TYPES = (
    "text",
    "text_latin",
    "date",
    "time",
    "datetime",
    "bool",
    "num",
    "num_int",
    "num_currency",
    "file",
    "obj",
)
_PARAMETER = (Attribute("element", "element", "should"), Attribute("name", "name", "should"))

V3 = Edition(
    "3.0.0",
    "urn:xoev-de:fim:standard:xdatenfelder_3.0.0",
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
                text("produktbezeichnung", "product"),
                text("produkthersteller", "product_maker"),
                text("produktversion", "product_version"),
                coded("datenqualitaet", "quality", "may", ("PROD", "TEST")),
            ),
        ),
        "Datenfeld": Shape(
            noun=noun.Field,
            parts=(
                *_ELEMENT,
                coded("feldart", "role", "must", _ROLES, "1027"),
                coded("datentyp", "datatype", "must", _DATA_TYPES, "1028"),
                one("praezisierung", "precision", "Praezisierung"),
                text("inhalt", "content"),
                coded("vorbefuellung", "prefill", codes=("keine", "optional", "verpflichtend")),
                inside("werte", many("wert", "values", "Wert", "should")),
                one("codelisteReferenz", "code_list", "GenericodeIdentification"),
                text("codeKey", "code_key", form=TOKEN),
                text("nameKey", "name_key", form=TOKEN),
                text("helpKey", "help_key", form=TOKEN),
                many("regel", "rules", "Regel"),
                text("maxSize", "max_size", form=POSITIVE),
                many("mediaType", "media_types", TOKEN),
            ),
        ),
        "Datenfeldgruppe": Shape(
            noun=noun.Group,
            parts=(
                *_ELEMENT,
                coded("art", "kind", "may", ("X",)),
                many("regel", "rules", "Regel"),
                many("struktur", "children", "Struktur", "should"),
            ),
        ),
        "Struktur": Shape(
            noun=noun.Child,
            parts=(
                text("anzahl", "multiplicity", "must", TOKEN, "1021"),
                many("bezug", "legal", "Rechtsbezug"),
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
            parts=(
                _IDENTIFICATION,
                text("name", "name", "should"),
                text("beschreibung", "description"),
                text("freitextRegel", "text"),
                many("bezug", "legal", "Rechtsbezug"),
                many("stichwort", "meta.keywords", "Stichwort"),
                text("fachlicherErsteller", "meta.creator"),
                text("letzteAenderung", "meta.changed_at", "should", MOMENT),
                coded("typ", "type", codes=("B", "K", "M", "V")),
                many("param", "parameters", "RegelParameter"),
                many("ziel", "targets", "RegelZiel"),
                text("skript", "script", form=STRING),
                many("fehler", "errors", "Fehlermeldung"),
            ),
        ),
        "RegelParameter": Shape(
            noun=noun.Parameter, parts=(text("typ", "type", "should", TOKEN),), attributes=_PARAMETER
        ),
        "RegelZiel": Shape(noun=noun.Parameter, attributes=_PARAMETER),
        "Fehlermeldung": Shape(
            noun=noun.RuleError, text=("text", STRING), attributes=(Attribute("code", "code", "should"),)
        ),
        "Relation": Shape(
            noun=noun.Relation,
            parts=(
                coded("praedikat", "predicate", "must", number="1029"),
                inside(
                    "objekt",
                    text("id", "object_id", "must", TOKEN, "1091"),
                    text("version", "object_version", form=VERSION),
                    need="must",
                    number="1091",
                ),
            ),
        ),
        "Praezisierung": Shape(
            noun=noun.Precision,
            text=("text", LATIN),
            attributes=(
                Attribute("minLength", "min_length"),
                Attribute("maxLength", "max_length"),
                Attribute("minValue", "min_value"),
                Attribute("maxValue", "max_value"),
                Attribute("pattern", "pattern"),
            ),
        ),
        "Wert": Shape(
            noun=noun.Value,
            parts=(
                text("code", "code", "must", TOKEN),
                text("name", "name", "must", STRING),
                text("hilfe", "help", form=STRING),
            ),
        ),
        "GenericodeIdentification": Shape(
            noun=noun.CodeListReference,
            parts=(
                text("canonicalIdentification", "canonical", form=TOKEN),
                text("version", "version", form=TOKEN),
                text("canonicalVersionUri", "canonical_version", form=TOKEN),
            ),
        ),
        "Rechtsbezug": Shape(noun=noun.LegalBasis, text=("text", LATIN), attributes=(Attribute("link", "link"),)),
        "Stichwort": Shape(noun=noun.Keyword, text=("text", TOKEN), attributes=(Attribute("uri", "uri", "must"),)),
        "Code": CODE,
    },
)
