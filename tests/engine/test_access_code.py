"""The applicant's code: how it is read, what it notices, what is derived from it."""

import random
from itertools import pairwise

import pytest

from dienstweg.engine import access_code
from dienstweg.engine.access_code import ALPHABET, LENGTH, AccessCode
from dienstweg.engine.problems import Refused

CODE = access_code.new(random.Random(1).randbytes)
SWAPPED = (
    "Die Prüfzeichen am Ende passen nicht zu den übrigen Zeichen. Vielleicht sind zwei Zeichen vertauscht. "
    "Bitte vergleichen Sie die Eingabe mit Ihrem Code."
)
FOREIGN = (
    "In der 3. Gruppe steht ein Zeichen, das in keinem Code vorkommt. "
    "Bitte vergleichen Sie diese Gruppe mit Ihrem Code."
)


def refusal(text: str) -> tuple[str, str, str]:
    with pytest.raises(Refused) as caught:
        access_code.parse(text)
    (problem,) = caught.value.problems
    return problem.code, problem.where, problem.message


def test_a_code_carries_exactly_the_random_bytes_it_was_given() -> None:
    assert access_code.new(lambda size: bytes(range(size))).characters[:20] == ALPHABET[:20]
    assert access_code.new(bytes) == AccessCode("0" * 22)
    assert access_code.new(lambda size: bytes(range(224, 224 + size))).characters[:20] == ALPHABET[:20]


def test_it_is_shown_in_groups_of_four() -> None:
    assert [len(group) for group in CODE.text.split("-")] == [4, 4, 4, 4, 4, 2]
    assert CODE.text.replace("-", "") == CODE.characters


def test_every_usual_way_of_typing_it_is_understood() -> None:
    spaced = " ".join(CODE.characters)
    ways = [
        CODE.text,
        CODE.characters,
        CODE.text.lower(),
        spaced,
        CODE.text.replace("-", " – "),
        f"\n{CODE.text}\u00a0",
    ]
    assert {access_code.parse(way) for way in ways} == {CODE}


def test_letters_that_never_occur_are_read_as_what_they_look_like() -> None:
    assert set("ILOU") & set(ALPHABET) == set()
    code = access_code.new(lambda size: bytes([0, 1, ALPHABET.index("V")] * size)[:size])
    typed = code.text.replace("0", "O").replace("V", "U")
    assert access_code.parse(typed.replace("1", "I")) == code
    assert access_code.parse(typed.replace("1", "l").lower()) == code


def test_every_single_wrong_character_is_noticed_and_its_group_named() -> None:
    for place, right in enumerate(CODE.characters):
        group = f"{place // 4 + 1}. Gruppe"
        for wrong in set(ALPHABET) - {right}:
            code, where, message = refusal(CODE.characters[:place] + wrong + CODE.characters[place + 1 :])
            assert (code, where) == ("code_mismatch", f"Code, {group}")
            assert message.startswith(f"In der {group} stimmt vermutlich ein Zeichen nicht.")


def test_every_swap_of_neighbours_is_noticed_in_every_code() -> None:
    """The code is linear and a swap adds the same number at two places: those on the code of zeros are all of them."""
    zeros = "0" * LENGTH
    for place, following in pairwise(range(LENGTH)):
        for added in ALPHABET[1:]:
            swapped = zeros[:place] + added * 2 + zeros[following + 1 :]
            assert refusal(swapped) == (
                "code_mismatch",
                "Code",
                SWAPPED,
            )


def test_a_character_that_no_code_has_is_placed_and_never_repeated() -> None:
    assert refusal(CODE.text[:12] + "Ä" + CODE.text[13:]) == (
        "code_character",
        "Code, 3. Gruppe",
        FOREIGN,
    )


def test_a_missing_or_extra_character_is_placed_where_the_groups_tell() -> None:
    assert refusal(CODE.text[:6] + CODE.text[7:]) == (
        "code_length",
        "Code, 2. Gruppe",
        "Ein Code hat 22 Zeichen, Ihre Eingabe hat 21. Bitte sehen Sie sich die 2. Gruppe an.",
    )
    assert refusal(CODE.text + "7")[1] == "Code, 6. Gruppe"
    assert refusal(CODE.characters[:-1])[1] == "Code"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "code_length"), (" - ", "code_length"), ("7" * 10**6, "code_length"), ("\0" * 22, "code_character")],
)
def test_what_is_no_code_at_all_is_refused(text: str, code: str) -> None:
    assert refusal(text)[0] == code


def test_a_code_cannot_be_made_from_anything_else() -> None:
    for text in ("0" * 21, "O" * 22, CODE.text, CODE.characters[:-1] + ("0" if CODE.characters[-1] != "0" else "1")):
        with pytest.raises(ValueError, match="canonical form"):
            AccessCode(text)


def test_it_shows_itself_nowhere() -> None:
    shown = [repr(CODE), str(CODE), f"{CODE}", f"{CODE!r}", str([CODE]), "%s" % CODE]  # noqa: UP031 - how logs do it
    assert shown == ["AccessCode(…)"] * 4 + ["[AccessCode(…)]", "AccessCode(…)"]
    assert list(CODE.__rich_repr__()) == []


def test_what_is_derived_stays_as_it_is() -> None:
    """Stored data hangs on these values: whoever changes them locks every applicant out."""
    code = access_code.new(lambda size: bytes(range(size)))
    assert code.text == "0123-4567-89AB-CDEF-GHJK-GG"
    assert access_code.lookup(code) == "884f1725c2d3cf392c441972fec532061fdac741574af9f064236c3dfe0b1709"
    assert access_code.submission_ref(code) == "62a62b0900560d4d25b98aea0eef9fd4"
    assert (
        access_code.draft_key(code, b"s" * 16).hex()
        == "a01baeb7a436b51fe34a223dd8960df03f492d7244fa09ba19e46ce163106c81"
    )
    assert access_code.key_pair(code).public.x == "MjmJDIwb2W0QBaA907p-xoqD5aXUz6mfH3R45bbA0GY"


def test_no_derived_value_is_another_one() -> None:
    values = {
        access_code.lookup(CODE)[:32],
        access_code.submission_ref(CODE),
        access_code.draft_key(CODE, b"s" * 16).hex()[:32],
        access_code.draft_key(CODE, b"t" * 16).hex()[:32],
        access_code.key_pair(CODE).seed.hex()[:32],
    }
    assert len(values) == 5


def test_a_draft_needs_a_salt_of_16_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        access_code.draft_key(CODE, b"s" * 15)
