"""Where an id stands: every place of a schema, and which of them a sentence means."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dienstweg.engine import schema as xdf
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.tokens import plain

_SPACE = re.compile(r"\s+")


class Place(Struct, frozen=True):
    """An element where it stands. ``rows``: the repeated groups it lies in, itself included, from the root."""

    path: str
    element: xdf.Field | xdf.Group
    repeats: bool
    rows: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.element.id

    @property
    def is_group(self) -> bool:
        return isinstance(self.element, xdf.Group)

    @property
    def many(self) -> bool:
        """A question with several answers."""
        return self.repeats and not self.is_group

    @property
    def kind(self) -> str:
        """``group``, ``label`` (shown, never answered), ``choice``, or the type of the answer."""
        if isinstance(self.element, xdf.Group):
            return "group"
        role = self.element.role.value
        return "label" if role == "label" else "choice" if role == "select" else self.element.datatype.value

    @property
    def label(self) -> str:
        """What people read."""
        return _SPACE.sub(" ", self.element.label_in or self.element.name).strip(" *:")


class PlacedRule(Struct, frozen=True):
    """A rule with the dotted path of the element that owns it ("" for the schema)."""

    owner: str
    rule: xdf.Rule

    @property
    def text(self) -> str:
        """The sentences as the file has them."""
        return (self.rule.text or self.rule.description or "").strip()


class Places:
    """All places of one schema."""

    def __init__(self, schema: xdf.Schema) -> None:
        self.by_path: dict[str, Place] = {place.path: place for place in _below(schema.children, "", ())}
        self.rules = tuple(_rules(schema))
        self._by_id: dict[str, list[Place]] = {}
        self._owners: dict[str, set[str]] = {}
        for place in self.by_path.values():
            self._by_id.setdefault(place.id, []).append(place)
            self._owners.setdefault(plain(place.element.name), set()).add(place.id)

    def names(self, element_id: str) -> tuple[str, ...]:
        """Everything an element is called."""
        found: dict[str, None] = {}
        for place in self._by_id.get(element_id, ()):
            element = place.element
            for name in (element.name, element.label_in, element.label_out or ""):
                if name.strip():
                    found.setdefault(name.strip())
        return tuple(found)

    def of(self, element_id: str) -> list[str]:
        """The paths of all places of an element."""
        return [place.path for place in self._by_id.get(element_id, ())]

    def inside(self, group: Place) -> tuple[Place, ...]:
        """What hangs directly on a group, in order."""
        return tuple(place for path, place in self.by_path.items() if path.rpartition(".")[0] == group.path)

    def foreign(self, name: str, element_id: str) -> str | None:
        """The id of another element whose name this is, unless it is this element's as well."""
        wanted = plain(name)
        own = {plain(one) for one in self.names(element_id)}
        owners = self._owners.get(wanted, set()) - {element_id}
        return min(owners) if owners and wanted not in own else None

    def resolve(self, reference: str, home: str) -> Place | Fault:
        """The place that an id, or several joined by dots, means in a rule at ``home`` (path of its element).

        Places below the rule's element come first, and among them the one that hangs directly on it; then those below
        the element above, and so on. Where more than one is left, nobody can tell.
        """
        found = self._ending(reference)
        if not found:
            return self._missing(reference)
        start = home if not home or self.by_path[home].is_group else home.rpartition(".")[0]
        if not start and len(found) > 1:
            return self._nearest(reference, found, "")
        direct = f"{start}.{reference}" if start else reference
        for place in found:
            if place.path in (home, direct):
                return place
        scope = start
        while True:
            inside = [place for place in found if not scope or f"{place.path}.".startswith(f"{scope}.")]
            if inside:
                return self._nearest(reference, inside, scope)
            scope = scope.rpartition(".")[0]

    def _nearest(self, reference: str, found: list[Place], scope: str) -> Place | Fault:
        if len(found) == 1:
            return found[0]
        where = f"in „{scope}“" if scope else "im Datenschema"
        message = f"{reference} steht {where} an {len(found)} Stellen; welche gemeint ist, sagt die Regel nicht."
        return Fault("rule_ambiguous_place", message)

    def _ending(self, reference: str) -> list[Place]:
        """Places whose path ends with the reference; else those that pass through its parts in this order."""
        last = reference.rsplit(".", 1)[-1]
        found = self._by_id.get(last, [])
        exact = [place for place in found if f".{place.path}".endswith(f".{reference}")]
        return exact or [place for place in found if _passes(place.path.split("."), reference.split("."))]

    def _missing(self, reference: str) -> Fault:
        unknown = [part for part in reference.split(".") if part not in self._by_id]
        if unknown:
            return Fault("rule_unknown_id", f"Ein Element {unknown[0]} gibt es in diesem Datenschema nicht.")
        return Fault(
            "rule_unknown_id", f"Ein Element {reference} gibt es in diesem Datenschema nicht an dieser Stelle."
        )


def _passes(path: list[str], parts: list[str]) -> bool:
    steps = iter(path)
    return all(part in steps for part in parts)


def _below(children: tuple[xdf.Child, ...], prefix: str, rows: tuple[str, ...]) -> Iterator[Place]:
    for child in children:
        element = child.element
        path = f"{prefix}.{element.id}" if prefix else element.id
        repeats = child.max is None or child.max > 1
        inner = (*rows, path) if repeats and isinstance(element, xdf.Group) else rows
        yield Place(path, element, repeats, inner)
        if isinstance(element, xdf.Group):
            yield from _below(element.children, path, inner)


def _rules(schema: xdf.Schema) -> Iterator[PlacedRule]:
    yield from (PlacedRule("", rule) for rule in schema.rules)
    yield from _rules_below(schema.children, "")


def _rules_below(children: tuple[xdf.Child, ...], prefix: str) -> Iterator[PlacedRule]:
    for child in children:
        path = f"{prefix}.{child.element.id}" if prefix else child.element.id
        yield from (PlacedRule(path, rule) for rule in child.element.rules)
        if isinstance(child.element, xdf.Group):
            yield from _rules_below(child.element.children, path)
