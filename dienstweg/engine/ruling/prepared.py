"""The rules of a service, compiled once: expressions, the rows they belong to, and the order they are looked at in."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dienstweg.engine.feel import Expression, Scope, compile_expression
from dienstweg.engine.ruling.demanding import grounded
from dienstweg.engine.ruling.order import Restriction, Setting, Step, layers, plain, upwards
from dienstweg.engine.ruling.scope import narrowed, scope_of
from dienstweg.engine.service import Amount, Check, Either, Given, Group, Node, Question, Ruled, Service, walk

KEPT = 512
"""Services whose rules stay compiled in a process."""

Home = tuple[str, ...]
"""The repeated groups in whose rows a rule looks, from the root."""


class PreparedCheck(Struct, frozen=True, kw_only=True, eq=False):
    path: str
    home: Home
    holds: Expression
    message: str


class Prepared(Struct, frozen=True, kw_only=True, eq=False):
    """``layers``: the steps that change what others read, each after those it waits for. ``touched``: places with a
    rule at or below them. ``asked``: the part of the scope that rules look at. ``inner``: by place the groups around it
    that may be unused and hold a value of their own that rules look at, each with how many rows it lies in.
    """

    scope: Scope
    asked: Scope
    steps: tuple[Step, ...]
    layers: tuple[tuple[Step, ...], ...]
    checks: tuple[PreparedCheck, ...]
    amounts: tuple[tuple[str, Expression], ...]
    touched: frozenset[str]
    inner: Mapping[str, tuple[tuple[str, int], ...]]


Rules = tuple[tuple[Node, ...], tuple[Ruled, ...], tuple[Check, ...], tuple[Amount, ...]]
_kept: OrderedDict[tuple[int, ...], tuple[Rules, Prepared]] = OrderedDict()


def prepared(service: Service) -> Prepared:
    """The compiled rules of a service, remembered as long as its nodes and rules are the same objects."""
    rules = (service.nodes, service.ruled, service.checks, service.amounts)
    key = tuple(map(id, rules))
    found = _kept.get(key)
    if found is None:  # what is kept holds on to its objects, so that nothing else has their ids
        found = (rules, prepare(service))
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
    around = repeated_around(service.nodes)
    compiling = _Compiling(scope, around)
    steps = tuple(compiling.step(one) for one in service.ruled if one.path in around)
    checks = tuple(map(compiling.check, service.checks))
    amounts = tuple((amount.name, compiling.text(amount.value, ())) for amount in service.amounts)
    answers = Scope({name: type_ for name, type_ in scope.names.items() if name in around})
    homes = {step.home for step in steps} | {check.home for check in checks}
    groups = {path for home in homes for path in home} | {check.path for check in checks if check.path}
    return Prepared(
        scope=scope,
        asked=narrowed(answers, (*compiling.reads, *(f"{path}[]" for path in groups))),
        steps=steps,
        layers=layers(steps),
        checks=checks,
        amounts=amounts,
        touched=frozenset(above for step in steps for path in (step.path, *step.lifts) for above in upwards(path)),
        inner=_inner(service, steps, compiling.reads, around),
    )


def _inner(
    service: Service, steps: tuple[Step, ...], reads: set[str], around: Mapping[str, Home]
) -> dict[str, tuple[tuple[str, int], ...]]:
    nodes = {node.path: node for node in walk(service.nodes)}
    own = {path for path, node in nodes.items() if isinstance(node, Question) and node.role != "input"}
    own |= {step.path for step in steps if step.sets}
    looked_at = {plain(read) for read in reads}
    holding = {above for path in own if not looked_at.isdisjoint(upwards(path)) for above in upwards(path)[:-1]}
    loose = {path for path in holding if _may_be_unused(nodes[path])}
    found = {step.path: [path for path in upwards(step.path)[:-1] if path in loose] for step in steps}
    return {place: tuple((path, len(around[path])) for path in paths) for place, paths in found.items() if paths}


def _may_be_unused(node: Node) -> bool:
    return isinstance(node, Group) and (node.repeats or not node.min)


def steps_of(ruled: tuple[Ruled, ...], scope: Scope, nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    """The rules compiled, in the order of the service."""
    around = repeated_around(nodes)
    compiling = _Compiling(scope, around)
    return tuple(compiling.step(one) for one in ruled if one.path in around)


def repeated_around(nodes: tuple[Node, ...], around: Home = ()) -> dict[str, Home]:
    """For every path the repeated groups in which it lies, itself included, from the root."""
    found: dict[str, Home] = {}
    for node in nodes:
        if isinstance(node, Either):
            found |= repeated_around(node.options, around)
            continue
        inner = (*around, node.path) if isinstance(node, Group) and node.repeats else around
        found[node.path] = inner
        if isinstance(node, Group):
            found |= repeated_around(node.children, inner)
    return found


def home_of(path: str, around: Mapping[str, Home], *, own: bool) -> Home:
    """The repeated groups whose rows a rule about a place looks at; with ``own`` the place's own rows too."""
    found = around.get(path, ())
    return found if own or not found or found[-1] != path else found[:-1]


