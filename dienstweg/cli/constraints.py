"""A payload held against the standards file itself, without the compiled service.

What the compiler, the journey and the hand-over make of a schema is one chain; a fault in it would also stand in the
schemas it generates. So this module reads the constraints from the standard's own nouns and knows nothing of ours.
Source: XDatenfelder 3.0.0 and 2.0 (``anzahl``, ``art`` X, ``praezisierung``, ``werte``, ``maxSize``, ``mediaType``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from dienstweg.engine import patterns
from dienstweg.engine.codelists import CodeLists, to_code_list
from dienstweg.engine.files import File
from dienstweg.engine.latin import foreign_character
from dienstweg.engine.schema import Child, Field, Group, Precision, Schema

Comparable = Decimal | date | time | datetime
Name = Callable[[Field | Group], str]

_FILE = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_MOMENTS: dict[str, Callable[[str], Comparable]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
}
_CENTS = -2


class Breach(Struct, frozen=True):
    """A value that the standards file does not allow, or one that it demands. ``path`` as in the payload."""

    path: str
    value: str
    message: str
    too_few: bool = False
    """An element is missing: a rule may have wanted that."""


class Constraints:
    """Holds many payloads of one schema against it. ``name`` is how an element is called in the payload."""

    def __init__(self, schema: Schema, lists: CodeLists, name: Name) -> None:
        self.schema = schema
        self.name = name
        self._lists = lists
        self._codes: dict[int, frozenset[str] | None] = {}

    def breaches(self, payload: object, files: Mapping[str, File]) -> Iterator[Breach]:
        """Everything in a JSON payload (numbers as ``Decimal`` or ``int``) that breaks the schema; ``files`` by id."""
        yield from self._level(self.schema.children, payload, "", files)

    def _level(
        self, children: tuple[Child, ...], here: object, path: str, files: Mapping[str, File]
    ) -> Iterator[Breach]:
        if not isinstance(here, dict):
            yield Breach(path, str(here), "Hier steht keine Gruppe.")
            return
        known = {self.name(child.element) for child in children}
        for key in here.keys() - known:
            yield Breach(_join(path, key), str(here[key]), "Dieses Element gibt es hier nicht.")
        for child in children:
            key = self.name(child.element)
            yield from self._occurrences(child, here.get(key), _join(path, key), files)

    def _occurrences(self, child: Child, found: object, path: str, files: Mapping[str, File]) -> Iterator[Breach]:
        repeats = child.max is None or child.max > 1
        if found is not None and repeats != isinstance(found, list):
            yield Breach(
                path, str(found), f"Die Anzahl {child.multiplicity} verlangt {'eine' if repeats else 'keine'} Liste."
            )
            return
        values = [] if found is None else found if isinstance(found, list) else [found]
        most = 0 if _is_shown_only(child.element) else child.max
        if most is not None and len(values) > most:
            yield Breach(path, str(len(values)), f"Das Element kommt zu oft vor (Anzahl {child.multiplicity}).")
        if len(values) < self._least(child):
            message = f"Das Element kommt zu selten vor (Anzahl {child.multiplicity})."
            yield Breach(path, str(len(values)), message, too_few=True)
        for index, value in enumerate(values):
            place = _join(path, str(index)) if repeats else path
            if isinstance(child.element, Group):
                yield from self._group(child.element, value, place, files)
            else:
                yield from (Breach(place, str(value), message) for message in self._field(child.element, value, files))

    def _least(self, child: Child) -> int:
        """What carries no value of its own is not asked; of the others the minimum holds wherever their group is."""
        element = child.element
        if isinstance(element, Field) and (_is_shown_only(element) or element.role.value in ("hidden", "locked")):
            return 0
        return child.min

    def _group(self, group: Group, here: object, path: str, files: Mapping[str, File]) -> Iterator[Breach]:
        if group.kind is None or group.kind.value != "X":
            yield from self._level(group.children, here, path, files)
            return
        options = [child for child in group.children if not _is_shown_only(child.element)]
        chosen = [child for child in options if isinstance(here, dict) and self.name(child.element) in here]
        if len(chosen) != 1:
            message = "Von einer Auswahlgruppe muss genau ein Teil beantwortet sein."
            yield Breach(path, str(len(chosen)), message, too_few=not chosen)
        yield from self._level(tuple(chosen), here, path, files)

    def _field(self, field: Field, value: object, files: Mapping[str, File]) -> Iterator[str]:
        kind = field.datatype.value
        precision = field.precision or Precision()
        if field.role.value == "select":
            codes = self._allowed(field)
            if not isinstance(value, str) or not value or (codes is not None and value not in codes):
                yield "Der Code steht nicht in der Liste."
        elif kind in ("text", "text_latin", "obj"):
            yield from _text_faults(value, precision, latin=kind == "text_latin")
        elif kind in ("num", "num_int", "num_currency"):
            yield from _number_faults(value, precision, kind)
        elif kind in _MOMENTS:
            yield from _moment_faults(value, precision, kind)
        elif kind == "bool" and not isinstance(value, bool):
            yield "Der Wert ist weder wahr noch falsch."
        elif kind == "file":
            yield from _file_faults(value, field, files)

    def _allowed(self, field: Field) -> frozenset[str] | None:
        """The codes of a selection; None where the list is not there in the version the schema names."""
        if id(field) not in self._codes:
            self._codes[id(field)] = self._find_codes(field)
        return self._codes[id(field)]

    def _find_codes(self, field: Field) -> frozenset[str] | None:
        if field.values:
            return frozenset(value.code for value in field.values)
        reference = field.code_list
        if reference is None or reference.canonical is None:
            return None
        found = self._lists.find(reference.canonical, reference.version)
        if found is None or not found.exact:
            return None
        listed = to_code_list(found.codes, code_key=field.code_key)
        return frozenset(entry.code for entry in listed.entries)


def _is_shown_only(element: Field | Group) -> bool:
    return isinstance(element, Field) and element.role.value == "label"


def _text_faults(value: object, precision: Precision, *, latin: bool) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield "Der Wert ist kein Text oder leer."
        return
    if precision.min_length and len(value) < int(precision.min_length):
        yield f"Der Text ist kürzer als {precision.min_length} Zeichen."
    if precision.max_length and len(value) > int(precision.max_length):
        yield f"Der Text ist länger als {precision.max_length} Zeichen."
    if precision.pattern and not patterns.matches(precision.pattern.strip(), value):
        yield f"Der Text entspricht nicht dem Muster {precision.pattern}."
    if latin and (foreign := foreign_character(value)):
        yield f"Der Text enthält „{foreign}“, das nicht zu text_latin gehört."


def _number_faults(value: object, precision: Precision, kind: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        yield "Der Wert ist keine Zahl."
        return
    number = Decimal(value)
    if kind == "num_int" and number != number.to_integral_value():
        yield "Der Wert ist keine ganze Zahl."
    if kind == "num_currency" and number.as_tuple().exponent != _CENTS:
        yield "Der Betrag hat nicht genau zwei Stellen nach dem Komma."
    yield from _bound_faults(number, precision, _decimal)


def _moment_faults(value: object, precision: Precision, kind: str) -> Iterator[str]:
    read = _MOMENTS[kind]
    try:
        moment = read(str(value))
    except ValueError:
        yield f"Der Wert ist nicht vom Datentyp {kind}."
        return
    yield from _bound_faults(moment, precision, read)


def _bound_faults(value: Comparable, precision: Precision, read: Callable[[str], Comparable]) -> Iterator[str]:
    least, most = _bound(precision.min_value, read), _bound(precision.max_value, read)
    if least is not None and value < least:  # type: ignore[operator] # both were read by the same function
        yield f"Der Wert liegt unter {precision.min_value}."
    if most is not None and value > most:  # type: ignore[operator] # as above
        yield f"Der Wert liegt über {precision.max_value}."


def _bound(written: str | None, read: Callable[[str], Comparable]) -> Comparable | None:
    """A bound that cannot be read does not bind: the file says so among its warnings."""
    try:
        return read(written.strip()) if written and written.strip() else None
    except (ValueError, InvalidOperation):
        return None


def _decimal(written: str) -> Decimal:
    return Decimal(written)


def _file_faults(value: object, field: Field, files: Mapping[str, File]) -> Iterator[str]:
    found = _FILE.fullmatch(str(value))
    file = files.get(found[1]) if found else None
    if file is None:
        yield "Zu diesem Verweis gibt es keine Datei."
        return
    if field.max_size and file["size"] > int(field.max_size):
        yield f"Die Datei ist größer als {field.max_size} Byte."
    if field.media_types and file["type"] not in field.media_types:
        yield f"Die Datei ist vom Typ {file['type']}, erlaubt ist {', '.join(field.media_types)}."


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
