"""The parts a form page is made of, as plain values that :mod:`dienstweg.web.draw` draws.

A station builds blocks from its own nouns; this module knows neither services nor answers. ``name`` is the HTML name
and the base of the id (an instance path such as ``G05.0.F60``); derived names end in ``.tag``, ``.monat``, ``.jahr``
(date) or ``.anderer`` (another value of an open list).
"""

from dataclasses import dataclass, field
from typing import Literal

BlockType = Literal[
    "text",
    "long",
    "radios",
    "select",
    "search",
    "date",
    "file",
    "many",
    "readonly",
    "note",
    "group",
    "rows",
    "gate",
    "either",
]


@dataclass(slots=True)
class Option:
    """One answer of ``radios``, ``select``, ``gate`` or ``either``; ``blocks`` appear under it when it is chosen."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False
    blocks: "list[Block]" = field(default_factory=list)


@dataclass(slots=True)
class Upload:
    """One uploaded file; ``remove`` is the value of the submit button named ``aktion`` that removes it."""

    name: str
    size: str
    remove: str
    problem: str = ""


@dataclass(slots=True)
class Row:
    """One row of a repeated group: open rows show ``blocks``, folded ones ``title`` and ``summary``.

    ``edit`` is the value of the submit button named ``aktion`` that opens the row; ``remove_url`` leads to a page that
    asks (empty: the row cannot be removed).
    """

    name: str
    title: str
    summary: str
    open: bool
    blocks: "list[Block]" = field(default_factory=list)
    edit: str = ""
    remove_url: str = ""
    remove: str = ""
    """Value of the submit button that removes an empty open row at once."""


@dataclass(slots=True)
class Block:
    """One part of a page. Which attributes are filled depends on ``type``.

    ``text``/``long``: value, input_mode, autocomplete, width ("", "1" or "3": as long as the answer),
    unit (what stands behind the input: "€").
    ``search``: a long list to type in: value, and options whose labels are suggested.
    ``radios``/``select``: options (``select`` starts with an empty one), ``other`` (value of the free entry, None: not
    open; of an open list the last option stands for the free entry).
    ``radios``/``select``/``either``: ``nothing`` (label of the answer that takes the others back and is sent empty).
    ``date``: value is shown in parts day, month, year; bad_parts names the faulty ones.
    ``file``: uploads, accept, limits (a sentence), ``add`` (value of the button that uploads; empty: no more files).
    ``many``: blocks is one block per entry; ``add`` the button value.
    ``readonly``: label and value. ``note``: label and value as text. ``group``: blocks under a heading.
    ``rows``: rows, add (value of button ``aktion``; empty: no more), add_label, limits; value: said where none is.
    ``gate``/``either``: options with blocks.
    """

    type: BlockType
    name: str
    label: str
    hint: str = ""
    error: str = ""
    optional: bool = False
    value: str = ""
    input_mode: str = ""
    """Which keyboard a phone shows; ``iban``: capital letters."""
    autocomplete: str = ""
    width: str = ""
    unit: str = ""
    options: list[Option] = field(default_factory=list)
    other: str | None = None
    nothing: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    bad_parts: tuple[str, ...] = ()
    uploads: list[Upload] = field(default_factory=list)
    accept: str = ""
    limits: str = ""
    blocks: "list[Block]" = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    add: str = ""
    add_label: str = ""
    legal: str = ""
    level: int = 2
    """Heading level of groups: 2, 3, 4 …"""

    @property
    def is_parts(self) -> bool:
        """A group of two or three short inputs is one question in parts, such as day, month and year."""
        return 2 <= len(self.blocks) <= 3 and all(
            part.type == "text" and part.width == "1" and not part.hint and not part.unit for part in self.blocks
        )


@dataclass(slots=True)
class Fault:
    """A line of the error summary: the sentence and the id of the first faulty input."""

    target: str
    message: str
