"""Answers in every state: begun, finished, with rests of what was answered before, and outright nonsense."""

from hypothesis import strategies as st

from dienstweg.engine.answers import Answers
from dienstweg.engine.service import Either, Group, Kind, Node, Note, Question

GOOD: dict[Kind, object] = {
    "text": "abc",
    "date": "2026-05-01",
    "time": "14:30:00",
    "datetime": "2026-05-01T14:30:00",
    "bool": False,
    "integer": 0,
    "number": "1.5",
    "money": "12.50",
    "choice": "1",
    "file": {
        "id": "7b0d0f2e-6a55-4a4e-9d0c-1f4f6d1f0001",
        "name": "a.pdf",
        "size": 1,
        "type": "application/pdf",
        "sha256": "0" * 64,
    },
}
"""A value of each kind that keeps to the limits of :mod:`tests.properties.random_schemas`."""

NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def levels(draw: st.DrawFn, nodes: tuple[Node, ...]) -> Answers:
    """What somebody may have answered by now on one level: anything missing, gates and choices either way."""
    here: Answers = {}
    for node in nodes:
        if isinstance(node, Either):
            here[node.key] = draw(st.sampled_from((None, *(option.id for option in node.options), "G99999999")))
            here |= draw(levels(node.options))
        elif isinstance(node, Question):
            here[node.id] = draw(_questions(node))
        elif isinstance(node, Group):
            if node.gate:
                here[node.gate_key] = draw(st.sampled_from((None, True, False)))
            if draw(st.booleans()):
                rows = st.lists(levels(node.children), max_size=3)
                here[node.id] = draw(rows if node.repeats else levels(node.children))
    return {key: value for key, value in here.items() if value is not None}


@st.composite
def _questions(draw: st.DrawFn, question: Question) -> object:
    good = GOOD[question.kind]
    value = draw(st.sampled_from((None, good, good, "zu lang" * 20 if question.kind == "text" else "?")))
    return draw(st.lists(st.sampled_from((good, "", "?")), max_size=3)) if question.repeats else value


@st.composite
def nonsense(draw: st.DrawFn, nodes: tuple[Node, ...]) -> Answers:
    """Trees in which anything may lie anywhere."""
    here: Answers = {}
    for node in nodes:
        if isinstance(node, Note):
            continue
        keys = [node.key] if isinstance(node, Either) else [node.id]
        keys += [node.gate_key] if isinstance(node, Group) else []
        here |= {key: draw(NONSENSE) for key in keys if draw(st.booleans())}
        if isinstance(node, Either):
            here |= draw(nonsense(node.options))
        elif isinstance(node, Group) and draw(st.booleans()):
            inside = draw(nonsense(node.children))
            here[node.id] = draw(st.sampled_from((inside, [inside], [inside, None], [[inside]])))
    return here
