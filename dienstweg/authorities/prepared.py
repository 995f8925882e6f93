"""Queries whose text is composed once in a process.

Django composes the SQL of a query anew each time; for a join of four tables that takes several times as long as the
database's answer. What every page asks is therefore composed once and filled in afterwards.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from dienstweg.authorities.scope import ScopedQuerySet

M = TypeVar("M", bound=models.Model)


class _Blank(str):
    """Stands in a query for a text that is filled in later; holds its name."""

    __slots__ = ()


class _Composed(NamedTuple):
    """SQL, its parameters with blanks, and how Django makes objects of the rows."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    model: type[models.Model]
    columns: list[str]
    related: list[RelatedPopulator]
    converters: dict[int, Any]


class Prepared(Generic[M]):
    """``Prepared(lambda ars: Authority.objects.filter(ars=ars))`` called with ``ars="06…"`` gives the objects of that
    query as they are now; nothing but its text is kept.

    Only texts can be filled in, and the query must not depend on anything else that changes, such as the day. A query
    over rows of authorities says whose they are, as everywhere (:class:`ScopedQuerySet`).
    """

    def __init__(self, query: Callable[..., models.QuerySet[M]]) -> None:
        self._query = query
        self._composed: _Composed | None = None

    def __call__(self, **values: str) -> list[M]:
        composed = self._composed = self._composed or _compose(self._query, values)
        parameters = [values[one] if isinstance(one, _Blank) else one for one in composed.parameters]
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, parameters)
            rows = composed.compiler.apply_converters(cursor.fetchall(), composed.converters)
        return [cast("M", _object(composed, row)) for row in rows]


def _compose(query: Callable[..., models.QuerySet[M]], values: dict[str, str]) -> _Composed:
    rows = query(**{name: _Blank(name) for name in values})
    if isinstance(rows, ScopedQuerySet):
        rows.require_scope()
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    filled = {str(one) for one in parameters if isinstance(one, _Blank)}
    if filled != values.keys():
        raise TypeError(f"only texts can be filled in, not {', '.join(sorted(values.keys() - filled))}")
    info = compiler.klass_info
    columns = [column[0].target.attname for column in compiler.select[: len(info["select_fields"])]]
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # as in Django 5.2
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return _Composed(sql, parameters, compiler, info["model"], columns, related, converters)


def _object(composed: _Composed, row: Sequence[object]) -> models.Model:
    found = composed.model.from_db(DEFAULT_DB_ALIAS, composed.columns, row[: len(composed.columns)])
    for populator in composed.related:
        populator.populate(row, found)
    return found
