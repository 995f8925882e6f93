"""Code lists: read from genericode in both spellings, found by URN and version, turned into choices, stored as JSON."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dienstweg.engine import codelists
from dienstweg.engine.codelists import CodeLists, Column, Found, GenericodeList, Key, to_code_list
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import CodeList, Entry

COLUMNS = """<ColumnSet>
<Column Id="code" Use="required"><ShortName>Code</ShortName><Data Type="string"/></Column>
<Column Id="name" Use="required"><ShortName>Name</ShortName><Data Type="string"/></Column>
<Column Id="hilfe" Use="optional"><ShortName>Hilfe</ShortName><Data Type="string"/></Column>
<Key Id="codeKey"><ShortName>CodeKey</ShortName><ColumnRef Ref="code"/></Key>
<Key Id="codenameKey"><ShortName>CodenameKey</ShortName><ColumnRef Ref="name"/></Key></ColumnSet>"""
ROWS = """<SimpleCodeList>
<Row><Value ColumnRef="code"><SimpleValue>01</SimpleValue></Value><Value ColumnRef="name"><SimpleValue> klein
</SimpleValue></Value></Row>
<Row><Value><SimpleValue>02</SimpleValue></Value><Value><SimpleValue>groß</SimpleValue></Value><Value><SimpleValue>ab 40
 cm</SimpleValue></Value></Row>
</SimpleCodeList>"""
GROUPS = GenericodeList(
    canonical_uri="urn:de:hunde:groesse",
    version="2024-01-01",
    canonical_version_uri="urn:de:hunde:groesse_2024-01-01",
    short_name="Größe",
    columns=(Column("code", "Code", required=True), Column("name", "Name", required=True), Column("hilfe", "Hilfe")),
    keys=(Key("codeKey", ("code",)), Key("codenameKey", ("name",))),
    rows=({"code": "01", "name": "klein"}, {"code": "02", "name": "groß", "hilfe": "ab 40\n cm"}),
)


def genericode(columns: str = COLUMNS, rows: str = ROWS, *, qualified: bool = False, prefix: str = "gc:") -> bytes:
    """A code list; ``qualified``: the inner elements stand in the namespace too."""
    inner = f"""<Annotation/><Identification><ShortName>Größe</ShortName><LongName/><Version>2024-01-01</Version>
