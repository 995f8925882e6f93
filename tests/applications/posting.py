"""What a browser would send for the blocks of a page, when nobody changes anything."""

from collections.abc import Iterable, Iterator

from dienstweg.web.blocks import Block

CHOICES = ("radios", "select", "gate", "either")


def posting(blocks: Iterable[Block]) -> dict[str, str]:
    """Names and values of every input that is drawn; files apart."""
    return dict(pair for block in blocks for pair in _inputs(block))


def _inputs(block: Block) -> Iterator[tuple[str, str]]:
    if block.type in ("text", "long", "search"):
        yield block.name, block.value.replace("\n", "\r\n")
    elif block.type == "date":
        yield from ((f"{block.name}.{part}", text) for part, text in zip(PARTS, _date(block), strict=True))
    elif block.type in CHOICES:
        yield from _choice(block)
    for child in block.blocks:
        yield from _inputs(child)
    for row in block.rows:
        for child in row.blocks:
            yield from _inputs(child)


PARTS = ("tag", "monat", "jahr")


def _date(block: Block) -> tuple[str, str, str]:
    return block.day, block.month, block.year


def _choice(block: Block) -> Iterator[tuple[str, str]]:
    """A select always sends something, radio buttons only when one is chosen; the free entry is always there."""
    chosen = [option.value for option in block.options if option.chosen]
    if chosen or block.type == "select":
        yield block.name, chosen[-1] if chosen else ""
    if block.other is not None:
        yield f"{block.name}.anderer", block.other
    for option in block.options:
        for child in option.blocks:
            yield from _inputs(child)


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, in order, those inside included."""
    for block in blocks:
        yield block
        yield from every(block.blocks)
        for option in block.options:
            yield from every(option.blocks)
        for row in block.rows:
            yield from every(row.blocks)


def names(blocks: Iterable[Block]) -> list[str]:
    """The name of every block, in order."""
    return [block.name for block in every(blocks)]
