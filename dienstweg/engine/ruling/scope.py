"""The names that the rules of a service may use, and what they stand for."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from dienstweg.engine import feel
from dienstweg.engine.feel import BOOLEAN, DATE, DATETIME, NUMBER, STRING, TIME, ListOf, Record, Scalar, Scope, Type
from dienstweg.engine.service import (
    CodeList,
    Either,
    Group,
    Kind,
    Node,
    Note,
    Parameter,
    ParameterKind,
    Question,
    Service,
)

LAND = "land"
"""The state of the installation, a two-letter code."""

_KINDS: dict[Kind, Type] = {
    "text": STRING,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "bool": BOOLEAN,
    "integer": NUMBER,
    "number": NUMBER,
    "money": NUMBER,
    "choice": STRING,
    "file": Record({"name": STRING, "size": NUMBER, "type": STRING}, closed=False, nullable=True),
}
_PARAMETERS: dict[ParameterKind, Type] = {
    "text": STRING,
    "long_text": STRING,
    "integer": NUMBER,
    "money": NUMBER,
    "date": DATE,
    "bool": BOOLEAN,
    "list": STRING,
    "url": STRING,
    "email": STRING,
}


def scope_of(nodes: tuple[Node, ...], lists: dict[str, CodeList], parameters: tuple[Parameter, ...]) -> Scope:
    """Every answer by its path, ``land``, and the local values by their names."""
    local = {parameter.name: _PARAMETERS[parameter.kind] for parameter in parameters}
    return Scope({LAND: STRING, **local, **members(nodes, lists)})


def members(nodes: tuple[Node, ...], lists: dict[str, CodeList]) -> dict[str, Type]:
    """The types of one level, by element id; options of a choice are siblings."""
    found: dict[str, Type] = {}
    for node in nodes:
        if isinstance(node, Either):
            found |= members(node.options, lists)
        elif isinstance(node, Group):
            record = Record(members(node.children, lists), nullable=not node.repeats)
            found[node.id] = ListOf(record) if node.repeats else record
        elif not isinstance(node, Note):
            type_ = _question(node, lists)
            found[node.id] = ListOf(type_) if node.repeats else type_
    return found


def type_at(scope: Scope, path: str) -> Type:
    """The type of one value at a place, given by its dotted path. Raises ``KeyError`` for no such place."""
    first, *rest = path.split(".")
    type_ = _one(scope.names[first])
    for name in rest:
        type_ = _one(type_.members[name]) if isinstance(type_, Record) else feel.UNKNOWN
    return type_


def _one(type_: Type) -> Type:
    return type_.item if isinstance(type_, ListOf) else type_


Wanted = dict[str, "Wanted | None"]
"""By name what is looked at below it; None: everything."""


def narrowed(scope: Scope, places: Iterable[str]) -> Scope:
    """The names that hold these places, and of each group only what is looked at.

    Places are written as in read-sets: ``dogs[].breed``; ``dogs[]`` is the number of rows alone.
    """
    wanted: Wanted = {}
    for place in places:
        _want(wanted, place.split("."))
    return Scope(_cut(scope.names, wanted))


def _want(wanted: Wanted, parts: list[str]) -> None:
    first, *rest = parts
    name = first.removesuffix("[]")
    if not rest and name == first:
        wanted[name] = None
    elif (inner := wanted.setdefault(name, {})) is not None and rest:
        _want(inner, rest)


def _cut(types: Mapping[str, Type], wanted: Wanted) -> dict[str, Type]:
    return {name: _below(types[name], inner) for name, inner in wanted.items() if name in types}


def _below(type_: Type, wanted: Wanted | None) -> Type:
    if wanted is None:
        return type_
    if isinstance(type_, ListOf):
        return ListOf(_below(type_.item, wanted))
    return replace(type_, members=_cut(type_.members, wanted)) if isinstance(type_, Record) else type_


def _question(question: Question, lists: dict[str, CodeList]) -> Type:
    known = lists.get(question.code_list or "")
    if question.kind == "choice" and known is not None and known.complete:
        return Scalar("string", {entry.code: entry.label for entry in known.entries})
    return _KINDS[question.kind]


def of_local(service: Service, scope: Scope) -> dict[str, feel.Value]:
    """``land`` and the local values that are known here."""
    names = {name: type_ for name, type_ in scope.names.items() if name == LAND or name in _declared(service)}
    return feel.read_values(Scope(names), {LAND: "HE", **_typed(service)})


def _declared(service: Service) -> set[str]:
    return {parameter.name for parameter in service.parameters}


def _typed(service: Service) -> dict[str, object]:
    """Local values, truth values as such."""
    kinds = {parameter.name: parameter.kind for parameter in service.parameters}
    return {name: value == "true" if kinds.get(name) == "bool" else value for name, value in service.local.items()}
