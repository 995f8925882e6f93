"""What a file says, as nouns: every element of both versions in one sample each, and what is only worth a warning."""

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from dienstweg.engine import xdf
from dienstweg.engine.problems import Problem
from dienstweg.engine.schema import (
    Child,
    Code,
    CodeListReference,
    Field,
    Group,
    Header,
    Keyword,
    LegalBasis,
    Meta,
    Parameter,
    Precision,
    Relation,
    Rule,
    RuleError,
    Schema,
    Value,
    Verbatim,
)
from dienstweg.engine.xdf.latin import foreign_characters
from tests.engine.xdf_samples import field, field_2, group, identified, place, place_2, schema, schema_2

RULE = f"""<x:regel>{identified("R1")}<x:name>Regel</x:name><x:freitextRegel>WENN a, DANN b</x:freitextRegel>
<x:bezug link="https://example.org">§ 1</x:bezug><x:stichwort uri="urn:s">Hund</x:stichwort>
<x:fachlicherErsteller>Amt</x:fachlicherErsteller><x:letzteAenderung>2026-05-01T12:00:00Z</x:letzteAenderung>
<x:typ><code>K</code></x:typ><x:param element="F1" name="a"><x:typ>wert</x:typ></x:param><x:ziel element="F2" name="b"/>
<x:skript>a &lt; b</x:skript><x:fehler code="7">Bitte prüfen.</x:fehler></x:regel>"""
CHOICE = (
    "<x:werte><x:wert><x:code>1</x:code><x:name>eins</x:name><x:hilfe>mehr</x:hilfe></x:wert></x:werte>"
    "<x:codelisteReferenz><x:canonicalIdentification>\n  urn:a </x:canonicalIdentification><x:version>2</x:version>"
    "<x:canonicalVersionUri>urn:a_2</x:canonicalVersionUri></x:codelisteReferenz>"
    "<x:codeKey>code</x:codeKey><x:nameKey>name</x:nameKey><x:helpKey>hilfe</x:helpKey>"
)
RELATION = (
    "</x:letzteAenderung><x:relation><x:praedikat><code>ABL</code></x:praedikat>"
    "<x:objekt><x:id>F9</x:id><x:version>1.0.0</x:version></x:objekt></x:relation>"
)
STATUS = Code("6", None, "2022-07-12")
CHANGED = "2026-05-01T12:00:00Z"


def test_version_3_in_full() -> None:
    limits = (
        '<x:praezisierung minLength="1" maxLength="9" minValue="0" maxValue="3" pattern="[a-z]">Text</x:praezisierung>'
    )
    inner = field("F1", role="select", precision=limits + "<x:inhalt>a</x:inhalt>", more=CHOICE + RULE)
    inner = inner.replace("</x:letzteAenderung>", RELATION, 1)
    chosen = "<x:art><code>X</code></x:art>"
    data = schema(place(group("G1", place(inner, "2:5"), more=chosen + RULE), "0:*"), more=RULE)
    rule = Rule(
        id="R1",
        version="1.0.0",
        name="Regel",
        text="WENN a, DANN b",
        legal=(LegalBasis("§ 1", "https://example.org"),),
        type=Code("K"),
        parameters=(Parameter("F1", "a", "wert"),),
        targets=(Parameter("F2", "b"),),
        script="a < b",
        errors=(RuleError("Bitte prüfen.", "7"),),
        meta=Meta(changed_at=CHANGED, creator="Amt", keywords=(Keyword("Hund", "urn:s"),)),
    )
    expected_field = Field(
        id="F1",
        version="1.0.0",
        name="Feld",
        label_in="Angabe",
        element_kind=Code("RNG"),
        role=Code("select"),
        datatype=Code("text"),
        precision=Precision(min_length="1", max_length="9", min_value="0", max_value="3", pattern="[a-z]", text="Text"),
        content="a",
        prefill=Code("keine"),
        values=(Value("1", "eins", "mehr"),),
        code_list=CodeListReference(canonical="urn:a", version="2", canonical_version="urn:a_2"),
        code_key="code",
        name_key="name",
        help_key="hilfe",
        rules=(rule,),
        meta=Meta(status=STATUS, changed_at=CHANGED, relations=(Relation(Code("ABL"), "F9", "1.0.0"),)),
    )
    expected_group = Group(
        id="G1",
        version="1.0.0",
        name="Gruppe",
        label_in="Angaben",
        element_kind=Code("RNG"),
        kind=Code("X"),
        rules=(rule,),
        children=(Child(multiplicity="2:5", min=2, max=5, element=expected_field),),
        meta=Meta(status=STATUS, changed_at=CHANGED),
    )
    assert xdf.read(data).schema == Schema(
        standard="3.0.0",
        header=Header(message_id="N1", created_at=CHANGED),
        id="S1",
        version="1.0.0",
        name="Schema",
        title="Antrag",
        derivation_structure=Code("3"),
        derivation_representation=Code("1"),
        document_profile="D1",
        rules=(rule,),
        children=(Child(multiplicity="0:*", min=0, max=None, element=expected_group),),
        meta=Meta(status=STATUS, changed_at=CHANGED),
        prefix="x",
        verbatim=(Verbatim(103, "", "\n  urn:a "),),
    )


