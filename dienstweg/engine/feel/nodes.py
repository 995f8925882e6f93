"""An expression as a tree.

Each node knows the offset of the character that stands for it: the first one of a literal or a name, the operator
between two operands, the opening bracket of a filter.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from dienstweg.engine.feel.limits import DEPTH, too_deep
from dienstweg.engine.feel.temporal import Temporal
from dienstweg.engine.feel.types import Type
from dienstweg.engine.feel.values import Relation

Operator = Literal["+", "-", "*", "/", "**"]


class Node(Struct, frozen=True, kw_only=True):
    """One part of an expression."""

    position: int = 0


class Constant(Node, frozen=True):
    """``12.50``, ``"001"``, ``true``, ``null``, ``@"2026-05-01"``."""

    value: Decimal | str | bool | Temporal | None


class Name(Node, frozen=True):
    """A name of the scope, of a loop, of an earlier entry, or of the list entry that a filter looks at."""

    name: str


class Path(Node, frozen=True):
    """``base.member``; on a list, the member of each of its entries."""

    base: Node
    member: str


class Filter(Node, frozen=True):
    """``base[condition]``: those entries for which it holds; with a number, the entry at that place."""

    base: Node
    condition: Node


class Call(Node, frozen=True):
    """A built-in function. ``names`` has a name for each argument, or is empty: then they stand in order."""

    function: str
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


class Negative(Node, frozen=True):
    """``-operand``."""

    operand: Node


class Arithmetic(Node, frozen=True):
    """``left + right`` and the like."""

    operator: Operator
    left: Node
    right: Node


class Comparison(Node, frozen=True):
    """``left = right`` and the like."""

    relation: Relation
    left: Node
    right: Node


class Between(Node, frozen=True):
    """``value between low and high``, both included."""

    value: Node
    low: Node
    high: Node


class Inside(Node, frozen=True):
    """``value in test``."""

    value: Node
    test: Node


class Relative(Node, frozen=True):
    """A comparison without its left side: ``(< 10)``."""

    relation: Relation
    value: Node


class Alternatives(Node, frozen=True):
    """``(1, < 5, [7..9])`` behind ``in``: one of them."""

    tests: tuple[Node, ...]


class And(Node, frozen=True):
    """All of at least two terms."""

    terms: tuple[Node, ...]


class Or(Node, frozen=True):
    """One of at least two terms."""

    terms: tuple[Node, ...]


class If(Node, frozen=True):
    """``if condition then yes else no``."""

    condition: Node
    yes: Node
    no: Node


class Span(Node, frozen=True):
    """``low..high`` as the source of a loop: whole numbers, upwards or downwards."""

    low: Node
    high: Node


class Variable(Node, frozen=True):
    """``name in source`` of a loop."""

    name: str
    source: Node


class For(Node, frozen=True):
    """``for … return body``: a list."""

    variables: tuple[Variable, ...]
    body: Node


class Quantified(Node, frozen=True):
    """``some … satisfies condition`` or ``every … satisfies condition``."""

    every: bool
    variables: tuple[Variable, ...]
    condition: Node


class Items(Node, frozen=True):
    """``[1, 2, 3]``."""

    items: tuple[Node, ...]


class Entry(Node, frozen=True):
    """``key: value`` of a context; later entries see the value under this name."""

    key: str
    value: Node


class Entries(Node, frozen=True):
    """``{name: "Bello", age: 3}``."""

    entries: tuple[Entry, ...]


class Interval(Node, frozen=True):
    """``[low..high)`` as a value."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


class InstanceOf(Node, frozen=True):
    """``value instance of type``."""

    value: Node
    type: Type


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below, in order."""
    for name in node.__struct_fields__:
        below = getattr(node, name)
        if isinstance(below, Node):
            yield below
        elif isinstance(below, tuple):
            yield from (part for part in below if isinstance(part, Node))


def size(node: Node) -> int:
    """How many nodes there are, this one included."""
    return 1 + sum(size(child) for child in children(node))


def hold_depth(root: Node) -> None:
    """Refuse a tree that later steps could not walk down. Does not walk down itself."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEPTH:
            raise too_deep(level[0].position)
        level = [child for node in level for child in children(node)]
