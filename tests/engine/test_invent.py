"""Invented applicants: every constraint kept, everything optional sometimes there and sometimes not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dienstweg.engine import handover, xdf
from dienstweg.engine.answers import Answers, leaves
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import CodeList, Either, Entry, Group, Item, Kind, Limits, Node, Page, Question, Service
from dienstweg.engine.values import check

TODAY = date(2026, 5, 12)
NO_LIMITS = Limits()
LISTS = {"offen": CodeList("urn:offen", "1", (Entry("01", "Dackel"),), complete=False)}


def question(
    id: str = "F1",
    kind: Kind = "text",
    label: str = "Angabe",
    limits: Limits = NO_LIMITS,
    *,
    min: int = 1,
    max: int | None = 1,
    path: str = "",
) -> Question:
    code_list = "offen" if kind == "choice" else None
    return Question(
        id=id, path=path or id, kind=kind, label=label, limits=limits, min=min, max=max, code_list=code_list
    )


def service(*nodes: Node) -> Service:
    pages = (Page(slug="alles", title="Alles", items=tuple(Item(node.path) for node in nodes)),)
    return Service(
        slug="probe", title="Probe", schema_id="S1", standard="3.0.0", nodes=nodes, pages=pages, code_lists=LISTS
    )


def applicants(*nodes: Node, count: int = 60) -> list[Answers]:
    return [invent(service(*nodes), Random(seed), today=TODAY) for seed in range(count)]


def answers_to(asked: Question) -> list[object]:
    return [applicant[asked.id] for applicant in applicants(asked)]


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("text", Limits(pattern="([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", min_length=5, max_length=5)),
        ("text", Limits(pattern=r"[A-Z]{3}\d+", min_length=40, max_length=60)),
        ("text", Limits(pattern=r"[\p{L}0-9. ]*", max_length=2)),
        ("text", Limits(min_length=13, max_length=13)),
        ("text", Limits(min_length=2000)),
        ("text", Limits(max_length=1, latin=True)),
        ("integer", Limits(min_value="1850", max_value="2080")),
        ("integer", Limits(max_value="-5")),
        ("number", Limits(min_value="0.1")),
        ("number", Limits(min_value="0.1234", max_value="0.1234")),
        ("money", Limits(min_value="0.01", max_value="0.02")),
        ("date", Limits(min_value="1800-01-01", max_value="1800-01-02")),
        ("date", Limits(max_value="today")),
        ("time", Limits(min_value="08:00:30", max_value="08:00:30")),
        ("datetime", NO_LIMITS),
        ("datetime", Limits(min_value="1999-12-31T23:59:59", max_value="2000-01-01T00:00:00")),
        ("bool", NO_LIMITS),
        ("choice", NO_LIMITS),
        ("choice", Limits(min_length=3, max_length=3)),
        ("file", Limits(max_size=1, media_types=("image/jpg",))),
    ],
)
def test_values_keep_to_their_limits(kind: Kind, limits: Limits) -> None:
    asked = question(kind=kind, limits=limits)
    messages = {check(asked, value, LISTS, today=TODAY) for value in answers_to(asked)}
    assert messages == {None}


def test_values_look_like_what_is_asked_for() -> None:
    assert set(map(str, answers_to(question(label="Vorname", limits=Limits(min_length=4, max_length=5))))) >= {"Erika"}
    birthdays = [date.fromisoformat(str(day)) for day in answers_to(question(kind="date", label="Geburtsdatum"))]
    assert max(birthdays) <= TODAY
    emails = answers_to(question(label="E-Mail-Adresse", limits=Limits(pattern=r"[a-z.]+@[a-z]+\.[a-z]+")))
    assert "erika.muster@beispiel.de" in emails


def test_an_open_list_sometimes_gets_another_value() -> None:
    found = Counter(value == "01" for value in answers_to(question(kind="choice")))
    assert (found[True] > 0, found[False] > 0) == (True, True)


def test_optional_things_are_sometimes_there_and_sometimes_not() -> None:
    inner = question("F2", path="G1.F2")
    gated = Group(id="G1", path="G1", label="Gruppe", min=0, gate=True, gate_label="Möchten Sie?", children=(inner,))
    some = applicants(gated, question("F3", min=0))
    assert {applicant["?G1"] for applicant in some} == {True, False}
    assert {("G1" in applicant) == applicant["?G1"] for applicant in some} == {True}
    assert {"F3" in applicant for applicant in some} == {True, False}


def test_rows_and_values_come_in_all_allowed_numbers() -> None:
    rows = Group(id="G1", path="G1", label="Hunde", min=0, max=None, children=(question("F2", path="G1.F2", min=0),))
    values = question("F3", min=2, max=3)
    some = applicants(rows, values)
    assert {len(entries) for entries in _lists(some, "G1")} == {1, 2, 4}
    assert [row for entries in _lists(some, "G1") for row in entries if not row] == []
    assert {len(entries) for entries in _lists(some, "F3")} == {2, 3}


def test_a_chosen_option_is_filled_in_and_the_others_are_not() -> None:
    options = tuple(
        Group(id=id, path=id, label=id, min=0, children=(question("F9", path=f"{id}.F9", min=0),))
        for id in ("G1", "G2")
    )
    some = applicants(Either(path="?G1", label="Welche?", options=options))
    assert {applicant["?G1"] for applicant in some} == {"G1", "G2"}
    assert {set(applicant) == {"?G1", applicant["?G1"]} for applicant in some} == {True}
    assert [path for applicant in some for path, _ in leaves(applicant) if path.startswith("G")] != []


def test_groups_in_which_nothing_can_be_answered_do_no_harm() -> None:
    locked = Question(id="F2", path="G1.F2", kind="text", role="locked", label="-")
    rows = Group(id="G1", path="G1", label="-", min=2, max=3, children=(locked,))
    gated = Group(id="G3", path="G3", label="-", min=0, gate=True, gate_label="?", children=(locked,))
    assert applicants(rows, gated, count=1) == [{"?G3": False}]


def test_contradictory_limits_are_refused_with_the_place() -> None:
    impossible = Limits(min_length=9, max_length=2)
    with pytest.raises(Refused) as refused:
        applicants(question("F1", label="Name", limits=impossible, path="G1.F1"), count=1)
    problem = refused.value.problems[0]
    assert (problem.code, problem.where) == ("nothing_fits", "G1.F1")
    assert problem.message == "Zu „Name“ lässt sich kein Wert finden. Prüfen Sie Längen, Muster und Grenzen."
    assert [set(some) for some in applicants(question("F1", limits=impossible, min=0), count=5)] == [set()] * 5


def test_a_choice_that_must_be_made_and_offers_nothing_is_refused() -> None:
    impossible = Limits(min_length=9, max_length=2)
    options = tuple(question(id, limits=impossible, min=0) for id in ("F1", "F2"))
    assert applicants(Either(path="?F1", label="Was?", required=False, options=options), count=1) == [{}]
    with pytest.raises(Refused) as refused:
        applicants(Either(path="?F1", label="Was?", options=options), count=1)
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("nothing_fits", "?F1")]


@pytest.mark.heavy
def test_applicants_of_the_real_schemas_are_complete_and_validate(corpus_file: Path) -> None:
    real = compile_service(xdf.read(corpus_file.read_bytes()).schema)
    contract = handover.Contract(real)
    for seed in range(5):
        journey = Journey(real, invent(real, Random(seed), today=TODAY), today=TODAY)
        assert journey.gaps() == ()
        payload = handover.json_bytes(handover.json_payload(real, journey.clean()))
        assert contract.problems(payload, handover.xml_payload(real, journey.clean())) == ()


def _lists(some: list[Answers], key: str) -> Iterator[list[object]]:
    for applicant in some:
        entries = applicant.get(key)
        if isinstance(entries, list):
            yield entries
