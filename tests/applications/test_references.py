"""Reference numbers: said on the telephone, typed by hand, and still found out when wrong."""

import random
from itertools import pairwise

import pytest

from dienstweg.applications.references import check_digit, is_well_formed, new_reference

NUMBERS = [new_reference("TS", 2026, random.Random(seed).randrange) for seed in range(50)]


def test_the_form() -> None:
    assert new_reference("TS", 2026, lambda _: 17) == f"TS-2026-0000017-{check_digit('20260000017')}"


def test_a_known_check_digit() -> None:
    """The example of the thesis that introduced the scheme (H. M. Damm, 2004): 572 has the check digit 4."""
    assert (check_digit("572"), check_digit("5724")) == ("4", "0")


@pytest.mark.parametrize("reference", NUMBERS)
def test_every_wrong_digit_and_every_swap_of_neighbours_is_noticed(reference: str) -> None:
    short, rest = reference.split("-", 1)
    places = [index for index, character in enumerate(rest) if character.isdigit()]
    wrong = [rest[:at] + digit + rest[at + 1 :] for at in places for digit in "0123456789" if digit != rest[at]]
    for first, second in pairwise(places):
        if rest[first] != rest[second]:
            swapped = list(rest)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            wrong.append("".join(swapped))
    assert is_well_formed(reference)
    assert [text for text in wrong if is_well_formed(f"{short}-{text}")] == []


@pytest.mark.parametrize(
    "text", ["", "TS", "TS-2026-1-1", "TS-2026-0000017", "TS--0000017-4", "TS-2026-000001x-4", "٣-٣-٣-٣"]
)
def test_what_is_no_reference(text: str) -> None:
    assert is_well_formed(text) is False


def test_case_and_spaces_do_not_matter() -> None:
    assert is_well_formed(f"  {NUMBERS[0].lower()} ")
