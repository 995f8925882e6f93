"""Read a regular expression in RE2 syntax into the tree of :mod:`dienstweg.engine.expressions`."""

import re

from dienstweg.engine.expressions import Chars, Choice, Expression, Ranges, Repeat, Series, complement, merged

_DEEPEST = 50
_REPEAT = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}", re.ASCII)
_CATEGORY = re.compile(r"\{([A-Z][a-z]?)\}|([A-Z])")
_RANGE_FOLLOWS = re.compile(r"-[^\]]")
_GROUP = re.compile(r"\((?:\?(?:P?<\w+>|:))?")
_HEX = re.compile(r"x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})")
_CATEGORIES = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "S": "mcko", "Z": "slp"}
"""The general categories of Unicode: a letter for the class, a second one for the kind within it."""
_CONTROLS = {"t": 9, "n": 10, "f": 12, "r": 13, "v": 11, "a": 7}
_CLASSES: dict[str, Ranges] = {
    "d": ((48, 57),),
    "s": ((9, 10), (12, 13), (32, 32)),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
}
_ANY = Chars(((10, 10),), negated=True)


class Untranslatable(Exception):
    """The pattern uses something that the tree cannot say, or is no pattern at all."""


def parse(pattern: str) -> Expression:
    """The tree of a pattern that must match a whole value; anchors at its edges say nothing and are dropped.

    Raises :class:`Untranslatable`. The pattern should be one that RE2 accepts.
    """
    reader = _Reader(pattern)
    expression = reader.choice(0)
    if reader.at < len(pattern):
        raise Untranslatable(pattern)
    return expression


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def choice(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise Untranslatable(self.pattern)
        options = [self.series(depth)]
        while self._take("|"):
            options.append(self.series(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def series(self, depth: int) -> Expression:
        parts: list[Expression] = []
        if depth == 0:
            self._drop(("^", "\\A"))
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if depth == 0 and self._drop(("$", "\\z")):
                if self.at < len(self.pattern) and self.pattern[self.at] != "|":
                    raise Untranslatable(self.pattern)
                break
            parts.append(self.repeated(self.item(depth)))
        return parts[0] if len(parts) == 1 else Series(tuple(parts))

    def item(self, depth: int) -> Expression:
        char = self.pattern[self.at]
        if char == "(":
            return self.group(depth)
        if char in "^$*+?":
            raise Untranslatable(self.pattern)
        self.at += 1
        if char == "[":
            return self.char_class()
        if char == ".":
            return _ANY
        if char == "\\":
            return self.escape()
        return Chars(((ord(char), ord(char)),))

    def group(self, depth: int) -> Expression:
        opening = _GROUP.match(self.pattern, self.at)
        if opening is None:
            raise Untranslatable(self.pattern)
        self.at = opening.end()
        inner = self.choice(depth + 1)
        if not self._take(")"):
            raise Untranslatable(self.pattern)
        return inner

    def repeated(self, part: Expression) -> Expression:
        found = self.quantifier()
        if found is None:
            return part
        self._take("?")  # lazy: another way of searching, the same set of values
        if self.quantifier() is not None:
            raise Untranslatable(self.pattern)
        return Repeat(part, *found)

    def quantifier(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        counted = _REPEAT.match(self.pattern, self.at)
        if counted is None:
            return None
        self.at = counted.end()
        least = int(counted[1])
        if counted[2] is None:
            return least, least
        return least, int(counted[3]) if counted[3] else None

    def escape(self) -> Chars:
        """What follows a backslash, outside and inside a class."""
        if self.at >= len(self.pattern):
            raise Untranslatable(self.pattern)
        char = self.pattern[self.at]
        if char.lower() in _CLASSES:
            self.at += 1
            ranges = _CLASSES[char.lower()]
            return Chars(ranges if char.islower() else complement(ranges))
        if char in "pP":
            self.at += 1
            return self.category(negated=char == "P")
        code = self.code_point(char)
        return Chars(((code, code),))

    def code_point(self, char: str) -> int:
        number = _HEX.match(self.pattern, self.at)
        if number is not None:
            self.at = number.end()
            return int(number[1] or number[2], 16)
        self.at += 1
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isascii() and not char.isalnum():
            return ord(char)
        raise Untranslatable(self.pattern)

    def category(self, *, negated: bool) -> Chars:
        found = _CATEGORY.match(self.pattern, self.at)
        name = (found[1] or found[2]) if found else ""
        if found is None or name[1:] not in _CATEGORIES.get(name[:1], ()):
            raise Untranslatable(self.pattern)
        self.at = found.end()
        return Chars((), (name,), negated)

    def char_class(self) -> Chars:
        """The rest of ``[…]``, opening bracket read."""
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        categories: list[str] = []
        first = True
        while first or not self._take("]"):
            first = False
            low = self.class_item()
            if _is_one(low) and _RANGE_FOLLOWS.match(self.pattern, self.at):
                self.at += 1
                high = self.class_item()
                if not _is_one(high) or high.ranges[0][0] < low.ranges[0][0]:
                    raise Untranslatable(self.pattern)
                low = Chars(((low.ranges[0][0], high.ranges[0][1]),))
            ranges += low.ranges
            categories += low.categories
        return Chars(merged(tuple(ranges)), tuple(dict.fromkeys(categories)), negated)

    def class_item(self) -> Chars:
        if self.at >= len(self.pattern) or self.pattern.startswith("[:", self.at):
            raise Untranslatable(self.pattern)
        char = self.pattern[self.at]
        self.at += 1
        if char != "\\":
            return Chars(((ord(char), ord(char)),))
        item = self.escape()
        if item.negated:
            raise Untranslatable(self.pattern)
        return item

    def _take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _drop(self, anchors: tuple[str, ...]) -> bool:
        return any(self._take(anchor) for anchor in anchors)


def _is_one(chars: Chars) -> bool:
    return not chars.categories and len(chars.ranges) == 1 and chars.ranges[0][0] == chars.ranges[0][1]
