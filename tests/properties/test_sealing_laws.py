"""Laws of sealing: what is closed opens again to the same; a changed byte is noticed; the code forgives no slip."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienstweg.engine import access_code, content, sealing
from dienstweg.engine.access_code import ALPHABET, LENGTH
from dienstweg.engine.blobs import KEY_SIZE, PREFIX_SIZE, SEGMENT, Encryptor, decrypt
from dienstweg.engine.content import Content
from dienstweg.engine.keys import new_key
from dienstweg.engine.problems import Refused
from dienstweg.engine.sealing import Opened, open_sealed, seal

RANDOM = random.Random(4)
AUTHORITY, APPLICANT = (new_key(RANDOM.randbytes) for _ in range(2))
READERS = (AUTHORITY.public, APPLICANT.public)
SEALED = seal(b"Hasso, Langhaardackel", READERS, context={"reference": "DW-1"})

codes = st.binary(min_size=20, max_size=20).map(lambda secret: access_code.new(lambda _: secret))
texts = st.text(max_size=20)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=3000), st.dictionaries(texts, texts, max_size=4), texts)
def test_open_after_seal_is_identity_for_both_readers(document: bytes, context: dict[str, str], kind: str) -> None:
    sealed = seal(document, READERS, context=context, content_type=kind)
    for reader in (AUTHORITY, APPLICANT):
        assert open_sealed(sealed, reader, expect=context) == Opened(document, context, kind)


def _opens(sealed: bytes) -> list[bool]:
    found = []
    for reader in (AUTHORITY, APPLICANT):
        try:
            assert open_sealed(sealed, reader) == Opened(
                b"Hasso, Langhaardackel", {"reference": "DW-1"}, "application/json"
            )
            found.append(True)
        except Refused:
            found.append(False)
    return found


def _entries() -> list[range]:
    """Where the entries of the two readers lie in the sealed bytes: from ``"epk"`` to the end of the wrapped key."""
    spans = []
    end = 0
    for _ in READERS:
        start = SEALED.index(b'"epk"', end)
        end = SEALED.index(b"}", SEALED.index(b'"encrypted_key"', start))
        spans.append(range(start, end))
    return spans


@pytest.mark.parametrize("change", [lambda byte: byte ^ 1, lambda byte: byte ^ 128, lambda _: 0x20, lambda _: 0x41])
def test_a_changed_sealed_byte_is_noticed(change: Callable[[int], int]) -> None:
    """At every place: by both readers, and in one reader's own entry at least by that reader."""
    entries = _entries()
    for place, byte in enumerate(SEALED):
        if (changed := change(byte)) == byte:
            continue
        found = _opens(SEALED[:place] + bytes([changed]) + SEALED[place + 1 :])
        own = [place in span for span in entries]
        if any(own):
            assert [opened for opened, mine in zip(found, own, strict=True) if mine] == [False]
        else:
            assert found == [False, False]


@given(st.integers(0, len(SEALED) - 1), st.binary(max_size=3))
def test_cut_or_lengthened_sealed_bytes_are_noticed(place: int, more: bytes) -> None:
    assert _opens(SEALED[:place]) == [False, False]
    if more:
        assert _opens(SEALED + more) == [False, False]


@given(trees.filter(lambda tree: isinstance(tree, dict)))
def test_content_survives_its_canonical_form(answers: dict[str, object]) -> None:
    written = Content(
        nonce="00",
        service_digest="5e",
        schema_id="S1",
        schema_version=None,
        authority="064350014014",
        reference="DW-1",
        received_at="2026-05-01T14:30:00+02:00",
        answers=answers,
        parameters={},
    )
    document = content.canonical(written)
    assert content.verify(document, content.digest(written)) == written
    assert content.canonical(content.read(document)) == document


@given(st.dictionaries(texts, texts, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_a_context_does_not_matter(context: dict[str, str], chance: random.Random) -> None:
    key = bytes(32)
    names = list(context)
    chance.shuffle(names)
    locked = sealing.lock(b"x", key, context=context, random_bytes=RANDOM.randbytes)
    assert sealing.unlock(locked, key, context={name: context[name] for name in names}) == b"x"


@given(st.binary(max_size=100), st.data())
def test_a_changed_locked_byte_is_noticed(data: bytes, draw: st.DataObject) -> None:
    locked = sealing.lock(data, bytes(32), context={}, random_bytes=RANDOM.randbytes)
    assert sealing.unlock(locked, bytes(32), context={}) == data
    place = draw.draw(st.integers(0, len(locked) - 1))
    flipped = locked[:place] + bytes([locked[place] ^ draw.draw(st.integers(1, 255))]) + locked[place + 1 :]
    with pytest.raises(Refused):
        sealing.unlock(flipped, bytes(32), context={})


PLAIN = RANDOM.randbytes(SEGMENT + 50)
_encryptor = Encryptor(bytes(KEY_SIZE), bytes(PREFIX_SIZE))
BLOB = _encryptor.update(PLAIN) + _encryptor.finish()


@given(st.integers(0, len(BLOB) - 1), st.integers(1, 255))
def test_a_changed_byte_of_a_file_is_noticed_before_it_is_read(place: int, flip: int) -> None:
    read: list[bytes] = []
    with pytest.raises(Refused):
        read.extend(decrypt(bytes(KEY_SIZE), [BLOB[:place] + bytes([BLOB[place] ^ flip]) + BLOB[place + 1 :]]))
    assert PLAIN.startswith(b"".join(read))


@given(codes)
def test_a_code_is_read_as_it_is_shown(code: access_code.AccessCode) -> None:
    assert access_code.parse(code.text) == code
    assert access_code.parse(code.text.lower()) == code


@given(codes, st.data())
def test_no_two_wrong_characters_and_no_exchange_of_two_pass(code: access_code.AccessCode, draw: st.DataObject) -> None:
    first, second = draw.draw(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
    typed = list(code.characters)
    if draw.draw(st.booleans()):
        typed[first], typed[second] = typed[second], typed[first]
    else:
        typed[first], typed[second] = (draw.draw(st.sampled_from(ALPHABET)) for _ in range(2))
    if "".join(typed) != code.characters:
        with pytest.raises(Refused):
            access_code.parse("".join(typed))


@given(codes, codes)
def test_different_codes_share_nothing(one: access_code.AccessCode, other: access_code.AccessCode) -> None:
    for derive in (access_code.lookup, access_code.submission_ref, access_code.key_pair):
        assert (derive(one) == derive(other)) == (one == other)
