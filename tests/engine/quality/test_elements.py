"""What elements, the schema and rules say about themselves, and how they are put together."""

import pytest
from msgspec.structs import replace

from dienstweg.engine.schema import Code, Field, Group, LegalBasis, Meta, Schema
from tests.engine.quality.sound import FIELD, NORM, RULE, SELECT, field, found, group, placed, schema

INACTIVE, RELEASED, AT_WORK = (Meta(status=Code(code)) for code in ("7", "5", "3"))
HARMONISED, ABSTRACT = Code("HAR"), Code("ABS")
DEFAULT = field(id="F60000000001")
FILE = field(datatype=Code("file"), precision=None)
TWO_NORMS = (LegalBasis("§ 1 BGB i. V. m. § 2 BGB"),)
ONE, OTHER = placed(FIELD), placed(SELECT)

F, G, S = FIELD.id, "G06000000001", "S06000000001"

# number, faulty schema, place and detail, sound schema
SCHEMAS: list[tuple[str, Schema, tuple[str, str], Schema]] = [
    ("1002", schema(ONE, name=" "), (S, ""), schema(ONE)),
    ("1002", schema(placed(field(name=""))), (F, ""), schema(ONE)),
    (
        "1002",
        schema(placed(field(rules=(replace(RULE, name=""),)))),
        (f"{F} {RULE.id}", ""),
        schema(ONE, rules=(RULE,)),
    ),
    ("1007", schema(ONE, document_profile=None), (S, ""), schema(ONE, document_profile=None, standard="2.0")),
    ("1009", schema(placed(field(label_in="\n"))), (F, ""), schema(ONE)),
    ("1009", schema(ONE, title="", standard="2.0"), (S, ""), schema(ONE, title="")),
    ("1010", schema(placed(group(ONE, label_out=None))), (G, ""), schema(placed(group(ONE)))),
    ("1010", schema(ONE, standard="2.0"), (S, ""), schema(ONE, standard="2.0", label_out="Antrag")),
    ("1013", schema(placed(group(ONE, element_kind=ABSTRACT))), (G, ""), schema(placed(group(ONE)))),
    ("1014", schema(placed(field(element_kind=ABSTRACT))), (F, ""), schema(placed(group(ONE, element_kind=ABSTRACT)))),
    ("1031", schema(placed(field(element_kind=None))), (F, ""), schema(ONE)),
    ("1031", schema(placed(group(ONE, element_kind=Code("X")))), (G, "Angegeben ist „X“."), schema(placed(group(ONE)))),
    (
        "1039",
        schema(placed(field(id="F06000001"))),
        ("F06000001", "Sie lautet „F06000001“; erwartet werden F und 11 Ziffern."),
        schema(placed(field(id="F06000001")), standard="2.0", id="S06000001", document_profile=None),
    ),
    (
        "1039",
        schema(ONE, document_profile="X1"),
        (S, "Sie lautet „X1“; erwartet werden D und 11 Ziffern."),
        schema(ONE, document_profile=None),
    ),
    (
        "1042",
        schema(placed(group(ONE, OTHER, kind=Code("Y")))),
        (G, "Angegeben ist „Y“."),
        schema(placed(group(ONE, OTHER, kind=Code("X")))),
    ),
    ("1050", schema(ONE, title=""), (S, ""), schema(ONE, title="", standard="2.0")),
    ("1096", schema(ONE, document_profile="D99000000001", meta=AT_WORK), (S, ""), schema(ONE, meta=AT_WORK)),
    (
        "1097",
        schema(ONE, document_profile="D99000000001", meta=RELEASED),
        (S, ""),
        schema(ONE, document_profile="D99000000001", meta=AT_WORK),
    ),
    (
        "1098",
        schema(placed(field(help_in="Rufname des\n Hundes"))),
        (F, "So ist es bei der Eingabe."),
        schema(placed(field(help_in="Rufname"))),
    ),
    (
        "1098",
        schema(placed(field(help_out="Rufname"))),
        (F, "So ist es bei der Ausgabe."),
        schema(placed(field(help_out=None, label_out=None))),
    ),
    ("1098", schema(ONE, help="Hund anmelden"), (S, ""), schema(ONE, help=None)),
    ("1116", schema(placed(field(meta=INACTIVE))), (F, ""), schema(placed(field(meta=AT_WORK)))),
    ("1116", schema(placed(field(meta=Meta(status=Code("inaktiv"))))), (F, ""), schema(placed(field(meta=Meta())))),
    ("1135", schema(placed(field(version=None))), (F, ""), schema(placed(field(version=None)), version=None)),
    ("1136", schema(ONE, title="x" * 256), (S, "Bezeichnung: 256 Zeichen statt höchstens 255."), schema(ONE)),
    (
        "1136",
        schema(ONE, rules=(replace(RULE, text="x" * 5001),)),
        (f"{S} {RULE.id}", "Satz: 5001 Zeichen statt höchstens 5000."),
        schema(ONE, rules=(replace(RULE, text="x" * 5000),)),
    ),
    # norms
    ("1006", schema(placed(field(legal=()))), (F, ""), schema(ONE)),
    ("1006", schema(placed(group(ONE, legal=(LegalBasis(" "),)))), (G, ""), schema(placed(group(ONE)))),
    (
        "1022",
        schema(placed(group(replace(placed(field(element_kind=HARMONISED)), legal=())))),
        (f"{G}.{F}", ""),
        schema(placed(group(placed(field(element_kind=HARMONISED)), replace(OTHER, legal=())))),
    ),
    (
        "1022",
        schema(placed(group(replace(placed(field(element_kind=ABSTRACT)), legal=())))),
        (f"{G}.{F}", ""),
        schema(replace(placed(field(element_kind=HARMONISED)), legal=())),
    ),
    ("1051", schema(ONE, legal=()), (S, ""), schema(ONE)),
    ("1101", schema(placed(field(element_kind=HARMONISED, legal=()))), (F, ""), schema(placed(field(legal=())))),
    (
        "1132",
        schema(placed(field(legal=TWO_NORMS))),
        (F, "Der Eintrag lautet „§ 1 BGB i. V. m. § 2 BGB“."),
        schema(placed(field(legal=TWO_NORMS)), standard="2.0"),
    ),
    ("1132", schema(replace(ONE, legal=TWO_NORMS)), (F, "Der Eintrag lautet „§ 1 BGB i. V. m. § 2 BGB“."), schema(ONE)),
    (
        "1133",
        schema(ONE, legal=(LegalBasis("§ 1 BGB", "bgb.de"),)),
        (S, "Er lautet „bgb.de“."),
        schema(ONE, legal=(LegalBasis("§ 1 BGB", " https://www.gesetze-im-internet.de:443#bgb "), *NORM)),
    ),
    # structure
    ("1021", schema(placed(FIELD, "0:0")), (F, ""), schema(placed(FIELD, "0:1"))),
    ("1023", schema(placed(group())), (G, ""), schema(placed(group(ONE)))),
    (
        "1043",
        schema(placed(group(placed(FIELD, "0:1"), kind=Code("X")))),
        (G, ""),
        schema(placed(group(placed(FIELD, "0:1"), placed(SELECT, "0:1"), kind=Code("X")))),
    ),
    ("1078", schema(), (S, ""), schema(ONE)),
    ("1094", schema(placed(DEFAULT), OTHER), (DEFAULT.id, ""), schema(placed(DEFAULT))),
    ("1095", schema(placed(group(placed(DEFAULT)))), (f"{G}.{DEFAULT.id}", ""), schema(placed(DEFAULT), OTHER)),
    ("1106", schema(placed(group(ONE))), (G, ""), schema(placed(group(ONE, OTHER)))),
    (
        "1118",
        schema(placed(group(ONE, placed(SELECT, "0:1"), kind=Code("X")))),
        (f"{G}.{F}", "Die Anzahl ist 1:1."),
        schema(placed(group(ONE, OTHER))),
    ),
    (
        "1118",
        schema(placed(group(placed(FIELD, "0:*"), placed(SELECT, "0:1"), kind=Code("X")))),
        (f"{G}.{F}", "Die Anzahl ist 0:*."),
        schema(placed(group(placed(FIELD, "0:1"), placed(SELECT, "0:1"), kind=Code("X")))),
    ),
    ("1139", schema(placed(FILE, "0:3")), (F, "Die Anzahl ist 0:3."), schema(placed(FILE, "1:*"))),
]


@pytest.mark.parametrize(("number", "faulty", "finding", "sound"), SCHEMAS, ids=lambda value: str(value)[:4])
def test_a_schema(number: str, faulty: Schema, finding: tuple[str, str], sound: Schema) -> None:
    assert found(faulty, number) == [finding]
    assert found(sound, number) == []


def test_one_element_in_two_versions() -> None:
    older: list[Field | Group] = [FIELD, replace(group(placed(field(version="0.9.0"))), id="G06000000002")]
    detail = f"{F} steht hier in den Versionen 0.9.0, 1.0.0."
    assert found(schema(*map(placed, older)), "1003") == [(F, detail)]
    same: list[Field | Group] = [FIELD, replace(group(ONE), id="G06000000002")]
    assert found(schema(*map(placed, same)), "1003") == []
