"""A schema laid out for the checks: its elements at their places, and its rules."""

from collections.abc import Iterator

from msgspec import Struct

from dienstweg.engine.schema import Child, Field, Group, Rule, Schema

Element = Field | Group
Owner = Schema | Field | Group


_LONGEST = 80


class Spot(Struct, frozen=True, eq=False):
    """An element at a place: its dotted path, how it is built in there, and into what."""

    path: str
    child: Child
    parent: Schema | Group

    @property
    def element(self) -> Element:
        return self.child.element


class RuleSpot(Struct, frozen=True, eq=False):
    """A rule with the path of the element that owns it, and the ids of everything in that element."""

    path: str
    rule: Rule
    owner: Owner
    reach: frozenset[str]

    @property
    def where(self) -> str:
        return f"{self.path} {self.rule.id}"


class Scene:
    """One schema. ``ids`` are those of all its elements."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.spots = tuple(_spots(schema, ""))
        self.fields = tuple((spot.path, spot.element) for spot in self.spots if isinstance(spot.element, Field))
        self.groups = tuple((spot.path, spot.element) for spot in self.spots if isinstance(spot.element, Group))
        self.ids = frozenset(spot.element.id for spot in self.spots)
        self.rules = tuple(self._rules())
        self._names = {schema.id: schema.name or schema.title}
        self._names |= {spot.path: spot.element.name or spot.element.label_in for spot in self.spots}
        self._names |= {spot.where: spot.rule.name for spot in self.rules}

    def name(self, where: str) -> str:
        """What the schema calls what stands at a place, in one line."""
        return short(self._names.get(where, ""))

    @property
    def latest(self) -> bool:
        """Written in XDatenfelder 3.0.0, which the checks were made for."""
        return self.schema.standard == "3.0.0"

    def _rules(self) -> Iterator[RuleSpot]:
        yield from (RuleSpot(self.schema.id, rule, self.schema, self.ids) for rule in self.schema.rules)
        for spot in self.spots:
            if spot.element.rules:
                reach = frozenset(_ids(spot.element))
                yield from (RuleSpot(spot.path, rule, spot.element, reach) for rule in spot.element.rules)


def _spots(parent: Schema | Group, prefix: str) -> Iterator[Spot]:
    for child in parent.children:
        path = f"{prefix}.{child.element.id}" if prefix else child.element.id
        yield Spot(path, child, parent)
        if isinstance(child.element, Group):
            yield from _spots(child.element, path)


def _ids(element: Element) -> Iterator[str]:
    yield element.id
    if isinstance(element, Group):
        for child in element.children:
            yield from _ids(child.element)


def short(text: str) -> str:
    """In one line of at most 80 characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()} …"
