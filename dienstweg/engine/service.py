"""What we run: a compiled service as one immutable value with a canonical form and a digest.

A service is a tree of nodes. An answer lies in a tree of the same shape (see :mod:`dienstweg.engine.answers`), so that
an element id that occurs at several paths never collides. Pages refer to nodes by path.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from dienstweg.engine.info import DataProtection, Info
from dienstweg.engine.notification import NoticeLaw

FORMAT = 1
TRANSLATED = 2
"""The format of a service with translations; one without keeps its bytes, and with them its digest."""

Kind = Literal["text", "date", "time", "datetime", "bool", "integer", "number", "money", "choice", "file"]
Role = Literal["input", "locked", "hidden"]
ParameterKind = Literal["text", "long_text", "integer", "money", "date", "bool", "list", "url", "email"]
AuthorityLevel = Literal["municipality", "county"]
ServiceLevel = Literal["municipality", "county", "both"]
"""Whose task a service is; ``both``: every authority does it for itself."""


_NORM = re.compile(
    r"§|\bArt(?:ikel|\.)|(?:gesetz|ordnung|satzung|richtlinie)(?:buch|es|en)?\b|\b[A-ZÄÖÜ]\w*(?:G|GB|O|V|VO)\b"
)
_TECHNICAL = re.compile(r"\burn:|\bX[A-ZÖa-zö]\w+|\b(?:BSI|RFC|ITU|DIN|ISO|BOB)\b|Codeliste|Referenz|referenz")


class Legal(Struct, frozen=True):
    """What a question rests on. Files name norms of law and, in the same place, technical sources."""

    text: str
    link: str | None = None

    @property
    def is_norm(self) -> bool:
        """Whether it is a norm of law that tells a person why something is asked, not a table or a data standard."""
        return _names_a_norm(self.text)


@lru_cache(4096)
def _names_a_norm(text: str) -> bool:
    return _NORM.search(text) is not None and _TECHNICAL.search(text) is None


class Entry(Struct, frozen=True):
    """One row of a code list: ``code`` is stored and sent, ``label`` is shown."""

    code: str
    label: str
    help: str | None = None


class CodeList(Struct, frozen=True):
    """A closed list, or a partial one (``complete`` false) that must admit other values."""

    urn: str
    version: str
    entries: tuple[Entry, ...]
    complete: bool = True

    def label(self, code: str) -> str | None:
        """The label of a code, or None where the list does not have it."""
        return next((entry.label for entry in self.entries if entry.code == code), None)


class Limits(Struct, frozen=True, kw_only=True):
    """What a value must keep to. Lengths in characters, ``max_size`` in bytes, bounds as the file writes them.

    ``pattern`` is a regular expression that must match the whole value (linear time, RE2 syntax).
    """

    min_length: int | None = None
    max_length: int | None = None
    min_value: str | None = None
    max_value: str | None = None
    pattern: str | None = None
    latin: bool = False
    max_size: int | None = None
    media_types: tuple[str, ...] = ()


class Question(Struct, frozen=True, kw_only=True, tag="question"):
    """A field that carries a value. ``path`` is the dotted path of element ids from the root of the schema."""

    id: str
    path: str
    version: str | None = None
    kind: Kind
    role: Role = "input"
    label: str
    hint: str = ""
    short: str = ""
    """The label on check pages and in notices, where the file gives another one."""
    min: int = 1
    max: int | None = 1
    limits: Limits = Limits()
    code_list: str | None = None
    """Key into ``Service.code_lists``; every ``choice`` has one."""
    content: str | None = None
    """The value a locked or hidden question carries, or the proposal of an input question."""
    original: str | UnsetType = UNSET
    """The German label where it is read in another language: what machines recognise it by never depends on one."""
    said: str | UnsetType = UNSET
    """What is shown of a locked question in another language; what it carries stays as it is."""
    autocomplete: str | None = None
    """HTML autocomplete token (WCAG 1.3.5)."""
    legal: tuple[Legal, ...] = ()
    forbiddable: bool = False
    """A rule can forbid it or make it optional: the generated schemas lower its minimum to 0."""
    prefill: str = ""
    """Name of the query parameter whose value a link may propose here; empty: links propose nothing."""

    @property
    def repeats(self) -> bool:
        return self.max is None or self.max > 1


class Note(Struct, frozen=True, kw_only=True, tag="note"):
    """A ``label`` field: shown, never asked, never sent."""

    id: str
    path: str
    label: str
    text: str = ""


class Group(Struct, frozen=True, kw_only=True, tag="group"):
    """A group of nodes. ``gate``: an optional group that is introduced by its own yes/no question.

    The answer to the gate lies beside the group under :attr:`gate_key`.
    """

    id: str
    path: str
    version: str | None = None
    label: str
    hint: str = ""
    short: str = ""
    """Singular for one row of a repeated group ("Hund"); empty: the label."""
    min: int = 1
    max: int | None = 1
    gate: bool = False
    gate_label: str = ""
    children: "tuple[Node, ...]" = ()
    legal: tuple[Legal, ...] = ()
    forbiddable: bool = False

    @property
    def repeats(self) -> bool:
        return self.max is None or self.max > 1

    @property
    def gate_key(self) -> str:
        return f"?{self.id}"

    def children_at(self, index: int) -> "tuple[Node, ...]":  # noqa: ARG002 # as a rule has not made rows differ
        """The children in one row of a repeated group (zero-based)."""
        return self.children


class Either(Struct, frozen=True, kw_only=True, tag="either"):
    """Exactly one (``required``) or at most one of several siblings: one choice question.

    The chosen option's id lies beside the options under :attr:`key`. Options are siblings in the answers too:
    an Either adds no level to the tree and ``path`` is the parent's path plus the key.
    """

    path: str
    label: str
    hint: str = ""
    required: bool = True
    options: "tuple[Group | Question, ...]" = ()
    wraps_group: bool = False
    """The standard's own choice group (art X): the schemas say *exactly one of*."""

    @property
    def key(self) -> str:
        """``?`` and the id of the option that came first in the file, whichever options there are now."""
        return self.path.rpartition(".")[2]


