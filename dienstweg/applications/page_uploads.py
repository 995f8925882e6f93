"""Files on a page: taken one by one, checked by content, put into the answers; one that fails blocks no other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.preparing import NOT_KEPT, prepared
from dienstweg.applications.uploads import EncryptedUpload
from dienstweg.engine import values
from dienstweg.engine.answers import Answers, branch, get, join, put, rows
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Either, Group, Node, Page, Question

NO_DIGEST = "0" * 64
"""Of a file that was too large to be kept."""


@dataclass(slots=True)
class Received:
    """The answers with the files that were taken, their keys by id, and a sentence by path for each that was not.

    ``unknown``: files came for questions that take none.
    """

    answers: Answers
    keys: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    unknown: bool = False


def receive_files(
    journey: Journey,
    page: Page,
    answers: Answers,
    files: "MultiValueDict[str, UploadedFile[bytes]]",
    store: FileStore | None,
) -> Received:
    """Take the files posted for questions of this page into the store; others are dropped with the request.

    Without a store files are checked and described in the answers, and not kept.
    """
    received = Received(answers)
    questions = dict(_file_questions(journey, page, answers)) if files else {}
    for name in files:
        question = questions.get(name)
        received.unknown |= question is None
        for upload in files.getlist(name):
            if question is not None and isinstance(upload, EncryptedUpload) and upload.name:
                _receive(received, question, upload, name=name, journey=journey, store=store)
    return received


def _file_questions(journey: Journey, page: Page, answers: Answers) -> Iterator[tuple[str, Question]]:
    """The questions of a page that take files, by instance path: in every row, and in one that has not begun yet."""
    for place in journey.places(page):
        here = get(answers, place.prefix) if place.prefix else answers
        if place.item.part == "all":
            yield from _below((place.node,), here if isinstance(here, dict) else {}, place.prefix)


def _below(nodes: tuple[Node, ...], here: Answers, prefix: str) -> Iterator[tuple[str, Question]]:
    for node in nodes:
        if isinstance(node, Question) and node.kind == "file" and node.role == "input":
            yield join(prefix, node.id), node
        elif isinstance(node, Either):
            yield from _below(node.options, here, prefix)
        elif isinstance(node, Group) and node.repeats:
            empty: Answers = {}
            for index, row in enumerate([*rows(here, node.id), empty]):
                yield from _below(node.children_at(index), row, join(prefix, node.id, index))
        elif isinstance(node, Group):
            yield from _below(node.children, branch(here, node.id), join(prefix, node.id))


def _receive(
    received: Received,
    question: Question,
    upload: EncryptedUpload,
    *,
    name: str,
    journey: Journey,
    store: FileStore | None,
) -> None:
    present = get(received.answers, name)
    try:
        upload = prepared(upload, question)
    except Refused as refused:
        received.faults[name] = refused.problems[0].message
        return
    if (upload.name, upload.sha256) in _there(present):
        return  # sent once more because the answer got lost
    value = {
        "id": upload.blob_id,
        "name": upload.name,
        "size": upload.size,
        "type": upload.media_type,
        "sha256": upload.sha256 or NO_DIGEST,
    }
    count = len(present) if isinstance(present, list) else 0
    most = (question.max if question.max is not None else ROWS_LIMIT) if question.repeats else 1
    if count >= most:
        received.faults[name] = gettext("„{name}“ ist zu viel: Hier sind höchstens {most} Dateien möglich.").format(
            name=upload.name, most=most
        )
        return
    message: str | None = values.check(question, value, journey.service.code_lists)
    if message is None:
        message = _keep(received, upload, join(name, count) if question.repeats else name, value, store)
    if message is not None:
        received.faults[name] = message


def _there(present: object) -> list[tuple[object, object]]:
    """Names and digests of the files that answer a question already."""
    given = present if isinstance(present, list) else [present]
    return [(one.get("name"), one.get("sha256")) for one in given if isinstance(one, dict)]


def _keep(
    received: Received, upload: EncryptedUpload, path: str, value: Mapping[str, object], store: FileStore | None
) -> str | None:
    """Put a file into the store, then into the answers; or say why not."""
    try:
        answers = put(received.answers, path, dict(value))
        if store is not None:
            attachment = upload.keep(store)
            received.keys[attachment.id] = attachment.key
    except Refused as refused:
        return refused.problems[0].message
    except OSError:
        return gettext(NOT_KEPT)
    except IndexError:
        return gettext("Diesen Eintrag gibt es nicht mehr. Laden Sie die Seite neu.")
    received.answers = answers
    return None


def without_file(answers: Answers, path: str) -> tuple[Answers, UUID | None]:
    """The answers without the file at a path (``G05.F08.1``), and its blob; unknown paths change nothing."""
    question, _, index = path.rpartition(".")
    target = path if isinstance(get(answers, path), dict) else question
    file = get(answers, target)
    if not isinstance(file, dict) or "sha256" not in file or not index.isdecimal():
        return answers, None
    return put(answers, target, None), UUID(str(file["id"]))