def lies_in(path: str, above: str) -> bool:
    """Whether a place is another one or lies below it."""
    return f"{path}.".startswith(f"{above}.")


class _Compiling:
    def __init__(self, scope: Scope, around: Mapping[str, Home]) -> None:
        self.around = around
        self.scopes: dict[Home, Scope] = {(): scope}
        self.reads: set[str] = set()

    def step(self, ruled: Ruled) -> Step:
        home = home_of(ruled.path, self.around, own=False)
        require = self._perhaps(ruled.require, home)
        text, excluded = grounded(ruled.require) if ruled.require is not None else ("", ())
        return Step(
            path=ruled.path,
            home=home,
            forbid=self._perhaps(ruled.forbid, home),
            require=require,
            grounded=self.text(text, home) if excluded else None,
            excluded=tuple(place for path in excluded for place in self._around(path, home)),
            optional=self._perhaps(ruled.optional, home),
            sets=tuple(self._setting(one, home) for one in ruled.set),
            restricts=tuple(Restriction(frozenset(one.codes), self._perhaps(one.when, home)) for one in ruled.restrict),
            lifts=self._lifts(ruled.path, home, require),
        )

    def check(self, check: Check) -> PreparedCheck:
        home = home_of(check.path, self.around, own=True)
        return PreparedCheck(path=check.path, home=home, holds=self.text(check.holds, home), message=check.message)

    def _setting(self, given: Given, home: Home) -> Setting:
        return Setting(self.text(given.value, home), self._perhaps(given.when, home), given.shown)

    def _around(self, path: str, home: Home) -> Iterator[tuple[str, int]]:
        """A place and all around it that lie in the rows of a home, with the number of these rows."""
        for above in upwards(path):
            rows = home_of(above, self.around, own=False)
            if rows == home[: len(rows)]:
                yield above, len(rows)

    def _perhaps(self, text: str | None, home: Home) -> Expression | None:
        return None if text is None else self.text(text, home)

    def text(self, text: str, home: Home) -> Expression:
        """An expression in the rows of its home."""
        if home not in self.scopes:
            self.scopes[home] = self.scopes[()].inside(home[-1])
        found = compile_expression(text, self.scopes[home])
        self.reads.update(found.reads)
        return found

    def _lifts(self, path: str, home: Home, require: Expression | None) -> tuple[str, ...]:
        """Groups around a place that hold no answer its condition asks about; without any answer nothing lifts them."""
        reads = [plain(read) for read in require.reads] if require is not None else []
        asked = [read for read in reads if upwards(read)[0] in self.around]
        row = home[-1] if home else ""
        around = (above for above in upwards(path)[:-1] if len(above) > len(row)) if asked else ()
        return tuple(above for above in around if not any(lies_in(read, above) for read in asked))
