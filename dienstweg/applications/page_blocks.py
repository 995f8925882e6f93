"""From a page of a journey to the blocks that templates draw. Knows answers, faults and what was typed, not HTTP."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dienstweg.applications.way_back import lies_free, offer_way_back
from dienstweg.engine import values
from dienstweg.engine.answers import INDEX, Answers, branch, entries, join, rows
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey, Place, chain_to
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question, shown, walk
from dienstweg.engine.summary import lines
from dienstweg.engine.usage import chosen, used, values_of
from dienstweg.web.blocks import Block, BlockType, Option, Row, Upload

RADIOS = 7
"""Up to so many entries a choice is drawn as radio buttons, above as a select."""
LONG_TEXT = 300
"""From this length on an answer gets several lines."""
OTHER = "__anderer__"


@dataclass(slots=True)
class State:
    """What a page shows beyond the stored answers.

    ``typed``: what was typed but could not be taken, by HTML name. ``faults``: sentence by instance path.
    ``open_rows``: instance paths of rows that are unfolded. ``more``: path of a node that shows one entry more.
    ``bad_parts``: the faulty parts of a date by its path. ``appeared``: an answer has brought further questions.
    ``drawn``: the names of the page's inputs where it is drawn again while it is filled in.
    """

    typed: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    open_rows: frozenset[str] = frozenset()
    more: str = ""
    bad_parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    appeared: bool = False
    drawn: frozenset[str] = frozenset()


def page_blocks(journey: Journey, page: Page, state: State) -> list[Block]:
    """The blocks of a page, in order."""
    places = journey.places(page)
    builder = _Builder(journey, state)
    found: list[Block] = []
    for place in places:
        blocks = builder.place(place, alone=len(places) == 1)
        offer_way_back(blocks, free=lies_free(chain_to(journey.service.nodes, place.item.path)))
        found += blocks
    for block in found:
        if block.type in ("rows", "group") and block.label == page.title:
            block.label = ""  # the page's own heading says it
    common = common_norms(journey, page)
    _without(found, "; ".join(common))
    return found


def common_norms(journey: Journey, page: Page) -> tuple[str, ...]:
    """The norms most questions of a page rest on: said once, and at a question only where it has others."""
    nodes = tuple(place.node for place in journey.places(page))
    counted = Counter(norms for node in walk(nodes) if isinstance(node, Question) and (norms := _norms(node)))
    return counted.most_common(1)[0][0] if counted else ()


def _norms(node: Question) -> tuple[str, ...]:
    return tuple(basis.text for basis in node.legal if basis.is_norm)


def _without(blocks: Iterable[Block], legal: str) -> None:
    """Take the page's common norms from its blocks."""
    for block in blocks:
        if block.legal == legal:
            block.legal = ""
        _without(block.blocks, legal)
        for option in block.options:
            _without(option.blocks, legal)
        for row in block.rows:
            _without(row.blocks, legal)


