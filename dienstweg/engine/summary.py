"""What was asked and answered, line by line, for check pages, receipts and case workers."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from dienstweg.engine import values
from dienstweg.engine.answers import Answers, branch, entries, join, rows
from dienstweg.engine.service import Amount, CodeList, Either, Group, Legal, Node, Page, Question
from dienstweg.engine.usage import chosen, row_used, used
from dienstweg.engine.wordings import Euro, Sentence

NOTHING = Sentence("nicht angegeben")


class Line(Struct, frozen=True):
    """A heading (``value`` None) or an answer. ``depth`` counts groups below the page, ``path`` is the place."""

    path: str
    label: str
    value: str | None
    depth: int = 0
    legal: tuple[Legal, ...] = ()
    file: str = ""
    """Id of an uploaded file, where the answer is one."""


AMOUNTS = Page(slug="", title=Sentence("Beträge"), items=())
"""Stands for the amounts in a summary: no page of the form, so without an address."""


class Section(Struct, frozen=True):
    """What one page says."""

    page: Page
    lines: tuple[Line, ...]


def amount_lines(amount: Amount, value: Decimal) -> Iterator[Line]:
    """An amount, and what is to be said about it."""
    yield Line(amount.name, amount.label, Sentence("{amount}", amount=Euro(value)))
    if amount.note:
        yield Line(amount.name, Sentence("Hinweis"), amount.note)


def lines(
    node: Node, here: Answers, prefix: str, lists: dict[str, CodeList], depth: int, *, titled: bool
) -> Iterator[Line]:
    """The lines of a node; ``titled``: a group gets its heading (not where the page's title already says it)."""
    if isinstance(node, Question):
        yield from _question_lines(node, here, prefix, lists, depth)
    elif isinstance(node, Either):
        yield from _either_lines(node, here, prefix, lists, depth)
    elif isinstance(node, Group):
        yield from _group_lines(node, here, prefix, lists, depth, titled=titled)


def gate_lines(node: Node, here: Answers, prefix: str, depth: int) -> Iterator[Line]:
    """Only the line of a node's own question (gate or choice)."""
    if isinstance(node, Group) and node.gate:
        answer = here.get(node.gate_key)
        shown = Sentence("Ja" if answer else "Nein") if isinstance(answer, bool) else NOTHING
        yield Line(join(prefix, node.gate_key), node.gate_label, shown, depth)
    if isinstance(node, Either):
        option = chosen(node, here)
        yield Line(join(prefix, node.key), node.label, option.label if option else NOTHING, depth)


def _either_lines(node: Either, here: Answers, prefix: str, lists: dict[str, CodeList], depth: int) -> Iterator[Line]:
    yield from gate_lines(node, here, prefix, depth)
    option = chosen(node, here)
    if option is not None:
        yield from lines(option, here, prefix, lists, depth, titled=True)


def _group_lines(
    node: Group, here: Answers, prefix: str, lists: dict[str, CodeList], depth: int, *, titled: bool
) -> Iterator[Line]:
    path = join(prefix, node.id)
    if node.repeats:
        yield from _row_lines(node, here, path, lists, depth)
        return
    if node.gate:
        yield from gate_lines(node, here, prefix, depth)
        if here.get(node.gate_key) is not True:
            return
    inside = branch(here, node.id)
    if not node.min and not node.gate and not used(node.children, inside):
        yield Line(path, node.label, NOTHING, depth)
        return
    below = depth
    if titled and not node.gate:
        yield Line(path, node.label, None, depth)
        below = depth + 1
    for child in node.children:
        yield from lines(child, inside, path, lists, below, titled=True)


def _row_lines(node: Group, here: Answers, path: str, lists: dict[str, CodeList], depth: int) -> Iterator[Line]:
    filled = [(index, row) for index, row in enumerate(rows(here, node.id)) if row_used(node, index, row)]
    if not filled:
        yield Line(path, node.label, NOTHING, depth)
    for number, (index, row) in enumerate(filled, start=1):
        yield Line(
            join(path, index), Sentence("{row} {number}", row=node.short or node.label, number=number), None, depth
        )
        for child in node.children_at(index):
            yield from lines(child, row, join(path, index), lists, depth + 1, titled=True)


def _question_lines(
    node: Question, here: Answers, prefix: str, lists: dict[str, CodeList], depth: int
) -> Iterator[Line]:
    if node.role == "hidden" or (node.role == "locked" and not node.content):
        return
    path = join(prefix, node.id)
    label = node.short or node.label
    if node.role == "locked":
        carried = values.content(node, lists)
        yield Line(path, label, node.said or values.show(node, carried or node.content, lists), depth, node.legal)
        return
    given = entries(here, node.id) if node.repeats else [here.get(node.id)]
    given = [value for value in given if value not in (None, "")]
    if not given:
        yield Line(path, label, NOTHING, depth, node.legal)
    for index, value in enumerate(given):
        at = join(path, index) if node.repeats else path
        file = str(value.get("id", "")) if isinstance(value, dict) else ""
        yield Line(at, label, values.show(node, value, lists), depth, node.legal, file)
