"""The author's file beside a schema (``service.yaml``): wording, pages, parameters, outcomes, retention.

Reading is strict: an unknown key or a wrong type is a Problem with the place in the file, so that a typing error never
passes as a wish that was silently ignored.
"""

import re
from typing import Literal, TypeVar

import msgspec
import yaml
from msgspec import Struct

from dienstweg.engine.info import DataProtection
from dienstweg.engine.notification import NoticeLaw
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import ParameterKind, ServiceLevel

File = TypeVar("File", bound=Struct)

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 20
"""Entries inside entries: four times what the file needs. YAML's own reader ends the process far above."""


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """What is sent, for buttons and headings: noun and grammatical gender."""

    noun: str = "Antrag"
    gender: Literal["m", "f", "n"] = "m"


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    text: str


class Rate(Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    value: str


class InfoPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Texts of the service page, see :class:`dienstweg.engine.service.Info`."""

    lead: str = ""
    audience: str = ""
    duration: str = ""
    cost: str = ""
    rates_title: str = ""
    rates: tuple[Rate, ...] = ()
    deadline: str = ""
    processing: str = ""
    prepare: tuple[str, ...] = ()
    legal: str = ""
    sections: tuple[Section, ...] = ()
    reason: str = ""


class DataProtectionPart(DataProtection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page on data protection cannot derive."""


class PagePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slug: str
    title: str
    lead: str = ""
    items: tuple[str, ...]


class ElementPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wording of one element; ``row`` names a row of a repeated group, ``gate`` the question before an optional one,
    ``prefill`` the query parameter whose value a link may propose.
    """

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
    prefill: str | None = None


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


class EffectPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One effect; exactly one of the first six names its target (dotted path).

    ``when`` is a condition in FEEL (none: always), ``value`` FEEL for ``set``, ``codes`` for ``restrict``, ``holds``
    FEEL for ``valid`` (target "": the whole service).
    """

    require: str | None = None
    forbid: str | None = None
    optional: str | None = None
    set: str | None = None
    restrict: str | None = None
    valid: str | None = None
    when: str | None = None
    value: str | None = None
    codes: tuple[str, ...] = ()
    holds: str | None = None
    message: str = ""


class RulePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What takes the place of a rule's sentences: effects, or the reason why it does nothing and who says so."""

    effects: tuple[EffectPart, ...] = ()
    documentation: str = ""
    by: str = ""


class AmountPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amount in euro, computed (FEEL over answers and local values)."""

    name: str
    label: str
    value: str
    note: str = ""


class Overlay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    slug: str | None = None
    former_slugs: tuple[str, ...] = ()
    title: str | None = None
    level: ServiceLevel = "municipality"
    act: Act = Act()
    leika: str = ""
    keywords: tuple[str, ...] = ()
    info: InfoPart = InfoPart()
    data_protection: DataProtectionPart = DataProtectionPart()
    pages: tuple[PagePart, ...] = ()
    elements: dict[str, ElementPart] = {}
    parameters: tuple[ParameterPart, ...] = ()
    outcomes: tuple[OutcomePart, ...] = ()
    rules: dict[str, RulePart] = {}
    """By id of the rule in the schema."""
    computed: dict[str, str] = {}
    """By dotted path: FEEL whose value a field has; it is not asked any more."""
    amounts: tuple[AmountPart, ...] = ()
    remedy: str = ""
    declaration: str = ""
    notice_law: NoticeLaw = "vwvfg"
    """``vwvfg`` (§ 41 Absatz 2a) or, for taxes, ``ao`` (§ 122a)."""
    processing_days: int | None = None
    retention_days: int | None = None
    draft_days: int = 30


def read(data: bytes, *, name: str = "service.yaml") -> Overlay:
    """Read the author's file.

    Raises:
        Refused: ``overlay_too_large``, ``overlay_unreadable`` (not YAML), ``overlay_entry`` (an unknown name, a wrong
            type, a name twice); ``where`` names file and place.
    """
    return read_yaml(data, Overlay, name=name)


def read_yaml(data: bytes, kind: type[File], *, name: str) -> File:
    """A file of an author. Raises :class:`Refused` as :func:`read` does."""
    if len(data) > SIZE_LIMIT:
        raise Refused(Problem("overlay_too_large", name, "Die Datei ist größer als 1 MB. Teilen Sie sie auf."))
    try:
        _check_shape(data, name)
        return msgspec.yaml.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise Refused(_wrong_entry(str(error), name)) from None
    except (msgspec.DecodeError, yaml.YAMLError, ValueError) as error:
        places = re.findall(r"line (\d+)", str(error))  # where it began, and where it went wrong
        where = f"{name}, Zeile {places[-1]}" if places else name
        message = "Das ist kein lesbares YAML. Prüfen Sie Einrückung und Zeichen."
        raise Refused(Problem("overlay_unreadable", where, message)) from None


def _check_shape(data: bytes, name: str) -> None:
    """Refuse what makes a small file large or deep, and a second entry that would silently win over the first."""
    levels: list[_Level] = []
    for event in yaml.parse(data, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
        elif isinstance(event, yaml.NodeEvent):
            where = f"{name}, Zeile {event.start_mark.line + 1 if event.start_mark else 1}"
            if levels and not levels[-1].take(event):
                raise Refused(Problem("overlay_entry", where, "Dieser Eintrag steht hier schon einmal."))
            if isinstance(event, yaml.CollectionStartEvent):
                levels.append(_Level(named=isinstance(event, yaml.MappingStartEvent)))
            if len(levels) > DEPTH_LIMIT or isinstance(event, yaml.AliasEvent):
                message = "Hier verweist die Datei auf sich selbst oder schachtelt zu tief. Schreiben Sie Einträge aus."
                raise Refused(Problem("overlay_unreadable", where, message))


class _Level:
    """A mapping or list while it is read: the names so far, and whether the next thing is a name."""

    def __init__(self, *, named: bool) -> None:
        self.named = named
        self.names: set[str] = set()
        self.at_name = named

    def take(self, event: yaml.NodeEvent) -> bool:
        """False for a name that was there before."""
        again = self.at_name and isinstance(event, yaml.ScalarEvent) and event.value in self.names
        if self.at_name and isinstance(event, yaml.ScalarEvent):
            self.names.add(event.value)
        self.at_name = self.named and not self.at_name
        return not again


def _wrong_entry(message: str, name: str) -> Problem:
    found = re.search(r"- at `(?:key in )?\$\.?(.*?)`", message)
    where = f"{name}: {found[1]}" if found and found[1] else name
    return Problem("overlay_entry", where, _in_german(message.partition(" - at ")[0]))


_TYPES = {
    "str": "Text",
    "int": "eine ganze Zahl",
    "bool": "true oder false",
    "array": "eine Liste",
    "object": "benannte Einträge",
    "null": "nichts",
}
_EXPECTED = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_NO_CHOICE = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")


def _in_german(message: str) -> str:
    if found := _EXPECTED.fullmatch(message):
        expected, got = (_TYPES.get(name, name) for name in found.groups())
        advice = " Setzen Sie den Wert in Anführungszeichen." if found[1] == "str" else ""
        return f"Hier steht {got}. Erwartet: {expected}.{advice}"
    if found := _UNKNOWN.fullmatch(message):
        return f"Den Eintrag „{found[1]}“ gibt es hier nicht. Prüfen Sie die Schreibweise."
    if found := _NO_CHOICE.fullmatch(message):
        return f"Den Wert „{found[1]}“ gibt es hier nicht."
    if found := _MISSING.fullmatch(message):
        return f"Hier fehlt der Eintrag „{found[1]}“."
    return f"Dieser Eintrag passt nicht: {message}."
