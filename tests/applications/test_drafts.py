"""Drafts: opened by their code alone, gone when their time is over."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from dienstweg.applications import drafts
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Draft, DraftFile
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.problems import Refused
from tests import cast, factories
from tests.applications.everything import EVERYTHING, FILE, FULL
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOW = factories.NOON
MONTH = timedelta(days=30)


@pytest.fixture
def people(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    return cast.stage(EVERYTHING)


def code_of(number: int) -> AccessCode:
    return access_code.new(lambda count: bytes([number] * count))


def saved(people: Cast, number: int = 1, draft: OpenDraft | None = None) -> OpenDraft:
    draft = draft or OpenDraft(code_of(number), FULL, {FILE["id"]: "key"})
    return drafts.save(draft=draft, adoption=people.adoption, service=people.service, at=NOW)


def test_what_was_saved_is_found_with_the_code(people: Cast) -> None:
    saved(people)
    found = drafts.find(code_of(1), people.adoption, NOW)
    assert found is not None
    assert (found.answers, found.keys) == (FULL, {FILE["id"]: "key"})


def test_no_other_code_finds_it(people: Cast) -> None:
    saved(people)
    assert drafts.find(code_of(2), people.adoption, NOW) is None
    assert drafts.where_begun(code_of(2), NOW) is None


def test_another_code_does_not_open_it_even_under_its_name(people: Cast) -> None:
    """Somebody who can write to the database renames rows: what is closed stays closed."""
    alice, mallory = saved(people, 1), saved(people, 2)
    assert alice.row is not None
    assert mallory.row is not None
    Draft.objects.filter(pk=mallory.row.pk).delete()
    Draft.objects.filter(pk=alice.row.pk).update(lookup=access_code.lookup(code_of(2)))
    with pytest.raises(Refused):
        drafts.find(code_of(2), people.adoption, NOW)


def test_a_body_that_was_moved_or_changed_does_not_open(people: Cast) -> None:
    first, second = saved(people, 1), saved(people, 2)
    assert first.row is not None
    assert second.row is not None
    Draft.objects.filter(pk=second.row.pk).update(body=first.row.body, salt=first.row.salt)
    changed = bytearray(first.row.body)
    changed[-1] ^= 1
    Draft.objects.filter(pk=first.row.pk).update(body=bytes(changed))
    for number in (1, 2):
        with pytest.raises(Refused):
            drafts.find(code_of(number), people.adoption, NOW)


def test_a_draft_belongs_to_one_authority(people: Cast) -> None:
    saved(people)
    other = factories.make_live_adoption(factories.make_authority("064400001001", "Friedberg"), people.adoption.release)
    assert drafts.find(code_of(1), other, NOW) is None


def test_saving_again_changes_the_same_row(people: Cast) -> None:
    first = saved(people)
    again = saved(people, draft=replace(first, answers={"F1": "Anders"}))
    found = drafts.find(code_of(1), people.adoption, NOW)
    assert found is not None
    assert (again.row == first.row, found.answers, Draft.objects.count()) == (True, {"F1": "Anders"}, 1)


def test_a_draft_lasts_as_long_as_the_service_says_after_the_last_saving(people: Cast) -> None:
    assert people.service.draft_days == 30
    saved(people)
    last = NOW + MONTH - timedelta(seconds=1)
    assert drafts.find(code_of(1), people.adoption, last) is not None
    assert drafts.where_begun(code_of(1), last) == f"{people.service_url}antrag/"
    assert drafts.find(code_of(1), people.adoption, NOW + MONTH) is None
    assert drafts.where_begun(code_of(1), NOW + MONTH) is None


def test_expired_drafts_go_with_their_files_and_nobody_elses(people: Cast) -> None:
    store = FileStore.from_settings()
    old, new = saved(people, 1), saved(people, 2)
    blobs = [uuid4(), uuid4(), uuid4()]
    for blob, draft in zip(blobs, (old, old, new), strict=True):
        store.put(str(blob), [b"closed"])
        drafts.claim_files(draft=draft, blobs=[blob])
    Draft.objects.filter(pk=new.row.pk if new.row else 0).update(expires_at=NOW + 2 * MONTH)
    assert [drafts.delete_expired(NOW + MONTH - timedelta(seconds=1)), drafts.delete_expired(NOW + MONTH)] == [0, 1]
    assert list(Draft.objects.values_list("pk", flat=True)) == [new.row.pk if new.row else 0]
    assert list(DraftFile.objects.values_list("blob", flat=True)) == [blobs[2]]
    assert [_there(store, blob) for blob in blobs] == [False, False, True]


def _there(store: FileStore, blob: UUID) -> bool:
    try:
        store.open(str(blob))
    except Refused:
        return False
    return True


def test_nobody_discards_a_file_of_another_draft(
    people: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    store, blob = FileStore.from_settings(), uuid4()
    alice, mallory = saved(people, 1), saved(people, 2)
    store.put(str(blob), [b"closed"])
    drafts.claim_files(draft=alice, blobs=[blob])
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard_file(draft=mallory, blob=blob)
    assert _there(store, blob)
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard_file(draft=alice, blob=blob)
    assert not _there(store, blob)


def test_a_code_is_in_no_repr(people: Cast) -> None:
    draft = saved(people)
    shown = f"{draft!r} {draft.row!r} {draft.row} {draft.code!r}"
    assert [word for word in (draft.code.text, draft.code.characters, "Alice") if word in shown] == []


def test_the_time_is_now(people: Cast) -> None:
    draft = drafts.save(
        draft=OpenDraft(code_of(3), {}), adoption=people.adoption, service=people.service, at=timezone.now()
    )
    assert drafts.find(code_of(3), people.adoption, timezone.now()) is not None
    assert draft.row is not None
    assert draft.row.expires_at - draft.row.saved_at == MONTH
