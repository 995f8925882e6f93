"""Inside repeated groups every row is looked at for itself; rows differ, may be empty, and may be about to come."""

import pytest

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers
from tests.engine.ruling.forms import asked, f, form, g, gaps, journey, leaving, short

SHOW = "Wenn F1 = Ja, zeige F2 an, sonst nicht."
MUST = "Wenn F1 = Ja, muss F3 befüllt werden."
ROWS = form(g(1, f(1, "bool"), f(2), f(3, count="0:1"), count="0:*"), rules=(SHOW, MUST))
YES: Answers = {"F1": True}
NO: Answers = {"F1": False}


def test_each_row_asks_for_itself() -> None:
    assert asked(ROWS, {"G1": [YES, NO]}) == [
        "G1.0.F1",
        "G1.0.F2",
        "G1.0.F3",
        "G1.1.F1",
        "G1.1.F3",
        "G1.+.F1",
        "G1.+.F3",
    ]
    assert gaps(ROWS, {"G1": [YES, NO]}) == [("G1.0.F2", "missing"), ("G1.0.F3", "missing")]


def test_empty_rows_between_do_not_shift_the_others() -> None:
    rows: Answers = {"G1": [{}, YES | {"F2": "a", "F3": "x"}, {}, NO | {"F2": "b"}, YES | {"F2": "c", "F3": "y"}]}
    assert gaps(ROWS, rows) == []
    assert leaving(ROWS, rows) == {"G1": [YES | {"F2": "a", "F3": "x"}, NO, YES | {"F2": "c", "F3": "y"}]}


def test_a_new_row_is_as_if_nothing_were_answered() -> None:
    of = form(g(1, f(1, "bool"), f(2), f(3, count="0:*"), count="0:*"), rules=("Wenn F3 leer ist, zeige F2 an.",))
    assert asked(of, {"G1": [{"F3": ["x"]}, NO]}) == [
        "G1.0.F1",
        "G1.0.F3",
        "G1.1.F1",
        "G1.1.F2",
        "G1.1.F3",
        "G1.+.F1",
        "G1.+.F2",
        "G1.+.F3",
    ]


def test_several_empty_rows_are_all_alike() -> None:
    assert asked(ROWS, {"G1": [{}, {}]}) == [f"G1.{row}.{one}" for row in "01+" for one in ("F1", "F3")]


def test_rows_in_a_group_that_nobody_uses_yet_are_looked_at() -> None:
    of = form(f(9), g(1, g(2, f(1, "bool"), f(2), count="0:*"), count="0:1"), rules=(SHOW,))
    rows: Answers = {"F9": "x", "G1": {"G2": [{}, {}, {}]}}
    assert asked(of, rows) == ["F9", "G1.G2.0.F1", "G1.G2.1.F1", "G1.G2.2.F1", "G1.G2.+.F1"]


NESTED = form(g(1, f(1, "bool"), g(2, f(4, "bool"), f(2), f(3), count="0:*"), count="0:*"), rules=(SHOW,))
INNER = form(
    g(1, f(1, "bool"), g(2, f(4, "bool"), f(2), count="0:*"), count="0:*"),
    rules=("Wenn F1 = Ja und F4 = Ja, zeige F2 an, sonst nicht.",),
)


def test_an_inner_row_sees_its_outer_row() -> None:
    inner = {"F4": True, "F2": "x", "F3": "y"}
    without = {"F4": True, "F3": "y"}
    rows: Answers = {"G1": [YES | {"G2": [inner, inner]}, NO | {"G2": [inner]}, {}]}
    assert leaving(NESTED, rows) == {"G1": [YES | {"G2": [inner, inner]}, NO | {"G2": [without]}]}


def test_an_inner_row_sees_itself_too() -> None:
    kept, dropped = {"F4": True, "F2": "x"}, {"F4": False, "F2": "x"}
    rows: Answers = {"G1": [{}, YES | {"G2": [dropped, {}, kept]}, NO | {"G2": [kept]}]}
    assert leaving(INNER, rows) == {
        "G1": [YES | {"G2": [{"F4": False}, kept]}, NO | {"G2": [{"F4": True}]}],
    }
    assert asked(INNER, {"G1": [YES | {"G2": [{"F4": True}]}]})[:4] == [
        "G1.0.F1",
        "G1.0.G2.0.F4",
        "G1.0.G2.0.F2",
        "G1.0.G2.+.F4",
    ]


