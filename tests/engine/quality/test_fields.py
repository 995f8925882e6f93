"""What a field says about itself: each number where it objects, and as near to that as can be where it does not."""

import pytest
from msgspec.structs import replace

from dienstweg.engine.schema import Code, CodeListReference, Field, Precision, Value
from tests.engine.quality.sound import FIELD, SELECT, STAAT, field, found, placed, schema, select, typed

TEXT = Precision(min_length="1", max_length="9")
AB = (Value("a", "A"), Value("b", "B"))
LABEL = field(role=Code("label"), precision=None, content="Bitte lesen.")


def listed(**changes: str | None) -> Field:
    return select(values=(), code_list=replace(STAAT, **changes))


# number, faulty field, its detail, sound field
FIELDS: list[tuple[str, Field, str, Field]] = [
    ("1011", select(datatype=Code("num_int")), "Der Datentyp ist „num_int“.", SELECT),
    ("1012", select(precision=TEXT), "", FIELD),
    ("1012", replace(LABEL, precision=TEXT), "", LABEL),
    ("1015", typed("date", min_length="1"), "Der Datentyp ist „date“.", typed("text_latin", max_length="3")),
    ("1016", typed("text", min_value="1"), "Der Datentyp ist „text“.", typed("time", min_value="08:00:00")),
    ("1016", typed("bool", max_value="1"), "Der Datentyp ist „bool“.", typed("num", max_value="1")),
    ("1017", field(values=AB), "Die Feldart ist „input“.", select(values=AB)),
    ("1017", field(code_list=STAAT), "Die Feldart ist „input“.", listed()),
    ("1018", select(code_list=STAAT), "", SELECT),
    ("1030", field(prefill=None), "", FIELD),
    ("1030", field(prefill=Code("immer")), "Angegeben ist „immer“.", field(prefill=Code("verpflichtend"))),
    ("1044", select(values=(Value("1", "klein"),)), "Es ist „klein“.", SELECT),
    ("1045", select(values=(*AB, Value("a", "C"))), "Den Code „a“ gibt es 2-mal.", select(values=AB)),
    ("1056", field(max_size="5000"), "Der Datentyp ist „text“.", replace(typed("file"), max_size="5000")),
    (
        "1057",
        field(media_types=("text/plain",)),
        "Der Datentyp ist „text“.",
        replace(typed("file"), media_types=("text/plain",)),
    ),
    ("1058", select(code_key="code"), "", replace(listed(), code_key="code", name_key="name")),
    ("1090", replace(LABEL, datatype=Code("num")), "Der Datentyp ist „num“.", replace(LABEL, datatype=Code("obj"))),
    ("1093", select(values=(*AB, Value("c", " A"))), "„A“ steht 2-mal da.", select(values=(*AB, Value("c", "a")))),
    (
        "1099",
        select(values=(*AB, Value("c", "C", "C"))),
        "So ist es bei „C“.",
        select(values=(*AB, Value("c", "C", "Cc"))),
    ),
    ("1102", field(precision=None), "Es fehlen Mindest- und Höchstlänge.", FIELD),
    ("1102", typed("text_latin", max_length="9"), "Es fehlt die Mindestlänge.", select()),
    ("1102", typed("text", min_length="1"), "Es fehlt die Höchstlänge.", field(role=Code("locked"), precision=None)),
    ("1103", typed("num"), "", typed("num", min_value="0")),
    ("1103", typed("date"), "", typed("time")),
    ("1109", replace(LABEL, content=" "), "", LABEL),
    ("1109", replace(LABEL, content=None), "", replace(LABEL, datatype=Code("obj"), content=None)),
    ("1120", typed("file", pattern="a"), "Der Datentyp ist „file“.", typed("text", pattern="a")),
    ("1005", listed(canonical="Staaten"), "Angegeben ist „Staaten“.", listed()),
    ("1040", listed(canonical=None), "", listed()),
    ("1048", listed(canonical="urn:de:größe"), "Angegeben ist „urn:de:größe“.", listed(canonical="urn:de:gr-%C3%B6")),
    ("1105", listed(version="14"), f"{STAAT.canonical} hat die Version „14“.", listed(version=None)),
    # bounds
    ("1062", typed("num", min_value="1,5"), "Angegeben ist „1,5“.", typed("num", min_value="1.5e3")),
    ("1063", typed("num_currency", max_value="9 €"), "Angegeben ist „9 €“.", typed("num_currency", max_value=".5")),
    ("1065", typed("num_int", min_value="1.0"), "Angegeben ist „1.0“.", typed("num_int", min_value="-1")),
    ("1066", typed("num_int", max_value="viele"), "Angegeben ist „viele“.", typed("num_int", max_value="+7")),
    ("1067", typed("date", min_value="1.5.2026"), "Angegeben ist „1.5.2026“.", typed("date", min_value="2026-05-01")),
    (
        "1068",
        typed("date", max_value="2026-02-30"),
        "Angegeben ist „2026-02-30“.",
        typed("date", max_value="2026-05-01Z"),
    ),
    (
        "1079",
        typed("datetime", min_value="2026-05-01"),
        "Angegeben ist „2026-05-01“.",
        typed("datetime", min_value="2026-05-01T12:00:00"),
    ),
    (
        "1080",
        typed("datetime", max_value="morgen"),
        "Angegeben ist „morgen“.",
        typed("datetime", max_value="2026-05-01T12:00:00.5+02:00"),
    ),
    ("1081", typed("time", min_value="8 Uhr"), "Angegeben ist „8 Uhr“.", typed("time", min_value="08:00:00")),
    ("1082", typed("time", max_value="25:00:00"), "Angegeben ist „25:00:00“.", typed("time", max_value="24:00:00")),
    # content
    ("1069", typed("num", "zwei"), "Angegeben ist „zwei“.", typed("num", "2.5")),
    ("1070", typed("num_int", "2.5"), "Angegeben ist „2.5“.", typed("num_int", "2")),
    ("1071", typed("date", "heute"), "Angegeben ist „heute“.", typed("date", "2026-05-01")),
    ("1083", typed("datetime", "12:00:00"), "Angegeben ist „12:00:00“.", typed("datetime", "2026-05-01T12:00:00Z")),
    ("1084", typed("time", "12"), "Angegeben ist „12“.", typed("time", "12:00:00")),
    ("1072", typed("num", "2", min_value="2.5"), "Inhalt „2“, Grenze „2.5“.", typed("num", "2.5", min_value="2.50")),
    (
        "1072",
        typed("date", "2025-12-31", min_value="2026-01-01"),
        "Inhalt „2025-12-31“, Grenze „2026-01-01“.",
        typed("date", "2026-01-01", min_value="2026-01-01"),
    ),
    ("1073", typed("num_int", "11", max_value="9"), "Inhalt „11“, Grenze „9“.", typed("num_int", "9", max_value="11")),
    (
        "1074",
        typed("text", "ab", min_length="3"),
        "Er hat 2 Zeichen, mindestens 3 sollen es sein.",
        typed("text", "abc", min_length="3"),
    ),
    (
        "1075",
        typed("text", "abc", max_length="2"),
        "Er hat 3 Zeichen, höchstens 2 dürfen es sein.",
        typed("text", "ab", max_length="2"),
    ),
    ("1077", typed("bool", "ja"), "Angegeben ist „ja“.", typed("bool", "true")),
    ("1085", select(content="3"), "Angegeben ist „3“.", select(content="2")),
    ("1100", typed("file", "a.pdf"), "Der Datentyp ist „file“.", typed("file", " ")),
    # lengths
    (
        "1136",
        field(label_in="x" * 256),
        "Bezeichnung Eingabe: 256 Zeichen statt höchstens 255.",
        field(label_in="x" * 255),
    ),
    (
        "1136",
        field(help_out="x" * 501),
        "Hilfetext Ausgabe: 501 Zeichen statt höchstens 500.",
        field(help_out="x" * 500),
    ),
    (
        "1136",
        select(values=(*AB, Value("x" * 21, "C"))),
        f"Wert „{'x' * 20}“, Code: 21 Zeichen statt höchstens 20.",
        select(values=(*AB, Value("x" * 20, "C"))),
    ),
    (
        "1137",
        listed(canonical=f"urn:de:{'x' * 249}"),
        "Kennung der Codeliste: 256 Zeichen statt höchstens 255.",
        listed(canonical=f"urn:de:{'x' * 248}"),
    ),
]


@pytest.mark.parametrize(("number", "faulty", "detail", "sound"), FIELDS, ids=lambda value: str(value)[:20])
def test_a_field(number: str, faulty: Field, detail: str, sound: Field) -> None:
    assert found(schema(placed(faulty, "0:*")), number) == [(faulty.id, detail)]
    assert found(schema(placed(sound, "0:*")), number) == []


def test_a_code_list_in_two_versions() -> None:
    older = CodeListReference(canonical=STAAT.canonical, version="2020-05-11")
    latest = CodeListReference(canonical=STAAT.canonical)
    lists = {"F06000000011": STAAT, "F06000000012": older, "F06000000013": latest}
    fields = [placed(select(id=id_, values=(), code_list=one)) for id_, one in lists.items()]
    detail = f"{STAAT.canonical} kommt in den Versionen 2020-05-11, 2023-02-24 vor."
    assert found(schema(*fields), "1037") == [("F06000000011", detail)]
    assert found(schema(fields[0], fields[2]), "1037") == []


def test_version_2_knows_no_prefilling() -> None:
    assert found(schema(placed(field(prefill=None)), standard="2.0"), "1030") == []
