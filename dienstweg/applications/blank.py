"""The empty form on paper: everything a service may ask, with room to write, for any service and without answers."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from msgspec import Struct
from msgspec.structs import replace

from dienstweg.applications.desk import Desk
from dienstweg.applications.norms import norms_of
from dienstweg.applications.question_blocks import LONG_TEXT
from dienstweg.authorities.brand import brand
from dienstweg.engine.picking import LONG_LIST
from dienstweg.engine.service import CodeList, Either, Group, Node, Note, Page, Question, asks, shown, walk
from dienstweg.web.tongue import plain

Room = Literal["line", "lines", "date", "ticks", "enclosed"]
DEEPEST = 6


class Entry(Struct, frozen=True, kw_only=True):
    """One thing on the sheet: a heading of ``level`` 3 to 6, or a question with ``room`` for its answer, or words."""

    label: str
    hint: str = ""
    legal: str = ""
    optional: bool = False
    level: int = 0
    room: Room | None = None
    ticks: tuple[str, ...] = ()
    unit: str = ""


class Sheet(Struct, frozen=True):
    """A page of the form."""

    title: str
    lead: str
    legal: str
    entries: tuple[Entry, ...]


def blank_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Draw the empty form."""
    context = {
        "desk": desk,
        "service": desk.service,
        "brand": brand(desk.authority),
        "sheets": sheets(desk),
    }
    return render(request, "applications/blank.html", context)


def sheets(desk: Desk) -> list[Sheet]:
    """Each page once. A group that lies on several pages is asked where its contents are."""
    service = desk.service
    by_path = {node.path: node for node in walk(service.nodes)}
    found = []
    for page in service.pages:
        writer = _Writer(service.code_lists)
        entries = [
            entry
            for item in page.items
            if (node := by_path.get(item.path)) is not None
            for entry in (writer.gate(node, 3) if item.part == "gate" else writer.node(node, 3))
        ]
        found.append(_sheet(page, entries))
    return [sheet for sheet in found if sheet.entries]


def _sheet(page: Page, entries: list[Entry]) -> Sheet:
    """What most questions rest on is said once."""
    counted = Counter(entry.legal for entry in entries if entry.legal)
    common = counted.most_common(1)[0][0] if counted else ""
    own = tuple(replace(entry, legal="") if entry.legal == common else entry for entry in entries)
    return Sheet(page.title, page.lead, common, own)


class _Writer:
    def __init__(self, lists: dict[str, CodeList]) -> None:
        self.lists = lists

    def node(self, node: Node, level: int) -> Iterator[Entry]:
        """Everything at and below a node."""
        if not shown(node):
            return
        if isinstance(node, Note):
            yield Entry(label=node.label, hint=node.text)
        elif isinstance(node, Question):
            yield self.question(node)
        elif isinstance(node, Either):
            yield from self.gate(node, level)
            for option in node.options:
                if isinstance(option, Group) and asks(option):
                    yield Entry(
                        label=gettext("Nur wenn „{name}“ angekreuzt ist").format(name=plain(option.label)),
                        level=min(level, DEEPEST),
                    )
                    yield from self.nodes(option.children, level + 1)
                elif isinstance(option, Question):
                    yield from self.node(option, level)
        else:
            yield from self.group(node, level)

    def nodes(self, nodes: tuple[Node, ...], level: int) -> Iterator[Entry]:
        for node in nodes:
            yield from self.node(node, level)

    def group(self, group: Group, level: int) -> Iterator[Entry]:
        hint = group.hint
        if group.repeats:
            most = (
                " " + gettext("Höchstens {most} sind möglich.").format(most=group.max) if group.max is not None else ""
            )
            more = gettext("Weitere tragen Sie bitte auf einem eigenen Blatt ein.")
            hint = f"{plain(hint)}\n\n{more}{most}".strip()
        yield Entry(label=group.label, hint=hint, level=min(level, DEEPEST), optional=not group.min and not group.gate)
        if group.gate:
            yield from self.gate(group, level)
        yield from self.nodes(group.children, level + 1)

    def gate(self, node: Node, _level: int) -> Iterator[Entry]:
        """The question that a gate or a choice asks itself."""
        if isinstance(node, Either):
            ticks = tuple(option.label for option in node.options)
            yield Entry(label=node.label, hint=node.hint, optional=not node.required, room="ticks", ticks=ticks)
        elif isinstance(node, Group) and node.gate:
            yield Entry(label=node.gate_label or node.label, room="ticks", ticks=(gettext("Ja"), gettext("Nein")))

    def question(self, node: Question) -> Entry:
        if node.role != "input":
            return Entry(label=node.label, hint=node.content or "")
        room, ticks = self.room(node)
        return Entry(
            label=node.label,
            hint=node.hint,
            legal="; ".join(norms_of(node)),
            optional=not node.min,
            room=room,
            ticks=ticks,
            unit="€" if node.kind == "money" else "",
        )

    def room(self, node: Question) -> tuple[Room, tuple[str, ...]]:
        """How much room an answer needs, and what there is to tick."""
        if node.kind == "bool":
            return "ticks", (gettext("Ja"), gettext("Nein"))
        if node.kind == "file":
            return "enclosed", ()
        if node.kind == "date":
            return "date", ()
        listed = self.lists.get(node.code_list or "") if node.kind == "choice" else None
        if listed is not None and len(listed.entries) <= LONG_LIST:
            other = () if listed.complete else (gettext("Anderer Wert:"),)
            return "ticks", (*(entry.label for entry in listed.entries), *other)
        longest = node.limits.max_length
        is_long = node.kind == "text" and longest is not None and longest >= LONG_TEXT
        return ("lines" if is_long or node.repeats else "line"), ()
