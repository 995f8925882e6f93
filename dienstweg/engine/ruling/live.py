"""The answers that count while rules are looked at: what lies behind a closed gate or a choice not taken is gone.

Rows keep their numbers here; what expressions read has no empty rows (:func:`compact`).
"""

from dienstweg.engine.answers import Answers, branch, rows
from dienstweg.engine.checking import Lists
from dienstweg.engine.service import Either, Group, Node, Question
from dienstweg.engine.usage import carried, chosen, used, values_of

Rows = tuple[int, ...]
"""The numbers of the rows around a place, from the root."""


def live(nodes: tuple[Node, ...], here: Answers, lists: Lists) -> Answers:
    """Answers and carried values; unused groups are left out unless they are mandatory and carry something."""
    found: Answers = {}
    for node in nodes:
        if isinstance(node, Either):
            option = chosen(node, here)
            if option is not None:
                found |= _live(option, here, lists)
        elif isinstance(node, Question | Group):
            found |= _live(node, here, lists)
    return found


def _live(node: Question | Group, here: Answers, lists: Lists) -> Answers:
    if isinstance(node, Question):
        if node.role != "input":
            return carried(node, lists)
        given = values_of(node, here)
        return {node.id: given if node.repeats else given[0]} if given else {}
    if node.repeats:
        found = [live(node.children, row, lists) if used(node.children, row) else {} for row in rows(here, node.id)]
        return {node.id: found} if found else {}
    if node.gate and here.get(node.gate_key) is not True:
        return {}
    inside = branch(here, node.id)
    if not node.min and not used(node.children, inside):
        return {}
    found_inside = live(node.children, inside, lists)
    return {node.id: found_inside} if found_inside else {}


def compact(here: object) -> object:
    """The same without empty rows and groups."""
    if isinstance(here, dict):
        inner = {key: compact(value) for key, value in here.items()}
        return {key: value for key, value in inner.items() if value not in ({}, [])}
    if isinstance(here, list):
        return [row for row in map(compact, here) if row != {}]
    return here


def group_at(here: Answers, ids: list[str], home: tuple[str, ...], numbers: Rows) -> Answers | None:
    """The group or row in which a place lies, given the ids around it; None where nothing is there."""
    found: object = here
    left = dict(zip(home, numbers, strict=True))
    for depth, element in enumerate(ids):
        found = found.get(element) if isinstance(found, dict) else None
        if isinstance(found, list):
            number = left.get(".".join(ids[: depth + 1]), 0)
            found = found[number] if number < len(found) else None
    return found if isinstance(found, dict) else None


def row_numbers(here: Answers, home: tuple[str, ...]) -> list[Rows]:
    """Every combination of row numbers around a place, each with one row past the last: the next that may come."""
    found: list[Rows] = [()]
    for depth, path in enumerate(home):
        ids = path.split(".")
        longer: list[Rows] = []
        for numbers in found:
            parent = group_at(here, ids[:-1], home[:depth], numbers) or {}
            longer += [(*numbers, number) for number in range(len(rows(parent, ids[-1])) + 1)]
        found = longer
    return found


def compact_numbers(here: Answers, home: tuple[str, ...], numbers: Rows) -> Rows:
    """The row numbers as expressions count them, where empty rows are left out. An empty row is one past the last."""
    found: list[int] = []
    for depth, path in enumerate(home):
        ids = path.split(".")
        parent = group_at(here, ids[:-1], home[:depth], numbers[:depth]) or {}
        siblings = [compact(row) for row in rows(parent, ids[-1])]
        number = numbers[depth]
        there = number < len(siblings) and siblings[number] != {}
        before = siblings[:number] if there else siblings
        found.append(sum(row != {} for row in before))
    return tuple(found)
