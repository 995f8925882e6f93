"""Registers the station MODEL."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "dienstweg.studio"
    verbose_name = "Werkstatt"
