"""What a rule requires must be answered, with the optional groups around it; what it frees may stay empty."""

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.schema import Child
from dienstweg.engine.service import Group
from tests.engine.ruling.forms import asked, f, form, g, gaps, journey, leaving, long, told
from tests.engine.schema_parts import at

MUST = "Wenn F1 = Ja, muss {} befüllt werden."
YES: Answers = {"F1": True}
NO: Answers = {"F1": False}


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        (f(2, count="0:1"), ("F2", "missing")),
        (f(2, count="0:*"), ("F2.0", "missing")),
        (f(2, "bool", "0:1"), ("F2", "missing")),
        (f(2, "001 002", "0:1"), ("F2", "missing")),
    ],
)
def test_an_optional_question_becomes_needed(target: Child, gap: tuple[str, str]) -> None:
    of = form(f(1, "bool"), target, rules=(MUST.format("F2"),))
    assert (gaps(of, YES), gaps(of, NO), gaps(of, {})) == ([gap], [], [("F1", "missing")])


def test_an_optional_group_becomes_needed_with_what_is_mandatory_in_it() -> None:
    of = form(f(1, "bool"), g(1, f(2), f(3, count="0:1"), count="0:1"), rules=(MUST.format("G1"),))
    assert (gaps(of, YES), gaps(of, NO)) == ([("G1.F2", "missing")], [])
    assert gaps(of, NO | {"G1": {"F3": "x"}}) == [("G1.F2", "missing")]


def test_a_need_goes_before_what_makes_it_optional() -> None:
    """Two rules look at different answers: who is met by both must answer."""
    rules = ("Wenn F1 = Ja, muss F3 befüllt werden.", "Wenn F2 = Ja, ist F3 optional.")
    of = form(f(1, "bool"), f(2, "bool"), f(3), rules=rules)
    every: list[Answers] = [{"F1": one, "F2": other} for one in (True, False) for other in (True, False)]
    assert [gaps(of, answers) for answers in every] == [[("F3", "missing")]] * 2 + [[], [("F3", "missing")]]


def test_a_needed_group_without_anything_mandatory_wants_some_answer() -> None:
    of = form(f(1, "bool"), g(1, f(2, count="0:1"), f(3, count="0:1"), count="0:1"), rules=(MUST.format("G1"),))
    assert told(of, YES) == [("G1", "Füllen Sie „Gruppe G1“ aus.")]
    assert (gaps(of, YES | {"G1": {"F3": "x"}}), gaps(of, NO)) == ([], [])


def test_a_needed_repeated_group_wants_a_row_with_an_answer() -> None:
    of = form(f(1, "bool"), g(1, f(2, count="0:1"), count="0:*"), rules=(MUST.format("G1"),))
    too_few = [("G1", "too_few")]
    found: list[Answers] = [{}, {"G1": [{}]}, {"G1": [{}, {"F2": "x"}]}]
    assert [gaps(of, YES | rows) for rows in found] == [too_few, too_few, []]
    assert (gaps(of, NO), gaps(of, NO | {"G1": [{}]})) == ([], [])


def test_a_needed_repeated_group_with_something_mandatory() -> None:
    of = form(f(1, "bool"), g(1, f(2), count="0:*"), rules=(MUST.format("G1"),))
    found: list[Answers] = [{"G1": [{}]}, {}]
    assert [gaps(of, YES | rows) for rows in found] == [[("G1.0.F2", "missing")]] * 2


def test_optional_groups_around_what_is_needed_are_needed() -> None:
    inner = g(2, f(2, count="0:1"), f(3), count="0:1")
    of = form(f(1, "bool"), g(1, inner, f(4), count="0:1"), rules=(MUST.format("F2"),))
    assert gaps(of, YES) == [("G1.G2.F2", "missing"), ("G1.G2.F3", "missing"), ("G1.F4", "missing")]
    assert gaps(of, NO) == []
    whole: Answers = {"G1": {"G2": {"F2": "a", "F3": "b"}, "F4": "c"}}
    assert (gaps(of, YES | whole), leaving(of, YES | whole)) == ([], YES | whole)


