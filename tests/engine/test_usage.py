"""Which groups are in use, and what leaves."""

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.service import Service
from dienstweg.engine.usage import clean, kept, used
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, service

BOTH = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."


def leaving(compiled: Service, answers: Answers) -> Answers:
    return clean(compiled.nodes, answers, compiled.code_lists)


def remembered(compiled: Service, answers: Answers) -> Answers:
    return kept(compiled.nodes, answers)


CHOICE = service(
    once(
        group(
            "G9",
            perhaps(group("G00000001", once(field("F1")), perhaps(field("F2")))),
            perhaps(group("G00000002", perhaps(field("F1")))),
            rules=(rule(BOTH),),
        )
    )
)
GATED = service(perhaps(group("G1", once(field("F1")))), once(field("F2")))
OPTIONAL = service(
    perhaps(group("G1", perhaps(field("F1")), once(group("G2", perhaps(field("F2")))))), once(field("F3"))
)
ROWS = service(occurs("2:*", group("G1", perhaps(field("F1")), occurs("0:*", group("G2", perhaps(field("F2")))))))
SET = service(
    once(field("F1")),
    once(field("F2", role="hidden", content="7", datatype="num_int")),
    once(field("F3", role="locked", content="A")),
    once(field("F4", role="locked", content="kein Datum", datatype="date")),
    occurs("0:*", field("F5", role="hidden", content="x")),
    perhaps(group("G1", perhaps(field("F1")), once(field("F2", role="hidden", content="y")))),
)


@pytest.mark.parametrize(
    ("answers", "left", "remains"),
    [
        ({}, {}, {}),
        ({"?G1": False, "G1": {"F1": "a"}}, {}, {"?G1": False}),
        ({"G1": {"F1": "a"}}, {}, {}),
        ({"?G1": "ja", "G1": {"F1": "a"}}, {}, {}),
        ({"?G1": True, "G1": {"F1": "a"}}, {"G1": {"F1": "a"}}, {"?G1": True, "G1": {"F1": "a"}}),
        ({"?G1": True}, {}, {"?G1": True}),
    ],
)
def test_a_closed_gate_hides_what_is_behind_it(answers: Answers, left: Answers, remains: Answers) -> None:
    assert (leaving(GATED, answers), remembered(GATED, answers)) == (left, remains)


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({"G9": {"G00000001": {"F1": "a"}}}, {"G9": {}}),
        ({"G9": {"?G00000001": "G00000001", "G00000001": {"F1": "a"}}}, {"G9": {"G00000001": {"F1": "a"}}}),
        (
            {"G9": {"?G00000001": "G00000002", "G00000001": {"F1": "a"}, "G00000002": {"F1": "b"}}},
            {"G9": {"G00000002": {"F1": "b"}}},
        ),
        ({"G9": {"?G00000001": "G00000002"}}, {"G9": {"G00000002": {}}}),
        ({"G9": {"?G00000001": "G99", "G00000001": {"F1": "a"}}}, {"G9": {}}),
    ],
)
def test_only_the_chosen_option_leaves(answers: Answers, left: Answers) -> None:
    assert leaving(CHOICE, answers) == left


def test_the_choice_itself_is_remembered() -> None:
    answers: Answers = {"G9": {"?G00000001": "G00000002", "G00000001": {"F1": "a"}, "G00000002": {"F1": "b"}}}
    assert remembered(CHOICE, answers) == {"G9": {"?G00000001": "G00000002", "G00000002": {"F1": "b"}}}


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({}, {}),
        ({"G1": {}}, {}),
        ({"G1": {"F1": ""}}, {}),
        ({"G1": {"F1": "a"}}, {"G1": {"F1": "a", "G2": {}}}),
        ({"G1": {"G2": {"F2": "a"}}}, {"G1": {"G2": {"F2": "a"}}}),
        ({"G1": {"F9": "a"}}, {}),
    ],
)
def test_an_optional_group_leaves_when_something_in_it_is_answered(answers: Answers, left: Answers) -> None:
    assert leaving(OPTIONAL, answers) == left
    assert used(OPTIONAL.nodes, answers) is bool(left)


@pytest.mark.parametrize(
    ("answers", "left", "remains"),
    [
        ({}, [{}, {}], {}),
        ({"G1": [{"F1": "a"}]}, [{"F1": "a"}, {}], {"G1": [{"F1": "a"}]}),
        ({"G1": [{}, {"F1": "a"}, {"F1": ""}]}, [{"F1": "a"}, {}], {"G1": [{"F1": "a"}]}),
        (
            {"G1": [{"G2": [{}, {"F2": "x"}]}, {"F1": "a"}, {"F1": "b"}]},
            [{"G2": [{"F2": "x"}]}, {"F1": "a"}, {"F1": "b"}],
            {"G1": [{"G2": [{"F2": "x"}]}, {"F1": "a"}, {"F1": "b"}]},
        ),
    ],
)
def test_empty_rows_go_as_long_as_the_minimum_is_kept(answers: Answers, left: list[Answers], remains: Answers) -> None:
    assert (leaving(ROWS, answers), remembered(ROWS, answers)) == ({"G1": left}, remains)


def test_set_contents_are_put_in_whatever_is_posted() -> None:
    answers: Answers = {"F1": "a", "F2": 8, "F3": "B", "F4": "x", "F5": ["z"], "F9": "fremd"}
    assert leaving(SET, answers) == {"F1": "a", "F2": 7, "F3": "A", "F5": ["x"]}
    assert remembered(SET, answers) == {"F1": "a"}


def test_contents_of_an_optional_group_leave_with_it() -> None:
    assert leaving(SET, {"G1": {"F1": "a"}})["G1"] == {"F1": "a", "F2": "y"}
    assert used(SET.nodes, {"F2": 7, "G1": {"F2": "y"}}) is False


@pytest.mark.parametrize("value", [False, 0, "0"])
def test_no_and_nought_are_answers(value: object) -> None:
    compiled = service(perhaps(group("G1", perhaps(field("F1")))))
    assert leaving(compiled, {"G1": {"F1": value}}) == {"G1": {"F1": value}}


@pytest.mark.parametrize(
    ("values", "left"), [(["a", "", "b", None], {"F1": ["a", "b"]}), ([""], {}), ("a", {}), ([], {})]
)
def test_empty_values_of_a_question_go(values: object, left: Answers) -> None:
    compiled = service(occurs("0:*", field("F1")))
    assert (leaving(compiled, {"F1": values}), remembered(compiled, {"F1": values})) == (left, left)


@pytest.mark.parametrize("strange", ["text", ["a"], 7, None])
def test_whatever_lies_in_the_place_of_a_group_is_nothing(strange: object) -> None:
    for compiled, id_ in ((OPTIONAL, "G1"), (ROWS, "G1"), (CHOICE, "G9")):
        assert remembered(compiled, {id_: strange}) == {}
