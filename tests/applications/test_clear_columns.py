"""SECURITY.md declares every column in which something about an application lies."""

import re
from pathlib import Path

from django.apps import apps

STATIONS = ("record", "applications", "casework")
COLUMN = re.compile(r"`([A-Z]\w+\.\w+)`")


def test_every_column_is_declared_and_no_other() -> None:
    security = Path(__file__).parents[2].joinpath("SECURITY.md").read_text(encoding="utf-8")
    declared = COLUMN.findall(security.partition("## What is in the clear")[2].partition("\n## ")[0])
    columns = [
        f"{model.__name__}.{field.name}"
        for station in STATIONS
        for model in apps.get_app_config(station).get_models()
        for field in model._meta.concrete_fields
    ]
    assert sorted(declared) == sorted(columns)