class _Builder:
    def __init__(self, journey: Journey, state: State) -> None:
        self.journey = journey
        self.lists = journey.service.code_lists
        self.state = state

    def place(self, place: Place, *, alone: bool) -> list[Block]:
        """An item of the page; the only group of a page needs no heading of its own: the page's title says it."""
        node = place.node
        if place.item.part == "gate":
            return (
                [self._gate(node, place.here, place.prefix, contents=False)]
                if isinstance(node, Group)
                else [
                    self._either(node, place.here, place.prefix, contents=False)
                    for node in [node]
                    if isinstance(node, Either)
                ]
            )
        if alone and isinstance(node, Group) and not node.repeats and not node.gate:
            inside = self.children(node, branch(place.here, node.id), join(place.prefix, node.id), 2)
            error = self.state.faults.get(join(place.prefix, node.id), "")
            hint = [Block(type="note", name="", label="", value=node.hint)] if node.hint else []
            problem = [Block(type="group", name=join(place.prefix, node.id), label="", error=error)] if error else []
            return [*hint, *problem, *inside]
        return self.node(node, place.here, place.prefix, 2, kept=place.kept)

    def children(self, group: Group, here: Answers, prefix: str, level: int) -> list[Block]:
        return self.level(group.children, here, prefix, level)

    def level(self, nodes: tuple[Node, ...], here: Answers, prefix: str, level: int) -> list[Block]:
        return [block for node in nodes for block in self.node(node, here, prefix, level)]

    def node(self, node: Node, here: Answers, prefix: str, level: int, *, kept: bool = False) -> list[Block]:
        """The blocks of one node, none where it shows nothing."""
        if not shown(node):
            return []
        if isinstance(node, Note):
            return [Block(type="note", name=join(prefix, node.id), label=node.label, value=node.text, level=level)]
        if isinstance(node, Question):
            return [self._question(node, here, prefix, kept=kept)]
        if isinstance(node, Either):
            return [self._either(node, here, prefix, contents=True, level=level)]
        if node.repeats:
            return [self._rows(node, here, prefix, level)]
        if node.gate and not kept:
            return [self._gate(node, here, prefix, contents=True, level=level)]
        path = join(prefix, node.id)
        return [
            Block(
                type="group",
                name=path,
                label=node.label,
                hint=node.hint,
                error=self.state.faults.get(path, ""),
                optional=not node.min and not kept,
                blocks=self.children(node, branch(here, node.id), path, level + 1),
                level=level,
            )
        ]

    def _gate(self, node: Group, here: Answers, prefix: str, *, contents: bool, level: int = 2) -> Block:
        path = join(prefix, node.gate_key)
        answer = here.get(node.gate_key)
        inside = self.children(node, branch(here, node.id), join(prefix, node.id), level) if contents else []
        return Block(
            type="gate",
            name=path,
            label=node.gate_label,
            hint=node.hint,
            error=self.state.faults.get(path) or self.state.faults.get(join(prefix, node.id), ""),
            options=[
                Option("ja", "Ja", chosen=answer is True, blocks=inside),
                Option("nein", "Nein", chosen=answer is False),
            ],
            level=level,
        )

    def _either(self, node: Either, here: Answers, prefix: str, *, contents: bool, level: int = 2) -> Block:
        path = join(prefix, node.key)
        answer = chosen(node, here)
        inside = join(prefix, answer.id) if contents and isinstance(answer, Group) and not answer.repeats else path
        options = [
            Option(
                option.id,
                option.label,
                chosen=option is answer,
                blocks=self._option_blocks(option, here, prefix, level) if contents else [],
            )
            for option in node.options
        ]
        return Block(
            type="either",
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path) or self.state.faults.get(inside, ""),
            optional=not node.required,
            options=options,
            level=level,
        )

    def _option_blocks(self, option: Group | Question, here: Answers, prefix: str, level: int) -> list[Block]:
        if isinstance(option, Group) and not option.repeats:
            return self.children(option, branch(here, option.id), join(prefix, option.id), level)
        return self.node(option, here, prefix, level, kept=True)

    def _rows(self, node: Group, here: Answers, prefix: str, level: int) -> Block:
        path = join(prefix, node.id)
        present = rows(here, node.id)
        begun = min(_entries_in(self.state.drawn, path), len(present) + 1)
        wanted = max(len(present), node.min, begun) + (1 if self.state.more == path else 0)
        most = node.max if node.max is not None else ROWS_LIMIT
        empty: Answers = {}
        shown_rows = [
            self._row(
                node,
                present[index] if index < len(present) else empty,
                path,
                index,
                stored=index < len(present),
                level=level,
            )
            for index in range(min(wanted, max(most, len(present))))
        ]
        name = node.short or node.label
        return Block(
            type="rows",
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min,
            rows=shown_rows,
            add=f"mehr:{path}" if len(shown_rows) < most else "",
            add_label=f"{name} hinzufügen",
            limits=f"Höchstens {node.max} Einträge." if node.max is not None else "",
            level=level,
        )

    def _row(self, node: Group, row: Answers, path: str, index: int, *, stored: bool, level: int) -> Row:
        at = join(path, index)
        children = node.children_at(index)
        open_ = not stored or not used(children, row) or self._is_open(at)
        told = [
            line.value
            for child in children
            for line in lines(child, row, at, self.lists, 0, titled=False)
            if line.value
        ]
        told = [value for value in told if value != "nicht angegeben"]
        title = f"{node.short or node.label} {index + 1}"
        return Row(
            name=at,
            title=f"{title}: {told[0]}" if told and len(told[0]) <= 60 else title,
            summary=" · ".join(told[1:4]),
            open=open_,
            blocks=self.level(children, row, at, level + 1) if open_ else [],
            edit=f"oeffnen:{at}",
            remove=f"weg:{at}" if not stored and index >= node.min else "",
            remove_url=f"entfernen/{at}/" if stored else "",
        )

    def _is_open(self, at: str) -> bool:
        marked: Iterable[str] = (*self.state.open_rows, *self.state.faults, *self.state.typed, self.state.more)
        return any(path == at or path.startswith(at + ".") for path in marked)

    def _question(self, node: Question, here: Answers, prefix: str, *, kept: bool) -> Block:
        path = join(prefix, node.id)
        if node.role == "locked":
            return Block(type="readonly", name=path, label=node.label, hint=node.hint, value=node.content or "")
        if node.kind == "file":
            return self._file(node, here, path, kept=kept)
        if not node.repeats:
            given = values_of(node, here)
            return self._entry(node, path, given[0] if given else None, kept=kept)
        given = entries(here, node.id)
        begun = min(_entries_in(self.state.drawn, path), len(given) + 1)
        shown = max(len(given), _entries_in(self.state.typed, path), node.min, begun, 1)
        count = shown + (1 if self.state.more == path else 0)
        most = node.max if node.max is not None else ROWS_LIMIT
        blocks = [
            self._entry(node, join(path, index), given[index] if index < len(given) else None, kept=False)
            for index in range(min(count, most))
        ]
        return Block(
            type="many",
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min and not kept,
            blocks=blocks,
            add=f"mehr:{path}" if count < most else "",
            add_label="Weitere Angabe hinzufügen",
        )

    def _entry(self, node: Question, path: str, value: object | None, *, kept: bool) -> Block:
        block = Block(
            type=_type(node, len(self.lists[node.code_list].entries) if node.code_list in self.lists else 0),
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min and not kept and not node.repeats,
            autocomplete=node.autocomplete or "",
            legal="; ".join(_norms(node)),
        )
        if node.kind in ("choice", "bool"):
            self._fill_options(block, node, value)
        elif node.kind == "date":
            self._fill_date(block, value)
        else:
            self._fill_text(block, node, value)
        return block

    def _fill_options(self, block: Block, node: Question, value: object | None) -> None:
        if node.kind == "bool":
            block.options = [Option("ja", "Ja", chosen=value is True), Option("nein", "Nein", chosen=value is False)]
            return
        code_list = self.lists[node.code_list or ""]
        known = any(entry.code == value for entry in code_list.entries)
        block.options = [
            Option(entry.code, entry.label, entry.help or "", entry.code == value) for entry in code_list.entries
        ]
        if not code_list.complete:
            typed = self.state.typed.get(f"{block.name}.anderer")
            block.other = typed if typed is not None else ("" if known or value is None else str(value))
            block.options.append(Option(OTHER, "Anderer Wert", chosen=bool(block.other)))

    def _fill_date(self, block: Block, value: object | None) -> None:
        year, month, day = [*str(value).split("-"), "", ""][:3] if value else ("", "", "")
        block.day = self.state.typed.get(f"{block.name}.tag", day.lstrip("0"))
        block.month = self.state.typed.get(f"{block.name}.monat", month.lstrip("0"))
        block.year = self.state.typed.get(f"{block.name}.jahr", year)
        if block.error:
            parts = {"tag": block.day, "monat": block.month, "jahr": block.year}
            empty = tuple(part for part, text in parts.items() if not text)
            block.bad_parts = self.state.bad_parts.get(block.name) or empty or tuple(parts)

    def _fill_text(self, block: Block, node: Question, value: object | None) -> None:
        typed = self.state.typed.get(block.name)
        block.value = typed if typed is not None else (values.edit(node, value) if value is not None else "")
        block.max_length = node.limits.max_length if node.kind == "text" else None
        block.input_mode = {"integer": "numeric", "number": "decimal", "money": "decimal"}.get(node.kind, "")
        length = node.limits.max_length or 0
        block.width = (
            "1"
            if node.kind in ("integer", "time") or 0 < length <= 10
            else "3"
            if 0 < length <= 40 or node.kind in ("number", "money")
            else ""
        )

    def _file(self, node: Question, here: Answers, path: str, *, kept: bool) -> Block:
        given = entries(here, node.id) if node.repeats else values_of(node, here)
        files = [value for value in given if isinstance(value, dict)]
        uploads = [
            Upload(
                str(value.get("name", "")),
                values.size_text(int(str(value.get("size", 0)))),
                f"datei-weg:{join(path, index)}",
            )
            for index, value in enumerate(files)
        ]
        most = (node.max if node.max is not None else ROWS_LIMIT) if node.repeats else 1
        fault = (
            self.state.faults.get(path)
            or self.state.faults.get(join(path, 0))
            or self.state.faults.get(join(path, len(files)), "")
        )
        return Block(
            type="file",
            name=path,
            label=node.label,
            hint=node.hint,
            error=fault,
            optional=not node.min and not kept,
            uploads=uploads,
            accept=",".join(values.media_types(node)),
            limits=values.file_limits(node, most),
            add=f"hochladen:{path}" if len(files) < most else "",
        )


def _entries_in(names: Iterable[str], path: str) -> int:
    """How many rows or entries below a path some names of inputs tell of."""
    ahead = path + "."
    indexes = (name[len(ahead) :].partition(".")[0] for name in names if name.startswith(ahead))
    return max((int(index) + 1 for index in indexes if INDEX.fullmatch(index)), default=0)


def _type(node: Question, size: int) -> BlockType:
    if node.kind == "bool":
        return "radios"
    if node.kind == "choice":
        return "radios" if size <= RADIOS else "select"
    if node.kind == "date":
        return "date"
    length = node.limits.max_length
    return "long" if node.kind == "text" and length is not None and length >= LONG_TEXT else "text"
