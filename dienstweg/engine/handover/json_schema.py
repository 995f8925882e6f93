"""The JSON Schema (2020-12) that every JSON payload of a service keeps to."""

from decimal import Decimal

import msgspec

from dienstweg.engine import patterns
from dienstweg.engine.checking import code_list, number_bounds
from dienstweg.engine.handover.shape import Keys, elements, key, least, urn
from dienstweg.engine.service import CodeList, Either, Group, Kind, Limits, Node, Question, Service

Json = dict[str, object]

_TYPES: dict[Kind, Json] = {
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    # JSON Schema's own formats for these two demand an offset from UTC, which nobody is asked for.
    "time": {"type": "string", "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"},
    "datetime": {
        "type": "string",
        "pattern": "^[0-9]{4}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
    },
    "bool": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "money": {"type": "number"},
    "file": {"type": "string", "pattern": "^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
}


def json_schema(service: Service, *, keys: Keys = "plain") -> Json:
    """The schema, with one definition for each distinct element and each complete code list."""
    definitions = _Definitions(service, keys)
    body = definitions.group_body(service.nodes)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urn(service),
        "title": service.title,
        **body,
        "$defs": definitions.named,
    }


class _Definitions:
    def __init__(self, service: Service, keys: Keys) -> None:
        self.lists = service.code_lists
        self.keys = keys
        self.named: dict[str, Json] = {}
        self._names: dict[tuple[str, bytes], str] = {}

    def group_body(self, nodes: tuple[Node, ...]) -> Json:
        """Type, properties and what must be there, of a group or of the whole."""
        properties: Json = {}
        required: list[str] = []
        for element, option in elements(nodes):
            name = key(element, self.keys)
            fewest = least(element, self.lists, option=option)
            reference: Json = {"$ref": self._element(element)}
            properties[name] = _array(reference, fewest, element.max) if element.repeats else reference
            if fewest:
                required.append(name)
        body: Json = {"type": "object", "properties": properties, "additionalProperties": False}
        if required:
            body["required"] = required
        choices = [self._choice(node) for node in nodes if isinstance(node, Either) and node.wraps_group]
        if choices:
            body |= {"allOf": choices} if choices[1:] else choices[0]
        return body

    def _choice(self, either: Either) -> Json:
        names = [key(option, self.keys) for option in either.options]
        one: list[Json] = [{"required": [name]} for name in names]
        if either.required and not all(option.forbiddable for option in either.options):
            return {"oneOf": one}
        return {"oneOf": [*one, {"not": {"anyOf": one}}]}

    def _element(self, element: Group | Question) -> str:
        body = self.group_body(element.children) if isinstance(element, Group) else self._question(element)
        return self._store(key(element, self.keys), {"title": element.label, **body})

    def _question(self, question: Question) -> Json:
        if question.kind == "choice":
            listed = code_list(question, self.lists)
            return {"$ref": self._codes(listed)} if listed.complete and listed.entries else _TYPES["choice"]
        if question.kind == "text":
            return _TYPES["text"] | _text_limits(question.limits)
        if question.kind in ("integer", "number", "money"):
            return _TYPES[question.kind] | _bounds(question)
        return _TYPES[question.kind]

    def _codes(self, listed: CodeList) -> str:
        codes = list(dict.fromkeys(entry.code for entry in listed.entries))
        name = "".join(sign if (sign.isalnum() and sign.isascii()) or sign in "._-" else "-" for sign in listed.urn)
        return self._store(name or "codes", {"type": "string", "enum": codes})

    def _store(self, name: str, body: Json) -> str:
        """The reference to a definition; the same body under the same name is stored once."""
        identity = (name, msgspec.json.encode(body))
        if identity not in self._names:
            number, free = 1, name
            while free in self.named:
                number += 1
                free = f"{name}_{number}"
            self._names[identity] = free
            self.named[free] = body
        return f"#/$defs/{self._names[identity]}"


def _array(items: Json, fewest: int, most: int | None) -> Json:
    array: Json = {"type": "array", "items": items}
    if fewest:
        array["minItems"] = fewest
    if most is not None:
        array["maxItems"] = most
    return array


def _text_limits(limits: Limits) -> Json:
    pattern = patterns.to_ecma(limits.pattern) if limits.pattern else None
    named = {"minLength": limits.min_length, "maxLength": limits.max_length, "pattern": pattern}
    return {name: value for name, value in named.items() if value is not None}


def _bounds(question: Question) -> Json:
    low, high = number_bounds(question)
    named = {"minimum": low, "maximum": high}
    return {name: _number(value) for name, value in named.items() if value is not None}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
