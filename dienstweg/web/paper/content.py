"""What receipt and notice say, as frozen values. Callers format everything except times; times are aware datetimes."""

from datetime import datetime

from msgspec import Struct


class Letterhead(Struct, frozen=True, kw_only=True):
    """Who writes. ``office`` stands under the name ("Der Magistrat", "Team Steuern"), ``address`` in the head and above
    the addressee. ``accent`` is the authority's colour as ``#rrggbb``; anything else gives the colour of the state.
    """

    name: str
    office: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    accent: str = ""


class Fact(Struct, frozen=True):
    """A label and its value, such as ``Frist`` and ``22. Mai 2026``."""

    label: str
    value: str


class Step(Struct, frozen=True):
    """Something that happens next: what, and by when or how."""

    title: str
    text: str = ""


class Line(Struct, frozen=True):
    """An answer, or (``value`` None) a heading inside a page. ``depth`` counts the groups around it, from 0."""

    label: str
    value: str | None
    depth: int = 0


class Section(Struct, frozen=True):
    """What was answered on one page."""

    title: str
    lines: tuple[Line, ...]


class Upload(Struct, frozen=True):
    """A file that was handed in; ``size`` as shown (``84 kB``), ``sha256`` in hex."""

    name: str
    size: str
    sha256: str


class Embedded(Struct, frozen=True, kw_only=True):
    """Data attached to the PDF (PDF/A-3 associated file, relationship Data). ``content`` is UTF-8 text."""

    name: str
    content: bytes
    description: str
    type: str = "application/json"


class Receipt(Struct, frozen=True, kw_only=True):
    """The confirmation that an application arrived.

    ``digest`` is the SHA-256 of the sealed application in hex. ``code`` opens the status page: it is printed only where
    it is given, and it must not be part of ``embedded``.
    """

    letterhead: Letterhead
    heading: str = "Ihr Antrag ist eingegangen"
    service: str
    reference: str
    received_at: datetime
    facts: tuple[Fact, ...] = ()
    """Deadlines and other facts; service, authority and reference stand there anyway."""
    steps: tuple[Step, ...] = ()
    sections: tuple[Section, ...] = ()
    remark: str = ""
    """Stands before the sections: what is left out there, and where it is."""
    uploads: tuple[Upload, ...] = ()
    digest: str
    proof: str = ""
    """The signed receipt as text (JWS); printed, and findable in the file without reading the PDF."""
    check_url: str = ""
    """Where anybody can check the proof."""
    status_url: str = ""
    code: str | None = None
    embedded: Embedded | None = None


class Row(Struct, frozen=True):
    """A row of a notice's table; ``strong`` for a sum."""

    label: str
    value: str
    strong: bool = False


class Table(Struct, frozen=True):
    """What was fixed or granted. A table of amounts (all values end in €) is aligned at the right."""

    head: tuple[str, str]
    rows: tuple[Row, ...]


class Notice(Struct, frozen=True, kw_only=True):
    """A decision as a letter. In ``outcome``, ``reasons`` and ``remedy`` an empty line begins a new paragraph.

    Nothing of legal meaning is added: ``remedy``, ``closing`` and ``remark`` (whether the letter is valid without a
    signature) are printed only where they are given.
    """

    letterhead: Letterhead
    addressee: tuple[str, ...]
    written_at: datetime
    reference: str
    info: tuple[Fact, ...] = ()
    """Further lines of the information block, between reference and date."""
    subject: str
    salutation: str = ""
    outcome: str
    table: Table | None = None
    reasons: str = ""
    remedy: str = ""
    closing: tuple[str, ...] = ()
    remark: str = ""
    embedded: Embedded | None = None
