"""Values that rules set are not asked and always sent; codes that they leave are all that is offered."""

import json
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.overlay import EffectPart, Overlay, RulePart
from dienstweg.engine.service import Service
from tests.engine.ruling.forms import TODAY, asked, f, form, g, gaps, journey, leaving, long, short, told
from tests.engine.schema_parts import points

SET = "Wenn F1 = Ja, ist F2 mit 001 vorzubefüllen und auszublenden."
YES: Answers = {"F1": True}
NO: Answers = {"F1": False}
CODES = "001 002 003"


def test_the_value_is_sent_and_not_asked() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(SET,))
    assert (asked(of, YES), gaps(of, YES), leaving(of, YES)) == (["F1"], [], {"F1": True, "F2": "001"})
    assert (asked(of, NO), gaps(of, NO), leaving(of, NO)) == (["F1", "F2"], [("F2", "missing")], {"F1": False})


def test_it_goes_before_what_was_answered_and_gives_it_back() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(SET,))
    assert leaving(of, YES | {"F2": "003"}) == {"F1": True, "F2": "001"}
    assert leaving(of, NO | {"F2": "003"}) == {"F1": False, "F2": "003"}
    assert short(journey(of, YES | {"F2": "003"}).kept()) == YES


def test_it_is_in_payloads_and_not_in_the_summary() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(SET,))
    way = journey(of, YES)
    written = handover.json_bytes(handover.json_payload(of, way.clean()))
    assert short(json.loads(written)) == {"F1": True, "F2": "001"}
    assert handover.validate(of, written, handover.xml_payload(of, way.clean())) == ()
    assert short([line.path for section in way.summary() for line in section.lines]) == ["F1"]


@pytest.mark.parametrize(
    ("count", "given", "leaves"),
    [
        ("1:1", {}, {"F2": "001"}),
        ("1:1", {"F3": "x"}, {"F2": "001", "F3": "x"}),
        ("0:1", {"F3": "x"}, {"F2": "001", "F3": "x"}),
    ],
)
def test_it_leaves_when_its_group_does(count: str, given: Answers, leaves: Answers) -> None:
    of = form(f(1, "bool"), g(1, f(2, CODES), f(3), count=count), rules=(SET,))
    assert leaving(of, YES | {"G1": given, "?G1": True}) == YES | {"G1": leaves}


def test_an_unused_group_in_which_something_must_be_answered_stays_away() -> None:
    of = form(f(1, "bool"), g(1, f(2, CODES), f(3), count="0:1"), rules=(SET, "Wenn F1 = Nein, ist G1 auszublenden."))
    assert (leaving(of, YES), gaps(of, YES)) == (YES, [])


def test_an_optional_group_in_which_nothing_must_be_answered_is_there_for_the_value() -> None:
    of = form(f(1, "bool"), g(1, f(2, CODES, "0:1"), f(3, count="0:1"), count="0:1"), rules=(SET,))
    assert (leaving(of, YES), leaving(of, NO)) == (YES | {"G1": {"F2": "001"}}, NO)


def test_every_row_in_use_gets_it() -> None:
    of = form(f(1, "bool"), g(1, f(2, CODES), f(3), count="0:*"), rules=(SET,))
    assert leaving(of, YES | {"G1": [{"F3": "a"}, {}, {"F3": "b", "F2": "003"}]}) == YES | {
        "G1": [{"F3": "a", "F2": "001"}, {"F3": "b", "F2": "001"}]
    }
    assert leaving(of, YES | {"G1": [{}, {}]}) == YES


def test_a_repeated_question_gets_it_once() -> None:
    effect = EffectPart(set=long("F2"), value='"001"', when=long("F1 = true"))
    by_hand = Overlay(rules={"R1": RulePart(effects=(effect,))})
    of = form(f(1, "bool"), f(2, CODES, "1:*"), rules=(SET,), overlay=by_hand)
    assert leaving(of, YES | {"F2": ["002", "003"]}) == {"F1": True, "F2": ["001"]}
    assert leaving(of, NO | {"F2": ["002", "003"]}) == {"F1": False, "F2": ["002", "003"]}


