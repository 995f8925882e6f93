"""XDatenfelder, the federal standard for data schemas (FIM): XML to :class:`~dienstweg.engine.schema.Schema` and back.

Read are message 0102 (``stammdatenschema``) of versions 3.0.0 and 2.0, and message 0106 (``uebersetzung``) of 3.0.0.
Nothing is lost: ``write(read(data).schema)`` is canonically equal to ``data``, comments and white space between
elements aside; so is ``write_translation(read_translation(data).translation)``.
Source: XDatenfelder 3.0.0 and 2.0, ``xdatenfelder.xsd`` and ``xdatenfelder-baukasten.xsd``.
"""

import re

from lxml import etree
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.schema import Schema
from dienstweg.engine.translation import Translation
from dienstweg.engine.xdf import translations
from dienstweg.engine.xdf.findings import line_of
from dienstweg.engine.xdf.hardened import MAX_BYTES, parse
from dienstweg.engine.xdf.reader import Reader
from dienstweg.engine.xdf.v2 import V2
from dienstweg.engine.xdf.v3 import V3
from dienstweg.engine.xdf.writer import Writer

STANDARDS = {standard.namespace: standard for standard in (V3, V2)}
_WRITERS = {standard.version: standard for standard in (V3, V2)}
_MESSAGES = {
    "0101": "ein Dokumentsteckbrief",
    "0102": "ein Datenschema",
    "0103": "eine einzelne Datenfeldgruppe",
    "0104": "ein einzelnes Datenfeld",
    "0105": "eine Codeliste",
    "0106": "eine Übersetzung",
}
_FAMILY = re.compile(r"urn:xoev-de:fim:standard:xdatenfelder_(.+)")
_GENERICODE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"


class Reading(Struct, frozen=True):
    """A schema and what was noticed on the way (every problem is a warning)."""

    schema: Schema
    warnings: tuple[Problem, ...] = ()


class TranslationReading(Struct, frozen=True):
    """A file of translations and what was noticed on the way."""

    translation: Translation
    warnings: tuple[Problem, ...] = ()


def read(data: bytes, *, name: str = "Datei", max_bytes: int = MAX_BYTES) -> Reading:
    """Read a file. The version follows from the namespace, never from the prefix.

    ``name`` stands in problems that concern the whole file.

    Raises:
        Refused: with every problem found; places are lines, followed by the dotted path of element ids.
    """
    root = parse(data, name=name, max_bytes=max_bytes)
    tag = etree.QName(root)
    standard = STANDARDS.get(tag.namespace or "")
    if standard is None:
        raise Refused(Problem("wrong_standard", line_of(root), _what_it_is(tag.namespace, tag.localname)))
    if tag.localname != "xdatenfelder.stammdatenschema.0102":
        what = _MESSAGES.get(tag.localname[-4:], f"die Nachricht „{tag.localname}“")
        message = f"Die Datei ist {what}. Gelesen wird ein Datenschema (xdatenfelder.stammdatenschema.0102)."
        raise Refused(Problem("wrong_message", line_of(root), message))
    reader = Reader(standard)
    schema = reader.schema(root)
    return Reading(schema, tuple(reader.findings.problems))


def write(schema: Schema) -> bytes:
    """The file of a schema, in the version of the standard it names: UTF-8, no white space between elements.

    Raises:
        Refused: ``not_in_standard`` where the version has no place for something the schema says, ``not_writable``
            where a text holds a character that XML does not.
    """
    return Writer(_WRITERS[schema.standard]).file(schema)


def read_translation(data: bytes, *, name: str = "Datei", max_bytes: int = MAX_BYTES) -> TranslationReading:
    """Read message 0106.

    Raises:
        Refused: as :func:`read`.
    """
    root = parse(data, name=name, max_bytes=max_bytes)
    tag = etree.QName(root)
    if tag.namespace != V3.namespace:
        version = _FAMILY.fullmatch(tag.namespace or "")
        what = f"Die Datei folgt XDatenfelder {version[1]}." if version else "Die Datei folgt nicht XDatenfelder."
        message = f"{what} Übersetzungen gibt es nach XDatenfelder 3.0.0."
        raise Refused(Problem("wrong_standard", line_of(root), message))
    if tag.localname != translations.MESSAGE:
        what = _MESSAGES.get(tag.localname[-4:], f"die Nachricht „{tag.localname}“")
        message = f"Die Datei ist {what}. Gelesen wird eine Übersetzung ({translations.MESSAGE})."
        raise Refused(Problem("wrong_message", line_of(root), message))
    reader = Reader(translations.EDITION)
    translation = reader.translation(root)
    return TranslationReading(translation, tuple(reader.findings.problems))


def write_translation(translation: Translation) -> bytes:
    """The file of translations, as :func:`write` gives a schema. Raises :class:`Refused` (``not_writable``)."""
    return Writer(translations.EDITION).file(translation, translations.MESSAGE)


def _what_it_is(namespace: str | None, name: str) -> str:
    expected = "Gelesen werden Datenschemata nach XDatenfelder 3.0.0 und 2.0."
    version = _FAMILY.fullmatch(namespace or "")
    if version is not None:
        return f"Die Datei folgt XDatenfelder {version[1]}. {expected}"
    if namespace == _GENERICODE:
        return f"Die Datei ist eine Codeliste. {expected} Codelisten nimmt „dienstweg codelist import“ auf."
    where = f"aus dem Namensraum „{namespace}“" if namespace else "ohne Namensraum"
    return f"Die Datei beginnt mit dem Element „{name}“ {where}. {expected}"
