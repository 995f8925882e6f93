"""What must hold between answers: told where the person can mend it, once, and only where it is in use."""

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.overlay import EffectPart, Overlay, RulePart
from tests.engine.ruling.forms import f, form, g, gaps, journey, short, told, whole

ONE = "Es muss mindestens eines der Felder F2 oder F3 befüllt sein."
ORDER = "F2 muss vor F3 liegen."
TOLD = "Bitte füllen Sie mindestens eine dieser Angaben aus: „Feld F2“ oder „Feld F3“."


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("F3", TOLD)]),
        ({"F2": "x"}, []),
        ({"F3": "x"}, []),
        ({"F2": "", "F3": None}, [("F3", TOLD)]),
    ],
)
def test_at_the_root_it_holds_whatever_is_answered(answers: Answers, expected: list[tuple[str, str]]) -> None:
    of = form(f(2, count="0:1"), f(3, count="0:1"), rules=(ONE,))
    assert told(of, answers) == expected


@pytest.mark.parametrize(("count", "expected"), [("1:1", [("G1.F3", TOLD)]), ("0:1", [])])
def test_in_a_group_it_holds_while_the_group_is_there(count: str, expected: list[tuple[str, str]]) -> None:
    group = g(1, f(2, count="0:1"), f(3, count="0:1"), f(4, count="0:1"), count=count, rules=(ONE,))
    of = form(f(1), group)
    assert told(of, {"F1": "x"}) == expected
    assert told(of, {"F1": "x", "G1": {"F4": "y"}}) == [("G1.F3", TOLD)]
    assert told(of, {"F1": "x", "G1": {"F2": "y"}}) == []


def test_what_cannot_be_told_yet_holds() -> None:
    """A check by hand that compares what is not answered comes to null."""
    check = EffectPart(valid="", holds=whole('F1 > date("2026-01-01")'), message="Zu früh.")
    of = form(f(1, "date", "0:1"), rules=("Fachlich.",), overlay=Overlay(rules={"R1": RulePart(effects=(check,))}))
    every: list[Answers] = [{}, {"F1": "2026-01-02"}, {"F1": "2026-01-01"}]
    assert [told(of, answers) for answers in every] == [[], [], [("F1", "Zu früh.")]]


def test_a_mandatory_group_in_an_unused_one_is_not_there() -> None:
    inner = g(2, f(2, count="0:1"), f(3, count="0:1"), rules=(ONE,))
    of = form(f(1), g(1, f(4, count="0:1"), inner, count="0:1"))
    assert gaps(of, {"F1": "x"}) == []
    assert gaps(of, {"F1": "x", "G1": {"F4": "y"}}) == [("G1.G2.F3", "wrong")]


def test_a_forbidden_group_is_not_checked() -> None:
    group = g(1, f(2, count="0:1"), f(3, count="0:1"), rules=(ONE,))
    of = form(f(1, "bool"), group, rules=("Wenn F1 = Ja, ist G1 auszublenden.",))
    assert [gaps(of, {"F1": hidden}) for hidden in (True, False)] == [[], [("G1.F3", "wrong")]]


def test_each_row_is_checked_for_itself() -> None:
    of = form(g(1, f(2, "date", "0:1"), f(3, "date", "0:1"), f(4, count="0:1"), count="0:*", rules=(ORDER, ONE)))
    good, late = {"F2": "2026-01-01", "F3": "2026-01-02"}, {"F2": "2026-01-03", "F3": "2026-01-02"}
    rows = [good, late, {}, {"F4": "x"}, late]
    assert [(path, kind) for path, kind in gaps(of, {"G1": rows})] == [
        ("G1.1.F3", "wrong"),
        ("G1.4.F3", "wrong"),
        ("G1.3.F3", "wrong"),
    ]


def test_rows_in_rows_are_checked_each_for_itself() -> None:
    of = form(g(1, g(2, f(2, "date", "0:1"), f(3, "date", "0:1"), count="0:*", rules=(ORDER,)), count="0:*"))
    good, late = {"F2": "2026-01-01", "F3": "2026-01-02"}, {"F2": "2026-01-03", "F3": "2026-01-02"}
    rows = [{}, {"G2": [good, late]}, {"G2": []}, {"G2": [{}, late]}]
    assert [path for path, _ in gaps(of, {"G1": rows})] == ["G1.1.G2.1.F3", "G1.3.G2.1.F3"]


def test_what_is_not_answered_is_no_fault_of_a_comparison() -> None:
    of = form(f(2, "date", "0:1"), f(3, "date", "0:1"), rules=(ORDER,))
    found = [gaps(of, answers) for answers in ({}, {"F2": "2026-01-01"}, {"F3": "2026-01-01"})]
    assert found == [[], [], []]


