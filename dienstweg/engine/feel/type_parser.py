"""The type behind ``instance of`` (DMN 1.3, 10.3.1.2, rule 62; names in 10.3.2.2)."""

from dienstweg.engine.feel import faults, types
from dienstweg.engine.feel.cursor import Cursor
from dienstweg.engine.feel.types import ListOf, RangeOf, Record, Type

_SCALARS: dict[str, Type] = {name: types.Scalar(kind) for kind, name in types.NAMES.items()}
_OTHERS: dict[str, Type] = {
    "Any": types.UNKNOWN,
    "list": ListOf(types.UNKNOWN),
    "context": types.CONTEXT,
    "range": RangeOf(types.UNKNOWN),
}
_WITH_AND = {("date", "time"), ("days", "time"), ("years", "months")}


def read_type(cursor: Cursor) -> Type:
    """A type. Raises :class:`faults.Unusable` for a name that is none."""
    cursor.deeper()
    start = cursor.token
    if cursor.sees("function"):
        raise faults.unsupported("Funktionen als Werte gehören nicht zum Sprachumfang.", start.position)
    name = "Null" if cursor.take("null") else _name(cursor)
    found = _SCALARS.get(name) or _OTHERS.get(name)
    if found is None:
        known = faults.meant(name, [*_SCALARS, *_OTHERS])
        raise faults.syntax(f"Den Typ „{name}“ gibt es nicht.{known}", start.position)
    if name in {"list", "range", "context"} and cursor.take("<"):
        found = _record(cursor) if name == "context" else _of(name, read_type(cursor))
        cursor.expect(">")
    cursor.higher()
    return found


def _of(name: str, item: Type) -> Type:
    return ListOf(item) if name == "list" else RangeOf(item)


def _name(cursor: Cursor) -> str:
    name = cursor.name()
    if cursor.sees("and") and (name, cursor.next_token.text) in _WITH_AND:
        cursor.advance()
        name += f" and {cursor.name()}"
    return name


def _record(cursor: Cursor) -> Type:
    members: dict[str, Type] = {}
    while not cursor.sees(">"):
        name = cursor.key()
        cursor.expect(":")
        members[name] = read_type(cursor)
        if not cursor.take(","):
            break
    return Record(members, closed=False)
