"""Registers the station FIND."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dienstweg.portal"
    verbose_name = "Portal"
