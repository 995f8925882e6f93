"""``read``, ``compile`` and the code lists: what is said, and what is written."""

import re
from pathlib import Path

import msgspec

from dienstweg.engine import overlay, texts, xdf
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.service import Service, digest
from tests.cli.conftest import DOG_TAX, Call
from tests.engine.translations import translation_file
from tests.engine.xdf_samples import field, group, place, schema

GENERICODE = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><ShortName>farben</ShortName><LongName>Farben</LongName><Version>2</Version>
<CanonicalUri>urn:farben</CanonicalUri><CanonicalVersionUri>urn:farben_2</CanonicalVersionUri></Identification>
<ColumnSet><Column Id="code" Use="required"><ShortName>Code</ShortName></Column>
<Column Id="name" Use="required"><ShortName>Name</ShortName></Column>
<Key Id="codeKey"><ShortName>CodeKey</ShortName><ColumnRef Ref="code"/></Key></ColumnSet>
<SimpleCodeList><Row><Value ColumnRef="code"><SimpleValue>r</SimpleValue></Value>
<Value ColumnRef="name"><SimpleValue>Rot</SimpleValue></Value></Row></SimpleCodeList></gc:CodeList>"""
COLOUR = field(
    "F1",
    role="select",
    more="<x:codelisteReferenz><x:canonicalIdentification>urn:farben</x:canonicalIdentification>"
    "<x:version>2</x:version></x:codelisteReferenz>",
)
OTHER_COLOUR = COLOUR.replace("F1", "F2").replace("Angabe", "Farbe")


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_read_counts_what_a_file_says(call: Call, tmp_path: Path) -> None:
    inside = group("G1", place(field("F1")), place(field("F2", role="label"), "0:1"), place(COLOUR.replace("F1", "F3")))
    path = write(tmp_path / "s.xml", schema(place(inside, "1:*"), place(field("F4", datatype="date"))))
    called = call("read", path, "--json")
    assert (called.code, called.err) == (0, "")
    assert called.data == {
        "standard": "3.0.0",
        "id": "S1",
        "version": "1.0.0",
        "title": "Antrag",
        "fields": 4,
        "fields_by_role": {"input": 2, "label": 1, "select": 1},
        "fields_by_type": {"text": 3, "date": 1},
        "groups": 1,
        "choice_groups": 0,
        "repeated": 1,
        "rules": 0,
        "code_list_references": 1,
        "code_lists": ["urn:farben"],
        "depth": 2,
        "warnings": [],
    }


def test_read_writes_the_file_again(call: Call, tmp_path: Path) -> None:
    written = tmp_path / "wieder.xml"
    assert call("read", DOG_TAX / "schema.xml", "--write", written).code == 0
    before, after = (xdf.read(path.read_bytes()).schema for path in (DOG_TAX / "schema.xml", written))
    assert before == after


def test_warnings_are_told_and_are_no_fault(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(field().replace("<x:name>Feld", "<x:name>Ж"))))
    called = call("read", path)
    assert (called.code, "  1 Hinweis:" in called.out.splitlines()) == (0, True)


def test_a_file_that_contradicts_itself_is_refused_with_its_place(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(field(), "3:2")))
    called = call("compile", path)
    assert (called.code, called.out) == (1, "")
    assert called.err == "Zeile 9, F1: Die Anzahl „3:2“ verlangt mehr, als sie erlaubt. [FIM 1047]\n"


def test_compile_names_the_digest_and_writes_the_service(call: Call, tmp_path: Path) -> None:
    expected = compile_service(
        xdf.read((DOG_TAX / "schema.xml").read_bytes()).schema,
        overlay=overlay.read((DOG_TAX / "service.yaml").read_bytes()),
        texts={
            tongue: texts.read((DOG_TAX / "texts" / f"{tongue}.yaml").read_bytes(), name=tongue)
            for tongue in ("de-simple", "en")
        },
    )
    out = tmp_path / "dienst.json"
    called = call("compile", DOG_TAX, "--out", out, "--json")
    assert (called.code, called.data["digest"], called.data["questions"]) == (0, digest(expected), 41)
    assert msgspec.json.decode(out.read_bytes(), type=Service) == expected


def test_translations_are_told_with_what_is_missing(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(field("F1"))))
    found = xdf.read(path.read_bytes()).schema
    words = translation_file('lang="en" version="1"').replace(b"<xdf:id>S1<", f"<xdf:id>{found.id}<".encode())
    other = tmp_path / "en.xml"
    other.write_bytes(words)
    called = call("compile", path, "--translation", other, "--json")
    language = msgspec.convert(called.data["languages"], list[dict[str, object]])[0]
    assert (called.code, language["language"]) == (0, "en")
    assert language["missing"] == {}
    assert called.data["digest"] != call("compile", path, "--json").data["digest"]


def test_open_points_are_grouped_with_their_places(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(COLOUR), place(OTHER_COLOUR)))
    called = call("compile", path)
    lines = called.out.splitlines()
    start = lines.index("  2 offene Punkte:")
    message = "Die Codeliste urn:farben liegt nicht vor. Gefragt wird nach freiem Text."
    assert called.code == 0
    assert lines[start + 1 :] == [f"    code_list_missing: 2-mal, zum Beispiel: {message}", "      F1", "      F2"]


def test_code_lists_are_taken_in_listed_and_used(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(COLOUR)))
    codes = write(tmp_path / "farben.xml", GENERICODE)
    assert call("codelist", "import", codes).out == "Aufgenommen: urn:farben, Fassung 2: Farben, 1 Eintrag\n"
    listed = call("codelist", "list", "--json").data
    assert listed == {"code_lists": [{"urn": "urn:farben", "version": "2", "name": "Farben", "entries": 1}]}
    assert call("compile", path, "--json").data["open_points"] == []


def test_code_lists_of_a_folder_serve_without_being_taken_in(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "s.xml", schema(place(COLOUR)))
    folder = tmp_path / "listen"
    folder.mkdir()
    write(folder / "farben.xml", GENERICODE)
    assert call("compile", path, "--codelists", folder, "--json").data["open_points"] == []
    assert call("codelist", "list", "--json").data == {"code_lists": []}


def test_a_code_list_that_is_none_is_named(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "listen"
    folder.mkdir()
    write(folder / "keine.xml", "<liste/>")
    called = call("compile", DOG_TAX, "--codelists", folder)
    message = "Die Datei beginnt mit dem Element „liste“. Gelesen wird eine Codeliste (genericode 1.0)."
    assert (called.code, called.err) == (2, f"keine.xml, Zeile 1: {message}\n")


def test_compile_folds_the_land_and_tells_where_fitko_differs(call: Call, corpus: Path, tmp_path: Path) -> None:
    """S05000001396 has rules for single Länder, and a sentence for SN that names an element which does not exist."""
    source = corpus / "xdf3" / "S05000001396.xml"
    whole, folded = (tmp_path / name for name in ("whole.json", "folded.json"))
    call("compile", source, "--out", whole)
    called = call(
        "compile", source, "--out", folded, "--state", "HE", "--rules", source.with_suffix(".rules.json"), "--json"
    )
    assert called.code == 0
    asked = re.compile(rb"\bland (?:=|!=|in) ")
    assert [bool(asked.search(path.read_bytes())) for path in (whole, folded)] == [True, False]
    opinion = called.data["second_opinion"]
    assert isinstance(opinion, dict)
    assert sorted(opinion) == ["differences", "summary", "used"]


def test_translations_of_another_schema_are_refused(call: Call, corpus: Path) -> None:
    source = corpus / "xdf3" / "S05000001396.xml"
    called = call("compile", source, "--rules", corpus / "xdf3" / "S05000001313.rules.json")
    told = "Datei: Die Regeln gehören zum Datenschema S05000001313, nicht zu S05000001396.\n"
    assert (called.code, called.err) == (1, told)
