"""Optional groups and sets of which one is answered: what is asked before them, and when nothing is."""

import pytest

from dienstweg.engine.overlay import ElementPart, Overlay
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Child, Rule
from dienstweg.engine.service import Either, Group, Question, Service, walk
from tests.engine.schema_parts import at, field, fields, group, occurs, once, perhaps, points, rule, service

A, B, C = "G00000001", "G00000002", "G00000003"


def gates(compiled: Service) -> dict[str, str]:
    return {node.path: node.gate_label for node in walk(compiled.nodes) if isinstance(node, Group) and node.gate}


def choices(compiled: Service) -> list[tuple[str, list[str]]]:
    found = [node for node in walk(compiled.nodes) if isinstance(node, Either)]
    return [(node.path, [option.id for option in node.options]) for node in found]


# --- gates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("child", "gated"),
    [
        (perhaps(group("G1", once(field("F1")))), True),
        (perhaps(group("G1", perhaps(field("F2")), once(group("G2", once(field("F1")))))), True),
        (perhaps(group("G1", occurs("2:5", field("F1")))), True),
        (perhaps(group("G1", perhaps(field("F1")))), False),
        (perhaps(group("G1", perhaps(group("G2", once(field("F1")))))), False),
        (perhaps(group("G1", once(field("F1", role="locked")), perhaps(field("F2")))), False),
        (perhaps(group("G1", once(field("F1", role="label")), perhaps(field("F2")))), False),
        (once(group("G1", once(field("F1")))), False),
        (occurs("0:*", group("G1", once(field("F1")))), False),
        (occurs("0:3", group("G1", once(field("F1")))), False),
    ],
)
def test_a_gate_needs_an_optional_group_with_a_mandatory_question(child: Child, gated: bool) -> None:
    node = at(service(child, once(field("F9"))), "G1")
    assert isinstance(node, Group)
    assert node.gate is gated


@pytest.mark.parametrize(
    ("label", "question"),
    [
        ("Konto", "Möchten Sie „Konto“ angeben?"),
        ("Angaben zum Konto", "Möchten Sie „Angaben zum Konto“ machen?"),
        ("Haben Sie ein Konto?", "Haben Sie ein Konto?"),
        ("Konto „Giro“", "Möchten Sie „Konto ‚Giro‘“ angeben?"),
        ("Konto:", "Möchten Sie „Konto“ angeben?"),
    ],
)
def test_the_question_before_an_optional_group(label: str, question: str) -> None:
    assert gates(service(perhaps(group("G1", *fields(1), label=label)))) == {"G1": question}


def test_an_optional_group_of_files_asks_for_them() -> None:
    files = (once(field("F1", datatype="file")), perhaps(field("F2", datatype="file")))
    mixed = (*files, perhaps(field("F3")))
    asked = [
        gates(service(once(field("F9")), perhaps(group("G1", *inside, label="Zeugnis")))) for inside in (files, mixed)
    ]
    assert asked == [{"G1": "Möchten Sie „Zeugnis“ hochladen?"}, {"G1": "Möchten Sie „Zeugnis“ angeben?"}]


@pytest.mark.parametrize(
    ("sentence", "owner", "gated"),
    [
        ("Wenn F00000100 = 1, dann muss G00000001 befüllt sein.", "schema", False),
        ("Wenn F00000100 = 1, dann muss G00000001 befüllt sein.", "around", False),
        ("Wenn F00000100 = 1, dann muss G00000001 befüllt sein.", "self", False),
        ("Wenn F00000100 = 1, dann muss G00000001 befüllt sein.", "beside", False),
        ("Wenn F00000100 = 1, dann muss G00000002 befüllt sein.", "schema", True),
        ("Wenn F00000100 = 1, dann muss G000000011 befüllt sein.", "schema", True),
    ],
)
def test_a_rule_in_force_that_names_the_group_decides_itself(sentence: str, owner: str, gated: bool) -> None:
    def rules(place: str) -> tuple[Rule, ...]:
        return (rule(sentence),) if place == owner else ()

    inner = group(A, *fields(1), rules=rules("self"))
    around = group("G8", perhaps(inner), rules=rules("around"))
    beside = group("G9", *fields(1), rules=rules("beside"))
    compiled = service(once(around), once(beside), rules=rules("schema"))
    assert (f"G8.{A}" in gates(compiled)) is gated


