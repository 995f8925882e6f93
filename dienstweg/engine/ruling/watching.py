"""Which inputs of a page decide what the same page asks: a change of one of them is worth another look at the rules."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from dienstweg.engine.feel import Expression
from dienstweg.engine.ruling.order import Step, dependencies, moving_reads, plain, upwards
from dienstweg.engine.ruling.prepared import Prepared, prepared
from dienstweg.engine.service import Either, Group, Node, Page, Question, Service, walk

KEPT = 1024
"""Pages whose inputs are remembered in a process."""

_kept: OrderedDict[tuple[int, str], tuple[Prepared, tuple[str, ...]]] = OrderedDict()


def watched(service: Service, page: Page) -> tuple[str, ...]:
    """Names of the inputs on a page, without row numbers, that a rule about something on this page reads.

    Read directly, or by another rule that decides what this one finds. ``service`` is the one that was compiled, not
    the one that rules have made for somebody: a question that is left out now may come.
    """
    if not service.ruled:
        return ()
    rules = prepared(service)
    key = (id(rules), page.slug)
    found = _kept.get(key)
    if found is None:  # what is kept holds on to its rules, so that nothing else has their id
        found = (rules, _watched(rules, service.nodes, page))
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found[1]


def _watched(rules: Prepared, nodes: tuple[Node, ...], page: Page) -> tuple[str, ...]:
    items = {item.path: item for item in page.items}
    asked: list[Node] = []
    near: set[str] = set()
    for node in walk(nodes):
        if node.path in items:
            whole = items[node.path].part == "all"
            asked += walk((node,)) if whole else (node,)
            near |= {above for one in _elements(node, whole=whole) for above in upwards(one.path)}
    read = _reads(rules, near)
    return tuple(dict.fromkeys(name for node in asked for name in _inputs(node, read)))


def _elements(node: Node, *, whole: bool) -> Iterator[Node]:
    """What a rule about an item can be about: a choice is none of it, its options are."""
    found = walk((node,)) if whole else (node, *(node.options if isinstance(node, Either) else ()))
    return (one for one in found if not isinstance(one, Either))


def _reads(rules: Prepared, near: set[str]) -> "_Places":
    """Places that decide about others: what their own rules read, and what those read that move it in turn."""
    found = _Places(
        place for step in rules.steps if not near.isdisjoint((step.path, *step.lifts)) for place in _all_reads(step)
    )
    moving = {step.path: step for step in rules.steps if step.moves}
    waits = dependencies(moving)
    left = [path for path in moving if found.meet(path)]
    seen = set(left)
    while left:
        path = left.pop()
        found.add(moving_reads(moving[path]))
        further = waits[path] - seen
        seen |= further
        left += further
    return found


class _Places:
    """Places that are read; another one meets them where it lies in one of them, or around it."""

    def __init__(self, places: Iterable[str]) -> None:
        self._read: set[str] = set()
        self._around: set[str] = set()
        self.add(places)

    def add(self, places: Iterable[str]) -> None:
        for place in places:
            self._read.add(place)
            self._around.update(upwards(place))

    def meet(self, path: str) -> bool:
        return path in self._around or not self._read.isdisjoint(upwards(path))


def _all_reads(step: Step) -> Iterator[str]:
    conditions: list[Expression | None] = [step.require, step.optional, *(one.when for one in step.restricts)]
    yield from moving_reads(step)
    yield from (plain(place) for one in conditions if one is not None for place in one.reads)


def _inputs(node: Node, read: _Places) -> Iterator[str]:
    """The names of a node's own inputs that are read: a question's, a gate's, a choice's."""
    if isinstance(node, Question):
        if node.role == "input" and read.meet(node.path):
            yield node.path
    elif isinstance(node, Either):
        if any(read.meet(option.path) for option in node.options):
            yield node.path
    elif isinstance(node, Group) and node.gate and read.meet(node.path):
        yield f"{node.path[: -len(node.id)]}{node.gate_key}"
