"""Schemas as authors write them, small: ids at several places, gates, choices, rows, sentences about them."""

from hypothesis import strategies as st
from msgspec.structs import replace

from dienstweg.engine.schema import Child, Field, Group, Precision, Rule, Schema, Value
from tests.engine.schema_parts import STAAT, field, fields, group, occurs, rule, schema

LONG_ENOUGH = 16
"""Questions that a page does not hold."""
LABELS = ("Name", "Ort:", "Hinweis", "von", "Wo wohnen Sie?", "Angaben zum Hund", "", "Ein langer Name " * 8)
HELP = (None, "", "Geben Sie den Namen an.", "Zwei\n   Zeilen", "Name")
ONCE = ("1:1", "1:1", "0:1", "0:1")
MORE = ("0:*", "1:*", "2:3", "0:2", "1:4")
DATATYPES = ("text", "text", "date", "bool", "num_int", "num_currency", "file", "time", "datetime", "obj")
ROLES = ("input",) * 7 + ("select", "label", "locked", "hidden")
CONTENTS = (None, "7", "true", "2026-01-01", "A")
VALUES = (Value("1", "Eins"), Value("2", "Zwei"))
PATTERNS = (None, None, "[a-z]{1,5}", "(a)\\1")
SENTENCES = (
    "Es muss entweder Gruppe {0} oder Gruppe {1} befüllt werden.",
    'Entweder muss die Feldgruppe {0} "A" oder die Feldgruppe {1} "B" befüllt sein.',
    "Wenn {0} = 1, darf {1} nicht befüllt sein.",
    'Wenn {0} = 001 "Eins", dann muss {1} befüllt sein.',
    "Prüfe das Datum.",
    "",
)


@st.composite
def leaves(draw: st.DrawFn, number: int) -> Field:
    role = draw(st.sampled_from(ROLES))
    datatype = draw(st.sampled_from(DATATYPES))
    listed = draw(st.booleans())
    return field(
        f"F{number:08}",
        draw(st.sampled_from(LABELS)),
        role=role,
        datatype=datatype,
        help=draw(st.sampled_from(HELP)),
        content=draw(st.sampled_from(CONTENTS)),
        values=VALUES if role == "select" and listed else (),
        code_list=STAAT if role == "select" and not listed else None,
        limits=Precision(max_length="80", pattern=draw(st.sampled_from(PATTERNS))) if datatype == "text" else None,
        legal=draw(st.sampled_from(((), ("§ 1",), ("§ 1", "§ 2")))),
    )


@st.composite
def groups(draw: st.DrawFn, number: int, depth: int) -> Group:
    art = draw(st.sampled_from((None, None, None, "X")))
    children = draw(siblings(depth + 1, most=3))
    if draw(st.integers(0, 4)) == 0:
        children += fields(LONG_ENOUGH)
    if art:
        children = tuple(replace(child, multiplicity="0:1", min=0, max=1) for child in children)
    return group(
        f"G{number:08}",
        *children,
        label=draw(st.sampled_from(LABELS)),
        help=draw(st.sampled_from(HELP)),
        art=art,
        rules=draw(rules(children)),
    )


@st.composite
def rules(draw: st.DrawFn, children: tuple[Child, ...]) -> tuple[Rule, ...]:
    """Up to two sentences about some of the children."""
    ids = [child.element.id for child in children]
    if len(ids) < 2:
        return ()
    written = draw(st.lists(st.sampled_from(SENTENCES), max_size=2))
    named = [draw(st.permutations(ids)) for _ in written]
    return tuple(
        rule(sentence.format(*order), f"R{number}")
        for number, (sentence, order) in enumerate(zip(written, named, strict=True))
    )


@st.composite
def siblings(draw: st.DrawFn, depth: int = 0, most: int = 5) -> tuple[Child, ...]:
    """Elements side by side; their numbers start anew at every place, so that ids occur again."""
    kinds = ("field", "field", "group") if depth < 3 else ("field",)
    children: list[Child] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=most)), 1):
        element: Field | Group = draw(groups(number, depth)) if kind == "group" else draw(leaves(number))
        counts = ONCE if isinstance(element, Group) and draw(st.booleans()) else ONCE + MORE
        children.append(occurs(draw(st.sampled_from(counts)), element))
    return tuple(children)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """A whole schema; the first question is always there, so that something is asked."""
    first = occurs("1:1", field("F00000000", "Anfang"))
    children = (first, *draw(siblings()))
    if draw(st.booleans()):
        children += fields(LONG_ENOUGH)
    return schema(*children, rules=draw(rules(children)), title=draw(st.sampled_from(("Probe", "Größe & Maße", ""))))
