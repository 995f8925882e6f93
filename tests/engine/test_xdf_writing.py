"""What writing keeps, and what it refuses rather than lose."""

import pytest
from msgspec.structs import replace

from dienstweg.engine import xdf
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.schema import Instruction, Keyword, Precision, Schema
from tests.engine.xdf_samples import NAMESPACES, canonical, field, field_2, group, place, place_2, schema, schema_2

XSI = b" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
BARE = (b"<code", b"<code xmlns=''")
SMALL = schema(place(field()))


def rewritten(data: bytes) -> bytes:
    return xdf.write(xdf.read(data).schema)


def with_precision(data: bytes, precision: Precision) -> Schema:
    """The schema of the sample with another precision in its only field."""
    read = xdf.read(data).schema
    child = read.children[0]
    return replace(read, children=(replace(child, element=replace(child.element, precision=precision)),))


KEPT: tuple[tuple[str, bytes], ...] = (
    ("prefix", SMALL.replace(b"x:", b"ns0:").replace(b":x=", b":ns0=")),
    ("no prefix", SMALL.replace(b"<x:", b"<").replace(b"</x:", b"</").replace(b":x=", b"=").replace(*BARE)),
    ("two prefixes", SMALL.replace(b" xmlns:x=", f' xmlns:y="{NAMESPACES["3.0.0"]}" xmlns:x='.encode())),
    ("unused default namespace", SMALL.replace(b" xmlns:x=", b" xmlns='urn:y' xmlns:x=").replace(*BARE)),
    ("schema location", SMALL.replace(b" xmlns:x=", XSI + b" xsi:schemaLocation='a b' xmlns:x=")),
    ("type of an inner element", SMALL.replace(b"<x:header>", b"<x:header" + XSI + b" xsi:type='x:Header'>")),
    ("white space in tokens", SMALL.replace(b"<code>", b"<code>\n  ").replace(b"</code>", b"\t</code>")),
    ("white space in texts", SMALL.replace(b">Antrag<", b">\n  Antrag \t auf&#13;\n<")),
    ("signs", SMALL.replace(b">Antrag<", "> &lt;&amp;&gt; \u00a0\"'§ <".encode())),
    ("CDATA", SMALL.replace(b">Antrag<", b"><![CDATA[<&>]]><")),
    ("comment in a text", SMALL.replace(b">Antrag<", b">An<!-- ? -->trag<")),
    ("style sheet", SMALL.replace(b"?>\n", b"?>\n<?xml-stylesheet href='a.xsl'?>\n<?b?>\n", 1)),
    ("absent and empty", schema_2(place_2(field_2())).replace(b"<x:hilfetextEingabe/>", b"")),
    ("JSON to the letter", schema_2(place_2(field_2(precision='\n {"maxLength" : 9, "note":"?"} ')))),
    ("JSON that is none", schema_2(place_2(field_2(precision="bis 9")))),
    ("unknown attribute", SMALL.replace(b"<x:header>", b"<x:header xml:lang='de'>")),
)


@pytest.mark.parametrize("data", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_it_is_kept(data: bytes) -> None:
    assert canonical(rewritten(data)) == canonical(data)


def test_elements_in_disorder_are_written_in_order() -> None:
    name = b"<x:name>Schema</x:name>"
    peculiar = SMALL.replace(b"<x:id>D1", b"<x:id> D1")
    moved = peculiar.replace(name, b"").replace(b"<x:struktur>", name + b"<x:struktur>")
    assert canonical(rewritten(moved)) == canonical(peculiar)


def test_the_file_has_no_white_space_between_elements() -> None:
    written = xdf.write(replace(xdf.read(schema()).schema, instructions=(Instruction("a", "b"),)))
    assert written.startswith(
        b"<?xml version='1.0' encoding='UTF-8'?>\n<?a b?><x:xdatenfelder.stammdatenschema.0102 xmlns:x="
    )
    assert b"> <" not in written
    assert b">\n<" not in written.split(b"\n", 1)[1]


def test_limits_are_written_as_json_in_version_2() -> None:
    changed = with_precision(schema_2(place_2(field_2())), Precision(min_length="1", pattern='"ä\\d'))
    precision = changed.children[0].element.precision  # type: ignore[union-attr] # the sample has a field there
    assert precision == Precision(min_length="1", pattern='"ä\\d')
    written = xdf.write(changed)
    assert '<x:praezisierung>{"minLength":"1","pattern":"\\"ä\\\\d"}</x:praezisierung>'.encode() in written


def test_limits_win_over_a_text_that_says_otherwise_in_version_2() -> None:
    data = schema_2(place_2(field_2(precision='{"maxLength":"9"}')))
    changed = with_precision(data, Precision(max_length="20", text='{"maxLength":"9"}'))
    assert canonical(xdf.write(changed)) == canonical(data.replace(b'"9"', b'"20"'))


def test_a_spelling_that_no_longer_fits_is_left_out() -> None:
    read = xdf.read(SMALL.replace(b"<x:id>D1", b"<x:id> D1")).schema
    changed = replace(read, document_profile="D2", children=())
    assert canonical(xdf.write(changed)) == canonical(schema().replace(b"D1", b"D2"))
    far = replace(read, verbatim=(replace(read.verbatim[0], place=10_000),))
    assert canonical(xdf.write(far)) == canonical(SMALL)


def refused(written: Schema) -> Problem:
    with pytest.raises(Refused) as refusal:
        xdf.write(written)
    (problem,) = refusal.value.problems
    return problem


def test_what_the_version_cannot_say_is_refused() -> None:
    read = xdf.read(schema_2(place_2(field_2()))).schema
    problem = refused(replace(read, meta=replace(read.meta, keywords=(Keyword("Hund", "urn:s"),))))
    message = "XDatenfelder 2.0 hat an dieser Stelle keinen Platz für „meta.keywords“."
    assert problem == Problem("not_in_standard", "Schema", message)


def test_the_place_of_a_refusal_is_a_path() -> None:
    read = xdf.read(schema(place(group("G1", place(field("F1")))))).schema
    child = read.children[0]
    released = replace(child.element, meta=replace(child.element.meta, released_on="2026-05-01"))
    problem = refused(replace(read, children=(replace(child, element=released),)))
    assert (problem.code, problem.where) == ("not_in_standard", "G1")


def test_more_than_one_legal_basis_is_refused_in_version_2() -> None:
    read = xdf.read(schema_2()).schema
    assert refused(replace(read, legal=read.legal * 2)).code == "not_in_standard"


def test_a_character_that_xml_does_not_have_is_refused() -> None:
    read = xdf.read(SMALL).schema
    child = read.children[0]
    broken = replace(read, children=(replace(child, element=replace(child.element, name="\0")),))
    assert (refused(broken).code, refused(broken).where) == ("not_writable", "F1")