def test_inner_rows_come_and_go_with_their_row() -> None:
    of = form(
        g(1, f(1, "bool"), g(2, f(2), count="1:*"), count="0:*"),
        rules=("Wenn F1 = Ja, zeige G2 an, sonst nicht.",),
    )
    rows: Answers = {"G1": [YES | {"G2": [{"F2": "a"}]}, NO | {"G2": [{"F2": "b"}]}, YES]}
    assert leaving(of, {"G1": [*rows["G1"][:2]]}) == {"G1": [YES | {"G2": [{"F2": "a"}]}, NO]}  # type: ignore[index] # rows are lists
    assert gaps(of, rows) == [("G1.2.G2.0.F2", "missing")]


def test_a_row_left_with_nothing_but_forbidden_answers_does_not_count() -> None:
    of = form(
        f(1, "bool"),
        g(1, f(2, count="0:1"), f(5, count="0:1"), count="0:*"),
        f(3, count="0:1"),
        rules=("Wenn F1 = Ja, ist F2 auszublenden.", "Wenn G1 befüllt ist, muss F3 befüllt werden."),
    )
    rows: Answers = {"G1": [{"F2": "x"}, {"F5": "y"}, {"F2": "z"}]}
    assert leaving(of, YES | rows | {"F3": "a"}) == YES | {"G1": [{"F5": "y"}], "F3": "a"}
    assert gaps(of, YES | {"G1": [{"F2": "x"}]}) == []
    assert gaps(of, NO | {"G1": [{"F2": "x"}]}) == [("F3", "missing")]


def test_a_group_outside_sees_all_rows() -> None:
    of = form(
        g(1, f(1, "bool"), count="0:*"),
        f(2),
        overlay=None,
        rules=("Wenn G1 befüllt ist, zeige F2 an.",),
    )
    found: list[list[Answers]] = [[], [{}], [NO]]
    assert [asked(of, {"G1": rows})[-1] for rows in found] == ["G1.+.F1", "G1.+.F1", "F2"]


def test_the_group_of_the_row_is_the_row() -> None:
    of = form(
        g(1, f(2, count="0:1"), f(3, count="0:1"), count="0:*"),
        rules=("Wenn G1 befüllt ist, muss F3 befüllt werden.",),
    )
    assert gaps(of, {"G1": [{}, {"F2": "x"}, {"F3": "y"}]}) == [("G1.1.F3", "missing")]


@pytest.mark.parametrize("number", range(4))
def test_summary_and_payload_follow_the_row(number: int) -> None:
    found = [YES | {"F2": "a", "F3": "b"} if place == number else NO | {"F2": "geheim"} for place in range(4)]
    way = journey(ROWS, {"G1": found})
    said = [short(line.path) for section in way.summary() for line in section.lines if line.value is not None]
    assert [path for path in said if path.endswith("F2")] == [f"G1.{number}.F2"]
    clean = way.clean()
    written = handover.json_bytes(handover.json_payload(ROWS, clean))
    assert b"geheim" not in written
    assert handover.validate(ROWS, written, handover.xml_payload(ROWS, clean)) == ()


def test_a_needed_group_in_a_row_is_needed_in_that_row() -> None:
    of = form(
        g(1, f(1, "bool"), g(2, f(2, count="0:1"), count="0:1"), count="0:*"),
        rules=("Wenn F1 = Ja, muss F2 befüllt werden.",),
    )
    assert gaps(of, {"G1": [NO, YES, {}]}) == [("G1.1.G2.F2", "missing")]


def test_a_row_in_a_chosen_option() -> None:
    option = g(2, f(1, "bool"), f(2), count="0:*")
    of = form(g(1, option, g(3, f(3), count="0:1"), art="X"), rules=(SHOW,))
    rows: Answers = {"G1": {"?G2": "G2", "G2": [YES | {"F2": "a"}, NO | {"F2": "b"}]}}
    assert leaving(of, rows) == {"G1": {"G2": [YES | {"F2": "a"}, NO]}}
