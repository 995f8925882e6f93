"""The way back from a choice: radio buttons cannot be undone without scripts, so an answer of its own takes it back."""

from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.engine.service import Either, Group, Node
from dienstweg.web.blocks import Block

NOTHING = noop("Keine Angabe")
NO_ANSWER = noop("Nicht beantworten")
"""Said where the list itself has "keine Angabe": that one is an answer and is sent."""
CHOICES = frozenset({"radios", "select", "either"})


def offer_way_back(blocks: Iterable[Block], *, free: bool) -> None:
    """Give every choice that may stay unanswered an answer that says so.

    ``free``: the blocks lie in a group that nobody has to fill in. Then a mandatory choice may be undone as well:
    picked by mistake it makes the whole group mandatory.
    """
    for block in blocks:
        loose = free or block.optional
        if block.type in CHOICES and loose:
            block.nothing = _words(block)
        several = block.type == "many" and len(block.blocks) > 1
        offer_way_back(block.blocks, free=several or (loose and block.type in ("group", "many")))
        for option in block.options:
            offer_way_back(option.blocks, free=False)  # what belongs to an option goes with it
        for row in block.rows:
            offer_way_back(row.blocks, free=False)  # a row can be removed


def lies_free(chain: Iterable[Node]) -> bool:
    """Whether nodes from the root down end in a group that nobody has to fill in, although nothing closes it."""
    free = False
    for before, node in pairwise((None, *chain)):
        if isinstance(node, Group):
            bound = isinstance(before, Either) or node.gate or node.repeats
            free = not bound and (free or not node.min)
    return free


def _words(block: Block) -> str:
    taken = {option.label.strip().casefold() for option in block.options}
    nothing = gettext(NOTHING)
    return gettext(NO_ANSWER) if nothing.casefold() in taken else nothing
