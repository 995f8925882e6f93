"""Draws the blocks of a form page (:mod:`dienstweg.web.blocks`) as HTML.

Every block has an element whose id is its name. Why Python and not templates: decision record 0002.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dienstweg.engine.wordings import Sentence
from dienstweg.web import inputs
from dienstweg.web.blocks import Block, BlockType, Option, Row
from dienstweg.web.frame import act, attributes, caption, described, error, fieldset, hint, icon
from dienstweg.web.prose import linked, prose
from dienstweg.web.tongue import marked

HEADINGS = {2: "kern-heading-medium", 3: "kern-heading-small"}
"""Class by heading level; deeper headings are as large as the text."""

SHORT_LABEL = 40
"""A longer label (characters) is not said again with a number at each answer."""


def draw(blocks: Iterable[Block]) -> SafeString:
    """The blocks as HTML, one after the other."""
    return SafeString("".join(DRAW[block.type](block) for block in blocks))


def _choice(block: Block) -> str:
    """Radio buttons; what belongs to an answer follows it and is shown by the style sheet while it is chosen."""
    open_at = len(block.options) if block.other is not None else 0
    options = [*block.options, Option("", block.nothing)] if block.nothing else block.options
    radios = (
        _radio(block, option, number, inputs.free_entry(block) if number == open_at else draw(option.blocks))
        for number, option in enumerate(options, 1)
    )
    return fieldset(block, "".join(radios), named=not block.options)


def _radio(block: Block, option: Option, number: int, inside: str) -> str:
    id_ = block.name if number == 1 else f"{block.name}-{number}"
    own = attributes(
        {
            "class": "kern-form-check__radio kern-form-check__radio--error"
            if block.error
            else "kern-form-check__radio",
            "id": id_,
            "name": block.name,
            "type": "radio",
            "value": option.value,
            "checked": option.chosen,
            "aria-describedby": f"{id_}-mehr" if option.hint else None,
        }
    )
    more = f'<div class="kern-hint" id="{escape(id_)}-mehr">{linked(option.hint)}</div>' if option.hint else ""
    label = f'<label class="kern-label" for="{escape(id_)}">{marked(option.label)}</label>'
    reveal = f'<div class="dw-reveal dw-flow dw-g4">{inside}</div>' if inside else ""
    return f'<div class="kern-form-check"><input{own}>{label}{more}</div>{reveal}'


def _many(block: Block) -> str:
    """One question with several answers. What the question says is not said again at each of them."""
    name = block.label if len(block.label) <= SHORT_LABEL else gettext("Angabe")
    legal = block.legal or next((entry.legal for entry in block.blocks), "")
    entries = (
        replace(
            entry,
            label=Sentence("{name} {number}", name=name, number=number)
            if entry.label in ("", block.label)
            else entry.label,
            hint="" if entry.hint == block.hint else entry.hint,
            legal="",
        )
        for number, entry in enumerate(block.blocks, 1)
    )
    body = f'<div class="dw-parts dw-flow">{draw(entries)}{_add(block)}</div>'
    return fieldset(replace(block, legal=legal), body, named=True)


def _readonly(block: Block) -> str:
    value = linked(block.value) or f'<span class="dw-muted">{gettext("nicht angegeben")}</span>'
    label = f'<p class="kern-label">{marked(block.label)}</p>'
    return f'<div class="dw-fixed" id="{escape(block.name)}">{label}{hint(block)}<p>{value}</p></div>'


def _note(block: Block) -> str:
    title = f"<p><strong>{linked(block.label)}</strong></p>" if block.label and block.value else prose(block.label)
    return f"<div{attributes({'class': 'dw-note', 'id': block.name or None})}>{title}{prose(block.value)}</div>"


def _group(block: Block) -> str:
    if block.label and block.is_parts:
        return fieldset(block, f'<div class="dw-short">{draw(block.blocks)}</div>', named=True)
    return _section(block, "dw-sub", draw(block.blocks))


def _rows(block: Block) -> str:
    level = block.level + 1 if block.label else block.level
    empty = f'<p class="dw-muted">{marked(block.value)}</p>' if block.value and not block.rows else ""
    return _section(block, "dw-rows", empty + "".join(_row(row, level) for row in block.rows) + _add(block))


def _section(block: Block, kind: str, body: str) -> str:
    """A part of the page under its heading; without a label it belongs to the heading that stands before it."""
    own = attributes(
        {
            "class": f"{kind} dw-flow dw-g4",
            "id": block.name,
            "role": "group",
            "tabindex": "-1" if block.error else None,
            "aria-labelledby": f"{block.name}-titel" if block.label else None,
            "aria-describedby": described(block),
        }
    )
    title = _heading(block.level, block.name, caption(block), HEADINGS.get(block.level, "dw-h4")) if block.label else ""
    head = title + hint(block) + error(block)
    return f"<div{own}>" + (f'<div class="dw-head">{head}</div>' if head else "") + f"{body}</div>"


def _heading(level: int, name: str, words: str, style: str) -> str:
    tag = f"h{min(level, 6)}"
    return f'<{tag} class="{style}" id="{escape(name)}-titel">{words}</{tag}>'


def _row(row: Row, level: int) -> str:
    title = _heading(level, row.name, marked(row.title), HEADINGS[3] if level in HEADINGS else "dw-h4")
    acts = _row_acts(row)
    if row.open:
        body = f'<div class="dw-flow dw-g4">{draw(row.blocks)}</div>'
    else:
        body = f'<div class="dw-pt0"><p class="dw-muted">{marked(row.summary)}</p></div>' if row.summary else ""
    own = attributes(
        {
            "class": "dw-group",
            "data-open": row.open,
            "id": row.name,
            "role": "group",
            "aria-labelledby": f"{row.name}-titel",
        }
    )
    head = title + (f'<span class="dw-row dw-small">{acts}</span>' if acts else "")
    return f"<div{own}><header>{head}</header>{body}</div>"


def _row_acts(row: Row) -> str:
    """Opening a row is a button, because the page is saved first; removing is a link to a page that asks."""
    change = act(gettext("Ändern"), row.edit, row.title) if row.edit and not row.open else ""
    if row.remove_url:
        about = f'<span class="kern-sr-only">: {marked(row.title)}</span>'
        return f'{change}<a href="{escape(row.remove_url)}">{gettext("Entfernen")}{about}</a>'
    return change + (act(gettext("Entfernen"), row.remove, row.title) if row.remove else "")


def _add(block: Block) -> str:
    limits = f'<p class="dw-small dw-muted">{marked(block.limits)}</p>' if block.limits else ""
    if not block.add:
        return limits
    words = marked(block.add_label) or gettext("Weitere Angabe hinzufügen")
    return (
        '<div class="dw-flow dw-g1"><p><button class="kern-btn kern-btn--secondary" type="submit" name="aktion"'
        f' value="{escape(block.add)}">{icon("add")}<span class="kern-label">{words}</span></button></p>{limits}</div>'
    )


DRAW: dict[BlockType, Callable[[Block], str]] = {
    "text": inputs.text,
    "long": inputs.long,
    "radios": _choice,
    "select": inputs.select,
    "search": inputs.search,
    "date": inputs.date,
    "file": inputs.file,
    "many": _many,
    "readonly": _readonly,
    "note": _note,
    "group": _group,
    "rows": _rows,
    "gate": _choice,
    "either": _choice,
}
