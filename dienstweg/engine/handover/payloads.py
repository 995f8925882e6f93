"""What an authority receives: the clean answers of a journey as JSON and as XML."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec
from lxml import etree

from dienstweg.engine.answers import Answers, branch, rows
from dienstweg.engine.checking import Lists
from dienstweg.engine.handover.shape import Element, Keys, Written, elements, given, key, urn, versioned
from dienstweg.engine.service import Group, Node, Service

_encoder = msgspec.json.Encoder(decimal_format="number")


def json_payload(service: Service, clean: Answers, *, keys: Keys = "plain") -> dict[str, object]:
    """Nested objects keyed by element id, lists for whatever may repeat; numbers and amounts are ``Decimal``."""
    return _object(service.nodes, clean, service.code_lists, keys)


def json_bytes(payload: dict[str, object]) -> bytes:
    """A payload as JSON (RFC 8259); decimals are written digit by digit, "12.50" as 12.50."""
    return _encoder.encode(payload)


def xml_payload(service: Service, clean: Answers) -> bytes:
    """The answers as an XML document in the namespace of the schema, elements in document order."""
    namespace = urn(service)
    name = versioned(service.schema_id, service.schema_version)
    by_default = {None: namespace}
    root = etree.Element(etree.QName(namespace, name), nsmap=by_default)  # type: ignore[arg-type] # stubs want a prefix
    _append(root, service.nodes, clean, service.code_lists, namespace)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _object(nodes: tuple[Node, ...], here: Answers, lists: Lists, keys: Keys) -> dict[str, object]:
    result: dict[str, object] = {}
    for element, _ in elements(nodes):
        found = _json_values(element, here, lists, keys)
        if found:
            result[key(element, keys)] = found if element.repeats else found[0]
    return result


def _json_values(element: Element, here: Answers, lists: Lists, keys: Keys) -> list[object]:
    if isinstance(element, Group):
        return [_object(element.children, inside, lists, keys) for inside in _inside(element, here)]
    return list(given(element, here))


def _append(parent: etree._Element, nodes: tuple[Node, ...], here: Answers, lists: Lists, namespace: str) -> None:
    for element, _ in elements(nodes):
        name = etree.QName(namespace, versioned(element.id, element.version))
        if isinstance(element, Group):
            for inside in _inside(element, here):
                _append(etree.SubElement(parent, name), element.children, inside, lists, namespace)
        else:
            for value in given(element, here):
                etree.SubElement(parent, name).text = _lexical(value)


def _inside(group: Group, here: Answers) -> Iterator[Answers]:
    if group.repeats:
        yield from rows(here, group.id)
    elif group.id in here:
        yield branch(here, group.id)


def _lexical(value: Written) -> str:
    """The lexical form of XML Schema part 2."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
