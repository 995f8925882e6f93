"""The rules of a service, compiled once: expressions, the rows they belong to, and an order in which each finds settled
what it reads.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct

from dienstweg.engine.feel import Expression, Scope, compile_expression
from dienstweg.engine.ruling.scope import scope_of
from dienstweg.engine.service import Either, Group, Node, Ruled, Service

KEPT = 256
"""Services whose rules stay compiled in a process."""


class Setting(Struct, frozen=True, eq=False):
    """A value that is set under a condition."""

    value: Expression
    when: Expression | None


class Restriction(Struct, frozen=True, eq=False):
    codes: frozenset[str]
    when: Expression | None


class Step(Struct, frozen=True, kw_only=True, eq=False):
    """The rules of one place. ``home``: the repeated groups around it, from the root.

    ``lifts``: optional groups around the place that are needed as soon as it is: no answer in them was asked about.
    """

    path: str
    home: tuple[str, ...]
    forbid: Expression | None
    require: Expression | None
    optional: Expression | None
    sets: tuple[Setting, ...]
    restricts: tuple[Restriction, ...]
    lifts: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether it changes what other rules read."""
        return self.forbid is not None or bool(self.sets)


class PreparedCheck(Struct, frozen=True, kw_only=True, eq=False):
    path: str
    home: tuple[str, ...]
    holds: Expression
    message: str


class Prepared(Struct, frozen=True, kw_only=True, eq=False):
    """``steps``: those that change what others read first, in their order. ``touched``: places with a rule at or below
    them.
    """

    scope: Scope
    steps: tuple[Step, ...]
    checks: tuple[PreparedCheck, ...]
    amounts: tuple[tuple[str, Expression], ...]
    touched: frozenset[str]
    rows: Mapping[str, tuple[str, ...]]


_kept: OrderedDict[int, tuple[tuple[Node, ...], Prepared]] = OrderedDict()


def prepared(service: Service) -> Prepared:
    """The compiled rules of a service, remembered as long as its tree of nodes is the same object."""
    key = id(service.nodes)
    found = _kept.get(key)
    if found is None or found[0] is not service.nodes:
        found = (service.nodes, prepare(service))
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found[1]


def prepare(service: Service) -> Prepared:
    """Compile all rules.

    Raises:
        feel.Unusable: an expression cannot be read. What the compiler let through never is.
        CycleError: rules decide about each other in a circle; likewise.
    """
    scope = scope_of(service.nodes, service.code_lists, service.parameters)
    rows = repeated_around(service.nodes)
    steps = steps_of(service.ruled, scope, service.nodes)
    checks = tuple(
        PreparedCheck(
            path=check.path,
            home=home_of(check.path, rows, own=True),
            holds=_compiled(check.holds, scope, home_of(check.path, rows, own=True)),
            message=check.message,
        )
        for check in service.checks
    )
    return Prepared(
        scope=scope,
        steps=in_order(steps),
        checks=checks,
        amounts=tuple((amount.name, compile_expression(amount.value, scope)) for amount in service.amounts),
        touched=frozenset(above for step in steps for path in (step.path, *step.lifts) for above in upwards(path)),
        rows=rows,
    )


def steps_of(ruled: tuple[Ruled, ...], scope: Scope, nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    """The rules compiled, in the order of the service."""
    rows = repeated_around(nodes)
    return tuple(_step(one, scope, rows) for one in ruled if one.path in rows)


def repeated_around(nodes: tuple[Node, ...], around: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """For every path the repeated groups in which it lies, itself included, from the root."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        if isinstance(node, Either):
            found |= repeated_around(node.options, around)
            continue
        inner = (*around, node.path) if isinstance(node, Group) and node.repeats else around
        found[node.path] = inner
        if isinstance(node, Group):
            found |= repeated_around(node.children, inner)
    return found


def home_of(path: str, rows: Mapping[str, tuple[str, ...]], *, own: bool) -> tuple[str, ...]:
    """The repeated groups whose rows a rule about a place looks at; with ``own`` the place's own rows too."""
    found = rows.get(path, ())
    return found if own or not found or found[-1] != path else found[:-1]


def upwards(path: str) -> tuple[str, ...]:
    """The place and everything around it, from the root."""
    ids = path.split(".")
    return tuple(".".join(ids[:depth]) for depth in range(1, len(ids) + 1))


def plain(place: str) -> str:
    """A place of a read-set without the marks of lists."""
    return place.replace("[]", "")


def _step(ruled: Ruled, scope: Scope, rows: Mapping[str, tuple[str, ...]]) -> Step:
    home = home_of(ruled.path, rows, own=False)

    def compiled(text: str | None) -> Expression | None:
        return None if text is None else _compiled(text, scope, home)

    require = compiled(ruled.require)
    return Step(
        path=ruled.path,
        home=home,
        forbid=compiled(ruled.forbid),
        require=require,
        optional=compiled(ruled.optional),
        sets=tuple(Setting(_compiled(one.value, scope, home), compiled(one.when)) for one in ruled.set),
        restricts=tuple(Restriction(frozenset(one.codes), compiled(one.when)) for one in ruled.restrict),
        lifts=_lifts(ruled.path, home, require),
    )


def _lifts(path: str, home: tuple[str, ...], require: Expression | None) -> tuple[str, ...]:
    if require is None or not require.reads:
        return ()
    row = home[-1] if home else ""
    around = (above for above in upwards(path)[:-1] if len(above) > len(row))
    return tuple(above for above in around if not any(lies_in(plain(read), above) for read in require.reads))


def lies_in(path: str, above: str) -> bool:
    """Whether a place is another one or lies below it."""
    return f"{path}.".startswith(f"{above}.")


def _compiled(text: str, scope: Scope, home: tuple[str, ...]) -> Expression:
    return compile_expression(text, scope.inside(home[-1]) if home else scope)


# --- order -----------------------------------------------------------------------------------------------------------


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Each after those that decide about what it reads; those that change nothing for others come last."""
    steps = tuple(steps)
    moving = {step.path: step for step in steps if step.moves}
    order = TopologicalSorter(dependencies(moving)).static_order()
    return (*(moving[path] for path in order), *(step for step in steps if not step.moves))


def dependencies(moving: Mapping[str, Step]) -> dict[str, list[str]]:
    """For every place whose visibility or value rules decide, the other such places that must be settled before."""
    return {path: [other for other in moving if other != path and _reads(step, other)] for path, step in moving.items()}


def _reads(step: Step, other: str) -> bool:
    """Whether the step reads a place that lies in the other one, or around it; it also waits for what is around it."""
    if step.path != other and lies_in(step.path, other):
        return True
    return any(lies_in(read, other) or lies_in(other, read) for read in moving_reads(step))


def moving_reads(step: Step) -> frozenset[str]:
    """What decides about visibility and value of a place."""
    expressions = [step.forbid, *(part for one in step.sets for part in (one.value, one.when))]
    return frozenset(plain(read) for one in expressions if one is not None for read in one.reads)


def circle(steps: Iterable[Step]) -> tuple[str, ...]:
    """The places of one circle in which rules decide about each other; empty where there is none."""
    try:
        in_order(steps)
    except CycleError as cycle:
        return tuple(dict.fromkeys(cycle.args[1]))
    own = [step.path for step in steps if step.moves and any(lies_in(read, step.path) for read in moving_reads(step))]
    return tuple(own[:1])
