"""Every block in every state: its HTML, the wiring of ids, and that texts stay texts."""

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import lxml.html
import pytest
from lxml.html import HtmlElement

from dienstweg.web.blocks import Block, BlockType, Option, Row
from dienstweg.web.draw import draw
from dienstweg.web.faults import carries_files, faults, target
from dienstweg.web.specimen_blocks import all_blocks, files, nested, texts
from tests.web.sheets import FOLDER, KINDS, sheet, walk

REFERENCES = ("aria-describedby", "aria-labelledby", "for")
MARKUP = "</textarea><i onclick=x>\"'&amp;</i>"


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    return lxml.html.fragment_fromstring(draw(all_blocks()), create_parent="main")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_as_expected(kind: BlockType) -> None:
    assert sheet(kind) == (FOLDER / f"{kind}.html").read_text(encoding="utf-8")


def test_the_catalogue_shows_every_kind() -> None:
    assert {block.type for block in all_blocks()} == set(KINDS)


def test_ids_are_unique(page: HtmlElement) -> None:
    assert [id_ for id_, count in Counter(page.xpath("//@id")).items() if count > 1] == []


def test_every_reference_has_its_target(page: HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    named = {id_ for attribute in REFERENCES for value in page.xpath(f"//@{attribute}") for id_ in value.split()}
    assert named - ids == set()


def test_every_block_can_be_found_by_its_name(page: HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    assert {block.name for block in walk(all_blocks())} - ids == set()


def test_every_error_leads_to_something_that_takes_the_focus(page: HtmlElement) -> None:
    for fault in faults(all_blocks()):
        (element,) = page.xpath("//*[@id=$id]", id=fault.target)
        assert element.tag in {"input", "select", "textarea"} or element.get("tabindex") == "-1"


def test_every_error_is_told_where_it_is(page: HtmlElement) -> None:
    for block in walk(all_blocks()):
        if block.error:
            (told,) = page.xpath("//*[@id=$id]", id=f"{block.name}-fehler")
            assert told.text_content() == f"Fehler: {block.error}"
            assert page.xpath("//*[contains(concat(' ', @aria-describedby, ' '), $id)]", id=f" {block.name}-fehler ")


def test_every_input_has_a_label(page: HtmlElement) -> None:
    labelled = set(page.xpath("//label/@for"))
    assert [id_ for id_ in page.xpath("//input/@id|//select/@id|//textarea/@id") if id_ not in labelled] == []


def test_faulty_inputs_say_so(page: HtmlElement) -> None:
    assert sorted(page.xpath("//*[@aria-invalid='true']/@id")) == [
        "c10",
        "c6.anderer",
        "c8.monat",
        "c8.tag",
        "f2",
        "n3.f",
        "r1.1.name",
        "t2",
        "t3",
    ]


def test_there_is_no_style_and_no_script(page: HtmlElement) -> None:
    assert page.xpath("//@style|//script|//style|//@*[starts-with(name(), 'on')]") == []


def test_headings_descend_without_gaps(page: HtmlElement) -> None:
    levels = [2, *(int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6"))]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_markup_in_any_text_stays_text() -> None:
    """Every text of every block becomes markup; no element and no attribute comes of it."""
    clean = lxml.html.fragment_fromstring(draw(all_blocks()), create_parent="main")
    planted = lxml.html.fragment_fromstring(draw([_planted(block) for block in all_blocks()]), create_parent="main")
    assert Counter(element.tag for element in planted.iter()) == Counter(element.tag for element in clean.iter())
    assert _attributes(planted) - _attributes(clean) == set()


def test_an_open_list_opens_its_free_entry() -> None:
    block = Block(
        "radios",
        "r",
        "Rasse",
        error="Geben Sie die Rasse an.",
        other="",
        options=[Option("x", "Anderer Wert", chosen=True)],
    )
    assert target(block) == "r.anderer"
    assert target(replace(block, other=None)) == "r"


def test_a_date_leads_to_its_first_faulty_part() -> None:
    assert target(Block("date", "d", "Tag", error="…", bad_parts=("monat", "jahr"))) == "d.monat"
    assert target(Block("date", "d", "Tag", error="…")) == "d.tag"


def test_faults_follow_the_page_and_name_the_row() -> None:
    assert [fault.message for fault in faults(all_blocks())][6:8] == [
        "Eine Datei konnten wir nicht annehmen.",
        "Hund 2: Geben Sie einen Rufnamen an.",
    ]


def test_what_would_be_said_twice_names_its_group_and_parts_name_their_question() -> None:
    def town(name: str) -> Block:
        return Block(type="text", name=name, label="Ort", error="Geben Sie „Ort“ an.")

    def part(name: str, error: str = "") -> Block:
        return Block(type="text", name=name, label=name, width="1", error=error)

    def group(label: str, *blocks: Block) -> Block:
        return Block(type="group", name=label, label=label, blocks=list(blocks))

    born = group("Geburtsdatum", part("Tag"), part("Jahr", "Geben Sie „Jahr“ an."))
    row = Row("R.0", "Kind 1: Ada", "", open=True, blocks=[born, town("R.0.F")])
    found = faults(
        [
            group(
                "Wohnung", town("A.F"), Block(type="text", name="A.G", label="Straße", error="Geben Sie „Straße“ an.")
            ),
            group("Postanschrift", town("B.F")),
            group("Eine Anschrift, die auch nicht die andere ist", town("C.F")),
            Block(type="rows", name="R", label="Kinder", rows=[row]),
        ]
    )
    assert [(fault.target, fault.message) for fault in found] == [
        ("A.F", "Wohnung: Geben Sie „Ort“ an."),
        ("A.G", "Geben Sie „Straße“ an."),
        ("B.F", "Postanschrift: Geben Sie „Ort“ an."),
        ("C.F", "Geben Sie „Ort“ an."),
        ("Jahr", "Kind 1, Geburtsdatum: Geben Sie „Jahr“ an."),
        ("R.0.F", "Kind 1: Geben Sie „Ort“ an."),
    ]


def test_two_or_three_short_inputs_are_one_question_in_parts() -> None:
    parts = [Block(type="text", name=f"G.{name}", label=name, width="1") for name in ("Tag", "Monat", "Jahr", "Stunde")]
    drawn = [draw([Block(type="group", name="G", label="Zeit", blocks=parts[:count])]) for count in (1, 2, 3, 4)]
    assert ["<fieldset" in html for html in drawn] == [False, True, True, False]
    assert ['id="G"' in html for html in drawn] == [True] * 4


def test_a_list_without_rows_says_what_to_do() -> None:
    block = Block(
        type="rows", name="G", label="Kinder", value="Hier steht noch nichts.", add="mehr:G", add_label="Kind"
    )
    assert '<p class="dw-muted">Hier steht noch nichts.</p>' in draw([block])
    block.rows = [Row("G.0", "Kind 1", "", open=False)]
    assert "Hier steht noch nichts." not in draw([block])


def test_a_form_knows_whether_it_carries_files() -> None:
    assert carries_files(files())
    assert carries_files([Block("gate", "g", "?", options=[Option("ja", "Ja", blocks=files())])])
    assert not carries_files([*texts(), *nested()])


def _planted(value: object) -> Block:
    planted = _plant(value)
    assert isinstance(planted, Block)
    return planted


def _plant(value: object) -> object:
    """The same block with markup added to every text but the kind (which chooses the function)."""
    if isinstance(value, str):
        return value + MARKUP if value else value
    if isinstance(value, list | tuple):
        return type(value)(_plant(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"type", "bad_parts", "autocomplete"}
        changes = {field.name: _plant(getattr(value, field.name)) for field in fields(value) if field.name not in kept}
        return replace(value, **changes)
    return value


def _attributes(page: HtmlElement) -> set[str]:
    return {str(name) for element in page.iter() for name in element.attrib}
