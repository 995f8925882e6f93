"""What a file must not say: contradictions and unreadable limits in one noun, independent of how it is written.

The reader calls :func:`faults` for every noun and adds the place. Nothing here looks beyond the noun and its children.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import cast

from dienstweg.engine import patterns
from dienstweg.engine.problems import Level
from dienstweg.engine.schema import Field, Group, Precision, Schema
from dienstweg.engine.xdf.shape import Fault, Values

_COUNT = re.compile(r"([0-9]{1,9}):(\*|[0-9]{1,9})")
_WHOLE = re.compile(r"\+?[0-9]{1,18}")
_LARGEST = 10**18 - 1
_LONGEST = 10_000
"""Longer patterns are not tried: the results are kept in memory, with the pattern."""
_MEDIA_TYPE = re.compile(r"\w+/[-+.\w]+")

_NUMBER = ("eine Zahl mit Punkt statt Komma", Decimal)
_BOUNDS: dict[str, tuple[str, Callable[[str], Decimal | datetime.date | datetime.time]]] = {
    "num": _NUMBER,
    "num_int": _NUMBER,
    "num_currency": _NUMBER,
    "date": ("ein Datum in der Form 2026-05-31", datetime.date.fromisoformat),
    "time": ("eine Uhrzeit in der Form 14:30:00", datetime.time.fromisoformat),
    "datetime": ("Datum und Uhrzeit in der Form 2026-05-31T14:30:00", datetime.datetime.fromisoformat),
}


def multiplicity(values: Values) -> Iterator[Fault]:
    """``anzahl`` as two numbers, in both versions of the standard."""
    if "multiplicity" not in values:
        return
    written = cast(str, values["multiplicity"])
    found = _COUNT.fullmatch(written)
    if found is None:
        message = f"Die Anzahl „{written}“ ist nicht lesbar. Erwartet wird eine Angabe wie 1:1, 0:1 oder 1:*."
        yield Fault("malformed_count", message, number="1046")
        return
    least, most = int(found[1]), None if found[2] == "*" else int(found[2])
    values["min"], values["max"] = least, most
    if most is not None and least > most:
        message = f"Die Anzahl „{written}“ verlangt mehr, als sie erlaubt."
        yield Fault("contradictory_count", message, number="1047")
    elif most == 0:
        yield Fault("never_occurs", f"Nach der Anzahl „{written}“ darf das Element nie vorkommen.", "warning")


def faults(noun: object) -> Iterator[Fault]:
    """Everything wrong with a field, a group or a schema in itself; nothing for other nouns."""
    if isinstance(noun, Field):
        yield from _list(noun)
        yield from _file(noun)
        if noun.precision is not None:
            yield from _lengths(noun.precision)
            yield from _bounds(noun.precision, noun.datatype.value)
            yield from _pattern(noun.precision)
    elif isinstance(noun, Group | Schema):
        yield from _siblings(noun)


def _list(field: Field) -> Iterator[Fault]:
    has_list = bool(field.values) or field.code_list is not None
    if field.role.value == "select" and not has_list:
        message = "Das Auswahlfeld nennt weder Werte noch eine Codeliste. Ergänzen Sie eines von beiden."
        yield Fault("select_without_list", message, "warning", number="1018")
    elif has_list and field.role.value != "select":
        message = f"Das Feld hat eine Werteliste, ist aber kein Auswahlfeld (Feldart {field.role.value})."
        yield Fault("list_without_select", message, "warning")
    for code, count in Counter(value.code for value in field.values).items():
        if count > 1:
            yield Fault("duplicate_code", f"Der Code „{code}“ steht {count}-mal in der Werteliste.", "warning")


def _file(field: Field) -> Iterator[Fault]:
    for media_type in field.media_types:
        if _MEDIA_TYPE.fullmatch(media_type) is None:
            message = f"Der Medientyp „{media_type}“ ist nicht lesbar. Erwartet wird eine Angabe wie application/pdf."
            yield Fault("malformed_media_type", message)
    if field.max_size is not None and (_whole(field.max_size) or 0) < 1:
        message = f"Die Höchstgröße „{field.max_size[:80]}“ ist keine Anzahl von Bytes zwischen 1 und {_LARGEST}."
        yield Fault("malformed_limit", message)


def _whole(written: str) -> int | None:
    return int(written) if _WHOLE.fullmatch(written) else None


def _lengths(precision: Precision) -> Iterator[Fault]:
    written = (("Mindestlänge", precision.min_length, "1059"), ("Höchstlänge", precision.max_length, "1060"))
    for name, value, number in written:
        if value is not None and _whole(value) is None:
            message = f"Die {name} „{value[:80]}“ ist keine ganze Zahl von 0 bis {_LARGEST}."
            yield Fault("malformed_limit", message, number=number)
    least, most = _whole(precision.min_length or ""), _whole(precision.max_length or "")
    if least is not None and most is not None and least > most:
        message = f"Die Mindestlänge {least} ist größer als die Höchstlänge {most}."
        yield Fault("contradictory_limits", message, number="1061")
    elif most == 0:
        yield Fault("contradictory_limits", "Die Höchstlänge ist 0. So lässt sich nichts eingeben.", number="1060")


def _bounds(precision: Precision, datatype: str) -> Iterator[Fault]:
    expected, read = _BOUNDS.get(datatype, ("", None))
    if read is None:
        return
    values = []
    for name, written in (("Untergrenze", precision.min_value), ("Obergrenze", precision.max_value)):
        if not written:
            continue
        try:
            value = read(written)
        except (ValueError, InvalidOperation):
            value = None
        if value is None or (isinstance(value, Decimal) and not value.is_finite()):
            message = f"Die {name} „{written}“ ist nicht lesbar. Erwartet wird {expected}."
            yield Fault("malformed_limit", message, "warning")
        else:
            values.append(value)
    if len(values) == len(("Untergrenze", "Obergrenze")) and _greater(*values):
        message = f"Die Untergrenze {precision.min_value} liegt über der Obergrenze {precision.max_value}."
        yield Fault("contradictory_limits", message, number="1064")


def _greater(least: object, most: object) -> bool:
    try:
        return least > most  # type: ignore[operator,no-any-return] # both come from the same reader
    except TypeError:  # one time with a zone, one without
        return False


def _pattern(precision: Precision) -> Iterator[Fault]:
    if precision.pattern and (len(precision.pattern) > _LONGEST or not patterns.usable(precision.pattern)):
        message = f"Das Muster „{precision.pattern[:80]}“ ist kein lesbarer regulärer Ausdruck (RE2)."
        yield Fault("unreadable_pattern", f"{message} Es wird nicht geprüft.", "warning")


def _siblings(parent: Group | Schema) -> Iterator[Fault]:
    versions = Counter((child.element.id, child.element.version) for child in parent.children)
    alike = {id_ for (id_, _), count in versions.items() if count > 1}
    at_top = isinstance(parent, Schema)
    number = "1025" if at_top else "1004"
    for id_, count in Counter(child.element.id for child in parent.children).items():
        if count > 1:
            message = (
                f"Das Element {id_} steht {count}-mal nebeneinander; Antworten ließen sich nicht unterscheiden. "
                "Verwenden Sie es einmal und setzen Sie die Anzahl hoch."
            )
            level: Level = "error" if at_top else "warning"
            yield Fault("duplicate_sibling", message, level, number=number if id_ in alike else "")
