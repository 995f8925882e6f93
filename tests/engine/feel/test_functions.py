"""The built-in functions, each with what is ordinary and what is at the edge."""

import pytest

from dienstweg.engine.feel import Unsupported, compile_expression
from dienstweg.engine.feel.functions import FUNCTIONS, LEFT_OUT
from tests.engine.feel.given import shown

TEXTS = {
    'substring("Dackel", 3)': '"ckel"',
    'substring("Dackel", -2)': '"el"',
    'substring("Dackel", 2, 3)': '"ack"',
    'substring("Dackel", 7)': '""',
    'substring("Dackel", 0)': "null",
    'string length("🐶ä")': "2",
    'upper case("straße")': '"STRASSE"',
    'lower case("ÄB")': '"äb"',
    'substring before("a-b-c", "-")': '"a"',
    'substring before("abc", "-")': '""',
    'substring after("a-b-c", "-")': '"b-c"',
    'substring after("abc", "")': '"abc"',
    'contains("Dackel", "ack")': "true",
    'starts with("Dackel", "Da")': "true",
    'ends with("Dackel", "el")': "true",
    'string join(["a", null, "b"], ", ")': '"a, b"',
    'string join(["a", 1])': "null",
    'matches("12345", "^[0-9]{5}$")': "true",
    'matches("ABC", "b", "i")': "true",
    'matches("a", "(")': "null",
    'matches("aa", "(a)\\1")': "null",
    'matches("a", "a", "q")': "null",
    'replace("abcb", "b", "[$0]")': '"a[b]c[b]"',
    'replace("ab", "(a)(b)", "$2$1$3\\$")': '"ba$"',
    'replace("abc", "(b)", "$12")': '"ab2c"',
    'replace("abc", "x*", "-")': "null",
    'replace("abc", "b", "$")': "null",
    'split("a; b;c", ";\\s*")': '["a", "b", "c"]',
    'split("äöü", "ö")': '["ä", "ü"]',
    'split("abc", "")': "null",
}
NUMBERS = {
    'number("1.234,50", ".", ",")': "1234.5",
    'number("1 000")': "null",
    'number("1_000")': "null",
    'number("NaN")': "null",
    'number("1,5", ",", ",")': "null",
    "number(7)": "7",
    "string(1.10)": '"1.1"',
    'string([1, "a", {b: null}])': '"[1, \\"a\\", {b: null}]"',
    "string(null)": "null",
    'string("a")': '"a"',
    "decimal(2.5, 0)": "2",
    "decimal(3.5, 0)": "4",
    "floor(-1.5)": "-2",
    "ceiling(-1.5)": "-1",
    "floor(1.57, 1)": "1.5",
    "round up(5.1, 0)": "6",
    "round down(-5.9, 0)": "-5",
    "round half up(2.5, 0)": "3",
    "round half down(2.5, 0)": "2",
    "round half up(1234, -2)": "1200",
    "decimal(1, 0.5)": "null",
    "abs(-1.5)": "1.5",
    'abs(@"-P1D")': "P1D",
    "modulo(-12, 5)": "3",
    "modulo(1, 0)": "null",
    "modulo(1e100, 3)": "null",
    "even(2)": "true",
    "even(1e3)": "true",
    "odd(2.5)": "false",
    "odd(-3)": "true",
    "not(false)": "true",
    "not(1)": "null",
}
LISTS = {
    "list contains([1, null], null)": "true",
    "count(null)": "null",
    "count(dogs)": "3",
    "count(5)": "1",
    "min([3, 1, 2])": "1",
    'max("a", "b")': '"b"',
    "max([])": "null",
    'min(1, "a")': "null",
    "min([true])": "null",
    "sum([0.1, 0.2])": "0.3",
    "sum([])": "null",
    "sum([1, null])": "null",
    "mean([1, 2])": "1.5",
    "all([true, null])": "null",
    "all([])": "true",
    "any([false, true])": "true",
    "any([])": "false",
    "sublist([1, 2, 3], 2)": "[2, 3]",
    "sublist([1, 2, 3], -2, 1)": "[2]",
    "sublist([1, 2, 3], 2, 5)": "null",
    "append([1], 2, 3)": "[1, 2, 3]",
    "concatenate([1], 2, [3])": "[1, 2, 3]",
    "insert before([1, 3], 2, 2)": "[1, 2, 3]",
    "insert before([1], 5, 2)": "null",
    "remove([1, 2, 3], -1)": "[1, 2]",
    "reverse([1, 2])": "[2, 1]",
    "index of([1, 2, 1], 1)": "[1, 3]",
    "union([1, 2], [2, 3])": "[1, 2, 3]",
    "distinct values([1, 1.0, null, null])": "[1, null]",
    "flatten([[1, [2]], 3])": "[1, 2, 3]",
    'get value({a: 1}, "a")': "1",
    'get value({a: {b: 2}}, ["a", "b"])': "2",
    "get value({a: 1}, [])": "null",
    "get entries({a: 1})": '[{key: "a", value: 1}]',
    'context([{key: "a", value: 1}, {key: "a", value: 2}])': "null",
    'context put({a: 1}, "b", 2)': "{a: 1, b: 2}",
    'context put({a: {b: 1}}, ["a", "c"], 2)': "{a: {b: 1, c: 2}}",
    'context put({a: 1}, ["a", "b"], 2)': "null",
    "context merge([{a: 1}, {a: 2, b: 3}])": "{a: 2, b: 3}",
}
DATES = {
    'date("2024-02-29")': "2024-02-29",
    "date(2023, 2, 29)": "null",
    'date(@"2024-02-29T10:00:00")': "2024-02-29",
    'date("2024-02-29T10:00:00")': "null",
    "time(8, 5, 9.9)": "08:05:09",
    'time(8, 5, 9, @"PT2H")': "08:05:09+02:00",
    'time(8, 5, 9, @"PT20H")': "null",
    "time(24, 0, 0)": "null",
    'time(@"2024-02-29T10:00:00")': "10:00:00",
    'time(@"2024-02-29")': "00:00:00Z",
    'time("08:05:09.123-05:30")': "08:05:09-05:30",
    'date and time("2024-02-29")': "2024-02-29T00:00:00",
    'date and time(@"2024-02-29", @"10:00:00Z")': "2024-02-29T10:00:00Z",
    'duration("P1Y2M")': "P1Y2M",
    'duration("-PT36H")': "-P1DT12H",
    'duration("P1Y2D")': "null",
    'duration("P")': "null",
    'years and months duration(@"2011-12-22", @"2013-08-24")': "P1Y8M",
    'years and months duration(@"2013-08-24", @"2011-12-22")': "-P1Y8M",
    'years and months duration(@"2024-01-31", @"2024-02-29")': "P0M",
    'day of year(@"2024-12-31")': "366",
    'day of week(@"2026-05-31")': '"Sunday"',
    'month of year(@"2026-05-31")': '"May"',
    'week of year(@"2026-01-01")': "1",
    "is(1, 1.0)": "true",
    'is("1", 1)': "false",
    "is()": "true",
}


@pytest.mark.parametrize("table", [TEXTS, NUMBERS, LISTS, DATES], ids=range(4))
def test_functions_give_what_the_standard_says(table: dict[str, str]) -> None:
    assert {text: shown(text) for text in table} == table


def test_every_function_is_tried() -> None:
    tried = {text.partition("(")[0] for table in (TEXTS, NUMBERS, LISTS, DATES) for text in table}
    assert tried | {"today", "now"} == FUNCTIONS.keys()


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_functions_that_no_form_needs_are_said_to_be_left_out(name: str) -> None:
    with pytest.raises(Unsupported) as refused:
        compile_expression(f"1 = {name}([1])")
    assert refused.value.fault.message == f"Die Funktion „{name}“ gehört nicht zum Sprachumfang."


def test_a_list_that_was_given_is_the_callers_own() -> None:
    compiled = compile_expression("concatenate([1], [2])")
    first = compiled.evaluate({})
    assert isinstance(first, list)
    first.clear()
    assert compiled.evaluate({}) != first
