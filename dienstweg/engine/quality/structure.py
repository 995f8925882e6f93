"""Checks of how elements are put together: counts, empty groups, choice groups, placeholders."""

from dienstweg.engine.quality.aiming import Details, on_groups, on_places, on_schema
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, NOTE, WARNING, Check
from dienstweg.engine.quality.scene import Spot
from dienstweg.engine.schema import Child, Field, Group, Schema

DEFAULT_FIELD = "F60000000001"


def _count(child: Child) -> str:
    return f"Die Anzahl ist {child.multiplicity}."


def _is_choice(parent: Schema | Group) -> bool:
    return isinstance(parent, Group) and parent.kind is not None and parent.kind.value == "X"


def _no_count(spot: Spot) -> Details:
    if spot.child.min == 0 and spot.child.max == 0:
        yield ""


def _empty_group(group: Group) -> Details:
    if not group.children:
        yield ""


def _empty_schema(schema: Schema) -> Details:
    if not schema.children:
        yield ""


def _lonely(group: Group, *, choice: bool) -> Details:
    if len(group.children) == 1 and _is_choice(group) == choice:
        yield ""


def _placeholder(spot: Spot, *, alone: bool) -> Details:
    if spot.element.id == DEFAULT_FIELD and (len(spot.parent.children) == 1) == alone:
        yield ""


def _not_optional(spot: Spot) -> Details:
    if _is_choice(spot.parent) and (spot.child.min, spot.child.max) != (0, 1):
        yield _count(spot.child)


def _single_file(spot: Spot) -> Details:
    if isinstance(spot.element, Field) and spot.element.datatype.value == "file" and spot.child.max is not None:
        yield _count(spot.child)


CHECKS = (
    Check("1021", CRITICAL, "Mit der Anzahl 0:0 kommt das Element nie vor.", on_places(_no_count)),
    Check("1023", CRITICAL, "Die Gruppe ist leer. Sie fragt nach nichts.", on_groups(_empty_group)),
    Check(
        "1043",
        METHODICAL,
        "In dieser Auswahlgruppe steht nur ein Element. Da gibt es nichts auszuwählen.",
        on_groups(lambda group: _lonely(group, choice=True)),
    ),
    Check("1078", CRITICAL, "Das Schema ist leer. Es fragt nach nichts.", on_schema(_empty_schema)),
    Check(
        "1094",
        METHODICAL,
        "Neben anderen Elementen steht noch der Platzhalter Default-Datenfeld. Nehmen Sie ihn heraus.",
        on_places(lambda spot: _placeholder(spot, alone=False)),
    ),
    Check(
        "1095",
        WARNING,
        "Hier steht nur der Platzhalter Default-Datenfeld. Ersetzen Sie ihn durch die Felder, die gebraucht werden.",
        on_places(lambda spot: _placeholder(spot, alone=True)),
    ),
    Check(
        "1106",
        WARNING,
        "In dieser Gruppe steht nur ein Element. Prüfen Sie, ob es die Gruppe braucht.",
        on_groups(lambda group: _lonely(group, choice=False)),
    ),
    Check(
        "1118",
        CRITICAL,
        "Ein Teil einer Auswahlgruppe kommt höchstens einmal vor und ist nie Pflicht: 0:1.",
        on_places(_not_optional),
    ),
    Check(
        "1139",
        NOTE,
        "Eine Anlage besteht oft aus mehreren Dateien. Lassen Sie möglichst beliebig viele zu.",
        on_places(_single_file),
    ),
)
