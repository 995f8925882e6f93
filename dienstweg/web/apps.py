"""The shared face as a Django app: templates, template tags, static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dienstweg.web"
    verbose_name = "Gemeinsames Gesicht"
