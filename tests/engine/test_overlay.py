"""The author's file: read strictly, every fault with its place; what it says replaces what the standard says."""

from pathlib import Path

import pytest

from dienstweg.engine import overlay
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import Act, ElementPart, InfoPart, OutcomePart, Overlay, PagePart, ParameterPart, Section
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.schema import Precision, Value
from dienstweg.engine.service import Group, Note, Outcome, Parameter, Question
from tests.engine.schema_parts import at, field, fields, group, occurs, once, perhaps, schema, service

WHOLE = """
slug: hund
title: Hund anmelden
level: county
act: {noun: Anmeldung, gender: f}
leika: "99102013104000"
keywords: [Hund, Welpe]
info:
  lead: Für Hunde.
  prepare: [Chipnummer]
  sections: [{title: Kosten, text: "72 Euro"}]
  reason: Sie dort wohnen.
pages: [{slug: ueber-sie, title: Über Sie, lead: Wer?, items: [F1]}]
elements:
  F1: {label: Rufname, hint: Kurz., short: Name, autocomplete: "off", content: Rex}
parameters: [{name: betrag, kind: money, label: Betrag, required: true, default: "72.00", legal: § 1}]
outcomes: [{code: assessed, label: Festgesetzt, text: Es gilt., act: true, needs_reasons: true}]
remedy: Widerspruch.
declaration: Stimmt.
processing_days: 10
retention_days: 3650
draft_days: 20
"""


def refused(text: str | bytes) -> Problem:
    with pytest.raises(Refused) as caught:
        overlay.read(text if isinstance(text, bytes) else text.encode(), name="s.yaml")
    [problem] = caught.value.problems
    return problem


def test_everything_an_author_can_say() -> None:
    assert overlay.read(WHOLE.encode()) == Overlay(
        slug="hund",
        title="Hund anmelden",
        level="county",
        act=Act("Anmeldung", "f"),
        leika="99102013104000",
        keywords=("Hund", "Welpe"),
        info=InfoPart(
            lead="Für Hunde.",
            prepare=("Chipnummer",),
            sections=(Section("Kosten", "72 Euro"),),
            reason="Sie dort wohnen.",
        ),
        pages=(PagePart(slug="ueber-sie", title="Über Sie", lead="Wer?", items=("F1",)),),
        elements={"F1": ElementPart(label="Rufname", hint="Kurz.", short="Name", autocomplete="off", content="Rex")},
        parameters=(
            ParameterPart(name="betrag", kind="money", label="Betrag", required=True, default="72.00", legal="§ 1"),
        ),
        outcomes=(OutcomePart(code="assessed", label="Festgesetzt", text="Es gilt.", needs_reasons=True),),
        remedy="Widerspruch.",
        declaration="Stimmt.",
        processing_days=10,
        retention_days=3650,
        draft_days=20,
    )


def test_everything_said_is_in_the_service() -> None:
    compiled = compile_service(schema(once(field("F1"))), overlay=overlay.read(WHOLE.encode()))
    assert (compiled.slug, compiled.title, compiled.level, compiled.leika_key) == (
        "hund",
        "Hund anmelden",
        "county",
        "99102013104000",
    )
    assert (compiled.act_noun, compiled.act_gender, compiled.keywords) == ("Anmeldung", "f", ("Hund", "Welpe"))
    assert (compiled.info.lead, compiled.info.sections) == ("Für Hunde.", (("Kosten", "72 Euro"),))
    assert compiled.parameters == (
        Parameter(name="betrag", kind="money", label="Betrag", required=True, default="72.00", legal="§ 1"),
    )
    assert compiled.outcomes == (Outcome(code="assessed", label="Festgesetzt", text="Es gilt.", needs_reasons=True),)
    assert (compiled.remedy, compiled.declaration) == ("Widerspruch.", "Stimmt.")
    assert (compiled.processing_days, compiled.retention_days, compiled.draft_days) == (10, 3650, 20)
    assert [(page.slug, page.title, page.lead) for page in compiled.pages] == [("ueber-sie", "Über Sie", "Wer?")]


