"""However an expression is built, it ends, and with a sentence."""

import pytest

from dienstweg.engine.feel import Unusable, compile_expression, parse, write_notation
from dienstweg.engine.feel.limits import LENGTH, Meter


def doubling(start: str, step: str, rounds: int) -> str:
    """A context whose every entry is twice as large as the one before."""
    entries = [f"v0: {start}", *(f"v{n}: {step.format(f'v{n - 1}')}" for n in range(1, rounds))]
    return f"{{{', '.join(entries)}}}.v{rounds - 1}"


TOO_MUCH = {
    "counting": "count(for i in 1..1000000000 return i)",
    "loops in loops": "some a in 1..1000, b in 1..1000 satisfies a + b = -1",
    "a long body": f"every i in 1..1000 satisfies {' + '.join(['i'] * 50)} > 0 and {' + '.join(['i'] * 50)} > 0",
    "doubled text": doubling('"Dackel"', "{0} + {0}", 40),
    "doubled list": doubling("[1]", "concatenate({0}, {0})", 40),
    "shared list compared": doubling("[1]", "[{0}, {0}]", 40) + " = " + doubling("[1]", "[{0}, {0}]", 40),
    "shared list flattened": f"flatten({doubling('[1]', '[{0}, {0}]', 40)})",
    "shared list written": f"string length(string({doubling('[1]', '[{0}, {0}]', 40)}))",
    "distinct values": "count(distinct values(for i in 1..2000 return i))",
    "long replacement": f'string length(replace("{"a" * 3000}", "a", "{"$0" * 1000}"))',
    "many searches": f'string length(replace("{"a" * 15000}", "a*b|a", "x"))',
    "many patterns": 'some i in 1..10000 satisfies matches("a", "x{1,900}" + string(i))',
    "powers": "some i in 1..100000 satisfies 1.0000001 ** (i + 0.5) = 2",
    "large contexts": 'count(for i in 1..100000 return context put({a: i, b: i}, "c", i))',
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_takes_too_many_steps_is_broken_off(name: str) -> None:
    with pytest.raises(Unusable) as refused:
        compile_expression(TOO_MUCH[name]).evaluate({})
    assert refused.value.fault.code == "feel_limit"
    assert refused.value.fault.message == "Die Berechnung braucht zu viele Schritte. Sie wurde abgebrochen."


def test_the_limit_can_be_set() -> None:
    compiled = compile_expression("for i in 1..100 return i")
    assert len(compiled.evaluate({}, steps=100) or ()) == 100  # type: ignore[arg-type] # a list
    with pytest.raises(Unusable):
        compiled.evaluate({}, steps=99)


def test_an_expression_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unusable) as refused:
        parse("1" + " " * LENGTH)
    assert refused.value.fault.message == "Der Ausdruck ist zu lang: 20001 Zeichen, möglich sind 20000."


DEEP = {
    "brackets": "(" * 5000 + "1" + ")" * 5000,
    "lists": "[" * 5000 + "]" * 5000,
    "filters": "a" + "[1" * 5000,
    "signs": "-" * 5000 + "1",
    "sums": "1" + "+1" * 5000,
    "members": "a" + ".b" * 5000,
    "conditions": "if a then " * 1000 + "b" + " else c" * 1000,
    "loops": "for i in a return " * 1000 + "i",
    "contexts": "{a:" * 5000,
    "calls": "abs(" * 4000,
    "types": "a instance of " + "list<" * 3000,
    "tests": "a in (" * 3000,
    "ranges": "[1..(" * 3000,
    "sums in brackets": "((1" + "+1" * 50 + ")" + "+1" * 50 + ")",
}


@pytest.mark.parametrize("name", DEEP)
def test_an_expression_that_is_too_deep_is_refused(name: str) -> None:
    with pytest.raises(Unusable) as refused:
        parse(DEEP[name])
    assert refused.value.fault.message == "Der Ausdruck ist zu tief verschachtelt."


def test_a_chain_of_conditions_is_not_deep() -> None:
    text = " or ".join(f'a = "{code}"' for code in range(1500))
    assert compile_expression(f'{{a: "1499", b: {text}}}.b').evaluate({}) is True


def nested(step: str) -> str:
    """A value whose every level is made of the one below."""
    entries = ["v0: []", *(f"v{n}: {step.format(f'v{n - 1}')}" for n in range(1, 300))]
    return f"{{{', '.join(entries)}}}.v299"


TOO_DEEP = "Listen und Kontexte sind zu tief ineinander verschachtelt."


def test_types_that_are_too_deep_are_refused() -> None:
    for step in ("[{0}]", "for i in [1] return {0}"):
        with pytest.raises(Unusable) as refused:
            compile_expression(nested(step))
        assert refused.value.fault.message == TOO_DEEP


@pytest.mark.parametrize("text", ["{0} = {0}", "string({0})", "flatten({0})", "{0}.a"])
def test_values_that_are_too_deep_are_refused(text: str) -> None:
    with pytest.raises(Unusable) as refused:
        compile_expression(text.format(nested("append([], {0})"))).evaluate({})
    assert refused.value.fault.message == TOO_DEEP


def test_values_that_are_too_deep_are_not_written() -> None:
    value = compile_expression(nested("append([], {0})")).evaluate({})
    with pytest.raises(Unusable) as refused:
        write_notation(value, Meter())
    assert refused.value.fault.message == TOO_DEEP
