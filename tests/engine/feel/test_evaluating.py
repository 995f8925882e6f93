"""What expressions give."""

import pytest

from dienstweg.engine.feel import Unusable, compile_expression
from tests.engine.feel.given import SCOPE, shown

LOGIC = {
    f"{a} {word} {b}": answer
    for word, table in {
        "and": {"true": "true false null", "false": "false false false", "null": "null false null"},
        "or": {"true": "true true true", "false": "true false null", "null": "true null null"},
    }.items()
    for a, row in table.items()
    for b, answer in zip(("true", "false", "null"), row.split(), strict=True)
}
NUMBERS = {
    "0.1 + 0.2": "0.3",
    "1 / 3": "0.3333333333333333333333333333333333",
    "2 / 0": "null",
    "0 / 0": "null",
    "10 ** -2": "0.01",
    "10 ** 7000": "null",
    "(-8) ** (1 / 3)": "null",
    "-2 ** 2": "4",
    "1.50": "1.5",
    "12300 = 1.23e4": "true",
    "1 + null": "null",
    '1 + "1"': "null",
    "- null": "null",
    '"a" + "b"': '"ab"',
    '"a" * 2': "null",
}
COMPARING = {
    "null = null": "true",
    "null != null": "false",
    "1 = null": "false",
    '1 = "1"': "null",
    '1 != "1"': "null",
    "true = 1": "null",
    "1 < null": "null",
    "true < false": "null",
    '"B" < "a"': "true",
    "[1, [2]] = [1, [2]]": "true",
    '[1] = ["1"]': "false",
    "{a: 1, b: 2} = {b: 2, a: 1}": "true",
    "{a: 1} = {b: 1}": "false",
    "1 between null and 0": "false",
    "1 between null and 2": "null",
    "5 in (3, [4..6])": "true",
    "4 in (4..6]": "false",
    "5 in [7, [4..6]]": "true",
    "null in [1..2]": "null",
    "null in [1, null]": "true",
    "3 in (< 5)": "true",
    '"a" in ["b", 1]': "false",
    '"a" in ("a", "b")': "true",
    'null in ("a", "b")': "false",
    'null in ["a", "b"]': "false",
    '1 in ("a", "b")': "null",
    '["a"] in ["a"]': "true",
    "[1] in [[1], [2]]": "true",
    "[1..5] = [1..5]": "true",
    "[1..5) = [1..5]": "false",
    '[1.."a"]': "null",
    '@"10:00:00Z" = @"11:00:00+01:00"': "true",
    '@"10:00:00" = @"10:00:00Z"': "null",
    '@"10:00:00" < @"10:00:00Z"': "null",
    'is(@"10:00:00Z", @"11:00:00+01:00")': "false",
    '@"P1Y" = @"P365D"': "null",
}
DATES = {
    '@"2024-01-31" + @"P1M"': "2024-02-29",
    '@"2024-02-29" + @"P1Y"': "2025-02-28",
    '@"2024-03-31" - @"P1M"': "2024-02-29",
    '@"P1M" + @"2024-01-31"': "2024-02-29",
    '@"9999-12-31" + @"P1D"': "null",
    '@"2024-02-28" + @"P2D"': "2024-03-01",
    '@"2024-02-28" - @"PT1H"': "2024-02-27",
    '@"2024-03-01" - @"2024-02-28"': "P2D",
    '@"2024-01-01T23:30:00" + @"PT45M"': "2024-01-02T00:15:00",
    '@"23:30:00" + @"PT1H"': "00:30:00",
    '@"08:00:00" - @"09:30:00"': "-PT1H30M",
    '@"08:00:00Z" - @"08:00:00+01:00"': "PT1H",
    '@"08:00:00Z" - @"08:00:00"': "null",
    '@"P1D" + @"PT12H"': "P1DT12H",
    '@"P1D" * 1.5': "P1DT12H",
    '@"P1D" / @"PT8H"': "3",
    '@"P1Y" / 2': "P6M",
    '@"P1Y" * 0.7': "P8M",
    '@"P1Y" + @"P1D"': "null",
    '@"P1Y" / 0': "null",
    '-@"P1DT2H"': "-P1DT2H",
    '@"P0D"': "PT0S",
    '@"P0M"': "P0M",
    'string(@"PT0.5S")': '"PT0.5S"',
    '@"2026-05-31".weekday': "7",
    '@"2026-05-31T08:09:10+02:00".time offset': "PT2H",
    '@"-P1Y8M".months': "-8",
    '@"-P1DT2H".hours': "-2",
    '@"2026-05-31".hour': "null",
    "today()": "2026-05-31",
    "now()": "2026-05-31T14:30:00",
}
LISTS = {
    "dogs.name": '["Bello", "Rex", null]',
    "dogs[1].name": '"Bello"',
    "dogs[-1].age": "0.5",
    "dogs[4]": "null",
    "dogs[0]": "null",
    "dogs[1.5]": "null",
    'dogs[breed = "Dackel"].age': "[3, 0.5]",
    "dogs[item.age > 2].name": '["Bello", "Rex"]',
    'colours[item != "rot"]': '["blau"]',
    "dogs[count(marks) > 1].name": '["Bello"]',
    "dogs.marks": '[["a", "b"], [], []]',
    "[[1, 2], [3]][item[1] = 3]": "[[3]]",
    "5[item > 3]": "[5]",
    "null[item > 3]": "[]",
    "null[1]": "null",
    "[1, 2][null]": "[]",
    'some d in dogs satisfies d.breed = "Mops" and d.age > 10': "true",
    "every d in dogs satisfies d.age > 1": "false",
    'some d in dogs satisfies d.name = "Nero"': "false",
    'some d in dogs satisfies d.name > "Z"': "null",
    "some x in [] satisfies true": "false",
    "every x in [] satisfies false": "true",
    "every x in null satisfies true": "null",
    "some x in dogs, y in colours satisfies x.breed = y": "false",
    "for d in dogs return d.age * 2": "[6, 22, 1]",
    "for i in 3..1 return i": "[3, 2, 1]",
    "for i in 1..2, j in i..2 return [i, j]": "[[1, 1], [1, 2], [2, 2]]",
    "for i in null return i": "null",
    "{a: 1, b: a + 1, c: {d: b}}.c.d": "2",
    "{a: 1, a: 2}": "null",
    "if person.married then 1 else 2": "1",
    "if null then 1 else 2": "2",
    "[1..5].end": "5",
    "person.born.year": "1990",
    "person.nothing": "null",
    "land": "null",
    "land = null": "true",
}
TYPES = {
    "1 instance of number": "true",
    "null instance of number": "false",
    "null instance of Null": "true",
    "1 instance of Any": "true",
    "[1, null] instance of list<number>": "true",
    '[1, "a"] instance of list<number>': "false",
    "{a: 1} instance of context<a: number>": "true",
    "[1..2] instance of range<number>": "true",
    '@"2026-05-31" instance of date and time': "false",
    '@"P1D" instance of days and time duration': "true",
}


@pytest.mark.parametrize("table", [LOGIC, NUMBERS, COMPARING, DATES, LISTS, TYPES], ids=range(6))
def test_expressions_give_what_the_standard_says(table: dict[str, str]) -> None:
    assert {text: shown(text) for text in table} == table


def test_a_row_without_an_answer_does_not_see_a_namesake_outside() -> None:
    assert shown('{name: "Rex", found: dogs[name = "Rex"]}.found.age') == "[11]"
    assert shown('{name: "Nero", found: dogs[name = "Nero"]}.found.age') == "[]"


def test_an_entry_of_unknown_shape_is_asked_first() -> None:
    assert shown("{name: 1, found: flatten(dogs)[name = 1]}.found") == "[]"
    assert shown("{other: 1, found: count(flatten(dogs)[other = 1])}.found") == "3"


@pytest.mark.parametrize("name", ["today", "now"])
def test_without_a_day_there_is_no_today(name: str) -> None:
    with pytest.raises(Unusable) as refused:
        compile_expression(f"1 = 1 and {name}() = null", SCOPE).evaluate({})
    assert (refused.value.fault.code, refused.value.fault.position) == ("feel_no_clock", 10)
