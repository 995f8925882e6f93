"""What kind of file this is, judged by its first bytes alone: neither its name nor its sender is believed."""

from collections.abc import Iterator

HEAD = 64 * 1024
"""Bytes from the start of a file that suffice for a judgement."""

UNKNOWN = "application/octet-stream"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)

_HEIF_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "image/heic"),
    **dict.fromkeys((b"mif1", b"msf1"), "image/heif"),
}

_ZIP = b"PK\x03\x04"
_ZIP_NAME = 30
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)

_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{kind}".encode("ascii"): f"application/vnd.oasis.opendocument.{kind}"
    for kind in ("text", "spreadsheet", "presentation", "graphics")
}

_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r")
_BOM = b"\xef\xbb\xbf"


def detect(head: bytes) -> str:
    """The media type of a file that starts with ``head`` (:data:`HEAD` bytes), :data:`UNKNOWN` where nothing fits."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _HEIF_BRANDS.get(head[8:12], UNKNOWN)
    if head.startswith(_ZIP):
        return _zip(head)
    return _text(head)


def _zip(head: bytes) -> str:
    """Office documents are zip archives: OpenDocument names itself first, Office Open XML shows in its folders."""
    for name, content in _entries(head):
        if name == b"mimetype":
            return _OPEN_DOCUMENT.get(content.split(b"PK", 1)[0], "application/zip")
        for folder, media_type in _OFFICE:
            if name.startswith(folder):
                return media_type
    return "application/zip"


def _entries(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names of the entries whose local headers lie in ``head`` (APPNOTE.TXT 4.3.7), each with its first bytes."""
    start = 0
    while start >= 0:
        size = int.from_bytes(head[start + 26 : start + 28], "little")
        extra = int.from_bytes(head[start + 28 : start + 30], "little")
        name_end = start + _ZIP_NAME + size
        yield head[start + _ZIP_NAME : name_end], head[name_end + extra : name_end + extra + 100]
        start = head.find(_ZIP, start + len(_ZIP))


def _text(head: bytes) -> str:
    """UTF-8 without control characters is text; the last character of a cut head may be incomplete."""
    if not head or not _CONTROLS.isdisjoint(head):
        return UNKNOWN
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < len(head) - 3:
            return UNKNOWN
    return "application/xml" if head.removeprefix(_BOM).lstrip().startswith(b"<?xml") else "text/plain"
