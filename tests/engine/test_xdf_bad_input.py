"""A table of files that cannot be read, and what each is told: code and place."""

import codecs

import pytest

from dienstweg.engine import xdf
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.xdf.hardened import MAX_BYTES
from tests.engine.xdf_samples import NAMESPACES, field, field_2, group, place, place_2, schema, schema_2

BOMB = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
GENERICODE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"
TAG = b"abcdefghijklmnopqrstuvw"


def nested(depth: int) -> bytes:
    inner = field()
    for level in range(depth, 0, -1):
        inner = group(f"G{level}", place(inner))
    return schema(place(inner))


def precise(attributes: str, datatype: str = "text") -> bytes:
    return schema(place(field(datatype=datatype, precision=f"<x:praezisierung {attributes}/>")))


def message(name: str) -> bytes:
    return f'<x:xdatenfelder.{name} xmlns:x="{NAMESPACES["3.0.0"]}"/>'.encode()


def without(data: bytes, *parts: str) -> bytes:
    for part in parts:
        assert part.encode() in data
        data = data.replace(part.encode(), b"")
    return data


def refusal(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        xdf.read(data, name="antrag.xml")
    return refused.value.problems


NO_SCHEMA: tuple[tuple[str, bytes, str, str], ...] = (
    ("empty", b"", "empty_file", "antrag.xml"),
    ("white space", b" \r\n\t", "empty_file", "antrag.xml"),
    ("oversized", b"<a>" + b" " * MAX_BYTES, "too_large", "antrag.xml"),
    ("zip", b"PK\x03\x04....", "not_xml", "antrag.xml"),
    ("gzip", b"\x1f\x8b....", "not_xml", "antrag.xml"),
    ("pdf", b"%PDF-1.7 ...", "not_xml", "antrag.xml"),
    ("html", b"\n<!DOCTYPE html><html></html>", "not_xml", "antrag.xml"),
    ("html, no doctype", b"<HTML><body/></HTML>", "not_xml", "antrag.xml"),
    ("json", b'{"a": 1}', "not_xml", "antrag.xml"),
    ("text", b"Sehr geehrte Damen und Herren", "not_xml", "antrag.xml"),
    ("only tags", b"<a>" + b"<b/>" * 30_000 + b"</a>", "too_many_elements", "antrag.xml"),
    ("only attributes", b"<a" + b" b=''" * 30_000 + b"/>", "too_many_elements", "antrag.xml"),
    ("entity bomb", f"{BOMB}]>\n<a>&j;</a>".encode(), "doctype", "Zeile 1"),
    (
        "external entity",
        b"<?a?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "doctype",
        "Zeile 2",
    ),
    ("external document type", b"<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a/>", "doctype", "Zeile 1"),
    ("document type, UTF-16", "<!DOCTYPE a []><a/>".encode("utf-16"), "doctype", "Zeile 1"),
    ("UTF-7", b"<?xml version='1.0' encoding='UTF-7'?><a/>", "encoding", "antrag.xml"),
    ("UTF-16 only declared", b"<?xml version='1.0' encoding='UTF-16'?><a/>", "encoding", "antrag.xml"),
    ("UTF-32", codecs.BOM_UTF32_LE + "<a/>".encode("utf-32-le"), "encoding", "Zeile 1"),
    ("latin-1, not declared", "<a>\n\nä</a>".encode("latin-1"), "encoding", "Zeile 3"),
    ("NUL", b"<a>\n\0</a>", "malformed_xml", "Zeile 2"),
    ("control character", b"<a>\n\x01</a>", "malformed_xml", "Zeile 2"),
    ("truncated", b"<a>\n<b></b>\n", "truncated", "Zeile 3"),
    ("truncated in a tag", b"<a>\n<b c='", "truncated", "Zeile 2"),
    ("crossed tags", b"<a>\n<b>\n</a></b>", "malformed_xml", "Zeile 3"),
    ("unknown entity", b"<a>\n&auml;</a>", "malformed_xml", "Zeile 2"),
    ("bare ampersand", b"<a>\nMann & Frau</a>", "malformed_xml", "Zeile 2"),
    ("two roots", b"<a/>\n<b/>", "malformed_xml", "Zeile 2"),
    ("prefix without namespace", b"<x:a/>", "malformed_xml", "Zeile 1"),
    ("late declaration", b"\n<?xml version='1.0'?><a/>", "malformed_xml", "Zeile 2"),
    ("deep", b"<%s>" % TAG * 300 + b"</%s>" % TAG * 300, "too_deep", "Zeile 1"),
    ("huge text", b"<a>" + b"x" * 10_100_000 + b"</a>", "text_too_long", "Zeile 1"),
    ("no namespace", b"<a/>", "wrong_standard", "Zeile 1"),
    ("foreign namespace", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_standard", "Zeile 1"),
    ("version 1", schema(namespace="urn:xoev-de:fim:standard:xdatenfelder_1"), "wrong_standard", "Zeile 2"),
    ("version 3.1", schema(namespace="urn:xoev-de:fim:standard:xdatenfelder_3.1.0"), "wrong_standard", "Zeile 2"),
    ("code list", f"<CodeList xmlns='{GENERICODE}'/>".encode(), "wrong_standard", "Zeile 1"),
    ("profile", message("dokumentsteckbrief.0101"), "wrong_message", "Zeile 1"),
    ("translation", message("uebersetzung.0106"), "wrong_message", "Zeile 1"),
    ("other message", message("verzeichnis"), "wrong_message", "Zeile 1"),
)

ONE_FIELD = schema(place(field()))
STRUCTURE: tuple[tuple[str, bytes, tuple[tuple[str, str], ...]], ...] = (
    ("empty root", message("stammdatenschema.0102"), (("missing_element", "Zeile 1"), ("missing_element", "Zeile 1"))),
    ("no id", without(ONE_FIELD, "<x:id>F1</x:id>"), (("missing_element", "Zeile 10, ?"),)),
    ("empty id", schema(place(field(" "))), (("empty_element", "Zeile 10, ?"),)),
    ("no count", without(ONE_FIELD, "<x:anzahl>1:1</x:anzahl>"), (("missing_element", "Zeile 9"),)),
    ("count malformed", schema(place(field(), "1:x")), (("malformed_count", "Zeile 9, F1"),)),
    ("count reversed", schema(place(field(), "5:2")), (("contradictory_count", "Zeile 9, F1"),)),
    ("count too large", schema(place(field(), "0:9999999999")), (("malformed_count", "Zeile 9, F1"),)),
    ("empty place", schema(place("")), (("empty_element", "Zeile 9"),)),
    ("two in one place", schema(place(field("F1") + field("F2"))), (("duplicate_element", "Zeile 16"),)),
    ("unknown role", schema(place(field(role="knopf"))), (("unknown_code", "Zeile 13, F1"),)),
    ("empty role", schema(place(field(role=""))), (("empty_element", "Zeile 13, F1"),)),
    ("role of the other version", schema_2(place_2(field_2(role="hidden"))), (("unknown_code", "Zeile 10, F1"),)),
    ("unknown data type", schema(place(field(datatype="float"))), (("unknown_code", "Zeile 14, F1"),)),
    (
        "no role",
        without(ONE_FIELD, "<x:feldart><code>input</code></x:feldart>"),
        (("missing_element", "Zeile 10, F1"),),
    ),
    (
        "role twice",
        ONE_FIELD.replace(b"<x:feldart>", b"<x:name/><x:feldart>"),
        (("duplicate_element", "Zeile 13, F1"),),
    ),
    ("unknown element", schema(place(field(more="\n<x:farbe/>"))), (("unknown_element", "Zeile 16, F1"),)),
    ("foreign element", schema(place(field(more="<farbe/>"))), (("unknown_element", "Zeile 15, F1"),)),
    ("element in a text", ONE_FIELD.replace(b"Feld<", b"F<b/><"), (("unknown_element", "Zeile 10, F1"),)),
    (
        "qualified code",
        ONE_FIELD.replace(b"<code>6</code>", b"<x:code>6</x:code>", 1),
        (("unknown_element", "Zeile 4"),),
    ),
    (
        "200 attributes",
        ONE_FIELD.replace(b"<x:header>", b"<x:header " + b" ".join(b"a%d=''" % n for n in range(200)) + b">"),
        (("too_many_attributes", "Zeile 2"),),
    ),
    ("stray text", schema(place(field(more="Hallo"))), (("stray_text", "Zeile 10, F1"),)),
    (
        "value without code",
        schema(place(field(role="select", more="<x:werte><x:wert><x:name/></x:wert></x:werte>"))),
        (("missing_element", "Zeile 15, F1"),),
    ),
    (
        "relation to nothing",
        schema(place(field().replace("</x:letzteAenderung>", "</x:letzteAenderung><x:relation/>"))),
        (("missing_element", "Zeile 10, F1"),) * 2,
    ),
    (
        "keyword without uri",
        ONE_FIELD.replace(b"</x:letzteAenderung>", b"</x:letzteAenderung><x:stichwort>a</x:stichwort>", 1),
        (("missing_element", "Zeile 4"),),
    ),
    ("cyclic", schema(place(group("G1", place(group("G2", place(group("G1"))))))), (("cyclic", "Zeile 16, G1.G2"),)),
    ("20 groups deep and one", nested(21), (("too_deep", "Zeile 70, " + ".".join(f"G{n}" for n in range(1, 21))),)),
    (
        "long text",
        schema(place(field(precision=f"<x:inhalt>{'x' * 1_000_001}</x:inhalt>"))),
        (("text_too_long", "Zeile 14, F1"),),
    ),
    ("siblings alike", schema(place(field()), place(field())), (("duplicate_sibling", "Zeile 2"),)),
    ("lengths reversed", precise('minLength="9" maxLength="5"'), (("contradictory_limits", "Zeile 10, F1"),)),
    (
        "lengths reversed in JSON",
        schema_2(place_2(field_2(precision='{"minLength":"9","maxLength":"5"}'))),
        (("contradictory_limits", "Zeile 8, F1"),),
    ),
    ("length 0", precise('maxLength="0"'), (("contradictory_limits", "Zeile 10, F1"),)),
    ("length in words", precise('minLength="viel" maxLength="-1"'), (("malformed_limit", "Zeile 10, F1"),) * 2),
    ("numbers reversed", precise('minValue="10" maxValue="9.5"', "num"), (("contradictory_limits", "Zeile 10, F1"),)),
    (
        "dates reversed",
        precise('minValue="2026-01-02" maxValue="2026-01-01"', "date"),
        (("contradictory_limits", "Zeile 10, F1"),),
    ),
    (
        "media type malformed",
        schema(place(field(datatype="file", more="<x:mediaType>pdf</x:mediaType>"))),
        (("malformed_media_type", "Zeile 10, F1"),),
    ),
    (
        "size malformed",
        schema(place(field(datatype="file", more="<x:maxSize>20 MB</x:maxSize>"))),
        (("malformed_limit", "Zeile 10, F1"),),
    ),
    (
        "several at once",
        schema(place(field("F1", role="knopf")), place(field("F2"), "2:1"), place(field("F3"), "3:2")),
        (
            ("unknown_code", "Zeile 13, F1"),
            ("contradictory_count", "Zeile 15, F2"),
            ("contradictory_count", "Zeile 21, F3"),
        ),
    ),
)


@pytest.mark.parametrize(("data", "code", "where"), [row[1:] for row in NO_SCHEMA], ids=[row[0] for row in NO_SCHEMA])
def test_what_is_no_schema_is_refused(data: bytes, code: str, where: str) -> None:
    assert [(problem.code, problem.where, problem.level) for problem in refusal(data)] == [(code, where, "error")]


@pytest.mark.parametrize(("data", "told"), [row[1:] for row in STRUCTURE], ids=[row[0] for row in STRUCTURE])
def test_what_contradicts_the_standard_or_itself_is_refused(data: bytes, told: tuple[tuple[str, str], ...]) -> None:
    found = [(problem.code, problem.where) for problem in refusal(data) if problem.level == "error"]
    assert tuple(found) == told


def test_a_message_says_what_is_wrong_and_how_to_mend_it() -> None:
    first = refusal(schema(place(field(), "1:x")))[0]
    message = "Die Anzahl „1:x“ ist nicht lesbar. Erwartet wird eine Angabe wie 1:1, 0:1 oder 1:*."
    assert str(first) == f"Zeile 9, F1: {message} [malformed_count]"


def test_a_smaller_limit_can_be_asked_for() -> None:
    with pytest.raises(Refused) as refused:
        xdf.read(ONE_FIELD + b" " * 1024 * 1024, max_bytes=1024 * 1024)
    assert refused.value.problems[0] == Problem(
        "too_large", "Datei", "Die Datei ist größer als 1 MB. So große Dateien werden nicht gelesen."
    )


def test_hundreds_of_problems_are_told_in_part() -> None:
    problems = refusal(schema(*(place(field(f"F{n}"), "x") for n in range(300))))
    assert [problem.code for problem in problems] == ["malformed_count"] * 100 + ["more_problems"]
