"""Questions that an answer brings onto the same page: they are shown before anything is said about them."""

from collections.abc import Iterator

from dienstweg.engine.answers import Answers, branch, get, join, rows
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question


def appeared(before: Journey, now: Journey, page: Page) -> tuple[str, ...]:
    """What the page asks now, did not ask when it was filled in, and nobody has answered: instance paths in order.

    Questions, gates, choices and repeated groups.
    """
    if now.page(page.slug) is None:
        return ()
    known = frozenset(_drawn(before, page, before.answers, spare=1))
    asked = _drawn(now, page, before.answers, spare=0)
    return tuple(path for path in asked if path not in known and get(now.answers, path) in (None, ""))


def _drawn(journey: Journey, page: Page, before: Answers, *, spare: int) -> Iterator[str]:
    """Every question that is drawn, behind gates and choices too: the browser opens and closes those by itself.

    Of repeated groups the rows there were before, and the one after them, which may have been filled in.
    """
    level = _Level(before, spare)
    for place in journey.places(page):
        if place.item.part == "all":
            yield from level.below(place.node, place.here, place.prefix)


class _Level:
    def __init__(self, before: Answers, spare: int) -> None:
        self.before = before
        self.spare = spare

    def below(self, node: Node, here: Answers, prefix: str) -> Iterator[str]:
        if isinstance(node, Note):
            return
        if isinstance(node, Either):
            yield join(prefix, node.key)
            for option in node.options:
                yield from self.below(option, here, prefix)
        elif isinstance(node, Question):
            if node.role == "input":
                yield join(prefix, node.id, 0) if node.repeats else join(prefix, node.id)
        elif node.repeats:
            yield from self._rows(node, here, join(prefix, node.id))
        else:
            yield from self._group(node, here, prefix)

    def _group(self, node: Group, here: Answers, prefix: str) -> Iterator[str]:
        if node.gate:
            yield join(prefix, node.gate_key)
        for child in node.children:
            yield from self.below(child, branch(here, node.id), join(prefix, node.id))

    def _rows(self, node: Group, here: Answers, path: str) -> Iterator[str]:
        yield path
        there = get(self.before, path)
        most = (len(there) if isinstance(there, list) else 0) + 1
        empty: Answers = {}
        drawn = [*rows(here, node.id), *[empty] * self.spare][:most]
        for index, row in enumerate(drawn):
            for child in node.children_at(index):
                yield from self.below(child, row, join(path, index))