@pytest.mark.parametrize(("by_hand", "said"), [(False, ["F1"]), (True, ["F1", "F2"])])
def test_a_locked_field_gets_it_and_shows_only_what_the_author_computes(by_hand: bool, said: list[str]) -> None:
    overlay = Overlay(computed=long({"F2": '"Stadt"'})) if by_hand else None
    text = 'F2 ist mit "Stadt" vorzubefüllen und auszublenden.'
    of = form(f(1, "bool"), f(2, "locked", content="Amt"), rules=() if by_hand else (text,), overlay=overlay)
    way = journey(of, NO)
    assert (points(of), short(way.clean())) == ([], {"F1": False, "F2": "Stadt"})
    assert short([line.path for section in way.summary() for line in section.lines]) == said


def test_other_rules_see_the_value() -> None:
    of = form(
        f(1, "bool"),
        g(1, f(2, CODES), f(3, count="0:1")),
        f(4),
        rules=(SET, "Wenn F2 = 001, zeige F4 an, sonst nicht."),
    )
    assert [asked(of, answers) for answers in (YES, NO)] == [["F1", "G1.F3", "F4"], ["F1", "G1.F2", "G1.F3"]]
    assert asked(of, NO | {"G1": {"F2": "001"}}) == ["F1", "G1.F2", "G1.F3", "F4"]


OWN = ("F2 ist mit 001 vorzubefüllen und auszublenden.", "Wenn F2 = 001, zeige F3 an, sonst nicht.")


@pytest.mark.parametrize("count", ["0:1", "0:*", "1:*"])
def test_in_its_own_group_the_value_counts_before_anything_is_answered_there(count: str) -> None:
    """Otherwise nobody could begin: the one question of the group would never be asked."""
    of = form(f(1), g(1, f(2, CODES, "0:1"), f(3, count="0:1"), count=count), rules=OWN)
    rows = "*" in count
    assert asked(of, {"F1": "x"}) == ["F1", "G1.+.F3" if rows else "G1.F3"]
    one = {"F3": "y"}
    assert leaving(of, {"F1": "x", "G1": [{}, one] if rows else one})["G1"] == (
        [{"F3": "y", "F2": "001"}] if rows else {"F3": "y", "F2": "001"}
    )
    if rows:
        assert asked(of, {"F1": "x", "G1": [{}, one, {}]}) == ["F1", *(f"G1.{row}.F3" for row in "012+")]


def test_in_rows_of_rows_too() -> None:
    inner = g(2, f(4, count="0:1"), f(3), count="0:*")
    of = form(f(1), g(1, f(2, CODES, "0:1"), f(5, count="0:1"), inner, count="0:*"), rules=OWN)
    assert asked(of, {"F1": "x", "G1": [{"G2": [{}]}]}) == [
        "F1",
        *(f"G1.0.{one}" for one in ("F5", "G2.0.F4", "G2.0.F3", "G2.+.F4", "G2.+.F3")),
        *(f"G1.+.{one}" for one in ("F5", "G2.+.F4", "G2.+.F3")),
    ]


def test_a_locked_value_counts_in_its_own_group_too() -> None:
    group = g(1, f(2, "locked", content="Amt"), f(3, count="0:1"), count="0:1")
    of = form(f(1), group, f(4, count="0:1"), rules=("Wenn F2 befüllt ist, zeige F3 an.",))
    assert asked(of, {"F1": "x"}) == ["F1", "G1.F3", "F4"]


def test_a_value_in_an_unused_row_is_no_row() -> None:
    """A row that nobody filled in does not count, though a value would be set in it."""
    of = form(
        f(1, "bool"),
        g(1, f(2, CODES), f(3), count="0:*"),
        f(4, count="0:1"),
        rules=(SET, "Wenn G1 befüllt ist, muss F4 befüllt werden."),
    )
    rows: list[Answers] = [{"G1": []}, {"G1": [{}]}, {"G1": [{"F3": "x"}]}]
    assert [gaps(of, YES | found) for found in rows] == [[], [], [("F4", "missing")]]


