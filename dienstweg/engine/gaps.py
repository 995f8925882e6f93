"""What still stands between the answers and sending, with the sentence that says how to mend it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from dienstweg.engine import labels, values
from dienstweg.engine.answers import Answers, branch, entries, join, rows
from dienstweg.engine.now import GroupNow
from dienstweg.engine.service import CodeList, Either, Group, Node, Question, asks, shown
from dienstweg.engine.usage import chosen, entered, row_used, used, values_of
from dienstweg.engine.wordings import Sentence

GapKind = Literal["missing", "wrong", "too_few", "too_many"]

ROWS_LIMIT = 100
"""Most rows of a group or values of a question for which the standard sets no limit: what one person can fill in."""


class Gap(Struct, frozen=True):
    """Where (instance path), which kind, and a German sentence. ``reads``: what a check that fails looks at."""

    path: str
    kind: GapKind
    message: str
    reads: tuple[str, ...] = ()


class Lists(Struct, frozen=True):
    """What checks look at beside the answer."""

    code_lists: dict[str, CodeList]
    today: date | None = None


def node_gaps(node: Node, here: Answers, prefix: str, lists: Lists, *, need: bool, kept: bool = False) -> Iterator[Gap]:
    """The gaps of a node. ``need``: mandatory questions are mandatory here; ``kept``: the node is a chosen option.

    What shows nothing and what asks nothing has none: nobody could fill them.
    """
    if not shown(node):
        return
    if isinstance(node, Question):
        yield from _question_gaps(node, here, prefix, lists, need=need or kept, least=max(node.min, int(kept)))
    elif isinstance(node, Either):
        yield from _either_gaps(node, here, prefix, lists, need=need)
    elif isinstance(node, Group):
        yield from _group_gaps(node, here, prefix, lists, need=need, kept=kept)


def gate_gaps(node: Node, here: Answers, prefix: str, *, need: bool) -> Iterator[Gap]:
    """Only the gap of a node's own question (gate or choice)."""
    if isinstance(node, Group) and node.gate and need and not isinstance(here.get(node.gate_key), bool):
        yield Gap(join(prefix, node.gate_key), "missing", labels.choose(node.gate_label, gate=True))
    if isinstance(node, Either) and node.required and need and chosen(node, here) is None:
        yield Gap(join(prefix, node.key), "missing", labels.choose(node.label, gate=False))


def _either_gaps(node: Either, here: Answers, prefix: str, lists: Lists, *, need: bool) -> Iterator[Gap]:
    yield from gate_gaps(node, here, prefix, need=need)
    option = chosen(node, here)
    if option is not None:
        yield from node_gaps(option, here, prefix, lists, need=True, kept=True)


def _group_gaps(node: Group, here: Answers, prefix: str, lists: Lists, *, need: bool, kept: bool) -> Iterator[Gap]:
    if node.repeats:
        yield from _row_gaps(node, here, prefix, lists, need=need or kept, least=max(node.min, int(kept)))
        return
    yield from gate_gaps(node, here, prefix, need=need)
    open_, inner_need = (True, True) if kept else entered(node, here, need=need)
    if open_:
        inside = branch(here, node.id)
        path = join(prefix, node.id)
        found = [gap for child in node.children for gap in node_gaps(child, inside, path, lists, need=inner_need)]
        wanted = kept or node.gate or (need and isinstance(node, GroupNow) and node.filled)
        if not found and wanted and asks(node) and not used(node.children, inside):
            found = [Gap(path, "missing", Sentence("Füllen Sie „{name}“ aus.", name=node.label))]
        yield from found


def _row_gaps(node: Group, here: Answers, prefix: str, lists: Lists, *, need: bool, least: int) -> Iterator[Gap]:
    if not asks(node):
        return
    path = join(prefix, node.id)
    all_rows = rows(here, node.id)
    most = node.max if node.max is not None else ROWS_LIMIT
    filled = [row_used(node, index, row) for index, row in enumerate(all_rows)]
    if sum(filled) > most:
        pattern = "Es sind höchstens {most} Einträge möglich. Entfernen Sie {surplus}."
        yield Gap(path, "too_many", Sentence(pattern, most=most, surplus=sum(filled) - most))
    counts = need or any(filled)
    wanted = least - sum(filled) if counts else 0
    told = False
    empty: Answers = {}
    for index in range(max(len(all_rows), node.min if counts else 0)):  # rows up to the minimum are on the page
        row, answered = (all_rows[index], filled[index]) if index < len(all_rows) else (empty, False)
        wanted -= not answered
        row_need = answered or wanted >= 0
        for child in node.children_at(index):
            for gap in node_gaps(child, row, join(path, index), lists, need=row_need):
                told = told or not answered
                yield gap
    if counts and sum(filled) < least and not told:
        yield Gap(path, "too_few", _too_few(node, sum(filled), least))


def _too_few(node: Group, present: int, least: int) -> Sentence:
    if least == 1:
        return Sentence("Geben Sie mindestens einen Eintrag an: {name}.", name=node.label)
    pattern = "Hier sind mindestens {least} Einträge nötig, angegeben sind {present}: {name}."
    return Sentence(pattern, least=least, present=present, name=node.label)


def _question_gaps(
    node: Question, here: Answers, prefix: str, lists: Lists, *, need: bool, least: int
) -> Iterator[Gap]:
    if node.role != "input":
        return
    path = join(prefix, node.id)
    given = values_of(node, here)
    if not given:
        if need and least:
            yield Gap(join(path, 0) if node.repeats else path, "missing", values.missing(node))
        return
    for index, value in enumerate(entries(here, node.id) if node.repeats else given):
        if value in (None, ""):
            continue
        message = values.check(node, value, lists.code_lists, today=lists.today)
        if message is not None:
            yield Gap(join(path, index) if node.repeats else path, "wrong", message)
    if node.repeats:
        yield from _count_gaps(node, path, len(given))


def _count_gaps(node: Question, path: str, count: int) -> Iterator[Gap]:
    most = node.max if node.max is not None else ROWS_LIMIT
    if count < node.min:
        pattern = "Hier sind mindestens {least} Angaben nötig. Angegeben haben Sie {count}."
        yield Gap(join(path, count), "too_few", Sentence(pattern, least=node.min, count=count))
    if count > most:
        pattern = "Hier sind höchstens {most} Angaben möglich. Entfernen Sie {surplus}."
        yield Gap(join(path, most), "too_many", Sentence(pattern, most=most, surplus=count - most))
