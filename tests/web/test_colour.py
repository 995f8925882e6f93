"""An authority's colour can be read everywhere, and is never taken for an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienstweg.engine.problems import Refused
from dienstweg.web.colour import accent, contrast, readable, usable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("colour", ("#17614b", "#8a1f3d", "#6a3d8f", "#0b5f7a", "#1a3da5"))
def test_readable_colours_stay_as_they_are(colour: str) -> None:
    assert accent(colour).used == colour


@pytest.mark.parametrize(("one", "other", "ratio"), (("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)))
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("colour", ("#ff0000", "#e30613", "#b02727", "#c8102e"))
def test_a_red_like_that_of_errors_is_refused(colour: str) -> None:
    with pytest.raises(Refused) as refused:
        accent(colour)
    assert [problem.code for problem in refused.value.problems] == ["accent_danger"]


@given(COLOURS)
def test_whatever_is_accepted_can_be_read_and_shown(colour: str) -> None:
    try:
        found = accent(colour)
    except Refused:
        return
    assert (readable(found.used), usable(found.used), accent(found.used).used) == (True, True, found.used)