<CanonicalUri>urn:de:hunde:groesse</CanonicalUri>
<CanonicalVersionUri>urn:de:hunde:groesse_2024-01-01</CanonicalVersionUri></Identification>{columns}{rows}"""
    if qualified:
        inner = inner.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f"""<{prefix}CodeList {declared}="{codelists.NAMESPACE}">{inner}</{prefix}CodeList>""".encode()


def version(number: str) -> GenericodeList:
    return replace(GROUPS, version=number)


def refused(data: bytes) -> Problem:
    with pytest.raises(Refused) as refusal:
        codelists.read_genericode(data, name="liste.xml")
    return refusal.value.problems[0]


@pytest.mark.parametrize(
    "data",
    (genericode(), genericode(qualified=True), genericode(qualified=True, prefix="")),
    ids=("inner elements in no namespace", "in the namespace", "in the default namespace"),
)
def test_both_spellings_are_read(data: bytes) -> None:
    assert codelists.read_genericode(data) == GROUPS


def test_a_list_inside_a_message_of_xdatenfelder_is_read() -> None:
    message = b"<x:xdatenfelder.codeliste.0105 xmlns:x='urn:x'>%s</x:xdatenfelder.codeliste.0105>"
    assert codelists.read_genericode(message % genericode()) == GROUPS


def test_the_recommended_key_wins() -> None:
    mark = '<Annotation><AppInfo><x:recommendedKeyColumn xmlns:x="urn:x"/></AppInfo></Annotation>'
    columns = COLUMNS.replace("</ColumnSet>", f'<Key Id="b">{mark}<ColumnRef Ref="name"/></Key></ColumnSet>')
    read = codelists.read_genericode(genericode(columns))
    assert (read.code_column, read.name_column) == ("name", "name")


@pytest.mark.parametrize(
    ("columns", "expected"),
    (
        (("schluessel", "langname", "x"), ("schluessel", "langname")),
        (("nr", "schluessel-staat", "kurzbezeichnung"), ("schluessel-staat", "kurzbezeichnung")),
        (("Code", "Typ", "Meldungstext"), ("Code", "Meldungstext")),
        (("a", "b"), ("a", "b")),
        (("a",), ("a", "a")),
    ),
)
def test_without_keys_columns_are_known_by_name(columns: tuple[str, ...], expected: tuple[str, str]) -> None:
    codes = replace(GROUPS, columns=tuple(Column(id_) for id_ in columns), keys=())
    assert (codes.code_column, codes.name_column) == expected


def test_choices() -> None:
    entries = (Entry("01", "klein"), Entry("02", "groß"))
    assert to_code_list(GROUPS) == CodeList("urn:de:hunde:groesse", "2024-01-01", entries)


@pytest.mark.parametrize("keys", (("name", "code", "hilfe"), ("codenameKey", "codeKey", "hilfe")))
def test_choices_from_columns_that_are_named(keys: tuple[str, str, str]) -> None:
    code, name, help_ = keys
    entries = (Entry("klein", "01"), Entry("groß", "02", "ab 40\n cm"))
    assert to_code_list(GROUPS, code_key=code, name_key=name, help_key=help_).entries == entries


def test_columns_that_this_version_lacks_are_replaced_by_the_usual_ones() -> None:
    assert to_code_list(GROUPS, code_key="neu", name_key="neu", help_key="neu") == to_code_list(GROUPS)


def test_a_code_is_taken_once_and_rows_without_a_code_not_at_all() -> None:
    rows = ({"code": "1", "name": "eins"}, {"name": "zwei"}, {"code": "1", "name": "eins oder so"}, {"code": "3"})
    assert to_code_list(replace(GROUPS, rows=rows)).entries == (Entry("1", "eins"), Entry("3", "3"))


@pytest.mark.parametrize(
    ("at_hand", "wanted", "expected", "fit"),
    (
        (("2024-01-01", "2026-01-01"), "2024-01-01", "2024-01-01", "exact"),
        (("2024-01-01", "2026-01-01"), "2025-06-30", "2024-01-01", "older"),
        (("2021-01-01", "2024-01-01"), "2026-01-01", "2024-01-01", "older"),
        (("2026-01-01", "2024-01-01"), "2020-01-01", "2024-01-01", "newer"),
        (("2026-01-01", "2024-01-01"), None, "2026-01-01", "exact"),
        (("9", "10", "2"), None, "10", "exact"),
        (("0.9", "0.10"), "0.11", "0.10", "older"),
    ),
)
def test_another_version_serves_and_is_marked(
    at_hand: tuple[str, ...], wanted: str | None, expected: str, fit: str
) -> None:
    found = CodeLists(tuple(version(number) for number in at_hand)).find("urn:de:hunde:groesse", wanted)
    assert found is not None
    assert (found.codes.version, found.fit, found.exact) == (expected, fit, fit == "exact")


def test_another_list_never_serves() -> None:
    assert CodeLists((GROUPS,)).find("urn:de:katzen:groesse") is None


def test_a_list_gives_way_to_one_of_the_same_version() -> None:
    lists = CodeLists((version("1"), version("2"))).with_list(replace(version("1"), short_name="neu"))
    assert lists == CodeLists((version("2"), replace(version("1"), short_name="neu")))
    assert lists.find("urn:de:hunde:groesse", "1") == Found(replace(version("1"), short_name="neu"), "exact")


@pytest.mark.parametrize(
    ("data", "code", "where"),
    (
        (b"", "empty_file", "liste.xml"),
        (b"<!DOCTYPE a><a/>", "doctype", "Zeile 1"),
        (b"<a/>", "not_a_code_list", "Zeile 1"),
        (genericode().replace(b"<CanonicalUri>urn:de:hunde:groesse", b"<CanonicalUri>"), "missing_element", "Zeile 1"),
        (genericode(columns=""), "no_columns", "Zeile 1"),
        (genericode(columns='<ColumnSetRef CanonicalVersionUri="urn:x"/>'), "no_columns", "Zeile 1"),
        (genericode(rows=""), "no_rows", "Zeile 1"),
        (genericode(rows=ROWS.replace('"name"', '"farbe"')), "unknown_column", "Zeile 9"),
        (genericode(rows=ROWS.replace("</Row>", "<Value/></Row>")), "unknown_column", "Zeile 12"),
    ),
)
def test_what_is_no_code_list_is_refused(data: bytes, code: str, where: str) -> None:
    problem = refused(data)
    assert (problem.code, problem.where) == (code, where)


def test_a_stored_list_is_read_back() -> None:
    assert codelists.load(codelists.dump(GROUPS)) == GROUPS


@pytest.mark.parametrize(
    "data", (b"", b"[]", b"{}", b"\xff", codelists.dump(GROUPS).replace(b'"format": 1', b'"format": 2'))
)
def test_a_damaged_store_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        codelists.load(data, name="a.json")
    assert [(problem.code, problem.where) for problem in refusal.value.problems] == [("unreadable_code_list", "a.json")]


def test_files_have_safe_names() -> None:
    name = codelists.file_name(replace(GROUPS, canonical_uri="../Größe (kurz)"))
    assert name == "Gr-e-kurz-_2024-01-01-c5416788.json"
    assert codelists.file_name(replace(GROUPS, canonical_uri="../Grö e (kurz)")) != name


@given(
    st.integers(0, len(genericode())), st.integers(0, 60), st.sampled_from((b"", b"<", b">", b"<Row/>", b"\0", b'"'))
)
def test_a_damaged_list_is_refused_or_can_be_stored(start: int, length: int, instead: bytes) -> None:
    try:
        read = codelists.read_genericode(genericode()[:start] + instead + genericode()[start + length :])
    except Refused:
        read = GROUPS
    assert codelists.load(codelists.dump(read)) == read


def test_every_real_list_gives_choices(corpus: Path) -> None:
    files = sorted(corpus.glob("codelists/*.xml"))
    read = [codelists.read_genericode(file.read_bytes()) for file in files]
    assert [len(to_code_list(codes).entries) for codes in read] == [len(codes.rows) for codes in read]
    states = CodeLists(tuple(read)).find("urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat", "2023-02-24")
    assert states is not None
    assert (states.codes.version, states.fit) == ("2021-02-19", "older")
    assert to_code_list(states.codes).label("129") == "Frankreich"
