"""Code lists in the genericode format: read, stored as JSON, found by URN and version, turned into choices.

Source: OASIS genericode 1.0; the mark of the recommended key column is XÖV's (``recommendedKeyColumn``). Lists in the
wild qualify the inner elements or do not; both are read.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from lxml import etree
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import CodeList, Entry
from dienstweg.engine.xdf.findings import line_of, local_name
from dienstweg.engine.xdf.hardened import MAX_BYTES, parse
from dienstweg.engine.xdf.shape import collapsed

FORMAT = 1
NAMESPACE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"

_CODE_NAMES = ("code", "codekey", "schluessel", "schlüssel", "key", "wert")
_LABEL_NAMES = ("name", "codename", "bezeichnung", "label", "beschreibung", "text")
_CODE_LIST = f"{{{NAMESPACE}}}CodeList"
_DIGITS = re.compile(r"([0-9]+)")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_READABLE = 100
_MAX_TOLD = 100


class Column(Struct, frozen=True):
    id: str
    name: str = ""
    required: bool = False


class Key(Struct, frozen=True):
    """A key of the list and the columns it spans. ``recommended``: the publisher's own choice among several."""

    id: str
    columns: tuple[str, ...]
    recommended: bool = False


class GenericodeList(Struct, frozen=True, kw_only=True):
    """One version of a code list, complete. A row maps column ids to values; a value left out is not in the row."""

    format: int = FORMAT
    canonical_uri: str
    version: str
    canonical_version_uri: str = ""
    short_name: str = ""
    long_name: str = ""
    columns: tuple[Column, ...]
    keys: tuple[Key, ...] = ()
    rows: tuple[dict[str, str], ...] = ()

    @property
    def code_column(self) -> str:
        """The column of the code: the recommended key, else a key named so, else a column named so, else the first."""
        single = [key for key in self.keys if len(key.columns) == 1]
        recommended = [key for key in single if key.recommended]
        named = [key for key in single if key.id.lower() in _CODE_NAMES]
        for key in (*recommended, *named):
            return key.columns[0]
        return _named(self.columns, _CODE_NAMES) or (single[0].columns[0] if single else self.columns[0].id)

    @property
    def name_column(self) -> str:
        """The column of the label: the ``codenameKey``, else a column named so, else the first that is not the code."""
        code = self.code_column
        for key in self.keys:
            if key.id.lower() == "codenamekey" and len(key.columns) == 1:
                return key.columns[0]
        others = tuple(column for column in self.columns if column.id != code)
        return _named(others, _LABEL_NAMES) or (others or self.columns)[0].id

    def column(self, key: str | None) -> str | None:
        """The id of the column that a ``codeKey``, ``nameKey`` or ``helpKey`` names: a column's id or a key's."""
        if key is None:
            return None
        if any(column.id == key for column in self.columns):
            return key
        return next((found.columns[0] for found in self.keys if found.id == key), None)


def _named(columns: tuple[Column, ...], names: tuple[str, ...]) -> str | None:
    """The first column called like one of the names, exactly if there is one, else in part."""
    exact = {column.id.lower(): column.id for column in reversed(columns)}
    for name in names:
        if name in exact:
            return exact[name]
    return next((column.id for name in names for column in columns if name in column.id.lower()), None)


# --- reading ---------------------------------------------------------------------------------------------------------


def read_genericode(data: bytes, *, name: str = "Datei", max_bytes: int = MAX_BYTES) -> GenericodeList:
    """Read a genericode file, or a list inside message 0105 of XDatenfelder.

    Raises:
        Refused: what :func:`~dienstweg.engine.xdf.hardened.parse` says, ``not_a_code_list``, ``missing_element``,
            ``no_columns``, ``no_rows``, ``unknown_column``; places are lines.
    """
    root = parse(data, name=name, max_bytes=max_bytes)
    top = root if root.tag == _CODE_LIST else next(root.iter(_CODE_LIST), None)
    if top is None:
        message = (
            f"Die Datei beginnt mit dem Element „{local_name(root)}“. Gelesen wird eine Codeliste (genericode 1.0)."
        )
        raise Refused(Problem("not_a_code_list", line_of(root), message))
    identification = _child(top, "Identification")
    urn = _text(identification, "CanonicalUri")
    if not urn:
        message = "Der Codeliste fehlt ihre Kennung (CanonicalUri); ohne sie lässt sie sich keinem Feld zuordnen."
        raise Refused(Problem("missing_element", line_of(top), message))
    versioned = _text(identification, "CanonicalVersionUri")
    columns = _columns(top)
    return GenericodeList(
        canonical_uri=urn,
        version=_text(identification, "Version") or versioned.removeprefix(urn).removeprefix("_"),
        canonical_version_uri=versioned,
        short_name=_text(identification, "ShortName"),
        long_name=_text(identification, "LongName"),
        columns=columns,
        keys=_keys(top, columns),
        rows=_rows(top, columns),
    )


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (child for child in (() if element is None else element) if child.tag in {name, f"{{{NAMESPACE}}}{name}"})


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(_children(element, name), None)


def _text(element: etree._Element | None, name: str) -> str:
    return next((collapsed(child.text) for child in _children(element, name) if child.text), "")


def _columns(top: etree._Element) -> tuple[Column, ...]:
    found = tuple(
        Column(column.get("Id", ""), _text(column, "ShortName"), column.get("Use") == "required")
        for column in _children(_child(top, "ColumnSet"), "Column")
    )
    if not found:
        message = (
            "Die Codeliste beschreibt keine Spalten. Verweise auf Spalten in anderen Dateien werden nicht verfolgt."
        )
        raise Refused(Problem("no_columns", line_of(top), message))
    return found


