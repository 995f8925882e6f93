"""Registers the station ASK."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "dienstweg.applications"
    verbose_name = "Anträge"
    default_auto_field = "django.db.models.BigAutoField"
