"""Random expressions, trees and answers for the laws of the rule language."""

from datetime import UTC, datetime, timedelta, timezone
from string import Formatter
from typing import cast

from hypothesis import strategies as st

from dienstweg.engine.feel import BOOLEAN, DATE, NUMBER, STRING, ListOf, Months, Record, Scalar, Scope, nodes
from dienstweg.engine.feel.nodes import Node, Operator
from dienstweg.engine.feel.values import Relation

CODES = {"001": "ja", "002": "nein", "010": "später"}
SCOPE = Scope(
    {
        "status": Scalar("string", CODES),
        "land": STRING,
        "born": DATE,
        "fee": NUMBER,
        "paid": BOOLEAN,
        "person": Record({"name": STRING, "age": NUMBER, "status": Scalar("string", CODES)}),
        "dogs": ListOf(
            Record({"name": STRING, "age": NUMBER, "chip": BOOLEAN, "status": STRING, "marks": ListOf(STRING)})
        ),
        "colours": ListOf(STRING),
        "sums": ListOf(NUMBER),
    }
)

# --- answers ---------------------------------------------------------------------------------------------------------

_TEXTS = st.sampled_from(("Bello", "Rex", "001", "002", "", "ä b"))
_NUMBERS = st.sampled_from(("0", "1", "3", "-2.50", "12.5"))
_CODES = st.sampled_from(tuple(CODES))
_FLAGS = st.booleans()
_DAYS = st.sampled_from(("2020-02-29", "1990-12-31", "2026-05-31"))


def _some(**members: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=members)


ANSWERS: st.SearchStrategy[dict[str, object]] = _some(
    status=_CODES,
    land=_TEXTS,
    born=_DAYS,
    fee=_NUMBERS,
    paid=_FLAGS,
    person=_some(name=_TEXTS, age=_NUMBERS, status=_CODES),
    dogs=st.lists(
        _some(name=_TEXTS, age=_NUMBERS, chip=_FLAGS, status=_TEXTS, marks=st.lists(_TEXTS, max_size=2)), max_size=3
    ),
    colours=st.lists(_TEXTS, max_size=3),
    sums=st.lists(_NUMBERS, max_size=3),
)

# --- expressions that mean something, as text ------------------------------------------------------------------------

_LEAVES = {
    "boolean": ("true", "false", "null", "paid", "dogs[1].chip"),
    "number": (
        "0",
        "1",
        "2.5",
        "null",
        "fee",
        "person.age",
        "dogs[-1].age",
        "count(dogs)",
        "count(colours)",
        "sums[1]",
    ),
    "string": ('"Rex"', '"001"', "null", "status", "land", "person.status", "dogs[1].name", "colours[-1]"),
    "date": ('@"2020-02-29"', "null", "born", "today()"),
    "duration": ('@"P10D"', "null", '@"-PT1H"', "born - today()"),
    "numbers": ("sums", "[1, null]", "[]", "dogs.age", "person.age"),
    "strings": ("colours", '["a", "001"]', "dogs[1].marks", "dogs.name", "null"),
    "rows": ("dogs", "dogs[chip]", "[]", "[dogs[2]]"),
}
_LEAVES_OF_A_DOG = {
    "boolean": ("d.chip", "d = dogs[1]"),
    "number": ("d.age", "count(d.marks)"),
    "string": ("d.name", "d.status", "d.marks[1]"),
    "strings": ("d.marks",),
    "rows": ("[d]",),
}
_FORMS = {
    "boolean": (
        "{boolean} and {boolean}",
        "{boolean} or {boolean} or {boolean}",
        "not({boolean})",
        "{boolean} = {boolean}",
        "{number} < {number}",
        "{number} != {number}",
        "{number} between {number} and {number}",
        "{number} in ({number}, >= {number}, [{number}..{number}))",
        "{string} = {string}",
        "{string} in {strings}",
        "{date} <= {date}",
        "{date} in [{date}..{date}]",
        "{duration} > {duration}",
        "{rows} = {rows}",
        "{date} instance of date",
        "some d in {rows} satisfies {boolean:dog}",
        "every d in {rows} satisfies {boolean:dog}",
        "some c in {strings} satisfies c = {string}",
        "if {boolean} then {boolean} else {boolean}",
        'matches({string}, "[0-9]+")',
        "list contains({strings}, {string})",
        "all({rows}.chip)",
        "count(flatten({rows})[status = {string}]) = 1",
    ),
    "number": (
        "{number} + {number}",
        "{number} * {number} - {number}",
        "{number} / {number}",
        "-{number}",
        "{date}.year",
        "{duration}.days",
        "count({rows})",
        "sum({numbers})",
        "max({numbers})",
        "string length({string})",
        "round half up({number}, 1)",
        "{numbers}[item > {number}][1]",
        "{rows}[age > {number}][1].age",
        "if {boolean} then {number} else {number}",
        "{{a: {number}, b: a + {number}}}.b",
        "number({string})",
    ),
    "string": (
        "{string} + {string}",
        "upper case({string})",
        "{rows}[name = {string}][1].name",
        "{strings}[{number}]",
        "if {boolean} then {string} else {string}",
        "string({number})",
        'string join({strings}, "-")',
        "person[age > {number}][1].name",
    ),
    "date": ('{date} + @"P1M"', "{date} - {duration}", "if {boolean} then {date} else {date}", "date({number}, 2, 28)"),
    "duration": ("{date} - {date}", "{duration} * {number}", "-{duration}", "{duration} + {duration}"),
    "numbers": (
        "for d in {rows} return {number:dog}",
        "{numbers}[item < {number}]",
        "for i in 1..3 return i * {number}",
    ),
    "strings": ("for d in {rows} return {string:dog}", "{strings}[item != {string}]", "distinct values({strings})"),
    "rows": ("{rows}[{boolean}]", "{rows}[name = {string}]", "reverse({rows})", "{rows}[count(marks) > {number}]"),
}


