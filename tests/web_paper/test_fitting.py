"""Of endless answers a receipt prints the beginnings, and says where the rest is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienstweg.web.paper import Fitted, Line, Section, fitted
from dienstweg.web.paper.fitting import LONGEST

MARK = "…"
ENDLESS = "Der Hund kam im April. " * 1_000


def section(*values: str | None, title: str = "Seite") -> Section:
    return Section(title, tuple(Line(f"F{number}", value) for number, value in enumerate(values)))


def lengths(found: Fitted) -> list[int]:
    return [len((line.value or "").removesuffix(f" {MARK}")) for one in found.sections for line in one.lines]


def test_what_fits_is_printed_as_it_is() -> None:
    sections = (section("Bella", None, "", "x" * LONGEST), section(title="Leer"))
    assert fitted(sections, remark=MARK) == Fitted(sections)


def test_one_endless_answer_is_cut() -> None:
    found = fitted((section("Bella", ENDLESS, "Rex"),), remark=MARK)
    assert found == Fitted((section("Bella", f"{ENDLESS[:LONGEST]} {MARK}", "Rex"),), shortened=1)


def test_where_room_is_short_the_longest_give_way_and_share_it() -> None:
    found = fitted((section("Bella", ENDLESS, "y z " * 100, ENDLESS),), remark=MARK, room=3_000)
    assert lengths(found) == [5, 1213, 400, 1213]
    assert (found.shortened, found.left_out) == (2, 0)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("y z " * 500, 958), ("\n" * 2_000, 73), ("ж " * 1_000, 382), ("x" * 2_000, 479)],
    ids=["sentences", "line ends", "another script", "one word"],
)
def test_what_is_hard_to_print_gets_fewer_letters(typed: str, letters: int) -> None:
    assert lengths(fitted((section(typed),), remark=MARK, room=1_000)) == [letters]


def test_of_too_many_answers_the_last_are_left_out() -> None:
    sections = (section(*["Bella"] * 30), section(*["Rex"] * 30, title="Zweite"), section("Ali", title="Dritte"))
    found = fitted(sections, remark=MARK, room=1_600)
    assert [(one.title, len(one.lines)) for one in found.sections] == [("Seite", 30), ("Zweite", 3)]
    assert (found.shortened, found.left_out) == (0, 28)


@given(st.lists(st.one_of(st.none(), st.text(max_size=400), st.just(ENDLESS)), max_size=30), st.integers(0, 20_000))
def test_answers_keep_their_order_and_their_beginnings(values: list[str | None], room: int) -> None:
    found = fitted((section(*values),), remark=MARK, room=room)
    printed = [line for one in found.sections for line in one.lines]
    assert found.left_out == sum(value is not None for value in values[len(printed) :])
    cut = 0
    for line, value in zip(printed, values, strict=False):
        if line.value != value:
            assert line.value is not None
            assert value is not None
            assert value.startswith(line.value.removesuffix(f" {MARK}"))
            cut += 1
    assert found.shortened == cut
