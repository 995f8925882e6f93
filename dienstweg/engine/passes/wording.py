"""Fifth pass: the author's wording replaces the standard's, element by element."""

from msgspec.structs import replace

from dienstweg.engine.overlay import ElementPart
from dienstweg.engine.passes import Work, rebuilt
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Either, Group, Limits, Node, Note, Question, walk

AUTOCOMPLETE = {
    "F60000000227": "family-name",
    "F60000000228": "given-name",
    "F60000000240": "tel",
    "F60000000242": "email",
    "F60000000246": "postal-code",
    "F60000000247": "address-level2",
}
"""Harmonised fields whose meaning HTML knows (WCAG 1.3.5); only where the applicant's own data can be meant."""


def wording(work: Work) -> Work:
    """Apply ``elements`` of the overlay: an entry by full path wins over one by bare id.

    Raises:
        Refused: an entry names an element that the schema does not have.
    """
    elements = work.overlay.elements
    known = {node.path for node in walk(work.nodes)} | {node.path.rsplit(".", 1)[-1] for node in walk(work.nodes)}
    unknown = [name for name in elements if name not in known]
    if unknown:
        raise Refused(
            Problem(
                "overlay_unknown_element", name, "Dieses Element gibt es im Schema nicht. Prüfen Sie Kennung und Pfad."
            )
            for name in unknown
        )

    def change(node: Node) -> Node:
        part = elements.get(node.path) or elements.get(node.path.rsplit(".", 1)[-1])
        return _worded(_with_autocomplete(node), part) if part else _with_autocomplete(node)

    return replace(work, nodes=rebuilt(work.nodes, change))


def _with_autocomplete(node: Node) -> Node:
    if isinstance(node, Question) and node.id in AUTOCOMPLETE and node.kind == "text":
        return replace(node, autocomplete=AUTOCOMPLETE[node.id])
    return node


def _worded(node: Node, part: ElementPart) -> Node:
    if isinstance(node, Question):
        return _worded_question(node, part)
    if isinstance(node, Group):
        return replace(
            node,
            label=_or(part.label, node.label),
            hint=_or(part.hint, node.hint),
            short=_or(part.row, node.short),
            gate_label=_or(part.gate, node.gate_label),
        )
    if isinstance(node, Either):
        return replace(node, label=_or(part.label, node.label), hint=_or(part.hint, node.hint))
    return Note(id=node.id, path=node.path, label=_or(part.label, node.label), text=_or(part.hint, node.text))


def _worded_question(node: Question, part: ElementPart) -> Question:
    limits: Limits = replace(
        node.limits,
        min_value=part.min_value if part.min_value is not None else node.limits.min_value,
        max_value=part.max_value if part.max_value is not None else node.limits.max_value,
    )
    return replace(
        node,
        label=_or(part.label, node.label),
        hint=_or(part.hint, node.hint),
        short=_or(part.short, node.short),
        autocomplete=part.autocomplete if part.autocomplete is not None else node.autocomplete,
        content=part.content if part.content is not None else node.content,
        limits=limits,
    )


def _or(new: str | None, old: str) -> str:
    return old if new is None else new
