"""Laws of compiling: the same each time, nothing lost, nothing twice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dienstweg.engine import ruling
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.journey import chain_to
from dienstweg.engine.overlay import Overlay, PagePart
from dienstweg.engine.passes.choices import has_mandatory
from dienstweg.engine.passes.rules import place_of
from dienstweg.engine.ruletext import read_rules
from dienstweg.engine.ruletext.rulebook import status
from dienstweg.engine.schema import Child, Schema
from dienstweg.engine.schema import Group as SchemaGroup
from dienstweg.engine.service import Either, Group, Node, Question, Service, canonical, digest, load, shown, walk
from tests.properties.random_schemas import schemas


@given(schemas())
def test_compiling_is_deterministic(schema: Schema) -> None:
    assert canonical(compile_service(schema)) == canonical(compile_service(deepcopy(schema)))


@given(schemas())
def test_a_service_is_read_back(schema: Schema) -> None:
    service = compile_service(schema)
    assert load(canonical(service)) == service


@given(schemas(), st.data())
def test_a_label_that_changes_changes_the_digest(schema: Schema, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(schema.children) - 1))
    child = schema.children[place]
    renamed = msgspec.structs.replace(child, element=msgspec.structs.replace(child.element, label_in="Ganz anders"))
    changed = msgspec.structs.replace(
        schema, children=(*schema.children[:place], renamed, *schema.children[place + 1 :])
    )
    assert digest(compile_service(schema)) != digest(compile_service(changed))


@given(schemas())
def test_every_element_is_a_node_in_its_place(schema: Schema) -> None:
    nodes = [node.path for node in walk(compile_service(schema).nodes) if not isinstance(node, Either)]
    assert Counter(nodes) == Counter(_paths(schema.children))


@given(schemas())
def test_the_legal_basis_stays_at_every_question(schema: Schema) -> None:
    written = {path: {basis.text for basis in child.element.legal} for path, child in _placed(schema.children)}
    questions = (node for node in walk(compile_service(schema).nodes) if isinstance(node, Question))
    assert [node.path for node in questions if {basis.text for basis in node.legal} != written[node.path]] == []


@given(schemas())
def test_everything_that_shows_is_on_exactly_one_page(schema: Schema) -> None:
    service = compile_service(schema)
    assert Counter(_on_pages(service)) == Counter(_spots(service.nodes))


@given(schemas())
def test_pages_have_names_and_show_something(schema: Schema) -> None:
    service = compile_service(schema)
    titles, slugs = [page.title for page in service.pages], [page.slug for page in service.pages]
    assert (len(set(titles)), len(set(slugs))) == (len(service.pages), len(service.pages))
    assert [title for title in titles if not 0 < len(title) < 92 or title != title.strip(" :*")] == []
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    bare = [
        page.slug for page in service.pages if not any(shown(chain_to(service.nodes, i.path)[-1]) for i in page.items)
    ]
    assert bare == []


@given(schemas())
def test_the_computed_pages_could_be_the_author_s(schema: Schema) -> None:
    service = compile_service(schema)
    parts = tuple(
        PagePart(
            slug=page.slug,
            title=page.title,
            lead=page.lead,
            items=tuple(_name(service, item.path, item.part) for item in page.items),
        )
        for page in service.pages
    )
    assert compile_service(schema, overlay=Overlay(pages=parts)).pages == service.pages


@given(schemas())
def test_a_gate_or_choice_stands_before_what_it_opens(schema: Schema) -> None:
    service = compile_service(schema)
    order = list(_on_pages(service))
    late = [
        (outer, inner)
        for outer, contents in _opened(service.nodes)
        for inner in contents
        if order.index(inner) < order.index(outer)
    ]
    assert late == []


@given(schemas())
def test_gates_are_where_no_rule_speaks_and_something_is_mandatory(schema: Schema) -> None:
    service = compile_service(schema)
    options = {option.path for node in walk(service.nodes) if isinstance(node, Either) for option in node.options}
    named = {path for rule in read_rules(schema).rules for one in rule.sentences for path in one.mentions}
    lifted = {path for step in ruling.prepare(service).steps for path in step.lifts}
    for node in walk(service.nodes):
        if isinstance(node, Group):
            free = not node.min and not node.repeats and node.path not in options
            assert node.gate is (free and has_mandatory(node) and node.path not in named | lifted)


@given(schemas())
def test_every_rule_is_executed_or_an_open_point(schema: Schema) -> None:
    service = compile_service(schema)
    waiting = [point.where for point in service.open_points if point.code == "rule_not_executed"]
    unread = [place_of(rule) for rule in read_rules(schema).rules if status(rule) in ("partly", "not translated")]
    assert waiting == unread


@given(schemas())
def test_every_effect_is_in_the_service_or_became_a_choice(schema: Schema) -> None:
    service = compile_service(schema)
    effects = read_rules(schema).effects
    choices = sum(isinstance(node, Either) and not node.wraps_group for node in walk(service.nodes))
    assert len(service.checks) + choices == sum(effect.kind == "valid" for effect in effects)
    assert {one.path for one in service.ruled} == {effect.target for effect in effects if effect.kind != "valid"}


def _placed(children: Iterable[Child], prefix: str = "") -> Iterator[tuple[str, Child]]:
    for child in children:
        path = f"{prefix}{child.element.id}"
        yield path, child
        if isinstance(child.element, SchemaGroup):
            yield from _placed(child.element.children, f"{path}.")


def _paths(children: Iterable[Child]) -> Iterator[str]:
    return (path for path, _ in _placed(children))


def _spots(nodes: Iterable[Node]) -> Iterator[str]:
    """Leaves that show something, gates and choices."""
    for node in nodes:
        if isinstance(node, Either):
            yield node.path
            yield from _spots(node.options)
        elif isinstance(node, Group):
            if node.gate:
                yield f"{node.path}?"
            yield from _spots(node.children)
        elif shown(node):
            yield node.path


def _on_pages(service: Service) -> Iterator[str]:
    for page in service.pages:
        for item in page.items:
            node = chain_to(service.nodes, item.path)[-1]
            if item.part == "all":
                yield from _spots((node,))
            else:
                yield f"{node.path}?" if isinstance(node, Group) else node.path


def _opened(nodes: Iterable[Node]) -> Iterator[tuple[str, list[str]]]:
    for node in nodes:
        if isinstance(node, Either):
            yield node.path, list(_spots(node.options))
            yield from _opened(node.options)
        elif isinstance(node, Group):
            if node.gate:
                yield f"{node.path}?", list(_spots(node.children))
            yield from _opened(node.children)


def _name(service: Service, path: str, part: str) -> str:
    """How an author names an item."""
    node = chain_to(service.nodes, path)[-1]
    head, dot, _ = path.rpartition(".")
    return f"{head}{dot}{node.gate_key}" if part == "gate" and isinstance(node, Group) else path
