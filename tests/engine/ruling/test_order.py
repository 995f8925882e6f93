"""Each rule finds settled what it reads, in whatever order the file says them; circles are told and left."""

from itertools import pairwise, permutations, product

import pytest
from msgspec.structs import replace

from dienstweg.engine.answers import Answers
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.ruling import prepare
from tests.engine.ruling.forms import asked, f, form, g, gaps, journey, leaving, long, short
from tests.engine.schema_parts import field, once, points, rule, schema, service

SHOW = "Wenn {} = Ja, zeige {} an, sonst nicht."
CHAIN = (SHOW.format("F1", "F2"), SHOW.format("F2", "F3"), SHOW.format("F3", "F4"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_is_followed_to_its_end(order: tuple[int, ...]) -> None:
    of = form(*(f(number, "bool") for number in range(1, 5)), rules=tuple(CHAIN[place] for place in order))
    whole: Answers = {f"F{number}": True for number in range(1, 5)}
    assert leaving(of, whole) == whole
    assert leaving(of, whole | {"F1": False}) == {"F1": False}
    assert leaving(of, whole | {"F2": False}) == {"F1": True, "F2": False}
    assert asked(of, {"F1": True, "F3": True, "F4": True}) == ["F1", "F2"]


def test_a_chain_through_groups_rows_and_values() -> None:
    of = form(
        f(1, "bool"),
        g(1, f(2, "001 002"), f(3, count="0:1")),
        g(2, f(4, "bool"), f(5), count="0:*"),
        rules=(
            "Wenn F4 = Ja, zeige F5 an, sonst nicht.",
            "Wenn G1.F2 = 001, zeige G2 an, sonst nicht.",
            "Wenn F1 = Ja, ist F2 mit 001 vorzubefüllen und auszublenden.",
        ),
    )
    rows: Answers = {"G2": [{"F4": True, "F5": "x"}, {"F4": False, "F5": "y"}]}
    kept: Answers = {"G2": [{"F4": True, "F5": "x"}, {"F4": False}]}
    assert leaving(of, {"F1": True} | rows) == {"F1": True, "G1": {"F2": "001"}} | kept
    assert leaving(of, {"F1": False, "G1": {"F2": "002"}} | rows) == {"F1": False, "G1": {"F2": "002"}}


def test_layers_are_as_few_as_can_be() -> None:
    of = form(*(f(number, "bool") for number in range(1, 5)), rules=CHAIN)
    assert [[short(step.path) for step in layer] for layer in prepare(of).layers] == [["F2"], ["F3"], ["F4"]]
    wide = form(
        *(f(number, "bool") for number in range(1, 5)), rules=tuple(SHOW.format("F1", f"F{n}") for n in (2, 3, 4))
    )
    assert [[short(step.path) for step in layer] for layer in prepare(wide).layers] == [["F2", "F3", "F4"]]


# --- circles ---------------------------------------------------------------------------------------------------------


def test_two_that_hide_each_other() -> None:
    of = form(
        f(1, "bool"),
        f(2, "bool"),
        f(3),
        rules=("Wenn F1 = Ja, ist F2 auszublenden.", "Wenn F2 = Ja, ist F1 auszublenden."),
    )
    assert points(of) == [("rule_circle", long("F2"))]
    assert of.open_points[0].message == (
        "R1, R2: Diese Regeln entscheiden im Kreis übereinander. Ausgeführt wird keine von ihnen."
    )
    assert leaving(of, {"F1": True, "F2": True, "F3": "x"}) == {"F1": True, "F2": True, "F3": "x"}


def test_what_hangs_on_a_circle_is_carried_out() -> None:
    texts = ("Wenn F1 = Ja, ist F2 auszublenden.", "Wenn F2 = Ja, ist F1 auszublenden.", SHOW.format("F2", "F3"))
    of = form(f(1, "bool"), f(2, "bool"), f(3), rules=texts)
    assert points(of) == [("rule_circle", long("F2"))]
    assert leaving(of, {"F1": True, "F2": False, "F3": "x"}) == {"F1": True, "F2": False}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_linked_circles_are_one(order: tuple[int, ...]) -> None:
    """Which of them is left out does not hang on the order of the file: all of them are."""
    pairs = ((1, 2), (2, 1), (2, 3), (3, 2))
    texts = tuple(f"Wenn F{pairs[place][0]} = Ja, ist F{pairs[place][1]} auszublenden." for place in order)
    of = form(f(1, "bool"), f(2, "bool"), f(3, "bool"), rules=texts)
    assert [code for code, _ in points(of)] == ["rule_circle"]
    assert leaving(of, {"F1": True, "F2": True, "F3": True}) == {"F1": True, "F2": True, "F3": True}


def test_two_circles_are_told_each() -> None:
    pairs = ((1, 2), (2, 1), (3, 4), (4, 3))
    texts = tuple(f"Wenn F{one} = Ja, ist F{other} auszublenden." for one, other in pairs)
    of = form(*(f(number, "bool") for number in range(1, 5)), rules=texts)
    assert sorted(points(of)) == [("rule_circle", long("F2")), ("rule_circle", long("F4"))]


def test_a_circle_through_a_group() -> None:
    of = form(
        f(1, "bool"),
        g(1, f(2, "bool")),
        rules=("Wenn F1 = Ja, ist G1 auszublenden.", "Wenn G1.F2 = Ja, ist F1 auszublenden."),
    )
    assert [code for code, _ in points(of)] == ["rule_circle"]


def test_an_element_that_hides_itself_by_its_group() -> None:
    of = form(f(9), g(1, f(1), f(2), count="0:1"), rules=("Wenn G1 befüllt ist, ist F2 auszublenden.",))
    assert points(of) == [("rule_circle", long("G1.F2"))]
    assert gaps(of, {"F9": "x", "G1": {"F1": "y"}}) == [("G1.F2", "missing")]


def test_an_element_that_hides_itself_by_its_row() -> None:
    of = form(g(1, f(1), f(2), count="0:*"), rules=("Wenn G1 befüllt ist, ist F2 auszublenden.",))
    assert points(of) == [("rule_circle", long("G1.F2"))]


def test_a_long_circle_is_found_in_time() -> None:
    count = 400
    children = tuple(f(number, "bool") for number in range(1, count + 1))
    texts = tuple(
        rule(f"Wenn F{number:011} = Ja, ist F{number % count + 1:011} auszublenden.", f"R{number}")
        for number in range(1, count + 1)
    )
    of = compile_service(schema(*children, rules=texts))
    assert [point.code for point in of.open_points] == ["rule_circle"]


def test_needs_and_checks_make_no_circle() -> None:
    of = form(
        f(1, count="0:1"),
        f(2, count="0:1"),
        rules=("Wenn F1 leer ist, muss F2 befüllt werden.", "Wenn F2 leer ist, muss F1 befüllt werden."),
    )
    assert points(of) == []
    assert [gaps(of, answers) for answers in ({}, {"F1": "x"}, {"F2": "x"})] == [
        [("F1", "missing"), ("F2", "missing")],
        [],
        [],
    ]


def test_the_same_nodes_with_other_rules_are_another_form() -> None:
    """What is kept compiled is found by the rules, not by the nodes alone."""
    of = form(f(1, "bool"), f(2), rules=(SHOW.format("F1", "F2"),))
    free = replace(of, ruled=())
    for _ in range(2):
        assert [asked(one, {"F1": False}) for one in (of, free)] == [["F1"], ["F1", "F2"]]


def test_whatever_was_answered_first() -> None:
    """All answers to four questions of a chain, given in any order, come to the same."""
    of = form(*(f(number, "bool") for number in range(1, 5)), rules=CHAIN)
    for given in product((None, True, False), repeat=4):
        answers = {f"F{number}": answer for number, answer in enumerate(given, 1) if answer is not None}
        turned = dict(reversed(answers.items()))
        assert journey(of, answers).clean() == journey(of, turned).clean()


def test_the_author_s_values_wait_too() -> None:
    of = form(
        f(1, "num_int"),
        f(2, "num_int"),
        f(3),
        overlay=Overlay(computed=long({"F2": "F1 * 2"})),
        rules=("Wenn F2 > 10, zeige F3 an, sonst nicht.",),
    )
    assert [asked(of, {"F1": number}) for number in (5, 6)] == [["F1"], ["F1", "F3"]]


def test_a_chain_of_rules_ends_somewhere() -> None:
    ids = [f"F{number:08}" for number in range(100)]
    links = pairwise(ids)
    sentences = tuple(rule(f"Wenn {one} = Ja, dann zeige {other} an, sonst nicht.", f"R{one}") for one, other in links)
    compiled = service(*(once(field(one, datatype="bool")) for one in ids), rules=sentences)
    assert points(compiled) == [("rule_chain", path) for path in ids[65:]]
    assert [one.path for one in compiled.ruled if one.forbid] == ids[1:65]
