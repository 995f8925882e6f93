"""Foreign keys point the same way as imports: the import contract does not see a key given as a string."""

import tomllib
from itertools import chain

from django.apps import apps

from tests.house.sources import document


def test_foreign_keys_point_towards_the_engine() -> None:
    depth = _depths()
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in depth
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model and not isinstance(field.related_model, str)
        if not _allowed(depth, model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


def test_every_station_with_tables_has_its_place_on_the_way() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dienstweg.")}
    assert ours - _depths().keys() == set()


def _depths() -> dict[str, int]:
    """The layers of the first import contract: 0 for the top, the same number for stations that must not meet."""
    contract = tomllib.loads(document("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    rows = [layer.replace("(", "").replace(")", "").split(" | ") for layer in contract["layers"]]
    return dict(chain.from_iterable(((station, depth) for station in row) for depth, row in enumerate(rows)))


def _allowed(depth: dict[str, int], here: str, there: str) -> bool:
    return there not in depth or here == there or depth[here] < depth[there]
