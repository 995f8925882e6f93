"""From a page of a journey to the blocks that templates draw. Knows answers, faults and what was typed, not HTTP."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications.norms import common_norms, say_once
from dienstweg.applications.question_blocks import Questions, State, entries_in
from dienstweg.applications.rows import row_title, told_in
from dienstweg.applications.waiting import waiting
from dienstweg.applications.way_back import lies_free, offer_way_back
from dienstweg.engine.answers import Answers, branch, join, rows
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey, Place, chain_to
from dienstweg.engine.service import Either, Group, Node, Note, Page, Question, shown
from dienstweg.engine.usage import chosen, used
from dienstweg.web.blocks import Block, Option, Row
from dienstweg.web.tongue import plain

SKIPPABLE = noop(
    "Diese Seite können Sie auslassen. Wenn Sie hier etwas angeben, brauchen wir alles, was nicht „(freiwillig)“ heißt."
)
QUIET = ("note", "readonly", "rows")
NO_ROWS = noop("Hier steht noch nichts. Wenn nichts zutrifft, gehen Sie ohne Eintrag weiter.")


def page_blocks(journey: Journey, page: Page, state: State) -> list[Block]:
    """The blocks of a page, in order."""
    places = journey.places(page)
    builder = _Builder(journey, state, waiting(journey, page))
    found: list[Block] = []
    for place in places:
        blocks = builder.place(place, alone=len(places) == 1)
        offer_way_back(blocks, free=lies_free(chain_to(journey.service.nodes, place.item.path)))
        found += blocks
    said = (page.title, page.lead.partition("\n")[0])  # where the title had to be cut, the whole of it leads the page
    for block in found:
        if block.type in ("rows", "group") and block.label in said:
            block.label = ""
        _shorten(block, page.title)
    say_once(found, "; ".join(common_norms(journey, page)))
    return found


class _Builder:
    def __init__(self, journey: Journey, state: State, later: frozenset[str]) -> None:
        self.journey = journey
        self.later = later
        self.lists = journey.service.code_lists
        self.state = state
        self.questions = Questions(self.lists, state)

    def place(self, place: Place, *, alone: bool) -> list[Block]:
        """An item of the page; the only group of a page needs no heading of its own: the page's title says it."""
        node = place.node
        if self._waits(node, place.prefix):
            return []
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
            inside = self._bare(node, place.here, place.prefix, 2)
            skippable = not node.min and not place.kept and _demands(inside)
            return [Block(type="note", name="", label="", value=gettext(SKIPPABLE)), *inside] if skippable else inside
        return self.node(node, place.here, place.prefix, 2, kept=place.kept)

    def _bare(self, node: Group, here: Answers, prefix: str, level: int) -> list[Block]:
        """A group without its heading."""
        path = join(prefix, node.id)
        error = self.state.faults.get(path, "")
        hint = [Block(type="note", name="", label="", value=node.hint)] if node.hint else []
        problem = [Block(type="group", name=path, label="", error=error)] if error else []
        return [*hint, *problem, *self.children(node, branch(here, node.id), path, level)]

    def children(self, group: Group, here: Answers, prefix: str, level: int) -> list[Block]:
        return self.level(group.children, here, prefix, level)

    def level(self, nodes: tuple[Node, ...], here: Answers, prefix: str, level: int) -> list[Block]:
        return [block for node in nodes for block in self.node(node, here, prefix, level)]

    def node(self, node: Node, here: Answers, prefix: str, level: int, *, kept: bool = False) -> list[Block]:
        """The blocks of one node, none where it shows nothing."""
        if not shown(node) or self._waits(node, prefix):
            return []
        if isinstance(node, Note):
            return [Block(type="note", name=join(prefix, node.id), label=node.label, value=node.text, level=level)]
        if isinstance(node, Question):
            return [self.questions.block(node, here, prefix, kept=kept)]
        if isinstance(node, Either):
            return [self._either(node, here, prefix, contents=True, level=level)]
        if node.repeats:
            return [self._rows(node, here, prefix, level)]
        if node.gate and not kept:
            return [self._gate(node, here, prefix, contents=True, level=level)]
        path = join(prefix, node.id)
        group = Block(
            type="group",
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min and not kept,
            blocks=self.children(node, branch(here, node.id), path, level + 1),
            level=level,
        )
        for block in group.blocks:
            _shorten(block, group.label)
        return [group]

    def _waits(self, node: Node, prefix: str) -> bool:
        return bool(self.later) and join(prefix, node.key if isinstance(node, Either) else node.id) in self.later

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
                Option("ja", gettext("Ja"), chosen=answer is True, blocks=inside),
                Option("nein", gettext("Nein"), chosen=answer is False),
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
        begun = min(entries_in(self.state.drawn, path), len(present) + 1)
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
        name = plain(node.short or node.label)
        return Block(
            type="rows",
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min,
            value=gettext(NO_ROWS) if not shown_rows else "",
            rows=shown_rows,
            add=f"mehr:{path}" if len(shown_rows) < most else "",
            add_label=gettext("{name} hinzufügen").format(name=name),
            limits=gettext("Höchstens {most} Einträge.").format(most=node.max) if node.max is not None else "",
            level=level,
        )

    def _row(self, node: Group, row: Answers, path: str, index: int, *, stored: bool, level: int) -> Row:
        at = join(path, index)
        children = node.children_at(index)
        open_ = not stored or not used(children, row) or self._is_open(at)
        told = told_in(self.lists, children, row, at)
        return Row(
            name=at,
            title=row_title(node, index, told),
            summary=" · ".join(told[1:4]),
            open=open_,
            blocks=self._row_blocks(children, row, at, level + 1) if open_ else [],
            edit=f"oeffnen:{at}",
            remove=f"weg:{at}" if not stored and index >= node.min else "",
            remove_url=f"entfernen/{at}/" if stored else "",
        )

    def _row_blocks(self, children: tuple[Node, ...], row: Answers, at: str, level: int) -> list[Block]:
        """What is asked in a row. A single group in it needs no heading of its own: the row has one."""
        seen = [node for node in children if shown(node)]
        only = seen[0] if len(seen) == 1 else None
        if isinstance(only, Group) and only.min and not only.repeats:
            return self._bare(only, row, at, level)
        return self.level(children, row, at, level)

    def _is_open(self, at: str) -> bool:
        marked: Iterable[str] = (*self.state.open_rows, *self.state.faults, *self.state.typed, self.state.more)
        return any(path == at or path.startswith(at + ".") for path in marked)


def _demands(blocks: Iterable[Block]) -> bool:
    """Whether some question is not marked as one that may stay empty."""
    return any(
        not block.optional and (_demands(block.blocks) if block.type == "group" else block.type not in QUIET)
        for block in blocks
    )


def _shorten(block: Block, said: str) -> None:
    """The compiler's question before a choice starts with the name of the group around it: not below that name."""
    if block.type == "either" and block.label.startswith(f"{said}: "):
        block.label = block.label.removeprefix(f"{said}: ")
