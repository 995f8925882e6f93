"""The record: entries are chained, and whoever changes one is found out or refused."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, connections, models, transaction

from dienstweg.record import actions, guards
from dienstweg.record.facts import UndeclaredFact
from dienstweg.record.guards import Immutable, guarded_models
from dienstweg.record.models import Entry, digest_of

pytestmark = pytest.mark.django_db
CHAIN = "authority:064390008008"
AT = datetime(2026, 5, 12, 10, 0, 0, 123456, tzinfo=UTC)


def _three() -> list[Entry]:
    return [
        actions.note(chain=CHAIN, verb=verb, actor="Frieda Amt", facts={"service": "hundesteuer"}, at=AT)
        for verb in ("adopted", "parameters_set", "went_live")
    ]


def _unguarded(number: int) -> models.QuerySet[Entry]:
    """An entry in the hands of somebody with full power over the database."""
    with connection.cursor() as cursor:
        for statement in guards.drop_sql(connection.vendor, Entry._meta.db_table):
            cursor.execute(statement)
    return models.QuerySet(Entry).filter(number=number)


def test_entries_are_numbered_and_chained() -> None:
    first, second, third = _three()
    assert [(entry.number, entry.previous) for entry in Entry.objects.of(CHAIN)] == [
        (1, ""),
        (2, first.digest),
        (3, second.digest),
    ]
    assert actions.verify(CHAIN, head=third.digest) == ()


def test_an_entry_reads_as_it_was_written() -> None:
    actions.note(chain=CHAIN, verb="adopted", actor="Frieda Amt", facts={"release": 3, "service": "hund"}, at=AT)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.at, entry.values) == (
        "adopted",
        "Frieda Amt",
        AT,
        {"release": 3, "service": "hund"},
    )


def test_the_digest_can_be_recomputed_elsewhere() -> None:
    entry = actions.start(chain=CHAIN, verb="adopted", actor="Frieda Amt", facts={"release": 3}, at=AT)
    fields = '1,"authority:064390008008",1,"adopted","Frieda Amt","2026-05-12T10:00:00.123456+00:00"'
    written = f'[{fields},"{{\\"release\\":3}}",""]'
    assert entry.digest == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    ("column", "value"),
    (
        ("verb", "left"),
        ("actor", "Jemand"),
        ("facts", "{}"),
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("previous", "0" * 64),
    ),
)
def test_a_changed_entry_is_found(column: str, value: object) -> None:
    _three()
    _unguarded(2).update(**{column: value})
    problems = actions.verify(CHAIN)
    assert [(problem.code, problem.where) for problem in problems if problem.code == "record_changed"] == [
        ("record_changed", f"{CHAIN}, Eintrag 2")
    ]


def test_an_entry_rewritten_with_a_fitting_digest_breaks_the_chain() -> None:
    _three()
    second = Entry.objects.get(number=2)
    second.actor = "Jemand"
    _unguarded(2).update(actor="Jemand", digest=digest_of(second))
    assert [(problem.code, problem.where) for problem in actions.verify(CHAIN)] == [
        ("record_broken", f"{CHAIN}, Eintrag 3")
    ]


def test_a_missing_entry_is_found() -> None:
    _three()
    _unguarded(2).delete()
    assert [(problem.code, problem.where) for problem in actions.verify(CHAIN)] == [
        ("record_gap", f"{CHAIN}, Eintrag 3")
    ]


def test_a_cut_end_is_found_against_the_noted_head() -> None:
    *_, third = _three()
    _unguarded(3).delete()
    assert actions.verify(CHAIN) == ()
    assert [problem.code for problem in actions.verify(CHAIN, head=third.digest)] == ["record_end_differs"]


def test_many_chains_are_written_at_once() -> None:
    actions.note(chain="authority:2", verb="adopted", actor="Test")
    facts = {f"authority:{n}": {"release": n} for n in (1, 2, 3)}
    assert actions.note_many(facts_by_chain=facts, verb="went_live", actor="Test") == 3
    assert {entry.chain: (entry.number, entry.values) for entry in Entry.objects.filter(verb="went_live")} == {
        "authority:1": (1, {"release": 1}),
        "authority:2": (2, {"release": 2}),
        "authority:3": (1, {"release": 3}),
    }
    assert [actions.verify(chain) for chain in facts] == [(), (), ()]


@pytest.mark.parametrize(
    "facts",
    ({"name": "Müller"}, {"reason": "x" * 201}, {"reason": ["Müller"]}, {"reason": {"a": 1}}, {"reason": 1.5}),
)
def test_only_declared_plain_facts_are_taken(facts: dict[str, object]) -> None:
    with pytest.raises(UndeclaredFact):
        actions.note(chain=CHAIN, verb="adopted", actor="Test", facts=facts)  # type: ignore[arg-type]  # that is the test
    assert Entry.objects.count() == 0


def test_python_refuses_to_change_or_remove() -> None:
    entry = _three()[0]
    for attempt in (
        entry.save,
        entry.delete,
        lambda: entry.save(update_fields=["verb"]),
        lambda: Entry.objects.update(verb="left"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    "sql",
    ("UPDATE record_entry SET verb = 'left'", "DELETE FROM record_entry", "UPDATE record_entry SET digest = ''"),
)
def test_the_database_refuses_to_change_or_remove(sql: str) -> None:
    _three()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.filter(verb="adopted").count() == 1


def test_every_append_only_table_is_guarded() -> None:
    """Also after later migrations: SQLite drops triggers when it rebuilds a table."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = {name for (name,) in cursor.fetchall()}
    events = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}[connection.vendor]
    assert {name for name in found if "_no_" in name} == {
        f"{model._meta.db_table}_no_{event}" for model in guarded_models() for event in events
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", (1, 2))
def test_tests_find_an_empty_record_and_leave_the_guards(run: int) -> None:
    assert Entry.objects.count() == 0
    actions.note(chain=CHAIN, verb="adopted", actor="Test")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_entry")


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_chain_both_get_their_number() -> None:
    def write(number: int) -> int:
        try:
            return actions.note(chain=CHAIN, verb="adopted", actor=f"Person {number}").number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        numbers = sorted(threads.map(write, range(8)))
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8]
    assert actions.verify(CHAIN) == ()
