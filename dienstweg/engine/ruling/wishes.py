"""Answers that would make a condition hold, or not hold: how somebody is invented to whom a rule applies."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from msgspec import Struct

from dienstweg.engine.feel import nodes
from dienstweg.engine.feel.nodes import Node
from dienstweg.engine.feel.parser import parse

Wanted = str | bool | None
"""An answer as it is stored; None: no answer."""


class Wish(Struct, frozen=True):
    """``value``: the answer at the place; with ``other`` any answer but this one (None: whatever it is)."""

    path: str
    value: Wanted
    other: bool = False


def wishes(text: str, rng: Random, *, holds: bool = True) -> tuple[Wish, ...]:
    """One way, drawn by chance, to make an expression true or false; empty where none is obvious."""
    return tuple(_wished(parse(text), rng, {}, holds=holds))


def _wished(node: Node, rng: Random, bound: dict[str, str], *, holds: bool) -> Iterator[Wish]:
    match node:
        case nodes.And(terms=terms) | nodes.Or(terms=terms):
            everyone = isinstance(node, nodes.And) == holds
            for term in terms if everyone else (rng.choice(terms),):
                yield from _wished(term, rng, bound, holds=holds)
        case nodes.Call(function="not", arguments=(inner,)):
            yield from _wished(inner, rng, bound, holds=not holds)
        case nodes.Comparison():
            yield from _compared(node, rng, bound, holds=holds)
        case nodes.Inside(value=value, test=test):
            yield from _among(_path(value, bound), _constants(test), rng, holds=holds)
        case nodes.Quantified(every=False, variables=(variable,), condition=condition):
            yield from _wished(
                condition, rng, bound | {variable.name: _path(variable.source, bound) or ""}, holds=holds
            )
        case nodes.If(condition=condition):
            yield from _wished(condition, rng, bound, holds=holds)


def _compared(node: nodes.Comparison, rng: Random, bound: dict[str, str], *, holds: bool) -> Iterator[Wish]:
    counted = node.left if isinstance(node.left, nodes.Call) and node.left.function == "count" else None
    if counted is not None:
        path = _path(counted.arguments[0], bound)
        if path and isinstance(node.right, nodes.Constant) and node.right.value == 0:
            yield Wish(path, None, other=(node.relation == ">") == holds)
        return
    if node.relation not in ("=", "!="):
        yield from (Wish(path, None, other=True) for side in (node.left, node.right) if (path := _path(side, bound)))
        return
    path, value = _path(node.left, bound), node.right
    equal = (node.relation == "=") == holds
    if path and isinstance(value, nodes.Constant):
        if value.value is None:
            yield Wish(path, None, other=not equal)
        else:
            yield from _among(path, [value], rng, holds=equal)
    elif not path:
        wanted = rng.random() < 0.5
        yield from _wished(node.left, rng, bound, holds=wanted)
        yield from _wished(node.right, rng, bound, holds=wanted if equal else not wanted)


def _among(path: str | None, values: list[nodes.Constant], rng: Random, *, holds: bool) -> Iterator[Wish]:
    if path and values:
        wanted = _answer(rng.choice(values).value)
        if isinstance(wanted, bool) and not holds:
            yield Wish(path, not wanted)
        else:
            yield Wish(path, wanted, other=not holds)


def _constants(test: Node) -> list[nodes.Constant]:
    tests = test.tests if isinstance(test, nodes.Alternatives) else (test,)
    return [one for one in tests if isinstance(one, nodes.Constant)]


def _path(node: Node, bound: dict[str, str]) -> str | None:
    if isinstance(node, nodes.Name):
        return bound.get(node.name, node.name) or None
    if isinstance(node, nodes.Path):
        base = _path(node.base, bound)
        return f"{base}.{node.member}" if base else None
    return None


def _answer(value: object) -> Wanted:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else None
