"""Laws of values: what is shown or edited can be typed again, what was read can be checked, patterns mean one thing."""

import string
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from dienstweg.engine import numbers, patterns, values
from dienstweg.engine.checking import NOT_TEXT
from dienstweg.engine.service import Kind, Limits, Question
from tests.properties.random_services import KINDS, LISTS

TODAY = date(2026, 5, 12)
XS = "http://www.w3.org/2001/XMLSchema"
PIECES = (
    *(
        "a",
        "b",
        "1",
        "-",
        ".",
        r"\.",
        r"\d",
        r"\w",
        r"\s",
        r"\D",
        r"\p{L}",
        r"\PL",
        r"\x41",
        "[a-c]",
        "[^a1]",
        r"[\w.-]",
    ),
    *(
        r"[^\d]",
        "[]a]",
        "[+-]",
        "(ab|1)",
        "(?:a|)",
        "x?",
        "b*",
        "1+",
        "a{2}",
        "b{1,3}",
        "1{2,}",
        "a+?",
        "ä",
        "/",
        "&",
        "$$",
    ),
    *(
        "^a",
        "b$",
        "|",
        "^",
        "$",
        "(a",
        "a)",
        r"\Z",
        r"\bx",
        "(?i)a",
        "[[:alpha:]]",
        "{",
        "}",
        "#",
        '"',
        "<",
        "[&&a]",
        "[a~~]",
    ),
)
typed_texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(string.printable, max_size=20)
days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
amounts = st.decimals(-(10**9), 10**9, places=2)


@given(kind=st.sampled_from(KINDS), typed=typed_texts | st.lists(typed_texts, min_size=3, max_size=3))
def test_reading_is_total_and_what_was_read_has_its_kind(kind: Kind, typed: str | list[str]) -> None:
    asked = question(kind)
    reading = values.read(asked, typed, LISTS, today=TODAY)
    assert reading.value is None or reading.message is None
    if reading.value is not None:
        message = values.check(asked, reading.value, LISTS, today=TODAY)
        assert message is None or message.startswith(
            ("Die Zahl ist zu lang.", "Geben Sie den Betrag mit höchstens zwei")
        )


@given(kind=st.sampled_from(KINDS), typed=typed_texts)
def test_what_was_read_can_be_edited_and_read_again(kind: Kind, typed: str) -> None:
    asked = question(kind)
    value = values.read(asked, typed, LISTS, today=TODAY).value
    if value is not None:
        assert values.read(asked, values.edit(asked, value), LISTS, today=TODAY).value == value


@given(typed=typed_texts)
def test_a_text_that_was_read_is_tidy(typed: str) -> None:
    value = values.read(question("text"), typed, LISTS, today=TODAY).value
    assert value is None or (isinstance(value, str) and value == value.strip() != "" and not NOT_TEXT.search(value))


@given(day=days)
def test_days_can_be_typed_as_they_are_shown(day: date) -> None:
    asked = question("date")
    canonical = day.isoformat()
    forms = (
        canonical,
        values.show(asked, canonical, LISTS),
        values.edit(asked, canonical),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d%m}{day.year:04}",
        [str(day.day), str(day.month), str(day.year)],
    )
    assert [values.read(asked, form, LISTS, today=TODAY).value for form in forms] == [canonical] * len(forms)


@given(day=st.dates(date(1947, 1, 1), date(2046, 12, 31)))
def test_two_digits_of_a_year_reach_from_eighty_years_back_to_twenty_ahead(day: date) -> None:
    typed = f"{day.day}.{day.month}.{day.year % 100:02}"
    assert values.read(question("date"), typed, LISTS, today=TODAY).value == day.isoformat()
    birthday = values.read(question("date", label="Geburtsdatum"), typed, LISTS, today=TODAY).value
    assert birthday == (day if day.year <= TODAY.year else day.replace(year=day.year - 100)).isoformat()


@given(moment=st.times())
def test_times_can_be_typed_as_they_are_shown(moment: object) -> None:
    canonical = str(moment)[:8]
    for form in (canonical, values.show(question("time"), canonical, LISTS), values.edit(question("time"), canonical)):
        assert values.read(question("time"), form, LISTS, today=TODAY).value == canonical


@given(amount=amounts)
@example(amount=Decimal("0.00"))
@example(amount=Decimal("-0.50"))
@example(amount=Decimal("1000.00"))
def test_amounts_can_be_typed_as_they_are_shown(amount: Decimal) -> None:
    canonical = f"{amount + 0:f}"
    shown = values.show(question("money"), canonical, LISTS)
    for form in (canonical, shown, values.edit(question("money"), canonical), f"{amount + 0:,.2f}"):
        assert values.read(question("money"), form, LISTS, today=TODAY).value == canonical


@given(number=st.decimals(-(10**9), 10**9, places=4))
def test_numbers_can_be_typed_as_they_are_shown(number: Decimal) -> None:
    canonical = f"{number + 0:f}"
    for form in (numbers.show(number), values.edit(question("number"), canonical)):
        assert values.read(question("number"), form, LISTS, today=TODAY).value == canonical


@given(number=st.integers(-(10**14), 10**14))
def test_whole_numbers_can_be_typed_as_they_are_shown(number: int) -> None:
    asked = question("integer")
    for form in (str(number), values.show(asked, number, LISTS), f"{number:,}".replace(",", " ")):
        assert values.read(asked, form, LISTS, today=TODAY).value == number


@pytest.mark.parametrize("kind", KINDS)
@given(label=st.text(max_size=120))
def test_a_missing_answer_is_a_sentence_for_any_label(kind: Kind, label: str) -> None:
    sentence = values.missing(question(kind, label=label))
    assert sentence.endswith((".", "“"))
    assert sentence.count("„") == sentence.count("“")
    assert "!" not in sentence or "!" in label


@settings(max_examples=400, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=5),
    others=st.lists(st.text("ab1-.xX Aä\n&$", max_size=5), max_size=5),
    seed=st.integers(0, 2**32),
)
def test_a_translated_pattern_accepts_the_same_values_everywhere(
    pieces: list[str], others: list[str], seed: int
) -> None:
    pattern = "".join(pieces)
    ecma, xsd = patterns.to_ecma(pattern), patterns.to_xsd(pattern)
    assert (ecma is None) == (xsd is None)
    if ecma is None or xsd is None:
        return
    in_json, in_xml = json_validator(ecma), xml_validator(xsd)
    sampled = list(patterns.samples(pattern, Random(seed)))
    for text in (*others, *sampled):
        if NOT_TEXT.search(text):
            continue
        expected = patterns.matches(pattern, text)
        assert in_json.is_valid(text) == expected, (pattern, ecma, text)
        assert xml_accepts(in_xml, text) == expected, (pattern, xsd, text)


def question(kind: Kind, *, label: str = "Angabe") -> Question:
    code_list = "offen" if kind == "choice" else None
    return Question(id="F1", path="F1", kind=kind, label=label, limits=Limits(), code_list=code_list)


@cache
def json_validator(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())


@cache
def xml_validator(pattern: str) -> etree.XMLSchema:
    schema = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS})
    simple = etree.SubElement(etree.SubElement(schema, f"{{{XS}}}element", name="v"), f"{{{XS}}}simpleType")
    restriction = etree.SubElement(simple, f"{{{XS}}}restriction", base="xs:string")
    etree.SubElement(restriction, f"{{{XS}}}pattern", value=pattern)
    return etree.XMLSchema(schema)


def xml_accepts(schema: etree.XMLSchema, text: str) -> bool:
    element = etree.Element("v")
    element.text = text
    return schema.validate(element)
