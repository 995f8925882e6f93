"""Texts that can be printed: anything else becomes a visible mark, so that a paper always comes out.

Printed are the letters of DIN 91379 (Latin, Greek, Cyrillic, with their accents) and common signs: the fonts have them
all. PDF/A-3a and PDF/UA-1 forbid missing glyphs, private-use code points and U+FEFF (ISO 19005-3, 6.2.11.7, 6.2.11.8;
ISO 14289-1, 7.21.7, 7.21.8). Scripts that run from right to left are left out: accents on their letters can crash typst
(typst/typst#8667), and its last words may quote the text.
"""

import re
from collections.abc import Callable

MARK = "\N{REPLACEMENT CHARACTER}"

Tree = dict[str, "Tree"] | list["Tree"] | tuple["Tree", ...] | str | int | bool | None

_PRINTED = (
    "A 20-7E A0-377 37A-37F 384-38A 38C 38E-3A1 3A3-4FF 1D00-1DBF 1E00-1EFF 2000-200A 2010-2027 202F-2040 2044-2052 "
    "2054-205F 2070-2071 2074-208E 2090-209C 20A0-20C0 2100-211E 2120 2122 2124 2126-2151 2153-2184 2189 2190-23FF "
    "2460-25FF 2605-2606 2713-2714 2717-2718 2C60-2C7F FB00-FB06 FFFD"
)
# They hold letters together or apart, choose between forms, or turn the direction, so that a text would read otherwise
# than it was written.
_UNSEEN = "AD 200B-200F 202A-202E 2060-206F FE00-FE0F FEFF E0000-E01EF"
_SURELY_PRINTED = "A 20-7E A0-17F 2010-2015 2018-201E 2020-2022 2026 2030 2039-203A 20AC 2212 FFFD"
_ACCENTS = "300-36F"


def _signs(ranges: str) -> str:
    """The inside of a character class out of code points in hex."""
    ends = (part.partition("-") for part in ranges.split())
    return "".join(rf"\U{int(first, 16):08x}-\U{int(last or first, 16):08x}" for first, _, last in ends)


_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN_SIGNS = re.compile(f"[{_signs(_UNSEEN)}]")
_FOREIGN = re.compile(f"[^{_signs(_PRINTED)}](?:[^{_signs(_PRINTED)}]|[{_signs(_ACCENTS)}])*")
_UNSURE = re.compile(f"[^{_signs(_SURELY_PRINTED)}]+")


def shown(text: str) -> str:
    """The text as it will be printed."""
    plain = _UNSEEN_SIGNS.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return _FOREIGN.sub(MARK, plain)


def clean(tree: Tree) -> Tree:
    """The same tree with line feeds as the only control characters and a mark for each run of what is not printed."""
    return _each(tree, shown)


def latin(tree: Tree) -> Tree:
    """The same tree with marks for everything beyond the Latin letters that every text font has."""
    return _each(tree, lambda text: _UNSURE.sub(MARK, text))


def _each(tree: Tree, change: Callable[[str], str]) -> Tree:
    if isinstance(tree, str):
        return change(tree)
    if isinstance(tree, dict):
        return {key: _each(value, change) for key, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_each(value, change) for value in tree]
    return tree