def test_gates_at_every_level() -> None:
    row = group("G2", once(field("F1")), perhaps(group("G3", *fields(1))))
    compiled = service(occurs("1:*", group("G1", perhaps(row))))
    assert list(gates(compiled)) == ["G1.G2", "G1.G2.G3"]


def test_the_author_may_ask_before_any_optional_group() -> None:
    asked = Overlay(elements={"G1": ElementPart(gate="Haben Sie ein Konto?")})
    assert gates(service(perhaps(group("G1", perhaps(field("F1")))), overlay=asked)) == {"G1": "Haben Sie ein Konto?"}


def test_the_question_follows_the_author_s_label() -> None:
    named = Overlay(elements={"G1": ElementPart(label="Bankverbindung")})
    compiled = service(perhaps(group("G1", *fields(1))), overlay=named)
    assert gates(compiled) == {"G1": "Möchten Sie „Bankverbindung“ angeben?"}


@pytest.mark.parametrize("multiplicity", ["1:1", "0:*"])
def test_nobody_asks_before_what_is_mandatory_or_repeats(multiplicity: str) -> None:
    asked = Overlay(elements={"G1": ElementPart(gate="Haben Sie ein Konto?")})
    with pytest.raises(Refused) as refused:
        service(occurs(multiplicity, group("G1", *fields(1))), overlay=asked)
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("overlay_no_effect", "G1.gate")]


# --- exactly one of --------------------------------------------------------------------------------------------------


def between(sentence: str, *children: Child, more: str = "") -> Service:
    """A group with a sentence about its children, three optional groups where nothing else is said."""
    rules = (rule(sentence), *((rule(more, "R2"),) if more else ()))
    options = children or tuple(perhaps(group(id, *fields(1))) for id in (A, B, C))
    return service(once(group("G9", *options, label="Anschrift", rules=rules)))


@pytest.mark.parametrize(
    "sentence",
    [
        'Es muss entweder Feldgruppe G00000001 "Straße" oder Feldgruppe G00000002 "Postfach" befüllt werden.',
        'Entweder muss die Feldgruppe G00000001 "Straße" oder die Feldgruppe G00000002 "Ausland" befüllt sein.',
        'Es muss entweder die Gruppe G00000001 "Studium (§ 47 (2) IfSG)" oder die Gruppe G00000002 "B" befüllt werden.',
        "Es muss entweder die Datenfeldgruppe G00000001 oder die Datenfeldgruppe G00000002 ausgefüllt werden",
        "Es muss entweder G00000001 „Straße oder Weg“ oder G00000002 „Postfach“ angegeben werden.",
        "Es muss genau eine der Feldgruppen G00000001 'Straße' oder G00000002 'Postfach' befüllt sein.",
        'Entweder Datengruppe G00000001 "A" oder Datengruppe G00000002 "B" muss befüllt sein.',
        'Es muss entweder "G00000001 Straße" oder "G00000002 Postfach" befüllt werden.',
        'Es  muss entweder\nFeldgruppe G00000001 "Straße"\n oder Feldgruppe G00000002 "Postfach" befüllt werden .',
    ],
)
def test_the_sentence_in_its_variants(sentence: str) -> None:
    compiled = between(sentence)
    assert choices(compiled) == [(f"G9.?{A}", [A, B])]
    assert compiled.open_points == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Es muss entweder Gruppe G00000001, Gruppe G00000002 oder Gruppe G00000003 befüllt werden.",
        "Es muss genau eine der Gruppen G00000001 „A“, G00000003 „C“ oder G00000002 „B“ ausgefüllt werden.",
    ],
)
def test_a_set_may_have_three_groups(sentence: str) -> None:
    assert choices(between(sentence)) == [(f"G9.?{A}", [A, B, C])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wenn F00000100 = 1, muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden.",
        "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden, wenn F00000100 = 1.",
        "Es muss entweder Feld F00000100 oder Feld F00000101 befüllt werden.",
        "Es muss entweder Gruppe G00000001 und Gruppe G00000002 oder Gruppe G00000003 befüllt werden.",
        "Es muss entweder Gruppe G00000001 oder Gruppe G00000099 befüllt werden.",
        "Es darf entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden.",
    ],
)
def test_other_sentences_stay_open(sentence: str) -> None:
    compiled = between(sentence)
    assert (choices(compiled), points(compiled)) == ([], [("rule_not_executed", "G9 R1")])