def test_version_2_in_full() -> None:
    reference = (
        f"<x:codelisteReferenz>{identified('C1', '1.0')}<x:genericodeIdentification><x:canonicalIdentification>urn:a"
        "</x:canonicalIdentification><x:version>2</x:version><x:canonicalVersionUri>urn:a_2</x:canonicalVersionUri>"
        "</x:genericodeIdentification></x:codelisteReferenz>"
    )
    written = ' {"minLength":"1", "maxLength":9, "pattern":"[a-z]\\\\d"}\n'
    data = schema_2(place_2(field_2(role="select", precision=written, more=reference), "0:1"))
    status = Code("aktiv", "urn:xoev-de:fim:codeliste:xdatenfelder.status")
    expected = Field(
        id="F1",
        version="1.0",
        name="Name",
        description="",
        label_in="Angabe",
        help_in="",
        help_out="",
        element_kind=Code("RNG"),
        legal=(LegalBasis(""),),
        role=Code("select"),
        datatype=Code("text"),
        precision=Precision(min_length="1", max_length="9", pattern=r"[a-z]\d", text=written),
        content="",
        code_list=CodeListReference(
            canonical="urn:a", version="2", canonical_version="urn:a_2", id="C1", id_version="1.0"
        ),
        meta=Meta(status=status, definition=""),
    )
    read = xdf.read(data).schema
    assert read.children == (Child(multiplicity="0:1", min=0, max=1, element=expected, legal=(LegalBasis(""),)),)
    assert replace(read, children=()) == Schema(
        standard="2.0",
        header=Header(message_id="N1", created_at=CHANGED),
        id="S1",
        version="1.0",
        name="Name",
        title="Angabe",
        description="",
        legal=(LegalBasis(""),),
        derivation_structure=Code("3"),
        derivation_representation=Code("1"),
        meta=Meta(status=status, definition=""),
        prefix="x",
    )


def test_the_sentence_of_a_rule_stands_in_its_definition_in_version_2() -> None:
    rule = (
        f"<x:regel>{identified('R1', '1.0')}<x:name/><x:definition>WENN a, DANN b</x:definition><x:script/></x:regel>"
    )
    assert xdf.read(schema_2(more=rule)).schema.rules == (
        Rule(id="R1", version="1.0", text="WENN a, DANN b", script=""),
    )


