"""The norms that the questions of a page rest on: said once for the page, at a question only where it has others."""

from collections import Counter
from collections.abc import Iterable

from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Page, Question, walk
from dienstweg.web.blocks import Block


def common_norms(journey: Journey, page: Page) -> tuple[str, ...]:
    """The norms most questions of a page rest on."""
    nodes = tuple(place.node for place in journey.places(page))
    counted = Counter(norms for node in walk(nodes) if isinstance(node, Question) and (norms := norms_of(node)))
    return counted.most_common(1)[0][0] if counted else ()


def norms_of(node: Question) -> tuple[str, ...]:
    """The norms of law a question rests on."""
    return tuple(basis.text for basis in node.legal if basis.is_norm)


def say_once(blocks: Iterable[Block], legal: str) -> None:
    """Take the page's common norms from its blocks."""
    for block in blocks:
        if block.legal == legal:
            block.legal = ""
        say_once(block.blocks, legal)
        for option in block.options:
            say_once(option.blocks, legal)
        for row in block.rows:
            say_once(row.blocks, legal)