Node = Question | Note | Group | Either


class Item(Struct, frozen=True):
    """A node on a page; ``part`` "gate" shows only its own question (gate or choice), its contents follow later."""

    path: str
    part: Literal["all", "gate"] = "all"


class Page(Struct, frozen=True, kw_only=True):
    """One topic. ``heading`` is the path of the group the items lie in, or "" at the root."""

    slug: str
    title: str
    lead: str = ""
    items: tuple[Item, ...]


class OpenPoint(Struct, frozen=True):
    """Something the compiler could not decide. ``where`` is a dotted path or a rule id."""

    code: str
    where: str
    message: str


class Parameter(Struct, frozen=True, kw_only=True):
    """A local value that an authority sets. Values are canonical text (see ``engine.adoption``)."""

    name: str
    kind: ParameterKind
    label: str
    help: str = ""
    required: bool = False
    default: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    legal: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """How a case can end. ``act``: an administrative act, whose notice needs the legal remedy instruction."""

    code: str
    label: str
    text: str
    act: bool = True
    needs_reasons: bool = False


class Given(Struct, frozen=True):
    """A value that a rule sets, as FEEL; ``when``: under which condition, None: always. ``shown``: where the field is a
    locked one.
    """

    value: str
    when: str | None = None
    shown: bool = False


class Allowed(Struct, frozen=True):
    """Codes that a rule leaves to choose from; ``when``: under which condition, None: always."""

    codes: tuple[str, ...]
    when: str | None = None


class Ruled(Struct, frozen=True, kw_only=True):
    """What all rules together say about one place.

    Conditions are FEEL over full dotted paths, ``land`` and the local values; None: never. Inside a repeated group a
    path that shares its repeated ancestor means the same row. ``forbid`` goes before all else. ``rules`` are the ids of
    the rules behind it.
    """

    path: str
    forbid: str | None = None
    require: str | None = None
    optional: str | None = None
    set: tuple[Given, ...] = ()
    restrict: tuple[Allowed, ...] = ()
    rules: tuple[str, ...] = ()


