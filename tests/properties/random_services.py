"""Services of every shape, for laws: nested, repeated, optional, chosen, gated, of all kinds and with all limits."""

from typing import cast

from hypothesis import strategies as st
from msgspec.structs import replace

from dienstweg.engine.service import (
    CodeList,
    Either,
    Entry,
    Group,
    Item,
    Kind,
    Limits,
    Node,
    Note,
    Page,
    Question,
    Service,
)

LISTS = {
    "staat": CodeList(
        "urn:de:staat", "1", (Entry("000", "Deutschland"), Entry("129", "Frankreich"), Entry(" x<", "Übrige"))
    ),
    "offen": CodeList("urn:de:offen", "1", (Entry("01", "Dackel"),), complete=False),
}
PATTERNS = (
    r"([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}",
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$",
    r"[\p{L}0-9. ]*",
    r"^[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?$",
    r"^ja$|^nein$",
    r"(?:ab|[^\d\s])+?c*",
    r"(?i)abc|def",
    r"\bWort\b",
    r"(?=unbekannt)",
)
KINDS: tuple[Kind, ...] = ("text", "date", "time", "datetime", "bool", "integer", "number", "money", "choice", "file")
OCCURRENCES = st.sampled_from(((1, 1), (0, 1), (0, None), (1, None), (2, 5), (1, 3), (0, 2)))
LABELS = st.sampled_from(
    ("Familienname", "Geburtsdatum", "E-Mail", "Ort", "Wo wohnen Sie?", "Bemerkung", "Straße:", "Zahl")
)
BOUNDS: dict[Kind, tuple[tuple[str | None, str | None], ...]] = {
    "integer": ((None, None), ("1", "31"), ("1850", "2080"), ("0.5", None), (None, "-3")),
    "number": ((None, None), ("0.1", None), ("-1.25", "1.25"), (None, "5000")),
    "money": ((None, None), ("0", "1200"), ("0.01", "0.01")),
    "date": ((None, None), ("2026-01-01", None), (None, "today"), ("1900-01-01", "1900-12-31"), ("today", None)),
    "time": ((None, None), ("08:00", "22:00"), ("07:30:15", None)),
    "datetime": ((None, None), ("2026-01-01T08:00:00", "2026-01-01T08:00:01"), (None, "1999-12-31T00:00:00")),
}
LENGTHS = ((None, None), (1, 5), (1, 80), (5, 5), (3, None), (None, 300), (1, 1000))


@st.composite
def questions(draw: st.DrawFn, path: str) -> Question:
    kind = draw(st.sampled_from(KINDS))
    low, high = draw(st.sampled_from(BOUNDS.get(kind, ((None, None),))))
    lengths = draw(st.sampled_from(LENGTHS)) if kind == "text" else (None, None)
    limits = Limits(
        min_length=lengths[0], max_length=lengths[1], min_value=low, max_value=high, latin=draw(st.booleans())
    )
    if kind == "text" and draw(st.booleans()):
        limits = Limits(pattern=draw(st.sampled_from(PATTERNS)))
    if kind == "file" and draw(st.booleans()):
        limits = Limits(max_size=draw(st.sampled_from((1, 20_000_000))), media_types=("application/pdf", "image/jpg"))
    least, most = draw(OCCURRENCES)
    return Question(
        id=path.rpartition(".")[2],
        path=path,
        version=draw(st.sampled_from((None, "1.0.0", "1.2"))),
        kind=kind,
        role=draw(st.sampled_from(("input", "input", "input", "input", "locked", "hidden"))),
        label=draw(LABELS),
        min=least,
        max=most,
        limits=limits,
        code_list=draw(st.sampled_from(sorted(LISTS))) if kind == "choice" else None,
        content=draw(st.sampled_from((None, "7", "true", "2026-01-01", "000"))),
        forbiddable=draw(st.booleans()),
    )


@st.composite
def groups(draw: st.DrawFn, path: str, depth: int) -> Group:
    least, most = draw(OCCURRENCES)
    return Group(
        id=path.rpartition(".")[2],
        path=path,
        version=draw(st.sampled_from((None, "2.0.1"))),
        label=draw(LABELS),
        min=least,
        max=most,
        gate=(least, most) == (0, 1) and draw(st.booleans()),
        gate_label="Möchten Sie das angeben?",
        children=draw(levels(path, depth + 1)),
        forbiddable=draw(st.booleans()),
    )


@st.composite
def eithers(draw: st.DrawFn, prefix: str, ids: tuple[int, int], depth: int) -> Either:
    options: list[Group | Question] = []
    for number in ids:
        option = draw(groups(f"{prefix}G{number}", depth) if draw(st.booleans()) else questions(f"{prefix}F{number}"))
        if isinstance(option, Group):
            children = (*option.children, _answerable(option.path))
            options.append(replace(option, min=0, max=1, gate=False, children=children))
        else:
            options.append(cast("Question", replace(option, min=0, max=1, role="input")))
    return Either(
        path=f"{prefix}?{options[0].id}",
        label="Was trifft zu?",
        required=draw(st.booleans()),
        options=tuple(options),
        wraps_group=draw(st.booleans()),
    )


@st.composite
def levels(draw: st.DrawFn, path: str = "", depth: int = 0) -> tuple[Node, ...]:
    """The nodes of one level; ids start anew on each, so that the same id stands at several paths."""
    prefix = f"{path}." if path else ""
    kinds = ("question", "question", "question", "note", "either", "group") if depth < 3 else ("question",)
    nodes: list[Node] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4))):
        if kind == "group":
            nodes.append(draw(groups(f"{prefix}G{number}", depth)))
        elif kind == "either":
            nodes.append(draw(eithers(prefix, (10 + 2 * number, 11 + 2 * number), depth + 1)))
        elif kind == "note":
            nodes.append(Note(id=f"F{number}", path=f"{prefix}F{number}", label="Hinweis"))
        else:
            nodes.append(draw(questions(f"{prefix}F{number}")))
    return tuple(nodes)


@st.composite
def services(draw: st.DrawFn) -> Service:
    """A whole service on one page."""
    nodes = draw(levels())
    return Service(
        slug="probe",
        title="Probe",
        schema_id="S00000000001",
        schema_version=draw(st.sampled_from((None, "1.0.0", "1.2"))),
        standard="3.0.0",
        nodes=nodes,
        pages=(Page(slug="alles", title="Alles", items=tuple(Item(node.path) for node in nodes)),),
        code_lists=LISTS,
    )


def _answerable(path: str) -> Question:
    return Question(id="F99", path=f"{path}.F99", kind="text", label="Name", min=0)