def test_a_prohibition_goes_before_the_value() -> None:
    of = form(f(1, "bool"), f(2, CODES), f(3, "bool"), rules=(SET, "Wenn F3 = Ja, ist F2 auszublenden."))
    assert leaving(of, YES | {"F3": True}) == {"F1": True, "F3": True}
    assert leaving(of, YES | {"F3": False}) == {"F1": True, "F2": "001", "F3": False}


def test_where_rules_set_different_values_the_person_is_asked() -> None:
    of = form(
        f(1, "bool"),
        f(3, "bool"),
        f(2, CODES),
        rules=(SET, "Wenn F3 = Ja, ist F2 mit 002 vorzubefüllen und auszublenden."),
    )
    assert leaving(of, {"F1": True, "F3": False}) == {"F1": True, "F2": "001", "F3": False}
    assert leaving(of, {"F1": False, "F3": True}) == {"F1": False, "F2": "002", "F3": True}
    assert gaps(of, {"F1": True, "F3": True}) == [("F2", "missing")]


# --- codes -----------------------------------------------------------------------------------------------------------

ONLY = "Wenn F1 = Ja, dürfen im Feld F2 nur die Codes 001 und 002 ausgewählt werden."


def offered(of: Service, answers: Mapping[str, object]) -> list[str]:
    way = journey(of, answers)
    question = way.service.nodes[1]
    listed = way.service.code_lists[getattr(question, "code_list", "")]
    return [entry.code for entry in listed.entries]


def test_only_the_allowed_codes_are_offered() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(ONLY,))
    assert (offered(of, YES), offered(of, NO)) == (["001", "002"], ["001", "002", "003"])


def test_a_code_that_is_not_allowed_any_more_is_told() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(ONLY,))
    assert told(of, YES | {"F2": "003"}) == [("F2", "Wählen Sie bei „Feld F2“ einen Eintrag aus der Liste aus.")]
    assert [gaps(of, answers) for answers in (YES | {"F2": "002"}, NO | {"F2": "003"})] == [[], []]


def test_an_open_list_is_closed_by_it() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(ONLY,))
    lists = {key: replace(listed, complete=False) for key, listed in of.code_lists.items()}
    opened = replace(of, code_lists=lists)
    assert (gaps(opened, NO | {"F2": "Waldhund"}), gaps(opened, YES | {"F2": "Waldhund"})) == ([], [("F2", "wrong")])


def test_several_limits_leave_what_all_of_them_leave() -> None:
    of = form(
        f(1, "bool"),
        f(2, CODES),
        f(3, "bool"),
        rules=(ONLY, "Wenn F3 = Ja, dürfen im Feld F2 nur die Codes 002 und 003 ausgewählt werden."),
    )
    found = [offered(of, {"F1": one, "F3": other}) for one, other in ((True, False), (False, True), (True, True))]
    assert found == [["001", "002"], ["002", "003"], ["002"]]


def test_limits_that_leave_nothing_do_not_count() -> None:
    of = form(
        f(1, "bool"),
        f(2, CODES),
        f(3, "bool"),
        rules=(ONLY, "Wenn F3 = Ja, darf im Feld F2 nur der Code 003 ausgewählt werden."),
    )
    assert offered(of, {"F1": True, "F3": True}) == ["001", "002", "003"]


def test_rows_are_limited_each_for_itself() -> None:
    of = form(f(9), g(1, f(1, "bool"), f(2, CODES), count="0:*"), rules=(ONLY,))
    rows = {"F9": "x", "G1": [{"F1": True, "F2": "003"}, {"F1": False, "F2": "003"}, {"F1": True, "F2": "001"}]}
    assert (gaps(of, rows), points(of)) == ([("G1.0.F2", "wrong")], [])


def test_the_payload_keeps_to_the_schema_of_the_whole_list() -> None:
    of = form(f(1, "bool"), f(2, CODES), rules=(ONLY,))
    clean = Journey(of, long(YES | {"F2": "002"}), today=TODAY).clean()
    json_form = handover.json_bytes(handover.json_payload(of, clean))
    assert handover.validate(of, json_form, handover.xml_payload(of, clean)) == ()