def test_a_condition_in_the_group_does_not_make_the_group_needed() -> None:
    of = form(f(9), g(1, f(1, "bool", "0:1"), g(2, f(2), count="0:1"), count="0:1"), rules=(MUST.format("F2"),))
    inside: Answers = {"F9": "x", "G1": YES}
    assert (gaps(of, {"F9": "x"}), gaps(of, inside)) == ([], [("G1.G2.F2", "missing")])


@pytest.mark.parametrize("text", ["F2 muss befüllt werden.", "Für das Land HE gilt: F2 muss befüllt werden."])
def test_without_an_answer_in_the_condition_the_group_stays_optional(text: str) -> None:
    of = form(f(1), g(1, f(2, count="0:1"), f(3, count="0:1"), count="0:1"), rules=(text,))
    assert gaps(of, {"F1": "x", "G1": {"F3": "x"}}) == [("G1.F2", "missing")]
    assert gaps(of, {"F1": "x"}) == []


def test_groups_that_rules_can_need_open_by_themselves() -> None:
    of = form(f(1, "bool"), g(1, g(2, f(2), count="0:1"), f(3), count="0:1"), rules=(MUST.format("F2"),))
    groups = [node for path in ("G1", "G1.G2") for node in [at(of, long(path))] if isinstance(node, Group)]
    assert [node.gate for node in groups] == [False, False]


def test_what_is_needed_in_a_forbidden_group_needs_nothing_around_it() -> None:
    inner = g(2, f(2, count="0:1"), count="0:1")
    of = form(
        f(1, "bool"),
        f(5, "bool"),
        g(1, inner, f(4), count="0:1"),
        rules=(MUST.format("F2"), "Wenn F5 = Ja, ist G2 auszublenden."),
    )
    assert gaps(of, YES | {"F5": True}) == []
    assert gaps(of, YES | {"F5": False}) == [("G1.G2.F2", "missing"), ("G1.F4", "missing")]


def test_a_prohibition_goes_before_a_need() -> None:
    of = form(
        f(1, "bool"),
        f(5, "bool"),
        f(2, count="0:1"),
        rules=(MUST.format("F2"), "Wenn F5 = Ja, ist F2 auszublenden."),
    )
    assert [point.code for point in of.open_points] == ["rule_conflict"]
    assert [gaps(of, YES | {"F5": hidden}) for hidden in (True, False)] == [[], [("F2", "missing")]]


def test_a_mandatory_question_becomes_optional() -> None:
    of = form(
        f(1, "bool"), f(2), g(1, f(3)), rules=("Wenn F1 = Ja, ist F2 optional.", "Wenn F1 = Ja, ist G1 optional.")
    )
    assert (gaps(of, YES), gaps(of, NO)) == ([], [("F2", "missing"), ("G1.F3", "missing")])
    assert gaps(of, YES | {"G1": {"F3": ""}}) == []
    assert leaving(of, YES) == YES


def test_what_is_freed_is_still_asked() -> None:
    of = form(f(1, "bool"), f(2), rules=("Wenn F1 = Ja, ist F2 optional.",))
    assert asked(of, YES) == ["F1", "F2"]
    assert leaving(of, YES | {"F2": "x"}) == {"F1": True, "F2": "x"}


def test_minima_are_those_of_now() -> None:
    of = form(f(1, "bool"), f(2, count="0:1"), g(1, f(3), count="0:*"), rules=(MUST.format("F2"), MUST.format("G1")))
    found = [[node.min for node in journey(of, answers).service.nodes[1:]] for answers in (YES, NO)]  # type: ignore[union-attr] # a question and a group
    assert found == [[1, 1], [0, 0]]


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        ({}, True),
        ({"F3": ["a"]}, False),
        ({"F4": "x"}, True),
        ({"F3": [""], "F4": "x"}, True),
    ],
)
def test_an_empty_list_is_empty_whether_its_group_is_there_or_not(answers: Answers, needed: bool) -> None:
    inside = g(1, f(3, count="0:*"), f(4, count="0:1"))
    of = form(inside, f(2, count="0:1"), rules=("Wenn G1.F3 leer ist, muss F2 befüllt werden.",))
    assert (("F2", "missing") in gaps(of, {"G1": answers})) is needed


