"""Opening what was sealed, as one of its two readers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from django.conf import settings
from django.utils import timezone

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Correction, Document
from dienstweg.engine import blobs, content, sealing
from dienstweg.engine.adoption import offer
from dienstweg.engine.content import Attachment, Content
from dienstweg.engine.journey import Journey
from dienstweg.engine.keys import PrivateKey
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.translating import translated

KeyFor = Callable[[bytes], PrivateKey]
"""Which key opens a sealed document: an authority may have had another one when it was sealed."""


@dataclass(frozen=True)
class OpenApplication:
    """An application with its contents in memory, and the service exactly as it asked.

    ``content`` is what counts now: the newest of ``versions``, the first of which is the application as it was sent.
    """

    row: Application
    content: Content
    service: Service
    versions: tuple[Content, ...] = ()

    @property
    def journey(self) -> Journey:
        """The way as it was gone: what was asked, and what was answered."""
        received = timezone.localdate(datetime.fromisoformat(self.content.received_at))
        return Journey(self.service, self.content.answers, today=received)

    def told(self, tongue: str) -> "OpenApplication":
        """The same application with the texts of a language; what is asked and answered stays."""
        if spoken(tongue) == GERMAN:
            return self
        service = translated(self.row.release.service(), tongue)
        return replace(self, service=offer(service, self.content.parameters, land=settings.LAND, tongue=tongue))

    @property
    def taken_by(self) -> str:
        """Who took it down at the counter; a later correction does not say so again."""
        return self.versions[0].taken_by if self.versions else self.content.taken_by

    def version(self, index: int) -> "OpenApplication":
        """The same application as one of its versions says it (0: as it was sent)."""
        return replace(self, content=self.versions[index])


def open_application(
    application: Application, key: PrivateKey | KeyFor, corrections: Sequence[Correction] | None = None
) -> OpenApplication:
    """Open and verify an application with its corrections against the digests noted at their receipt.

    ``corrections`` by number, where they have been read already.

    Raises:
        Refused: the key is not one of the readers', or something was changed.
    """
    key_for = key if callable(key) else lambda _: key
    sealed = bytes(application.sealed)
    context = {"purpose": "application", "reference": application.reference}
    opened = sealing.open_sealed(sealed, key_for(sealed), expect=context)
    versions = [content.verify(opened.document, application.digest)]
    for correction in application.corrections.order_by("number") if corrections is None else corrections:
        versions.append(_corrected(application, correction, key_for, versions[-1]))
    service = offer(application.release.service(), versions[0].parameters, land=settings.LAND)
    return OpenApplication(application, versions[-1], service, tuple(versions))


def _corrected(application: Application, correction: Correction, key_for: KeyFor, before: Content) -> Content:
    """One later version; it names the version it corrects, so that none can be left out or put in between."""
    sealed = bytes(correction.sealed)
    context = {"purpose": "correction", "reference": application.reference, "number": str(correction.number)}
    opened = sealing.open_sealed(sealed, key_for(sealed), expect=context)
    what = content.verify(opened.document, correction.digest)
    if what.corrects != content.digest(before):
        message = "Diese Berichtigung schließt nicht an die Fassung davor an."
        raise Refused(Problem("correction_loose", application.reference, message))
    return what


def open_notice(document: Document, key: PrivateKey) -> bytes:
    """The PDF of a notice. Raises ``Refused`` as :func:`open_application`."""
    context = {"purpose": "notice", "reference": document.application.reference, "number": str(document.number)}
    return sealing.open_sealed(bytes(document.sealed), key, expect=context).document


def open_entry(document: Document, key: PrivateKey | KeyFor) -> Attachment:
    """What an uploaded file is, with its key. Raises ``Refused`` as :func:`open_application`."""
    context = {"purpose": "attachment", "reference": document.application.reference, "number": str(document.number)}
    sealed = bytes(document.sealed)
    opened = sealing.open_sealed(sealed, key(sealed) if callable(key) else key, expect=context)
    return msgspec.json.decode(opened.document, type=Attachment)


def own_files(
    opened: OpenApplication, documents: Iterable[Document], key: PrivateKey | KeyFor
) -> list[tuple[Attachment, Document]]:
    """Every upload of the applicant, of all versions and messages, with its document. Entries are opened only
    where no version of the application names the file.
    """
    named = {one.blob: one for version in opened.versions for one in version.attachments}
    uploads = [document for document in documents if document.blob is not None]
    return [(named.get(str(document.blob)) or open_entry(document, key), document) for document in uploads]


def open_attachment(document: Document, key: PrivateKey | KeyFor) -> tuple[Attachment, Iterable[bytes]]:
    """An uploaded file: what it is, and its plaintext in segments. Raises ``Refused`` as :func:`open_application`."""
    attachment = open_entry(document, key)
    store = FileStore.from_settings()
    return attachment, blobs.decrypt(content.file_key(attachment), store.open(attachment.blob))