def test_a_value_that_cannot_be_compared_is_told_as_such_only() -> None:
    of = form(f(2, "date"), f(3, "date"), rules=(ORDER,))
    assert gaps(of, {"F2": "gestern", "F3": "2026-01-01"}) == [("F2", "wrong")]


def test_it_is_not_told_twice_at_one_place() -> None:
    of = form(f(2, "date"), f(3, "date"), f(4, "date"), rules=(ORDER, "F4 muss vor F3 liegen."))
    answers: Answers = {"F2": "2026-01-02", "F3": "2026-01-01", "F4": "2026-01-02"}
    assert gaps(of, answers) == [("F3", "wrong"), ("F4", "wrong")]
    late = form(f(2, "date"), f(4, "date"), f(3, "date"), rules=(ORDER, "F4 muss vor F3 liegen."))
    assert gaps(late, answers) == [("F3", "wrong")]


def test_it_is_told_at_the_last_place_in_sight() -> None:
    of = form(
        f(1, "bool"),
        f(2, count="0:1"),
        f(3, count="0:1"),
        rules=(ONE, "Wenn F1 = Ja, ist F3 auszublenden."),
    )
    assert gaps(of, {"F1": True}) == [("F2", "wrong")]


def test_where_nothing_is_in_sight_nothing_is_told() -> None:
    hide = "Wenn F1 = Ja, ist {} auszublenden."
    of = form(f(1, "bool"), f(2, count="0:1"), f(3, count="0:1"), rules=(ONE, hide.format("F2"), hide.format("F3")))
    assert gaps(of, {"F1": True}) == []


def test_it_is_told_on_the_page_of_its_last_place_alone() -> None:
    many = tuple(f(number) for number in range(10, 26))
    of = form(g(1, f(2, "date"), *many), g(2, f(3, "date"), f(4)), rules=("F2 muss vor F3 liegen.",))
    way = journey(of, {"G1": {"F2": "2026-01-02"}, "G2": {"F3": "2026-01-01"}})
    found = {page.slug: [short(gap.path) for gap in way.gaps(page) if gap.kind == "wrong"] for page in way.pages}
    assert [paths for paths in found.values() if paths] == [["G2.F3"]]
    assert [page.slug for page in way.pages if found[page.slug]] == [way.pages[-1].slug]


def test_groups_are_told_by_themselves() -> None:
    """A check about whole groups stands at the last of them, behind an open gate or as a list of rows."""
    of = form(
        f(1),
        g(1, f(2, count="0:1"), count="0:1"),
        g(2, f(3, count="0:1"), count="0:*"),
        rules=("Es muss mindestens eine der Gruppen G1 oder G2 befüllt sein.",),
    )
    assert gaps(of, {"F1": "x"}) == [("G2", "wrong")]
    filled: list[Answers] = [{"F1": "x", "G1": {"F2": "y"}}, {"F1": "x", "G2": [{"F3": "y"}]}]
    assert [gaps(of, answers) for answers in filled] == [[], []]


def test_in_a_choice_the_chosen_option_is_checked() -> None:
    option = g(2, f(2, count="0:1"), f(3, count="0:1"), count="0:1", rules=(ONE,))
    of = form(f(9), g(1, option, g(3, f(4), count="0:1"), art="X"))
    assert gaps(of, {"F9": "x", "G1": {"?G2": "G3", "G3": {"F4": "y"}}}) == []
    assert gaps(of, {"F9": "x", "G1": {"?G2": "G2"}}) == [("G1.G2", "missing"), ("G1.G2.F3", "wrong")]


def test_two_optional_groups_of_which_exactly_one_is_wanted_become_a_choice() -> None:
    text = "Es muss entweder G1 oder G2 befüllt werden."
    of = form(f(1), g(1, f(2), count="0:1"), g(2, f(3), count="0:1"), rules=(text,))
    assert (of.checks, gaps(of, {"F1": "x"})) == ((), [("?G1", "missing")])
    named = form(
        f(1, "bool"),
        g(1, f(2), count="0:1"),
        g(2, f(3), count="0:1"),
        rules=(text, "Wenn F1 = Ja, ist G1 auszublenden."),
    )
    assert len(named.checks) == 1
    assert [gaps(named, {"F1": hidden}) for hidden in (True, False)] == [[("G2", "wrong")]] * 2
    both: Answers = {"F1": False, "G1": {"F2": "x"}, "G2": {"F3": "y"}}
    assert gaps(named, both) == [("G2", "wrong")]


@pytest.mark.parametrize(("land", "expected"), [("HE", [("F3", "wrong")]), ("BY", [])])
def test_a_check_of_one_land(land: str, expected: list[tuple[str, str]]) -> None:
    text = f"Für das Land HE gilt: {ONE}"
    of = form(f(1), f(2, count="0:1"), f(3, count="0:1"), rules=(text,), land=land)
    assert gaps(of, {"F1": "x"}) == expected