class Check(Struct, frozen=True, kw_only=True):
    """What must hold (FEEL) wherever the place is in use; ``path`` "" is the whole service."""

    path: str
    holds: str
    message: str
    rule: str = ""


class Amount(Struct, frozen=True, kw_only=True):
    """An amount in euro that follows from answers and local values (FEEL). Null: it is not known and not shown."""

    name: str
    label: str
    value: str
    note: str = ""


class Service(Struct, frozen=True, kw_only=True):
    """One online service, complete: what is asked, in which order, and how it ends."""

    format: int = FORMAT
    slug: str
    title: str
    former_slugs: tuple[str, ...] = ()
    """Names it had before; addresses with them lead on."""
    level: ServiceLevel = "municipality"
    act_noun: str = "Antrag"
    """What is sent: Antrag, Anmeldung, Anzeige ("… absenden")."""
    act_gender: Literal["m", "f", "n"] = "m"
    schema_id: str
    schema_version: str | None = None
    standard: str
    leika_key: str = ""
    info: Info = Info()
    data_protection: DataProtection = DataProtection()
    nodes: tuple[Node, ...]
    pages: tuple[Page, ...]
    code_lists: dict[str, CodeList] = {}
    parameters: tuple[Parameter, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    remedy: str = ""
    """Legal remedy instruction, signed-off data of the service; never a default."""
    declaration: str = ""
    notice_law: NoticeLaw = "vwvfg"
    """Which law says when a notice that is fetched online takes effect."""
    processing_days: int | None = None
    """Working target in days after receipt, for the status page and the inbox."""
    retention_days: int | None = None
    draft_days: int = 30
    keywords: tuple[str, ...] = ()
    legal: tuple[Legal, ...] = ()
    ruled: tuple[Ruled, ...] = ()
    checks: tuple[Check, ...] = ()
    amounts: tuple[Amount, ...] = ()
    local: dict[str, str] = {}
    """What holds where it is offered: ``land`` and local values by name; empty in a master."""
    open_points: tuple[OpenPoint, ...] = ()
    translations: dict[str, dict[str, str]] | UnsetType = UNSET
    """By language (BCP 47) its texts, by their key (see ``engine.reword``)."""

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages it can be read in, German first."""
        return ("de", *sorted(self.translations or ()))


def canonical(service: Service) -> bytes:
    """The one byte form of a service (deterministic MessagePack, keys sorted): what is stored and digested."""
    return msgspec.msgpack.encode(service, order="sorted")


def digest(service: Service) -> str:
    """SHA-256 of the canonical form, 64 hex digits: the identity of a service."""
    return hashlib.sha256(canonical(service)).hexdigest()


_decoder = msgspec.msgpack.Decoder(Service)


def load(data: bytes) -> Service:
    """Read a canonical form back. Raises ``msgspec.DecodeError`` when the bytes are not a service of a format we know.

    A service without translations is of the first format; every service of it is one of the second as it stands.
    """
    service = _decoder.decode(data)
    if service.format not in (FORMAT, TRANSLATED):
        raise msgspec.DecodeError(f"format {service.format}")
    return service


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node below, parents first, in document order."""
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from walk(node.children)
        elif isinstance(node, Either):
            yield from walk(node.options)


def shown(node: Node) -> bool:
    """True where a node shows anything to a person."""
    if isinstance(node, Note):
        return bool(node.label or node.text)
    if isinstance(node, Question):
        return node.role == "input" or (node.role == "locked" and bool(node.content))
    return any(map(shown, node.options if isinstance(node, Either) else node.children))


def asks(node: Node) -> bool:
    """True where a person can answer something at or below a node."""
    if isinstance(node, Question):
        return node.role == "input"
    if isinstance(node, Note):
        return False
    return any(map(asks, node.options if isinstance(node, Either) else node.children))
