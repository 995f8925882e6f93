"""Which place a sentence means by an id."""

from msgspec.structs import replace

from dienstweg.engine.ruletext import read_rules
from tests.engine.ruletext.sample import A, K, V, field, group, outcome, schema, told


def test_the_place_below_the_rule_comes_first() -> None:
    assert outcome("Wenn F11 befüllt ist, muss F10 befüllt werden.", at=V).effects == (
        "require G2.F10: G2.F11 != null",
    )


def test_in_a_repeated_group_both_are_of_the_same_row() -> None:
    assert outcome("Wenn F13 = Ja, muss F14 befüllt werden.", at=K).effects == ("require G3.F14: G3.F13 = true",)


def test_a_row_may_look_outside() -> None:
    assert outcome("Wenn F2 = Ja, muss F14 befüllt werden.", at=K).effects == ("require G3.F14: F2 = true",)


def test_outside_does_not_look_into_a_row() -> None:
    assert outcome("Wenn F13 = Ja, muss F2 befüllt werden.", at=K).reasons == ("rule_other_row",)


def test_a_check_in_a_row_belongs_to_the_row() -> None:
    assert outcome("Es muss mindestens eines der Felder F12 oder F14 befüllt sein.").effects == (
        "valid G3: G3.F12 != null or G3.F14 != null",
    )


def test_a_qualified_id_names_one_of_several_places() -> None:
    text = "Wenn G2.F11 befüllt ist, muss G2.F10 befüllt werden."
    assert outcome(text).effects == ("require G2.F10: G2.F11 != null",)


def test_a_group_named_before_the_field_qualifies_it() -> None:
    text = "Wenn in der Gruppe G2 im Feld F11 ein Eintrag vorgenommen wurde, muss F18 befüllt werden."
    assert outcome(text).effects == ("require F18: G2.F11 != null",)


def test_an_element_elsewhere_is_found_if_there_is_one() -> None:
    assert outcome("Wenn F2 = Ja, muss F30 befüllt werden.").effects == ("require G4.F30: F2 = true",)


def test_an_element_at_the_rule_wins_over_one_deeper() -> None:
    inner = group("G00000000006", "Innen", "0:1", field(1, "Frage", "bool"), field(3, "Anderes", "text"))
    sentence = "Wenn F00000000001 = Ja, muss F00000000002 befüllt werden."
    outer = group(
        "G00000000005", "Außen", "1:1", field(1, "Frage", "bool"), field(2, "Antwort", "text"), inner, rules=(sentence,)
    )
    book = read_rules(replace(schema(), children=(outer,)))
    assert [told(effect) for effect in book.effects] == ["require G5.F2: G5.F1 = true"]


def test_the_owner_may_be_the_field_itself() -> None:
    owner = field(2, "Antwort", "text", rules=("Dieses Feld ist ein Pflichtfeld, wenn F00000000001 = Ja ist.",))
    tree = group("G00000000005", "Gruppe", "1:1", field(1, "Frage", "bool"), owner)
    book = read_rules(replace(schema(), children=(tree,)))
    assert [told(effect) for effect in book.effects] == ["require G5.F2: G5.F1 = true"]
    assert book.rules[0].placed.owner == "G00000000005.F00000000002"


def test_rules_of_the_schema_see_everything() -> None:
    assert outcome("Wenn F2 = Ja, muss F18 befüllt werden.", at="").effects == ("require F18: F2 = true",)
    assert outcome("Wenn F1 = 001, muss F18 befüllt werden.", at="").reasons == ("rule_ambiguous_place",)
    assert outcome(f"Wenn {A}.F1 = 001, muss F18 befüllt werden.", at="").effects == ('require F18: F1 = "001"',)
