"""Files that are encrypted while they stream."""

import hashlib
import random
from collections.abc import Iterator

import pytest

from dienstweg.engine.blobs import HEADER_SIZE, KEY_SIZE, PREFIX_SIZE, SEGMENT, TAG, Encryptor, decrypt
from dienstweg.engine.problems import Refused

RANDOM = random.Random(3)
KEY = RANDOM.randbytes(KEY_SIZE)
PREFIX = RANDOM.randbytes(PREFIX_SIZE)
FULL = SEGMENT + TAG


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def encrypted(data: bytes, *, size: int = 1 << 20, key: bytes = KEY, prefix: bytes = PREFIX) -> bytes:
    encryptor = Encryptor(key, prefix)
    return b"".join([*(encryptor.update(piece) for piece in pieces(data, size)), encryptor.finish()])


def refused(blob: bytes, key: bytes = KEY) -> str:
    with pytest.raises(Refused) as caught:
        list(decrypt(key, [blob]))
    (problem,) = caught.value.problems
    return problem.code


THREE = RANDOM.randbytes(2 * SEGMENT + 100)
BLOB = encrypted(THREE)
HEADER, FIRST, SECOND, LAST = (
    BLOB[:HEADER_SIZE],
    BLOB[HEADER_SIZE : HEADER_SIZE + FULL],
    BLOB[HEADER_SIZE + FULL : HEADER_SIZE + 2 * FULL],
    BLOB[HEADER_SIZE + 2 * FULL :],
)


@pytest.mark.parametrize(
    "length", [0, 1, 10, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 1, 3_000_000]
)
@pytest.mark.parametrize(("written", "read"), [(1 << 16, 1 << 18), (1000, 777), (1 << 22, 1 << 22)])
def test_a_file_comes_back_whatever_the_pieces(length: int, written: int, read: int) -> None:
    data = RANDOM.randbytes(length)
    blob = encrypted(data, size=written)
    assert b"".join(decrypt(KEY, pieces(blob, read))) == data
    segments = max(1, -(-length // SEGMENT))
    assert len(blob) == HEADER_SIZE + length + segments * TAG


def test_the_layout_is_as_documented() -> None:
    assert BLOB.startswith(b"DWB\x01" + PREFIX)
    assert len(LAST) == 100 + TAG


def test_size_and_digest_are_those_of_the_plaintext() -> None:
    encryptor = Encryptor(KEY, PREFIX)
    for piece in pieces(THREE, 5000):
        encryptor.update(piece)
    assert (encryptor.size, encryptor.sha256) == (len(THREE), hashlib.sha256(THREE).hexdigest())


def test_memory_stays_constant_on_both_sides() -> None:
    """What is held back is never more than a segment and what came last; each piece is given on at once."""
    encryptor = Encryptor(KEY, PREFIX)
    given = [len(encryptor.update(bytes(SEGMENT))) for _ in range(20)]
    assert given == [HEADER_SIZE] + [FULL] * 19

    blob = encrypted(bytes(20 * SEGMENT))
    plain = decrypt(KEY, pieces(blob, SEGMENT))
    assert [len(piece) for piece in plain] == [SEGMENT] * 20


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"DWB\x01",
        HEADER,
        HEADER + FIRST + SECOND,
        HEADER + FIRST,
        HEADER + FIRST + LAST,
        HEADER + SECOND + FIRST + LAST,
        HEADER + FIRST + FIRST + SECOND + LAST,
        HEADER + FIRST + SECOND + LAST + b"\x00",
        HEADER + FIRST + SECOND + LAST + LAST,
        BLOB[:-1],
        b"DWB\x02" + BLOB[4:],
        BLOB[:4] + bytes(PREFIX_SIZE) + BLOB[HEADER_SIZE:],
        HEADER + FIRST + SECOND + encrypted(THREE, prefix=bytes(PREFIX_SIZE))[HEADER_SIZE + 2 * FULL :],
    ],
)
def test_missing_moved_doubled_and_foreign_segments_are_noticed(blob: bytes) -> None:
    assert refused(blob) == "blob_broken"


def test_another_key_opens_nothing() -> None:
    assert refused(BLOB, bytes(KEY_SIZE)) == "blob_broken"


def test_keys_and_prefixes_have_their_size() -> None:
    for key, prefix in ((KEY[1:], PREFIX), (KEY, PREFIX[1:])):
        with pytest.raises(ValueError, match="32 and a nonce prefix of 7"):
            Encryptor(key, prefix)
