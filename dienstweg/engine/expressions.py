r"""Regular expressions as a tree: read once in RE2 syntax, written in the dialects of other standards, sampled.

Three dialects meet in the way of one field: the standard's file gives a pattern without naming a dialect, we enforce it
with RE2, and the generated schemas repeat it in the dialects of XML Schema (XSD 1.0 part 2, appendix F) and ECMA-262
(JSON Schema core, 6.4). They differ in anchors, in what ``\d`` means, in what may be escaped. A tree of
character sets, series, choices and repeats says the same in each of them; what has no place in it (case flags, word
boundaries) is not translated at all.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from msgspec import Struct

_T = TypeVar("_T")

Ranges = tuple[tuple[int, int], ...]

XML_CHARACTERS: Ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""What XML 1.0 admits; no value holds any other character."""

_LAST = 0x10FFFF
_DIGITS = frozenset(range(ord("0"), ord("9") + 1))

_FRIENDLY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüß"
_OTHER_SAMPLES = " .-/,:_@+#()&%*!?=;'\"§€éèçñøłşα\n\t"
_LONGEST_SAMPLE = 20_000


class Chars(Struct, frozen=True):
    """One character out of a set: ranges of code points and Unicode general categories (``L``, ``Nd``)."""

    ranges: Ranges
    categories: tuple[str, ...] = ()
    negated: bool = False

    def __contains__(self, char: str) -> bool:
        code, category = ord(char), unicodedata.category(char)
        inside = any(low <= code <= high for low, high in self.ranges) or category.startswith(self.categories or ("?",))
        return inside != self.negated


class Series(Struct, frozen=True):
    """One part after the other; without parts it matches the empty text."""

    parts: "tuple[Expression, ...]"


class Choice(Struct, frozen=True):
    """One of several."""

    options: "tuple[Expression, ...]"


class Repeat(Struct, frozen=True):
    """``part`` at least ``min`` and at most ``max`` times (None: without limit)."""

    part: "Expression"
    min: int
    max: int | None


Expression = Chars | Series | Choice | Repeat


class Chance(Protocol):
    """What decides while sampling: a ``random.Random``, or something steadier."""

    def choice(self, seq: Sequence[_T], /) -> _T: ...
    def randint(self, a: int, b: int, /) -> int: ...


class Steady:
    """Chance without chance: goes through what it may choose from, and takes the most."""

    def __init__(self) -> None:
        self._count = 0

    def choice(self, seq: Sequence[_T], /) -> _T:
        self._count += 1
        return seq[(self._count - 1) % len(seq)]

    def randint(self, _a: int, b: int, /) -> int:
        return b


def merged(ranges: Ranges) -> Ranges:
    """The same set as sorted, disjoint ranges."""
    result: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return tuple(result)


def complement(ranges: Ranges) -> Ranges:
    """Every code point that is not in the set."""
    result, start = [], 0
    for low, high in merged(ranges):
        if start < low:
            result.append((start, low - 1))
        start = high + 1
    if start <= _LAST:
        result.append((start, _LAST))
    return tuple(result)


def _in_xml(ranges: Ranges) -> Ranges:
    shared = ((max(low, first), min(high, last)) for low, high in merged(ranges) for first, last in XML_CHARACTERS)
    return tuple((low, high) for low, high in shared if low <= high)


class Dialect(Struct, frozen=True):
    """How one dialect writes the tree: which characters it escapes, and what opens a group."""

    escaped: str
    escaped_in_set: str
    group: str

    def write(self, expression: Expression) -> str | None:
        """The pattern text, without anchors, or None where a set would be empty."""
        try:
            return self._text(expression)
        except ValueError:
            return None

    def _text(self, expression: Expression) -> str:
        match expression:
            case Chars():
                return self._set(expression)
            case Series(parts):
                return "".join(self._atom(part) if isinstance(part, Choice) else self._text(part) for part in parts)
            case Choice(options):
                return "|".join(self._text(option) for option in options)
            case Repeat(part, least, most):
                return self._atom(part) + _count(least, most)

    def _atom(self, expression: Expression) -> str:
        text = self._text(expression)
        return text if isinstance(expression, Chars) else f"{self.group}{text})"

    def _set(self, chars: Chars) -> str:
        ranges = _in_xml(chars.ranges)
        if not ranges and not chars.categories:
            if chars.negated:
                return self._set(Chars(XML_CHARACTERS))
            raise ValueError("a set without characters")
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1] and not chars.categories and not chars.negated:
            return _escape(ranges[0][0], self.escaped)
        inside = "".join(self._range(low, high) for low, high in ranges)
        inside += "".join(f"\\p{{{category}}}" for category in chars.categories)
        return f"[{'^' if chars.negated else ''}{inside}]"

    def _range(self, low: int, high: int) -> str:
        start, end = _escape(low, self.escaped_in_set), _escape(high, self.escaped_in_set)
        if low == high:
            return start
        return f"{start}{end}" if high == low + 1 else f"{start}-{end}"


