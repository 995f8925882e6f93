"""What the sentences of rules name: each number where it objects, and as near as can be where it does not."""

from msgspec.structs import replace

from dienstweg.engine.schema import Schema
from tests.engine.quality.sound import FIELD, RULE, SELECT, field, found, group, placed, schema

INSIDE = placed(FIELD)
OUTSIDE = placed(SELECT)
PLACE = f"G06000000001 {RULE.id}"


def at_group(text: str, **changes: str) -> Schema:
    """A group with one field that has a rule, and another field beside the group."""
    return schema(placed(group(INSIDE, rules=(replace(RULE, text=text),))), OUTSIDE, **changes)


def test_a_rule_reaches_the_element_that_owns_it_and_what_is_in_it() -> None:
    assert found(at_group("Wenn F06000000001 = 1, muss G06000000001 befüllt sein."), "1001") == []
    assert found(at_group(f"{RULE.id} und XF06000000009 und F060000000099 meinen kein Element."), "1001") == []


def test_a_rule_does_not_reach_what_stands_beside_its_element() -> None:
    assert found(at_group("F06000000002 muss befüllt sein."), "1001") == [(PLACE, "Genannt ist F06000000002.")]


def test_a_rule_of_the_schema_reaches_all_of_it() -> None:
    assert found(schema(INSIDE, OUTSIDE, rules=(replace(RULE, text="F06000000001, F06000000002"),)), "1001") == []


def test_a_rule_of_a_field_reaches_the_field() -> None:
    own = field(rules=(replace(RULE, text="F06000000001 und F06000000002 schließen sich aus."),))
    where = f"F06000000001 {RULE.id}"
    assert found(schema(placed(own), OUTSIDE), "1001") == [(where, "Genannt ist F06000000002.")]


def test_an_element_that_is_not_there_is_told_once_for_each_rule() -> None:
    missing = at_group("F06000000077 = 1 oder F06000000077 = 2.")
    assert found(missing, "1001") == [(PLACE, "F06000000077 gibt es in diesem Schema nicht.")]


def test_version_2_has_shorter_ids() -> None:
    beside = at_group("F06000007 muss befüllt sein.", standard="2.0")
    assert found(beside, "1001") == [(PLACE, "F06000007 gibt es in diesem Schema nicht.")]
    assert found(beside, "1041") == []


def test_an_element_is_named_without_its_version() -> None:
    named = at_group("F06000000001V1.0.0 oder F06000000001V1.0.0 ist befüllt.")
    assert found(named, "1019") == [(PLACE, "Genannt ist F06000000001V1.0.0.")]
    assert found(at_group("F06000000001 Version 1.0.0 ist befüllt."), "1019") == []


def test_an_element_is_named_with_its_long_id() -> None:
    assert found(at_group("F06000001 ist befüllt."), "1041") == [(PLACE, "Genannt ist F06000001.")]
    assert found(at_group("F06000000001 ist befüllt."), "1041") == []


def test_a_rule_has_a_sentence() -> None:
    assert found(at_group(" \n"), "1024") == [(PLACE, "")]
    assert found(at_group("Prüfen."), "1024") == []


def test_a_rule_that_two_elements_own_is_one_rule() -> None:
    both = [placed(field(id=id_, rules=(replace(RULE, text=""),))) for id_ in ("F06000000001", "F06000000002")]
    assert found(schema(*both), "1024") == [(f"F06000000001 {RULE.id}", "")]
