"""The real rules: how many are carried out, and what FITKO makes of them."""

from collections import Counter
from pathlib import Path

import pytest

from dienstweg.engine import feel, xdf
from dienstweg.engine.codelists import CodeLists, read_genericode
from dienstweg.engine.ruletext import Rulebook, eu, read_rules
from dienstweg.engine.ruletext.feeltext import feel as text_of
from dienstweg.engine.ruletext.places import Places
from dienstweg.engine.ruletext.rulebook import status
from dienstweg.engine.ruletext.second_opinion import Verdict, compared, read_opinions, supplemented
from dienstweg.engine.schema import Schema

Books = dict[str, Rulebook]


@pytest.fixture(scope="module")
def schemas(corpus: Path) -> dict[str, Schema]:
    return {path.stem: xdf.read(path.read_bytes()).schema for path in sorted(corpus.glob("xdf3/*.xml"))}


@pytest.fixture(scope="module")
def books(schemas: dict[str, Schema]) -> Books:
    return {name: read_rules(schema) for name, schema in schemas.items()}


@pytest.fixture(scope="module")
def verdicts(corpus: Path, schemas: dict[str, Schema], books: Books) -> dict[str, tuple[Verdict, ...]]:
    found = {}
    for name, book in books.items():
        places = Places(schemas[name])
        opinions = read_opinions((corpus / "xdf3" / f"{name}.rules.json").read_bytes(), name)
        found[name] = compared(places, CodeLists(), opinions, book)
    return found


def test_most_rules_are_carried_out_whole(books: Books) -> None:
    """A rule counts once, however many schemas have it, and only if it is carried out whole in all of them."""
    by_text: dict[str, set[str]] = {}
    for book in books.values():
        for rule in book.rules:
            by_text.setdefault(" ".join(rule.placed.text.split()), set()).add(status(rule))
    whole = sum(found == {"executed"} for found in by_text.values())
    assert (whole, len(by_text)) == (181, 192)


def test_most_sentences_are_carried_out(books: Books) -> None:
    by_text: dict[str, set[bool]] = {}
    for book in books.values():
        for rule in book.rules:
            for sentence in rule.sentences:
                by_text.setdefault(sentence.text, set()).add(sentence.fault is None)
    assert (sum(found == {True} for found in by_text.values()), len(by_text)) == (330, 342)


UNREAD = {
    "rule_contradiction": ["R05000011227", "R05000011945", "R05000012915"],
    "rule_not_understood": ["R00000002592", "R05000012617"],
    "rule_quotes_missing": ["R05000011239"],
    "rule_unknown_code": ["R05000012488", "R05000012489", "R05000012490"],
    "rule_unknown_id": ["R05000015354"],
    "rule_wrong_type": ["R07000002245"],
}


def test_every_other_one_has_its_reason(books: Books) -> None:
    found: dict[str, set[str]] = {}
    for book in books.values():
        for rule in book.rules:
            for sentence in rule.sentences:
                if sentence.fault:
                    found.setdefault(sentence.fault.code, set()).add(rule.placed.rule.id)
    assert {code: sorted(rules) for code, rules in sorted(found.items())} == UNREAD


def test_every_condition_is_feel(books: Books) -> None:
    texts = {text_of(effect.condition) for book in books.values() for effect in book.effects}
    texts |= {text_of(part) for book in books.values() for one in book.targets for part in (one.require, one.forbid)}
    for text in texts:
        feel.parse(text)
    assert len(texts) > 500


def test_fitko_agrees_or_is_explained(verdicts: dict[str, tuple[Verdict, ...]]) -> None:
    """Every difference stands in docs/rule-text.md."""
    counts = Counter(verdict.agreement for found in verdicts.values() for verdict in found)
    assert counts == {
        "same": 652,
        "same for every answer": 86,
        "only theirs": 88,
        "not usable": 48,
        "different": 10,
    }
    different = {
        (verdict.opinion.element, verdict.opinion.effect, (verdict.opinion.target_path or "").rsplit(".", 1)[-1])
        for found in verdicts.values()
        for verdict in found
        if verdict.agreement == "different"
    }
    assert different == {
        ("G00000002163", "forbid", "G60000000220"),
        ("G05000010406", "forbid", "F05000016407"),
        *(
            ("G05000013222", "forbid", target)
            for target in ("F05000019538", "F05000019539", "G05000013219", "G05000013221", "G05000013217")
        ),
    }


def test_their_labels_are_set_aside(verdicts: dict[str, tuple[Verdict, ...]]) -> None:
    reasons = {
        verdict.fault.code
        for found in verdicts.values()
        for verdict in found
        if verdict.agreement == "not usable" and verdict.fault
    }
    assert reasons == {"rule_unknown_code"}


def test_theirs_leave_ours_alone(corpus: Path, schemas: dict[str, Schema], books: Books) -> None:
    """Of what we could not translate, they have only what contradicts the sentences beside it."""
    for name, book in books.items():
        opinions = read_opinions((corpus / "xdf3" / f"{name}.rules.json").read_bytes(), name)
        assert supplemented(book, Places(schemas[name]), CodeLists(), opinions)[0] == book


def test_the_states_are_those_of_the_official_list(corpus: Path) -> None:
    codes = read_genericode((corpus / "codelists" / "C60000016_genericode.xml").read_bytes())
    names = {row[codes.code_column]: set(row.values()) for row in codes.rows}
    ours = {code: name for area in eu.AREAS.values() for code, name in area.items()}
    assert {code: name for code, name in ours.items() if name not in names.get(code, set())} == {}
    assert (len(eu.EU), len(eu.EEA_ONLY), len(eu.SWITZERLAND)) == (27, 3, 1)
