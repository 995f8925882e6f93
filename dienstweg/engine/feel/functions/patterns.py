"""Patterns in texts, matched by RE2 in linear time (DMN 1.3, 10.3.4.3: ``matches``, ``replace``, ``split``).

The standard refers to XPath's regular expressions. RE2 reads the part that all dialects share; what it cannot do in
linear time (references back, look-around) and what only XML Schema knows is no pattern here, and the result is null.
Flags: i, m, s.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, cast

import re2

from dienstweg.engine.feel.limits import PATTERN_MEMORY, Meter
from dienstweg.engine.feel.values import Value

_FLAGS = frozenset("ims")
_LONGEST = 2_000
_REFERENCE = re.compile(r"\\([\\$])|\$([0-9]+)|([^\\$]+)")
_COST_OF_REFUSAL = 1_000


class _Match(Protocol):
    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self, number: int, /) -> str | None: ...


class Pattern(Protocol):
    """What RE2 makes of a pattern."""

    groups: int
    programsize: int

    def search(self, text: str, /) -> _Match | None: ...
    def finditer(self, text: str, /) -> Iterator[_Match]: ...


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str) -> Pattern | None:
    """The pattern, or None where it is none."""
    if not _FLAGS.issuperset(flags) or len(pattern) > _LONGEST:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = PATTERN_MEMORY
    letters = "".join(sorted(set(flags)))
    try:
        return cast(Pattern, re2.compile(f"(?{letters}){pattern}" if letters else pattern, options))
    except (re2.error, UnicodeEncodeError):
        return None


def _paid(pattern: str, flags: str | None, text: str, meter: Meter) -> Pattern | None:
    """The compiled pattern, after the steps of one pass over the text."""
    found = compiled(pattern, flags or "")
    meter.spend(_COST_OF_REFUSAL if found is None else found.programsize + _pass(found, len(text)))
    return found


def _pass(pattern: Pattern, length: int) -> int:
    return 1 + (length * pattern.programsize >> 8)


def matches(meter: Meter, text: str, pattern: str, flags: str | None) -> Value:
    """Does the pattern match a part of the text? Null where it is no pattern."""
    found = _paid(pattern, flags, text, meter)
    return None if found is None else found.search(text) is not None


def replace(meter: Meter, text: str, pattern: str, replacement: str, flags: str | None) -> Value:
    """Every match replaced; ``$1`` stands for a group. Null for a pattern that matches the empty text."""
    found = _paid(pattern, flags, text, meter)
    parts = _parts(replacement, found.groups) if found is not None else None
    if found is None or parts is None or found.search("") is not None:
        return None
    pieces, end = [], 0
    for match in _all(found, text, meter):
        meter.spend(len(parts))
        filled = "".join(part if isinstance(part, str) else match.group(part) or "" for part in parts)
        meter.spend(1 + len(filled) // 16)
        pieces += [text[end : match.start()], filled]
        end = match.end()
    return "".join([*pieces, text[end:]])


def split(meter: Meter, text: str, delimiter: str) -> Value:
    """What stands between the matches. Null for a pattern that matches the empty text."""
    found = _paid(delimiter, "", text, meter)
    if found is None or found.search("") is not None:
        return None
    pieces: list[Value] = []
    end = 0
    for match in _all(found, text, meter):
        pieces.append(text[end : match.start()])
        end = match.end()
    return [*pieces, text[end:]]


def _all(pattern: Pattern, text: str, meter: Meter) -> Iterator[_Match]:
    """Every match. Each may look at all the rest of the text, so each is paid for: many searches are not linear."""
    for match in pattern.finditer(text):
        meter.spend(_pass(pattern, len(text) - match.start()))
        yield match


def _parts(replacement: str, groups: int) -> list[str | int] | None:
    """Texts and numbers of groups; None where a ``$`` or a backslash stands alone. A group that is missing is empty."""
    parts: list[str | int] = []
    at = 0
    while at < len(replacement):
        match = _REFERENCE.match(replacement, at)
        if match is None:
            return None
        at = match.end()
        if match[2]:
            digits = _group(match[2], groups)
            parts += [int(digits) if int(digits) <= groups else "", match[2][len(digits) :]]
        else:
            parts.append(match[1] or match[3])
    return parts


def _group(digits: str, groups: int) -> str:
    """The longest beginning that names a group; the first digit in any case (XPath Functions 3.1, 5.6.4)."""
    lengths = (length for length in range(min(len(digits), 3), 1, -1) if int(digits[:length]) <= groups)
    return digits[: next(lengths, 1)]
