"""How much of very many and very long answers is printed, so that no paper takes the printer more than about a second.

Short answers stay whole: the longest are cut first, all to the same effort. Only where there are too many answers for
that the last ones are left out.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.web.paper.content import Line, Section

ROOM = 250_000
"""Effort of all answers together. The unit is a Latin letter in a sentence: about 3 µs, so this is some 130 pages."""
LONGEST = 5_000
"""Characters of one answer; where there is less room for each, fewer."""
SHORTEST = 100
"""No answer is cut below this effort."""
_PER_LINE = 40
_PER_LINE_END = 12
_PER_FOREIGN_LETTER = 3
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_FOREIGN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2010-\u2026]+")
_LONG_WORDS = re.compile(r"\S{41,}")


class Fitted(Struct, frozen=True):
    """What is printed; how many answers in it are cut; how many at the end are not printed at all."""

    sections: tuple[Section, ...]
    shortened: int = 0
    left_out: int = 0


def fitted(sections: tuple[Section, ...], *, remark: str, room: int = ROOM) -> Fitted:
    """The part of the answers for which there is room. ``remark`` stands behind each answer that was cut."""
    lines = [line for section in sections for line in section.lines]
    count = _count(lines, room)
    room -= sum(_fixed(line) for line in lines[:count])
    level = _level(sorted(_effort(line.value[:LONGEST]) for line in lines[:count] if line.value), room)
    kept = [_shortened(line, level, remark) for line in lines[:count]]
    return Fitted(
        tuple(_printed(sections, iter(kept))),
        sum(line is not before for line, before in zip(kept, lines, strict=False)),
        sum(line.value is not None for line in lines[count:]),
    )


def _effort(text: str) -> int:
    foreign = sum(map(len, _FOREIGN.findall(text))) * _PER_FOREIGN_LETTER
    long = sum(map(len, _LONG_WORDS.findall(text)))
    return len(text) + foreign + long + len(_LINE_ENDS.findall(text)) * _PER_LINE_END


def _fixed(line: Line) -> int:
    return _PER_LINE + _effort(line.label)


def _count(lines: list[Line], room: int) -> int:
    """How many lines fit, each with the beginning of its answer."""
    for index, line in enumerate(lines):
        room -= _fixed(line) + min(_effort((line.value or "")[:SHORTEST]), SHORTEST)
        if room < 0:
            return index
    return len(lines)


def _level(efforts: list[int], room: int) -> int:
    """The effort each answer may take so that all fit. ``efforts`` ascend: what short ones leave, long ones get."""
    for index, effort in enumerate(efforts):
        share = room // (len(efforts) - index)
        if effort > share:
            return max(share, SHORTEST)
        room -= effort
    return max(efforts, default=0)


def _shortened(line: Line, level: int, remark: str) -> Line:
    text = (line.value or "")[:LONGEST]
    while (effort := _effort(text)) > level:
        text = text[: len(text) * level // effort]
    return line if text == (line.value or "") else replace(line, value=f"{text} {remark}")


def _printed(sections: Iterable[Section], kept: Iterator[Line]) -> Iterator[Section]:
    """The sections with the lines that are left; one of which nothing is left is not begun."""
    for section in sections:
        lines = tuple(line for _, line in zip(section.lines, kept, strict=False))
        if lines or not section.lines:
            yield replace(section, lines=lines)
