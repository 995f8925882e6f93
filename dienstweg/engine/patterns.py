"""Patterns of the standard (``praezisierung/@pattern``): enforced on whole values, in linear time.

The standard names no dialect. We read RE2 syntax, the part on which the usual dialects agree; a pattern that RE2
refuses is not enforced, and the compiler reports it as an open point.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, Protocol, cast

import re2

from dienstweg.engine.expression_parser import Untranslatable, parse
from dienstweg.engine.expressions import ECMA, XSD, Chance, Expression, Full, Steady, digits, sample

Meaning = Literal["email", "postal_code"]

_SPREADS = (0, 1, 2, 3, 5, 8, 13, 30)
_TRIES = 5
_FARTHEST = 2**13


class _Compiled(Protocol):
    def fullmatch(self, text: str, /) -> object | None: ...


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> _Compiled | None:
    options = re2.Options()
    options.log_errors = False
    try:
        return cast(_Compiled, re2.compile(pattern, options))
    except (re2.error, UnicodeEncodeError):
        return None


@lru_cache(maxsize=4096)
def tree(pattern: str) -> Expression | None:
    """The pattern as a tree, or None where it says something that other dialects cannot."""
    if _compiled(pattern) is None:
        return None
    try:
        return parse(pattern)
    except Untranslatable:
        return None


def usable(pattern: str) -> bool:
    """Whether the pattern can be enforced at all."""
    return _compiled(pattern) is not None


def matches(pattern: str, value: str) -> bool:
    """Does the pattern match the whole value? An unusable pattern matches everything."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def to_xsd(pattern: str) -> str | None:
    """The value of an ``xs:pattern`` facet, or None where the pattern cannot be translated safely."""
    expression = tree(pattern)
    return XSD.write(expression) if expression is not None else None


@lru_cache(maxsize=4096)
def to_ecma(pattern: str) -> str | None:
    """The pattern for JSON Schema, anchored at both ends, or None where it cannot be translated safely."""
    expression = tree(pattern)
    text = ECMA.write(expression) if expression is not None else None
    return None if text is None else f"^(?:{text})$"


@lru_cache(maxsize=4096)
def digit_count(pattern: str) -> tuple[int, int | None] | None:
    """How many digits, least and most, when the pattern admits nothing but digits."""
    expression = tree(pattern)
    return digits(expression) if expression is not None else None


@lru_cache(maxsize=4096)
def meaning(pattern: str) -> Meaning | None:
    """What the frequent patterns are there for, told from what they accept and refuse."""
    if not usable(pattern):
        return None

    def all_match(*values: str) -> bool:
        return all(matches(pattern, value) for value in values)

    def none_match(*values: str) -> bool:
        return not any(matches(pattern, value) for value in values)

    if all_match("erika.muster@beispiel.de", "a1@b-c.info") and none_match("erika.muster", "erika@", "@b.de", "34117"):
        return "email"
    if all_match("34117", "01067", "99998") and none_match("3411", "341170", "ABCDE", "34 17"):
        return "postal_code"
    return None


def samples(pattern: str, rng: Chance, *, least: int = 0) -> Iterator[str]:
    """Texts that match the pattern, first short ones, then longer ones, some of them just above ``least`` characters.

    There are none where the pattern is beyond us.
    """
    expression = tree(pattern)
    if expression is None:
        return
    texts = (sample(expression, rng, spread) for spread in _SPREADS for _ in range(_TRIES))
    yield from (text for text in texts if matches(pattern, text))
    far = _far_enough(expression, rng, least)
    texts = (sample(expression, Full(rng), far + more) for more in range(_TRIES))
    yield from (text for text in texts if matches(pattern, text))


def _far_enough(expression: Expression, rng: Chance, least: int) -> int:
    """The smallest spread with which full repeats reach a length, or one that is far beyond any use."""

    def reaches(spread: int) -> bool:
        return len(sample(expression, Full(rng), spread)) >= least

    high = 1
    while high < _FARTHEST and not reaches(high):
        high *= 2
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return high


@lru_cache(maxsize=4096)
def example(pattern: str, least: int, most: int) -> str | None:
    """One text of that length that the pattern matches, the same each time, or None."""
    texts = (text.strip() for text in samples(pattern, Steady(), least=least))
    return next((text for text in texts if least <= len(text) <= most and matches(pattern, text)), None)
