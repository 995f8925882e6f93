"""Text of a rule to tokens: identifiers with the name beside them, quoted text, numbers, operators, words.

The names of the schema's own elements help where quotation marks do not match or are missing: after an identifier,
its own name is read as its name.
"""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

Kind = Literal["id", "string", "number", "date", "operator", "word", "mark", "broken"]
Names = Callable[[str], tuple[str, ...]]
"""The names of the elements with an id, in any order."""
IsValue = Callable[[str, str], bool]
"""Whether a text is a value of the element with an id: then it is not taken for its name."""

_ONE = r"[FG]\d{8,11}(?:V\d{1,3}(?:\.\d{1,3}){1,2})?"
ID = re.compile(rf"{_ONE}(?:\.{_ONE})*(?!\w)")
"""Identifiers, dotted where they are qualified; the version behind one ("F60000000227V1.2") is read and left out."""
_VERSION = re.compile(r"V[\d.]+(?=\.[FG]|\Z)")
PAIRS = {
    '"': '"”“',
    "„": '“”"',
    "“": '”“"',
    "”": '”"',
    "'": "'’‘",
    "‚": "‘’'",
    "‘": "’'",
    "’": "’'",
    "»": "«",
    "«": "»",
    "`": "`´'",
    "´": "´`'",
}
CLOSERS = "".join(sorted(set("".join(PAIRS.values()))))
_PLAIN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("date", re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}(?!\w)")),
    ("operator", re.compile(r"===|!==|==|!=|<>|<=|>=|=<(?!\s*\d+\s*J)|=>|=|<|>|≠|≤|≥")),
    ("number", re.compile(r"\d+(?:\.\d+)*(?:,\d{1,2}(?!\d))?(?![\w])")),
    (
        "word",
        re.compile(r"(?:z\.\s?B|d\.\s?h|i\.\s?d\.\s?R|i\.\s?S\.\s?[dv]|u\.\s?a|o\.\s?g|o\.\s?ä)\.", re.IGNORECASE),
    ),
    ("word", re.compile(r"(?:bzw|ggf|gem|lt|vgl|inkl|evtl|Abs|Art|Nr|Satz|Buchst)\.(?=\s)", re.IGNORECASE)),
    ("word", re.compile(r"&&|\|\|")),
    ("word", re.compile(r"[\w§]+(?:[-/][\w§]+|-(?=\s+(?:und|oder)\b))*")),
    ("mark", re.compile(r".", re.DOTALL)),
)
_GLUED = re.compile(
    r"(?:wenn|und|oder|dann|sonst|feld|datenfeld|gruppe|feldgruppe|datenfeldgruppe)(?=[FG]\d{8,11}(?!\w))"
    r"|(?:wenn|und|oder|dann|sonst)(?=(?:muss|müssen|darf|dürfen|ist|sind|wird|werden|das|die|der)\b)",
    re.IGNORECASE,
)
"""A word and what follows it, with the space between them forgotten: "DANNmuss", "GruppeG05000012407"."""
_MIXED = re.compile(r"""['"][^\s'"„“”=<>.,;:](?:[^'"„“”=<>.,;:\n]{0,80}[^\s'"„“”=<>.,;:])?['"](?!\w)""")
_CODED = re.compile(r'"(?P<code>\d{1,6})"(?P<label>[^\W\d][^"=<>\n]{0,120})"')
"""``"01"Neugründung"``: the code and its label share a mark."""
_AT_THE_END = re.compile(r"\s*\.?\s*(?:\Z|\n|[A-ZÄÖÜ])")
_LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-•*–])(?=\s)")
_INNER_LIST_MARKS = {".": re.compile(r"(?:\d{1,2}[.)]|[a-z]\))(?=\s)"), ":": re.compile(r"[a-z]\)(?=\s)")}
"""The same within a line, behind a full stop or a colon."""
_PREFIX = re.compile(r"(?:Auswahl|Auswahlfeld|Datenfeld|Feld|Feldgruppe|Gruppe)\s*:\s*(?=\w)")
_DASH = re.compile(r"[-–:(]\s*(?=\w)")
_MOST_NAME = 250
_IN_BRACKETS = rf"\s*(?:\(\s*(?P<id>{ID.pattern})\s*\))"
_NAME_BEFORE = (
    re.compile(r"""["„»'](?P<name>[^"„“”»«'\n]{1,250})["“”«']""" + rf"\s*\(?\s*(?P<id>{ID.pattern})\s*\)?"),
    re.compile(r"(?P<name>[A-ZÄÖÜ][^()\"„“”\n]{0,120}?)" + _IN_BRACKETS),
)
_ALIKE = {"[": "(", "]": ")", "{": "(", "}": ")", "&&": "und", "||": "oder"}
"""Marks that mean the same."""


