"""What a file of translations says: message 0106 of XDatenfelder 3.0.0 as frozen values, nothing lost.

Source: XDatenfelder 3.0.0, ``xdatenfelder-baukasten.xsd``, types ``Sprache``, ``ElementUebersetzung`` and
``RegelUebersetzung``.
"""

from msgspec import Struct

from dienstweg.engine.schema import Header, Instruction, RuleError, Value, Verbatim


class RuleTexts(Struct, frozen=True):
    """``regel``: the messages of one rule."""

    id: str
    version: str | None = None
    errors: tuple[RuleError, ...] = ()


class ElementTexts(Struct, frozen=True, kw_only=True):
    """``element``: the texts of one field or group. Absent is ``None``; present but empty is ``""``."""

    id: str
    version: str | None = None
    label_in: str | None = None
    label_out: str | None = None
    help_in: str | None = None
    help_out: str | None = None
    content: str | None = None
    values: tuple[Value, ...] = ()
    rules: tuple[RuleTexts, ...] = ()


class Language(Struct, frozen=True, kw_only=True):
    """``sprache``: one translation. ``lang`` ISO 639, ``region`` ISO 3166-1, ``variant`` "simple": einfache Sprache."""

    lang: str
    version: str
    region: str | None = None
    variant: str | None = None
    elements: tuple[ElementTexts, ...] = ()

    @property
    def tongue(self) -> str:
        """The language as one tag (BCP 47): ``en``, ``en-GB``, ``de-simple``."""
        return "-".join(filter(None, (self.lang, self.region, self.variant)))


class Translation(Struct, frozen=True, kw_only=True):
    """The whole file. ``prefix``, ``namespaces``, ``instructions`` and ``verbatim`` as in a schema."""

    schema_id: str
    schema_version: str | None = None
    header: Header
    languages: tuple[Language, ...] = ()
    prefix: str = ""
    namespaces: tuple[tuple[str, str], ...] = ()
    instructions: tuple[Instruction, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()
