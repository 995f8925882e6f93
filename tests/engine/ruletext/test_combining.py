"""Several sentences on one target, contradictions, and one Land's view."""

from dienstweg.engine.ruletext import Target
from dienstweg.engine.ruletext.feeltext import feel
from tests.engine.ruletext.sample import _short, book, outcome


def target(*texts: str, path: str = "F00000000018") -> dict[str, object]:
    found = next(one for one in book(*texts).targets if one.path.endswith(path))
    return {"require": short(feel(found.require)), "forbid": short(feel(found.forbid)), "uncertain": found.uncertain}


def short(text: str) -> str:
    return _short(text)


def test_else_not_is_the_complement_of_all_positive_clauses() -> None:
    texts = [f"Wenn F{number} = Ja, zeige F18 an, sonst zeige F18 nicht an." for number in (2, 20, 24)]
    assert target(*texts) == {
        "require": "false",
        "forbid": "F2 != true and F20 != true and F24 != true",
        "uncertain": False,
    }


def test_else_not_may_be_said_as_a_condition() -> None:
    texts = [
        f"Wenn F{number} = Ja, muss F18 befüllt werden. Wenn F{number} <> Ja, darf F18 nicht angezeigt werden."
        for number in (2, 20)
    ]
    assert target(*texts) == {
        "require": "F2 = true or F20 = true",
        "forbid": "F2 != true and F20 != true",
        "uncertain": False,
    }


def test_any_other_prohibition_vetoes() -> None:
    found = target("Wenn F2 = Ja, zeige F18 an.", "Wenn F20 = Ja, ist F18 auszublenden.")
    assert found["forbid"] == "F2 != true or F20 = true"


def test_needed_and_forbidden_at_once_is_told() -> None:
    rulebook = book("Wenn F2 = Ja, muss F18 befüllt werden.", "Wenn F20 = Ja, ist F18 auszublenden.")
    problem = rulebook.problems[0]
    assert (problem.code, problem.where, problem.level) == ("rule_conflict", "G00000000001.F00000000018", "warning")
    assert problem.message == (
        "Nach R00000000001 Satz 1, R00000000002 Satz 1 kann dieses Element zugleich nötig und verboten sein. "
        "Das Verbot geht vor."
    )


def test_no_conflict_where_no_answers_lead_there() -> None:
    rulebook = book(
        "Wenn F2 = Ja, muss F18 befüllt werden. Wenn F2 <> Ja, darf F18 nicht angezeigt werden.",
        "Wenn F2 = Nein, zeige F20 an.",
        "Wenn F20 = Ja, ist F18 auszublenden.",
    )
    assert rulebook.problems == ()


def test_twins_in_two_rules_are_both_left() -> None:
    rulebook = book("Wenn F2 = Ja, muss F18 befüllt werden.", "Wenn F2 = Ja, ist F18 auszublenden.")
    faults = [one.fault.message for rule in rulebook.rules for one in rule.sentences if one.fault]
    assert faults == [
        "Der Satz widerspricht R00000000002 Satz 1; welcher gilt, ist nicht zu erkennen.",
        "Der Satz widerspricht R00000000001 Satz 1; welcher gilt, ist nicht zu erkennen.",
    ]
    assert rulebook.targets == ()


def test_two_set_values_contradict_each_other() -> None:
    texts = [f"F1 ist mit {code} vorzubefüllen und auszublenden." for code in ("001", "002")]
    assert book(*texts).effects == ()


def test_an_unread_sentence_takes_else_not_away() -> None:
    found = target("Wenn F2 = Ja, zeige F18 an, sonst nicht.", "Bei Bedarf muss F18 befüllt werden.")
    assert found == {"require": "false", "forbid": "false", "uncertain": True}


def test_an_unread_sentence_leaves_vetoes() -> None:
    found = target("Wenn F2 = Ja, ist F18 auszublenden.", "Bei Bedarf muss F18 befüllt werden.")
    assert found["forbid"] == "F2 = true"


def test_set_and_restrict_keep_their_conditions() -> None:
    rulebook = book(
        "Wenn F2 = Ja, ist F1 mit 001 vorzubefüllen und auszublenden.",
        "Wenn F2 = Nein, dürfen im Feld F1 nur die Codes 002 oder 003 ausgewählt werden.",
    )
    found: Target = rulebook.targets[0]
    assert [(short(one.when or ""), one.values) for one in found.set] == [("F2 = true", ("001",))]
    assert [(short(one.when or ""), one.values) for one in found.restrict] == [("F2 = false", ("002", "003"))]


def test_one_land_sees_its_own_rules() -> None:
    rulebook = book("Für das Land HE gilt: F18 muss befüllt werden. Für alle anderen Länder gilt: F18 entfällt.")
    hesse, bavaria = rulebook.for_state("HE"), rulebook.for_state("BY")
    assert [(effect.kind, effect.when) for effect in hesse.effects] == [("require", None)]
    assert [(effect.kind, effect.when) for effect in bavaria.effects] == [("forbid", None)]


def test_several_nationalities_are_no_contradiction() -> None:
    text = (
        "Wenn in F15 ein Staat gewählt wird, der nicht zur EU gehört, ist F18 zu befüllen. "
        "Wenn in F15 ein Staat gewählt wird, der zur EU gehört, ist F18 auszublenden."
    )
    assert outcome(text).status == "executed"
    assert [problem.code for problem in book(text).problems] == ["rule_conflict"]
