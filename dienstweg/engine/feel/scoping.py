"""Which value a name stands for: found once, before anything is computed.

Names are looked up from the inside out: variables of loops and earlier entries, members of the entry that a filter
looks at, the scope. Because the types of rows are known, a row without an answer does not let a name slip out to a
namesake further outside.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from dienstweg.engine.feel.types import NULL, UNKNOWN, Record, Scope, Type, Unknown

ITEM = "item"


class Shape(Struct, frozen=True):
    """What an expression gives: its type, and the place in the scope it comes from unchanged (``dogs[].breed``)."""

    type: Type
    origin: str | None = None


class Local(Struct, frozen=True):
    """A variable, an earlier entry, or the entry that a filter looks at."""

    slot: int


class Member(Struct, frozen=True):
    """A member of the entry that a filter looks at."""

    slot: int
    name: str


class Root(Struct, frozen=True):
    """A name of the scope."""

    name: str


class Late(Struct, frozen=True):
    """Only the entry itself can tell: its member if it has one, otherwise what the name stands for outside."""

    slot: int
    name: str
    outside: "Binding | None"


Binding = Local | Member | Root | Late


class Frame(Struct, frozen=True):
    """Names of one level. ``item``: the entry that a filter looks at, whose members are names as well."""

    names: dict[str, tuple[int, Shape]]
    item: tuple[int, Shape] | None = None


class Found(Struct, frozen=True):
    """A binding, its shape, and the places it may read though its shape does not tell."""

    binding: Binding | None
    shape: Shape
    reads: tuple[str | None, ...] = ()


def find(name: str, frames: Sequence[Frame], scope: Scope) -> Found | None:
    """What a name stands for, or None where nothing has it."""
    if not frames:
        type_ = scope.names.get(name)
        return None if type_ is None else Found(Root(name), Shape(type_, placed(name, type_)))
    *outer, frame = frames
    if name in frame.names:
        slot, shape = frame.names[name]
        return Found(Local(slot), shape)
    if frame.item is None:
        return find(name, outer, scope)
    return _find_in_item(name, frame.item, outer, scope)


def _find_in_item(name: str, item: tuple[int, Shape], outer: Sequence[Frame], scope: Scope) -> Found | None:
    slot, shape = item
    if isinstance(shape.type, Record) and name in shape.type.members:
        return Found(Member(slot, name), below(shape, name, shape.type.members[name]))
    outside = find(name, outer, scope)
    if not is_open(shape.type):
        return outside
    reads = (shape.origin, outside.shape.origin, *outside.reads) if outside else (shape.origin,)
    return Found(Late(slot, name, outside.binding if outside else None), Shape(UNKNOWN), reads)


def is_open(type_: Type) -> bool:
    """Whether a value of the type may have members that the type does not tell."""
    return isinstance(type_, Unknown) or type_ == NULL or (isinstance(type_, Record) and not type_.closed)


def below(shape: Shape, name: str, type_: Type) -> Shape:
    """The shape of a member."""
    return Shape(type_, None if shape.origin is None else placed(f"{shape.origin}.{name}", type_))


def placed(place: str, type_: Type) -> str:
    """The place as the read-set writes it: the one row that a rule is about is still a row of a list."""
    return f"{place}[]" if isinstance(type_, Record) and type_.row else place


def visible(frames: Sequence[Frame], scope: Scope) -> Iterator[str]:
    """Every name that can be used here."""
    yield from scope.names
    for frame in frames:
        yield from frame.names
        if frame.item is not None and isinstance(frame.item[1].type, Record):
            yield from frame.item[1].type.members
