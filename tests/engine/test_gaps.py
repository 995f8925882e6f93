"""What is missing or wrong, at which place, with a sentence that says how to mend it."""

from datetime import date

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey
from dienstweg.engine.overlay import ElementPart, Overlay
from dienstweg.engine.schema import Child, Precision
from dienstweg.engine.service import Service
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, service

TODAY = date(2026, 5, 12)
BOTH = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."
FIRST = once(field("F9", "Anfang", datatype="bool"))


def compiled(*children: Child) -> Service:
    return service(FIRST, *children)


def gaps(of: Service, answers: Answers) -> list[tuple[str, str]]:
    """Place and kind of everything that stands between the answers and sending; the first question is answered."""
    journey = Journey(of, {"F9": True} | answers, today=TODAY)
    return [(gap.path, gap.kind) for gap in journey.gaps()]


def test_mandatory_questions_are_missing_until_answered() -> None:
    of = compiled(
        once(field("F1")), perhaps(field("F2")), once(field("F3", role="locked")), once(field("F4", role="hidden"))
    )
    assert gaps(of, {}) == [("F1", "missing")]
    assert gaps(of, {"F1": ""}) == [("F1", "missing")]
    assert gaps(of, {"F1": "a"}) == []


def test_no_is_an_answer() -> None:
    of = compiled(once(field("F1", datatype="bool")), once(field("F2", datatype="num_int")))
    assert gaps(of, {"F1": False, "F2": 0}) == []


def test_wrong_values_are_told_whether_mandatory_or_not() -> None:
    of = compiled(
        perhaps(field("F1", limits=Precision(max_length="2"))),
        occurs("0:*", field("F2", datatype="date")),
        once(field("F3")),
    )
    answers: Answers = {"F1": "abc", "F2": ["2026-05-01", "", "gestern"], "F3": ["a"]}
    assert gaps(of, answers) == [("F1", "wrong"), ("F2.2", "wrong"), ("F3", "wrong")]


def optional(*children: Child) -> Service:
    """An optional group that a rule names: no gate, its fields simply appear."""
    return service(FIRST, perhaps(group("G00000007", *children)), rules=(rule("Wenn F9 = 1, dann G00000007."),))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ({}, []),
        ({"F2": "a"}, [("F1", "missing"), ("G2.F1", "missing")]),
        ({"G2": {"F1": "a"}}, [("F1", "missing")]),
        ({"F1": "a"}, [("G2.F1", "missing")]),
        ({"G3": {"F3": "a"}}, [("F1", "missing"), ("G2.F1", "missing")]),
        ({"F1": "a", "G2": {"F1": "a"}}, []),
    ],
)
def test_an_optional_group_without_a_gate(inside: Answers, expected: list[tuple[str, str]]) -> None:
    inner = perhaps(group("G3", perhaps(field("F3"))))
    of = optional(once(field("F1")), perhaps(field("F2")), once(group("G2", once(field("F1")))), inner)
    assert gaps(of, {"G00000007": inside}) == [(f"G00000007.{path}", kind) for path, kind in expected]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("?G1", "missing")]),
        ({"?G1": "ja"}, [("?G1", "missing")]),
        ({"?G1": False}, []),
        ({"?G1": False, "G1": {"F1": ["falsch"]}}, []),
        ({"?G1": True}, [("G1.F1", "missing")]),
        ({"?G1": True, "G1": {"F1": "a"}}, []),
    ],
)
def test_a_gate_must_be_answered_and_kept_to(answers: Answers, expected: list[tuple[str, str]]) -> None:
    assert gaps(compiled(perhaps(group("G1", once(field("F1"))))), answers) == expected


def test_an_open_gate_behind_which_nothing_is_mandatory_wants_something() -> None:
    asked = Overlay(elements={"G1": ElementPart(gate="Haben Sie?")})
    of = service(FIRST, perhaps(group("G1", perhaps(field("F1")))), overlay=asked)
    assert gaps(of, {"?G1": True}) == [("G1", "missing")]
    assert gaps(of, {"?G1": True, "G1": {"F1": "a"}}) == []


def test_gates_inside_a_group_that_is_not_used_are_not_missing() -> None:
    of = optional(perhaps(field("F1")), perhaps(group("G2", once(field("F1")))))
    assert gaps(of, {}) == []
    assert gaps(of, {"G00000007": {"F1": "a"}}) == [("G00000007.?G2", "missing")]


def choice(*options: Child) -> Service:
    return service(FIRST, once(group("G9", *options, rules=(rule(BOTH),))))


TWO = choice(perhaps(group("G00000001", once(field("F1")))), perhaps(group("G00000002", perhaps(field("F1")))))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("G9.?G00000001", "missing")]),
        ({"?G00000001": "G99"}, [("G9.?G00000001", "missing")]),
        ({"?G00000001": "G00000001"}, [("G9.G00000001.F1", "missing")]),
        ({"?G00000001": "G00000001", "G00000001": {"F1": "a"}}, []),
        ({"?G00000001": "G00000002"}, [("G9.G00000002", "missing")]),
        ({"?G00000001": "G00000002", "G00000002": {"F1": "a"}, "G00000001": {"F1": ["falsch"]}}, []),
    ],
)
def test_one_of_a_set_must_be_chosen_and_filled_in(answers: Answers, expected: list[tuple[str, str]]) -> None:
    assert gaps(TWO, {"G9": answers}) == expected


def test_a_chosen_option_of_notes_is_filled_in_by_choosing_it() -> None:
    of = service(
        FIRST,
        once(group("G1", perhaps(group("G2", once(field("F1", role="label")))), perhaps(field("F2")), art="X")),
    )
    assert gaps(of, {"G1": {"?G2": "G2"}}) == []
    assert gaps(of, {"G1": {"?G2": "F2"}}) == [("G1.F2", "missing")]


