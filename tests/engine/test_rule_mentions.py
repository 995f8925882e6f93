"""What sentences tell without being run: who is named, in force where, with which codes."""

import pytest

from dienstweg.engine.passes.rule_mentions import FORBIDS, Mentions, codes_named, exactly_one, placed_rules
from dienstweg.engine.schema import Rule
from dienstweg.engine.service import Entry
from tests.engine.schema_parts import field, group, once, rule, schema

F = "F00000001"


def entries(*sentences: str) -> list[tuple[str, str]]:
    """Codes and labels that the sentences compare the field with."""
    rules = placed_rules(schema(rules=tuple(map(rule, sentences))))
    return [(entry.code, entry.label) for entry in codes_named(rules, F)]


def test_rules_stand_at_their_owners_in_document_order() -> None:
    inner = group("G2", once(field("F1", rules=(rule("d", "4"),))), rules=(rule("c", "3"),))
    tree = schema(once(group("G1", once(inner), rules=(rule("b", "2"),))), rules=(rule("a", "1"),))
    found = [(placed.owner, placed.rule.id, placed.text) for placed in placed_rules(tree)]
    assert found == [("", "1", "a"), ("G1", "2", "b"), ("G1.G2", "3", "c"), ("G1.G2.F1", "4", "d")]


def test_a_sentence_is_the_rule_s_own_text_or_its_description() -> None:
    rules = (Rule(id="1", text=" Ein\n Satz ", description="Nein"), Rule(id="2", description="Doch"), Rule(id="3"))
    assert [placed.text for placed in placed_rules(schema(rules=rules))] == ["Ein Satz", "Doch", ""]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("F00000001", True),
        ("G1.F00000001", True),
        ("G1.G2.F00000001", True),
        ("F00000002", False),
        ("F000000011", False),
    ],
)
def test_a_rule_of_the_schema_is_in_force_everywhere(path: str, named: bool) -> None:
    rules = placed_rules(schema(rules=(rule('Wenn F00000001 "Feld" = 1, dann G1.'),)))
    assert bool(Mentions(rules).in_force(path)) is named


@pytest.mark.parametrize(
    ("path", "named"),
    [("G1.F00000001", True), ("G1.G2.F00000001", True), ("F00000001", False), ("G12.F00000001", False)],
)
def test_a_rule_of_a_group_is_in_force_at_and_below_it(path: str, named: bool) -> None:
    tree = schema(once(group("G1", once(field("F00000001")), rules=(rule("Wenn F00000001 = 1."),))))
    assert bool(Mentions(placed_rules(tree)).in_force(path)) is named


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f'Wenn {F} "Staat" = 000 "Deutschland", dann nichts.', [("000", "Deutschland")]),
        (f'Wenn {F} "Staat" = 1 "A" ODER = 2 "B", dann nichts.', [("1", "A"), ("2", "B")]),
        (f'Wenn {F} = 001 "A" ODER 003 "C", dann.', [("001", "A"), ("003", "C")]),
        (f"Wenn {F} „Art“ <> X „Im Ausland“ UND <> SR „Register“, dann.", [("X", "Im Ausland"), ("SR", "Register")]),
        (f'Wenn {F} Art (ohne Zeichen) = A "Handelsregister A", dann.', [("A", "Handelsregister A")]),
        (f'Wenn {F} "Staat" = 000 "A", dann F00000002 "Art" = 9 "Z".', [("000", "A")]),
        (f'Wenn F00000002 = 9 "Z", dann {F} "Staat".', []),
        (f'Wenn {F} = "Ja", dann.', []),
        (f'Wenn {F} = JA, dann F00000002 "Abfrage".', []),
        (f'Wenn {F} = 1 "A" oder = 1 "B", dann.', [("1", "A")]),
    ],
)
def test_codes_that_a_sentence_compares_a_field_with(sentence: str, found: list[tuple[str, str]]) -> None:
    assert entries(sentence) == found


def test_of_several_codes_for_one_label_the_usual_one_counts() -> None:
    once_, twice, again = f'{F} = 1 "Liegt vor"', f'{F} = 001 "liegt vor"', f'{F} <> 001 "liegt vor"'
    assert entries(once_, twice, again) == [("001", "liegt vor")]
    assert entries(once_, twice) == [("1", "Liegt vor")]


def test_entries_are_as_written() -> None:
    rules = placed_rules(schema(rules=(rule(f'{F} = 1 " A  "'),)))
    assert codes_named(rules, F) == (Entry("1", "A"),)


@pytest.mark.parametrize(
    "sentence",
    [
        "darf nicht befüllt sein",
        "dann blende G00000001 aus",
        "ist auszublenden",
        "wird ausgeblendet",
        "deaktiviere G00000001",
        "SONST zeige G00000001",
        "ist nur dann zu befüllen",
        "dann entfällt G00000001",
        "muss leer sein",
        "Entweder muss A oder B befüllt sein",
    ],
)
def test_sentences_that_forbid(sentence: str) -> None:
    assert FORBIDS.search(sentence) is not None


@pytest.mark.parametrize("sentence", ["muss befüllt sein", "wird zur Pflichtangabe", "zeige G00000001 an", "Nummer"])
def test_sentences_that_do_not(sentence: str) -> None:
    assert FORBIDS.search(sentence) is None


def test_a_set_needs_two_groups() -> None:
    [placed] = placed_rules(
        schema(rules=(rule("Es muss entweder Gruppe G00000001 oder Gruppe G00000001 befüllt werden."),))
    )
    assert exactly_one(placed) is None


def test_long_sentences_cost_little() -> None:
    sentences = (f"{F} " * 20_000, '"' * 50_000, "Es muss entweder " + "G00000001, " * 10_000, f"{F} = " + "1" * 50_000)
    for sentence in sentences:
        [placed] = placed_rules(schema(rules=(rule(sentence),)))
        assert (exactly_one(placed), codes_named((placed,), F)) == (None, ())
