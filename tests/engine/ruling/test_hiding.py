"""What a rule forbids is not asked and does not leave; what it gives back is there again."""

import json
from datetime import date

import pytest
from lxml import etree

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers
from tests.engine.ruling.forms import TODAY, asked, f, form, g, gaps, journey, leaving, short

HIDE = "Wenn F1 = Ja, ist {} auszublenden."
YES: Answers = {"F1": True}
NO: Answers = {"F1": False}


def test_a_question() -> None:
    of = form(f(1, "bool"), f(2), f(3), rules=(HIDE.format("F2"),))
    answers: Answers = {"F2": "geheim", "F3": "x"}
    assert asked(of, YES | answers) == ["F1", "F3"]
    assert leaving(of, YES | answers) == {"F1": True, "F3": "x"}
    assert gaps(of, YES | {"F3": "x"}) == []
    assert leaving(of, NO | answers) == {"F1": False, "F2": "geheim", "F3": "x"}
    assert gaps(of, NO | {"F3": "x"}) == [("F2", "missing")]


def test_a_group_with_all_that_is_in_it() -> None:
    of = form(f(1, "bool"), g(1, f(2), g(2, f(3)), f(4, "label", content="Hinweis")), rules=(HIDE.format("G1"),))
    answers: Answers = {"G1": {"F2": "a", "G2": {"F3": "b"}}}
    assert asked(of, YES | answers) == ["F1"]
    assert (leaving(of, YES | answers), gaps(of, YES)) == ({"F1": True}, [])
    assert asked(of, NO) == ["F1", "G1.F2", "G1.G2.F3", "G1.F4"]


def test_a_note() -> None:
    of = form(f(1, "bool"), f(2), f(3, "label", content="Lesen Sie das."), rules=(HIDE.format("F3"),))
    assert (asked(of, NO), asked(of, YES)) == (["F1", "F2", "F3"], ["F1", "F2"])


def test_a_repeated_group_and_a_repeated_question() -> None:
    of = form(f(1, "bool"), g(1, f(2), count="1:*"), f(3, count="1:*"), rules=(HIDE.format("G1"), HIDE.format("F3")))
    answers: Answers = {"G1": [{"F2": "a"}, {"F2": "b"}], "F3": ["x", "y"]}
    assert (leaving(of, YES | answers), gaps(of, YES | answers)) == ({"F1": True}, [])
    assert gaps(of, NO) == [("G1.0.F2", "missing"), ("F3.0", "missing")]


def test_a_locked_value_is_not_sent_either() -> None:
    of = form(f(1, "bool"), f(2, "locked", content="Amt"), rules=(HIDE.format("F2"),))
    assert (leaving(of, NO), leaving(of, YES)) == ({"F1": False, "F2": "Amt"}, {"F1": True})


def test_nothing_forbidden_is_in_summary_or_payloads() -> None:
    of = form(f(1, "bool"), f(2), g(1, f(3)), rules=(HIDE.format("F2"), HIDE.format("G1")))
    way = journey(of, YES | {"F2": "geheim", "G1": {"F3": "geheim"}})
    lines = [line.path for section in way.summary() for line in section.lines]
    clean = way.clean()
    xml = handover.xml_payload(of, clean)
    assert short(lines) == ["F1"]
    assert short(json.loads(handover.json_bytes(handover.json_payload(of, clean)))) == {"F1": True}
    assert [etree.QName(one).localname for one in etree.fromstring(xml)] == ["F00000000001V1.0.0"]
    assert handover.validate(of, handover.json_bytes(handover.json_payload(of, clean)), xml) == ()


def test_show_only_when_forbids_before_the_answer_too() -> None:
    of = form(f(1, "bool"), f(2), rules=("Zeige F2 an, wenn F1 = Ja.",))
    assert [asked(of, answers) for answers in ({}, NO, YES)] == [["F1"], ["F1"], ["F1", "F2"]]


def test_changed_back_everything_is_there_again() -> None:
    of = form(f(1, "bool"), g(1, f(2), f(3, count="0:*")), rules=(HIDE.format("G1"),))
    answers: Answers = {"G1": {"F2": "a", "F3": ["b", "c"]}}
    assert leaving(of, NO | answers) == NO | answers
    assert leaving(of, YES | answers) == YES
    assert leaving(of, NO | answers) == NO | answers


