"""From one question and its answer to the block that templates draw. Knows what was typed, not HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications.norms import norms_of
from dienstweg.applications.pictures import JPEG
from dienstweg.applications.preparing import taken
from dienstweg.applications.uploads import upload_limit
from dienstweg.engine import habits, picking, values
from dienstweg.engine.answers import INDEX, Answers, entries, join
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.service import CodeList, Question
from dienstweg.engine.usage import values_of
from dienstweg.web.blocks import Block, BlockType, Option, Upload
from dienstweg.web.tongue import plain

RADIOS = 7
"""Up to so many entries a choice is drawn as radio buttons, above as a select."""
LONGEST_SUGGESTED = 100
"""Characters of a label: what is longer nobody types."""
HOW_TO_SEARCH = noop("Schreiben Sie den Anfang. Passende Einträge werden vorgeschlagen.")
LONG_TEXT = 300
"""From this length on an answer gets several lines."""
OTHER = "__anderer__"
SHRUNK = noop("Größere Fotos verkleinern wir.")


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


INPUT_MODES = {
    "integer": "numeric",
    "number": "decimal",
    "money": "decimal",
    "phone": "tel",
    "email": "email",
    "postal_code": "numeric",
    "iban": "iban",
}
"""Which keyboard a phone shows. Nothing has a greatest length in the browser: what is pasted would be cut in silence,
white space before it included; the server says how much is too much."""


class Questions:
    """Draws questions with the lists of a service, beside what a page shows beyond the stored answers."""

    def __init__(self, lists: dict[str, CodeList], state: State) -> None:
        self.lists = lists
        self.state = state

    def block(self, node: Question, here: Answers, prefix: str, *, kept: bool) -> Block:
        """The block of a question below an instance path; ``kept``: it is the chosen option of a choice."""
        path = join(prefix, node.id)
        if node.role == "locked":
            return Block(
                type="readonly", name=path, label=node.label, hint=node.hint, value=node.said or node.content or ""
            )
        if node.kind == "file":
            return self._file(node, here, path, kept=kept)
        if not node.repeats:
            given = values_of(node, here)
            return self._entry(node, path, given[0] if given else None, kept=kept)
        given = entries(here, node.id)
        begun = min(entries_in(self.state.drawn, path), len(given) + 1)
        shown = max(len(given), entries_in(self.state.typed, path), node.min, begun, 1)
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
            add_label=gettext("Weitere Angabe hinzufügen"),
            limits=gettext("Höchstens {most} Angaben.").format(most=node.max) if node.max is not None else "",
        )

    def _entry(self, node: Question, path: str, value: object | None, *, kept: bool) -> Block:
        block = Block(
            type=_type(node, self.lists.get(node.code_list or "")),
            name=path,
            label=node.label,
            hint=node.hint,
            error=self.state.faults.get(path, ""),
            optional=not node.min and not kept and not node.repeats,
            autocomplete=node.autocomplete or "",
            legal="; ".join(norms_of(node)),
        )
        if block.type == "search":
            self._fill_search(block, self.lists[node.code_list or ""], value)
        elif node.kind in ("choice", "bool"):
            self._fill_options(block, node, value)
        elif node.kind == "date":
            self._fill_date(block, value)
        else:
            self._fill_text(block, node, value)
        return block

    def _fill_options(self, block: Block, node: Question, value: object | None) -> None:
        if node.kind == "bool":
            block.options = [
                Option("ja", gettext("Ja"), chosen=value is True),
                Option("nein", gettext("Nein"), chosen=value is False),
            ]
            return
        code_list = self.lists[node.code_list or ""]
        if value is None and not block.optional and self._is_left_over(node):
            value = code_list.entries[0].code
        known = any(entry.code == value for entry in code_list.entries)
        block.options = [
            Option(entry.code, entry.label, entry.help or "", entry.code == value) for entry in code_list.entries
        ]
        if not code_list.complete:
            typed = self.state.typed.get(f"{block.name}.anderer")
            block.other = typed if typed is not None else ("" if known or value is None else str(value))
            block.options.append(Option(OTHER, gettext("Anderer Wert"), chosen=bool(block.other)))

    def _fill_search(self, block: Block, listed: CodeList, value: object | None) -> None:
        """What was typed and is not clear becomes a choice of what may be meant, with the text to go on typing."""
        names = (block.name, f"{block.name}.anderer")
        typed = next((self.state.typed[name] for name in names if name in self.state.typed), None)
        near = picking.proposed(listed, typed) if typed is not None and listed.complete else ()
        if near:
            block.type, block.other = "radios", typed
            block.options = [Option(entry.code, picking.name_in(listed, entry.code) or "") for entry in near]
            block.options.append(Option(OTHER, gettext("Etwas anderes")))
            return
        shown = picking.name_in(listed, str(value)) or str(value) if value is not None else ""
        block.value = shown if typed is None else typed
        how = gettext(HOW_TO_SEARCH)
        block.hint = f"{plain(block.hint)}\n\n{how}" if block.hint else how
        block.options = [Option(entry.code, picking.name_in(listed, entry.code) or "") for entry in listed.entries]

    def _is_left_over(self, node: Question) -> bool:
        """Whether rules have left one answer of several: that one is given in advance. A confirmation never is."""
        whole, restricted, _ = (node.code_list or "").partition("?")
        entries = self.lists[node.code_list or ""].entries
        return bool(restricted) and whole in self.lists and len(entries) == 1

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
        block.input_mode = INPUT_MODES.get(node.kind, "") or INPUT_MODES.get(habits.nature(node) or "", "")
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
        types = taken(node)
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
            accept=",".join(types),
            limits=plain(values.file_limits(node, most, types, upload_limit()))
            + (f". {gettext(SHRUNK)}" if JPEG in types else ""),
            add=f"hochladen:{path}" if len(files) < most else "",
        )


def entries_in(names: Iterable[str], path: str) -> int:
    """How many rows or entries below a path some names of inputs tell of."""
    ahead = path + "."
    indexes = (name[len(ahead) :].partition(".")[0] for name in names if name.startswith(ahead))
    return max((int(index) + 1 for index in indexes if INDEX.fullmatch(index)), default=0)


def _type(node: Question, listed: CodeList | None) -> BlockType:
    if node.kind == "bool":
        return "radios"
    if node.kind == "choice":
        return _choice_type(listed)
    if node.kind == "date":
        return "date"
    length = node.limits.max_length
    return "long" if node.kind == "text" and length is not None and length >= LONG_TEXT else "text"


def _choice_type(listed: CodeList | None) -> BlockType:
    entries = listed.entries if listed is not None else ()
    if len(entries) <= RADIOS:
        return "radios"
    readable = all(len(entry.label) <= LONGEST_SUGGESTED for entry in entries)
    return "search" if len(entries) > picking.LONG_LIST and readable else "select"
