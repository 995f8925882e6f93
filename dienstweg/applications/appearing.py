"""Questions that an answer brings onto the same page: they are shown before anything is said about them."""

from collections.abc import Collection, Iterator

from dienstweg.engine.answers import Answers, branch, get, join, rows
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question, asks
from dienstweg.engine.usage import chosen


def appeared(before: Journey, now: Journey, page: Page) -> tuple[str, ...]:
    """Instance paths of what the page asks now, is not answered, and was not asked when the page was filled in.

    Questions, gates and choices in order, each group behind what is in it.
    """
    if now.page(page.slug) is None:
        return ()
    known = frozenset(_seen(before, page, _Level(before.answers, drawn=True)))
    asked = _seen(now, page, _Level(before.answers, drawn=False))
    return tuple(path for path in asked if path not in known and get(now.answers, path) in (None, ""))


def concerns(path: str, fresh: Collection[str]) -> bool:
    """Whether a gap at an instance path is about something that has just appeared, or about what is in it."""
    return any(f"{path}.".startswith(f"{one}.") for one in fresh)


def _seen(journey: Journey, page: Page, level: "_Level") -> Iterator[str]:
    for place in journey.places(page):
        yield from _own(place.node, place.prefix)
        if place.item.part == "all":
            yield from level.below(place.node, place.here, place.prefix)


def _own(node: Node, prefix: str) -> Iterator[str]:
    """The question that a gate or choice asks itself."""
    if isinstance(node, Either):
        yield join(prefix, node.key)
    elif isinstance(node, Group) and node.gate:
        yield join(prefix, node.gate_key)


class _Level:
    """``drawn``: everything on the page, behind gates and choices too, because the browser opens and closes those by
    itself, and the row after those there are, which may have been filled in. Otherwise what is asked now, in the rows
    that could be filled in.
    """

    def __init__(self, before: Answers, *, drawn: bool) -> None:
        self.before = before
        self.drawn = drawn

    def each(self, nodes: tuple[Node, ...], here: Answers, prefix: str) -> Iterator[str]:
        for node in nodes:
            yield from _own(node, prefix)
            yield from self.below(node, here, prefix)

    def below(self, node: Node, here: Answers, prefix: str) -> Iterator[str]:
        if isinstance(node, Note):
            return
        if isinstance(node, Either):
            option = chosen(node, here)
            taken = node.options if self.drawn else (option,) if option is not None else ()
            yield from self.each(taken, here, prefix)
        elif isinstance(node, Question):
            if node.role == "input":
                yield join(prefix, node.id)
        elif asks(node):
            yield from self._group(node, here, prefix)

    def _group(self, node: Group, here: Answers, prefix: str) -> Iterator[str]:
        path = join(prefix, node.id)
        if node.repeats:
            yield from self._rows(node, here, path)
        elif self.drawn or not node.gate or here.get(node.gate_key) is True:
            yield from self.each(node.children, branch(here, node.id), path)
        else:
            return
        yield path

    def _rows(self, node: Group, here: Answers, path: str) -> Iterator[str]:
        there = get(self.before, path)
        most = (len(there) if isinstance(there, list) else 0) + 1
        next_row: list[Answers] = [{}] if self.drawn else []
        for index, row in enumerate([*rows(here, node.id), *next_row][:most]):
            yield from self.each(node.children_at(index), row, join(path, index))
