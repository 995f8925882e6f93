"""Opening what was sealed, as one of its two readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.utils import timezone

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Document
from dienstweg.engine import blobs, content, sealing
from dienstweg.engine.adoption import offer
from dienstweg.engine.content import Attachment, Content
from dienstweg.engine.journey import Journey
from dienstweg.engine.keys import PrivateKey
from dienstweg.engine.service import Service


@dataclass(frozen=True)
class OpenApplication:
    """An application with its contents in memory, and the service exactly as it asked."""

    row: Application
    content: Content
    service: Service

    @property
    def journey(self) -> Journey:
        """The way as it was gone: what was asked, and what was answered."""
        received = timezone.localdate(datetime.fromisoformat(self.content.received_at))
        return Journey(self.service, self.content.answers, today=received)


def open_application(application: Application, key: PrivateKey) -> OpenApplication:
    """Open and verify an application against the digest noted at its receipt.

    Raises:
        Refused: the key is not one of the readers', or something was changed.
    """
    context = {"purpose": "application", "reference": application.reference}
    opened = sealing.open_sealed(bytes(application.sealed), key, expect=context)
    what = content.verify(opened.document, application.digest)
    service = offer(application.release.service(), what.parameters, land=settings.LAND)
    return OpenApplication(application, what, service)


def open_notice(document: Document, key: PrivateKey) -> bytes:
    """The PDF of a notice. Raises ``Refused`` as :func:`open_application`."""
    context = {"purpose": "notice", "reference": document.application.reference, "number": str(document.number)}
    return sealing.open_sealed(bytes(document.sealed), key, expect=context).document


def open_attachment(document: Document, key: PrivateKey) -> tuple[Attachment, Iterable[bytes]]:
    """An uploaded file: what it is, and its plaintext in segments. Raises ``Refused`` as :func:`open_application`."""
    context = {"purpose": "attachment", "reference": document.application.reference, "number": str(document.number)}
    sealed = sealing.open_sealed(bytes(document.sealed), key, expect=context)
    attachment = msgspec.json.decode(sealed.document, type=Attachment)
    store = FileStore.from_settings()
    return attachment, blobs.decrypt(content.file_key(attachment), store.open(attachment.blob))