XSD = Dialect(escaped="\\|.?*+(){}[]^-", escaped_in_set="\\[]^-", group="(")
"""XML Schema 1.0, part 2, appendix F: always the whole value; ``$`` is an ordinary character."""
ECMA = Dialect(escaped="^$\\.*+?()[]{}|/", escaped_in_set="\\]^[-", group="(?:")
"""ECMA-262 with the flag ``u``, which JSON Schema asks for: only syntax characters may be escaped."""


def _escape(code: int, special: str) -> str:
    char = chr(code)
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char, f"\\{char}" if char in special else char)


def _count(least: int, most: int | None) -> str:
    short = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((least, most))
    if short:
        return short
    return f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"


def digits(expression: Expression) -> tuple[int, int | None] | None:
    """How many digits (least, most) the pattern asks for when it admits nothing but digits, else None."""
    match expression:
        case Chars(ranges, categories, negated):
            plain = not negated and not categories
            return (1, 1) if plain and all({low, high} <= _DIGITS for low, high in ranges) else None
        case Series(parts):
            return _added([digits(part) for part in parts])
        case Choice(options):
            return _widest([digits(option) for option in options])
        case Repeat(part, least, most):
            inner = digits(part)
            if inner is None:
                return None
            return inner[0] * least, None if most is None or inner[1] is None else inner[1] * most


def _added(spans: list[tuple[int, int | None] | None]) -> tuple[int, int | None] | None:
    least, most = 0, 0
    endless = False
    for span in spans:
        if span is None:
            return None
        least, most, endless = least + span[0], most + (span[1] or 0), endless or span[1] is None
    return least, None if endless else most


def _widest(spans: list[tuple[int, int | None] | None]) -> tuple[int, int | None] | None:
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    ends = [most for _, most in known]
    highest = [most for most in ends if most is not None]
    return min(least for least, _ in known), max(highest) if len(highest) == len(ends) else None


class Full:
    """Chance for the characters, but every repeat goes on as long as it may."""

    def __init__(self, rng: Chance) -> None:
        self.choice = rng.choice

    def randint(self, _a: int, b: int, /) -> int:
        return b


def sample(expression: Expression, rng: Chance, spread: int) -> str:
    """A text that the expression matches; a repeat goes on at most ``spread`` times beyond its minimum."""
    out: list[str] = []
    _sample(expression, rng, spread, out)
    return "".join(out)


def _sample(expression: Expression, rng: Chance, spread: int, out: list[str]) -> None:
    match expression:
        case Chars():
            fitting = _fitting(expression)
            out.append(rng.choice(fitting) if fitting else "")
        case Series(parts):
            for part in parts:
                _sample(part, rng, spread, out)
        case Choice(options):
            _sample(rng.choice(options), rng, spread, out)
        case Repeat(part, least, most):
            highest = least + spread if most is None else min(most, least + spread)
            for _ in range(rng.randint(least, highest)):
                if len(out) > _LONGEST_SAMPLE:
                    return
                _sample(part, rng, spread, out)


@lru_cache(maxsize=4096)
def _fitting(chars: Chars) -> tuple[str, ...]:
    """Characters of the set that people would type, else the ends of its ranges."""
    for pool in (_FRIENDLY, _OTHER_SAMPLES):
        fitting = tuple(char for char in pool if char in chars)
        if fitting:
            return fitting
    ranges = _in_xml(complement(chars.ranges) if chars.negated else chars.ranges)
    return tuple(chr(end) for span in ranges for end in span if chr(end) in chars)
