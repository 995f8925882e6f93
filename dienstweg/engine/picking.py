"""Entries of a code list found by what a person typed: the label, a part of it, or nearly it."""

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache

from dienstweg.engine.service import CodeList, Entry

LONG_LIST = 20
"""A longer list is typed in, because nobody wants to look through it."""
MOST_PROPOSED = 8
"""More entries than that are no help to choose from."""
_SHORTEST_PART = 3
_LONGEST_TYPED = 200
_NEARLY = 0.72
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"})


def found(listed: CodeList, text: str) -> Entry | None:
    """The one entry that is meant: by its code, by its label, or by a part that no other label has."""
    same = _same(listed, text)
    if not same and len(_folded(text)) >= _SHORTEST_PART:
        same = _parts(listed, text)
    return same[0] if len(same) == 1 else None


def proposed(listed: CodeList, text: str) -> tuple[Entry, ...]:
    """Entries of a long list that may be meant where none is clear; none where there would be too many of them."""
    if len(text) > _LONGEST_TYPED or len(listed.entries) <= LONG_LIST:
        return ()
    near = _same(listed, text) or _parts(listed, text) or _nearly(listed, text)
    return tuple(near) if len(near) <= MOST_PROPOSED else ()


def name_in(listed: CodeList, code: str) -> str | None:
    """The label of a code; where several entries have the same label, with the code behind it."""
    label = listed.label(code)
    if label is None:
        return None
    twins = sum(entry.label == label for entry in listed.entries)
    return label if twins == 1 else f"{label} ({code})"


def _same(listed: CodeList, text: str) -> list[Entry]:
    exact = [entry for entry in listed.entries if entry.code == text]
    if exact:
        return exact[:1]
    wanted = text.casefold()
    said = [
        entry
        for entry in listed.entries
        if wanted in (entry.label.casefold(), entry.code.casefold(), f"{entry.label} ({entry.code})".casefold())
    ]
    folded = _folded(text)
    return said or [entry for entry in listed.entries if folded and folded in _forms(entry.label)]


def _parts(listed: CodeList, text: str) -> list[Entry]:
    """Entries with a label, or else a word of it, that begins like the text."""
    folded = _folded(text)
    if not folded:
        return []
    ahead = [entry for entry in listed.entries if any(form.startswith(folded) for form in _forms(entry.label))]
    inside = f" {folded}"
    return ahead or [entry for entry in listed.entries if any(inside in form for form in _forms(entry.label))]


def _nearly(listed: CodeList, text: str) -> list[Entry]:
    by_form = {form: entry for entry in listed.entries for form in _forms(entry.label)}
    near = get_close_matches(_folded(text), by_form, n=2 * MOST_PROPOSED, cutoff=_NEARLY)
    return list({by_form[form].code: by_form[form] for form in near}.values())[:MOST_PROPOSED]


@lru_cache(20_000)
def _forms(label: str) -> tuple[str, ...]:
    """A label as people may type it: umlauts as two letters or as one without its dots."""
    return tuple(dict.fromkeys((_folded(label), _plain(label.casefold()))))


def _folded(text: str) -> str:
    return _plain(unicodedata.normalize("NFC", text.casefold()).translate(_UMLAUTS))


def _plain(text: str) -> str:
    letters = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", letters))
