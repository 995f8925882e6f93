"""What stands on a page, by instance path: questions, gates and choices in order, each group behind what is in it."""

from collections.abc import Iterator

from dienstweg.engine.answers import Answers, branch, get, join, rows
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question, asks
from dienstweg.engine.usage import chosen


def drawn(journey: Journey, page: Page, before: Answers, *, spare: int) -> Iterator[str]:
    """Everything on the page, behind gates and choices too, because the browser opens and closes those by itself.

    Of repeated groups the rows there were before, and one more that may have been filled in, out of ``spare`` new ones.
    """
    return _seen(journey, page, _Level(before, spare=spare, closed=True))


def open_now(journey: Journey, page: Page, before: Answers) -> Iterator[str]:
    """What is asked now, in the rows that could be filled in."""
    return _seen(journey, page, _Level(before, spare=0, closed=False))


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
    """``closed``: with what lies behind closed gates and choices not taken."""

    def __init__(self, before: Answers, *, spare: int, closed: bool) -> None:
        self.before = before
        self.spare = spare
        self.closed = closed

    def each(self, nodes: tuple[Node, ...], here: Answers, prefix: str) -> Iterator[str]:
        for node in nodes:
            yield from _own(node, prefix)
            yield from self.below(node, here, prefix)

    def below(self, node: Node, here: Answers, prefix: str) -> Iterator[str]:
        if isinstance(node, Note):
            return
        if isinstance(node, Either):
            option = chosen(node, here)
            taken = node.options if self.closed else (option,) if option is not None else ()
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
        elif self.closed or not node.gate or here.get(node.gate_key) is True:
            yield from self.each(node.children, branch(here, node.id), path)
        else:
            return
        yield path

    def _rows(self, node: Group, here: Answers, path: str) -> Iterator[str]:
        there = get(self.before, path)
        most = (len(there) if isinstance(there, list) else 0) + 1
        new: list[Answers] = [{}] * self.spare
        for index, row in enumerate([*rows(here, node.id), *new][:most]):
            yield from self.each(node.children_at(index), row, join(path, index))
