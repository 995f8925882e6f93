"""Which characters the German administration's registers can hold.

Source: datatype ``String.Latin`` 1.1.1 of the XÖV standard "Lateinische Zeichen in Unicode" (KoSIT), the forerunner of
DIN SPEC 91379: letters of the European languages, ASCII, a few signs, and nine letters that exist only with a combining
mark. XDatenfelder uses it for every text that people write.
"""

import re

_RANGES = (
    "09-0A 0D 20-7E A1-AC AE-107 10A-11B 11E-123 126-131 134-15B 15E-16B 16E-17E 18F 1A0-1A1 1AF-1B0 1B7 1CD-1D4 "
    "1DE-1DF 1E4-1F0 1F4-1F5 1FA-1FF 218-21B 21E-21F 22A-22B 22E-233 259 292 1E02-1E03 1E0A-1E0B 1E10-1E11 "
    "1E1E-1E21 1E24-1E27 1E30-1E31 1E40-1E41 1E44-1E45 1E56-1E57 1E60-1E63 1E6A-1E6B 1E80-1E85 1E8C-1E93 1E9E "
    "1EA0-1EA7 1EAA-1EAC 1EAE-1EC1 1EC4-1ED3 1ED6-1EDD 1EE4-1EF9 20AC"
)
_CIRCUMFLEX, _CARON = "\u0302", "\u030c"
_SHOWN = 5


def _class(ranges: str) -> str:
    bounds = (part.split("-") for part in ranges.split())
    return "".join(f"{_char(pair[0])}-{_char(pair[-1])}" for pair in bounds)


def _char(number: str) -> str:
    return f"\\U{int(number, 16):08x}"


_OUTSIDE = re.compile(
    f"[^{_class(_RANGES)}{_CIRCUMFLEX}{_CARON}]|(?<![DLMNdlmn]){_CIRCUMFLEX}|(?<!J){_CARON}",
)


def foreign_characters(text: str) -> tuple[str, ...]:
    """The characters of the text that are not part of String.Latin, each once, in order of appearance."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(dict.fromkeys(_OUTSIDE.findall(text)))


def described(characters: tuple[str, ...]) -> str:
    """For a message: each character with its number in Unicode, at most five."""
    shown = ", ".join(f"{f'„{char}“ ' if char.isprintable() else ''}U+{ord(char):04X}" for char in characters[:_SHOWN])
    return f"{shown} und weitere" if len(characters) > _SHOWN else shown
