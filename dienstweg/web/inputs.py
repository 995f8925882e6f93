"""Draws the blocks that ask one thing: a text, an entry of a list, a date, files."""

from dataclasses import replace
from html import escape

from django.utils.translation import gettext, gettext_noop

from dienstweg.engine.tongues import GERMAN
from dienstweg.engine.wordings import Foreign
from dienstweg.web.blocks import Block, Option, Upload
from dienstweg.web.frame import Attributes, act, attributes, described, error, field, fieldset, icon
from dienstweg.web.tongue import marked, plain

DATE_PARTS = (("tag", gettext_noop("Tag"), 30), ("monat", gettext_noop("Monat"), 12), ("jahr", gettext_noop("Jahr"), 6))
"""Ending of the name, label, longest text. Thirty characters for the day: somebody may paste "3. September 2026" there;
a month may be a word."""
BIRTHDAY = {"tag": "bday-day", "monat": "bday-month", "jahr": "bday-year"}


def text(block: Block) -> str:
    own = _common(block, "kern-form-input__input") | {
        "type": "text",
        "value": block.value,
        "inputmode": None if block.input_mode == "iban" else block.input_mode or None,
        "spellcheck": "false" if block.input_mode in ("email", "url", "iban") else None,
        "autocapitalize": {"email": "none", "url": "none", "iban": "characters"}.get(block.input_mode),
    }
    control = f"<input{attributes(own)}>"
    if block.unit:
        unit = f'<span class="kern-input-group-text">{escape(block.unit)}</span>'
        control = f'<div class="kern-input-group dw-money">{control}{unit}</div>'
    return field(block, control)


def long(block: Block) -> str:
    own = _common(block, "kern-form-input__input") | {"rows": 4}
    # HTML drops a line break right after the tag; this one saves the applicant's own.
    return field(block, f"<textarea{attributes(own)}>\n{escape(block.value)}</textarea>")


def select(block: Block) -> str:
    """A list to choose from. Of an open list the last entry stands for a value of one's own."""
    asked = replace(block, error="") if other_chosen(block) else block
    control = (
        f'<div class="kern-form-input__select-wrapper"><select{attributes(_common(asked, "kern-form-input__select"))}>'
        f'<option value="">{marked(block.nothing) or gettext("Bitte wählen")}</option>{_options(block)}</select></div>'
    )
    if block.other is None:
        return field(block, control)
    entry = free_entry(block, error(block))
    return f'<div>{field(asked, control)}<div class="dw-reveal dw-reveal--select">{entry}</div></div>'


def _options(block: Block) -> str:
    marks: list[str | None] = [None] * len(block.options)
    if block.other is not None and marks:
        marks[-1] = "dw-other"
    return "".join(map(_option, block.options, marks))


def _option(option: Option, mark: str | None) -> str:
    """An option holds no elements, so it bears the language itself."""
    lang = GERMAN if isinstance(option.label, Foreign) else None
    own = attributes({"value": option.value, "selected": option.chosen, "class": mark, "lang": lang})
    return f"<option{own}>{escape(plain(option.label))}</option>"


def search(block: Block) -> str:
    """A long list: typed in, with the browser's own suggestions; the server finds the entry that is meant."""
    listed = f"{block.name}-liste"
    own = _common(block, "kern-form-input__input") | {"type": "text", "value": block.value, "list": listed}
    own |= {"autocomplete": block.autocomplete or "off", "spellcheck": "false"}
    options = "".join(f"<option{attributes({'value': plain(option.label)})}></option>" for option in block.options)
    return field(block, f'<input{attributes(own)}><datalist id="{escape(listed)}">{options}</datalist>')


def free_entry(block: Block, said: str = "") -> str:
    """The input for a value that is not in an open list. ``said``: the error, where it stands at this input."""
    bad = bool(block.error) and other_chosen(block)
    name = f"{block.name}.anderer"
    own = attributes(
        {
            "class": "kern-form-input__input kern-form-input__input--error" if bad else "kern-form-input__input",
            "id": name,
            "name": name,
            "type": "text",
            "value": block.other or "",
            "aria-describedby": f"{block.name}-fehler" if bad else None,
            "aria-invalid": "true" if bad else None,
        }
    )
    return (
        f'<div class="kern-form-input{" kern-form-input--error" if bad and said else ""}">'
        f'<label class="kern-label" for="{escape(name)}">{gettext("Welcher andere Wert?")}'
        f'<span class="kern-sr-only"> {marked(block.label)}</span></label><input{own}>{said if bad else ""}</div>'
    )


