"""Everything about an application as one ZIP, made while it is sent: no plaintext touches a disk."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from django.utils import timezone
from django.utils.translation import override

from dienstweg.applications.models import Document
from dienstweg.applications.reading import OpenApplication, open_attachment, open_notice
from dienstweg.applications.receipts import receipt_data
from dienstweg.applications.signing import proof_of
from dienstweg.applications.standing import Standing
from dienstweg.engine import access_code, content
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.handover import json_bytes, json_payload, xml_payload
from dienstweg.engine.tongues import GERMAN
from dienstweg.web import paper, words

READ_ME = """Alles zu Ihrem Vorgang {reference}

eingangsbestaetigung.pdf  Ihre Eingangsbestätigung mit allen Angaben
beleg.txt                 der unterschriebene Prüftext der Eingangsbestätigung
angaben.json, .xml        Ihre Angaben, wie die Behörde sie jetzt erhält
inhalt-1.json …           was versiegelt wurde: die Prüfsumme (SHA-256) dieser Datei steht im Beleg;
                          ab 2 sind es Ihre Berichtigungen
anlagen/                  Ihre Dateien
schreiben/                Schreiben der Behörde
nachrichten.txt           alle Nachrichten

Wer diese Datei hat, kann alles lesen. Bewahren Sie sie sicher auf.
"""


class _Pipe(io.RawIOBase):
    """What the ZIP writes, until somebody takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._held.append(bytes(data))  # type: ignore[call-overload] # a buffer, as zipfile writes it
        return len(self._held[-1])

    def take(self) -> bytes:
        taken, self._held = b"".join(self._held), []
        return taken


def bundle(
    opened: OpenApplication, standing: Standing, code: AccessCode, letters: Sequence[Document], *, status_url: str
) -> Iterator[bytes]:
    """The bytes of the ZIP, piece by piece. Everything but the files is opened before the first one."""
    key = access_code.key_pair(code)
    for document in standing.history.documents:
        document.application = opened.row
    with override(GERMAN):
        small = [*_small(opened, standing, code, status_url)]
    small += [(f"schreiben/{one.get_kind_display()}-{one.number}.pdf", open_notice(one, key)) for one in letters]
    uploads = [document for document in standing.history.documents if document.blob is not None]
    files = [(document.number, *open_attachment(document, key)) for document in uploads]
    large = [(f"anlagen/{number:02}-{attachment.name}", chunks) for number, attachment, chunks in files]
    return _zipped(small, large)


def _small(opened: OpenApplication, standing: Standing, code: AccessCode, url: str) -> Iterator[tuple[str, bytes]]:
    clean = opened.journey.clean()
    yield "LIESMICH.txt", READ_ME.format(reference=opened.row.reference).encode()
    yield "eingangsbestaetigung.pdf", paper.receipt(receipt_data(opened.version(0), url, code))
    yield "beleg.txt", proof_of(opened.row, opened.service).encode()
    yield "angaben.json", msgspec.json.format(json_bytes(json_payload(opened.service, clean)), indent=2)
    yield "angaben.xml", xml_payload(opened.service, clean)
    for number, version in enumerate(opened.versions, start=1):
        yield f"inhalt-{number}.json", content.canonical(version)
    if standing.written:
        yield "nachrichten.txt", _messages(standing).encode()


def _messages(standing: Standing) -> str:
    told = []
    for message, written in standing.written:
        who = message.written_by.name if message.written_by else "Sie"
        wanted = "".join(f"\n- {name}" for name in written.wanted)
        told.append(f"{words.moment(message.written_at)} · {who}\n\n{written.text}{wanted}\n")
    return "\n----\n\n".join(told)


def _zipped(small: Iterable[tuple[str, bytes]], large: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    pipe = _Pipe()
    made = timezone.localtime().timetuple()[:6]
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, data in small:
            archive.writestr(zipfile.ZipInfo(name, made), data, zipfile.ZIP_DEFLATED)
            yield pipe.take()
        for name, chunks in large:
            with archive.open(zipfile.ZipInfo(name, made), "w", force_zip64=True) as entry:
                for chunk in chunks:
                    entry.write(chunk)
                    yield pipe.take()
    yield pipe.take()
