"""From one release to the next: what fits stays, what has changed is named, nothing typed is lost in silence."""

from datetime import date

from dienstweg.engine.answers import Answers
from dienstweg.engine.moving import Moved, asked_anew, move
from dienstweg.engine.service import CodeList, Either, Entry, Group, Kind, Node, Question, Service
from tests import factories

TODAY = date(2026, 5, 12)


def q(
    path: str, kind: Kind = "text", *, label: str = "", most: int | None = 1, code_list: str | None = None
) -> Question:
    id = path.rpartition(".")[2]
    return Question(id=id, path=path, kind=kind, label=label or id, max=most, code_list=code_list)


def g(path: str, *children: Node, most: int | None = 1, gate: bool = False) -> Group:
    return Group(id=path.rpartition(".")[2], path=path, label=path, children=children, max=most, gate=gate)


def breeds(**names: str) -> dict[str, CodeList]:
    return {"breeds": CodeList("urn:breeds", "1", tuple(Entry(code[1:], name) for code, name in names.items()))}


def of(*nodes: Node, lists: dict[str, CodeList] | None = None) -> Service:
    service = factories.make_service(nodes=nodes)
    return Service(**{name: getattr(service, name) for name in service.__struct_fields__} | {"code_lists": lists or {}})


def moved(answers: Answers, old: Service, new: Service) -> Moved:
    return move(answers, old, new, today=TODAY)


def test_the_same_service_changes_nothing() -> None:
    service = of(q("F1"), g("G1", q("G1.F2", "date"), most=None))
    answers: Answers = {"F1": "a", "G1": [{"F2": "2026-05-01"}, {}]}
    assert moved(answers, service, service) == Moved(answers)


def test_a_question_more_is_new_and_takes_nothing_away() -> None:
    old, new = of(q("F1")), of(q("F1"), q("F2"))
    assert (moved({"F1": "a"}, old, new), asked_anew(old, new)) == (Moved({"F1": "a"}), frozenset({"F2"}))


def test_a_question_less_is_named_and_its_answer_waits_for_a_later_release() -> None:
    old, new = of(q("F1"), q("F2", label="Rasse")), of(q("F1"))
    away = moved({"F1": "a", "F2": "b"}, old, new)
    assert away == Moved({"F1": "a", "F2": "b"}, gone=("Rasse",))
    assert moved(away.answers, new, old) == Moved({"F1": "a", "F2": "b"})


def test_an_entry_under_another_code_is_the_same_answer() -> None:
    question = q("F1", "choice", code_list="breeds")
    old, new = of(question, lists=breeds(c1="Dackel", c2="Pudel")), of(question, lists=breeds(c7="Dackel", c2="Pudel"))
    assert moved({"F1": "1"}, old, new) == Moved({"F1": "7"})


def test_an_entry_with_other_words_is_looked_at_again() -> None:
    question = q("F1", "choice", code_list="breeds")
    old, new = of(question, lists=breeds(c1="Dackel")), of(question, lists=breeds(c1="Dachshund"))
    assert moved({"F1": "1"}, old, new) == Moved({"F1": "1"}, again=("F1",))


def test_an_entry_that_is_gone_stays_until_another_is_chosen() -> None:
    question = q("F1", "choice", code_list="breeds")
    old, new = of(question, lists=breeds(c1="Dackel", c2="Pudel")), of(question, lists=breeds(c2="Pudel"))
    assert moved({"F1": "1"}, old, new) == Moved({"F1": "1"}, again=("F1",))


def test_another_kind_of_answer_is_read_anew() -> None:
    old, new = of(q("F1"), q("F2"), q("F3", "integer")), of(q("F1", "date"), q("F2", "date"), q("F3", "money"))
    result = moved({"F1": "3. April 2026", "F2": "morgen", "F3": 5}, old, new)
    assert result == Moved({"F1": "2026-04-03", "F2": "morgen", "F3": "5.00"}, again=("F1", "F2", "F3"))


def test_one_becomes_the_first_of_several_and_back() -> None:
    one, many = of(g("G1", q("G1.F1"))), of(g("G1", q("G1.F1", most=None), most=3))
    assert moved({"G1": {"F1": "a"}}, one, many) == Moved({"G1": [{"F1": ["a"]}]})
    assert moved({"G1": [{"F1": ["a"]}]}, many, one) == Moved({"G1": {"F1": "a"}})
    back = moved({"G1": [{"F1": ["a"]}, {"F1": ["b"]}]}, many, one)
    assert back == Moved({"G1": {"F1": "a"}}, again=("G1",), gone=("G1 (weitere Einträge)",))


def test_a_question_in_another_group_takes_its_answer_along() -> None:
    old, new = of(g("G1", q("G1.F1"))), of(g("G2", q("G2.F1")))
    assert moved({"G1": {"F1": "a"}}, old, new) == Moved({"G1": {}, "G2": {"F1": "a"}})


def test_a_gate_before_what_was_answered_is_open() -> None:
    old, new = of(g("G1", q("G1.F1"))), of(g("G1", q("G1.F1"), gate=True))
    assert moved({"G1": {"F1": "a"}}, old, new) == Moved({"G1": {"F1": "a"}, "?G1": True})
    assert moved({"?G1": False, "G1": {"F1": "a"}}, new, old) == Moved({"?G1": False})


def test_a_choice_keeps_what_was_chosen_whichever_option_comes_first() -> None:
    first, second = g("G1", q("G1.F1")), g("G2", q("G2.F2"))
    old = of(Either(path="?G1", label="Was?", options=(first, second)))
    new = of(Either(path="?G2", label="Was?", options=(second, first)))
    assert moved({"?G1": "G2", "G2": {"F2": "a"}}, old, new).answers["?G2"] == "G2"
    assert moved({"G2": {"F2": "a"}}, of(first, second), new).answers["?G2"] == "G2"
