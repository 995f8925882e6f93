"""From blocks with errors to the error summary of a page."""

from collections.abc import Iterable

from dienstweg.web.blocks import Block, Fault
from dienstweg.web.inputs import other_chosen


def faults(blocks: Iterable[Block], prefix: str = "") -> list[Fault]:
    """The lines of the summary in the order of the page; in a repeated group each begins with the name of its row."""
    found: list[Fault] = []
    for block in blocks:
        if block.error:
            found.append(Fault(target(block), prefix + block.error))
        found += faults(block.blocks, prefix)
        for option in block.options:
            found += faults(option.blocks, prefix)
        for row in block.rows:
            found += faults(row.blocks, f"{row.title.partition(':')[0]}: ")
    return found


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
