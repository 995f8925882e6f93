"""The cases of the OMG's DMN TCK that lie beside the repository: what of them is right, and what is left out."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from dienstweg.engine.feel import Meter, Unsupported, Unusable, compile_expression, write_notation
from tests.engine.feel.given import NOW

TCK = Path(os.environ.get("DIENSTWEG_TCK") or Path(__file__).parents[4] / "shared" / "dmn-tck") / "literal_cases.json"

RIGHT = 0.98
"""Of the cases with a value that we do not call unsupported."""
LEFT_OUT = 0.20
"""At most, of the cases with a value."""


@pytest.fixture(scope="module")
def cases() -> list[tuple[str, str, str, object, str | None]]:
    """Suite, case, expression, expected value and note of each."""
    if not TCK.is_file():
        pytest.skip(f"no cases in {TCK.parent} (set DIENSTWEG_TCK)")
    found: list[tuple[str, str, str, object, str | None]] = json.loads(TCK.read_text(encoding="utf-8"))
    return found


def test_cases_with_a_value(cases: list[tuple[str, str, str, object, str | None]]) -> None:
    answers = {
        (suite, name): "right" if (found := answer(text)) == comparable(expected) else found
        for suite, name, text, expected, _ in cases
        if expected is not None
    }
    left_out = [case for case, found in answers.items() if found == "unsupported"]
    wrong = {case: found for case, found in answers.items() if found not in ("right", "unsupported")}
    print(f"\n{len(answers)} with a value: {len(left_out)} left out, {len(wrong)} of the others wrong")  # noqa: T201 # shown with -s
    assert len(left_out) <= LEFT_OUT * len(answers)
    assert len(wrong) <= (1 - RIGHT) * (len(answers) - len(left_out)), wrong


def test_cases_without_a_value(cases: list[tuple[str, str, str, object, str | None]]) -> None:
    """Where the standard says null, we say null, or refuse what cannot be meant."""
    answers = Counter(str(answer(text)) for _, _, text, expected, _ in cases if expected is None)
    print(f"\nnull: {answers}")  # noqa: T201 # shown with -s
    assert answers.keys() <= {"None", "error", "unsupported"}


def answer(text: str) -> object:
    try:
        compiled = compile_expression(text)
        if any(fault.code == "feel_unknown_name" for fault in compiled.faults):
            return "error"
        return comparable(write_notation(compiled.evaluate({}, today=NOW.date(), now=NOW), Meter()))
    except Unsupported:
        return "unsupported"
    except Unusable:
        return "error"


def comparable(noted: object) -> object:
    """The value in a form in which equal values are equal: numbers by size."""
    if isinstance(noted, list):
        return [comparable(entry) for entry in noted]
    if not isinstance(noted, dict):
        return noted
    if "ctx" in noted:
        return {key: comparable(member) for key, member in noted["ctx"].items()}
    return (noted["$"], Decimal(noted["v"]) if noted["$"] == "decimal" else noted["v"])
