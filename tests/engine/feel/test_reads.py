"""Which places an expression looks at, and what the row of a rule is."""

import pytest

from dienstweg.engine.feel import (
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    UNKNOWN,
    ListOf,
    Record,
    Scope,
    compile_expression,
    inside,
    read_values,
    scope_of,
)
from dienstweg.engine.feel.types import NULL, Type
from tests.engine.feel.given import ANSWERS, DOG, SCOPE

READS = {
    "1 + 1": (),
    "status": ("status",),
    "person.income > 5 and person.married": ("person.income", "person.married"),
    "person = null or person.income > 5": ("person",),
    "person.born.year": ("person.born",),
    'some d in dogs satisfies d.breed = "Mops"': ("dogs[].breed",),
    "every d in dogs satisfies true": ("dogs[]",),
    "some d in dogs satisfies d = null": ("dogs",),
    "some d in dogs, m in d.marks satisfies m = d.name": ("dogs[].marks", "dogs[].name"),
    "count(dogs)": ("dogs[]",),
    "count(status)": ("status",),
    "count(person)": ("person",),
    "for p in person return 1": ("person",),
    "count(dogs[age > 3])": ("dogs[].age",),
    "count(dogs[age > 3].marks)": ("dogs[].age", "dogs[].marks[]"),
    "dogs[1].name": ("dogs[].name",),
    "dogs[age > person.income][1].name": ("dogs[].age", "dogs[].name", "person.income"),
    "dogs.name": ("dogs[].name",),
    '"rot" in colours': ("colours",),
    "some c in colours satisfies c = land": ("colours", "land"),
    'dogs[status = "001"]': ("dogs", "status"),
    "for d in dogs return d.name": ("dogs[].name",),
    "{a: dogs, b: a[1].name}.b": ("dogs",),
    "sum(dogs.age)": ("dogs[].age",),
    "flatten(dogs)[name = status]": ("dogs", "status"),
    "if person.married then land else status": ("land", "person.married", "status"),
    "unknown + land": ("land",),
}


def test_the_read_set_names_every_place() -> None:
    assert {text: compile_expression(text, SCOPE).reads for text in READS} == READS


def test_what_has_no_known_shape_is_read_as_a_whole() -> None:
    scope = Scope({"x": UNKNOWN, "y": Record({"z": UNKNOWN})})
    assert compile_expression("x.a.b = 1 and y.z.c[d = 2] = 3 and some e in x satisfies e.f", scope).reads == (
        "x",
        "y.z",
    )


HOUSE = Scope(
    {
        "house": Record(
            {"city": STRING, "flats": ListOf(Record({"size": NUMBER, "rooms": ListOf(Record({"heated": BOOLEAN}))}))}
        ),
        "land": STRING,
    }
)
FLATS = {
    "house": {
        "city": "Idstein",
        "flats": [
            {"size": 40, "rooms": [{"heated": True}]},
            {"size": 70, "rooms": [{"heated": True}, {"heated": False}]},
        ],
    }
}


def test_a_rule_within_rows_sees_its_own_row() -> None:
    scope, values = HOUSE.inside("house.flats.rooms"), read_values(HOUSE, FLATS)
    compiled = compile_expression("house.flats.size > 50 and not(house.flats.rooms.heated)", scope)
    answers = [
        compiled.evaluate(inside(values, "house.flats.rooms", rows))
        for rows in ((0, 0), (1, 0), (1, 1), (1, 2), (2, 0))
    ]
    assert answers == [False, False, True, None, None]
    assert compiled.reads == ("house.flats[].rooms[].heated", "house.flats[].size")
    assert compiled.faults == ()


def test_a_rule_within_rows_sees_the_lists_below_and_beside_it() -> None:
    scope, values = HOUSE.inside("house.flats"), read_values(HOUSE, FLATS)
    compiled = compile_expression("every r in house.flats.rooms satisfies r.heated", scope)
    assert [compiled.evaluate(inside(values, "house.flats", (row,))) for row in (0, 1)] == [True, False]
    assert compiled.reads == ("house.flats[].rooms[].heated",)


def test_a_scope_has_no_row_at_a_place_that_it_does_not_have() -> None:
    with pytest.raises(KeyError):
        HOUSE.inside("house.stairs")


def test_answers_become_values_of_their_types() -> None:
    person = Record({"born": DATE, "married": BOOLEAN, "income": NUMBER, "time of birth": NULL})
    names: dict[str, Type] = {
        "person": person,
        "status": STRING,
        "dogs": ListOf(DOG),
        "colours": ListOf(STRING),
        "land": NULL,
    }
    assert scope_of(read_values(SCOPE, {**ANSWERS, "surplus": 1})) == Scope(names)


def test_a_file_may_be_absent_as_a_whole() -> None:
    scope = Scope({"file": Record({"name": STRING}, nullable=True), "group": Record({"list": ListOf(NUMBER)})})
    compiled = compile_expression("file = null and count(group.list) = 0", scope)
    given: tuple[dict[str, object], ...] = ({}, {"file": {"name": "a.pdf"}})
    assert [compiled.evaluate(read_values(scope, answers)) for answers in given] == [True, False]


def test_data_that_does_not_fit_is_null_and_an_absent_list_is_empty() -> None:
    scope = Scope({"n": NUMBER, "b": BOOLEAN, "s": STRING, "l": ListOf(NUMBER), "r": Record({"n": NUMBER})})
    given = {"n": "12 €", "b": "true", "s": 5, "r": []}
    assert read_values(scope, given) == {"n": None, "b": None, "s": None, "l": [], "r": {"n": None}}
    given = {"n": True, "l": ["1", "x"], "r": {}}
    assert read_values(scope, given) == {"n": None, "b": None, "s": None, "l": [1, None], "r": {"n": None}}


def test_a_list_in_an_absent_group_or_row_is_empty() -> None:
    group = Record({"marks": ListOf(STRING), "name": STRING}, nullable=True)
    scope = Scope({"g": group, "rows": ListOf(Record({"h": group, "marks": ListOf(STRING)}))})
    texts = ("count(g.marks) = 0", "count(g.marks) > 0", "g.marks = null", "g.name = null", "g = null")
    absent = read_values(scope, {})
    assert [compile_expression(text, scope).evaluate(absent) for text in texts] == [True, False, False, True, True]
    row, next_row = scope.inside("rows"), inside(absent, "rows", [0])
    found = [compile_expression(text, row).evaluate(next_row) for text in ("count(rows.marks)", "count(rows.h.marks)")]
    assert found == [0, 0]
