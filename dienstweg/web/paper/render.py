"""Sets receipt and notice with typst: PDF/UA-1 and PDF/A-3a in one file, tagged, German, data attached.

Texts go in as values (``sys_inputs``), never as source, and everything stays in memory.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import typst

from dienstweg.engine.proof_of_receipt import MARK
from dienstweg.web import words
from dienstweg.web.paper import printable
from dienstweg.web.paper.content import Embedded, Letterhead, Notice, Receipt, Section, Table
from dienstweg.web.paper.fonts import fonts
from dienstweg.web.paper.printable import Tree

_TEMPLATES = Path(__file__).parent
_STATE_COLOUR = "#1a3da5"
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_NOTHING = "nicht angegeben"
_DEEPEST = 6


class PaperFailed(Exception):
    """typst refused a template. The message quotes no content, so that it may be logged."""


def receipt(data: Receipt) -> bytes:
    """The confirmation of receipt as PDF. The same data give the same bytes.

    ValueError where ``received_at`` has no zone or the embedded data is not UTF-8.
    """
    content: dict[str, Tree] = {
        "title": f"Eingangsbestätigung: {data.service} ({data.reference})",
        "description": f"{data.letterhead.name} bestätigt den Eingang",
        "letterhead": _tree(data.letterhead),
        "heading": _heading(data.heading, "Eingangsbestätigung"),
        "reference": data.reference,
        "received": words.weekday_moment(data.received_at),
        "facts": [
            {"label": "Leistung", "value": data.service},
            {"label": "Zuständige Stelle", "value": data.letterhead.name},
            *(_tree(fact) for fact in data.facts),
        ],
        "steps": [_tree(step) for step in data.steps],
        "remark": data.remark,
        "sections": [{"title": _heading(section.title), "runs": list(_runs(section))} for section in data.sections],
        "uploads": [_tree(upload) for upload in data.uploads],
        "digest": data.digest,
        "proof": data.proof,
        "keywords": [f"{MARK}{data.proof}"] if data.proof else [],
        "check_url": data.check_url,
        "status_url": data.status_url,
        "code": data.code,
    }
    return _paper("receipt.typ", content, sender=data.letterhead, embedded=data.embedded, at=data.received_at)


def notice(data: Notice) -> bytes:
    """The notice as PDF. The same data give the same bytes.

    ValueError where ``written_at`` has no zone or the embedded data is not UTF-8.
    """
    sender = data.letterhead
    content: dict[str, Tree] = {
        "title": f"{data.subject} ({data.reference})",
        "description": f"Schreiben: {sender.name}",
        "letterhead": _tree(sender),
        "return_line": " · ".join((sender.name, *sender.address)),
        "addressee": list(data.addressee),
        "reference": data.reference,
        "info": [
            {"label": "Unser Zeichen", "value": data.reference},
            *(_tree(fact) for fact in data.info),
            {"label": "Datum", "value": words.long_date(data.written_at)},
        ],
        "subject": _heading(data.subject, "Schreiben"),
        "salutation": data.salutation,
        "outcome": data.outcome,
        "table": _table(data.table) if data.table else None,
        "reasons": data.reasons,
        "remedy": data.remedy,
        "closing": list(data.closing),
        "remark": data.remark,
    }
    return _paper("notice.typ", content, sender=sender, embedded=data.embedded, at=data.written_at)


def _tree(value: msgspec.Struct) -> Tree:
    return msgspec.to_builtins(value)  # type: ignore[no-any-return] # typed as Any by msgspec


def _heading(text: str, instead: str = "Angaben") -> str:
    """An empty heading breaks PDF/UA."""
    return text if printable.shown(text).strip() else instead


def _table(table: Table) -> Tree:
    return {
        "head": list(table.head),
        "rows": [_tree(row) for row in table.rows],
        "amounts": all(row.value.endswith("€") for row in table.rows),
    }


def _runs(section: Section) -> Iterator[Tree]:
    """The answers under each heading; those before the first one have none.

    Levels begin under the page's (3) and never skip one (ISO 14289-1, 7.4.2).
    """
    heading: str | None = None
    level, answers = 3, list[Tree]()
    for line in section.lines:
        if line.value is not None:
            answers.append({"label": line.label, "value": line.value or _NOTHING})
            continue
        if heading or answers:
            yield {"heading": heading, "level": level, "answers": answers}
        heading, answers = _heading(line.label), []
        level = min(4 + line.depth, level + 1, _DEEPEST)
    if heading or answers:
        yield {"heading": heading, "level": level, "answers": answers}


def _paper(
    template: str, content: dict[str, Tree], *, sender: Letterhead, embedded: Embedded | None, at: datetime
) -> bytes:
    """Set a template; where typst refuses a text, once more with Latin letters only."""
    if at.tzinfo is None:
        raise ValueError("a paper needs a time with its zone")
    inputs = {"accent": sender.accent if _COLOUR.fullmatch(sender.accent) else _STATE_COLOUR}
    if embedded:
        content["embedded"] = {"name": embedded.name, "type": embedded.type, "description": embedded.description}
        inputs["embedded"] = embedded.content.decode()
    tree = printable.clean(content)
    try:
        return _set(template, tree, inputs, at)
    except PaperFailed:
        return _set(template, printable.latin(tree), inputs, at)


def _set(template: str, tree: Tree, inputs: dict[str, str], at: datetime) -> bytes:
    text = msgspec.json.encode(tree, enc_hook=str).decode()
    inputs = {**inputs, "content": text, "mark": printable.MARK if printable.MARK in text else ""}
    # A compiler must not be used by two threads at once; making one costs next to nothing beside the shared fonts.
    compiler = typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=fonts(), sys_inputs=inputs)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-3a"], timestamp=int(at.timestamp()))
    except BaseException as error:
        # A crash inside typst is no Exception. What typst says quotes the text: it must not travel on.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise PaperFailed(f"typst refused {template}") from None
    if not isinstance(pdf, bytes):
        raise PaperFailed(f"typst gave no PDF for {template}")
    return pdf
