"""Every real schema becomes a service that a person can go through."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from dienstweg.engine import xdf
from dienstweg.engine.codelists import CodeLists, read_genericode
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey, chain_to
from dienstweg.engine.passes.paging import MOST, weight
from dienstweg.engine.ruletext import read_rules
from dienstweg.engine.ruletext.rulebook import status
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Either, Group, Node, Note, Question, Service, canonical, load, shown, walk

TODAY = date(2026, 5, 12)


@cache
def lists(corpus: Path) -> CodeLists:
    return CodeLists(tuple(read_genericode(path.read_bytes()) for path in sorted((corpus / "codelists").glob("*.xml"))))


@cache
def real(path: Path) -> tuple[Schema, Service]:
    """A schema of the corpus, and what becomes of it with the code lists of the corpus."""
    schema = xdf.read(path.read_bytes()).schema
    return schema, compile_service(schema, code_lists=lists(path.parents[1]))


def items(service: Service) -> Iterator[tuple[str, str, Node]]:
    """Page, part and node of everything that stands on a page."""
    for page in service.pages:
        for item in page.items:
            yield page.slug, item.part, chain_to(service.nodes, item.path)[-1]


def test_it_is_compiled_and_every_question_is_asked_once(corpus_file: Path) -> None:
    _, service = real(corpus_file)
    asked = Counter(
        leaf.path for _, part, node in items(service) if part == "all" for leaf in walk((node,)) if _is_leaf(leaf)
    )
    assert asked == Counter(leaf.path for leaf in walk(service.nodes) if _is_leaf(leaf))
    assert load(canonical(service)) == service


def _is_leaf(node: Node) -> bool:
    return isinstance(node, Question | Note) and shown(node)


def test_pages_can_be_read(corpus_file: Path) -> None:
    _, service = real(corpus_file)
    titles = [page.title for page in service.pages]
    assert [title for title in titles if not 3 < len(title) < 80 or title.endswith(":") or title.isupper()] == []
    assert len(set(titles)) == len(titles)
    labels = [
        node.label for node in walk(service.nodes) if not isinstance(node, Note) if node.label[-1:] in ("", ":", "*")
    ]
    assert labels == []


def test_no_page_is_too_long_but_for_rows(corpus_file: Path) -> None:
    """Rows are shown one at a time and stay together, with at most three questions that lead to them."""
    _, service = real(corpus_file)
    heavy: Counter[str] = Counter()
    for slug, part, node in items(service):
        rows = isinstance(node, Group) and node.repeats
        heavy[slug] += 1 if part == "gate" else 0 if rows else weight(node)
    assert {slug: count for slug, count in heavy.items() if count > MOST} == {}


def test_every_rule_is_executed_or_an_open_point(corpus_file: Path) -> None:
    schema, service = real(corpus_file)
    book = read_rules(schema, lists(corpus_file.parents[1]))
    executed = [rule for rule in book.rules if status(rule) in ("executed", "documentation")]
    waiting = [point for point in service.open_points if point.code == "rule_not_executed"]
    assert len(executed) + len(waiting) == len([rule for rule in book.rules if rule.placed.text])


def test_choices_and_gates_are_questions(corpus_file: Path) -> None:
    _, service = real(corpus_file)
    asked = [
        node.label if isinstance(node, Either) else node.gate_label
        for node in walk(service.nodes)
        if isinstance(node, Either) or (isinstance(node, Group) and node.gate)
    ]
    assert [question for question in asked if not re.fullmatch(r"\S.+\?", question)] == []


@pytest.mark.heavy
def test_invented_applicants_get_through(corpus_file: Path) -> None:
    _, service = real(corpus_file)
    for seed in range(3):
        journey = Journey(service, invent(service, Random(seed), today=TODAY), today=TODAY)
        assert journey.gaps() == ()
        assert journey.first_gap() is None


def test_the_shape_of_the_whole_corpus(corpus: Path) -> None:
    """What a change of the compiler does to all real schemas at once."""
    services = [real(path)[1] for path in sorted([*corpus.glob("xdf2/*.xml"), *corpus.glob("xdf3/*.xml")])]
    nodes = [node for service in services for node in walk(service.nodes)]
    pages = [page for service in services for page in service.pages]
    assert len(services) == 62
    assert sum(isinstance(node, Either) for node in nodes) == 32
    assert sum(isinstance(node, Group) and node.gate for node in nodes) == 51
    assert max(len(service.pages) for service in services) <= 25
    assert sum(bool(re.search(r"\(\d+ von \d+\)$", page.title)) for page in pages) <= 50
