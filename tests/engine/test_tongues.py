"""Sentences say themselves again in another language; the table of every language is complete."""

import ast
import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from dienstweg.engine import tongues
from dienstweg.engine.tongues import LANGUAGES, spoken, told
from dienstweg.engine.wordings import Euro, Foreign, Sentence

ENGINE = Path(tongues.__file__).parents[1]
LIKE_ONE = re.compile(r"^[A-ZÄÖÜ„{][^\\]* [^\\]*[.?}]$")
NOT_FOR_APPLICANTS = ("adoption.py", "translating")
"""Modules whose other sentences are read by authors and by those who set local values."""
PLACE = re.compile(r"\{(\w+)\}")


def patterns() -> set[str]:
    """The German patterns in the engine: every text in a module that makes sentences, and looks like one."""
    found: set[str] = set()
    for path in ENGINE.rglob("*.py"):
        source = path.read_text("utf-8")
        if "engine.wordings import" not in source or path.parent.name == "tongues" or path.name == "wordings.py":
            continue
        for_staff = path.relative_to(ENGINE).parts[0] in NOT_FOR_APPLICANTS
        tree = ast.parse(source)
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sentence":
                found |= {str(one.value) for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
            elif (
                not for_staff
                and isinstance(node, ast.Constant)
                and id(node) not in docs
                and LIKE_ONE.search(str(node.value))
            ):
                found.add(str(node.value))
    return {pattern for pattern in found if re.search(r"[^\W\d_]", PLACE.sub("", pattern))}


@pytest.mark.parametrize("tongue", sorted(LANGUAGES))
def test_every_sentence_of_the_engine_has_words(tongue: str) -> None:
    known = LANGUAGES[tongue].sentences
    assert sorted(pattern for pattern in patterns() if pattern not in known) == []


@pytest.mark.parametrize("tongue", sorted(LANGUAGES))
def test_a_sentence_puts_in_the_same_values(tongue: str) -> None:
    other = LANGUAGES[tongue].sentences
    assert {g: sorted(PLACE.findall(g)) for g in other} == {g: sorted(PLACE.findall(said)) for g, said in other.items()}


def test_a_sentence_is_a_german_text_for_whoever_does_not_ask() -> None:
    said = Sentence("Geben Sie „{name}“ an.", name="Ort")
    assert said == "Geben Sie „Ort“ an."
    assert told(said, "de") == told(said, "de-simple") == "Geben Sie „Ort“ an."
    assert told(said, "en") == "Enter “Ort”."


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (date(2026, 5, 1), "1. Mai 2026", "1 May 2026"),
        (time(14, 30), "14:30 Uhr", "14:30"),
        (Decimal("12345.6"), "12.345,6", "12\N{NO-BREAK SPACE}345.6"),
        (Decimal(2026), "2026", "2026"),
        (Euro("1200"), "1.200,00 €", "€1\N{NO-BREAK SPACE}200.00"),
        (Sentence("Ja"), "Ja", "Yes"),
        (7, "7", "7"),
    ],
)
def test_values_are_shown_as_the_language_shows_them(value: object, german: str, english: str) -> None:
    said = Sentence("{number}", number=value)
    assert (said, told(said, "en")) == (german, english)


def test_what_nobody_translated_is_marked() -> None:
    said = told(Sentence("Das kennt niemand."), "en")
    assert (said, type(said)) == ("Das kennt niemand.", Foreign)
    assert told("Rex", "en") == "Rex"


def test_signs_need_no_words() -> None:
    said = told(Sentence("{around}: {sentence}", around="Dog 1", sentence=Sentence("Nein")), "en")
    assert (said, type(said)) == ("Dog 1: No", str)


@pytest.mark.parametrize(("tongue", "interface"), [("en-GB", "en"), ("de-simple", "de"), ("fr", "de"), ("de", "de")])
def test_the_interface_speaks_what_it_can(tongue: str, interface: str) -> None:
    assert spoken(tongue) == interface
