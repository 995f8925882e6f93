"""How much a service asks and which documents it wants, told before the first question. Derived, never declared."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dienstweg.engine.service import Either, Group, Node, Note, Question, Ruled, Service

Need = Literal["always", "conditional", "voluntary"]

SECONDS_A_QUESTION = 12
SECONDS_A_DOCUMENT = 60
SECONDS_AROUND = 120
"""Reading the first page, checking at the end. Estimates: replaced by measured times as soon as there are some."""
ROUND_TO = 5
"""Minutes: an estimate that is not rounded pretends to be measured."""


class Document(Struct, frozen=True, kw_only=True):
    """A document the form asks for. ``when``: the part of the form it belongs to, where not everybody needs it.

    ``max_size`` in bytes and ``media_types`` as the standards file sets them; None and empty: it does not say.
    """

    label: str
    need: Need
    when: str = ""
    max_size: int | None = None
    media_types: tuple[str, ...] = ()


class Extent(Struct, frozen=True, kw_only=True):
    """Questions everybody gets and questions there are in all, documents counted apart, rows counted once."""

    least: int
    most: int
    documents_least: int
    documents_most: int
    pages: int

    @property
    def minutes(self) -> tuple[int, int]:
        """From about so many minutes to about so many."""
        return _minutes(self.least, self.documents_least), _minutes(self.most, self.documents_most)


class _Asked(Struct, frozen=True):
    question: Question
    need: Need
    when: str


def documents(service: Service) -> tuple[Document, ...]:
    """Every document the form may ask for, in its order, those of one label and part once."""
    found = {
        (asked.question.label, asked.when): Document(
            label=asked.question.label,
            need=asked.need,
            when=asked.when,
            max_size=asked.question.limits.max_size,
            media_types=asked.question.limits.media_types,
        )
        for asked in _asked(service)
        if asked.question.kind == "file"
    }
    return tuple(found.values())


def extent(service: Service) -> Extent:
    """How much is asked."""
    every = [(asked.question.kind == "file", asked.need == "always") for asked in _asked(service)]
    return Extent(
        least=every.count((False, True)),
        most=every.count((False, True)) + every.count((False, False)),
        documents_least=every.count((True, True)),
        documents_most=every.count((True, True)) + every.count((True, False)),
        pages=len(service.pages),
    )


def _minutes(questions: int, files: int) -> int:
    seconds = SECONDS_AROUND + questions * SECONDS_A_QUESTION + files * SECONDS_A_DOCUMENT
    return max(ROUND_TO, round(seconds / 60 / ROUND_TO) * ROUND_TO)


def _asked(service: Service) -> Iterator[_Asked]:
    ruled = {one.path: one for one in service.ruled}
    yield from _below(service.nodes, ruled, sure=True, when="")


def _below(nodes: tuple[Node, ...], ruled: dict[str, Ruled], *, sure: bool, when: str) -> Iterator[_Asked]:
    for node in nodes:
        if isinstance(node, Note):
            continue
        if isinstance(node, Either):
            for option in node.options:
                told = option.label if isinstance(option, Group) else when
                yield from _below((option,), ruled, sure=False, when=told)
            continue
        need = _need(node, ruled.get(node.path), sure=sure)
        if isinstance(node, Question):
            if node.role == "input":
                yield _Asked(node, need, when)
        elif need == "always":
            yield from _below(node.children, ruled, sure=sure, when=when)
        else:
            yield from _below(node.children, ruled, sure=False, when=node.label or when)


def _need(node: Group | Question, rules: Ruled | None, *, sure: bool) -> Need:
    forbidden = rules is not None and rules.forbid is not None
    required = rules is not None and rules.require is not None
    if not node.min and not required:
        return "voluntary"
    always = node.min > 0 or (rules is not None and rules.require == "true")
    may_be_left_out = forbidden or (rules is not None and rules.optional is not None)
    return "always" if sure and always and not may_be_left_out else "conditional"
