"""Asks clamd about a file: its INSTREAM command (clamd(8), "COMMANDS"), over TCP or a local socket.

The file goes over the wire as it is; where the scanner runs on another machine the way to it must be protected.
"""

import socket
from collections.abc import Iterable

from django.conf import settings

TIMEOUT = 60
LONGEST_REPLY = 4096
PIECE = 256 * 1024


class NoAnswer(Exception):
    """The scanner cannot be reached, or did not judge the file."""


def is_on() -> bool:
    """Whether the operator has named a scanner (``DIENSTWEG_CLAMD``)."""
    return bool(settings.CLAMD)


def finding(chunks: Iterable[bytes]) -> str | None:
    """The name of what the scanner found, None where the file is clean.

    Raises:
        NoAnswer: nothing is known about the file.
    """
    try:
        with _connected(settings.CLAMD) as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for start in range(0, len(chunk), PIECE):
                    piece = chunk[start : start + PIECE]
                    line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            reply = _reply(line)
    except OSError as error:
        raise NoAnswer from error
    verdict = reply.removeprefix("stream: ")
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    if verdict != "OK":
        raise NoAnswer
    return None


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(TIMEOUT)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _reply(line: socket.socket) -> str:
    found = b""
    while len(found) < LONGEST_REPLY and not found.endswith(b"\0"):
        more = line.recv(LONGEST_REPLY)
        if not more:
            break
        found += more
    return found.rstrip(b"\0\n").decode("utf-8", "replace")
