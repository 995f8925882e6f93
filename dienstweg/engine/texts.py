"""The author's file of one language beside ``service.yaml``: ``texts/en.yaml``, ``texts/de-simple.yaml``.

It has the shape of ``service.yaml`` and holds nothing but words. ``texts`` translates a German text wherever it stands
and has no entry of its own: entries of code lists, titles of pages that the compiler made, sentences of rules.
"""

from msgspec import Struct

from dienstweg.engine.overlay import Rate, Section, read_yaml


class ActTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    noun: str | None = None


class InfoTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``prepare``, ``rates`` and ``sections`` have as many entries as in German."""

    lead: str | None = None
    audience: str | None = None
    duration: str | None = None
    cost: str | None = None
    rates_title: str | None = None
    rates: tuple[Rate, ...] = ()
    deadline: str | None = None
    processing: str | None = None
    prepare: tuple[str, ...] = ()
    legal: str | None = None
    sections: tuple[Section, ...] = ()
    reason: str | None = None


class DataProtectionTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``norms`` and ``recipients`` have as many entries as in German."""

    purpose: str | None = None
    norms: tuple[str, ...] = ()
    secrecy: str | None = None
    recipients: tuple[str, ...] = ()
    retention: str | None = None
    duty: str | None = None


class PageTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str | None = None
    lead: str | None = None


class ElementWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``options`` by code. The others as in ``service.yaml``."""

    label: str | None = None
    hint: str | None = None
    short: str | None = None
    row: str | None = None
    gate: str | None = None
    content: str | None = None
    options: dict[str, str] = {}


class OutcomeTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str | None = None
    text: str | None = None


class AmountTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str | None = None
    note: str | None = None


class Texts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. ``elements`` by full path or bare id, ``rules`` by id: the sentences of the rule's checks."""

    title: str | None = None
    act: ActTexts = ActTexts()
    info: InfoTexts = InfoTexts()
    data_protection: DataProtectionTexts = DataProtectionTexts()
    pages: dict[str, PageTexts] = {}
    elements: dict[str, ElementWords] = {}
    outcomes: dict[str, OutcomeTexts] = {}
    amounts: dict[str, AmountTexts] = {}
    rules: dict[str, tuple[str, ...]] = {}
    declaration: str | None = None
    texts: dict[str, str] = {}


def read(data: bytes, *, name: str) -> Texts:
    """Read the file of one language.

    Raises:
        Refused: ``overlay_too_large``, ``overlay_unreadable``, ``overlay_entry`` as for ``service.yaml``.
    """
    return read_yaml(data, Texts, name=name)
