"""Codes, labels and lists that are not at hand."""

from dienstweg.engine.codelists import CodeLists, Column, GenericodeList
from dienstweg.engine.ruletext import read_rules
from tests.engine.ruletext.sample import Outcome, book, outcome, schema, told, whole

LEGAL_FORMS = GenericodeList(
    canonical_uri="urn:x:rechtsformen",
    version="1",
    columns=(Column("code"), Column("name")),
    rows=({"code": "100", "name": "GmbH"}, {"code": "200", "name": "Verein"}, {"code": "300", "name": "Verein"}),
)


def with_list(text: str) -> Outcome:
    rulebook = read_rules(schema(whole(text)), CodeLists((LEGAL_FORMS,)))
    rule = rulebook.rules[0]
    reasons = tuple(one.fault.code for one in rule.sentences if one.fault)
    return Outcome("", tuple(told(effect) for effect in rule.effects), reasons)


def test_a_list_at_hand_knows_its_labels() -> None:
    assert with_list('Wenn F16 = "GmbH", muss F18 befüllt werden.').effects == ('require F18: F16 = "100"',)
    assert with_list("Wenn F16 = 200, muss F18 befüllt werden.").effects == ('require F18: F16 = "200"',)


def test_a_label_of_two_codes_is_none() -> None:
    assert with_list('Wenn F16 = "Verein", muss F18 befüllt werden.').reasons == ("rule_label_differs",)


def test_a_code_that_the_list_lacks_is_none() -> None:
    assert with_list("Wenn F16 = 400, muss F18 befüllt werden.").reasons == ("rule_unknown_code",)
    assert with_list('Wenn F16 = 0100 "GmbH", muss F18 befüllt werden.').effects == ('require F18: F16 = "100"',)


def test_without_the_list_a_labelled_code_counts_and_is_named() -> None:
    rulebook = book('Wenn F16 = 100 "GmbH", muss F18 befüllt werden.', "Wenn F16 <> 100, ist F18 auszublenden.")
    assert [told(effect) for effect in rulebook.effects] == ['require F18: F16 = "100"', 'forbid F18: F16 != "100"']
    assert [(entry.code, entry.label) for entry in rulebook.named["F00000000016"]] == [("100", "GmbH")]
    assert rulebook.rules[0].remarks == (
        "Die Codeliste von „Rechtsform“ liegt nicht vor; verglichen wird der genannte Code.",
    )


def test_without_the_list_two_spellings_of_a_code_are_one() -> None:
    rulebook = book('Wenn F16 = 1 "GmbH", muss F18 befüllt werden.', 'Wenn F16 = 001 "GmbH", muss F7 befüllt werden.')
    assert [told(effect) for effect in rulebook.effects] == [
        'require F18: F16 in ("1", "001")',
        'require F7: F16 in ("001", "1")',
    ]
    assert [entry.code for entry in rulebook.named["F00000000016"]] == ["001"]


def test_without_the_list_two_codes_of_a_label_are_none() -> None:
    rulebook = book('Wenn F16 = 1 "GmbH", muss F18 befüllt werden.', 'Wenn F16 = 2 "GmbH", muss F7 befüllt werden.')
    assert [one.fault.code for rule in rulebook.rules for one in rule.sentences if one.fault] == [
        "rule_label_differs"
    ] * 2


def test_a_mended_code_is_told() -> None:
    rule = book('Wenn F1 = 01 "Herr", muss F18 befüllt werden.').rules[0]
    assert rule.remarks == ("Statt „01“ gilt der Code „001“, den die Bezeichnung „Herr“ bestätigt.",)


def test_a_label_in_other_words_is_fine_unless_another_fits_better() -> None:
    assert outcome('Wenn F23 = 02 "eine juristische Person", muss F18 befüllt werden.').effects == (
        'require F18: F23 = "02"',
    )
    assert outcome('Wenn F23 = 02 "eine natürliche Person", muss F18 befüllt werden.').reasons == (
        "rule_label_differs",
    )
