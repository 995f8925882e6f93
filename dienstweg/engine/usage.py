"""Which groups are in use, and what leaves: the meaning of gates, choices and optional groups in one place."""

from dienstweg.engine import values
from dienstweg.engine.answers import Answers, branch, entries, rows
from dienstweg.engine.checking import Lists
from dienstweg.engine.now import QuestionNow
from dienstweg.engine.service import CodeList, Either, Group, Node, Note, Question


def entered(group: Group, here: Answers, *, need: bool) -> tuple[bool, bool]:
    """Whether a group that does not repeat is open, and whether mandatory questions in it are mandatory."""
    if group.gate:
        return here.get(group.gate_key) is True, True
    return True, (need if group.min else used(group.children, branch(here, group.id)))


def chosen(either: Either, here: Answers) -> Group | Question | None:
    """The option that was chosen, or None."""
    key = here.get(either.key)
    return next((option for option in either.options if option.id == key), None)


def used(nodes: tuple[Node, ...], here: Answers) -> bool:
    """Has anything below been answered by the applicant? Closed gates and options not chosen do not count."""
    return any(_used(node, here) for node in nodes)


def _used(node: Node, here: Answers) -> bool:
    if isinstance(node, Note):
        return False
    if isinstance(node, Question):
        return node.role == "input" and bool(values_of(node, here))
    if isinstance(node, Either):
        return chosen(node, here) is not None
    if node.repeats:
        return any(row_used(node, index, row) for index, row in enumerate(rows(here, node.id)))
    if node.gate:
        return here.get(node.gate_key) is True
    return used(node.children, branch(here, node.id))


def row_used(group: Group, index: int, row: Answers) -> bool:
    """Whether anything in one row of a repeated group has been answered."""
    return used(group.children_at(index), row)


def clean(nodes: tuple[Node, ...], here: Answers, lists: dict[str, CodeList]) -> Answers:
    """The part of the answers that leaves: what closed gates and choices hide is dropped, set contents are put in.

    A mandatory group is always there, if need be empty; an optional one only when it is used. Rows without any answer
    are dropped as long as the minimum is kept.
    """
    result: Answers = {}
    for node in nodes:
        if isinstance(node, Either):
            option = chosen(node, here)
            if option is not None:
                result |= _cleaned(option, here, lists, kept=True)
        else:
            result |= _cleaned(node, here, lists, kept=False)
    return result


def _cleaned(node: Node, here: Answers, lists: dict[str, CodeList], *, kept: bool) -> Answers:
    """One node's entry, or nothing; ``kept``: it is a chosen option and stays even if its minimum is 0."""
    if isinstance(node, Question):
        return answered(node, here) if node.role == "input" else carried(node, lists)
    if not isinstance(node, Group):
        return {}
    if node.repeats:
        found = [clean(children, row, lists) for children, row in counting_rows(node, rows(here, node.id))]
        return {node.id: found} if found else {}
    if not kept and not entered(node, here, need=True)[0]:
        return {}
    inside = branch(here, node.id)
    return {node.id: clean(node.children, inside, lists)} if kept or stays(node, inside) else {}


def stays(group: Group, inside: Answers) -> bool:
    """Whether a group that does not repeat and is open leaves: it must, it is used, or it holds a set value."""
    return bool(group.min) or used(group.children, inside) or _sets(group.children)


def _sets(nodes: tuple[Node, ...]) -> bool:
    """Whether a rule sets a value in a group in which nothing must be answered: then the group is there for it."""
    if any(map(_demands, nodes)):
        return False
    groups = (node for node in nodes if isinstance(node, Group) and node.min and not node.repeats)
    return any(isinstance(node, QuestionNow) for node in nodes) or any(_sets(group.children) for group in groups)


def _demands(node: Node) -> bool:
    if isinstance(node, Question):
        return node.role == "input" and node.min > 0
    if isinstance(node, Either):
        return node.required
    return isinstance(node, Group) and node.min > 0 and any(map(_demands, node.children))


def answered(question: Question, here: Answers) -> Answers:
    """The applicant's own answer to a question."""
    given = values_of(question, here)
    return {question.id: given if question.repeats else given[0]} if given else {}


def carried(question: Question, lists: Lists) -> Answers:
    """The value that a locked or hidden question brings along."""
    value = values.content(question, lists)
    return {} if value is None else {question.id: [value] if question.repeats else value}


def kept(nodes: tuple[Node, ...], here: Answers) -> Answers:
    """As :func:`clean`, but with the answers to gates and choices: what was asked and said, to show it again."""
    result: Answers = {}
    for node in nodes:
        if isinstance(node, Either):
            option = chosen(node, here)
            if option is not None:
                result |= {node.key: option.id} | _kept(option, here)
        else:
            result |= _kept(node, here)
    return result


def _kept(node: Node, here: Answers) -> Answers:
    if isinstance(node, Question):
        return answered(node, here) if node.role == "input" else {}
    if not isinstance(node, Group):
        return {}
    if node.repeats:
        found = [
            kept(node.children_at(index), row)
            for index, row in enumerate(rows(here, node.id))
            if row_used(node, index, row)
        ]
        return {node.id: found} if found else {}
    answer = here.get(node.gate_key)
    gate: Answers = {node.gate_key: answer} if node.gate and isinstance(answer, bool) else {}
    inside = kept(node.children, branch(here, node.id)) if not node.gate or answer is True else {}
    return gate | ({node.id: inside} if inside else {})


def counting_rows(group: Group, all_rows: list[Answers]) -> list[tuple[tuple[Node, ...], Answers]]:
    """The rows of a repeated group that count, each with its nodes: those with an answer, and empty ones up to the
    minimum.
    """
    filled = [(group.children_at(index), row) for index, row in enumerate(all_rows) if row_used(group, index, row)]
    empty: Answers = {}
    return filled + [(group.children_at(len(all_rows)), empty)] * max(0, group.min - len(filled))


def values_of(question: Question, here: Answers) -> list[object]:
    """The values of a question as a list, whether it repeats or not."""
    if question.repeats:
        return [value for value in entries(here, question.id) if value not in (None, "")]
    value = here.get(question.id)
    return [] if value in (None, "") else [value]
