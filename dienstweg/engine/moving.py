"""Answers from one release of a service to another: what fits stays, what has changed is named, nothing is guessed.

Elements are the same where their ids are. What is no longer asked stays in the tree, where nobody sees it and nothing
sends it, until the application is sent: a later release may ask it again.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from dienstweg.engine import picking, values
from dienstweg.engine.answers import Answers, branch, get, join, leaves, put, rows
from dienstweg.engine.service import Either, Group, Node, Note, Question, Service, walk
from dienstweg.engine.usage import kept, used


class Moved(Struct, frozen=True):
    """Answers as the newer release takes them. ``again``: schema paths to look at again; ``gone``: labels of questions
    that were answered and are not asked any more.
    """

    answers: Answers
    again: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def move(answers: Answers, old: Service, new: Service, *, today: date) -> Moved:
    """Read the answers given to one release against another one."""
    mover = _Mover(old, new, today)
    moved = mover.level(new.nodes, old.nodes, _rehomed(answers, old, new))
    return Moved(
        moved, tuple(dict.fromkeys(mover.again)), tuple(dict.fromkeys((*mover.gone, *_gone(answers, old, new))))
    )


def asked_anew(old: Service, new: Service) -> frozenset[str]:
    """Schema paths that only the newer release has."""
    return frozenset(_paths(new)) - frozenset(_paths(old))


def schema_path(path: str) -> str:
    """An instance path without its row numbers; what a gate or choice asks counts as its own place."""
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def _paths(service: Service) -> Iterator[str]:
    for node in walk(service.nodes):
        yield node.path
        if isinstance(node, Group) and node.gate:
            yield join(node.path.rpartition(".")[0], node.gate_key)


def _questions(nodes: tuple[Node, ...], *, rows: bool) -> Iterator[Question]:
    """Questions below; without those that lie in repeated groups, unless ``rows``."""
    for node in nodes:
        if isinstance(node, Question):
            yield node
        elif isinstance(node, Either):
            yield from _questions(node.options, rows=rows)
        elif isinstance(node, Group) and (rows or not node.repeats):
            yield from _questions(node.children, rows=rows)


def _rehomed(answers: Answers, old: Service, new: Service) -> Answers:
    """A question that lies in another group now takes its answer along, where only one place can be meant."""
    there = {question.path for question in _questions(new.nodes, rows=True)}
    count = Counter(question.id for question in _questions(new.nodes, rows=True))
    places = {question.id: question.path for question in _questions(new.nodes, rows=False)}
    for question in _questions(old.nodes, rows=False):
        place = places.get(question.id)
        value = get(answers, question.path)
        if value is None or question.path in there or place is None or count[question.id] != 1:
            continue
        if get(answers, place) is None:
            answers = put(put(answers, question.path, None), place, value)
    return answers


def _gone(answers: Answers, old: Service, new: Service) -> Iterator[str]:
    questions = {question.path: question for question in _questions(old.nodes, rows=True)}
    ids = {question.id for question in _questions(new.nodes, rows=True)}
    for path, _ in leaves(kept(old.nodes, answers)):
        question = questions.get(schema_path(path))
        if question is not None and question.id not in ids:
            yield question.label


class _Mover:
    def __init__(self, old: Service, new: Service, today: date) -> None:
        self.old_lists = old.code_lists
        self.lists = new.code_lists
        self.today = today
        self.again: list[str] = []
        self.gone: list[str] = []

    def level(self, nodes: tuple[Node, ...], before: tuple[Node, ...], here: Answers) -> Answers:
        """The answers of one level, its choices and gates included."""
        known = {node.id: node for node in _flat(before)}
        for node in _flat(nodes):
            if isinstance(node, Question):
                here = self._question(node, known.get(node.id), here)
            elif isinstance(node, Group):
                here = self._group(node, known.get(node.id), here)
        for either in nodes:
            if isinstance(either, Either):
                here = self._either(either, before, here)
        return here

    def _question(self, node: Question, before: Node | None, here: Answers) -> Answers:
        value = here.get(node.id)
        if value is None or not isinstance(before, Question):
            return here
        given = value if isinstance(value, list) else [value]
        if len(given) > 1 and not node.repeats:
            self.again.append(node.path)
            self.gone.append(f"{node.label} (weitere Einträge)")
        found = [self._value(node, before, one) for one in given]
        return here | {node.id: found if node.repeats else found[0]} if found else here

    def _value(self, node: Question, before: Question, value: object) -> object:
        if node.kind == "choice" and before.kind == "choice":
            return self._code(node, before, str(value))
        if node.kind == before.kind or "file" in (node.kind, before.kind):
            return value
        self.again.append(node.path)
        text = values.show(before, value, self.old_lists) if before.kind == "choice" else values.edit(before, value)
        read = values.read(node, text, self.lists, today=self.today).value
        return value if read is None else read

    def _code(self, node: Question, before: Question, code: str) -> str:
        """The same words under another code are the same answer; other words under the same code may not be."""
        new, old = self.lists.get(node.code_list or ""), self.old_lists.get(before.code_list or "")
        said = old.label(code) if old is not None else None
        if new is None or said is None:
            return code
        now = new.label(code)
        if now == said:
            return code
        same = next((entry.code for entry in new.entries if entry.label.casefold() == said.casefold()), None)
        if same is not None:
            return same
        self.again.append(node.path)
        found = picking.found(new, said) if now is None else None
        return code if found is None else found.code

    def _group(self, node: Group, before: Node | None, here: Answers) -> Answers:
        value = here.get(node.id)
        if value is None or not isinstance(before, Group):
            return here
        if before.gate and not node.gate and here.get(node.gate_key) is False:
            return {key: one for key, one in here.items() if key != node.id}
        found = rows(here, node.id) if isinstance(value, list) else [branch(here, node.id)]
        moved = [self.level(node.children, before.children, row) for row in found]
        if len(moved) > 1 and not node.repeats:
            self.again.append(node.path)
            self.gone.append(f"{node.label} (weitere Einträge)")
        result = here | ({node.id: moved if node.repeats else moved[0]} if moved else {})
        opened = node.gate and not before.gate and used(node.children, branch(result, node.id))
        return result | {node.gate_key: True} if opened else result

    def _either(self, node: Either, before: tuple[Node, ...], here: Answers) -> Answers:
        """The choice that was made; where there was none to make, the only option that was used."""
        ids = {option.id for option in node.options}
        if here.get(node.key) in ids:
            return here
        keys = [one.key for one in before if isinstance(one, Either) and here.get(one.key) in ids]
        if keys:
            return here | {node.key: here[keys[0]]}
        in_use = [option.id for option in node.options if here.get(option.id) not in (None, {}, [])]
        return here | {node.key: in_use[0]} if len(in_use) == 1 else here


def _flat(nodes: tuple[Node, ...]) -> Iterator[Question | Group | Note]:
    """Nodes of one level of the answers: options are siblings of what stands beside their choice."""
    for node in nodes:
        if isinstance(node, Either):
            yield from node.options
        else:
            yield node
