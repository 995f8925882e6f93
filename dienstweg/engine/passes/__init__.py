"""The passes of the compiler. Each takes a :class:`Work` and returns a new one; none changes its input."""

from collections.abc import Callable

from msgspec import Struct, convert
from msgspec.structs import asdict, replace

from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.ruletext import Rulebook
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import (
    Amount,
    Check,
    CodeList,
    Either,
    Group,
    Node,
    OpenPoint,
    Page,
    Parameter,
    Ruled,
)


class Work(Struct, frozen=True, kw_only=True):
    """A service on its way through the compiler."""

    schema: Schema
    overlay: Overlay
    available: CodeLists
    nodes: tuple[Node, ...] = ()
    book: Rulebook
    code_lists: dict[str, CodeList] = {}
    named: dict[str, frozenset[int]] = {}
    """For every place the rules that may speak of it, by their number in the book."""
    ruled: tuple[Ruled, ...] = ()
    lifted: frozenset[str] = frozenset()
    """Groups that open by themselves because a rule can require something in them."""
    checks: tuple[Check, ...] = ()
    amounts: tuple[Amount, ...] = ()
    pages: tuple[Page, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The local values that the author declares."""
        return tuple(convert(asdict(part), Parameter) for part in self.overlay.parameters)


Pass = Callable[[Work], Work]


def rebuilt(nodes: tuple[Node, ...], change: Callable[[Node], Node]) -> tuple[Node, ...]:
    """The tree with ``change`` applied to every node, children first."""
    return tuple(change(_with_rebuilt_children(node, change)) for node in nodes)


def _with_rebuilt_children(node: Node, change: Callable[[Node], Node]) -> Node:
    if isinstance(node, Group):
        return replace(node, children=rebuilt(node.children, change))
    if isinstance(node, Either):
        return replace(node, options=rebuilt(node.options, change))
    return node
