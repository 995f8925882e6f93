"""Invented answers that keep to every limit of a tree of nodes.

Chance comes in as an argument, so that the same seed invents the same people. Applicants differ on purpose: some leave
out everything they may, some fill in everything.
"""

from datetime import date
from random import Random

from dienstweg.engine.answers import Answers
from dienstweg.engine.checking import Lists, check
from dienstweg.engine.service import Either, Group, Node, Question
from dienstweg.engine.specimens import candidates
from dienstweg.engine.values import Value, read

_RATES = (0.0, 0.3, 0.7, 1.0)
_MORE = (0, 0, 1, 3)
_FLAT = 2
"""Below this depth rows do not multiply any more."""


class Inventor:
    """Answers of one person, whatever the rules say. ``stuck``: by path what must be answered and cannot be."""

    def __init__(self, lists: Lists, rng: Random, today: date) -> None:
        self.lists = lists
        self.rng = rng
        self.today = today
        self.rate = rng.choice(_RATES)
        self.stuck: dict[str, Question | Either] = {}
        self._able: dict[str, bool] = {}

    def level(self, nodes: tuple[Node, ...], *, must: bool, depth: int) -> Answers:
        """The answers of one level; with ``must`` at least one question below is answered, if one can be."""
        able = [node for node in nodes if self._can(node)]
        picked = self.rng.choice(able) if must and able else None
        result: Answers = {}
        for node in nodes:
            if self._can(node):
                result |= self._node(node, must=node is picked, depth=depth)
            elif isinstance(node, Group):
                result |= self._empty(node, depth)
        return result

    def _node(self, node: Node, *, must: bool, depth: int) -> Answers:
        if isinstance(node, Question):
            return self._question(node, must=must)
        if isinstance(node, Either):
            return self._either(node, must=must, depth=depth)
        if isinstance(node, Group):
            return self._group(node, must=must, depth=depth)
        return {}

    def _question(self, question: Question, *, must: bool) -> Answers:
        count = (
            self._count(question, must=must, depth=0) if question.repeats else int(self._wanted(question, must=must))
        )
        found: list[Value] = []
        for _ in range(count):
            value = self.value(question)
            if value is None:
                return {}
            found.append(value)
        if not found:
            return {}
        return {question.id: found if question.repeats else found[0]}

    def _group(self, group: Group, *, must: bool, depth: int, chosen: bool = False) -> Answers:
        if group.repeats:
            count = self._count(group, must=must, depth=depth)
            rows = [self.level(group.children, must=True, depth=depth + 1) for _ in range(count)]
            return {group.id: rows} if rows else {}
        wanted = self._wanted(group, must=must)
        gate: Answers = {group.gate_key: wanted} if group.gate and not chosen else {}
        if not wanted:
            return gate
        inside = self.level(group.children, must=must or chosen or not group.min, depth=depth + 1)
        return gate | {group.id: inside}

    def _empty(self, group: Group, depth: int) -> Answers:
        """A group in which nothing can be answered: its gate stays closed, the rows it must have are there."""
        if group.gate:
            return {group.gate_key: False}
        row = self.level(group.children, must=False, depth=depth + 1)
        if group.repeats:
            return {group.id: [row] * group.min} if group.min else {}
        return {group.id: row} if row else {}

    def either(self, either: Either) -> Answers:
        """A choice made, and what it opens filled in."""
        return self._either(either, must=True, depth=1)

    def _either(self, either: Either, *, must: bool, depth: int) -> Answers:
        if not (must or either.required or self.rng.random() < self.rate):
            return {}
        able = [option for option in either.options if self._can(option)]
        if not able:
            self.stuck[either.path] = either
            return {}
        option = self.rng.choice(able)
        if isinstance(option, Question):
            return {either.key: option.id} | self._question(option, must=True)
        return {either.key: option.id} | self._group(option, must=True, depth=depth, chosen=True)

    def _wanted(self, node: Question | Group, *, must: bool) -> bool:
        return must or node.min > 0 or self.rng.random() < self.rate

    def _count(self, node: Question | Group, *, must: bool, depth: int) -> int:
        """How many rows or values: mostly few, three where there is room, none where the standard allows it."""
        if not self._wanted(node, must=must):
            return 0
        least = max(node.min, 1)
        more = self.rng.choice(_MORE) if depth < _FLAT else 0
        return least + more if node.max is None else min(node.max, least + more)

    def _can(self, node: Node) -> bool:
        """Whether anything at or below a node can be answered."""
        if node.path not in self._able:
            self._able[node.path] = self._find_out(node)
        return self._able[node.path]

    def _find_out(self, node: Node) -> bool:
        if isinstance(node, Question):
            return node.role == "input" and (node.min > 0 or self.value(node) is not None)
        if isinstance(node, Group):
            return any(self._can(child) for child in node.children)
        return isinstance(node, Either) and any(self._can(option) for option in node.options)

    def value(self, question: Question) -> Value | None:
        """A value within the limits that a person could have typed; None where nothing fits."""
        for candidate in candidates(question, self.lists, self.rng, self.today):
            right = check(question, candidate, self.lists, today=self.today) is None
            if right and self._stays(question, candidate):
                return candidate
        if question.min:
            self.stuck[question.path] = question
        return None

    def _stays(self, question: Question, value: Value) -> bool:
        """Whether typing the value gives the same value: what reading tidies up was never typed."""
        typed = question.kind in ("text", "choice") and isinstance(value, str)
        return not typed or read(question, str(value), self.lists, today=self.today).value == value
