"""Rows that are inserted and never edited: refused in Python, and by the database itself.

``AppendOnlyQuerySet`` and :class:`AppendOnly` refuse in Python with a clear error; the triggers made by
:func:`install` refuse whoever goes past them. Triggers are per table; on SQLite a later migration that rebuilds the
table must install them again (a test holds that every append-only model has them).
"""

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, TypeVar

from django.apps import apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

M = TypeVar("M", bound=models.Model)


class Immutable(Exception):
    """Something tried to change or remove a row that is kept as it was written."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Reads and inserts; no bulk change or removal except of the columns the model leaves open."""

    def update(self, **values: Any) -> int:
        if not values.keys() <= open_columns(self.model):
            _refuse(self.model)
        return super().update(**values)

    def delete(self) -> NoReturn:
        _refuse(self.model)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        if not set(fields) <= open_columns(self.model):
            _refuse(self.model)
        return super().bulk_update(objs, fields, batch_size)


class AppendOnly(models.Model):
    """Base of models whose rows stay as written. ``open_columns`` may be set later (a withdrawal, for example)."""

    open_columns: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        changed = kwargs.get("update_fields")
        if not self._state.adding and (changed is None or not set(changed) <= self.open_columns):
            _refuse(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(type(self))


def open_columns(model: type[models.Model]) -> frozenset[str]:
    return model.open_columns if issubclass(model, AppendOnly) else frozenset()


def _refuse(model: type[models.Model]) -> NoReturn:
    raise Immutable(f"{model._meta.label} rows are inserted, never changed or removed")


def guarded_models() -> list[type[AppendOnly]]:
    """Every append-only model of the product, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def create_sql(vendor: str, table: str, frozen: Iterable[str]) -> tuple[str, ...]:
    """Statements that make the triggers of one table; ``frozen`` are the columns that must not change."""
    columns = ", ".join(f'"{column}"' for column in frozen)
    if vendor == "sqlite":
        return tuple(
            f'CREATE TRIGGER "{table}_no_{name}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or removed'); END"
            for name, event in (("update", f"UPDATE OF {columns}"), ("delete", "DELETE"))
        )
    function = (
        f'CREATE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{table}: rows are never changed or removed' USING ERRCODE = '23514'; END $$"
    )
    events = (
        ("update", f"UPDATE OF {columns}", "ROW"),
        ("delete", "DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    )
    return (
        function,
        *(
            f'CREATE TRIGGER "{table}_no_{name}" BEFORE {event} ON "{table}" '
            f'FOR EACH {scope} EXECUTE FUNCTION "{table}_refuse"()'
            for name, event, scope in events
        ),
    )


def drop_sql(vendor: str, table: str) -> tuple[str, ...]:
    """Statements that take the triggers of one table away."""
    if vendor == "sqlite":
        return tuple(f'DROP TRIGGER IF EXISTS "{table}_no_{name}"' for name in ("update", "delete"))
    return (f'DROP FUNCTION IF EXISTS "{table}_refuse"() CASCADE',)


def frozen_columns(model: type[models.Model], open_: Iterable[str]) -> list[str]:
    """Database columns of a model that must not change: all except the open ones."""
    return [field.column or "" for field in model._meta.concrete_fields if field.name not in set(open_)]


def install(app_label: str, model_name: str, open_: Iterable[str] = ()) -> RunPython:
    """A migration step that guards a table; reversible. Give the model's ``open_columns`` as ``open_``."""
    left_open = tuple(open_)

    def forwards(state: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        model = state.get_model(app_label, model_name)
        table, vendor = model._meta.db_table, editor.connection.vendor
        for statement in create_sql(vendor, table, frozen_columns(model, left_open)):
            editor.execute(statement)

    def backwards(state: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        model = state.get_model(app_label, model_name)
        for statement in drop_sql(editor.connection.vendor, model._meta.db_table):
            editor.execute(statement)

    return RunPython(forwards, backwards)
