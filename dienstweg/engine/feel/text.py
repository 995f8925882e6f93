"""A tree as text again: the same tree when it is parsed, with no more brackets than needed."""

from decimal import Decimal
from functools import singledispatch

from dienstweg.engine.feel import temporal, types
from dienstweg.engine.feel.nodes import (
    Alternatives,
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Constant,
    Entries,
    Filter,
    For,
    If,
    Inside,
    InstanceOf,
    Interval,
    Items,
    Name,
    Negative,
    Node,
    Or,
    Path,
    Quantified,
    Relative,
    Span,
    Variable,
)
from dienstweg.engine.feel.parser import AND, COMPARISON, OR, POWER, PRODUCT, SUM
from dienstweg.engine.feel.tokens import is_plain_name, quoted

_LOOSE, _UNARY, _OPERAND = 0, POWER + 1, POWER + 2
_SIGNS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}

Text = tuple[str, int]
"""The text, and how tightly its loosest operator binds."""


def write(node: Node) -> str:
    """The expression in one line."""
    return _text(node)[0]


def _above(node: Node, level: int) -> str:
    """The node as an operand: in brackets unless it binds more tightly than ``level``."""
    text, binding = _text(node)
    return text if binding > level else f"({text})"


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(write(node) for node in nodes)


@singledispatch
def _text(node: Node) -> Text:
    raise TypeError(node)


@_text.register(And)
def _and(node: And) -> Text:
    return " and ".join(_above(term, AND) for term in node.terms), AND


@_text.register(Or)
def _or(node: Or) -> Text:
    return " or ".join(_above(term, OR) for term in node.terms), OR


@_text.register(Comparison)
def _comparison(node: Comparison) -> Text:
    return f"{_above(node.left, COMPARISON)} {node.relation} {_above(node.right, COMPARISON)}", COMPARISON


@_text.register(Between)
def _between(node: Between) -> Text:
    value, low, high = (_above(part, COMPARISON) for part in (node.value, node.low, node.high))
    return f"{value} between {low} and {high}", COMPARISON


@_text.register(Inside)
def _inside(node: Inside) -> Text:
    return f"{_above(node.value, COMPARISON)} in {_above(node.test, COMPARISON)}", COMPARISON


@_text.register(Arithmetic)
def _arithmetic(node: Arithmetic) -> Text:
    level = _SIGNS[node.operator]
    return f"{_above(node.left, level - 1)} {node.operator} {_above(node.right, level)}", level


@_text.register(Negative)
def _negative(node: Negative) -> Text:
    return f"-{_above(node.operand, POWER)}", _UNARY


@_text.register(InstanceOf)
def _instance_of(node: InstanceOf) -> Text:
    return f"{_above(node.value, _UNARY)} instance of {types.write(node.type)}", _UNARY


@_text.register(If)
def _if(node: If) -> Text:
    return f"if {write(node.condition)} then {write(node.yes)} else {write(node.no)}", _LOOSE


@_text.register(For)
def _for(node: For) -> Text:
    return f"for {_variables(node.variables)} return {write(node.body)}", _LOOSE


@_text.register(Quantified)
def _quantified(node: Quantified) -> Text:
    word = "every" if node.every else "some"
    return f"{word} {_variables(node.variables)} satisfies {write(node.condition)}", _LOOSE


@_text.register(Constant)
def _constant(node: Constant) -> Text:
    value = node.value
    if value is None:
        return "null", _OPERAND
    if isinstance(value, bool):
        return str(value).lower(), _OPERAND
    if isinstance(value, str):
        return quoted(value), _OPERAND
    return str(value) if isinstance(value, Decimal) else f"@{quoted(temporal.write(value))}", _OPERAND


@_text.register(Name)
def _name(node: Name) -> Text:
    return node.name, _OPERAND


@_text.register(Path)
def _path(node: Path) -> Text:
    return f"{_above(node.base, _UNARY)}.{node.member}", _OPERAND


@_text.register(Filter)
def _filter(node: Filter) -> Text:
    return f"{_above(node.base, _UNARY)}[{write(node.condition)}]", _OPERAND


@_text.register(Call)
def _call(node: Call) -> Text:
    labels = [f"{name}: " for name in node.names] or [""] * len(node.arguments)
    inside = (label + write(argument) for label, argument in zip(labels, node.arguments, strict=True))
    return f"{node.function}({', '.join(inside)})", _OPERAND


@_text.register(Items)
def _items(node: Items) -> Text:
    return f"[{_list(node.items)}]", _OPERAND


@_text.register(Entries)
def _entries(node: Entries) -> Text:
    entries = (f"{_key(entry.key)}: {write(entry.value)}" for entry in node.entries)
    return f"{{{', '.join(entries)}}}", _OPERAND


@_text.register(Interval)
def _interval(node: Interval) -> Text:
    opening, closing = "[" if node.low_included else "(", "]" if node.high_included else ")"
    return f"{opening}{_end(node.low)}..{_end(node.high)}{closing}", _OPERAND


@_text.register(Relative)
def _relative(node: Relative) -> Text:
    return f"({_test(node)})", _OPERAND


@_text.register(Alternatives)
def _alternatives(node: Alternatives) -> Text:
    return f"({', '.join(_test(test) for test in node.tests)})", _OPERAND


def _test(node: Node) -> str:
    if isinstance(node, Relative):
        return f"{node.relation} {_above(node.value, COMPARISON)}"
    return _above(node, COMPARISON)


def _key(key: str) -> str:
    return key if is_plain_name(key) else quoted(key)


def _end(node: Node) -> str:
    """An end of a range. The bracket of a filter in it would be taken for the one that closes the range."""
    negative_number = isinstance(node, Negative) and isinstance(node.operand, Constant)
    return write(node) if negative_number or isinstance(node, Constant | Name | Call) else f"({write(node)})"


def _variables(variables: tuple[Variable, ...]) -> str:
    return ", ".join(f"{variable.name} in {_source(variable.source)}" for variable in variables)


def _source(node: Node) -> str:
    if isinstance(node, Span):
        return f"{_above(node.low, COMPARISON)}..{_above(node.high, COMPARISON)}"
    return write(node)
