"""The XML Schema that every XML payload of a service keeps to."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from dienstweg.engine import patterns
from dienstweg.engine.checking import NOT_TEXT, code_list, date_bounds, datetime_bounds, number_bounds, time_bounds
from dienstweg.engine.handover.shape import Element, elements, least, urn, versioned
from dienstweg.engine.service import CodeList, Either, Group, Kind, Limits, Node, Note, Question, Service

XS = "http://www.w3.org/2001/XMLSchema"

_TYPES: dict[Kind, str] = {
    "text": "xs:string",
    "choice": "xs:string",
    "date": "xs:date",
    "time": "xs:time",
    "datetime": "xs:dateTime",
    "bool": "xs:boolean",
    "integer": "xs:integer",
    "number": "xs:decimal",
    "money": "xs:decimal",
    "file": "xs:anyType",
}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]")

Facets = list[tuple[str, str]]
Bound = TypeVar("Bound", Decimal, date, time, datetime)


def xsd(service: Service) -> bytes:
    """The schema document: one root element, and a type for each distinct group, restriction and complete code list."""
    return _Document(service).bytes()


class _Document:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.lists = service.code_lists
        self.namespace = urn(service)
        self._names: dict[tuple[str, bytes], str] = {}
        self._taken: set[str] = set()
        attributes = {"targetNamespace": self.namespace, "elementFormDefault": "qualified"}
        namespaces = {None: self.namespace, "xs": XS}
        self.root = etree.Element(_xs("schema"), attributes, nsmap=namespaces)  # type: ignore[arg-type] # stubs want a prefix

    def bytes(self) -> bytes:
        name = versioned(self.service.schema_id, self.service.schema_version)
        whole = etree.SubElement(self.root, _xs("element"), name=name)
        _document(whole, self.service.title)
        whole.append(self._complex(self.service.nodes))
        etree.indent(self.root)
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")

    def _complex(self, nodes: tuple[Node, ...]) -> etree._Element:
        """The content of a group: its elements in order, choices of the standard as choices."""
        complex_type = etree.Element(_xs("complexType"))
        sequence = etree.SubElement(complex_type, _xs("sequence"))
        for node in nodes:
            if isinstance(node, Either) and node.wraps_group:
                self._choice(sequence, node)
            elif not isinstance(node, Note):
                for element, option in elements((node,)):
                    self._element(sequence, element, least(element, self.lists, option=option))
        return complex_type

    def _choice(self, sequence: etree._Element, either: Either) -> None:
        choice = etree.SubElement(sequence, _xs("choice"))
        if not either.required or all(option.forbiddable for option in either.options):
            choice.set("minOccurs", "0")
        for option in either.options:
            self._element(choice, option, max(option.min, 1))

    def _element(self, parent: etree._Element, element: Element, fewest: int) -> None:
        attributes = {"name": versioned(element.id, element.version), "type": self._type(element)}
        if fewest != 1:
            attributes["minOccurs"] = str(fewest)
        if element.repeats:
            attributes["maxOccurs"] = "unbounded" if element.max is None else str(element.max)
        _document(etree.SubElement(parent, _xs("element"), attributes), element.label)

    def _type(self, element: Element) -> str:
        name = versioned(element.id, element.version)
        if isinstance(element, Group):
            return self._store(name, self._complex(element.children))
        if element.kind == "choice":
            listed = code_list(element, self.lists)
            return self._codes(listed) if listed.complete and listed.entries else _TYPES["choice"]
        facets = list(_facets(element))
        base = _TYPES[element.kind]
        return self._store(name, _restriction(base, facets)) if facets else base

    def _codes(self, listed: CodeList) -> str:
        codes = dict.fromkeys(entry.code for entry in listed.entries)
        name = "codes-" + _NOT_IN_NAMES.sub("-", listed.urn)
        return self._store(name, _restriction("xs:string", [("enumeration", code) for code in codes]))

    def _store(self, name: str, definition: etree._Element) -> str:
        """The name of a global type; the same definition under the same name is stored once."""
        identity = (name, etree.tostring(definition))
        if identity not in self._names:
            number, free = 1, name
            while free in self._taken:
                number += 1
                free = f"{name}_{number}"
            self._taken.add(free)
            self._names[identity] = free
            definition.set("name", free)
            self.root.append(definition)
        return self._names[identity]


def _xs(name: str) -> etree.QName:
    return etree.QName(XS, name)


def _document(element: etree._Element, text: str) -> None:
    """What people call the element; without it, a reader of the schema sees nothing but ids."""
    text = NOT_TEXT.sub("", text).strip()
    if text:
        annotation = etree.Element(_xs("annotation"))
        etree.SubElement(annotation, _xs("documentation")).text = text
        element.insert(0, annotation)


def _restriction(base: str, facets: Facets) -> etree._Element:
    simple = etree.Element(_xs("simpleType"))
    restriction = etree.SubElement(simple, _xs("restriction"), base=base)
    for facet, value in facets:
        etree.SubElement(restriction, _xs(facet), value=value)
    return simple


def _facets(question: Question) -> Iterator[tuple[str, str]]:
    """The limits of a question as facets; bounds that contradict each other would spoil the whole schema."""
    limits = question.limits
    if question.kind == "text":
        yield from _lengths(limits)
        pattern = patterns.to_xsd(limits.pattern) if limits.pattern else None
        if pattern is not None and _is_taken(pattern):
            yield "pattern", pattern
    if question.kind == "money":
        yield "fractionDigits", "2"
    if question.kind in ("integer", "number", "money"):
        yield from _between(*number_bounds(question))
    if question.kind == "date":
        yield from _between(*date_bounds(limits))
    if question.kind == "time":
        yield from _between(*time_bounds(limits))
    if question.kind == "datetime":
        yield from _between(*datetime_bounds(limits))


def _lengths(limits: Limits) -> Iterator[tuple[str, str]]:
    least_length, most = limits.min_length or 0, limits.max_length
    if most is not None and least_length > most:
        return
    if least_length:
        yield "minLength", str(least_length)
    if most is not None:
        yield "maxLength", str(most)


def _between(low: Bound | None, high: Bound | None) -> Iterator[tuple[str, str]]:
    if low is not None and high is not None and low > high:
        return
    if low is not None:
        yield "minInclusive", _lexical(low)
    if high is not None:
        yield "maxInclusive", _lexical(high)


def _lexical(bound: Decimal | date | time) -> str:
    return f"{bound:f}" if isinstance(bound, Decimal) else bound.isoformat()


@lru_cache(maxsize=4096)
def _is_taken(pattern: str) -> bool:
    """Whether the XML Schema processor understands a translated pattern."""
    schema = etree.Element(_xs("schema"), nsmap={"xs": XS})
    element = etree.SubElement(schema, _xs("element"), name="value")
    element.append(_restriction("xs:string", [("pattern", pattern)]))
    try:
        etree.XMLSchema(schema)
    except etree.XMLSchemaParseError:
        return False
    return True
