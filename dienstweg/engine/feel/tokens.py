"""Text to tokens (DMN 1.3, 10.3.1.2, rules 27 to 66), in one pass."""

import re
from typing import Literal

from msgspec import Struct

from dienstweg.engine.feel import faults
from dienstweg.engine.feel.limits import LENGTH

TokenKind = Literal["number", "string", "at", "name", "keyword", "symbol", "end"]

KEYWORDS = frozenset(
    {
        "and",
        "between",
        "else",
        "every",
        "false",
        "for",
        "function",
        "if",
        "in",
        "instance",
        "null",
        "or",
        "return",
        "satisfies",
        "some",
        "then",
        "true",
    }
)

_TOKEN = re.compile(
    r"""
    (?P<space>   \s+ | //[^\n]* | /\*.*?\*/ )
  | (?P<number>  (?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+) (?:[eE][+-]?[0-9]+)? )
  | (?P<at>      @"(?:[^"\\]|\\.)*" )
  | (?P<string>  "(?:[^"\\]|\\.)*" )
  | (?P<name>    (?:[^\W\d]|\?) [\w?]* )
  | (?P<symbol>  \*\* | \.\. | <= | >= | != | [-+*/=<>()\[\]{},:.] )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"(?:[^\W\d]|\?)[\w?]*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_HINTS = {
    '"': "Ein Text beginnt hier und endet nicht: Es fehlt das Anführungszeichen am Schluss.",
    "/": "Ein Kommentar beginnt hier und endet nicht: Es fehlt */.",
    "'": 'Texte stehen in doppelten Anführungszeichen: "so".',
    "„": 'Texte stehen in geraden Anführungszeichen: "so".',
    "“": 'Texte stehen in geraden Anführungszeichen: "so".',
    "”": 'Texte stehen in geraden Anführungszeichen: "so".',
    "&": "Das Wort dafür heißt „and“.",
    "|": "Das Wort dafür heißt „or“.",
    "!": "Das Wort dafür heißt „not(…)“.",
    "≤": "Geschrieben wird das <=.",
    "≥": "Geschrieben wird das >=.",
    "≠": "Geschrieben wird das !=.",
}


class Token(Struct, frozen=True):
    """``text`` is the meaning: of a string its characters, of everything else how it is written."""

    kind: TokenKind
    text: str
    position: int
    end: int


def tokens(text: str) -> list[Token]:
    """All tokens, the last one of kind ``end``. Raises :class:`faults.Unusable`."""
    if len(text) > LENGTH:
        raise faults.limit(f"Der Ausdruck ist zu lang: {len(text)} Zeichen, möglich sind {LENGTH}.", LENGTH)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or (match["symbol"] and text.startswith("/*", at)):
            raise faults.syntax(_hint(text[at]), at)
        at = match.end()
        if match.lastgroup != "space":
            found.append(_token(match))
    found.append(Token("end", "", len(text), len(text)))
    return found


def _hint(character: str) -> str:
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return _HINTS.get(character, f"Das Zeichen „{shown}“ hat hier keine Bedeutung.")


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    match match.lastgroup:
        case "number":
            kind: TokenKind = "number"
        case "at":
            kind, text = "at", _unescaped(text[2:-1], match.start())
        case "string":
            kind, text = "string", _unescaped(text[1:-1], match.start())
        case "symbol":
            kind = "symbol"
        case _:
            kind = "keyword" if text in KEYWORDS else "name"
    return Token(kind, text, match.start(), match.end())


def _unescaped(inner: str, position: int) -> str:
    text = _ESCAPE.sub(_character, inner) if "\\" in inner else inner
    try:
        # A character beyond U+FFFF may be written as the two halves UTF-16 makes of it.
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise faults.syntax("In diesem Text steht ein halbes Zeichen (\\uD800 bis \\uDFFF allein).", position) from None


def _character(match: re.Match[str]) -> str:
    """An escaped character. Before any other character the standard leaves a backslash as it is."""
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else match[0]
    return _ESCAPED.get(match[3], match[0])


def quoted(text: str) -> str:
    """The text as a string literal."""
    for character, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, escaped)
    return f'"{text}"'


def is_plain_name(text: str) -> bool:
    """Whether the text, as it is, reads as a run of words that are no keywords."""
    words = text.split(" ")
    return all(_WORD.fullmatch(word) and word not in KEYWORDS for word in words)
