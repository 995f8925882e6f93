"""Longer texts from standards files and authors as HTML: paragraphs, lists, links. Everything else is plain text."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from dienstweg.engine.wordings import Foreign, Sentence
from dienstweg.web.tongue import foreign, plain

_LINK = re.compile(r"https?://[^\s<>\"„“”]+|www\.[^\s<>\"„“”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BULLET = re.compile(r"\s*[-–•*·]\s+")
_CLOSING = ".,;:!?)]}'“”"
"""What ends a sentence around an address but does not belong to it."""


def prose(text: str, *, mail: bool = True) -> SafeString:
    """Paragraphs (one per line) and lists (lines that begin with a dash, a bullet or a star)."""
    said = plain(text) if isinstance(text, Sentence) else text
    html = "".join(_parts((line for line in said.splitlines() if line.strip()), mail=mail))
    return foreign(html, block=True) if isinstance(said, Foreign) and html else SafeString(html)


def linked(text: str, *, mail: bool = True) -> SafeString:
    """One line with its addresses as links: ``https``, ``http`` and, unless ``mail`` is false, ``mailto``."""
    said = plain(text) if isinstance(text, Sentence) else text
    found = "www." in said or "://" in said or (mail and "@" in said)
    html = "".join(_pieces(said, mail=mail)) if found else escape(said)
    return foreign(html) if isinstance(said, Foreign) and html else SafeString(html)


def _parts(lines: Iterable[str], *, mail: bool) -> Iterator[str]:
    for is_list, group in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        if is_list:
            items = (linked(_BULLET.sub("", line, count=1), mail=mail) for line in group)
            yield "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        else:
            yield "".join(f"<p>{linked(line.strip(), mail=mail)}</p>" for line in group)


def _pieces(text: str, *, mail: bool) -> Iterator[str]:
    end = 0
    for match in _LINK.finditer(text):
        if not mail and _target(match.group()).startswith("mailto:"):
            continue
        address = match.group().rstrip(_CLOSING)
        yield escape(text[end : match.start()])
        yield f'<a href="{escape(_target(address))}" rel="noreferrer">{escape(address)}</a>'
        end = match.start() + len(address)
    yield escape(text[end:])


def _target(address: str) -> str:
    if "://" in address:
        return address
    return f"https://{address}" if address.startswith("www.") else f"mailto:{address}"