def test_a_group_counts_as_filled_only_with_an_answer() -> None:
    inside = g(1, f(3, count="0:1"), f(4, "locked", content="Amt"), count="0:1")
    of = form(inside, f(2, count="0:1"), rules=("Wenn G1 befüllt ist, muss F2 befüllt werden.",))
    assert [gaps(of, {"G1": answers}) for answers in ({}, {"F3": ""}, {"F3": "x"})] == [[], [], [("F2", "missing")]]


# --- demands by exclusion --------------------------------------------------------------------------------------------

KINDS = "001 002 003"
UNLESS = "Wenn F2 <> 001, muss F3 befüllt werden."
NEITHER = "Wenn F2 <> 001 UND F2 <> 002, muss F3 befüllt werden."
EMPTY = "Wenn F2 leer ist, muss F3 befüllt werden."


@pytest.mark.parametrize(
    ("demand", "kind", "needed"),
    [
        (UNLESS, "001", False),
        (UNLESS, "002", True),
        (UNLESS, None, True),
        (NEITHER, "001", False),
        (NEITHER, "003", True),
        (EMPTY, None, True),
        (EMPTY, "001", False),
    ],
)
def test_an_exclusion_demands_while_its_question_is_asked(demand: str, kind: str | None, needed: bool) -> None:
    of = form(f(1, "bool"), f(2, KINDS, "0:1"), f(3, count="0:1"), rules=("Wenn F1 = Ja, ist F2 auszublenden.", demand))
    assert (("F3", "missing") in gaps(of, NO | {"F2": kind})) is needed


@pytest.mark.parametrize(("demand", "needed"), [(UNLESS, False), (NEITHER, False), (EMPTY, True)])
def test_about_what_is_hidden_an_exclusion_demands_nothing(demand: str, needed: bool) -> None:
    """An unregistered company has no kind of register; that it is not a foreign one demands no number."""
    of = form(f(1, "bool"), f(2, KINDS, "0:1"), f(3, count="0:1"), rules=("Wenn F1 = Ja, ist F2 auszublenden.", demand))
    assert (gaps(of, YES) == [("F3", "missing")]) is needed
    assert asked(of, YES) == ["F1", "F3"]


def test_another_reason_beside_the_exclusion_still_demands() -> None:
    hide = "Wenn F1 = Ja, ist F2 auszublenden."
    of = form(f(1, "bool"), f(2, KINDS, "0:1"), f(3, count="0:1"), rules=(hide, UNLESS, MUST.format("F3")))
    assert gaps(of, YES) == [("F3", "missing")]


def test_what_hides_a_group_hides_what_is_excluded_in_it() -> None:
    group = g(1, f(2, KINDS), f(4, count="0:1"))
    of = form(f(1, "bool"), group, f(3, count="0:1"), rules=("Wenn F1 = Ja, ist G1 auszublenden.", UNLESS))
    assert [gaps(of, YES), gaps(of, NO | {"G1": {"F2": "002"}})] == [[], [("F3", "missing")]]


def test_each_row_has_its_own_exclusion() -> None:
    row = g(1, f(1, "bool"), f(2, KINDS, "0:1"), f(3, count="0:1"), count="0:*")
    of = form(row, rules=("Wenn F1 = Ja, ist F2 auszublenden.", UNLESS))
    assert gaps(of, {"G1": [YES, NO, NO | {"F2": "001"}]}) == [("G1.1.F3", "missing")]