def test_at_least_one_is_a_check_and_no_choice() -> None:
    compiled = between("Es muss mindestens eine der Gruppen G00000001 oder G00000002 befüllt werden.")
    assert (choices(compiled), points(compiled)) == ([], [])
    assert [(check.path, check.rule) for check in compiled.checks] == [("G9", "R1")]


BOTH = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."


def test_a_condition_in_force_decides_instead_of_the_applicant() -> None:
    compiled = between(BOTH, more="Wenn F00000100 = 1, dann muss G00000001 befüllt sein.")
    assert (choices(compiled), points(compiled)) == ([], [("rule_not_executed", "G9 R2")])
    assert [check.rule for check in compiled.checks] == ["R1"]


@pytest.mark.parametrize(
    "options",
    [
        (once(group(A, *fields(1))), perhaps(group(B, *fields(1)))),
        (occurs("0:*", group(A, *fields(1))), perhaps(group(B, *fields(1)))),
    ],
)
def test_only_optional_siblings_can_be_chosen_between(options: tuple[Child, ...]) -> None:
    compiled = between(BOTH, *options)
    assert (choices(compiled), points(compiled)) == ([], [])
    assert [check.rule for check in compiled.checks] == ["R1"]


def test_between_a_group_and_a_part_of_it_nobody_can_choose() -> None:
    compiled = between(BOTH, perhaps(group(A, perhaps(group(B, *fields(1))))))
    assert (choices(compiled), points(compiled), compiled.checks) == ([], [("rule_not_executed", "G9 R1")], ())


def test_a_choice_stands_where_its_first_option_stood_and_has_no_gates() -> None:
    compiled = between(
        BOTH, once(field("F1")), perhaps(group(A, *fields(1))), once(field("F2")), perhaps(group(B, *fields(1)))
    )
    node = at(compiled, "G9")
    assert isinstance(node, Group)
    assert [child.path for child in node.children] == ["G9.F1", f"G9.?{A}", "G9.F2"]
    assert gates(compiled) == {}


def test_choices_inside_options_and_rows() -> None:
    inner = perhaps(group(A, *fields(1))), perhaps(group(B, *fields(1)))
    compiled = service(occurs("0:*", group("G9", once(group("G8", *inner, rules=(rule(BOTH),))))))
    assert choices(compiled) == [(f"G9.G8.?{A}", [A, B])]


def test_a_choice_at_the_root() -> None:
    compiled = service(perhaps(group(A, *fields(1))), perhaps(group(B, *fields(1))), rules=(rule(BOTH),))
    choice = compiled.nodes[0]
    assert isinstance(choice, Either)
    assert (choice.path, choice.key, choice.label) == (f"?{A}", f"?{A}", "Was möchten Sie angeben?")


