"""What a standards file says: the nouns of XDatenfelder 3.0.0 and 2.0 as frozen values.

Nothing of the file is lost between reading and writing. What later steps work with are plain attributes;
what only the writer needs (status, dates, relations, keywords) stands in :class:`Meta`.
Source: XDatenfelder 3.0.0 and 2.0, XSD ``xdatenfelder-baukasten.xsd``.
"""

from typing import Literal

from msgspec import Struct

Standard = Literal["2.0", "3.0.0"]
FieldRole = Literal["input", "select", "label", "hidden", "locked"]
DataType = Literal[
    "text", "text_latin", "date", "time", "datetime", "bool", "num", "num_int", "num_currency", "file", "obj"
]


class Code(Struct, frozen=True):
    """A code with the list it comes from (``listURI``, ``listVersionID``)."""

    value: str
    list_uri: str | None = None
    list_version: str | None = None


class LegalBasis(Struct, frozen=True):
    """``bezug``: the norm a thing rests on, with a link where the file gives one."""

    text: str
    link: str | None = None


class Keyword(Struct, frozen=True):
    text: str
    uri: str


class Relation(Struct, frozen=True):
    predicate: Code
    object_id: str
    object_version: str | None = None


class Meta(Struct, frozen=True, kw_only=True):
    """``AllgemeineAngaben`` that no later step computes with. Absent is ``None``; present but empty is ``""``."""

    status: Code | None = None
    status_set_on: str | None = None
    status_set_by: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    version_note: str | None = None
    published_on: str | None = None
    changed_at: str | None = None
    definition: str | None = None
    creator: str | None = None
    released_on: str | None = None
    """``freigabedatum``, XDatenfelder 2.0 only."""
    relations: tuple[Relation, ...] = ()
    keywords: tuple[Keyword, ...] = ()


class Parameter(Struct, frozen=True):
    """``param`` or ``ziel`` of a rule (never filled in the files we know; kept for writing)."""

    element: str | None = None
    name: str | None = None
    type: str | None = None


class RuleError(Struct, frozen=True):
    text: str
    code: str | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """``regel``: one rule, almost always German free text.

    ``text`` is ``freitextRegel``; XDatenfelder 2.0 has no such element and writes the sentence into ``definition``.
    """

    id: str
    version: str | None = None
    name: str = ""
    description: str | None = None
    text: str | None = None
    legal: tuple[LegalBasis, ...] = ()
    type: Code | None = None
    parameters: tuple[Parameter, ...] = ()
    targets: tuple[Parameter, ...] = ()
    script: str | None = None
    errors: tuple[RuleError, ...] = ()
    label_in: str | None = None
    label_out: str | None = None
    meta: Meta = Meta()


class Precision(Struct, frozen=True, kw_only=True):
    """``praezisierung``: limits of a field, as the file writes them (numbers stay text)."""

    min_length: str | None = None
    max_length: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    pattern: str | None = None
    text: str | None = None
    """The element's own text. In XDatenfelder 2.0 that is the JSON the limits were read from, kept to the letter."""


class Value(Struct, frozen=True):
    """``wert``: one entry of a list written into the field itself."""

    code: str
    name: str
    help: str | None = None


class CodeListReference(Struct, frozen=True, kw_only=True):
    """``codelisteReferenz``: a list kept elsewhere, by URN and version (no version: the latest)."""

    canonical: str | None = None
    version: str | None = None
    canonical_version: str | None = None
    id: str | None = None
    """XDatenfelder 2.0 only: ``identifikation/id`` of the list."""
    id_version: str | None = None


class Field(Struct, frozen=True, kw_only=True):
    """``datenfeld``."""

    id: str
    version: str | None = None
    name: str = ""
    description: str | None = None
    label_in: str = ""
    label_out: str | None = None
    help_in: str | None = None
    help_out: str | None = None
    element_kind: Code | None = None
    legal: tuple[LegalBasis, ...] = ()
    role: Code
    datatype: Code
    precision: Precision | None = None
    content: str | None = None
    prefill: Code | None = None
    values: tuple[Value, ...] = ()
    code_list: CodeListReference | None = None
    code_key: str | None = None
    name_key: str | None = None
    help_key: str | None = None
    rules: tuple[Rule, ...] = ()
    max_size: str | None = None
    media_types: tuple[str, ...] = ()
    meta: Meta = Meta()


class Group(Struct, frozen=True, kw_only=True):
    """``datenfeldgruppe``; ``kind`` X marks a choice group (*Auswahlgruppe*): exactly one child is answered."""

    id: str
    version: str | None = None
    name: str = ""
    description: str | None = None
    label_in: str = ""
    label_out: str | None = None
    help_in: str | None = None
    help_out: str | None = None
    element_kind: Code | None = None
    legal: tuple[LegalBasis, ...] = ()
    kind: Code | None = None
    rules: tuple[Rule, ...] = ()
    children: "tuple[Child, ...]" = ()
    meta: Meta = Meta()


class Child(Struct, frozen=True, kw_only=True):
    """``struktur``: an element in its place, with how often it may occur there (``max`` None: without limit)."""

    multiplicity: str
    min: int
    max: int | None
    element: Field | Group
    legal: tuple[LegalBasis, ...] = ()


class Header(Struct, frozen=True, kw_only=True):
    message_id: str
    created_at: str
    reference_id: str | None = None
    product: str | None = None
    product_maker: str | None = None
    product_version: str | None = None
    quality: Code | None = None


class Verbatim(Struct, frozen=True):
    """A spelling that the plain attributes do not tell and the writer restores.

    ``place`` counts the elements of the file in document order (0: the root). ``attribute`` is an expanded name, or ""
    for the element's text: a token with white space around it, which the standard reads without. Who changes a schema
    drops these, because the places move.
    """

    place: int
    attribute: str
    value: str


class Instruction(Struct, frozen=True):
    """A processing instruction before the root, such as ``xml-stylesheet``."""

    target: str
    text: str | None = None


class Schema(Struct, frozen=True, kw_only=True):
    """``stammdatenschema``: one whole file."""

    standard: Standard
    header: Header
    id: str
    version: str | None = None
    name: str = ""
    description: str | None = None
    title: str = ""
    label_out: str | None = None
    """``bezeichnungAusgabe``, XDatenfelder 2.0 only; ``title`` is ``bezeichnungEingabe`` there."""
    help: str | None = None
    legal: tuple[LegalBasis, ...] = ()
    derivation_structure: Code | None = None
    derivation_representation: Code | None = None
    document_profile: str | None = None
    document_profile_version: str | None = None
    rules: tuple[Rule, ...] = ()
    children: tuple[Child, ...] = ()
    meta: Meta = Meta()
    prefix: str = "xdf"
    """The prefix the file gives the standard's namespace ("": none). It has no meaning and is kept for a quiet diff."""
    namespaces: tuple[tuple[str, str], ...] = ()
    """Further declarations on the root: prefix and namespace."""
    instructions: tuple[Instruction, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()
