"""What is missing or wrong in invented answers, made good place by place."""

from collections.abc import Iterator

from dienstweg.engine.answers import INDEX, Answers, get, put, rows
from dienstweg.engine.gaps import Gap
from dienstweg.engine.inventor import Inventor
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling.wishes import Wish
from dienstweg.engine.service import Either, Group, Node, Note, Question

_LEFT_OUT = 0.4
_COPIED = 0.4


def mended(journey: Journey, gap: Gap, inventor: Inventor) -> Answers:
    """The answers with one gap closed, as far as chance allows; another gap may open by it."""
    if gap.reads:
        return _changed(journey, gap, inventor)
    node = node_at(journey.service.nodes, gap.path)
    if node is None or isinstance(node, Note):
        return journey.answers
    if isinstance(node, Question):
        return filled(journey.answers, node, gap.path, inventor)
    if isinstance(node, Either):
        parent = gap.path.rpartition(".")[0]
        answer = inventor.either(node)
        return _merged(journey.answers, parent, answer)
    if gap.path.endswith(node.gate_key):
        return put(journey.answers, gap.path, inventor.rng.random() < inventor.rate)
    return _group(journey.answers, node, gap.path, inventor)


def wished(journey: Journey, wish: Wish, inventor: Inventor) -> Answers:
    """The answers with a wish come true in the first row, and the gates and choices before it opened."""
    answers, path = _opened(journey, wish.path)
    node = node_at(journey.service.nodes, path)
    if not isinstance(node, Question):
        inside = isinstance(node, Group) and wish.other
        return _group(answers, node, path, inventor) if inside and isinstance(node, Group) else put(answers, path, None)
    if wish.value is None and not wish.other:
        return put(answers, path, None)
    if not wish.other:
        return put(answers, path, [wish.value] if node.repeats else wish.value)
    for _ in range(10):
        answers = filled(answers, node, f"{path}.0" if node.repeats else path, inventor)
        if get(answers, path) not in (wish.value, [wish.value]):
            break
    return answers


def filled(answers: Answers, question: Question, path: str, inventor: Inventor) -> Answers:
    """The answers with a new value for one question."""
    value = inventor.value(question)
    if question.repeats and not INDEX.fullmatch(path.rpartition(".")[2]):
        path = f"{path}.0"
    return answers if value is None else put(answers, path, value)


def node_at(nodes: tuple[Node, ...], path: str) -> Node | None:
    """The node an instance path is about; a gate or choice by its own key."""
    parts = path.split(".")
    for node in nodes:
        found = _found(node, parts)
        if found is not None:
            return found
    return None


def _found(node: Node, parts: list[str]) -> Node | None:
    first, rest = parts[0], parts[1:]
    if isinstance(node, Either):
        if first == node.key:
            return node
        return next((found for option in node.options if (found := _found(option, parts)) is not None), None)
    if isinstance(node, Group) and first == node.gate_key:
        return node
    if node.id != first:
        return None
    index = int(rest.pop(0)) if rest and INDEX.fullmatch(rest[0]) else 0
    if not rest or not isinstance(node, Group):
        return node
    return node_at(node.children_at(index), ".".join(rest))


def _group(answers: Answers, node: Group, path: str, inventor: Inventor) -> Answers:
    """Something in a group, or one more row."""
    *around, last = path.split(".")
    if INDEX.fullmatch(last):
        path = ".".join(around)
    if not node.repeats:
        inside = inventor.level(node.children, must=True, depth=1)
        return _merged(answers, path, inside)
    there = get(answers, path)
    number = len(rows({"": there}, "")) if isinstance(there, list) else 0
    return put(answers, f"{path}.{number}", inventor.level(node.children_at(number), must=True, depth=2))


def _merged(answers: Answers, path: str, more: Answers) -> Answers:
    for key, value in more.items():
        answers = put(answers, f"{path}.{key}" if path else key, value)
    return answers


def _changed(journey: Journey, gap: Gap, inventor: Inventor) -> Answers:
    """Another answer at one of the places that a check looks at."""
    rng = inventor.rng
    paths = [path for path in _instances(gap) if isinstance(node_at(journey.service.nodes, path), Question | Group)]
    if not paths:
        return journey.answers
    path = rng.choice(paths)
    node = node_at(journey.service.nodes, path)
    if rng.random() < _LEFT_OUT:
        return put(journey.answers, path, None)
    if isinstance(node, Group):
        return _group(journey.answers, node, path, inventor)
    source = get(journey.answers, rng.choice(paths))
    if source is not None and not isinstance(source, dict | list) and rng.random() < _COPIED:
        return put(journey.answers, path, source)
    return filled(journey.answers, node, path, inventor) if isinstance(node, Question) else journey.answers


def _instances(gap: Gap) -> Iterator[str]:
    """The places a check reads, with the row numbers of the place where it was told."""
    for read in gap.reads:
        parts = [part for piece in read.split(".") for part in _numbered(piece)]
        told = gap.path.split(".")
        same = True
        for number, part in enumerate(parts):
            same = same and number < len(told) and (part == told[number] or part == "0")
            if same and INDEX.fullmatch(part):
                parts[number] = told[number]
        yield ".".join(parts)


def _numbered(piece: str) -> list[str]:
    return [piece.removesuffix("[]"), "0"] if piece.endswith("[]") else [piece]


def _opened(journey: Journey, path: str) -> tuple[Answers, str]:
    """The answers with every gate and choice on the way to a place opened, and its instance path in the first rows."""
    answers, nodes, prefix = journey.answers, journey.service.nodes, ""
    ids = path.replace("[]", "").split(".")
    for depth, element in enumerate(ids):
        found = _sibling(nodes, element)
        if found is None:
            break
        key, node = found
        if key:
            answers = put(answers, f"{prefix}{key}", node.id if key != node_gate(node) else True)
        prefix = f"{prefix}{element}" + (".0" if _rows(node) and depth < len(ids) - 1 else "") + "."
        nodes = node.children_at(0) if isinstance(node, Group) else ()
    return answers, prefix.rstrip(".") or path


def _sibling(nodes: tuple[Node, ...], element: str) -> tuple[str, Group | Question] | None:
    """The node of an id, with the key of the gate or choice that opens it ("" where nothing stands before it)."""
    for node in nodes:
        if isinstance(node, Either):
            for option in node.options:
                if option.id == element:
                    return node.key, option
        elif isinstance(node, Group | Question) and node.id == element:
            return node_gate(node), node
    return None


def node_gate(node: Group | Question) -> str:
    return node.gate_key if isinstance(node, Group) and node.gate else ""


def _rows(node: Group | Question) -> bool:
    return isinstance(node, Group) and node.repeats
