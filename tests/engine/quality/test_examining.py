"""All checks together: what they say, what they count once, and what the documents tell about them."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from dienstweg.engine import quality, xdf
from dienstweg.engine.codelists import read_genericode
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Code, LegalBasis
from tests.engine import xdf_samples as xml
from tests.engine.quality import test_elements, test_fields
from tests.engine.quality.sound import FIELD, RULE, SELECT, field, group, placed, schema
from tests.house.sources import table

BY_COMPILING = {"1089", "1115"}
IN_OTHER_TESTS = {"1001", "1003", "1019", "1024", "1037", "1041"}
SOUND = schema(placed(FIELD), placed(group(placed(FIELD), placed(SELECT), rules=(RULE,))), rules=(RULE,))


def test_nothing_is_said_about_a_sound_schema() -> None:
    assert quality.examine(SOUND) == ()


def test_every_check_has_its_test() -> None:
    tested = {row[0] for row in test_fields.FIELDS} | {row[0] for row in test_elements.SCHEMAS} | IN_OTHER_TESTS
    assert tested == {check.number for check in quality.CHECKS}


def test_every_number_is_checked_once() -> None:
    numbers = [check.number for check in quality.CHECKS]
    assert numbers == sorted(set(numbers))


def test_an_element_at_several_places_is_found_once() -> None:
    nameless = placed(field(name=""))
    there = [placed(replace(group(nameless, placed(SELECT)), id=id_)) for id_ in ("G06000000001", "G06000000002")]
    (finding,) = quality.examine(schema(nameless, *there))
    assert finding == quality.Finding(
        number="1002",
        level="FehlerKritisch",
        where="F06000000001",
        name="Rufname des Hundes",
        message="Hier fehlt der Name.",
        also=("G06000000001.F06000000001", "G06000000002.F06000000001"),
    )


def test_the_same_id_with_other_faults_is_found_for_itself() -> None:
    one, other = (
        placed(group(placed(SELECT), placed(field(legal=norm))))
        for norm in ((LegalBasis("§ 1, § 2"),), (LegalBasis("§ 3, § 4"),))
    )
    other = replace(other, element=replace(other.element, id="G06000000002"))
    found = quality.examine(schema(one, other))
    assert [(finding.where, finding.detail) for finding in found] == [
        ("G06000000001.F06000000001", "Der Eintrag lautet „§ 1, § 2“."),
        ("G06000000002.F06000000001", "Der Eintrag lautet „§ 3, § 4“."),
    ]


def test_the_message_is_the_sentence_and_the_detail() -> None:
    (finding,) = quality.examine(schema(placed(field(datatype=Code("bool"), precision=None, content="ja"))))
    assert finding.message == "Als Inhalt steht hier weder „true“ noch „false“. Angegeben ist „ja“."


def test_findings_are_counted_and_grouped_gravest_first() -> None:
    found = quality.examine(
        schema(placed(field(precision=None, name="")), placed(SELECT), document_profile="D99000000001")
    )
    assert quality.counts(found) == {"FehlerKritisch": 1, "FehlerMethodisch": 1, "Warnung": 1}
    assert [batch.check.number for batch in quality.batches(found)] == ["1002", "1097", "1102"]


# --- what reading tells with the same numbers ------------------------------------------------------------------------

NO_ROLE = xml.field().replace("<x:feldart><code>input</code></x:feldart>\n", "")
NO_TYPE = xml.field().replace("<x:datentyp><code>text</code></x:datentyp>", "")
RELATION = "<x:relation>{}<x:objekt>{}</x:objekt></x:relation>"
PREDICATE, OBJECT = "<x:praedikat><code>ABL</code></x:praedikat>", "<x:id>F2</x:id>"
OUTER = xml.group("G1", xml.place(xml.group("G1", xml.place(xml.field()))))


def related(relation: str) -> str:
    end = "</x:letzteAenderung>"
    return xml.place(xml.field().replace(end, end + relation))


READ = [
    ("1021", xml.place(xml.field()).replace("<x:anzahl>1:1</x:anzahl>", "")),
    ("1025", xml.place(xml.field()) * 2),
    ("1026", xml.place(OUTER)),
    ("1027", xml.place(NO_ROLE)),
    ("1027", xml.place(xml.field(role="knopf"))),
    ("1028", xml.place(NO_TYPE)),
    ("1028", xml.place(xml.field(datatype="farbe"))),
    ("1029", related(RELATION.format("", OBJECT))),
    ("1091", related(RELATION.format(PREDICATE, ""))),
    ("1091", related(RELATION.format(PREDICATE, "<x:id/>"))),
    ("1038", xml.place(xml.field(id_=""))),
    ("1046", xml.place(xml.field(), "oft")),
    ("1047", xml.place(xml.field(), "3:2")),
    ("1059", xml.place(xml.field(precision='<x:praezisierung minLength="-1"/>'))),
    ("1060", xml.place(xml.field(precision='<x:praezisierung maxLength="0"/>'))),
    ("1060", xml.place(xml.field(precision='<x:praezisierung maxLength="x"/>'))),
    ("1061", xml.place(xml.field(precision='<x:praezisierung minLength="3" maxLength="2"/>'))),
    ("1064", xml.place(xml.field(datatype="num", precision='<x:praezisierung minValue="3" maxValue="2"/>'))),
]


@pytest.mark.parametrize(("number", "children"), READ, ids=lambda value: value[:4])
def test_what_cannot_be_read_carries_its_number(number: str, children: str) -> None:
    with pytest.raises(Refused) as refused:
        xdf.read(xml.schema(children))
    assert [problem.number for problem in refused.value.problems] == [number]


READ_ON = [
    ("1004", xml.place(xml.group("G1", xml.place(xml.field()), xml.place(xml.field())))),
    ("1018", xml.place(xml.field(role="select"))),
]


@pytest.mark.parametrize(("number", "children"), READ_ON, ids=lambda value: value[:4])
def test_what_the_reader_only_warns_of_carries_its_number(number: str, children: str) -> None:
    assert [problem.number for problem in xdf.read(xml.schema(children)).warnings] == [number]


def test_siblings_in_two_versions_have_no_number() -> None:
    other = xml.field().replace("1.0.0", "2.0.0")
    with pytest.raises(Refused) as refused:
        xdf.read(xml.schema(xml.place(xml.field()) + xml.place(other)))
    assert [bool(problem.number) for problem in refused.value.problems] == [False]


WARNED = [
    ("1032", "<x:freigabestatus", "<code>6</code>", "<code>9</code>"),
    ("1033", "<x:ableitungsmodifikationenStruktur>", "<code>3</code>", "<code>4</code>"),
    ("1034", "<x:ableitungsmodifikationenRepraesentation>", "<code>1</code>", "<code>2</code>"),
    ("1131", "<x:name>", "Schema", "Schema ≤ 1"),
]


@pytest.mark.parametrize(("number", "after", "old", "new"), WARNED)
def test_what_reading_warns_of_carries_its_number(number: str, after: str, old: str, new: str) -> None:
    head, mark, tail = xml.schema(xml.place(xml.field())).decode().partition(after)
    reading = xdf.read((head + mark + tail.replace(old, new, 1)).encode())
    assert [problem.number for problem in reading.warnings] == [number]


# --- documents and real files ----------------------------------------------------------------------------------------


def test_the_document_tells_what_the_code_does() -> None:
    rows = table("docs/quality.md")
    checked = {number: level for number, (level, state, _) in rows.items() if state == "checked"}
    assert checked == {check.number: check.level for check in quality.CHECKS}


def test_what_is_covered_elsewhere_names_a_code_that_exists() -> None:
    rows = table("docs/quality.md")
    named = {
        number: set(re.findall(r"`(\w+)`", told)) for number, (_, state, told) in rows.items() if state == "elsewhere"
    }
    assert {number for number, found in named.items() if not found or found - table("docs/problems.md").keys()} == set()


def test_what_reading_covers_carries_its_number() -> None:
    rows = table("docs/quality.md")
    elsewhere = {number for number, (_, state, _) in rows.items() if state == "elsewhere"}
    by_reading = {row[0] for row in (*READ, *READ_ON, *WARNED)}
    assert elsewhere - by_reading == BY_COMPILING
    assert {rows[number][1] for number in by_reading - elsewhere} == {"checked"}


def test_the_document_has_every_message_of_the_code_list(corpus: Path) -> None:
    messages = {row["Code"]: row["Typ"] for row in _code_list(corpus)}
    assert {number: level for number, (level, *_) in table("docs/quality.md").items()} == messages


def test_no_sentence_is_taken_from_the_code_list(corpus: Path) -> None:
    theirs = {row["Meldungstext"] for row in _code_list(corpus)}
    assert {check.sentence for check in quality.CHECKS} & theirs == set()


def _code_list(corpus: Path) -> tuple[dict[str, str], ...]:
    return read_genericode((corpus / "quality-messages.xml").read_bytes()).rows


def test_real_files_are_examined(corpus_file: Path) -> None:
    found = quality.examine(xdf.read(corpus_file.read_bytes()).schema)
    assert len({(finding.number, finding.where, finding.detail) for finding in found}) == len(found)