@pytest.mark.parametrize(
    ("label", "question"),
    [
        ("Anschrift", "Anschrift: Was möchten Sie angeben?"),
        ("Wohin schreiben wir?", "Wohin schreiben wir?"),
        ("Eine sehr lange Überschrift, die niemand am Anfang einer Frage lesen möchte", "Was möchten Sie angeben?"),
    ],
)
def test_the_question_of_a_choice_names_the_group_around(label: str, question: str) -> None:
    options = perhaps(group(A, *fields(1))), perhaps(group(B, *fields(1)))
    compiled = service(once(group("G9", *options, label=label, rules=(rule(BOTH),))))
    choice = at(compiled, f"G9.?{A}")
    assert isinstance(choice, Either)
    assert choice.label == question


def test_the_question_of_a_choice_follows_the_author() -> None:
    tree = once(group("G9", perhaps(group(A, *fields(1))), perhaps(group(B, *fields(1))), rules=(rule(BOTH),)))
    around = service(tree, overlay=Overlay(elements={"G9": ElementPart(label="Post")}))
    itself = service(
        tree, overlay=Overlay(elements={f"G9.?{A}": ElementPart(label="Wohin?"), "G9": ElementPart(label="Post")})
    )
    labels = [
        node.label for compiled in (around, itself) for node in [at(compiled, f"G9.?{A}")] if isinstance(node, Either)
    ]
    assert labels == ["Post: Was möchten Sie angeben?", "Wohin?"]


# --- choice groups of the standard (art X) ---------------------------------------------------------------------------


def test_a_choice_group_asks_which_of_its_children() -> None:
    children = (
        perhaps(group("G2", *fields(1))),
        once(field("F2", "Hinweis", role="label", content="Lesen")),
        perhaps(field("F1", datatype="date")),
    )
    compiled = service(once(group("G1", *children, label="Nachweis", art="X")))
    node = at(compiled, "G1")
    assert isinstance(node, Group)
    note, choice = node.children
    assert isinstance(choice, Either)
    assert (note.path, choice.path, choice.label) == ("G1.F2", "G1.?G2", "Nachweis: Was möchten Sie angeben?")
    assert [(option.id, type(option)) for option in choice.options] == [("G2", Group), ("F1", Question)]
    assert (choice.required, choice.wraps_group, gates(compiled)) == (True, True, {})


def test_an_optional_choice_group_has_a_gate() -> None:
    compiled = service(perhaps(group("G1", perhaps(field("F1")), perhaps(field("F2")), art="X")))
    assert list(gates(compiled)) == ["G1"]


def test_a_choice_group_of_notes_is_none() -> None:
    compiled = service(once(field("F1")), once(group("G1", once(field("F2", role="label")), art="X")))
    assert (choices(compiled), points(compiled)) == ([], [("choice_of_nothing", "G1")])


# --- what rules can forbid -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "forbidden"),
    [
        ("Wenn F00000100 = Ja, darf G00000001 nicht befüllt sein.", True),
        ("WENN F00000100 = NEIN, DANN deaktiviere G00000001.", True),
        ("Wenn F00000100 = Ja, blende G00000001 aus, sonst zeige G00000001 an.", True),
        ("Wenn F00000100 = Ja, kann G00000001 leer bleiben.", True),
        ("Wenn F00000100 = Ja, dann muss G00000001 befüllt sein.", False),
        ("F00000100 und G00000001 müssen befüllt sein.", False),
        ("Wenn F00000100 = Ja, darf G00000002 nicht befüllt sein.", False),
    ],
)
def test_what_a_sentence_can_forbid_is_marked(sentence: str, forbidden: bool) -> None:
    asked = once(field("F00000100", datatype="bool"))
    compiled = service(asked, perhaps(group(A, once(field("F1")))), rules=(rule(sentence),))
    node = at(compiled, A)
    inner = at(compiled, f"{A}.F1")
    assert isinstance(node, Group)
    assert isinstance(inner, Question)
    assert (node.forbiddable, inner.forbiddable) == (forbidden, False)
