"""Forms whose sentences decide about each other, readable ones, and answers that bring them into play.

Ids are written short: F2 stands for F00000000002 (:mod:`tests.engine.ruling.forms`).
"""

from hypothesis import strategies as st
from msgspec import Struct

from dienstweg.engine.answers import Answers
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.ruletext import Rulebook, read_rules
from dienstweg.engine.schema import Child, Schema
from dienstweg.engine.service import Either, Group, Kind, Node, Question, Service
from tests.engine.ruling.forms import f, g, whole
from tests.engine.schema_parts import rule, schema

CODES = "001 002 003"
ONCE = st.sampled_from(("1:1", "0:1"))
ROWS = st.sampled_from(("0:*", "1:*", "0:2"))
BOOLS, CHOICES, TEXTS, DATES, LISTS = (
    ("F1", "F6", "F9", "F12"),
    ("F2", "F8", "F11"),
    ("F3", "F7", "F10"),
    ("F4",),
    ("F5",),
)
GROUPS = ("G1", "G2", "G3", "G4")
ANY = (*BOOLS, *CHOICES, *TEXTS, *DATES, *LISTS, *GROUPS)
HIDING = ("ist {} auszublenden", "darf {} nicht angezeigt werden")
NEEDING = ("muss {} befüllt werden", "ist {} optional")

GOOD: dict[Kind, tuple[object, ...]] = {
    "bool": (True, False),
    "choice": ("001", "002", "003"),
    "text": ("abc", "x"),
    "date": ("2020-01-01", "2031-01-01", "2026-05-12"),
}


class Ruled(Struct, frozen=True):
    """A schema, what its sentences do, and the service it becomes."""

    schema: Schema
    book: Rulebook
    service: Service


@st.composite
def trees(draw: st.DrawFn) -> tuple[Child, ...]:
    """Every kind of place, counted at random: at the root, in a group, in rows, in rows of rows."""
    fixed = [(f(number, "locked", content="Amt"),) if draw(st.booleans()) else () for number in (16, 17, 18)]
    inner = g(3, f(12, "bool", draw(ONCE)), f(13, count=draw(ONCE)), *fixed[0], count=draw(ROWS))
    rows = g(2, f(9, "bool", draw(ONCE)), f(10, count=draw(ONCE)), f(11, CODES, draw(ONCE)), inner, count=draw(ROWS))
    nested = g(4, f(14, count=draw(ONCE)), f(15, "bool", draw(ONCE)), *fixed[1], count=draw(ONCE))
    group = g(
        1,
        f(6, "bool", draw(ONCE)),
        f(7, count=draw(ONCE)),
        f(8, CODES, draw(ONCE)),
        nested,
        *fixed[2],
        count=draw(ONCE),
    )
    fields = (f(1, "bool"), f(2, CODES, draw(ONCE)), f(3, count=draw(ONCE)), f(4, "date", draw(ONCE)))
    return tuple(draw(st.permutations((*fields, f(5, count="0:*"), group, rows))))


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """What stands behind "wenn": one comparison, or two."""
    found = [draw(_comparisons()) for _ in range(draw(st.sampled_from((1, 1, 1, 2))))]
    return draw(st.sampled_from((" und ", " oder "))).join(found)


def _comparisons() -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} = {}".format, st.sampled_from(BOOLS), st.sampled_from(("Ja", "Nein"))),
        st.builds("{} = {}".format, st.sampled_from(CHOICES), st.sampled_from(CODES.split())),
        st.builds("{} <> {}".format, st.sampled_from(CHOICES), st.sampled_from(CODES.split())),
        st.builds("{} {} ist".format, st.sampled_from((*TEXTS, *LISTS, *GROUPS)), st.sampled_from(("leer", "befüllt"))),
        st.builds("{} in der {} liegt".format, st.sampled_from(DATES), st.sampled_from(("Zukunft", "Vergangenheit"))),
    )


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One rule. What cannot be (a condition in other rows, a place that decides about itself) becomes an open point."""
    condition, target = draw(conditions()), draw(st.sampled_from(ANY))
    choice, others = draw(st.sampled_from(CHOICES)), draw(st.permutations((*TEXTS, *DATES)))
    return draw(
        st.sampled_from(
            (
                *(f"Wenn {condition}, {clause.format(target)}." for clause in (*HIDING, *NEEDING)),
                f"Wenn {condition}, zeige {target} an, sonst nicht.",
                f"Wenn {condition}, zeige {target} an, sonst nicht.",
                f"Wenn {condition}, ist {choice} mit 001 vorzubefüllen und auszublenden.",
                f"Wenn {condition}, dürfen im Feld {choice} nur die Codes 001 und 002 ausgewählt werden.",
                f"Es muss mindestens eines der Felder {others[0]} oder {others[1]} befüllt sein.",
                f"Es darf höchstens eines der Felder {others[0]}, {others[1]} befüllt werden.",
            )
        )
    )


def ruled(children: tuple[Child, ...], texts: tuple[tuple[str, str], ...]) -> Ruled:
    """A form of these elements, with rules by id and sentence."""
    found = schema(*children, rules=tuple(rule(whole(text), id_) for id_, text in texts))
    book = read_rules(found)
    return Ruled(found, book, compile_service(found, book=book))


@st.composite
def named_sentences(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    texts = draw(st.lists(sentences(), min_size=2, max_size=7))
    return tuple((f"R{number}", text) for number, text in enumerate(texts, 1))


@st.composite
def forms(draw: st.DrawFn) -> Ruled:
    """A whole form with up to seven rules."""
    return ruled(draw(trees()), draw(named_sentences()))


@st.composite
def answers(draw: st.DrawFn, nodes: tuple[Node, ...]) -> Answers:
    """What somebody may have answered by now, with rests of what was answered before."""
    here: Answers = {}
    for node in nodes:
        if isinstance(node, Either):
            here[node.key] = draw(st.sampled_from((None, *(option.id for option in node.options))))
            here |= draw(answers(node.options))
        elif isinstance(node, Question):
            here[node.id] = draw(_values(node))
        elif isinstance(node, Group):
            if node.gate:
                here[node.gate_key] = draw(st.sampled_from((None, True, True, False)))
            inside = answers(node.children)
            here[node.id] = draw(st.lists(inside | inside | st.just({}), max_size=3) if node.repeats else inside)
    return {key: value for key, value in here.items() if value is not None}


def _values(question: Question) -> st.SearchStrategy[object]:
    good = st.sampled_from(GOOD[question.kind])
    return st.lists(good, max_size=2) if question.repeats else st.none() | good | good


@st.composite
def situations(draw: st.DrawFn) -> tuple[Ruled, Answers]:
    """A form, and somebody's answers to it."""
    found = draw(forms())
    return found, draw(answers(found.service.nodes))
