"""Small forms with sentences, and what a person meets in them. Ids are written short: F2 for F00000000002."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar, cast

from msgspec.structs import replace

from dienstweg.engine.answers import Answers, branch, join, rows
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.journey import Journey
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.schema import Child, Value
from dienstweg.engine.service import Either, Node, Note, Question, Service
from dienstweg.engine.usage import chosen
from tests.engine.schema_parts import field, group, occurs, rule, schema

TODAY = date(2026, 5, 12)
T = TypeVar("T")


def f(number: int, kind: str = "text", count: str = "1:1", content: str | None = None) -> Child:
    """A field; ``kind``: a datatype, "label", "locked", or codes as "001 002"."""
    id_ = f"F{number:011}"
    if kind[0].isdecimal():
        values = tuple(Value(code, f"Label {code}") for code in kind.split())
        return occurs(count, field(id_, role="select", values=values))
    if kind in ("label", "locked"):
        return occurs(count, field(id_, role=kind, content=content))
    return occurs(count, field(id_, datatype=kind))


def g(number: int, *children: Child, count: str = "1:1", art: str | None = None, rules: tuple[str, ...] = ()) -> Child:
    """A group; ``rules``: sentences that stand at it."""
    texts = tuple(rule(whole(text), f"R{number}{place}") for place, text in enumerate(rules))
    return occurs(count, group(f"G{number:011}", *children, art=art, rules=texts))


def form(*children: Child, rules: tuple[str, ...] = (), overlay: Overlay | None = None, land: str = "HE") -> Service:
    """The service of a schema with these sentences, called R1, R2 and so on."""
    texts = tuple(rule(whole(text), f"R{number}") for number, text in enumerate(rules, 1))
    return replace(compile_service(schema(*children, rules=texts), overlay=overlay), local={"land": land})


def whole(text: str) -> str:
    """The text with ids written out."""
    return re.sub(r"\b([FG])(\d{1,2})\b", lambda found: f"{found[1]}{int(found[2]):011}", text)


def long(found: T) -> T:
    """The same value with ids written out in every text and name."""
    return cast("T", _renamed(found, whole))


def short(found: T) -> T:
    """The same value with ids written short."""
    return cast("T", _renamed(found, lambda text: re.sub(r"([FG])0+(\d+)", r"\1\2", text)))


def _renamed(found: object, change: Callable[[str], str]) -> object:
    if isinstance(found, dict):
        return {change(key): _renamed(value, change) for key, value in found.items()}
    if isinstance(found, list):
        return [_renamed(value, change) for value in found]
    if isinstance(found, tuple):
        return tuple(_renamed(value, change) for value in found)
    return change(found) if isinstance(found, str) else found


def journey(of: Service, answers: Mapping[str, object], today: date | None = TODAY) -> Journey:
    return Journey(of, long(dict(answers)), today=today)


def leaving(of: Service, answers: Mapping[str, object]) -> Answers:
    """What leaves; and it stays so when what was stored is looked at again."""
    way = journey(of, answers)
    assert Journey(of, way.kept(), today=TODAY).clean() == way.clean()
    return short(way.clean())


def gaps(of: Service, answers: Mapping[str, object]) -> list[tuple[str, str]]:
    """Place and kind of everything that is missing or wrong."""
    return [(short(gap.path), gap.kind) for gap in journey(of, answers).gaps()]


def told(of: Service, answers: Mapping[str, object]) -> list[tuple[str, str]]:
    """Place and sentence of everything that is missing or wrong."""
    return [(short(gap.path), short(gap.message)) for gap in journey(of, answers).gaps()]


def asked(of: Service, answers: Mapping[str, object]) -> list[str]:
    """The instance paths of the questions and notes on the pages; the row that may come next is "+"."""
    way = journey(of, answers)
    places = [place for page in way.pages for place in way.places(page) if place.item.part == "all"]
    return [short(path) for place in places for path in _shown(place.node, place.here, place.prefix)]


def _shown(node: Node, here: Answers, prefix: str) -> Iterator[str]:
    if isinstance(node, Note):
        yield join(prefix, node.id)
    elif isinstance(node, Question):
        if node.role == "input":
            yield join(prefix, node.id)
    elif isinstance(node, Either):
        option = chosen(node, here)
        yield from _shown(option, here, prefix) if option is not None else ()
    elif not node.repeats:
        if node.gate and here.get(node.gate_key) is not True:
            return
        yield from _each(node.children, branch(here, node.id), join(prefix, node.id))
    else:
        present = rows(here, node.id)
        for index, row in enumerate(present):
            yield from _each(node.children_at(index), row, join(prefix, node.id, index))
        yield from _each(node.children_at(len(present)), {}, join(prefix, node.id, "+"))


def _each(nodes: tuple[Node, ...], here: Answers, prefix: str) -> Iterator[str]:
    return (path for node in nodes for path in _shown(node, here, prefix))