@pytest.mark.parametrize(
    ("text", "code", "where", "message"),
    [
        ("slugg: a", "overlay_entry", "s.yaml", "Den Eintrag „slugg“ gibt es hier nicht. Prüfen Sie die Schreibweise."),
        (
            "act: {nown: A}",
            "overlay_entry",
            "s.yaml: act",
            "Den Eintrag „nown“ gibt es hier nicht. Prüfen Sie die Schreibweise.",
        ),
        (
            "slug: 5",
            "overlay_entry",
            "s.yaml: slug",
            "Hier steht eine ganze Zahl. Erwartet: Text. Setzen Sie den Wert in Anführungszeichen.",
        ),
        ("draft_days: x", "overlay_entry", "s.yaml: draft_days", "Hier steht Text. Erwartet: eine ganze Zahl."),
        ("level: land", "overlay_entry", "s.yaml: level", "Den Wert „land“ gibt es hier nicht."),
        ("pages: [{slug: a, title: b}]", "overlay_entry", "s.yaml: pages[0]", "Hier fehlt der Eintrag „items“."),
        ("- a", "overlay_entry", "s.yaml", "Hier steht eine Liste. Erwartet: benannte Einträge."),
        ("", "overlay_entry", "s.yaml", "Hier steht nichts. Erwartet: benannte Einträge."),
        (
            "elements:\n  F1: {hint: a}\n  F1: {hint: b}",
            "overlay_entry",
            "s.yaml, Zeile 3",
            "Dieser Eintrag steht hier schon einmal.",
        ),
        ("slug: a\nslug: b", "overlay_entry", "s.yaml, Zeile 2", "Dieser Eintrag steht hier schon einmal."),
    ],
)
def test_entries_that_do_not_fit(text: str, code: str, where: str, message: str) -> None:
    assert refused(text) == Problem(code, where, message)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("slug: a\n title: b", "s.yaml, Zeile 2"),
        ("slug: [a", "s.yaml, Zeile 2"),
        ("slug: !!python/object:os.system x", "s.yaml, Zeile 1"),
        (b"slug: \xe4", "s.yaml"),
        ("slug: \0", "s.yaml"),
        ("a: &a [x, x]\nb: [*a, *a]", "s.yaml, Zeile 2"),
        ("[" * 100_000, "s.yaml, Zeile 1"),
        ("- " * 100_000 + "x", "s.yaml, Zeile 1"),
        ("{a: " * 100_000, "s.yaml, Zeile 1"),
    ],
)
def test_what_is_no_yaml_of_ours(text: str | bytes, where: str) -> None:
    problem = refused(text)
    assert (problem.code, problem.where) == ("overlay_unreadable", where)


def test_large_files_are_not_read() -> None:
    assert refused("#" * 1_000_001).code == "overlay_too_large"


def test_names_may_stand_again_in_other_places() -> None:
    read = overlay.read(b"info: {lead: a}\npages: [{slug: a, title: a, items: [a, a], lead: a}]")
    assert read.pages[0].items == ("a", "a")


# --- wording ---------------------------------------------------------------------------------------------------------


def worded(entry: ElementPart, name: str = "F1") -> Overlay:
    return Overlay(elements={name: entry})


def test_an_entry_by_path_wins_over_one_by_id() -> None:
    tree = once(group("G1", once(field("F1")))), once(group("G2", once(field("F1"))))
    both = Overlay(elements={"F1": ElementPart(label="Überall", hint="H"), "G2.F1": ElementPart(label="Nur hier")})
    compiled = service(*tree, overlay=both)
    found = [node for path in ("G1.F1", "G2.F1") for node in [at(compiled, path)] if isinstance(node, Question)]
    assert [(node.label, node.hint) for node in found] == [("Überall", "H"), ("Nur hier", "")]


