"""The frame around inputs: label, hint, error and the ids that bind them together.

Hint and error of a block are ``<name>-hilfe`` and ``<name>-fehler``; inputs name both in ``aria-describedby``.
Functions take blocks, whose texts are plain, and return HTML; a test plants markup in every text of every block.
"""

from html import escape

from django.utils.translation import gettext

from dienstweg.web.blocks import Block
from dienstweg.web.prose import linked, prose
from dienstweg.web.tongue import marked

LONG_HINT = 320
"""A longer hint (characters) is folded: nobody wants to hear it read out at every visit of the field."""
LONG_GROUND = 60
"""A longer legal basis is folded and stands behind the input. Those of the federal blocks fill up to 300 characters."""

Attributes = dict[str, str | int | bool | None]
"""HTML attributes with plain values; ``None`` and ``False`` are left out, ``True`` stands without a value."""


def attributes(values: Attributes) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in values.items()
        if value is not None and value is not False
    )


def described(block: Block) -> str | None:
    """The value of ``aria-describedby`` for the input or fieldset of the block."""
    told = 0 < len(block.hint) <= LONG_HINT or 0 < len(block.legal) <= LONG_GROUND
    ids = [f"{block.name}-hilfe"] if told else []
    return " ".join([*ids, f"{block.name}-fehler"] if block.error else ids) or None


def caption(block: Block) -> str:
    word = gettext("(freiwillig)")
    return marked(block.label) + (f' <span class="kern-label__optional">{word}</span>' if block.optional else "")


def hint(block: Block) -> str:
    """What to know before answering. A long text is folded and not part of the description of the input.

    A mail address in it is an example of what to type, so it is no link.
    """
    if not block.hint and not block.legal:
        return ""
    folded = len(block.hint) > LONG_HINT
    text = "" if folded else prose(block.hint, mail=False) if "\n" in block.hint else linked(block.hint, mail=False)
    if 0 < len(block.legal) <= LONG_GROUND:
        text += f' <small class="dw-legal">{gettext("Grundlage:")} {escape(block.legal)}</small>'
    told = f'<div class="kern-hint" id="{escape(block.name)}-hilfe">{text}</div>' if text else ""
    return told + (_folded("dw-more", gettext("Was ist hier gemeint?"), block.label, block.hint) if folded else "")


def ground(block: Block) -> str:
    """A legal basis that is too long for the hint."""
    long = len(block.legal) > LONG_GROUND
    return _folded("dw-more dw-ground", gettext("Rechtsgrundlage"), block.label, block.legal) if long else ""


def _folded(kind: str, words: str, about: str, text: str) -> str:
    summary = f'<summary class="dw-a">{words}<span class="kern-sr-only"> {marked(about)}</span></summary>'
    return f'<details class="{kind}">{summary}<div class="dw-note">{prose(text)}</div></details>'


def error(block: Block) -> str:
    if not block.error:
        return ""
    return (
        f'<p class="kern-error" id="{escape(block.name)}-fehler">'
        '<span class="kern-icon kern-icon--danger" aria-hidden="true"></span>'
        f'<span class="kern-body"><span class="kern-sr-only">{gettext("Fehler:")} </span>'
        f"{marked(block.error)}</span></p>"
    )


def field(block: Block, control: str) -> str:
    """A question with one input."""
    bad = " kern-form-input--error" if block.error else ""
    label = f'<label class="kern-label" for="{escape(block.name)}">{caption(block)}</label>'
    return f'<div class="kern-form-input{bad}">{label}{hint(block)}{control}{error(block)}{ground(block)}</div>'


def fieldset(block: Block, body: str, *, named: bool = False) -> str:
    """A question with several inputs. ``named``: the id of the block stands here, because no input bears it."""
    own = attributes(
        {
            "class": "kern-fieldset kern-fieldset--error" if block.error else "kern-fieldset",
            "id": block.name if named else None,
            "tabindex": "-1" if named else None,
            "aria-describedby": described(block),
        }
    )
    return (
        f'<fieldset{own}><legend class="kern-label">{caption(block)}</legend>{hint(block)}'
        f'<div class="kern-fieldset__body">{body}</div>{error(block)}{ground(block)}</fieldset>'
    )


def icon(name: str, *, small: bool = True) -> str:
    """One of KERN's signs, unseen by screen readers."""
    return f'<span class="kern-icon kern-icon--{name}{" kern-icon--small" if small else ""}" aria-hidden="true"></span>'


def act(words: str, value: str, about: str) -> str:
    """A button that looks like a link, for small steps beside a heading or a file."""
    return (
        f'<button class="dw-act" type="submit" name="aktion" value="{escape(value)}">{words}'
        f'<span class="kern-sr-only">: {marked(about)}</span></button>'
    )
