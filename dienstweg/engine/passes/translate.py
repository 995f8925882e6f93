"""First pass: every element of the schema becomes a node, whatever it is."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from dienstweg.engine import schema as xdf
from dienstweg.engine.passes import Work, phrases
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Either, Group, Kind, Legal, Limits, Node, Note, OpenPoint, Question, asks
from dienstweg.engine.values import pattern_usable

KINDS: dict[str, Kind] = {
    "text": "text",
    "text_latin": "text",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "bool": "bool",
    "num": "number",
    "num_int": "integer",
    "num_currency": "money",
    "file": "file",
    "obj": "text",
}


ID = re.compile(r"[A-Z][A-Za-z0-9_-]*")
"""Ids name places in answers and addresses: joined by dots, beside row numbers and the answers to our own questions."""


def translate(work: Work) -> Work:
    """Schema tree to node tree; choice groups (art X) wrap their children in an Either.

    Raises:
        Refused: ``unusable_id``.
    """
    children = work.schema.children
    unusable = [path for path, child in placed(children) if not ID.fullmatch(child.element.id)]
    if unusable:
        message = "Mit dieser Kennung lässt sich das Element nicht ansprechen. Erwartet wird eine wie F60000000227."
        raise Refused(Problem("unusable_id", path, message) for path in unusable)
    points = (point for path, child in placed(children) for point in _open_points(child.element, path))
    return replace(work, nodes=_children(children, ""), open_points=(*work.open_points, *points))


def placed(children: tuple[xdf.Child, ...], prefix: str = "") -> Iterator[tuple[str, xdf.Child]]:
    """Every element with its dotted path, parents first, in document order."""
    for child in children:
        path = _join(prefix, child.element.id)
        yield path, child
        if isinstance(child.element, xdf.Group):
            yield from placed(child.element.children, path)


def legal(bases: tuple[xdf.LegalBasis, ...]) -> tuple[Legal, ...]:
    """Legal bases with text, each once, in order."""
    return tuple(dict.fromkeys(Legal(base.text.strip(), base.link) for base in bases if base.text.strip()))


def _join(prefix: str, id_: str) -> str:
    return f"{prefix}.{id_}" if prefix else id_


def _children(children: tuple[xdf.Child, ...], prefix: str) -> tuple[Node, ...]:
    labels = _labels(children)
    return tuple(
        _node(child, label, _join(prefix, child.element.id)) for child, label in zip(children, labels, strict=True)
    )


def _labels(children: tuple[xdf.Child, ...]) -> tuple[str, ...]:
    """The labels of siblings. Where several have the same, the element's name serves if it only says more."""
    plain = [_label(child) for child in children]
    count = Counter(plain)
    names = [phrases.label(child.element.name) for child in children]
    return tuple(
        name if count[label] > 1 and not _is_note(child) and _extends(name, label) else label
        for child, label, name in zip(children, plain, names, strict=True)
    )


def _label(child: xdf.Child) -> str:
    element = child.element
    if _is_note(child):
        return phrases.note_label(element.label_in)
    repeats = child.max is None or child.max > 1
    tidy = phrases.rows_label if repeats and isinstance(element, xdf.Group) else phrases.label
    return tidy(element.label_in) or tidy(element.name) or element.id


def _extends(name: str, label: str) -> bool:
    return name.casefold().startswith(label.casefold())


def _is_note(child: xdf.Child) -> bool:
    return isinstance(child.element, xdf.Field) and child.element.role.value == "label"


def _node(child: xdf.Child, label: str, path: str) -> Node:
    element = child.element
    if isinstance(element, xdf.Group):
        return _group(child, element, label, path)
    if _is_note(child):
        return Note(id=element.id, path=path, label=label, text=phrases.prose(element.content or element.help_in))
    return _question(child, element, label, path)


def _group(child: xdf.Child, element: xdf.Group, label: str, path: str) -> Group:
    children = _children(element.children, path)
    if _is_choice(element):
        children = _either(label, children, path)
    return Group(
        id=element.id,
        path=path,
        version=element.version,
        label=label,
        hint=phrases.hint(element.help_in, label),
        short=phrases.row_name(label) if child.max is None or child.max > 1 else "",
        min=child.min,
        max=child.max,
        children=children,
        legal=legal((*child.legal, *element.legal)),
    )


def _is_choice(element: xdf.Group) -> bool:
    return element.kind is not None and element.kind.value == "X"


def _either(about: str, children: tuple[Node, ...], path: str) -> tuple[Node, ...]:
    options = tuple(node for node in children if isinstance(node, Group | Question))
    rest = tuple(node for node in children if not isinstance(node, Group | Question))
    if not any(map(asks, options)):
        return children
    choice = Either(
        path=f"{path}.?{options[0].id}",
        label=phrases.choice_question(about),
        options=options,
        wraps_group=True,
    )
    return (*rest, choice)


def _question(child: xdf.Child, element: xdf.Field, label: str, path: str) -> Question:
    role = element.role.value
    short = phrases.label(element.label_out or "")
    return Question(
        id=element.id,
        path=path,
        version=element.version,
        kind="choice" if role == "select" else KINDS[element.datatype.value],
        role="locked" if role == "locked" else "hidden" if role == "hidden" else "input",
        label=label,
        hint=phrases.hint(element.help_in, label),
        short="" if short == label else short,
        min=child.min,
        max=child.max,
        limits=_limits(element),
        content=element.content or None,
        legal=legal((*child.legal, *element.legal)),
    )


def _limits(element: xdf.Field) -> Limits:
    precision = element.precision or xdf.Precision()
    pattern = (precision.pattern or "").strip() or None
    return Limits(
        min_length=_whole(precision.min_length),
        max_length=_whole(precision.max_length),
        min_value=(precision.min_value or "").strip() or None,
        max_value=(precision.max_value or "").strip() or None,
        pattern=pattern if pattern and pattern_usable(pattern) else None,
        latin=element.datatype.value == "text_latin",
        max_size=_whole(element.max_size),
        media_types=element.media_types,
    )


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isdecimal() else None


def _open_points(element: xdf.Field | xdf.Group, path: str) -> Iterator[OpenPoint]:
    if not isinstance(element, xdf.Field):
        if _is_choice(element) and not any(map(asks, _children(element.children, path))):
            message = "Von dieser Auswahlgruppe lässt sich kein Teil beantworten."
            yield OpenPoint("choice_of_nothing", path, message)
        return
    role = element.role.value
    pattern = (element.precision.pattern or "").strip() if element.precision else ""
    if role in ("input", "select") and pattern and not pattern_usable(pattern):
        message = f"Das Muster „{pattern}“ lässt sich nicht in begrenzter Zeit prüfen und wird nicht geprüft."
        yield OpenPoint("pattern_not_checked", path, message)
    if role == "input" and element.datatype.value == "obj":
        message = "Der Datentyp „Objekt“ hat keine Eingabe. Gefragt wird nach freiem Text."
        yield OpenPoint("object_as_text", path, message)
    if role == "hidden" and not element.content:
        message = "Das verborgene Feld hat keinen Inhalt und wird nicht gesendet."
        yield OpenPoint("hidden_without_value", path, message)
