"""The expected HTML of every kind of block. ``python -m tests.web.sheets`` writes it anew: then read the diff."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import lxml.html
from lxml.html import HtmlElement

from dienstweg.web.blocks import Block, BlockType
from dienstweg.web.draw import draw
from dienstweg.web.specimen_blocks import all_blocks

FOLDER = Path(__file__).parent / "expected"
KINDS: tuple[BlockType, ...] = get_args(BlockType)


def parse(html: str | bytes) -> HtmlElement:
    """A whole page, or a piece of one."""
    return lxml.html.document_fromstring(html)


def walk(blocks: Iterable[Block]) -> Iterable[Block]:
    """All blocks, the inner ones after the one they lie in."""
    for block in blocks:
        yield block
        yield from walk(block.blocks)
        for option in block.options:
            yield from walk(option.blocks)
        for row in block.rows:
            yield from walk(row.blocks)


def sheet(kind: BlockType) -> str:
    """The top-level blocks of a kind as they are drawn, a tag a line."""
    html = draw(block for block in all_blocks() if block.type == kind)
    return re.sub(r">(?=<)", ">\n", html) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        (FOLDER / f"{kind}.html").write_text(sheet(kind), encoding="utf-8")
