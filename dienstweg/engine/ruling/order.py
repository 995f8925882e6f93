"""In which order rules look at answers: each finds settled what it reads."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter

from msgspec import Struct

from dienstweg.engine.feel import Expression

MOST_LAYERS = 64
"""So many rules may wait for each other in a row; the longest of the real schemas has three."""

Graph = Mapping[str, set[str]]
"""For every place whose visibility or value rules decide, the other such places that must be settled before."""


class Setting(Struct, frozen=True, eq=False):
    """A value that is set under a condition."""

    value: Expression
    when: Expression | None
    shown: bool


class Restriction(Struct, frozen=True, eq=False):
    codes: frozenset[str]
    when: Expression | None


class Step(Struct, frozen=True, kw_only=True, eq=False):
    """The rules of one place. ``home``: the repeated groups around it, from the root.

    ``lifts``: optional groups around the place that are needed as soon as it is: no answer in them was asked about.
    ``grounded``: ``require`` where every exclusion needs an answer, ``excluded``: what is excluded from, and around it,
    each with the number of its rows (:mod:`.demanding`).
    """

    path: str
    home: tuple[str, ...]
    forbid: Expression | None
    require: Expression | None
    optional: Expression | None
    sets: tuple[Setting, ...]
    restricts: tuple[Restriction, ...]
    lifts: tuple[str, ...]
    grounded: Expression | None = None
    excluded: tuple[tuple[str, int], ...] = ()

    @property
    def moves(self) -> bool:
        """Whether it changes what other rules read."""
        return self.forbid is not None or bool(self.sets)


def layers(steps: Iterable[Step]) -> tuple[tuple[Step, ...], ...]:
    """The steps that change what others read, in groups of which none reads what another one of its group decides.

    Raises:
        CycleError: rules decide about each other in a circle.
    """
    moving = _moving(steps)
    sorter = TopologicalSorter(dependencies(moving))
    sorter.prepare()
    found: list[tuple[Step, ...]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(tuple(moving[path] for path in ready))
        sorter.done(*ready)
    return tuple(found)


def behind_the_last(steps: Iterable[Step]) -> tuple[str, ...]:
    """The places whose rules wait for more than :data:`MOST_LAYERS` others, one behind the other. No circles."""
    return tuple(step.path for layer in layers(steps)[MOST_LAYERS:] for step in layer)


def circles(steps: Iterable[Step]) -> tuple[tuple[str, ...], ...]:
    """The places in whose rules each waits for the others, or for itself; each place in one circle at most."""
    graph = dependencies(_moving(steps))
    return tuple(
        tuple(path for path in graph if path in places)
        for places in _components(graph)
        if len(places) > 1 or not places.isdisjoint(graph[next(iter(places))])
    )


def dependencies(moving: Mapping[str, Step]) -> Graph:
    """A step waits for what it reads, for what lies in or around that, and for what is around itself."""
    below: dict[str, set[str]] = {}
    for path in moving:
        for above in upwards(path):
            below.setdefault(above, set()).add(path)
    return {path: set(_waits(step, moving, below)) for path, step in moving.items()}


def upwards(path: str) -> tuple[str, ...]:
    """Everything around a place and the place itself, from the root."""
    ids = path.split(".")
    return tuple(".".join(ids[:depth]) for depth in range(1, len(ids) + 1))


def plain(place: str) -> str:
    """A place of a read-set without the marks of lists."""
    return place.replace("[]", "")


def _moving(steps: Iterable[Step]) -> dict[str, Step]:
    return {step.path: step for step in steps if step.moves}


def _waits(step: Step, moving: Mapping[str, Step], below: Mapping[str, set[str]]) -> Iterator[str]:
    yield from (above for above in upwards(step.path)[:-1] if above in moving)
    for read in moving_reads(step):
        yield from (above for above in upwards(read) if above in moving)
        yield from below.get(read, ())


def moving_reads(step: Step) -> Iterator[str]:
    """What decides about visibility and value of a place."""
    for expression in (step.forbid, *(part for one in step.sets for part in (one.value, one.when))):
        yield from map(plain, expression.reads if expression is not None else ())


def _components(graph: Graph) -> Iterator[frozenset[str]]:
    """The places that can be reached from each other (Kosaraju's way, in time proportional to the graph)."""
    back: dict[str, list[str]] = {place: [] for place in graph}
    for place, others in graph.items():
        for other in others:
            back[other].append(place)
    seen: set[str] = set()
    finished = [place for root in graph for place in _finished(root, graph, seen)]
    seen = set()
    for root in reversed(finished):
        found = frozenset(_finished(root, back, seen))
        if found:
            yield found


def _finished(root: str, graph: Mapping[str, Iterable[str]], seen: set[str]) -> Iterator[str]:
    """Places reached from a root that were not seen before, each after those reached from it."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(graph[root]))]
    while stack:
        place, others = stack[-1]
        following = next((other for other in others if other not in seen), None)
        if following is None:
            yield place
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(graph[following])))
