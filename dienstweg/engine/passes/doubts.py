"""Last but one pass: what a person could not tell apart, name or answer in the finished tree becomes an open point."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from msgspec.structs import replace

from dienstweg.engine import patterns
from dienstweg.engine.checking import LONGEST_TEXT, date_bounds, datetime_bounds, number_bounds, time_bounds
from dienstweg.engine.passes import Work
from dienstweg.engine.passes.phrases import quoted
from dienstweg.engine.service import Either, Group, Node, Note, OpenPoint, Question, shown, walk

Bound = Decimal | date | time | datetime
_IF_ANY = re.compile(
    r"\b(?:falls|sofern|soweit|wenn)\s+(?:[^\W\d_]+\s+){0,3}"
    r"(?:erforderlich|nötig|notwendig|vorhanden|zutreffend|zutrifft|vorliegt|vorliegen|bekannt)\b",
    re.IGNORECASE,
)
"""Words that say of an answer that not everybody has it."""


def doubts(work: Work) -> Work:
    """Labels that are missing or stand twice, and limits that nothing keeps to; after the author's own wording."""
    ruled = {one.path for one in work.ruled if one.forbid is not None or one.optional is not None}
    points = (
        *_labels(work.nodes),
        *(point for node in walk(work.nodes) for point in _node(node)),
        *(point for node in walk(work.nodes) if node.path not in ruled for point in _needed(node)),
    )
    return replace(work, open_points=(*work.open_points, *points))


def _node(node: Node) -> Iterator[OpenPoint]:
    if isinstance(node, Question | Group) and node.label == node.id and shown(node):
        yield OpenPoint("no_label", node.path, "Das Element hat keine Bezeichnung. Gezeigt wird seine Kennung.")
    if isinstance(node, Group):
        yield from _labels(node.children)
    if isinstance(node, Question) and node.role == "input" and _unanswerable(node):
        message = f"Zu {quoted(node.label)} findet sich kein Wert, der zu allen Grenzen passt."
        yield OpenPoint("limits_contradict", node.path, f"{message} Prüfen Sie Längen, Muster und Grenzen.")


def _needed(node: Node) -> Iterator[OpenPoint]:
    """A question that must be answered although its own text says "falls vorhanden"."""
    if not isinstance(node, Question) or node.role != "input" or not node.min:
        return
    said = _IF_ANY.search(node.label) or _IF_ANY.search(node.hint)
    if said:
        message = f"{quoted(node.label)} ist für alle nötig, obwohl der Text „{said[0]}“ sagt."
        yield OpenPoint("needed_if_any", node.path, f"{message} Legen Sie fest, wer nichts angeben muss.")


def _labels(siblings: tuple[Node, ...]) -> Iterator[OpenPoint]:
    """Siblings that nobody could tell apart."""
    nodes = [option for node in siblings for option in (node.options if isinstance(node, Either) else (node,))]
    named = [node for node in nodes if not isinstance(node, Note) and shown(node)]
    count = Counter(node.label for node in named)
    for node in named:
        if count[node.label] > 1:
            message = f"Die Bezeichnung {quoted(node.label)} steht hier {count[node.label]}-mal."
            yield OpenPoint("same_label", node.path, f"{message} Geben Sie jedem Element eine eigene.")


def _unanswerable(question: Question) -> bool:
    if question.kind == "text":
        return _text_unanswerable(question)
    low, high = _bounds(question)
    return low is not None and high is not None and low > high  # type: ignore[operator] # both of the same kind


def _text_unanswerable(question: Question) -> bool:
    limits = question.limits
    least, most = limits.min_length or 0, LONGEST_TEXT if limits.max_length is None else limits.max_length
    if least > most:
        return True
    known = limits.pattern is not None and patterns.tree(limits.pattern) is not None
    return known and patterns.example(limits.pattern or "", least, most) is None


def _bounds(question: Question) -> tuple[Bound | None, Bound | None]:
    if question.kind == "date":
        return date_bounds(question.limits)
    if question.kind == "time":
        return time_bounds(question.limits)
    if question.kind == "datetime":
        return datetime_bounds(question.limits)
    return number_bounds(question) if question.kind in ("integer", "number", "money") else (None, None)
