"""Which conditions exclude, and what they come to where every exclusion needs an answer."""

import pytest

from dienstweg.engine.ruling.demanding import grounded


@pytest.mark.parametrize(
    ("condition", "expected", "places"),
    [
        ('F2 != "001"', 'F2 != null and F2 != "001"', ("F2",)),
        ('not(F2 = "001")', 'F2 != null and not(F2 = "001")', ("F2",)),
        ('not(F2 in ("001", "002"))', 'F2 != null and not(F2 in ("001", "002"))', ("F2",)),
        ('G1.F2 != "001"', 'G1.F2 != null and G1.F2 != "001"', ("G1.F2",)),
        ('F1 or F2 != "001"', 'F1 or F2 != null and F2 != "001"', ("F2",)),
        ('F1 != true and F2 != "001"', '(F1 != null and F1 != true) and (F2 != null and F2 != "001")', ("F1", "F2")),
    ],
)
def test_an_exclusion_needs_an_answer(condition: str, expected: str, places: tuple[str, ...]) -> None:
    assert grounded(condition) == (expected, places)


@pytest.mark.parametrize("condition", ["F2 = null", "F2 != null", 'F2 = "001"', 'F2 in ("001", "002")', "F2 > 3"])
def test_what_excludes_nothing_stays_as_it_is(condition: str) -> None:
    assert grounded(condition) == (condition, ())
