"""What was asked and answered, line by line."""

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.schema import Child, Value
from dienstweg.engine.service import Legal
from dienstweg.engine.summary import Line
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, service

BOTH = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."
ID = "7b0d0f2e-6a55-4a4e-9d0c-1f4f6d1f0001"
FILE = {"id": ID, "name": "a.pdf", "size": 2048, "type": "application/pdf", "sha256": "0" * 64}
Told = tuple[int, str, str | None]


def lines(answers: Answers, *children: Child) -> tuple[Line, ...]:
    sections = Journey(service(*children), answers).summary()
    return tuple(line for section in sections for line in section.lines)


def told(answers: Answers, *children: Child) -> list[Told]:
    """Depth, label and value of each line."""
    return [(line.depth, line.label, line.value) for line in lines(answers, *children)]


def test_values_are_shown_as_people_write_them() -> None:
    tree = (
        once(field("F1", "Name", out="Heißt")),
        once(field("F2", "Tag", datatype="date")),
        once(field("F3", "Betrag", datatype="num_currency")),
        once(field("F4", "Ja?", datatype="bool")),
        once(field("F5", "Land", role="select", values=(Value("000", "Deutschland"),))),
        once(field("F6", "Beleg", datatype="file")),
        once(field("F7", "Offen")),
    )
    answers: Answers = {"F1": "Ä", "F2": "2026-05-01", "F3": "12.50", "F4": False, "F5": "000", "F6": FILE}
    assert told(answers, *tree) == [
        (0, "Heißt", "Ä"),
        (0, "Tag", "1. Mai 2026"),
        (0, "Betrag", "12,50 €"),
        (0, "Ja?", "Nein"),
        (0, "Land", "Deutschland"),
        (0, "Beleg", "a.pdf (2 kB)"),
        (0, "Offen", "nicht angegeben"),
    ]


def test_a_line_knows_its_place_its_norms_and_its_file() -> None:
    element = field("F1", "Beleg", datatype="file", legal=("§ 1",))
    assert lines({"G1": [{"F1": [FILE, FILE]}]}, occurs("0:*", group("G1", occurs("1:*", element), label="Hund"))) == (
        Line("G1.0", "Hund 1", None, 0),
        Line("G1.0.F1.0", "Beleg", "a.pdf (2 kB)", 1, (Legal("§ 1"),), ID),
        Line("G1.0.F1.1", "Beleg", "a.pdf (2 kB)", 1, (Legal("§ 1"),), ID),
    )


@pytest.mark.parametrize(
    ("datatype", "content", "shown"),
    [("text", "A 1", "A 1"), ("date", "2026-05-01", "1. Mai 2026"), ("bool", "true", "Ja"), ("date", "bald", "bald")],
)
def test_what_is_locked_is_shown_as_people_write_it(datatype: str, content: str, shown: str) -> None:
    element = field("F1", "Fest", role="locked", datatype=datatype, content=content)
    assert told({"F2": "a", "F1": "geändert"}, once(element), once(field("F2", "Frei"))) == [
        (0, "Fest", shown),
        (0, "Frei", "a"),
    ]


def test_what_is_hidden_or_only_explains_is_not_told() -> None:
    tree = (
        once(field("F1", "Frei")),
        once(field("F2", role="hidden", content="7")),
        once(field("F3", role="locked")),
        once(field("F4", role="label", content="Lesen")),
    )
    assert told({"F1": "a", "F2": "8"}, *tree) == [(0, "Frei", "a")]


def test_groups_have_headings_below_the_page() -> None:
    inner = once(group("G2", once(field("F1", "Ort")), label="Anschrift"))
    tree = once(group("G1", once(field("F1", "Name")), inner, perhaps(group("G3", perhaps(field("F1"))))))
    assert told({"G1": {"F1": "a", "G2": {"F1": "b"}}}, tree) == [
        (0, "Name", "a"),
        (0, "Anschrift", None),
        (1, "Ort", "b"),
        (0, "Gruppe G3", "nicht angegeben"),
    ]


def test_rows_are_counted_and_empty_ones_are_not_told() -> None:
    tree = occurs("0:*", group("G1", perhaps(field("F1", "Name")), label="Hund"))
    assert told({"G1": [{"F1": "a"}, {}, {"F1": "b"}]}, tree) == [
        (0, "Hund 1", None),
        (1, "Name", "a"),
        (0, "Hund 2", None),
        (1, "Name", "b"),
    ]
    assert told({}, tree) == [(0, "Hund", "nicht angegeben")]


def test_gates_tell_their_answer_and_what_is_behind_them() -> None:
    tree = perhaps(group("G1", once(field("F1", "IBAN")), label="Konto"))
    question = "Möchten Sie „Konto“ angeben?"
    assert told({"?G1": True, "G1": {"F1": "a"}}, tree) == [(0, question, "Ja"), (0, "IBAN", "a")]
    assert told({"?G1": False, "G1": {"F1": "a"}}, tree) == [(0, question, "Nein")]
    assert told({"G1": {"F1": "a"}}, tree) == [(0, question, "nicht angegeben")]


def test_choices_tell_the_option_and_what_is_in_it() -> None:
    one = perhaps(group("G00000001", once(field("F1", "Straße")), label="Haus"))
    other = perhaps(group("G00000002", perhaps(field("F1", "Nummer")), label="Postfach"))
    tree = once(group("G9", one, other, label="Anschrift", rules=(rule(BOTH),)))
    question = "Anschrift: Was möchten Sie angeben?"
    assert told({"G9": {"?G00000001": "G00000001", "G00000001": {"F1": "a"}}}, tree) == [
        (0, question, "Haus"),
        (0, "Haus", None),
        (1, "Straße", "a"),
    ]
    assert told({"G9": {"?G00000001": "G00000002", "G00000001": {"F1": "a"}}}, tree) == [
        (0, question, "Postfach"),
        (0, "Postfach", "nicht angegeben"),
    ]
    assert told({"G9": {"G00000001": {"F1": "a"}}}, tree) == [(0, question, "nicht angegeben")]
