"""The applicant's code: what a person keeps to come back to a draft, an application and its answers.

20 characters carry 100 random bits; two more are check characters of a Reed-Solomon code over GF(32), which notices any
two wrong characters and any two that changed places, and tells where a single wrong one is. Everything the code opens
is derived from it by HKDF-SHA256 (RFC 5869), one label for each use, so that none of the derived values tells another.
100 bits need no slow stretching; a shorter code would, and is therefore not offered. See decision record 0001.
"""

import re
from typing import Never

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from dienstweg.engine.keys import PrivateKey, RandomBytes
from dienstweg.engine.problems import Problem, Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 symbols: I, L, O and U never occur, so they can be read as what they look like."""

SECRET_LENGTH = 20
LENGTH = SECRET_LENGTH + 2
GROUP = 4
MIN_SALT = 16

_LOOK_ALIKES = {"I": "1", "L": "1", "O": "0", "U": "V"}
_SYMBOLS = {symbol: number for number, symbol in enumerate(ALPHABET)}
_SYMBOLS |= {letter: _SYMBOLS[meant] for letter, meant in _LOOK_ALIKES.items()}
_SYMBOLS |= {symbol.lower(): number for symbol, number in _SYMBOLS.items()}

_BETWEEN = re.compile(r"[\s._\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+")
"""What people, phones and word processors put between groups."""

_LONGEST_INPUT = 200


_ORDER = 31


def _powers() -> tuple[int, ...]:
    """The 31 powers of the generator 2 in GF(32) modulo x⁵ + x² + 1."""
    powers = [1]
    while len(powers) < _ORDER:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return tuple(powers)


_POWER = _powers()
_LOG = {value: exponent for exponent, value in enumerate(_POWER)}


def _times(left: int, right: int) -> int:
    return _POWER[(_LOG[left] + _LOG[right]) % _ORDER] if left and right else 0


def _over(left: int, right: int) -> int:
    return _POWER[(_LOG[left] - _LOG[right]) % _ORDER] if left else 0


def _syndromes(numbers: list[int]) -> tuple[int, int]:
    """Sum, and sum weighted by the powers of the place; both 0 for a code without a slip."""
    plain = weighted = 0
    for place, number in enumerate(numbers):
        plain ^= number
        weighted ^= _times(number, _POWER[place])
    return plain, weighted


class AccessCode(Struct, frozen=True):
    """22 characters of :data:`ALPHABET`, the last two of which check the others. Hidden in every repr."""

    characters: str

    def __post_init__(self) -> None:
        numbers = [ALPHABET.find(character) for character in self.characters]
        if len(numbers) != LENGTH or -1 in numbers or _syndromes(numbers) != (0, 0):
            raise ValueError("not the canonical form of an access code")

    @property
    def text(self) -> str:
        """For the person: groups of four, ``7KQ4-MX2P-…``."""
        return "-".join(self.characters[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    def __repr__(self) -> str:
        return "AccessCode(…)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return []


def new(random_bytes: RandomBytes) -> AccessCode:
    """A fresh code of 100 random bits."""
    secret = [byte % 32 for byte in random_bytes(SECRET_LENGTH)]
    plain, weighted = _syndromes(secret)
    first, second = _POWER[SECRET_LENGTH], _POWER[SECRET_LENGTH + 1]
    last = _over(weighted ^ _times(plain, first), first ^ second)
    return AccessCode("".join(ALPHABET[number] for number in [*secret, plain ^ last, last]))


def parse(text: str) -> AccessCode:
    """Read what a person typed: any case, any spaces and hyphens, look-alike letters (O as 0, I and L as 1, U as V).

    Raises :class:`Refused` with a sentence that names the group to look at where that can be told. The sentence never
    repeats what was typed: messages reach logs, codes must not.
    """
    groups = [group for group in _BETWEEN.split(text[: _LONGEST_INPUT + 1]) if group]
    typed = "".join(groups)
    if len(text) > _LONGEST_INPUT:
        _refuse_length(len(text), groups)
    for place, character in enumerate(typed):
        if character not in _SYMBOLS:
            _refuse("code_character", place, "steht ein Zeichen, das in keinem Code vorkommt")
    if len(typed) != LENGTH:
        _refuse_length(len(typed), groups)
    numbers = [_SYMBOLS[character] for character in typed]
    plain, weighted = _syndromes(numbers)
    if plain or weighted:
        _refuse_slip(plain, weighted)
    return AccessCode("".join(ALPHABET[number] for number in numbers))


def _refuse_slip(plain: int, weighted: int) -> Never:
    """Say what the check characters tell: one wrong character has a place, two that changed places keep the sum."""
    place = _LOG[_over(weighted, plain)] if plain and weighted else LENGTH
    if place < LENGTH:
        _refuse("code_mismatch", place, "stimmt vermutlich ein Zeichen nicht")
    swapped = " Vielleicht sind zwei Zeichen vertauscht." if not plain else ""
    message = f"Die Prüfzeichen am Ende passen nicht zu den übrigen Zeichen.{swapped}"
    raise Refused(Problem("code_mismatch", "Code", f"{message} Bitte vergleichen Sie die Eingabe mit Ihrem Code."))


def _refuse(code: str, place: int, finding: str) -> Never:
    group = f"{min(place, LENGTH - 1) // GROUP + 1}. Gruppe"
    message = f"In der {group} {finding}. Bitte vergleichen Sie diese Gruppe mit Ihrem Code."
    raise Refused(Problem(code, f"Code, {group}", message))


def _refuse_length(count: int, groups: list[str]) -> Never:
    expected = [GROUP] * (LENGTH // GROUP) + [LENGTH % GROUP]
    lengths = [len(group) for group in groups]
    odd = [number for number, pair in enumerate(zip(lengths, expected, strict=False), start=1) if pair[0] != pair[1]]
    where, hint = "Code", "Bitte vergleichen Sie die Eingabe mit Ihrem Code."
    if len(lengths) == len(expected) and len(odd) == 1:
        where, hint = f"Code, {odd[0]}. Gruppe", f"Bitte sehen Sie sich die {odd[0]}. Gruppe an."
    message = f"Ein Code hat {LENGTH} Zeichen, Ihre Eingabe hat {count}. {hint}"
    raise Refused(Problem("code_length", where, message))


def _derive(code: AccessCode, use: str, salt: bytes | None = None) -> bytes:
    """32 bytes for one use. The label keeps the uses apart; its number is the version of the derivation."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=salt, info=f"dienstweg/1/{use}".encode("ascii"))
    return derivation.derive(code.characters[:SECRET_LENGTH].encode("ascii"))


def lookup(code: AccessCode) -> str:
    """What the database finds a draft or application by: 64 hex digits that lead to nothing else."""
    return _derive(code, "lookup").hex()


def submission_ref(code: AccessCode) -> str:
    """32 hex digits that name the one submission this code can make: the unique key that turns a second press of
    "absenden" into the first one's result.
    """
    return _derive(code, "submission").hex()[:32]


def draft_key(code: AccessCode, salt: bytes) -> bytes:
    """The key of a draft, in two halves: the salt (at least 16 random bytes) lies in the draft's row, the code in the
    browser. Neither opens anything alone.
    """
    if len(salt) < MIN_SALT:
        raise ValueError("a draft's salt has at least 16 bytes")
    return _derive(code, "draft", salt)


def derived(code: AccessCode, use: str) -> AccessCode:
    """Another code that follows from this one and leads back to nothing: for a draft beside the application itself."""
    return new(lambda count: _derive(code, f"code/{use}")[:count])


def key_pair(code: AccessCode) -> PrivateKey:
    """The applicant's own key, one of the two readers of everything sealed in this matter."""
    return PrivateKey(_derive(code, "applicant"))