def _keys(top: etree._Element, columns: tuple[Column, ...]) -> tuple[Key, ...]:
    known = {column.id for column in columns}
    keys = []
    for key in _children(_child(top, "ColumnSet"), "Key"):
        spanned = tuple(reference.get("Ref", "") for reference in _children(key, "ColumnRef"))
        recommended = any(local_name(part) == "recommendedKeyColumn" for part in key.iter("*"))
        if spanned and known.issuperset(spanned):
            keys.append(Key(key.get("Id", ""), spanned, recommended))
    return tuple(keys)


def _rows(top: etree._Element, columns: tuple[Column, ...]) -> tuple[dict[str, str], ...]:
    places = {column.id: place for place, column in enumerate(columns)}
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for row in _children(_child(top, "SimpleCodeList"), "Row"):
        found: dict[str, str] = {}
        place = -1
        for value in _children(row, "Value"):
            # A value without a column belongs to the column after the one before (genericode 1.0, Value).
            place = places.get(value.get("ColumnRef") or "", -1) if value.get("ColumnRef") else place + 1
            if not 0 <= place < len(columns):
                message = (
                    f"Ein Wert nennt die Spalte „{value.get('ColumnRef', '')}“, die es in der Codeliste nicht gibt."
                )
                problems.append(Problem("unknown_column", line_of(value), message))
                continue
            simple = _child(value, "SimpleValue")
            if simple is not None:
                found[columns[place].id] = (simple.text or "").strip()
        rows.append(found)
    if problems:
        raise Refused(problems[:_MAX_TOLD])
    if not rows:
        message = (
            "Die Codeliste enthält keine Einträge. Verweise auf Einträge in anderen Dateien werden nicht verfolgt."
        )
        raise Refused(Problem("no_rows", line_of(top), message))
    return tuple(rows)


# --- choices ---------------------------------------------------------------------------------------------------------


def to_code_list(
    codes: GenericodeList, *, code_key: str | None = None, name_key: str | None = None, help_key: str | None = None
) -> CodeList:
    """The choices of a list: the columns named, or the usual ones where the list, in another version, lacks them.

    A code that occurs in several rows is taken once, with the first label; rows without a code are left out.
    """
    code = codes.column(code_key) or codes.code_column
    name = codes.column(name_key) or codes.name_column
    help_ = codes.column(help_key)
    entries: dict[str, Entry] = {}
    for row in codes.rows:
        value = row.get(code)
        if value:
            entries.setdefault(value, Entry(value, row.get(name) or value, row.get(help_) or None if help_ else None))
    return CodeList(urn=codes.canonical_uri, version=codes.version, entries=tuple(entries.values()))


class Found(Struct, frozen=True):
    """A list that serves a reference: the wanted version, or another one of the same URN."""

    codes: GenericodeList
    fit: Literal["exact", "older", "newer"]

    @property
    def exact(self) -> bool:
        return self.fit == "exact"


class CodeLists(Struct, frozen=True):
    """The lists at hand."""

    lists: tuple[GenericodeList, ...] = ()

    def find(self, canonical: str, version: str | None = None) -> Found | None:
        """The list for a reference.

        Without a version the latest at hand. With one: that version, else the next older, else the next newer one.
        """
        at_hand = sorted(
            (codes for codes in self.lists if codes.canonical_uri == canonical), key=lambda codes: _order(codes.version)
        )
        if not at_hand:
            return None
        if version is None:
            return Found(at_hand[-1], "exact")
        same = [codes for codes in at_hand if codes.version == version]
        if same:
            return Found(same[-1], "exact")
        older = [codes for codes in at_hand if _order(codes.version) < _order(version)]
        return Found(older[-1], "older") if older else Found(at_hand[0], "newer")

    def with_list(self, codes: GenericodeList) -> "CodeLists":
        """This collection and one more list; one of the same URN and version gives way."""
        name = (codes.canonical_uri, codes.version)
        others = tuple(other for other in self.lists if (other.canonical_uri, other.version) != name)
        return CodeLists((*others, codes))


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in natural order: 2 before 10, 2023-02-24 before 2024-01-01."""
    parts = _DIGITS.split(version)  # text and digits take turns, text first
    numbers = (part.lstrip("0") for part in parts)
    return tuple((len(number) if place % 2 else 0, number) for place, number in enumerate(numbers))


# --- storing ---------------------------------------------------------------------------------------------------------

_decoder = msgspec.json.Decoder(GenericodeList)


def dump(codes: GenericodeList) -> bytes:
    """The list as JSON, readable by :func:`load`."""
    return msgspec.json.format(msgspec.json.encode(codes), indent=1) + b"\n"


def load(data: bytes, *, name: str = "Datei") -> GenericodeList:
    """Read what :func:`dump` wrote.

    Raises:
        Refused: ``unreadable_code_list``.
    """
    try:
        codes = _decoder.decode(data)
    except msgspec.DecodeError as fault:
        message = f"Die gespeicherte Codeliste ist nicht lesbar ({fault}). Bitte nehmen Sie sie neu auf."
        raise Refused(Problem("unreadable_code_list", name, message)) from None
    if codes.format != FORMAT or not codes.columns:
        message = f"Die gespeicherte Codeliste hat das Format {codes.format}; gelesen wird {FORMAT}."
        raise Refused(Problem("unreadable_code_list", name, message))
    return codes


def file_name(codes: GenericodeList) -> str:
    """A name for the stored list: readable, safe in every file system, different for every URN and version."""
    full = f"{codes.canonical_uri}_{codes.version}"
    readable = _UNSAFE.sub("-", full).strip("-.")[:_READABLE]
    return f"{readable}-{hashlib.sha256(full.encode()).hexdigest()[:8]}.json"