def test_a_page_goes_and_comes() -> None:
    of = form(f(1, "bool"), g(1, *(f(number) for number in range(10, 24))), rules=(HIDE.format("G1"),))
    ways = [journey(of, answers) for answers in (NO, YES)]
    assert [len(way.pages) for way in ways] == [len(of.pages), 1]
    page = ways[1].pages[0]
    assert [way.next_page(page) for way in ways] == [of.pages[1], None]


def test_the_first_option_of_a_choice_may_go() -> None:
    """The choice is still told by the same name: what was chosen and answered stays."""
    of = form(
        f(1, "bool"),
        g(1, g(2, f(2), count="0:1"), g(3, f(3), count="0:1"), art="X"),
        rules=(HIDE.format("G2"),),
    )
    answers: Answers = {"G1": {"?G2": "G3", "G3": {"F3": "x"}}}
    assert [leaving(of, one | answers) for one in (NO, YES)] == [
        {"F1": one, "G1": {"G3": {"F3": "x"}}} for one in (False, True)
    ]
    gone: Answers = {"G1": {"?G2": "G2", "G2": {"F2": "x"}}}
    assert (leaving(of, YES | gone), gaps(of, YES | gone)) == ({"F1": True, "G1": {}}, [("G1.?G2", "missing")])


def test_a_choice_without_options_goes() -> None:
    both = (HIDE.format("G2"), HIDE.format("G3"))
    of = form(f(1, "bool"), g(1, g(2, f(2), count="0:1"), g(3, f(3), count="0:1"), art="X"), rules=both)
    assert (asked(of, YES), gaps(of, YES), leaving(of, YES)) == (["F1"], [], {"F1": True, "G1": {}})


@pytest.mark.parametrize(("gate", "shown"), [(True, True), (False, False), (None, False)])
def test_an_answer_behind_a_gate_counts_while_it_is_open(gate: bool | None, shown: bool) -> None:
    of = form(f(9), g(1, g(2, f(1, "bool")), count="0:1"), f(2), rules=("Zeige F2 an, wenn F1 = Ja.",))
    answers: Answers = {"F9": "x", "?G1": gate, "G1": {"G2": {"F1": True}}}
    assert ("F2" in asked(of, answers)) is shown


@pytest.mark.parametrize(("option", "shown"), [("G2", True), ("G3", False), (None, False)])
def test_an_answer_in_an_option_counts_while_it_is_chosen(option: str | None, shown: bool) -> None:
    choice = g(1, g(2, f(1, "bool"), count="0:1"), g(3, f(3), count="0:1"), art="X")
    of = form(choice, f(2), rules=("Zeige F2 an, wenn F1 = Ja.",))
    answers: Answers = {"G1": {"?G2": option, "G2": {"F1": True}}}
    assert ("F2" in asked(of, answers)) is shown


def test_the_land_decides() -> None:
    texts = ("Für das Land NW gilt: F2 ist auszublenden.",)
    assert [asked(form(f(1), f(2), rules=texts, land=land), {}) for land in ("NW", "HE")] == [["F1"], ["F1", "F2"]]


def test_nothing_to_ask_leaves_no_page() -> None:
    of = form(f(1), rules=("Für das Land HE gilt: F1 ist auszublenden.",))
    way = journey(of, {})
    assert (way.pages, way.first_gap(), way.clean(), way.summary()) == ((), None, {}, ())


@pytest.mark.parametrize(("born", "shown"), [("2008-05-12", False), ("2008-05-13", True), (None, False)])
def test_the_day_decides(born: str | None, shown: bool) -> None:
    of = form(f(1, "date", "0:1"), f(2), rules=("Wenn F1 jünger als 18 Jahre ist, dann zeige F2 an.",))
    assert ("F2" in asked(of, {"F1": born})) is shown


def test_without_a_day_what_depends_on_it_does_not_hold() -> None:
    of = form(f(1, "date"), f(2), rules=("Wenn F1 in der Zukunft liegt, ist F2 auszublenden.",))
    answers = {"F1": "2030-01-01", "F2": "x"}
    assert [short(journey(of, answers, day).clean()) for day in (TODAY, date(2031, 1, 1), None)] == [
        {"F1": "2030-01-01"},
        answers,
        answers,
    ]