@st.composite
def meaningful(draw: st.DrawFn, kind: str, depth: int = 3, dog: str = "") -> str:
    """The text of an expression of that kind. With ``dog``, ``d`` is a dog."""
    leaves = _LEAVES[kind] + (_LEAVES_OF_A_DOG.get(kind, ()) * 2 if dog else ())
    if depth == 0:
        return draw(st.sampled_from(leaves))
    form = draw(st.sampled_from(_FORMS[kind] + leaves[-1:]))
    text = ""
    for before, part, with_dog in _parts(form):
        inside = draw(meaningful(part, depth - 1, with_dog or dog)) if part else ""
        text += f"{before}({inside})" if part else before
    return text


def _parts(form: str) -> list[tuple[str, str, str]]:
    """The text before each placeholder, the placeholder, and what stands behind its colon."""
    return [(before, name or "", spec or "") for before, name, spec, _ in Formatter().parse(form)]


EXPRESSIONS = st.sampled_from(tuple(_LEAVES)).flatmap(meaningful)


# --- trees of every kind of node, whether they mean something or not -------------------------------------------------

_ZONES = st.sampled_from((None, UTC, timezone(timedelta(hours=-5, minutes=-30))))
_TIMES = st.builds(lambda clock, zone: clock.replace(microsecond=0, tzinfo=zone), st.times(), _ZONES)
_MOMENTS = st.builds(datetime.combine, st.dates(), _TIMES)
NUMBERS = st.decimals(min_value=0, allow_nan=False, allow_infinity=False, places=3)
DURATIONS = st.one_of(
    st.timedeltas(min_value=timedelta(days=-(10**8)), max_value=timedelta(days=10**8)),
    st.integers(-(10**6), 10**6).map(Months),
)
TEMPORALS = st.one_of(st.dates(), _MOMENTS, _TIMES, DURATIONS)
NAMES = st.sampled_from(("a", "größe", "?G1", "string length", "F60000000231", "item", "date", "of"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
CONSTANTS: st.SearchStrategy[Node] = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, TEMPORALS).map(nodes.Constant)
_RELATIONS = st.sampled_from(cast("tuple[Relation, ...]", ("=", "!=", "<", "<=", ">", ">=")))
_OPERATORS = st.sampled_from(cast("tuple[Operator, ...]", ("+", "-", "*", "/", "**")))
_TYPES = st.sampled_from((NUMBER, ListOf(DATE), Record({"a b": STRING}, closed=False)))


def _several(below: st.SearchStrategy[Node], least: int = 0) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(below, min_size=least, max_size=3).map(tuple)


def _variables(below: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[nodes.Variable, ...]]:
    source = st.one_of(below, st.builds(nodes.Span, below, below))
    return st.lists(st.builds(nodes.Variable, NAMES, source), min_size=1, max_size=2).map(tuple)


def _calls(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    named = st.lists(st.tuples(NAMES, below), min_size=1, max_size=2)
    return st.one_of(
        st.builds(nodes.Call, NAMES, _several(below)),
        st.builds(
            lambda name, given: nodes.Call(name, tuple(node for _, node in given), tuple(word for word, _ in given)),
            NAMES,
            named,
        ),
        st.builds(nodes.Call, st.just("date and time"), _several(below, 1)),
    )


def _above(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    relative = st.builds(nodes.Relative, _RELATIONS, below)
    tests = st.lists(st.one_of(below, relative), min_size=2, max_size=3).map(tuple).map(nodes.Alternatives)
    entries = st.lists(st.builds(nodes.Entry, st.one_of(NAMES, TEXTS), below), max_size=2).map(tuple)
    return st.one_of(
        st.builds(nodes.Path, below, NAMES),
        st.builds(nodes.Filter, below, below),
        _calls(below),
        st.builds(nodes.Negative, below),
        st.builds(nodes.Arithmetic, _OPERATORS, below, below),
        st.builds(nodes.Comparison, _RELATIONS, below, below),
        st.builds(nodes.Between, below, below, below),
        st.builds(nodes.Inside, below, st.one_of(below, relative, tests)),
        relative,
        st.builds(nodes.And, _several(below, 2)),
        st.builds(nodes.Or, _several(below, 2)),
        st.builds(nodes.If, below, below, below),
        st.builds(nodes.For, _variables(below), below),
        st.builds(nodes.Quantified, st.booleans(), _variables(below), below),
        st.builds(nodes.Items, _several(below)),
        st.builds(nodes.Entries, entries),
        st.builds(nodes.Interval, below, below, st.booleans(), st.booleans()),
        st.builds(nodes.InstanceOf, below, _TYPES),
    )


TREES: st.SearchStrategy[Node] = st.recursive(st.one_of(CONSTANTS, st.builds(nodes.Name, NAMES)), _above, max_leaves=12)

# --- anything at all -------------------------------------------------------------------------------------------------

_PIECES = (
    *'()[]{},.:=<>+-*/"@? \n',
    *("..", "**", "!=", "<=", "and", "or", "not", "in", "between", "if", "then", "else", "for", "return", "some"),
    *("every", "satisfies", "instance", "of", "null", "true", "function", "date", "time", "item", "dogs", "fee", "1"),
    *("2.5", "1e400", '"a"', '@"P1D"', '@"2020-01-01"', "count(", "date(", "string(", "replace(", "a: ", "ä", "\ud800"),
)
ANY_TEXT = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join))
