"""The author's file beside a schema (``service.yaml``): wording, pages, parameters, outcomes, retention.

Reading is strict: an unknown key or a wrong type is a Problem with the place in the file, so that a typing error never
passes as a wish that was silently ignored.
"""

import re
from typing import Literal

import msgspec
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import AuthorityLevel, ParameterKind

SIZE_LIMIT = 1_000_000


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """What is sent, for buttons and headings: noun and grammatical gender."""

    noun: str = "Antrag"
    gender: Literal["m", "f", "n"] = "m"


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    text: str


class InfoPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Texts of the service page."""

    lead: str = ""
    duration: str = ""
    cost: str = ""
    processing: str = ""
    prepare: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    reason: str = ""


class PagePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slug: str
    title: str
    lead: str = ""
    items: tuple[str, ...]


class ElementPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wording of one element; ``row`` names a row of a repeated group, ``gate`` the question before an optional one."""

    label: str | None = None
    hint: str | None = None
    short: str | None = None
    row: str | None = None
    gate: str | None = None
    autocomplete: str | None = None
    choices: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    content: str | None = None


class ParameterPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    kind: ParameterKind
    label: str
    help: str = ""
    required: bool = False
    default: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    legal: str = ""


class OutcomePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: str
    label: str
    text: str
    act: bool = True
    needs_reasons: bool = False


class Overlay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    slug: str | None = None
    title: str | None = None
    level: AuthorityLevel = "municipality"
    act: Act = Act()
    leika: str = ""
    keywords: tuple[str, ...] = ()
    info: InfoPart = InfoPart()
    pages: tuple[PagePart, ...] = ()
    elements: dict[str, ElementPart] = {}
    parameters: tuple[ParameterPart, ...] = ()
    outcomes: tuple[OutcomePart, ...] = ()
    remedy: str = ""
    declaration: str = ""
    processing_days: int | None = None
    retention_days: int | None = None
    draft_days: int = 30


def read(data: bytes, *, name: str = "service.yaml") -> Overlay:
    """Read the author's file.

    Raises:
        Refused: not UTF-8, not YAML, an unknown key or a wrong type; ``where`` names file and place.
    """
    if len(data) > SIZE_LIMIT:
        raise Refused(Problem("overlay_too_large", name, "Die Datei ist größer als 1 MB. Teilen Sie sie auf."))
    try:
        return msgspec.yaml.decode(data, type=Overlay)
    except msgspec.ValidationError as error:
        raise Refused(_wrong_entry(str(error), name)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        place = re.search(r"line (\d+)", str(error))
        where = f"{name}, Zeile {place[1]}" if place else name
        raise Refused(
            Problem("overlay_unreadable", where, "Das ist kein lesbares YAML. Prüfen Sie Einrückung und Zeichen.")
        ) from None


def _wrong_entry(message: str, name: str) -> Problem:
    found = re.search(r"- at `\$\.?(.*?)`", message)
    where = f"{name}: {found[1]}" if found and found[1] else name
    detail = message.split(" - at ", maxsplit=1)[0]
    return Problem("overlay_entry", where, f"Dieser Eintrag passt nicht: {detail}.")
