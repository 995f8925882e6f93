"""How the sentences of a file are shown: each beside what it does, by element, what waits for somebody first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml.html import HtmlElement

from dienstweg.engine import xdf
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.ruletext import read_rules
from dienstweg.engine.schema import Group, Schema
from dienstweg.studio import rule_list
from dienstweg.studio.rule_list import OPEN_EFFECTS, OPEN_RULES, RuleList
from tests.engine.schema_parts import field, group, once, perhaps, rule, schema
from tests.web.sheets import parse

pytestmark = pytest.mark.django_db

HIDE = "Wenn F00000001 = Ja, dann darf {} nicht angezeigt werden."
FAULTY = "Wenn F00000001 = Ja, dann muss F00000099 befüllt werden."
DAY = rule("Wenn F00000005 nicht leer, dann darf F00000006 nicht leer sein.", "R00000005")


def day() -> Group:
    """A group that occurs several times, with a rule of its own."""
    parts = (perhaps(field("F00000005", "Tag")), perhaps(field("F00000006", "Monat")))
    return group("G00000001", *parts, label="Tag", rules=(DAY,))


def form(*sentences: str) -> Schema:
    """Sentences about the whole schema, and one that stands at two groups of the same make."""
    birth = group("G00000002", once(day()), label="Geburt")
    death = group("G00000003", once(day()), label="Tod")
    questions = (once(field("F00000001", datatype="bool")), *(perhaps(field(f"F0000001{n}")) for n in range(8)))
    rules = tuple(rule(text, f"R0000001{number}") for number, text in enumerate(sentences))
    return schema(*questions, once(birth), once(death), rules=rules)


def listed(of: Schema) -> RuleList:
    return rule_list.listed(rule_list.read(read_rules(of).rules), compile_service(of))


def page(of: Schema) -> HtmlElement:
    answer = Client().post("/schema", {"datei": SimpleUploadedFile("s.xml", xdf.write(of), "text/xml")})
    return parse(answer.content)


def texts(element: HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.xpath(path)]


def test_rules_stand_at_their_element_and_the_same_rule_once() -> None:
    found = listed(form(HIDE.format("F00000010"), FAULTY))
    assert (found.total, found.waiting_count) == (4, 1)
    assert [(element.label, [one.id for one in element.rules]) for element in found.waiting] == [
        ("Ganzes Datenschema", ["R00000011"])
    ]
    assert [(element.label, [(one.id, one.places) for one in element.rules]) for element in found.obeyed] == [
        ("Ganzes Datenschema", [("R00000010", ("",))]),
        ("Tag", [("R00000005", ("G00000002.G00000001", "G00000003.G00000001"))]),
    ]


def test_each_sentence_stands_beside_its_effect() -> None:
    found = page(form(HIDE.format("F00000010")))
    assert texts(found, "//*[@id='regeln']//dl[1]/div/*")[:2] == [
        HIDE.format("F00000010"),
        "„Feld F00000010“ entfällt, weil „Feld F00000001“ mit Ja beantwortet ist.",
    ]
    assert texts(found, "//*[@id='regeln']//p[contains(., 'R00000005')]") == [
        "R00000005 · an G00000002.G00000001 und 1 weiteren Stelle"
    ]


def test_what_is_not_obeyed_stands_first_and_says_why() -> None:
    found = page(form(HIDE.format("F00000010"), FAULTY))
    assert texts(found, "//*[@id='regeln']//h3") == [
        "Eine Regel wird nicht oder nur zum Teil ausgeführt",
        "Das Formular führt aus",
    ]
    (panel,) = found.xpath("//*[@id='regeln-offen']")
    assert texts(panel, ".//dt") == [FAULTY]
    assert texts(panel, ".//dd")[0].startswith("Nicht ausgeführt")


def test_a_few_rules_stand_open_and_many_are_folded_by_element() -> None:
    few = form(*[HIDE.format("F00000010")] * (OPEN_RULES - 2))
    many = form(*[HIDE.format("F00000010")] * (OPEN_RULES - 1))
    folds = [page(of).xpath("//*[@class='dw-folds']/details/@open") for of in (few, many)]
    assert folds == [["", ""], []]


@pytest.mark.parametrize(("count", "first", "further"), [(4, 4, 0), (5, 5, 0), (6, OPEN_EFFECTS, 2)])
def test_many_effects_of_a_sentence_are_folded(count: int, first: int, further: int) -> None:
    targets = ", ".join(f"F0000001{n}" for n in range(count))
    found = listed(form(f"Wenn F00000001 = Ja, dann dürfen {targets} nicht angezeigt werden."))
    (sentence,) = found.obeyed[0].rules[0].sentences
    assert (len(sentence.first), len(sentence.further)) == (first, further)
    assert sentence.first + sentence.further == sentence.effects


def test_a_file_without_rules_says_so() -> None:
    assert "Dieses Schema enthält keine Regeln." in texts(page(schema(once(field("F1")))), "//*[@id='regeln']")[0]