def test_a_chosen_option_that_repeats_needs_one() -> None:
    of = service(
        FIRST,
        once(group("G1", occurs("0:*", group("G2", perhaps(field("F1")))), occurs("0:*", field("F2")), art="X")),
    )
    assert gaps(of, {"G1": {"?G2": "G2"}}) == [("G1.G2", "too_few")]
    assert gaps(of, {"G1": {"?G2": "G2", "G2": [{"F1": "a"}]}}) == []
    assert gaps(of, {"G1": {"?G2": "F2"}}) == [("G1.F2.0", "missing")]


@pytest.mark.parametrize(
    ("multiplicity", "values", "expected"),
    [
        ("1:*", [], [("F1.0", "missing")]),
        ("1:*", ["", None], [("F1.0", "missing")]),
        ("0:*", [], []),
        ("2:5", ["a"], [("F1.1", "too_few")]),
        ("2:5", ["a", "b"], []),
        ("2:5", ["a"] * 6, [("F1.5", "too_many")]),
        ("0:2", ["a"], []),
        ("1:*", ["a"] * (ROWS_LIMIT + 1), [(f"F1.{ROWS_LIMIT}", "too_many")]),
    ],
)
def test_counts_of_values(multiplicity: str, values: list[object], expected: list[tuple[str, str]]) -> None:
    assert gaps(compiled(occurs(multiplicity, field("F1"))), {"F1": values}) == expected


@pytest.mark.parametrize(
    ("multiplicity", "rows", "expected"),
    [
        ("0:*", [], []),
        ("0:*", [{}], []),
        ("0:*", [{"F2": "a"}], [("G1.0.F1", "missing")]),
        ("1:*", [], [("G1.0.F1", "missing")]),
        ("1:*", [{}], [("G1.0.F1", "missing")]),
        ("1:*", [{"F1": "a"}], []),
        ("1:*", [{}, {"F1": "a"}], []),
        ("2:3", [], [("G1.0.F1", "missing"), ("G1.1.F1", "missing")]),
        ("2:3", [{"F1": "a"}], [("G1.1.F1", "missing")]),
        ("2:3", [{"F1": "a"}, {}], [("G1.1.F1", "missing")]),
        ("2:3", [{}, {"F1": "a"}, {}], [("G1.0.F1", "missing")]),
        ("2:3", [{"F1": "a"}] * 4, [("G1", "too_many")]),
        ("0:*", [{"F1": "a"}] * (ROWS_LIMIT + 1), [("G1", "too_many")]),
        ("1:*", "Unsinn", [("G1.0.F1", "missing")]),
        ("1:*", ["Unsinn"], [("G1.0.F1", "missing")]),
    ],
)
def test_rows(multiplicity: str, rows: object, expected: list[tuple[str, str]]) -> None:
    of = compiled(occurs(multiplicity, group("G1", once(field("F1")), perhaps(field("F2")))))
    assert gaps(of, {"G1": rows}) == expected


def test_rows_in_rows() -> None:
    of = compiled(occurs("1:*", group("G1", once(field("F1")), occurs("1:2", group("G2", once(field("F1")))))))
    answers: Answers = {"G1": [{"F1": "a"}, {"G2": [{"F1": "x"}, {"F1": "y"}, {"F1": "z"}]}]}
    assert gaps(of, answers) == [("G1.0.G2.0.F1", "missing"), ("G1.1.F1", "missing"), ("G1.1.G2", "too_many")]


def test_rows_of_an_optional_group_count_when_it_is_used() -> None:
    of = optional(perhaps(field("F1")), occurs("2:*", group("G1", perhaps(field("F2")))))
    assert gaps(of, {}) == []
    assert gaps(of, {"G00000007": {"F1": "a"}}) == [("G00000007.G1", "too_few")]


@pytest.mark.parametrize(
    "inside",
    [
        (once(field("F1", role="label", content="Lesen")),),
        (once(field("F1", role="locked", content="A")),),
        (once(field("F1", role="hidden", content="A")), once(field("F2", role="label"))),
        (once(group("G2", once(field("F1", role="label")))),),
        (occurs("1:*", group("G2", once(field("F1", role="locked", content="A")))),),
    ],
)
def test_rows_that_nobody_can_fill_in_are_not_wanted(inside: tuple[Child, ...]) -> None:
    assert gaps(compiled(occurs("1:*", group("G1", *inside))), {}) == []
    assert gaps(compiled(occurs("2:3", group("G1", *inside))), {}) == []


def test_sentences_say_what_to_do() -> None:
    of = compiled(
        once(field("F1", "Ort")),
        perhaps(group("G1", once(field("F1")), label="Konto")),
        occurs("1:*", group("G2", perhaps(field("F1")), label="Hund")),
        occurs("2:2", group("G3", perhaps(field("F1")), label="Zeuge")),
        occurs("2:*", field("F2", "Vorname")),
        occurs("0:1", field("F3", "Tag", datatype="date")),
    )
    journey = Journey(of, {"F9": True, "F2": ["a"], "F3": "gestern", "G3": [{"F1": "a"}]}, today=TODAY)
    assert [gap.message for gap in journey.gaps()] == [
        "Geben Sie „Ort“ an.",
        "Wählen Sie „Ja“ oder „Nein“ aus: „Möchten Sie ‚Konto‘ angeben?“",
        "Geben Sie mindestens einen Eintrag an: Hund.",
        "Hier sind mindestens 2 Einträge nötig, angegeben sind 1: Zeuge.",
        "Hier sind mindestens 2 Angaben nötig. Angegeben haben Sie 1.",
        "Die Angabe zu „Tag“ können wir nicht lesen. Geben Sie sie noch einmal an.",
    ]
