"""Files that belong to nothing go after a while; others stay."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from dienstweg.applications import actions, drafts, orphans
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Document, DraftFile
from dienstweg.applications.orphans import delete_orphans
from dienstweg.engine import access_code
from dienstweg.engine.files import File
from tests import cast, factories
from tests.applications.everything import EVERYTHING, FILE, FULL
from tests.cast import Cast
from tests.walker import Browser, upload

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def people(settings: Settings, tmp_path: Path) -> Cast:
    settings.FILES_DIR = tmp_path / "files"
    return cast.stage(EVERYTHING)


def stored(people: Cast, number: int, *, days: int = 2, claimed: bool = True) -> tuple[OpenDraft, UUID]:
    """A draft with a file that came in some days ago."""
    blob = uuid4()
    store = FileStore.from_settings()
    store.put(str(blob), [b"closed"])
    written = (NOW - days * DAY).timestamp()
    os.utime(store._path(str(blob)), (written, written))
    file: File = {**FILE, "id": str(blob)}
    code = access_code.new(lambda count: bytes([number] * count))
    draft = OpenDraft(code, {**FULL, "F50": [file]}, {str(blob): "a2V5"})
    draft = drafts.save(draft=draft, adoption=people.adoption, service=people.service, at=factories.NOON)
    if claimed:
        drafts.claim_files(draft=draft, blobs=[blob])
    return draft, blob


def there() -> set[UUID]:
    return set(FileStore.from_settings().kept_before(NOW + DAY))


def test_only_old_files_without_a_row_go(people: Cast) -> None:
    _, drafted = stored(people, 1)
    sent_draft, sent = stored(people, 2)
    _, orphan = stored(people, 3, claimed=False)
    _, young = stored(people, 4, days=0, claimed=False)
    actions.submit(draft=sent_draft, adoption=people.adoption, service=people.service, at=factories.NOON)
    assert set(DraftFile.objects.values_list("blob", flat=True)) == {drafted}
    assert set(Document.objects.values_list("blob", flat=True)) == {sent}
    assert (there(), delete_orphans(NOW - DAY)) == ({drafted, sent, orphan, young}, 1)
    assert (there(), delete_orphans(NOW - DAY)) == ({drafted, sent, young}, 0)


def test_many_files_are_asked_for_in_parts(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "BATCH", 2)
    kept = {stored(people, number)[1] for number in range(5)}
    for number in range(5, 10):
        stored(people, number, claimed=False)
    assert (delete_orphans(NOW - DAY), there()) == (5, kept)


def test_nothing_goes_where_the_database_knows_no_file_at_all(people: Cast) -> None:
    """The settings name another database than the one these files belong to."""
    _, blob = stored(people, 1, claimed=False)
    assert (delete_orphans(NOW - DAY), there()) == (0, {blob})


def test_what_lies_in_the_folder_besides_is_left_alone(people: Cast, settings: Settings) -> None:
    stored(people, 1)
    folder = Path(settings.FILES_DIR)
    others = [folder / "eingang" / str(uuid4()), folder / "3f" / "notiz.txt", folder / "liesmich"]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        os.utime(path, (0, 0))
    assert (delete_orphans(NOW - DAY), [path.exists() for path in others]) == (0, [True] * 3)


def no_inserts(execute: Callable[..., object], sql: str, *rest: object) -> object:
    if sql.startswith("INSERT"):
        raise DatabaseError
    return execute(sql, *rest)


def test_a_database_that_fails_leaves_no_file(people: Cast) -> None:
    _, known = stored(people, 1)
    browser = Browser()
    page = browser.open(people.step_url("weiteres"))
    with connection.execute_wrapper(no_inserts):
        page = browser.send(page.form, {"F50": upload("a.pdf")}, button="hochladen:F50")
    assert (page.status, "Wir konnten gerade nicht speichern." in page.words) == (503, True)
    assert there() == {known}
