"""FITKO's translations beside ours: compared, and taken where a sentence was not understood."""

import json

import pytest

from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.passes.rules import without
from dienstweg.engine.problems import Refused
from dienstweg.engine.ruletext import Rulebook, read_rules
from dienstweg.engine.ruletext.places import Places
from dienstweg.engine.ruletext.second_opinion import Verdict, read_opinions, supplemented
from tests.engine.ruletext.sample import A, schema, told, whole

UNREAD = "Wenn F2 = Ja, wird F18 fällig."
READ = "Wenn F20 = Ja, muss F7 befüllt werden."


def opinion(effect: str, target: str | None, condition: object, context: str = A) -> dict[str, object]:
    path = None if target is None else whole(f"{A}.{target}")
    text = json.dumps(condition)
    told_in_full = json.loads(whole(text))
    return {
        "element": context,
        "effect": effect,
        "target_path": path,
        "context": [context],
        "condition": told_in_full,
        "message": "Error in English",
    }


def yes(field: str) -> object:
    return {"equal": [{"identifier": f"self.{field}"}, True]}


def supplement(texts: tuple[str, ...], *opinions: dict[str, object]) -> tuple[Rulebook, tuple[Verdict, ...]]:
    model = schema(*map(whole, texts))
    data = json.dumps({"schema": model.id, "translated": opinions}).encode()
    book = read_rules(model)
    return supplemented(book, Places(model), CodeLists(), read_opinions(data, model.id))


def test_an_effect_is_taken_for_a_sentence_that_was_not_understood() -> None:
    book, verdicts = supplement((UNREAD, READ), opinion("require", "F18", yes("F2")))
    (effect,) = book.foreign
    assert (told(effect), effect.foreign) == ("require F18: F2 = true", True)
    assert (effect.rule, effect.owner, effect.sentence) == ("R00000000001", A, 0)
    assert effect.message == "„Nachweis“ ist nötig, weil „Werden Sie vertreten?“ mit Ja beantwortet ist."
    assert [told(one) for one in book.effects] == ["require F7: F20 = true", "require F18: F2 = true"]
    assert [target.path.rsplit(".", 1)[-1][-2:] for target in book.targets] == ["07", "18"]
    assert [verdict.agreement for verdict in verdicts] == ["only theirs"]


def test_an_effect_of_ours_stays_as_it_is() -> None:
    before = read_rules(schema(*map(whole, (READ,))))
    book, verdicts = supplement((READ,), opinion("require", "F7", yes("F2")), opinion("require", "F7", yes("F20")))
    assert (book.rules, book.targets, book.foreign) == (before.rules, before.targets, ())
    assert [verdict.agreement for verdict in verdicts] == ["different", "same"]


TAKEN_FROM_NOWHERE = (
    ("require", "F18", yes("F20")),  # no sentence left names F20
    ("require", "F6", yes("F2")),  # nor F6
    ("require", "F7", yes("F20")),  # ours
)


@pytest.mark.parametrize(("effect", "target", "condition"), TAKEN_FROM_NOWHERE)
def test_nothing_is_taken_without_such_a_sentence(effect: str, target: str, condition: object) -> None:
    assert supplement((UNREAD, READ), opinion(effect, target, condition))[0].foreign == ()


def test_nothing_is_taken_where_a_sentence_that_was_carried_out_may_be_meant() -> None:
    texts = (UNREAD, "Wenn F2 = Ja, muss F18 angezeigt werden.")
    assert supplement(texts, opinion("require", "F18", yes("F2")))[0].foreign == ()


def test_a_contradiction_is_not_decided() -> None:
    texts = ("Wenn F2 = Ja, muss F18 befüllt werden.", "Wenn F2 = Ja, ist F18 auszublenden.")
    assert supplement(texts, opinion("require", "F18", yes("F2")))[0].foreign == ()


def test_what_opposes_us_or_itself_is_not_taken() -> None:
    ours = "Wenn F20 = Ja, ist F18 auszublenden."
    assert supplement((UNREAD, ours), opinion("require", "F18", yes("F2")))[0].foreign == ()
    both_ways = (opinion("require", "F18", yes("F2")), opinion("forbid", "F18", yes("F2")))
    assert supplement((UNREAD,), *both_ways)[0].foreign == ()


def test_ids_and_constants_are_checked() -> None:
    odd = (
        opinion("require", "F99", yes("F2")),
        opinion("require", "F18", yes("F99")),
        opinion("require", "F18", {"equal": [{"identifier": "self.F1"}, "004"]}),
        opinion("require", "F18", {"equal": [{"identifier": "self.F1"}, "Herr"]}),
        opinion("require", "F18", {"greater": [{"identifier": "self.F5"}, 3]}),
        opinion("require", "F2", yes("F2")),
    )
    book, verdicts = supplement((UNREAD,), *odd)
    assert book.foreign == ()
    assert [verdict.fault.code if verdict.fault else None for verdict in verdicts] == [
        "rule_unknown_id",
        "rule_unknown_id",
        "rule_unknown_code",
        "rule_unknown_code",
        "rule_not_understood",
        "rule_reads_itself",
    ]


def test_a_check_is_taken_with_words_of_ours() -> None:
    unread = "F2 und F20 schließen einander aus."
    condition = {"not": {"and": [yes("F2"), yes("F20")]}}
    book, _ = supplement((unread,), opinion("valid", None, condition))
    (effect,) = book.foreign
    assert told(effect) == "valid G1: F2 != true or F20 != true"
    assert effect.message == (
        "Verlangt ist, dass „Werden Sie vertreten?“ nicht mit Ja beantwortet ist oder „Zustimmung“ nicht mit Ja "
        "beantwortet ist."
    )


def test_what_was_taken_stays_in_one_land() -> None:
    book, _ = supplement((UNREAD,), opinion("require", "F18", yes("F2")))
    hesse = book.for_state("HE")
    assert [told(effect) for effect in hesse.foreign] == ["require F18: F2 = true"]
    assert hesse.targets == book.targets


def test_a_file_of_another_schema_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_opinions(b'{"schema": "S00000000002", "translated": []}', "S00000000001")
    assert refused.value.problems[0].code == "rules_of_another_schema"
    with pytest.raises(Refused) as refused:
        read_opinions(b'{"schema": 1}', "S00000000001")
    assert refused.value.problems[0].code == "unreadable_rules"


def test_a_rule_of_the_author_takes_the_place_of_both() -> None:
    book, _ = supplement((UNREAD, READ), opinion("require", "F18", yes("F2")))
    assert without(book, frozenset({"R00000000001"})).foreign == ()
    left = without(book, frozenset({"R00000000002"}))
    assert [told(effect) for effect in left.effects] == ["require F18: F2 = true"]
    assert [target.path for target in left.targets] == [whole(f"{A}.F18")]
