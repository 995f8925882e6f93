"""Releases: inserted once, never edited, withdrawn with a reason."""

from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from dienstweg.catalogue import actions
from dienstweg.catalogue.kept import Kept
from dienstweg.catalogue.models import OnlineService, Release
from dienstweg.engine.info import Info
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import OpenPoint, canonical, digest
from dienstweg.record.guards import Immutable
from dienstweg.record.models import Entry
from tests.factories import make_release, make_service

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)


def test_a_release_holds_exactly_the_service() -> None:
    service = make_service()
    release = actions.publish(service=service, actor="Frieda Amt", source=b"<xml/>", at=AT)
    stored = Release.objects.get()
    assert (stored.number, stored.digest, bytes(stored.body), bytes(stored.source or b""), stored.created_at) == (
        1,
        digest(service),
        canonical(service),
        b"<xml/>",
        AT,
    )
    assert stored.service() == service
    online_service = release.online_service
    assert (online_service.slug, online_service.title, online_service.level) == (
        "hundesteuer-anmelden",
        "Hundesteuer anmelden",
        "municipality",
    )
    entry = Entry.objects.of("service:hundesteuer-anmelden").get()
    assert (entry.verb, entry.actor, entry.values) == (
        "release_published",
        "Frieda Amt",
        {"release": 1, "digest": digest(service)},
    )


def test_a_title_may_be_as_long_as_the_file_s() -> None:
    release = actions.publish(service=make_service(title="Antrag " * 60), actor="Frieda Amt", at=AT)
    assert release.online_service.title == "Antrag " * 60


def test_the_same_service_again_is_the_same_release() -> None:
    assert make_release() == make_release()
    assert (Release.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_changed_service_is_the_next_release() -> None:
    numbers = [make_release(make_service(title=title)).number for title in ("Hund", "Hund anmelden", "Hund melden")]
    assert numbers == [1, 2, 3]
    assert OnlineService.objects.get().title == "Hund melden"


def test_each_service_counts_its_own_releases() -> None:
    assert [make_release(make_service(slug)).number for slug in ("hund", "katze")] == [1, 1]


def test_a_service_does_not_change_its_level() -> None:
    make_release(make_service(level="municipality"))
    with pytest.raises(Refused) as refused:
        make_release(make_service(level="county"))
    assert [problem.code for problem in refused.value.problems] == ["level_changed"]
    assert Release.objects.count() == 1


POINTS = (
    OpenPoint("code_list_missing", "G1.F1", "Die Liste fehlt."),
    OpenPoint("rule_not_read", "R1", "Die Regel ist nicht übersetzt."),
    OpenPoint("code_list_missing", "G1.F2", "Die Liste fehlt."),
    OpenPoint("code_list_missing", "G1.F3", "Die Liste fehlt."),
    OpenPoint("code_list_missing", "G1.F4", "Die Liste fehlt."),
)


@pytest.mark.parametrize("name", (None, "", "  "))
def test_open_points_need_somebody_who_answers_for_them(name: str | None) -> None:
    with pytest.raises(Refused) as refused:
        actions.publish(service=make_service(open_points=POINTS), actor="Test", accept_open_points_by=name)
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("open_points", "G1.F1, G1.F2, G1.F3 und 1 weitere"),
        ("open_points", "R1"),
    ]
    assert (Release.objects.count(), OnlineService.objects.count()) == (0, 0)


def test_who_accepts_open_points_is_kept() -> None:
    release = actions.publish(
        service=make_service(open_points=POINTS), actor="Test", accept_open_points_by="Frieda Amt"
    )
    assert release.accepted_open_points_by == "Frieda Amt"
    assert Entry.objects.get().values["person"] == "Frieda Amt"


def test_faulty_declarations_are_not_published() -> None:
    with pytest.raises(Refused) as refused:
        actions.publish(service=make_service(info=Info(lead="Es kostet {gebuehr}.")), actor="Test")
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("unknown_placeholder", "{gebuehr}")
    ]


def test_a_withdrawn_release_stays_as_it_was() -> None:
    release = make_release()
    actions.withdraw(release=release, actor="Frieda Amt", reason="Fehler in der Belehrung", at=AT)
    actions.withdraw(release=release, actor="Frieda Amt", reason="noch einmal")
    stored = Release.objects.get()
    assert (stored.withdrawn_at, stored.service()) == (AT, release.service())
    assert list(Release.objects.current()) == []
    assert [entry.verb for entry in Entry.objects.of(release.online_service.chain)] == [
        "release_published",
        "release_withdrawn",
    ]


def test_python_refuses_to_edit_a_release() -> None:
    release = make_release()
    for attempt in (
        release.save,
        release.delete,
        lambda: release.save(update_fields=["body"]),
        lambda: Release.objects.update(body=b""),
        lambda: Release.objects.all().delete(),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert Release.objects.get().service() == release.service()


@pytest.mark.parametrize(
    "sql",
    (
        "UPDATE catalogue_release SET number = 2",
        "UPDATE catalogue_release SET body = digest",
        "DELETE FROM catalogue_release",
    ),
)
def test_the_database_refuses_to_edit_a_release(sql: str) -> None:
    release = make_release()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert bytes(Release.objects.get().body) == canonical(release.service())


def test_a_service_is_read_and_decoded_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_release(make_service("einmalig"))
    with django_assert_num_queries(2):
        first = Release.objects.without_body().get().service()
    with django_assert_num_queries(1):
        second = Release.objects.without_body().get().service()
    assert first is second


def test_a_body_that_is_no_service_is_not_served() -> None:
    release = make_release()
    broken = Release(digest="0" * 64, body=b"\xc1", online_service=release.online_service, number=9)
    with pytest.raises(msgspec.DecodeError):
        broken.service()


def test_only_the_most_recently_used_values_are_kept() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    kept: Kept[str, str] = Kept(2)
    assert [kept.get(key, partial(make, key)) for key in ("a", "b", "a", "c", "a", "b")] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]
