"""Emptying the database: refused, except for the tests, which do it between two transactions."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as FlushCommand
from django.db import connections

from dienstweg.record.guards import create_sql, drop_sql, frozen_columns, guarded_models


class Command(FlushCommand):
    help = "Empties the database of the tests; refused everywhere else."

    def handle(self, **options: Any) -> None:
        if settings.ENVIRONMENT.mode != "test":
            raise CommandError("Was festgehalten wurde, bleibt. Diese Datenbank wird nicht geleert.")
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            for model in guarded_models():
                for statement in drop_sql(connection.vendor, model._meta.db_table):
                    cursor.execute(statement)
            super().handle(**options)
            for model in guarded_models():
                columns = frozen_columns(model, model.open_columns)
                for statement in create_sql(connection.vendor, model._meta.db_table, columns):
                    cursor.execute(statement)
