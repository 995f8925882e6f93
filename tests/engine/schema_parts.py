"""Schemas, written down in a line or two, as reading a file would give them."""

from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.schema import (
    Child,
    Code,
    CodeListReference,
    Field,
    Group,
    Header,
    LegalBasis,
    Precision,
    Rule,
    Schema,
    Value,
)
from dienstweg.engine.service import Node, Service, walk

STAAT = CodeListReference(canonical="urn:staat", version="2")


def field(
    id: str,
    label: str | None = None,
    *,
    role: str = "input",
    datatype: str = "text",
    name: str = "",
    help: str | None = None,
    out: str | None = None,
    content: str | None = None,
    values: tuple[Value, ...] = (),
    code_list: CodeListReference | None = None,
    limits: Precision | None = None,
    legal: tuple[str, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> Field:
    return Field(
        id=id,
        version="1.0.0",
        name=name,
        label_in=f"Feld {id}" if label is None else label,
        label_out=out,
        help_in=help,
        role=Code(role),
        datatype=Code(datatype),
        content=content,
        values=values,
        code_list=code_list,
        precision=limits,
        legal=tuple(map(LegalBasis, legal)),
        rules=rules,
    )


def group(
    id: str,
    *children: Child,
    label: str | None = None,
    name: str = "",
    help: str | None = None,
    art: str | None = None,
    rules: tuple[Rule, ...] = (),
) -> Group:
    return Group(
        id=id,
        version="1.0.0",
        name=name,
        label_in=f"Gruppe {id}" if label is None else label,
        help_in=help,
        kind=Code(art) if art else None,
        rules=rules,
        children=children,
    )


def occurs(multiplicity: str, element: Field | Group, *legal: str) -> Child:
    """An element in its place: "1:1", "0:*"."""
    least, _, most = multiplicity.partition(":")
    return Child(
        multiplicity=multiplicity,
        min=int(least),
        max=None if most == "*" else int(most),
        element=element,
        legal=tuple(map(LegalBasis, legal)),
    )


def once(element: Field | Group) -> Child:
    return occurs("1:1", element)


def perhaps(element: Field | Group) -> Child:
    return occurs("0:1", element)


def fields(count: int, start: int = 100) -> tuple[Child, ...]:
    """So many mandatory questions."""
    return tuple(once(field(f"F{number:08}")) for number in range(start, start + count))


def rule(text: str, id: str = "R1") -> Rule:
    return Rule(id=id, text=text)


def schema(*children: Child, rules: tuple[Rule, ...] = (), title: str = "Probe", help: str | None = None) -> Schema:
    return Schema(
        standard="3.0.0",
        header=Header(message_id="m", created_at="2026-05-01T12:00:00Z"),
        id="S1",
        version="1.0.0",
        title=title,
        help=help,
        rules=rules,
        children=children,
    )


def service(
    *children: Child,
    rules: tuple[Rule, ...] = (),
    overlay: Overlay | None = None,
    code_lists: CodeLists | None = None,
) -> Service:
    """The schema compiled."""
    return compile_service(schema(*children, rules=rules), overlay=overlay, code_lists=code_lists)


def at(service: Service, path: str) -> Node:
    return next(node for node in walk(service.nodes) if node.path == path)


def points(service: Service) -> list[tuple[str, str]]:
    """Code and place of the open points."""
    return [(point.code, point.where) for point in service.open_points]