@pytest.mark.parametrize("encoding", ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1", "windows-1252"))
def test_encodings_that_occur(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = schema(place(field())).decode().replace('"UTF-8"', f'"{declared}"').replace("Antrag", "Übersicht")
    assert xdf.read(text.encode(encoding)).schema.title == "Übersicht"


def test_the_version_follows_from_the_namespace_whatever_the_prefix() -> None:
    data = schema(place(field()))
    assert xdf.read(data.replace(b"x:", b"ns0:").replace(b":x=", b":ns0=")).schema == replace(
        xdf.read(data).schema, prefix="ns0"
    )


def test_equal_codes_are_kept_once() -> None:
    first, second = xdf.read(schema(place(field("F1")), place(field("F2")))).schema.children
    assert first.element.meta.status is second.element.meta.status


def precise(attributes: str, datatype: str = "text") -> bytes:
    return schema(place(field(datatype=datatype, precision=f"<x:praezisierung {attributes}/>")))


ONE_FIELD = schema(place(field()))
INLINE = "<x:wert><x:code>1</x:code><x:name>eins</x:name></x:wert>"
WARNINGS: tuple[tuple[str, bytes, str, str], ...] = (
    ("character", schema(place(field(precision="<x:inhalt>a ≤ b</x:inhalt>"))), "not_latin", "Zeile 14, F1"),
    ("pattern", precise('pattern="(?=a)"'), "unreadable_pattern", "Zeile 10, F1"),
    ("comma", precise('minValue="1,5"', "num"), "malformed_limit", "Zeile 10, F1"),
    ("not a number", precise('maxValue="NaN"', "num"), "malformed_limit", "Zeile 10, F1"),
    ("not a date", precise('minValue="heute"', "date"), "malformed_limit", "Zeile 10, F1"),
    ("no JSON", schema_2(place_2(field_2(precision="bis 9"))), "malformed_precision", "Zeile 11, F1"),
    ("deep JSON", schema_2(place_2(field_2(precision="[" * 90_000))), "malformed_precision", "Zeile 11, F1"),
    ("never", schema(place(field(), "0:0")), "never_occurs", "Zeile 9, F1"),
    ("no moment", ONE_FIELD.replace(b"12:00:00Z", b"mittags", 1), "malformed_value", "Zeile 3"),
    ("short version", ONE_FIELD.replace(b"1.0.0", b"1.0", 1), "malformed_value", "Zeile 4"),
    ("unknown code", ONE_FIELD.replace(b">keine<", b">etwas<"), "unknown_code", "Zeile 15, F1"),
    (
        "code twice",
        schema(place(field(role="select", more=f"<x:werte>{INLINE * 2}</x:werte>"))),
        "duplicate_code",
        "Zeile 10, F1",
    ),
    (
        "list of no use",
        schema(place(field(more=f"<x:werte>{INLINE}</x:werte>"))),
        "list_without_select",
        "Zeile 10, F1",
    ),
    ("choice without list", schema(place(field(role="select"))), "select_without_list", "Zeile 10, F1"),
    (
        "siblings alike",
        schema(place(group("G1", place(field()), place(field())))),
        "duplicate_sibling",
        "Zeile 10, G1",
    ),
    ("nothing to ask", schema(), "missing_element", "Zeile 4"),
    ("empty list", schema(place(field(more="<x:werte/>"))), "empty_element", "Zeile 15, F1"),
    ("attribute", ONE_FIELD.replace(b"<x:header>", b"<x:header farbe='rot'>"), "unknown_attribute", "Zeile 2"),
    (
        "order",
        ONE_FIELD.replace(b"<x:name>Schema</x:name>", b"").replace(b"<x:struktur>", b"<x:name/><x:struktur>"),
        "element_order",
        "Zeile 4",
    ),
    ("instruction", ONE_FIELD.replace(b"<x:header>", b"<?a b?><x:header>"), "instruction_dropped", "Zeile 2"),
)


@pytest.mark.parametrize(("data", "code", "where"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS])
def test_what_can_be_lived_with_is_a_warning(data: bytes, code: str, where: str) -> None:
    warnings = xdf.read(data).warnings
    assert [(warning.code, warning.where, warning.level) for warning in warnings] == [(code, where, "warning")]


def test_a_warning_names_the_characters() -> None:
    warning = xdf.read(schema(place(field(precision="<x:inhalt>a ≤ b</x:inhalt>")))).warnings[0]
    message = "„inhalt“ enthält Zeichen, die String.Latin nicht vorsieht: „≤“ U+2264."
    assert warning == Problem("not_latin", "Zeile 14, F1", message, "warning", "1131")


def test_string_latin_is_what_the_official_datatype_allows(corpus: Path) -> None:
    pattern = next(etree.parse(corpus / "xsd/xdf3/latinchars.xsd").iter("{*}pattern")).get("value")
    assert pattern is not None
    allowed = re.compile(pattern)
    characters = [chr(number) for number in range(0x2FFFF) if not 0xD800 <= number < 0xE000]
    marked = [base + mark for base in "ADJLMNZadjlmnz" for mark in "\u0302\u030c\u0301"]
    assert [
        text for text in characters + marked if (foreign_characters(text) == ()) != bool(allowed.fullmatch(text))
    ] == []
