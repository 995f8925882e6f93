"""Files on a page: taken one by one, checked by content, put into the answers; one that fails blocks no other."""

from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from dienstweg.applications.filestore import FileStore
from dienstweg.applications.uploads import EncryptedUpload
from dienstweg.engine import values
from dienstweg.engine.answers import Answers, get, join, put
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Page, Question, walk


@dataclass(slots=True)
class Received:
    """The answers with the files that were taken, their keys by id, and a sentence by path for each that was not."""

    answers: Answers
    keys: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


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
    questions = _file_questions(journey, page) if files else {}
    for name in files:
        question = questions.get(_schema_path(name))
        for upload in files.getlist(name):
            if question is not None and isinstance(upload, EncryptedUpload) and upload.name:
                _receive(received, question, upload, name=name, journey=journey, store=store)
    return received


def _file_questions(journey: Journey, page: Page) -> dict[str, Question]:
    nodes = tuple(place.node for place in journey.places(page))
    return {node.path: node for node in walk(nodes) if isinstance(node, Question) and node.kind == "file"}


def _schema_path(name: str) -> str:
    """The path of the question without row numbers."""
    return ".".join(part for part in name.split(".") if not part.isdecimal())


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
    count = len(present) if isinstance(present, list) else 0
    most = (question.max if question.max is not None else ROWS_LIMIT) if question.repeats else 1
    value = {
        "id": upload.blob_id,
        "name": upload.name,
        "size": upload.size,
        "type": upload.media_type,
        "sha256": upload.sha256,
    }
    if count >= most:
        received.faults[name] = f"„{upload.name}“ ist zu viel: Hier sind höchstens {most} Dateien möglich."
        return
    message = values.check(question, value, journey.service.code_lists)
    try:
        if message is None:
            received.answers = put(received.answers, join(name, count) if question.repeats else name, value)
            if store is not None:
                attachment = upload.keep(store)
                received.keys[attachment.id] = attachment.key
    except (Refused, IndexError) as refused:
        message = refused.problems[0].message if isinstance(refused, Refused) else "Diese Zeile gibt es nicht mehr."
    if message is not None:
        received.faults[name] = message


def without_file(answers: Answers, path: str) -> tuple[Answers, UUID | None]:
    """The answers without the file at a path (``G05.F08.1``), and its blob; unknown paths change nothing."""
    question, _, index = path.rpartition(".")
    target = path if isinstance(get(answers, path), dict) else question
    file = get(answers, target)
    if not isinstance(file, dict) or "sha256" not in file or not index.isdecimal():
        return answers, None
    return put(answers, target, None), UUID(str(file["id"]))
