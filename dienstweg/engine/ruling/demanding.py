"""Demands by exclusion: "wenn F <> X, dann muss G befüllt werden" says nothing about somebody who is not asked for F.

An unregistered company has no kind of register; that it is not a foreign one must not demand a number in the register.
"""

from dienstweg.engine.feel import nodes, parse, write_text
from dienstweg.engine.feel.nodes import Node


def grounded(text: str) -> tuple[str, tuple[str, ...]]:
    """The condition in which every exclusion needs an answer, and the places that are excluded from; none: the same."""
    places: dict[str, None] = {}
    tree = _grounded(parse(text), places)
    return (write_text(tree) if places else text), tuple(places)


def _grounded(node: Node, places: dict[str, None]) -> Node:
    match node:
        case nodes.And(terms=terms):
            return nodes.And(terms=tuple(_grounded(term, places) for term in terms))
        case nodes.Or(terms=terms):
            return nodes.Or(terms=tuple(_grounded(term, places) for term in terms))
    subject = _excluded_from(node)
    place = _place(subject)
    if subject is None or place is None:
        return node
    places[place] = None
    there = nodes.Comparison(relation="!=", left=subject, right=nodes.Constant(value=None))
    return nodes.And(terms=(there, node))


def _excluded_from(node: Node) -> Node | None:
    """What must not be one of some values."""
    match node:
        case nodes.Comparison(relation="!=", left=left, right=nodes.Constant(value=value)) if value is not None:
            return left
        case nodes.Call(function="not", arguments=(nodes.Inside(value=value),)):
            return value
        case nodes.Call(function="not", arguments=(nodes.Comparison(relation="=", left=left),)):
            return left
    return None


def _place(node: Node | None) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    base = _place(node.base) if isinstance(node, nodes.Path) else None
    return f"{base}.{node.member}" if base and isinstance(node, nodes.Path) else None
