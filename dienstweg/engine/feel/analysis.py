"""One walk over the tree before anything is computed: what names stand for, which types meet, what is read.

What is wrong is collected, not raised: by the standard such an expression still has a value, mostly null. Only what
lies outside our subset is raised.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import singledispatch

from dienstweg.engine.feel import arithmetic, calls, checks, faults, types
from dienstweg.engine.feel.faults import Fault
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.nodes import (
    Alternatives,
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Constant,
    Entries,
    Filter,
    For,
    If,
    Inside,
    InstanceOf,
    Interval,
    Items,
    Name,
    Negative,
    Node,
    Or,
    Path,
    Quantified,
    Relative,
    Span,
    Variable,
)
from dienstweg.engine.feel.reads import ReadSet
from dienstweg.engine.feel.scoping import ITEM, Binding, Frame, Root, Shape, below, find, visible
from dienstweg.engine.feel.types import (
    BOOLEAN,
    KINDS,
    NULL,
    NUMBER,
    PYTHON,
    UNKNOWN,
    ListOf,
    RangeOf,
    Record,
    Scalar,
    Scope,
    Type,
    Unknown,
    join,
)

_SUGGESTIONS = 5


class Analysis:
    """What the walk found. Nodes are known by their positions.

    ``bindings``: of each name. ``slots``: the place of each variable, entry and filtered item among the local values.
    ``indexes``: filters that take one entry by its number. ``lists``: paths from a name of the scope to a list.
    """

    def __init__(self, root: Node, scope: Scope) -> None:
        self.bindings: dict[int, Binding] = {}
        self.slots: dict[int, int] = {}
        self.indexes: set[int] = set()
        self.lists: set[int] = set()
        self.faults: list[Fault] = []
        self.reads = ReadSet()
        self.meter = Meter()
        self._scope = scope
        self._frames: list[Frame] = []
        self.type = self.value(root)

    def value(self, node: Node) -> Type:
        """The type of an expression whose value is looked at."""
        found = shape(node, self)
        self.reads.whole(found.origin)
        return found.type

    def list_of(self, items: Iterable[Type]) -> ListOf:
        """The type of a list of such entries."""
        return ListOf(join(items, self.meter))

    def condition(self, node: Node) -> None:
        """An expression that should be true or false."""
        type_ = self.value(node)
        if not types.comparable(type_, BOOLEAN):
            message = f"Hier wird Ja oder Nein gebraucht, angegeben ist {types.german(type_)}."
            self.faults.append(faults.wrong_type(message, node.position))

    def entries(self, found: Shape) -> Shape:
        """One entry of a list that is gone through; a single value counts as a list of one."""
        if isinstance(found.type, ListOf):
            self.reads.rows(found.origin)
            return Shape(found.type.item, f"{found.origin}[]" if found.origin is not None else None)
        self.reads.whole(found.origin)  # null is a list of none
        if isinstance(found.type, RangeOf):
            return Shape(UNKNOWN)
        return Shape(found.type, None if isinstance(found.type, Unknown) else found.origin)

    def member(self, found: Shape, name: str, position: int) -> Shape:
        """A member of a value; of a list, the members of its entries."""
        match found.type:
            case ListOf(item):
                self.reads.rows(found.origin)
                inner = Shape(item, f"{found.origin}[]" if found.origin is not None else None)
                inner = self.member(inner, name, position)
                return Shape(ListOf(inner.type), inner.origin)
            case Record(members) if name in members:
                return below(found, name, members[name])
        self.reads.whole(found.origin)
        return Shape(self._property(found.type, name, position))

    def _property(self, type_: Type, name: str, position: int) -> Type:
        known = checks.properties(type_)
        if known is None:
            return UNKNOWN
        if name not in known:
            self.faults.append(faults.unknown_member(name, known, position))
        return known.get(name, UNKNOWN)

    def name(self, node: Name) -> Shape:
        found = find(node.name, self._frames, self._scope)
        if found is None:
            # Looking for what was meant takes long among many names.
            known = visible(self._frames, self._scope) if len(self.faults) < _SUGGESTIONS else ()
            self.faults.append(faults.unknown_name(node.name, known, node.position))
            return Shape(UNKNOWN)
        if found.binding is not None:
            self.bindings[node.position] = found.binding
        for origin in found.reads:
            self.reads.whole(origin)
        return found.shape

    def is_place(self, node: Node) -> bool:
        """Whether it is a name of the scope or a path from one."""
        while isinstance(node, Path):
            node = node.base
        return isinstance(node, Name) and isinstance(self.bindings.get(node.position), Root)

    def new_slot(self, node: Node) -> int:
        """A place among the local values for what this node binds."""
        slot = self.slots[node.position] = len(self.slots)
        return slot

    @contextmanager
    def inside(self, frame: Frame) -> Iterator[None]:
        self._frames.append(frame)
        yield
        self._frames.pop()

    @contextmanager
    def variables(self, variables: tuple[Variable, ...]) -> Iterator[None]:
        """The names of a loop; each source sees the variables before it."""
        names: dict[str, tuple[int, Shape]] = {}
        with self.inside(Frame(names)):
            for variable in variables:
                entry = self.entries(shape(variable.source, self))
                names[variable.name] = (self.new_slot(variable), entry)
            yield


@singledispatch
def shape(node: Node, _: Analysis) -> Shape:
    """What a node gives. Its value counts as read only when somebody looks at it (:meth:`Analysis.value`)."""
    raise TypeError(node)


@shape.register(Constant)
def _constant(node: Constant, _: Analysis) -> Shape:
    return Shape(Scalar(KINDS[type(node.value)]))


@shape.register(Name)
def _name(node: Name, analysis: Analysis) -> Shape:
    return analysis.name(node)


@shape.register(Path)
def _path(node: Path, analysis: Analysis) -> Shape:
    found = analysis.member(shape(node.base, analysis), node.member, node.position)
    if isinstance(found.type, ListOf) and analysis.is_place(node):
        analysis.lists.add(node.position)
    return found


@shape.register(Filter)
def _filter(node: Filter, analysis: Analysis) -> Shape:
    base = shape(node.base, analysis)
    item = analysis.entries(base)
    slot = analysis.new_slot(node)
    with analysis.inside(Frame({ITEM: (slot, item)}, (slot, item))):
        condition = analysis.value(node.condition)
    if condition == NUMBER:
        analysis.indexes.add(node.position)
        return item
    if isinstance(condition, Unknown):
        analysis.reads.whole(base.origin)
        return Shape(UNKNOWN)
    if condition not in (BOOLEAN, NULL):
        message = f"In der Klammer steht eine Bedingung oder eine Nummer, angegeben ist {types.german(condition)}."
        analysis.faults.append(faults.wrong_type(message, node.position))
    if isinstance(base.type, ListOf):
        return base
    analysis.reads.whole(base.origin)
    return Shape(analysis.list_of([item.type]))


@shape.register(Call)
def _call(node: Call, analysis: Analysis) -> Shape:
    arguments = [shape(argument, analysis) for argument in node.arguments]
    if node.function == "count" and len(arguments) == 1:
        analysis.entries(arguments[0])
    else:
        for argument in arguments:
            analysis.reads.whole(argument.origin)
    type_, found = calls.check(node, [argument.type for argument in arguments], analysis.meter)
    analysis.faults += found
    return Shape(type_)


@shape.register(Negative)
def _negative(node: Negative, analysis: Analysis) -> Shape:
    type_ = analysis.value(node.operand)
    if isinstance(type_, Unknown) or (isinstance(type_, Scalar) and type_.kind in {"number", "days", "months", "null"}):
        return Shape(type_)
    message = f"Ein Minus steht vor Zahlen und Dauern, angegeben ist {types.german(type_)}."
    analysis.faults.append(faults.wrong_type(message, node.position))
    return Shape(UNKNOWN)


@shape.register(Arithmetic)
def _arithmetic(node: Arithmetic, analysis: Analysis) -> Shape:
    left, right = analysis.value(node.left), analysis.value(node.right)
    if isinstance(left, Unknown) or isinstance(right, Unknown) or NULL in (left, right):
        return Shape(UNKNOWN)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        found = arithmetic.TABLE[node.operator].get((PYTHON[left.kind], PYTHON[right.kind]))
        if found is not None:
            return Shape(Scalar(found[1]))
    message = f"Mit „{node.operator}“ lässt sich das nicht verknüpfen: {types.german(left)} und {types.german(right)}."
    analysis.faults.append(faults.wrong_type(message, node.position))
    return Shape(UNKNOWN)


@shape.register(Comparison)
def _comparison(node: Comparison, analysis: Analysis) -> Shape:
    left, right = analysis.value(node.left), analysis.value(node.right)
    analysis.faults += checks.comparison(node, left, right)
    return Shape(BOOLEAN)


@shape.register(Between)
def _between(node: Between, analysis: Analysis) -> Shape:
    value, low, high = (analysis.value(part) for part in (node.value, node.low, node.high))
    analysis.faults += checks.order(value, low, node.position) or checks.order(value, high, node.position)
    return Shape(BOOLEAN)


@shape.register(Inside)
def _inside(node: Inside, analysis: Analysis) -> Shape:
    value, test = analysis.value(node.value), analysis.value(node.test)
    analysis.faults += checks.membership(node, value, test)
    return Shape(BOOLEAN)


@shape.register(Relative)
def _relative(node: Relative, analysis: Analysis) -> Shape:
    return Shape(RangeOf(analysis.value(node.value)))


@shape.register(Alternatives)
def _tests(node: Alternatives, analysis: Analysis) -> Shape:
    return Shape(analysis.list_of([analysis.value(test) for test in node.tests]))


@shape.register(And)
def _and(node: And, analysis: Analysis) -> Shape:
    for term in node.terms:
        analysis.condition(term)
    analysis.faults += checks.contradiction(node)
    return Shape(BOOLEAN)


@shape.register(Or)
def _or(node: Or, analysis: Analysis) -> Shape:
    for term in node.terms:
        analysis.condition(term)
    return Shape(BOOLEAN)


@shape.register(If)
def _if(node: If, analysis: Analysis) -> Shape:
    analysis.condition(node.condition)
    return Shape(join([analysis.value(node.yes), analysis.value(node.no)], analysis.meter))


@shape.register(Span)
def _span(node: Span, analysis: Analysis) -> Shape:
    for end in (node.low, node.high):
        type_ = analysis.value(end)
        if not types.comparable(type_, NUMBER):
            message = f"Gezählt wird von Zahl zu Zahl, angegeben ist {types.german(type_)}."
            analysis.faults.append(faults.wrong_type(message, end.position))
    return Shape(ListOf(NUMBER))


@shape.register(For)
def _for(node: For, analysis: Analysis) -> Shape:
    with analysis.variables(node.variables):
        return Shape(analysis.list_of([analysis.value(node.body)]))


@shape.register(Quantified)
def _quantified(node: Quantified, analysis: Analysis) -> Shape:
    with analysis.variables(node.variables):
        analysis.condition(node.condition)
    return Shape(BOOLEAN)


@shape.register(Items)
def _items(node: Items, analysis: Analysis) -> Shape:
    return Shape(analysis.list_of([analysis.value(item) for item in node.items]))


@shape.register(Entries)
def _entries(node: Entries, analysis: Analysis) -> Shape:
    names: dict[str, tuple[int, Shape]] = {}
    with analysis.inside(Frame(names)):
        for entry in node.entries:
            found = Shape(analysis.value(entry.value))
            if entry.key in names:
                message = f"Der Eintrag „{entry.key}“ steht hier zweimal."
                analysis.faults.append(faults.wrong_type(message, entry.position))
            names[entry.key] = (analysis.new_slot(entry), found)
    return Shape(Record({key: found.type for key, (_, found) in names.items()}))


@shape.register(Interval)
def _interval(node: Interval, analysis: Analysis) -> Shape:
    low, high = analysis.value(node.low), analysis.value(node.high)
    analysis.faults += checks.order(low, high, node.position)
    return Shape(RangeOf(join([low, high], analysis.meter)))


@shape.register(InstanceOf)
def _instance_of(node: InstanceOf, analysis: Analysis) -> Shape:
    analysis.value(node.value)
    return Shape(BOOLEAN)
