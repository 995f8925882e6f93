"""The tree of nodes as verdicts make it: left out, set, needed, optional, with fewer codes; rows each for itself."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import feel
from dienstweg.engine.answers import Answers, branch, rows
from dienstweg.engine.now import GroupNow, QuestionNow
from dienstweg.engine.ruling.live import Rows
from dienstweg.engine.service import CodeList, Either, Group, Node, Note, Question, Service


class Verdict(Struct, frozen=True, kw_only=True):
    """What rules say about one place in one row.

    ``computed``: rules say its value, which is ``set`` (None: not known yet) and not asked. ``needed``: the
    group must be there because something in it must be answered.
    """

    forbidden: bool = False
    computed: bool = False
    set: str | None = None
    shown: bool = False
    required: bool = False
    needed: bool = False
    optional: bool = False
    codes: frozenset[str] | None = None


class Tree:
    """Rebuilds only what a verdict reaches."""

    def __init__(
        self,
        service: Service,
        touched: frozenset[str],
        verdicts: Mapping[tuple[str, Rows], Verdict],
        answers: Answers,
    ) -> None:
        self.master = service
        self.touched = touched
        self.verdicts = verdicts
        self.answers = answers
        self.lists = dict(service.code_lists)

    def nodes(self) -> tuple[Node, ...]:
        return self._level(self.master.nodes, self.answers, ())

    def service(self) -> Service:
        return replace(self.master, nodes=self.nodes(), code_lists=self.lists)

    def _level(self, nodes: tuple[Node, ...], here: Answers, numbers: Rows) -> tuple[Node, ...]:
        return tuple(new for node in nodes for new in self._node(node, here, numbers))

    def _node(self, node: Node, here: Answers, numbers: Rows) -> tuple[Node, ...]:
        if isinstance(node, Either):
            options = tuple(
                new for new in self._level(node.options, here, numbers) if isinstance(new, Group | Question)
            )
            return (replace(node, options=options),) if options else ()
        if node.path not in self.touched:
            return (node,)
        verdict = self.verdicts.get((node.path, numbers), _NOTHING)
        if verdict.forbidden:
            return ()
        if isinstance(node, Question):
            return (self._question(node, verdict),)
        return (node,) if isinstance(node, Note) else (self._group(node, verdict, here, numbers),)

    def _question(self, node: Question, verdict: Verdict) -> Question:
        if verdict.computed:
            role = node.role if verdict.shown and node.role == "locked" else "hidden"
            return QuestionNow(**(_fields(node) | {"role": role, "content": verdict.set}))
        if verdict.codes is not None:
            node = replace(node, code_list=self._restricted(node, verdict.codes))
        return replace(node, min=_least(node, verdict)) if verdict != _NOTHING else node

    def _restricted(self, node: Question, codes: frozenset[str]) -> str | None:
        known = self.lists.get(node.code_list or "")
        if node.code_list is None or known is None:
            return node.code_list
        key = f"{node.code_list}?{','.join(sorted(codes))}"
        entries = tuple(entry for entry in known.entries if entry.code in codes)
        if not entries:  # nobody could choose anything
            return node.code_list
        self.lists[key] = CodeList(urn=known.urn, version=known.version, entries=entries)
        return key

    def _group(self, node: Group, verdict: Verdict, here: Answers, numbers: Rows) -> Group:
        least = _least(node, verdict)
        if not node.repeats:
            children = self._level(node.children, branch(here, node.id), numbers)
            return _now(node, children, (), least, verdict)
        present = rows(here, node.id)
        each = tuple(self._level(node.children, row, (*numbers, number)) for number, row in enumerate(present))
        return _now(node, self._level(node.children, {}, (*numbers, len(present))), each, least, verdict)


_NOTHING = Verdict()


def _now(
    node: Group, children: tuple[Node, ...], each: tuple[tuple[Node, ...], ...], least: int, verdict: Verdict
) -> Group:
    asked = node.gate and not (verdict.required or verdict.needed)
    changed = {"children": children, "rows": each, "min": least, "gate": asked, "filled": verdict.required}
    return GroupNow(**(_fields(node) | changed))


def _fields(node: Node) -> dict[str, Any]:
    """The fields of a node by name, themselves unchanged."""
    return {name: getattr(node, name) for name in node.__struct_fields__}


def _least(node: Question | Group, verdict: Verdict) -> int:
    if verdict.required or verdict.needed:
        return max(1, node.min)
    return 0 if verdict.optional else node.min


def canonical(value: feel.Value) -> str | None:
    """A value of the rule language as the content of a question; None for what is no single answer."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date | time) else value if isinstance(value, str) else None
