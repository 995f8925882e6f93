"""Uploads: encrypted from the first byte on the disk, judged by content, gone when nobody keeps them."""

import gc
import hashlib
import io
import os
import random
import stat
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, UnreadablePostError
from django.test import RequestFactory
from pytest_django import Settings

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.uploads import EncryptedUpload, clean_name, sweep
from dienstweg.engine.blobs import decrypt
from dienstweg.engine.content import Attachment
from dienstweg.engine.problems import Refused

MARKER = b"Hasso der Langhaardackel "
BOUNDARY = "grenze"
HANDLER = "dienstweg.applications.uploads.EncryptingUploadHandler"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything a request may write lies below one folder: the store, and every temporary file Python would make."""
    settings.FILES_DIR = tmp_path / "files"
    settings.FILE_UPLOAD_HANDLERS = [HANDLER]
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    yield tmp_path
    gc.collect()


def part(name: str, data: bytes, kind: str = "image/png") -> bytes:
    disposition = f'Content-Disposition: form-data; name="datei"; filename="{name}"'
    return f"--{BOUNDARY}\r\n{disposition}\r\nContent-Type: {kind}\r\n\r\n".encode() + data + b"\r\n"


def post(*parts: bytes, end: bytes = f"--{BOUNDARY}--\r\n".encode()) -> HttpRequest:
    body = b"".join(parts) + end
    return RequestFactory().post("/", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def uploaded(request: HttpRequest) -> list[EncryptedUpload]:
    files = request.FILES.getlist("datei")
    assert all(isinstance(file, EncryptedUpload) for file in files)
    return [file for file in files if isinstance(file, EncryptedUpload)]


def one(data: bytes, name: str = "Bild.png") -> tuple[HttpRequest, EncryptedUpload]:
    request = post(part(name, data))
    (upload,) = uploaded(request)
    return request, upload


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def text_of(size: int) -> bytes:
    return (MARKER * (size // len(MARKER) + 1))[:size]


@pytest.mark.parametrize("size", [10, 3_000_000, 25 * 1024 * 1024])
def test_the_plaintext_is_on_no_disk_while_the_upload_lives_and_after(size: int, place: Path) -> None:
    data = text_of(size)
    request, upload = one(data)
    assert (upload.size, upload.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert upload.read_plain() == data
    (path,) = files_below(place)
    stored = path.read_bytes()
    assert [part in stored for part in (data[:25], upload.key, b"Bild.png")] == [False] * 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    request.close()
    assert files_below(place) == []


def test_the_search_would_find_what_djangos_own_handlers_write(place: Path, settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    request = post(part("Bild.png", text_of(3_000_000)))
    (upload,) = request.FILES.getlist("datei")
    assert isinstance(upload, TemporaryUploadedFile)
    (path,) = files_below(place)
    assert MARKER in path.read_bytes()
    request.close()


def test_a_kept_file_outlives_its_request(place: Path) -> None:
    data = b"%PDF-1.7 " + text_of(200_000)
    request, upload = one(data, "Nachweis.pdf")
    store = FileStore.from_settings()
    attachment = upload.keep(store)
    request.close()
    assert attachment == Attachment(
        id=upload.blob_id,
        name="Nachweis.pdf",
        media_type="application/pdf",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        key=attachment.key,
        blob=upload.blob_id,
    )
    assert files_below(place) == [place / "files" / attachment.blob[:2] / attachment.blob]
    assert MARKER not in files_below(place)[0].read_bytes()
    assert b"".join(decrypt(b64decode(attachment.key), store.open(attachment.blob))) == data
    store.delete(attachment.blob)
    store.delete(attachment.blob)
    assert files_below(place) == []


def test_past_the_limit_nothing_is_kept(place: Path, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    request = post(part("gross.pdf", text_of(1024 * 1024 + 1)), part("klein.pdf", text_of(1024 * 1024)))
    large, small = uploaded(request)
    assert (large.too_large, large.size, large.sha256, large.name) == (True, 1024 * 1024 + 1, "", "gross.pdf")
    assert (small.too_large, small.size) == (False, 1024 * 1024)
    assert [path.name for path in files_below(place)] == [small.blob_id]
    for attempt in (large.read_plain, lambda: large.keep(FileStore.from_settings())):
        with pytest.raises(Refused) as refused:
            attempt()
        (problem,) = refused.value.problems
        assert problem.code == "file_too_large"
        assert problem.message == "Die Datei ist größer als 1 MB. Bitte laden Sie eine kleinere Datei hoch."
    request.close()
    assert files_below(place) == []


def test_the_limit_is_25_megabytes_by_default() -> None:
    request, upload = one(bytes(25 * 1024 * 1024 + 1))
    assert upload.too_large is True
    request.close()


def test_an_empty_file_is_a_file_without_content(place: Path) -> None:
    request, upload = one(b"")
    assert (upload.size, upload.read_plain(), upload.media_type) == (0, b"", "application/octet-stream")
    assert bool(upload) is True
    upload.discard()
    upload.discard()
    assert files_below(place) == []
    request.close()


def test_a_field_without_a_file_gives_none(place: Path) -> None:
    request = post(part("", b""))
    assert uploaded(request) == []
    assert files_below(place) == []


def test_name_and_header_are_not_believed() -> None:
    request, upload = one(b"\xff\xd8\xff\xe0 a photograph", "virus.exe")
    assert (upload.media_type, upload.content_type, upload.name) == ("image/jpeg", "image/jpeg", "virus.exe")
    request.close()


def test_every_file_has_a_key_of_its_own() -> None:
    request = post(part("a", b"same"), part("b", b"same"))
    first, second = uploaded(request)
    assert (first.key == second.key, first.blob_id == second.blob_id) == (False, False)
    request.close()


def test_neither_name_nor_key_is_shown() -> None:
    request, upload = one(b"x", "Befund Erika Muster.pdf")
    assert repr(upload) == f"<EncryptedUpload {upload.blob_id}>"
    request.close()


def test_an_upload_that_breaks_off_leaves_nothing(place: Path) -> None:
    request = post(part("Bild.png", text_of(200_000)), end=b"")
    assert uploaded(request) == []
    assert files_below(place) == []


class Interrupted(io.BytesIO):
    """A connection that ends with an error."""

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if not data:
            raise ConnectionResetError
        return data


def test_a_lost_connection_leaves_nothing(place: Path) -> None:
    request = post(part("Bild.png", text_of(500_000)))
    sent = io.BytesIO(request.body)
    request = WSGIRequest(request.META | {"wsgi.input": Interrupted(sent.read(200_000))})
    with pytest.raises(UnreadablePostError):
        request.FILES  # noqa: B018 - reading it parses the body
    (path,) = files_below(place)
    assert MARKER not in path.read_bytes()
    del request
    gc.collect()
    assert files_below(place) == []


def test_what_a_crash_left_is_swept(place: Path) -> None:
    request, upload = one(b"still in use")
    incoming = place / "files" / "eingang"
    left = incoming / "3f6f0a52-0000-4000-8000-000000000000"
    left.write_bytes(b"DWB\x01")
    os.utime(left, (0, 1_700_000_000))
    assert sweep(datetime.fromtimestamp(1_700_000_000, UTC)) == 0
    assert sweep(datetime.fromtimestamp(1_700_000_001, UTC)) == 1
    assert files_below(place) == [incoming / upload.blob_id]
    request.close()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Nachweis.pdf", "Nachweis.pdf"),
        ("C:\\Users\\erika\\Nachweis.pdf", "Nachweis.pdf"),
        ("../../etc/passwd", "passwd"),
        ("  a \t b\r\n.pdf ", "a b .pdf"),
        ("Rechnung\u202efdp.exe", "Rechnung fdp.exe"),
        ("Mu\u0308ller.pdf", "Müller.pdf"),
        (".htaccess", "htaccess"),
        ("", "Datei"),
        ("...", "Datei"),
        ("\x00\x01", "Datei"),
        ("a" * 200 + ".pdf", "a" * 146 + ".pdf"),
        ("a" * 200, "a" * 150),
        ("a." + "b" * 200, "a." + "b" * 148),
    ],
)
def test_names_can_be_shown_and_stored(given: str, shown: str) -> None:
    assert clean_name(given) == shown


# --- the store --------------------------------------------------------------------------------------------------------

BLOB = "3f6f0a52-1111-4222-8333-444444444444"


def test_a_blob_is_put_opened_and_deleted(place: Path) -> None:
    store = FileStore(place / "store")
    data = random.Random(6).randbytes(600_000)
    store.put(BLOB, [data[:1], data[1:]])
    assert files_below(place) == [place / "store" / "3f" / BLOB]
    assert stat.S_IMODE(files_below(place)[0].stat().st_mode) == 0o600
    assert b"".join(store.open(BLOB)) == data
    store.delete(BLOB)
    with pytest.raises(Refused) as refused:
        store.open(BLOB)
    assert [problem.code for problem in refused.value.problems] == ["file_lost"]


def test_a_blob_that_fails_on_the_way_leaves_nothing(place: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"first"
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the very error of the source
        FileStore(place / "store").put(BLOB, chunks())
    assert files_below(place) == []


def test_only_ids_lead_into_the_store(place: Path) -> None:
    store = FileStore(place / "store")
    for name in ("../secret", "3f", ""):
        with pytest.raises(ValueError, match="badly formed"):
            store.open(name)