def other_chosen(block: Block) -> bool:
    return block.other is not None and bool(block.options) and block.options[-1].chosen


def date(block: Block) -> str:
    values = (block.day, block.month, block.year)
    parts = "".join(_date_part(block, *part, value) for part, value in zip(DATE_PARTS, values, strict=True))
    return fieldset(block, f'<div class="dw-date">{parts}</div>', named=True)


def _date_part(block: Block, ending: str, label: str, longest: int, value: str) -> str:
    bad = bool(block.error) and (not block.bad_parts or ending in block.bad_parts)
    name = f"{block.name}.{ending}"
    own = attributes(
        {
            "class": "kern-form-input__input kern-form-input__input--error" if bad else "kern-form-input__input",
            "id": name,
            "name": name,
            "type": "text",
            "value": value,
            "inputmode": "numeric",
            "autocomplete": BIRTHDAY[ending] if block.autocomplete == "bday" else "off",
            "maxlength": longest,
            "aria-invalid": "true" if bad else None,
        }
    )
    return f'<div><label class="kern-label" for="{escape(name)}">{gettext(label)}</label><input{own}></div>'


def file(block: Block) -> str:
    """Files sent already, then the input for one more, as long as the block says how to add one."""
    sent = f'<ul class="dw-files">{"".join(map(_upload, block.uploads))}</ul>' if block.uploads else ""
    if not block.add:
        return fieldset(block, sent, named=True)
    return fieldset(block, f'<div class="dw-parts dw-flow">{sent}{_one_more(block)}</div>')


def _one_more(block: Block) -> str:
    name, label, send = escape(block.name), block.label, gettext("Datei hochladen")
    rules = f'<div class="kern-hint" id="{name}-regeln">{marked(block.limits)}</div>' if block.limits else ""
    own = attributes(
        {
            "class": "kern-form-input__input",
            "id": block.name,
            "name": block.name,
            "type": "file",
            "accept": block.accept or None,
            "aria-describedby": f"{block.name}-regeln" if block.limits else None,
            "aria-invalid": "true" if block.error else None,
        }
    )
    words = gettext("Weitere Datei auswählen") if block.uploads else gettext("Datei auswählen")
    return (
        f'<div class="kern-form-input"><label class="kern-label" for="{name}">{words}'
        f'<span class="kern-sr-only">: {marked(label)}</span></label>{rules}<input{own}></div>'
        f'<p><button class="kern-btn kern-btn--secondary" type="submit" name="aktion" value="{escape(block.add)}"'
        f' aria-label="{send}: {escape(plain(label))}"><span class="kern-label">{send}</span></button></p>'
    )


def _upload(upload: Upload) -> str:
    if upload.problem:
        start, sign, words = '<li class="is-bad">', ("bad", "danger"), gettext("Nicht angenommen")
    else:
        start, sign, words = "<li>", ("ok", "success"), f"{gettext('Hochgeladen')} · {escape(plain(upload.size))}"
    why = f'<p class="dw-small">{marked(upload.problem)}</p>' if upload.problem else ""
    return (
        f'{start}{icon("draft", small=False)}<span class="dw-name">{escape(upload.name)}</span>'
        f'<span class="dw-st dw-st--{sign[0]}">{icon(sign[1])}<span>{words}</span></span>{why}'
        f"{act(gettext('Ausblenden') if upload.problem else gettext('Entfernen'), upload.remove, upload.name)}</li>"
    )


def _common(block: Block, base: str) -> Attributes:
    """What inputs, text areas and selects share."""
    return {
        "class": base + (f" {base}--error" if block.error else "") + (f" dw-w{block.width}" if block.width else ""),
        "id": block.name,
        "name": block.name,
        "autocomplete": block.autocomplete or None,
        "aria-describedby": described(block),
        "aria-invalid": "true" if block.error else None,
    }
