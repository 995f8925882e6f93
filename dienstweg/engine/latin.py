"""The Latin letters an administration must be able to process: the character set of ``text_latin``.

Source: DIN SPEC 91379 (String.Latin+ 1.2), data type C: letters and sequences (bll) and non-letters N1 to N4;
XDatenfelder 3.0.0 names it in its code list of data types. Texts are compared in the normal form NFC.
"""

import re
from functools import cache

_LETTERS = (
    "41-5A 61-7A C0-D6 D8-F6 F8-17E 187-188 18F 197 1A0-1A1 1AF-1B0 1B7 1CD-1DC 1DE-1DF 1E2-1F0 1F4-1F5 1F8-1FF "
    "212-213 218-21B 21E-21F 227-233 259 268 292 1E02-1E03 1E06-1E07 1E0A-1E11 1E1C-1E2B 1E2F-1E37 1E3A-1E3B 1E40-1E49 "
    "1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E 1EA0-1EF9"
)
_OTHERS = "9 A D 20-40 5B-60 7B-7E A0-AC AE-B6 B7-BF D7 F7 2B9-2BA 2BE-2BF 2C8 2CC 2019 2021 20AC"
_SEQUENCES = {
    "0300": "CFGKMPSTZcfgkmpstz",
    "0301": "JjÿĪī",
    "0302": "DKLMNdklmn",
    "0304": "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ",
    "0306": "CMNRZcmnrzÇç",
    "0307": "KUku",
    "0308": "CTZczẠạỌọỤụ",
    "030B": "Aa",
    "030C": "J",
    "0310": "Mm",
    "0315": "CKPTckptČč",
    "031B": "KTkt",
    "0323": "CPcpČč",
    "0325": "LRlr",
    "0326": "CHKLNchklnŽž",
    "0327": "ZzŽž",
    "0331": "HSs",
    "0328 0306": "Cc",
    "0325 0304": "LRlr",
    "031B 0304": "Ss",
    "035F 0048": "K",
    "035F 0068": "Kk",
}
"""What follows (code points) to the letters that it may follow."""


def foreign_character(text: str) -> str | None:
    """The first character that is not part of the set, or None."""
    known = _known().match(text)
    end = known.end() if known else 0
    return text[end] if end < len(text) else None


@cache
def _known() -> re.Pattern[str]:
    ranges = "".join(_range(part) for part in (_LETTERS + " " + _OTHERS).split())
    longest_first = sorted(_SEQUENCES.items(), key=lambda pair: -len(pair[0]))
    sequences = "|".join(
        f"[{letters}]{''.join(chr(int(mark, 16)) for mark in marks.split())}" for marks, letters in longest_first
    )
    return re.compile(f"(?:{sequences}|[{ranges}])*")


def _range(part: str) -> str:
    first, _, last = part.partition("-")
    return f"\\u{int(first, 16):04x}-\\u{int(last or first, 16):04x}"
