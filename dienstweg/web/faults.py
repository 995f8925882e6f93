"""From blocks with errors to the error summary of a page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dienstweg.engine.wordings import Sentence
from dienstweg.web.blocks import Block, Fault
from dienstweg.web.inputs import other_chosen
from dienstweg.web.tongue import plain

LONGEST_NAME = 40
"""Characters up to which the name of a group stands before a line of the summary."""


@dataclass(frozen=True)
class _Told:
    """A sentence, the names of the row and of the group around it; ``part``: the group is one question in parts."""

    target: str
    sentence: str
    row: str = ""
    group: str = ""
    part: bool = False


def faults(blocks: Iterable[Block]) -> list[Fault]:
    """The lines of the summary in the order of the page.

    In a repeated group each begins with the name of its row. The name of the group stands before what would else be
    said twice on a page ("Geben Sie „Ort“ an."), and before parts of one question ("Jahr").
    """
    found = list(_told(blocks, "", "", part=False))
    count = Counter((one.row, one.sentence) for one in found)
    return [Fault(one.target, _line(one, twice=count[one.row, one.sentence] > 1)) for one in found]


def _line(told: _Told, *, twice: bool) -> str:
    group = told.group if (twice or told.part) and len(told.group) <= LONGEST_NAME else ""
    around = ", ".join(plain(name) for name in (told.row, group) if name)
    return Sentence("{around}: {sentence}", around=around, sentence=told.sentence) if around else told.sentence


def _told(blocks: Iterable[Block], row: str, group: str, *, part: bool) -> Iterator[_Told]:
    for block in blocks:
        if block.error:
            yield _Told(target(block), block.error, row, group, part)
        if block.type == "group" and block.label:
            yield from _told(block.blocks, row, block.label, part=block.is_parts)
        else:
            yield from _told(block.blocks, row, group, part=part)
        for option in block.options:
            yield from _told(option.blocks, row, group, part=part)
        for one in block.rows:
            yield from _told(one.blocks, plain(one.title).partition(":")[0], "", part=False)


def target(block: Block) -> str:
    """The id of the first faulty input of a block."""
    if block.type == "date":
        return f"{block.name}.{block.bad_parts[0] if block.bad_parts else 'tag'}"
    return f"{block.name}.anderer" if other_chosen(block) else block.name


def carries_files(blocks: Iterable[Block]) -> bool:
    """Whether a form with these blocks must be sent as ``multipart/form-data``."""
    return any(
        block.type == "file"
        or carries_files(block.blocks)
        or any(carries_files(option.blocks) for option in block.options)
        or any(carries_files(row.blocks) for row in block.rows)
        for block in blocks
    )
