"""A lasting connection to PostgreSQL: what still stands is not asked for, what the server has ended is noticed."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's connection is a file of this process"),
]


@pytest.fixture
def lasting() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, as a thread of the server has it."""
    wrapper = connection.copy()
    wrapper.ensure_connection()
    yield wrapper
    wrapper.close()


def asked(wrapper: BaseDatabaseWrapper, text: str, *values: int) -> object:
    with wrapper.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchone()[0]


def begin_request(wrapper: BaseDatabaseWrapper) -> None:
    """What Django does before each request."""
    wrapper.close_if_unusable_or_obsolete()


def process_of(wrapper: BaseDatabaseWrapper) -> int:
    return int(str(asked(wrapper, "SELECT pg_backend_pid()")))


def last_query(process: int) -> object:
    return asked(connection, "SELECT query FROM pg_stat_activity WHERE pid = %s", process)


def test_only_the_first_request_asks_whether_it_stands(lasting: BaseDatabaseWrapper) -> None:
    process = process_of(lasting)
    seen = []
    for _ in range(3):
        begin_request(lasting)
        usable = lasting.is_usable()
        seen.append((usable, last_query(process)))
        assert asked(lasting, "SELECT 7") == 7
    assert seen == [(True, "SELECT 1"), (True, "SELECT 7"), (True, "SELECT 7")]


def test_a_connection_that_the_server_ended_is_replaced(lasting: BaseDatabaseWrapper) -> None:
    process = process_of(lasting)
    begin_request(lasting)
    assert lasting.is_usable()
    assert asked(connection, "SELECT pg_terminate_backend(%s, 10000)", process) is True
    begin_request(lasting)
    assert process_of(lasting) != process


def test_a_closed_connection_is_not_usable(lasting: BaseDatabaseWrapper) -> None:
    assert lasting.is_usable()
    assert lasting.connection is not None
    lasting.connection.close()
    assert not lasting.is_usable()
