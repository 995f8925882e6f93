"""Arbitrary files that an official XSD allows: whatever is optional comes and goes, whatever may repeat repeats."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MESSAGE = "xdatenfelder.stammdatenschema.0102"
DEEPEST = 3
"""Levels of groups in a made-up file."""

_LATIN = ("", "Straße", " zwei\n  Zeilen\t ", "<&> \"'", "Müller\r\nM̂", "§ 1 Abs. 2")
_VALUES = {
    "string": _LATIN,
    "String.Latin": _LATIN,
    "token": ("a", "zwei Wörter", "\n      umbrochen\n   hier  ", "urn:de:x_1"),
    "normalizedString": ("2022-07-12", "1"),
    "anyURI": ("urn:x:y", "https://example.org/?a=1&b=2"),
    "date": ("2026-05-01", "2026-05-01Z", "2026-05-01+02:00"),
    "dateTime": ("2026-05-01T12:00:00Z", "2026-05-01T12:00:00.123456+02:00", "2026-05-01T12:00:00"),
    "positiveInteger": ("5", "+7", "0009"),
    "nonNegativeInteger": ("0", "4"),
    "int": ("-1", "42"),
    "AnzahlString": ("1:1", "0:1", "1:*", "2:5"),
    "PatternString": ("application/pdf", " image/svg+xml "),
    "VersionString": ("1.2.3",),
}
_NAMED_VALUES = {"praezisierung": ("", '{"minLength":"1","maxLength":"5"}', ' {"pattern":"[a-z]+"}\n ', "{}")}


class Documents:
    """Makes files of one version from its XSD."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        trees = [
            etree.parse(folder / name).getroot() for name in sorted(path.name for path in folder.glob("xdat*.xsd"))
        ]
        self.namespace = next(tree.get("targetNamespace", "") for tree in trees)
        self.types = {type_.get("name", ""): type_ for tree in trees for type_ in tree if type_.get("name")}
        self.chance = chance
        self.numbers = count(1)
        self.depth = 0
        self.values = _VALUES if folder.name == "xdf3" else {**_VALUES, "VersionString": ("1.0", "12.34")}

    def document(self) -> bytes:
        """One file. What only we refuse (a choice without a list) is put right."""
        root = etree.Element(f"{{{self.namespace}}}{MESSAGE}", nsmap={"xdf": self.namespace, "xsi": XSI})
        if self._often():
            root.set(f"{{{XSI}}}schemaLocation", f"{self.namespace} xdatenfelder.xsd")
        self._content(root, next(self.types[MESSAGE].iter(f"{XS}complexType")))
        for field in root.iter(f"{{{self.namespace}}}datenfeld"):
            lists = [field.find(f"{{{self.namespace}}}{name}") for name in ("werte", "codelisteReferenz")]
            role = field.find(f"{{{self.namespace}}}feldart/code")
            if role is not None and role.text == "select" and lists == [None, None]:
                role.text = "input"
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=self._often())

    def _often(self) -> bool:
        return self.chance.random() < 0.6

    def _content(self, element: etree._Element, definition: etree._Element) -> None:
        """Fill an element as a complex type says: what it extends first, then its own."""
        base, parts = _base(definition)
        if base in self.types and definition.find(f"{XS}*/{XS}restriction") is None:
            self._content(element, self.types[base])
        elif base and definition.find(f"{XS}simpleContent") is not None:
            element.text = self._text(base, element)
        for part in parts:
            if part.tag == f"{XS}attribute" and (part.get("use") == "required" or self._often()):
                element.set(
                    part.get("name", ""), part.get("fixed") or self._text(_local(part.get("type")), part).strip()
                )
            elif part.tag == f"{XS}element":
                self._repeated(element, part)
            elif part.tag == f"{XS}choice":
                self._repeated(element, self._chosen(list(part)))

    def _chosen(self, options: list[etree._Element]) -> etree._Element:
        return options[0] if self.depth >= DEEPEST else self.chance.choice(options)

    def _repeated(self, parent: etree._Element, part: etree._Element) -> None:
        least = int(part.get("minOccurs", "1"))
        most = part.get("maxOccurs", "1")
        for _ in range(self.chance.randint(least, max(least, 2 if most == "unbounded" else int(most)))):
            self._child(parent, part)

    def _child(self, parent: etree._Element, part: etree._Element) -> None:
        name = part.get("name", "")
        child = etree.SubElement(parent, name if part.get("form") == "unqualified" else f"{{{self.namespace}}}{name}")
        type_ = _local(part.get("type"))
        definition = self.types.get(type_)
        self.depth += name == "datenfeldgruppe"
        if definition is not None and definition.tag == f"{XS}complexType":
            self._content(child, definition)
        else:
            child.text = self._text(type_, part) or None
        self.depth -= name == "datenfeldgruppe"

    def _text(self, type_: str, part: etree._Element) -> str:
        name = part.get("name", "")
        if name == "id":
            return f"{self.chance.choice('FGR')}{next(self.numbers)}"
        if name in {"minValue", "maxValue"}:
            return {"minValue": "1", "maxValue": "9.5"}[name]
        found = [fixed.get("value", "") for holder in (self.types.get(type_), part) for fixed in _enumeration(holder)]
        return self.chance.choice(found or _NAMED_VALUES.get(name) or self.values[type_])


def _base(definition: etree._Element) -> tuple[str, list[etree._Element]]:
    """The type that a complex type extends or restricts, and its own parts in order."""
    derived = definition.find(f"{XS}*/{XS}extension")
    if derived is None:
        derived = definition.find(f"{XS}*/{XS}restriction")
    holder = definition if derived is None else derived
    parts = [part for child in holder for part in (child if child.tag == f"{XS}sequence" else [child])]
    return ("" if derived is None else _local(derived.get("base"))), parts


def _enumeration(definition: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if definition is None else definition.iter(f"{XS}enumeration")


def _local(name: str | None) -> str:
    return (name or "").rpartition(":")[2]
