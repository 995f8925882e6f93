"""Registers the station ANSWER."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "dienstweg.casework"
    verbose_name = "Vorgänge"
    default_auto_field = "django.db.models.BigAutoField"
