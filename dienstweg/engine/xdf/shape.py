"""How an element of the standard and a noun of ours correspond: one table, used for reading and for writing.

``v2.py`` and ``v3.py`` hold one :class:`Shape` for every complex type of the XSD that message 0102 uses, with its parts
in the order of the XSD. Because both directions follow the same table, nothing can be read that is not written.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import fields

from dienstweg.engine.problems import Level
from dienstweg.engine.schema import Code, Field, Group, Meta, Rule, Schema, Standard

Need = Literal["must", "should", "may"]
"""must: without it nothing can be done · should: the standard demands it, reading warns · may: optional."""

Values = dict[str, object]


class Fault(Struct, frozen=True):
    """What a check of one noun found; the reader adds the place."""

    code: str
    message: str
    level: Level = "error"
    number: str = ""
    """Of the FIM quality message that says the same."""


class Text(Struct, frozen=True):
    """Content without elements. ``exact``: every character counts; else white space is collapsed (``xs:token``)."""

    exact: bool = False
    latin: bool = False
    pattern: str | None = None
    expected: str = ""
    """German, for the message when the pattern does not match."""


class Inside:
    """An element whose parts belong to the noun around it, such as ``identifikation``."""

    def __init__(self, parts: "tuple[Part, ...]") -> None:
        self.parts = parts


class Part(Struct, frozen=True, kw_only=True):
    """One child element. ``form`` is its content; a string names the shape of a noun of its own."""

    tag: str
    form: Text | Inside | str
    into: str = ""
    """The noun's attribute, ``meta.…`` for one in :class:`~dienstweg.engine.schema.Meta`."""
    need: Need = "may"
    many: bool = False
    most: int | None = None
    """With ``many``: how many the standard allows."""
    qualified: bool = True
    codes: tuple[str, ...] = ()
    """Allowed codes, where the standard fixes them."""
    number: str = ""
    """Of the FIM quality message about a part that is missing or has an unknown code."""


class Attribute(Struct, frozen=True):
    name: str
    into: str
    need: Need = "may"


class Shape(Struct, frozen=True, kw_only=True):
    """A complex type: either ``parts``, or ``text`` (attribute and form of the element's own content)."""

    noun: type[Struct]
    parts: tuple[Part, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    text: tuple[str, Text] | None = None
    derive: Callable[[Values], Iterator[Fault]] | None = None
    """Adds attributes that follow from others, when reading."""
    derived: frozenset[str] = frozenset()
    compose: Callable[[Struct], Struct] | None = None
    """The reverse, when writing."""


class Slot(Struct, frozen=True):
    """A part in its place, made ready for the reader and the writer."""

    place: int
    part: Part
    tag: str
    name: str
    in_meta: bool
    inside: "Plan | None"


class Plan:
    """A shape, or the parts inside an element, with all look-ups made once."""

    def __init__(
        self,
        standard: "Edition",
        shape: Shape,
        parts: tuple[Part, ...],
        attributes: tuple[Attribute, ...] = (),
    ) -> None:
        self.shape = shape
        self.slots = tuple(self._slot(standard, place, part) for place, part in enumerate(parts))
        self.by_tag = {slot.tag: slot for slot in self.slots}
        self.needed = tuple(slot for slot in self.slots if slot.part.need != "may")
        self.attributes = {attribute.name: attribute for attribute in attributes}
        self.named = shape.noun in {Field, Group, Rule}
        self.checked = shape.noun in {Field, Group, Schema}
        self.required = frozenset(info.name for info in fields(shape.noun) if info.required)
        self.has_meta = "meta" in (info.name for info in fields(shape.noun))

    def _slot(self, standard: "Edition", place: int, part: Part) -> Slot:
        tag = f"{{{standard.namespace}}}{part.tag}" if part.qualified else part.tag
        inside = Plan(standard, self.shape, part.form.parts) if isinstance(part.form, Inside) else None
        return Slot(place, part, tag, part.into.removeprefix("meta."), part.into.startswith("meta."), inside)

    def covered(self) -> Iterator[str]:
        """Every attribute of the noun that this plan reads and writes, ``meta.…`` for those in Meta."""
        yield from self.shape.derived
        yield from (attribute.into for attribute in self.shape.attributes)
        if self.shape.text is not None:
            yield self.shape.text[0]
        for slot in self.slots:
            if slot.inside is not None:
                yield from slot.inside.covered()
            yield slot.part.into


class Edition:
    """One version of the standard: its namespace and the shapes of its types by their names in the XSD."""

    def __init__(self, version: Standard, namespace: str, shapes: dict[str, Shape]) -> None:
        self.version = version
        self.namespace = namespace
        self.id_path = f"{{{namespace}}}identifikation/{{{namespace}}}id"
        self.version_path = f"{{{namespace}}}identifikation/{{{namespace}}}version"
        self.plans = {name: Plan(self, shape, shape.parts, shape.attributes) for name, shape in shapes.items()}
        self.uncovered = {name: _uncovered(plan) for name, plan in self.plans.items()}


def _uncovered(plan: Plan) -> tuple[tuple[str, object], ...]:
    """Attributes this version has no element for, with the value that means nothing is said."""
    covered = {*plan.covered(), "meta", "standard", "prefix", "namespaces", "instructions", "verbatim"}
    own = [(info.name, info.default) for info in fields(plan.shape.noun) if info.name not in covered]
    if not plan.has_meta:
        return tuple(own)
    return (*own, *((f"meta.{info.name}", info.default) for info in fields(Meta) if f"meta.{info.name}" not in covered))


STRING = Text(exact=True)
LATIN = Text(exact=True, latin=True)
TOKEN = Text()
_SPACE = re.compile(r"[ \t\r\n]+")
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = r"-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}"
DATE = Text(pattern=_DAY + _ZONE, expected="ein Datum in der Form 2026-05-31")
MOMENT = Text(
    pattern=rf"{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]+)?{_ZONE}",
    expected="Datum und Uhrzeit in der Form 2026-05-31T12:00:00Z",
)


def collapsed(written: str) -> str:
    """White space as ``xs:token`` reads it."""
    return _SPACE.sub(" ", written).strip(" ")


CODE = Shape(
    noun=Code,
    parts=(Part(tag="code", into="value", form=TOKEN, need="must", qualified=False),),
    attributes=(Attribute("listURI", "list_uri"), Attribute("listVersionID", "list_version")),
)
"""A code of a code list (``xoev-code.xsd``): the wrapper stands in the standard's namespace, its ``code`` in none."""


def text(tag: str, into: str, need: Need = "may", form: Text = LATIN, number: str = "") -> Part:
    """A child element that holds text."""
    return Part(tag=tag, into=into, need=need, form=form, number=number)


def one(tag: str, into: str, form: str, need: Need = "may") -> Part:
    """A child element that is a noun of its own."""
    return Part(tag=tag, into=into, need=need, form=form)


def many(tag: str, into: str, form: str | Text, need: Need = "may", most: int | None = None) -> Part:
    """A child element that may repeat."""
    return Part(tag=tag, into=into, need=need, form=form, many=True, most=most)


def coded(tag: str, into: str, need: Need = "should", codes: tuple[str, ...] = (), number: str = "") -> Part:
    """A child element that wraps a code."""
    return Part(tag=tag, into=into, need=need, form="Code", codes=codes, number=number)


def inside(tag: str, *parts: Part, need: Need = "may", number: str = "") -> Part:
    """A child element whose parts belong to the noun around it."""
    return Part(tag=tag, need=need, form=Inside(parts), number=number)