class Token(Struct, frozen=True):
    """One piece of text. ``text`` is an identifier, the inside of quotation marks, or what stands there.

    ``name`` is what stands beside an identifier in quotation marks, or its own name without them.
    """

    kind: Kind
    text: str
    start: int
    end: int
    name: str = ""
    fresh_line: bool = False
    bullet: bool = False
    """It stands behind a mark that begins a point of a list."""

    @property
    def lower(self) -> str:
        return self.text.lower()


def plain(text: str) -> str:
    """Text for comparing names and labels: white space collapsed, case folded, without a full stop at the end."""
    return " ".join(text.split()).casefold().rstrip(".").rstrip()


def _last(identifier: str) -> str:
    """The last of a dotted row of identifiers, without its version."""
    return _VERSION.sub("", identifier).rsplit(".", 1)[-1]


class Lexer:
    """Cuts one text, once."""

    def __init__(self, text: str, names: Names, is_value: IsValue) -> None:
        self.text = text
        self.names = names
        self.is_value = is_value
        self.tokens: list[Token] = []
        self.bullet = False

    def cut(self) -> tuple[Token, ...]:
        place = self._skip(0)
        while place < len(self.text):
            place = self._skip(self._one(place))
        return tuple(self.tokens)

    def _skip(self, place: int) -> int:
        while self.text[place : place + 1].isspace():
            place += 1
        return place

    def _fresh(self, place: int) -> bool:
        while place and self.text[place - 1] in " \t":
            place -= 1
        return not place or self.text[place - 1] in "\n\r"

    def _add(self, kind: Kind, text: str, start: int, end: int, name: str = "") -> int:
        text = _VERSION.sub("", text) if kind == "id" else _ALIKE.get(text, text)
        self.tokens.append(Token(kind, text, start, end, name, self.bullet or self._fresh(start), self.bullet))
        self.bullet = False
        return end

    def _one(self, place: int) -> int:
        identifier = ID.match(self.text, place)
        if identifier and (place == 0 or not self.text[place - 1].isalnum() or self._after_glued(place)):
            return self._identifier(place, identifier, quoted="")
        named = self._named_before(place)
        if named is not None:
            return named
        if self.text[place] in PAIRS:
            inside = ID.match(self.text, self._skip(place + 1))
            if inside:
                return self._identifier(place, inside, quoted=self.text[place])
            return self._string(place)
        mark = self._list_mark(place)
        if mark:
            self.bullet = True
            return mark.end()
        glued = _GLUED.match(self.text, place)
        if glued:
            return self._add("word", glued[0], place, glued.end())
        return next(
            self._add(kind, found[0], place, found.end())
            for kind, form in _PLAIN
            if (found := form.match(self.text, place))
        )

    def _list_mark(self, place: int) -> re.Match[str] | None:
        if self._fresh(place):
            return _LIST_MARK.match(self.text, place)
        inner = _INNER_LIST_MARKS.get(self.tokens[-1].text) if self.tokens else None
        return inner.match(self.text, place) if inner else None

    def _named_before(self, place: int) -> int | None:
        """``"Vertretung" (F60000000240)``, ``Vertretung (F60000000240)``: the element's own name before its id."""
        for form in _NAME_BEFORE:
            found = form.match(self.text, place)
            if found and plain(found["name"]) in map(plain, self.names(_last(found["id"]))):
                return self._add("id", found["id"], place, found.end(), " ".join(found["name"].split()))
        return None

    def _after_glued(self, place: int) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind == "word" and self.tokens[-1].end == place

    def _string(self, place: int) -> int:
        coded = _CODED.match(self.text, place)
        if coded:
            self._add("string", coded["code"], place, coded.end("code") + 1)
            return self._add("string", coded["label"].strip(), coded.end("code") + 1, coded.end())
        end = self._closing(place)
        if end is None:
            if place and self.text[place - 1].isalpha() and _AT_THE_END.match(self.text, place + 1):
                return place + 1  # one mark too many, behind the last word
            return self._add("broken", self.text[place], place, place + 1)
        self._add("string", " ".join(self.text[place + 1 : end].split()), place, end + 1)
        return self._doubled(end + 1, self.text[end])

    def _closing(self, place: int) -> int | None:
        """Where the quotation ends, unless there is an identifier in between: then a mark is missing."""
        closers = PAIRS[self.text[place]]
        ends = [self.text.find(closer, place + 1, place + 1 + _MOST_NAME) for closer in closers]
        found = min((end for end in ends if end >= 0), default=None)
        return self._mixed(place) if found is None or ID.search(self.text, place + 1, found) else found

    def _mixed(self, place: int) -> int | None:
        """Where a quotation ends that begins with one kind of mark and ends with another: ``'ja"``."""
        found = _MIXED.match(self.text, place)
        return found.end() - 1 if found and not ID.search(found[0]) else None

    def _doubled(self, place: int, mark: str) -> int:
        """A quotation mark written twice at the end of a quotation is one."""
        after = self.text[place + 1 : place + 2]
        return place + 1 if self.text[place : place + 1] == mark and not after.isalnum() else place

    def _identifier(self, start: int, found: re.Match[str], quoted: str) -> int:
        place = found.end()
        if quoted and self.text[place : place + 1] in PAIRS[quoted]:
            quoted, place = "", place + 1
        name, end = self._inside(place, quoted) if quoted else self._beside(found[0], place)
        if name is None:
            self._add("id", found[0], start, place)
            return self._add("broken", self.text[end], end, end + 1)
        return self._add("id", found[0], start, end, name)

    def _inside(self, place: int, quoted: str) -> tuple[str | None, int]:
        """The name where one pair of marks holds identifier and name: ``"F60000000240 Telefon"``."""
        ends = [self.text.find(closer, place, place + _MOST_NAME) for closer in PAIRS[quoted]]
        end = min((end for end in ends if end >= 0), default=-1)
        if end < 0 or ID.search(self.text, place, end):
            return None, place if place < len(self.text) else place - 1
        return " ".join(self.text[place:end].split()), end + 1

    def _beside(self, identifier: str, place: int) -> tuple[str | None, int]:
        """The name after an identifier: quoted, or one of its own names."""
        at = self._skip(place)
        mark = self.text[at : at + 1]
        own = self.names(_last(identifier))
        if mark not in PAIRS or not mark:
            return self._unquoted(own, at, place)
        closing = self._closing(at)
        if closing is not None and self._is_value(identifier, self.text[at + 1 : closing], own):
            return "", place
        if closing is not None and self._is_name(at + 1, closing, own):
            return " ".join(self.text[at + 1 : closing].split()), self._doubled(closing + 1, self.text[closing])
        name, after = self._own_name(own, self._skip(at + 1), place)
        mixed = None if name else self._mixed(at)
        if mixed is not None:
            return " ".join(self.text[at + 1 : mixed].split()), mixed + 1
        return (name, after) if name else (None, at)

    def _unquoted(self, own: tuple[str, ...], at: int, place: int) -> tuple[str, int]:
        """Its own name without marks: as it is, behind a dash or colon, in brackets, behind "Feld:"."""
        bracket = self.text[at : at + 1] == "("
        for start in dict.fromkeys(
            (at, *(form.end() for form in (_PREFIX.match(self.text, at), _DASH.match(self.text, at)) if form))
        ):
            name, end = self._own_name(own, start, place)
            closed = self.text[end : end + 1] == ")"
            if name and (not bracket or start == at or closed):
                return name, end + (bracket and start > at)
        return "", place

    def _is_value(self, identifier: str, inside: str, own: tuple[str, ...]) -> bool:
        return plain(inside) not in map(plain, own) and self.is_value(_last(identifier), inside)

    def _is_name(self, start: int, end: int, own: tuple[str, ...]) -> bool:
        inside = self.text[start:end]
        return plain(inside) in map(plain, own) or not re.search(r"\s(?:=+|<>|!=)\s", inside)

    def _own_name(self, own: tuple[str, ...], at: int, place: int) -> tuple[str, int]:
        """One of the element's own names at a place, the longest first, and a closing mark that may follow it."""
        for name in sorted(own, key=len, reverse=True):
            form = r"\s+".join(map(re.escape, name.split()))
            found = re.compile(form + r"(?!\w)", re.IGNORECASE).match(self.text, at) if form else None
            if found:
                end = found.end()
                return found[0], end + 1 if self.text[end : end + 1] and self.text[end] in CLOSERS else end
        return "", place


def tokenize(text: str, names: Names, is_value: IsValue) -> tuple[Token, ...]:
    """The tokens of a rule's text, in order; places count characters of the text."""
    return Lexer(text, names, is_value).cut()
