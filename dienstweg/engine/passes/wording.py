"""Sixth pass: the author's wording replaces the standard's, element by element."""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from dienstweg.engine.overlay import ElementPart
from dienstweg.engine.passes import Work, rebuilt
from dienstweg.engine.passes.choices import only_files
from dienstweg.engine.passes.phrases import choice_question, gate_question
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Either, Group, Limits, Node, Note, Question, walk

AUTOCOMPLETE = {
    "F05000016214": "tel",
    "F60000000227": "family-name",
    "F60000000228": "given-name",
    "F60000000231": "bday-day",
    "F60000000232": "bday-month",
    "F60000000233": "bday-year",
    "F60000000240": "tel",
    "F60000000242": "email",
    "F60000000246": "postal-code",
    "F60000000247": "address-level2",
    "F60000000248": "address-line2",
    "F60000000261": "country-name",
    "F60000000319": "organization",
    "F60000000321": "url",
}
"""Harmonised fields whose meaning HTML knows (WCAG 1.3.5), where the applicant's own data can be meant: at their first
place outside of rows. Whoever fills in a form begins with themselves. Street and house number are left out: HTML knows
only both in one line, and a browser would put both into the first of our two fields. Nationality, place of birth and
name at birth have no token."""

Text = TypeVar("Text", str, str | None)
FILLED_IN = ("text", "integer", "choice")
BOUNDED = ("integer", "number", "money", "date", "time", "datetime")


def wording(work: Work) -> Work:
    """Apply ``elements`` of the overlay: an entry by full path wins over one by bare id.

    Raises:
        Refused: ``overlay_unknown_element``; ``overlay_no_effect`` where an entry says what its element cannot have.
    """
    elements = work.overlay.elements
    problems = tuple(_problems(work.nodes, elements))
    if problems:
        raise Refused(problems)
    own = set(_own(work.nodes).values())

    def change(node: Node) -> Node:
        if isinstance(node, Question) and node.path in own:
            node = replace(node, autocomplete=AUTOCOMPLETE[node.id])
        part = elements.get(node.path) or elements.get(_id(node))
        return _worded(node, part) if part else node

    return replace(work, nodes=rebuilt(work.nodes, change))


def _id(node: Node) -> str:
    return node.path.rpartition(".")[2]


def _own(nodes: tuple[Node, ...]) -> dict[str, str]:
    """For every field that HTML knows, its first place outside of rows."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, Question) and node.id in AUTOCOMPLETE and node.kind in FILLED_IN:
            found.setdefault(node.id, node.path)
        elif isinstance(node, Either):
            found = _own(node.options) | found
        elif isinstance(node, Group) and not node.repeats:
            found = _own(node.children) | found
    return found


def _problems(nodes: tuple[Node, ...], elements: dict[str, ElementPart]) -> Iterator[Problem]:
    """What an author wrote and would never see."""
    options = {option.path for node in walk(nodes) if isinstance(node, Either) for option in node.options}
    places: dict[str, list[Node]] = {}
    for node in walk(nodes):
        for name in {node.path, _id(node)}:
            places.setdefault(name, []).append(node)
    for name, part in elements.items():
        if name not in places:
            message = "Dieses Element gibt es im Schema nicht. Prüfen Sie Kennung und Pfad."
            yield Problem("overlay_unknown_element", name, message)
            continue
        fitting = {entry for node in places[name] for entry in _fitting(node, is_option=node.path in options)}
        for entry in part.__struct_fields__:
            if getattr(part, entry) is not None and entry not in fitting:
                message = f"Der Eintrag „{entry}“ hat bei diesem Element keine Wirkung. Streichen Sie ihn."
                yield Problem("overlay_no_effect", f"{name}.{entry}", message)


def _fitting(node: Node, *, is_option: bool) -> Iterator[str]:
    yield from ("label", "hint")
    if isinstance(node, Question):
        yield from ("short", "autocomplete", "content")
        if node.kind != "file":
            yield "prefill"
        if node.kind == "choice":
            yield "choices"
        if node.kind in BOUNDED:
            yield from ("min_value", "max_value")
    elif isinstance(node, Group):
        if node.repeats:
            yield "row"
        elif not node.min and not is_option:
            yield "gate"


def _worded(node: Node, part: ElementPart) -> Node:
    if isinstance(node, Question):
        return _worded_question(node, part)
    if isinstance(node, Group):
        return _worded_group(node, part)
    if isinstance(node, Either):
        return replace(node, label=_or(part.label, node.label), hint=_or(part.hint, node.hint))
    return Note(id=node.id, path=node.path, label=_or(part.label, node.label), text=_or(part.hint, node.text))


def _worded_group(node: Group, part: ElementPart) -> Group:
    """An author who asks a question before an optional group gets one; the compiler's own questions follow a label."""
    label = _or(part.label, node.label)
    gate = node.gate or (part.gate is not None and not node.min and not node.repeats)
    asked = choice_question(node.label)
    children = tuple(
        replace(child, label=choice_question(label)) if isinstance(child, Either) and child.label == asked else child
        for child in node.children
    )
    return replace(
        node,
        label=label,
        hint=_or(part.hint, node.hint),
        short=_or(part.row, node.short),
        gate=gate,
        gate_label=_or(part.gate, gate_question(label, files=only_files(node))) if gate else "",
        children=children,
    )


def _worded_question(node: Question, part: ElementPart) -> Question:
    limits: Limits = replace(
        node.limits,
        min_value=_or(part.min_value, node.limits.min_value),
        max_value=_or(part.max_value, node.limits.max_value),
    )
    return replace(
        node,
        label=_or(part.label, node.label),
        hint=_or(part.hint, node.hint),
        short=_or(part.short, node.short),
        autocomplete=_or(part.autocomplete, node.autocomplete),
        content=_or(part.content, node.content),
        prefill=_or(part.prefill, node.prefill),
        limits=limits,
    )


def _or(new: str | None, old: Text) -> str | Text:
    return old if new is None else new
