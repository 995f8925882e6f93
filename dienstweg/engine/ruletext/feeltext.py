"""Conditions written as FEEL over full dotted paths."""

from datetime import date

from dienstweg.engine.ruletext.terms import (
    FLIPPED,
    All,
    Among,
    Any,
    CodeRange,
    Count,
    Day,
    Filled,
    Land,
    Leaf,
    Not,
    Number,
    Order,
    Other,
    OtherCode,
    RealDay,
    Right,
    Scalar,
    Term,
    Today,
    leaves,
)

WEAK = (" and ", " or ")


def feel(term: Term) -> str:
    """The condition as FEEL. True for the same answers as :func:`dienstweg.engine.ruletext.truth.holds`."""
    match term:
        case All(()):
            return "true"
        case Any(()):
            return "false"
        case All(parts):
            return " and ".join(_bracketed(part, (Any,)) for part in parts)
        case Any(parts):
            return " or ".join(_bracketed(part, (All,)) for part in parts)
        case Count():
            return _count(term)
        case Not(part):
            return _without(part) if isinstance(part, Leaf) else f"not({feel(part)})"
        case _:
            return _leaf(term)


def _bracketed(part: Term, weaker: tuple[type, ...]) -> str:
    text = feel(part)
    loose = isinstance(part, weaker) or (isinstance(part, Not | Order | CodeRange | OtherCode) and _loose(text))
    return f"({text})" if loose else text


def _loose(text: str) -> bool:
    return any(word in text for word in WEAK) and not text.startswith("not(")


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Filled(path, many):
            return f"count({path}) > 0" if many else f"{path} != null"
        case Among(path, values, many):
            return _some(path, _among("answer", values)) if many else _among(path, values)
        case OtherCode(path, codes, many):
            return (
                _some(path, _other_code("answer", codes)) if many else f"{path} != null and {_other_code(path, codes)}"
            )
        case CodeRange():
            return _range(leaf)
        case RealDay(day, month, year):
            return f"date({year}, {month}, {day}) != null"
        case Land(states):
            return _among("land", tuple(sorted(states)))
        case Order(path, "=" | "!=" as operator, right):
            read = (path, right.path) if isinstance(right, Other) and operator == "!=" else (path,)
            there = read if operator == "!=" or isinstance(right, Other) else ()
            return " and ".join((*(f"{one} != null" for one in there), f"{path} {operator} {_right(right)}"))
        case Order(path, operator, right):
            return f"{path} {operator} {_right(right)}"


def _without(leaf: Leaf) -> str:
    match leaf:
        case Filled(path, many):
            return f"count({path}) = 0" if many else f"{path} = null"
        case RealDay(day, month, year):
            return f"date({year}, {month}, {day}) = null"
        case Among(path, values, False) if len(values) == 1:
            return f"{path} != {literal(values[0])}"
        case Land(states) if len(states) == 1:
            return f"land != {literal(next(iter(states)))}"
        case Order(path, operator, right):
            absent = [path, right.path] if isinstance(right, Other) else [path]
            missing = " or ".join(f"{one} = null" for one in absent)
            return f"{missing} or {path} {FLIPPED[operator]} {_right(right)}"
        case _:
            return f"not({_leaf(leaf)})"


def _some(path: str, inner: str) -> str:
    return f"{path} != null and (some answer in {path} satisfies ({inner}))"


def _among(subject: str, values: tuple[Scalar, ...]) -> str:
    if len(values) == 1:
        return f"{subject} = {literal(values[0])}"
    return f"{subject} in ({', '.join(literal(value) for value in values)})"


def _other_code(subject: str, codes: tuple[str, ...]) -> str:
    return f'matches({subject}, "^[0-9]{{3}}$") and not({_among(subject, codes)})'


def _range(leaf: CodeRange) -> str:
    low = f"{leaf.path} {'>' if leaf.low_open else '>='} {literal(leaf.low)}"
    high = f"{leaf.path} {'<' if leaf.high_open else '<='} {literal(leaf.high)}"
    return f"{leaf.path} != null and string length({leaf.path}) = {len(leaf.low)} and {low} and {high}"


def _count(term: Count) -> str:
    parts = [f"(({feel(part)}) = true)" if _may_be_null(part) else f"({feel(part)})" for part in term.parts]
    if term.low == term.high == 1 and len(parts) == 2:
        return f"{parts[0]} != {parts[1]}"
    number = f"count([{', '.join(parts)}][item = true])"
    if term.low == term.high:
        return f"{number} = {term.low}"
    bounds = [f"{number} >= {term.low}"] if term.low else []
    if term.high is not None:
        bounds.append(f"{number} <= {term.high}")
    return " and ".join(bounds) or "true"


def _may_be_null(term: Term) -> bool:
    return any(isinstance(leaf, Order | CodeRange) for leaf in leaves(term))


def _right(right: Right) -> str:
    match right:
        case Day(iso):
            return f'date("{date.fromisoformat(iso).isoformat()}")'
        case Number(value):
            return str(value)
        case Other(path):
            return path
        case Today(months, days):
            years, rest = divmod(months, 12)
            span = f"P{f'{years}Y' if years else ''}{f'{rest}M' if rest else ''}"
            text = f'today() - duration("{span}")' if months else "today()"
            return text if not days else f'{text} - duration("P{days}D")'


def literal(value: Scalar) -> str:
    """A value as FEEL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
