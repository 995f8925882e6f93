"""Files encrypted while they stream: nothing of a file is ever whole in memory or in the clear on a disk.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, 2015) over AES-256-GCM: segments of 64 KiB, each with the nonce *prefix, counter, last?*, so that a
segment that is missing, moved, doubled or cut off is noticed. Layout: ``DWB``, one byte version, seven bytes nonce
prefix (together the header, authenticated with every segment), then the segments, each with its tag of 16 bytes. An
empty file is one empty last segment.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Never

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dienstweg.engine.problems import Problem, Refused

MAGIC = b"DWB\x01"
KEY_SIZE = 32
PREFIX_SIZE = 7
HEADER_SIZE = len(MAGIC) + PREFIX_SIZE
SEGMENT = 64 * 1024
TAG = 16


class Encryptor:
    """Encrypts one file. ``key`` (32 bytes) and ``nonce_prefix`` (7 bytes) are fresh random bytes, never used twice.

    What :meth:`update` and :meth:`finish` return, put together, is the blob. ``size`` counts the plaintext in bytes.
    """

    def __init__(self, key: bytes, nonce_prefix: bytes) -> None:
        if len(key) != KEY_SIZE or len(nonce_prefix) != PREFIX_SIZE:
            raise ValueError("a blob needs a key of 32 and a nonce prefix of 7 bytes")
        self.size = 0
        self._header = MAGIC + nonce_prefix
        self._cipher = AESGCM(key)
        self._hash = hashlib.sha256()
        self._counter = 0
        self._held = bytearray()
        self._unsent_header = self._header

    @property
    def sha256(self) -> str:
        """Hex digest of the plaintext so far."""
        return self._hash.hexdigest()

    def update(self, data: bytes) -> bytes:
        """Take the next part of the plaintext, give what can be written. A full segment waits: it may be the last."""
        self.size += len(data)
        self._hash.update(data)
        self._held += data
        parts = [self._take_header()]
        while len(self._held) > SEGMENT:
            parts.append(self._segment(bytes(self._held[:SEGMENT]), last=False))
            del self._held[:SEGMENT]
        return b"".join(parts)

    def finish(self) -> bytes:
        """The rest, with the mark that nothing follows. Called exactly once."""
        return self._take_header() + self._segment(bytes(self._held), last=True)

    def _take_header(self) -> bytes:
        header, self._unsent_header = self._unsent_header, b""
        return header

    def _segment(self, plain: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._header, self._counter, last=last)
        self._counter += 1
        return self._cipher.encrypt(nonce, plain, self._header)


def decrypt(key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The plaintext of a blob, segment by segment, from chunks of any length.

    Each piece that comes out is authentic; that nothing is missing at the end is known only when the iterator is used
    up. Raises :class:`Refused` (``blob_broken``) for another key and for any change.
    """
    held = bytearray()
    header, cipher, counter = b"", AESGCM(key), 0
    for chunk in chunks:
        held += chunk
        if not header and len(held) >= HEADER_SIZE:
            header = bytes(held[:HEADER_SIZE])
            del held[:HEADER_SIZE]
        while header and len(held) > SEGMENT + TAG:
            yield _opened(cipher, header, counter, bytes(held[: SEGMENT + TAG]), last=False)
            del held[: SEGMENT + TAG]
            counter += 1
    if not header:
        _broken()
    yield _opened(cipher, header, counter, bytes(held), last=True)


def _opened(cipher: AESGCM, header: bytes, counter: int, segment: bytes, *, last: bool) -> bytes:
    if not header.startswith(MAGIC):
        _broken()
    try:
        return cipher.decrypt(_nonce(header, counter, last=last), segment, header)
    except InvalidTag:
        _broken()


def _nonce(header: bytes, counter: int, *, last: bool) -> bytes:
    """12 bytes: prefix, counter, flag. The counter has room for 256 TiB."""
    return header[len(MAGIC) :] + counter.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def _broken() -> Never:
    message = "Die Datei wurde nach dem Hochladen verändert oder ist unvollständig."
    raise Refused(Problem("blob_broken", "Hochgeladene Datei", message))
