"""The answers as rules see them: what the nodes of a journey let count, without empty groups and rows."""

from collections.abc import Mapping

from dienstweg.engine.answers import Answers, branch, rows
from dienstweg.engine.checking import Lists
from dienstweg.engine.feel import ListOf, Record, Scope, Type
from dienstweg.engine.service import Either, Group, Node, Question
from dienstweg.engine.usage import answered, carried, chosen, entered, row_used, stays

Rows = tuple[int, ...]
"""The numbers of the rows around a place, from the root, as the applicant's answers count them."""


Spot = tuple[str, Rows]
"""A group in its row, or one row of a repeated group."""
Spots = frozenset[Spot]


class Live:
    """One look. ``answers``: what leaves at this moment, as far as it is asked for; behind closed gates and choices not
    taken there is nothing.
    """

    def __init__(
        self, nodes: tuple[Node, ...], answers: Answers, lists: Lists, asked: Scope, as_if: Spots = frozenset()
    ) -> None:
        """``as_if``: groups and rows that count as used though nobody has answered anything in them."""
        self._lists = lists
        self._as_if = as_if
        self._leaving: set[Spot] = set()
        self._counted: dict[Spot, tuple[int, ...]] = {}
        """For each repeated group in its row: the number of each row among those that count, and of the next one."""
        self.answers = self._level(nodes, answers, (), asked.names, there=True)

    def rows(self, home: tuple[str, ...]) -> list[Rows]:
        """Every row of the repeated groups around a place, and in each group the row that may come next."""
        found: list[Rows] = [()]
        for path in home:
            found = [(*outer, number) for outer in found for number in range(len(self._in(path, outer)))]
        return found

    def among_counted(self, home: tuple[str, ...], numbers: Rows) -> Rows:
        """The numbers of rows as expressions count them, without empty rows; an empty one is one past the last."""
        return tuple(self._in(path, numbers[:depth])[numbers[depth]] for depth, path in enumerate(home))

    def in_use(self, path: str, home: tuple[str, ...], numbers: Rows) -> bool:
        """Whether a group or row leaves, or a question is answered; "" is the whole and always there."""
        if not path or self.leaves(path, numbers):
            return True
        numbered = dict(zip(home, self.among_counted(home, numbers), strict=True))
        here: object = self.answers
        above = ""
        for element in path.split("."):
            above = f"{above}.{element}" if above else element
            here = here.get(element) if isinstance(here, dict) else None
            if isinstance(here, list) and above in numbered:
                here = here[numbered[above]] if numbered[above] < len(here) else None
        return here is not None

    def leaves(self, path: str, numbers: Rows) -> bool:
        """Whether a group in its row, or a row of a repeated group, leaves."""
        return (path, numbers) in self._leaving

    def _in(self, path: str, outer: Rows) -> tuple[int, ...]:
        return self._counted.get((path, outer), (0,))

    def _level(
        self, nodes: tuple[Node, ...], here: Answers, numbers: Rows, asked: Mapping[str, Type], *, there: bool
    ) -> Answers:
        """What leaves of one level. Where nothing does, only rows are counted: they are drawn all the same."""
        found: Answers = {}
        for node in nodes:
            if isinstance(node, Either):
                option = chosen(node, here)
                if option is not None and option.id in asked:
                    found |= self._node(option, here, numbers, asked, there=there, kept=True)
            elif isinstance(node, Group | Question) and node.id in asked:
                found |= self._node(node, here, numbers, asked, there=there, kept=False)
        return found

    def _node(
        self,
        node: Group | Question,
        here: Answers,
        numbers: Rows,
        asked: Mapping[str, Type],
        *,
        there: bool,
        kept: bool,
    ) -> Answers:
        if isinstance(node, Question):
            if not there:
                return {}
            return answered(node, here) if node.role == "input" else carried(node, self._lists)
        below = _members(asked[node.id])
        if node.repeats:
            return self._rows(node, here, numbers, below, there=there)
        if not kept and not entered(node, here, need=True)[0]:
            return {}
        inside = branch(here, node.id)
        there = there and (kept or stays(node, inside) or (node.path, numbers) in self._as_if)
        if there:
            self._leaving.add((node.path, numbers))
        found = self._level(node.children, inside, numbers, below, there=there)
        return {node.id: found} if found else {}

    def _rows(self, node: Group, here: Answers, numbers: Rows, asked: Mapping[str, Type], *, there: bool) -> Answers:
        found: list[Answers] = []
        counted: list[int | None] = []
        present = rows(here, node.id)
        if (node.path, (*numbers, len(present))) in self._as_if:
            present = [*present, {}]
        for index, row in enumerate(present):
            inner = (*numbers, index)
            used = there and (row_used(node, index, row) or (node.path, inner) in self._as_if)
            inside = self._level(node.children_at(index), row, inner, asked, there=used)
            counted.append(len(found) if used else None)
            if used:
                self._leaving.add((node.path, inner))
                found.append(inside)
        places = (len(found) if place is None else place for place in (*counted, None))
        self._counted[node.path, numbers] = tuple(places)
        return {node.id: found} if found else {}


def _members(type_: Type) -> Mapping[str, Type]:
    inner = type_.item if isinstance(type_, ListOf) else type_
    return inner.members if isinstance(inner, Record) else {}
