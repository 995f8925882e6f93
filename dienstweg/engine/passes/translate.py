"""First pass: every element of the schema becomes a node, whatever it is."""

from msgspec.structs import replace

from dienstweg.engine import schema as xdf
from dienstweg.engine.passes import Work
from dienstweg.engine.service import Either, Group, Kind, Legal, Limits, Node, Note, OpenPoint, Question
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


def translate(work: Work) -> Work:
    """Schema tree to node tree; choice groups (art X) wrap their children in an Either."""
    nodes = _children(work.schema.children, "")
    return replace(work, nodes=nodes, open_points=(*work.open_points, *_open_points(work.schema.children, "")))


def legal(bases: tuple[xdf.LegalBasis, ...]) -> tuple[Legal, ...]:
    """Legal bases with text, each once, in order."""
    return tuple(dict.fromkeys(Legal(base.text.strip(), base.link) for base in bases if base.text.strip()))


def _children(children: tuple[xdf.Child, ...], prefix: str) -> tuple[Node, ...]:
    return tuple(_node(child, prefix) for child in children)


def _node(child: xdf.Child, prefix: str) -> Node:
    element = child.element
    path = f"{prefix}.{element.id}" if prefix else element.id
    if isinstance(element, xdf.Group):
        return _group(child, element, path)
    if element.role.value == "label":
        return Note(id=element.id, path=path, label=_text(element.label_in), text=_note_text(element))
    return _question(child, element, path)


def _group(child: xdf.Child, element: xdf.Group, path: str) -> Group:
    children = _children(element.children, path)
    if element.kind is not None and element.kind.value == "X":
        children = _either(element, children, path)
    return Group(
        id=element.id,
        path=path,
        version=element.version,
        label=_text(element.label_in) or element.name,
        hint=_hint(element.help_in, element.label_in),
        min=child.min,
        max=child.max,
        children=children,
        legal=legal((*child.legal, *element.legal)),
    )


def _either(element: xdf.Group, children: tuple[Node, ...], path: str) -> tuple[Node, ...]:
    options = tuple(node for node in children if isinstance(node, Group | Question))
    rest = tuple(node for node in children if not isinstance(node, Group | Question))
    if not options:
        return children
    choice = Either(
        path=f"{path}.?{options[0].id}",
        label=_text(element.label_in) or element.name,
        options=options,
        wraps_group=True,
    )
    return (*rest, choice)


def _question(child: xdf.Child, element: xdf.Field, path: str) -> Question:
    role = element.role.value
    return Question(
        id=element.id,
        path=path,
        version=element.version,
        kind="choice" if role == "select" else KINDS[element.datatype.value],
        role="locked" if role == "locked" else "hidden" if role == "hidden" else "input",
        label=_text(element.label_in) or element.name,
        hint=_hint(element.help_in, element.label_in),
        short=_text(element.label_out or ""),
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


def _text(text: str) -> str:
    return " ".join(text.split())


def _hint(help_text: str | None, label: str) -> str:
    hint = (help_text or "").strip()
    return "" if hint == label.strip() else hint


def _note_text(element: xdf.Field) -> str:
    return (element.content or element.help_in or "").strip()


def _open_points(children: tuple[xdf.Child, ...], prefix: str) -> tuple[OpenPoint, ...]:
    points: list[OpenPoint] = []
    for child in children:
        element = child.element
        path = f"{prefix}.{element.id}" if prefix else element.id
        if isinstance(element, xdf.Group):
            points += _open_points(element.children, path)
        else:
            points += _field_points(element, path)
    return tuple(points)


def _field_points(element: xdf.Field, path: str) -> list[OpenPoint]:
    points: list[OpenPoint] = []
    pattern = element.precision.pattern if element.precision else None
    if pattern and not pattern_usable(pattern.strip()):
        message = f"Das Muster „{pattern}“ lässt sich nicht in begrenzter Zeit prüfen und wird nicht geprüft."
        points.append(OpenPoint("pattern_not_checked", path, message))
    if element.datatype.value == "obj":
        message = "Der Datentyp „Objekt“ hat keine Eingabe. Gefragt wird nach freiem Text."
        points.append(OpenPoint("object_as_text", path, message))
    if element.role.value == "hidden" and not element.content:
        points.append(
            OpenPoint("hidden_without_value", path, "Das verborgene Feld hat keinen Inhalt und wird nicht gesendet.")
        )
    return points
