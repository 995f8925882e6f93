"""A file between the browser and the store: looked at, searched, made fit; or refused with a sentence."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications import scanning
from dienstweg.applications.pictures import FORMATS, JPEG, TAKEN_FOR_JPEG, fitted
from dienstweg.applications.uploads import EncryptedUpload, encrypt
from dienstweg.engine import values
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Question

PDF = "application/pdf"
WHERE = "Hochgeladene Datei"
NOT_KEPT = noop(
    "Diese Datei konnten wir gerade nicht speichern. "
    "Laden Sie sie in einigen Minuten noch einmal hoch. Ihre anderen Angaben sind gespeichert."
)
NOT_SEARCHED = noop(
    "Wir können Dateien gerade nicht auf Schadsoftware prüfen. "
    "Laden Sie sie in einigen Minuten noch einmal hoch. Ihre anderen Angaben sind gespeichert."
)
MALWARE = noop("In dieser Datei haben wir Schadsoftware gefunden und sie gelöscht. Ihre anderen Dateien sind da.")
HALF = noop("Diese PDF-Datei ist nicht vollständig. Speichern Sie sie noch einmal und laden Sie sie dann hoch.")


def taken(question: Question) -> tuple[str, ...]:
    """The kinds of file a person may pick: those that may be sent, and those that become such."""
    types = values.media_types(question)
    return (*types, *(TAKEN_FOR_JPEG[:1] if JPEG in types else ()))


def prepared(upload: EncryptedUpload, question: Question) -> EncryptedUpload:
    """The file as it can be kept. What is too large or of a wrong kind is for :func:`values.check` to say.

    Raises:
        Refused: ``file_not_stored``, ``file_not_scanned``, ``file_malware``, ``file_broken``, or as
            :func:`dienstweg.applications.pictures.fitted`.
    """
    if upload.failed:
        raise Refused(Problem("file_not_stored", WHERE, gettext(NOT_KEPT)))
    if upload.too_large or not upload.size:
        return upload
    types = values.media_types(question)
    is_picture = upload.media_type in FORMATS and (upload.media_type in types or JPEG in types)
    largest = question.limits.max_size
    if not is_picture and (upload.media_type not in types or (largest is not None and upload.size > largest)):
        return upload
    if scanning.is_on():
        _search(upload)
    if upload.media_type == PDF:
        _refuse_half(upload)
    return _fitted(upload, types, largest) if is_picture else upload


def _search(upload: EncryptedUpload) -> None:
    try:
        found = scanning.finding(upload.chunks())
    except scanning.NoAnswer as error:
        raise Refused(Problem("file_not_scanned", WHERE, gettext(NOT_SEARCHED))) from error
    if found is not None:
        raise Refused(Problem("file_malware", WHERE, gettext(MALWARE)))


def _refuse_half(upload: EncryptedUpload) -> None:
    """A PDF ends with the place of its table of contents (ISO 32000-1, 7.5.5); one that broke off does not."""
    tail = b""
    for chunk in upload.chunks():
        tail = (tail + chunk)[-2048:] if len(chunk) < 2048 else chunk[-2048:]
    if b"%%EOF" not in tail:
        raise Refused(Problem("file_broken", WHERE, gettext(HALF)))


def _fitted(upload: EncryptedUpload, types: tuple[str, ...], max_size: int | None) -> EncryptedUpload:
    found = fitted(upload.read_plain(), upload.media_type, allowed=types, max_size=max_size)
    if found is None:
        return upload
    name = upload.name or ""
    if found[1] != upload.media_type:
        name = f"{name.rpartition('.')[0] or name}.{'jpg' if found[1] == JPEG else 'png'}"
    return encrypt(found[0], name)
