"""What stands on a page, by instance path: questions, gates and choices in order, each group behind what is in it."""

from collections.abc import Iterator

from dienstweg.engine.answers import Answers, branch, get, join, rows
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question, asks


def drawn(journey: Journey, page: Page, before: Answers, *, spare: int) -> Iterator[str]:
    """Everything that is drawn, behind gates and choices too: the browser opens and closes those by itself.

    Of repeated groups the rows there were before, and the one after them, which may have been filled in.
    """
    level = _Level(before, spare)
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
    def __init__(self, before: Answers, spare: int) -> None:
        self.before = before
        self.spare = spare

    def each(self, nodes: tuple[Node, ...], here: Answers, prefix: str) -> Iterator[str]:
        for node in nodes:
            yield from _own(node, prefix)
            yield from self.below(node, here, prefix)

    def below(self, node: Node, here: Answers, prefix: str) -> Iterator[str]:
        if isinstance(node, Note):
            return
        if isinstance(node, Either):
            yield from self.each(node.options, here, prefix)
        elif isinstance(node, Question):
            if node.role == "input":
                yield join(prefix, node.id)
        elif asks(node):
            path = join(prefix, node.id)
            if node.repeats:
                yield from self._rows(node, here, path)
            else:
                yield from self.each(node.children, branch(here, node.id), path)
            yield path

    def _rows(self, node: Group, here: Answers, path: str) -> Iterator[str]:
        there = get(self.before, path)
        most = (len(there) if isinstance(there, list) else 0) + 1
        empty: Answers = {}
        drawn = [*rows(here, node.id), *[empty] * self.spare][:most]
        for index, row in enumerate(drawn):
            yield from self.each(node.children_at(index), row, join(path, index))
