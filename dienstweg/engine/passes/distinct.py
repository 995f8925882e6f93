"""Before the first pass: an element that stands twice side by side is asked once; answers could not be told apart."""

from collections.abc import Iterator

from msgspec.structs import replace

from dienstweg.engine.schema import Child, Group, Schema
from dienstweg.engine.service import OpenPoint


def distinct(schema: Schema) -> tuple[Schema, tuple[OpenPoint, ...]]:
    """The schema with each element once among its siblings, the first of them; and an open point for each left out."""
    points = tuple(_again(schema.children, ""))
    return (replace(schema, children=_once(schema.children)) if points else schema), points


def _again(children: tuple[Child, ...], prefix: str) -> Iterator[OpenPoint]:
    seen: set[str] = set()
    for child in children:
        path = f"{prefix}{child.element.id}"
        if child.element.id in seen:
            message = "Das Element steht hier mehrmals nebeneinander. Gefragt wird es einmal."
            yield OpenPoint("duplicate_sibling", path, message)
        elif isinstance(child.element, Group):
            yield from _again(child.element.children, f"{path}.")
        seen.add(child.element.id)


def _once(children: tuple[Child, ...]) -> tuple[Child, ...]:
    first: dict[str, Child] = {}
    for child in children:
        first.setdefault(child.element.id, child)
    return tuple(map(_below, first.values()))


def _below(child: Child) -> Child:
    element = child.element
    if not isinstance(element, Group):
        return child
    return replace(child, element=replace(element, children=_once(element.children)))
