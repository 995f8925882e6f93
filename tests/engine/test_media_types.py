"""Kinds of files, judged by their first bytes."""

import io
import zipfile

import pytest

from dienstweg.engine.media_types import HEAD, detect

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"II*\x00\x08\x00", "image/tiff"),
        (b"MM\x00*\x00\x00", "image/tiff"),
        (b"GIF89a\x01\x00", "image/gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "application/octet-stream"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00", "image/heif"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "application/octet-stream"),
        (
            zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"x")),
            f"{OFFICE}.wordprocessingml.document",
        ),
        (zipped(("docProps/app.xml", b"x"), ("xl/workbook.xml", b"x")), f"{OFFICE}.spreadsheetml.sheet"),
        (zipped(("_rels/.rels", b"x"), ("ppt/presentation.xml", b"x")), f"{OFFICE}.presentationml.presentation"),
        (zipped(("mimetype", OPEN_DOCUMENT + b".text"), ("content.xml", b"x")), f"{OPEN_DOCUMENT.decode()}.text"),
        (zipped(("mimetype", OPEN_DOCUMENT + b".\x00<script>"), ("content.xml", b"x")), "application/zip"),
        (zipped(("photo.jpg", b"\xff\xd8\xff")), "application/zip"),
        (b"PK\x03\x04", "application/zip"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><a/>', "application/xml"),
        ("Grüße\r\n".encode(), "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        ("Grüße".encode("latin-1"), "application/octet-stream"),
        (b"MZ\x90\x00\x03", "application/octet-stream"),
        (b"text\x00text", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_content_decides(head: bytes, expected: str) -> None:
    assert detect(head) == expected


def test_a_character_cut_by_the_end_of_the_head_is_no_fault() -> None:
    head = b"a" * (HEAD - 1) + "ü".encode()[:1]
    assert detect(head) == "text/plain"
    assert detect(head[1:]) == "application/octet-stream"
