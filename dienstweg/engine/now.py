"""Nodes as one applicant meets them, after the rules have looked at the answers. Computed, never stored."""

from dienstweg.engine.service import Group, Node, Question


class QuestionNow(Question, frozen=True, kw_only=True, tag="question"):
    """A question whose value a rule has set: not asked any more, always sent."""


class GroupNow(Group, frozen=True, kw_only=True, tag="group"):
    """``rows``: the children of each row of a repeated group. ``filled``: a rule wants an answer somewhere in it."""

    rows: tuple[tuple[Node, ...], ...] = ()
    filled: bool = False

    def children_at(self, index: int) -> tuple[Node, ...]:
        return self.rows[index] if index < len(self.rows) else self.children
