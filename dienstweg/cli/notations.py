"""A payload in JSON and in XML, brought to one form so that they can be compared value by value."""

import json
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree


def parsed(payload: bytes) -> object:
    """A JSON payload with numbers as they are written."""
    return json.loads(payload, parse_float=Decimal)


def json_values(here: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a JSON payload in the form that XML Schema gives it, with its place; empty groups as ""."""
    if isinstance(here, dict) and here:
        for name, value in here.items():
            for index, one in enumerate(value if isinstance(value, list) else [value]):
                yield from json_values(one, f"{path}/{name}[{index}]")
    elif isinstance(here, bool):
        yield path, "true" if here else "false"
    else:
        yield path, "" if here == {} else f"{here:f}" if isinstance(here, Decimal) else str(here)


def xml_values(payload: bytes, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every value of an XML payload with its place; ``names`` gives the JSON name of an element."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    yield from _xml_values(etree.fromstring(payload, parser), "", names)


def _xml_values(element: etree._Element, path: str, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not len(element):
        yield path, element.text or ""
        return
    seen: dict[str, int] = {}
    for child in element:
        name = names[etree.QName(child).localname]
        seen[name] = seen.get(name, -1) + 1
        yield from _xml_values(child, f"{path}/{name}[{seen[name]}]", names)