def test_words_of_a_question() -> None:
    element = field("F1", datatype="date", help="Alt", limits=Precision(min_value="1900-01-01"))
    entry = ElementPart(
        label="Geboren am", hint="", short="Geburt", autocomplete="bday", max_value="today", content="2000-01-01"
    )
    node = at(service(once(element), overlay=worded(entry)), "F1")
    assert isinstance(node, Question)
    assert (node.label, node.hint, node.short, node.autocomplete, node.content) == (
        "Geboren am",
        "",
        "Geburt",
        "bday",
        "2000-01-01",
    )
    assert (node.limits.min_value, node.limits.max_value) == ("1900-01-01", "today")


def test_words_of_groups_and_notes() -> None:
    tree = occurs("0:*", group("G1", *fields(1))), once(field("F2", role="label", content="Alt"))
    said = Overlay(
        elements={
            "G1": ElementPart(label="Ihre Hunde", hint="Alle.", row="Hund"),
            "F2": ElementPart(label="A", hint="B"),
        }
    )
    compiled = service(*tree, overlay=said)
    rows = at(compiled, "G1")
    assert isinstance(rows, Group)
    assert (rows.label, rows.hint, rows.short) == ("Ihre Hunde", "Alle.", "Hund")
    assert at(compiled, "F2") == Note(id="F2", path="F2", label="A", text="B")


@pytest.mark.parametrize(
    ("name", "entry", "code", "where"),
    [
        ("F9", ElementPart(label="A"), "overlay_unknown_element", "F9"),
        ("G1.F9", ElementPart(label="A"), "overlay_unknown_element", "G1.F9"),
        ("F1", ElementPart(row="Hund"), "overlay_no_effect", "F1.row"),
        ("F1", ElementPart(gate="Ja?"), "overlay_no_effect", "F1.gate"),
        ("F1", ElementPart(choices="zonen"), "overlay_no_effect", "F1.choices"),
        ("F1", ElementPart(min_value="1"), "overlay_no_effect", "F1.min_value"),
        ("G1", ElementPart(short="A"), "overlay_no_effect", "G1.short"),
        ("G1", ElementPart(row="A"), "overlay_no_effect", "G1.row"),
        ("G2", ElementPart(gate="A?"), "overlay_no_effect", "G2.gate"),
        ("F2", ElementPart(short="A"), "overlay_no_effect", "F2.short"),
    ],
)
def test_a_wish_that_cannot_come_true_is_refused(name: str, entry: ElementPart, code: str, where: str) -> None:
    tree = (
        once(field("F1")),
        once(group("G1", *fields(1))),
        occurs("0:*", group("G2", *fields(1))),
        once(field("F2", role="label")),
    )
    with pytest.raises(Refused) as caught:
        service(*tree, overlay=worded(entry, name))
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [(code, where)]


def test_an_entry_by_id_needs_one_place_where_it_has_an_effect() -> None:
    tree = once(group("G1", once(field("F1", datatype="date")))), once(group("G2", once(field("F1"))))
    node = at(service(*tree, overlay=worded(ElementPart(max_value="today"))), "G1.F1")
    assert isinstance(node, Question)
    assert node.limits.max_value == "today"


def test_choices_of_the_authority_need_a_selection() -> None:
    element = field("F1", role="select", values=(Value("1", "Eins"),))
    node = at(service(once(element), overlay=worded(ElementPart(choices="zonen"))), "F1")
    assert isinstance(node, Question)
    assert node.code_list == "param:zonen"


def test_autofill_is_for_the_applicant_only() -> None:
    name = field("F60000000227")
    tree = (
        occurs("0:*", group("G1", once(name))),
        once(group("G2", perhaps(group("G3", once(name))))),
        once(group("G4", once(name))),
        once(field("F60000000242", datatype="bool")),
    )
    compiled = service(*tree)
    paths = ("G1.F60000000227", "G2.G3.F60000000227", "G4.F60000000227", "F60000000242")
    found = [node.autocomplete for path in paths for node in [at(compiled, path)] if isinstance(node, Question)]
    assert found == [None, "family-name", None, None]


def test_our_own_files_are_read() -> None:
    folder = Path(__file__).parents[2] / "services"
    read = {path.parent.name: overlay.read(path.read_bytes()).slug for path in folder.glob("*/service.yaml")}
    assert {name: slug or name for name, slug in read.items()} == {name: name for name in read}
