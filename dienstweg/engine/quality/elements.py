"""Checks of what every element says about itself: id, name, labels, kind, version, status."""

import re
from collections.abc import Iterator

from dienstweg.engine.quality.aiming import (
    Details,
    blank,
    given,
    latest_only,
    on_elements,
    on_fields,
    on_groups,
    on_places,
    on_rules,
    on_schema,
    together,
)
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, WARNING, Check, Hit
from dienstweg.engine.quality.scene import Element, Owner, Scene, Spot, short
from dienstweg.engine.schema import Field, Group, Rule, Schema

KINDS = ("ABS", "HAR", "RNG")
INACTIVE = ("7", "inaktiv")
"""Codes of the status, of XDatenfelder 3.0.0 and of 2.0."""
RELEASED = ("4", "5", "6")
DEFAULT_PROFILE = "D99000000001"

_DIGITS = {"3.0.0": 11, "2.0": 8}


def kind(element: Element) -> str:
    """``schemaelementart``: ABS, HAR, RNG, or "" where the file gives none."""
    return element.element_kind.value if element.element_kind else ""


# --- ids and names ---------------------------------------------------------------------------------------------------


def _malformed_ids(scene: Scene) -> Iterator[Hit]:
    digits = _DIGITS[scene.schema.standard]
    schema = scene.schema
    named: list[tuple[str, str, str]] = [(schema.id, "S", schema.id)]
    named += [(spot.path, "F" if isinstance(spot.element, Field) else "G", spot.element.id) for spot in scene.spots]
    named += [(spot.where, "R", spot.rule.id) for spot in scene.rules]
    if schema.document_profile:
        named.append((schema.id, "D", schema.document_profile))
    for where, letter, id_ in named:
        if not re.fullmatch(rf"{letter}[0-9]{{{digits}}}", id_):
            yield Hit(where, (id_,), f"Sie lautet „{short(id_)}“; erwartet werden {letter} und {digits} Ziffern.")


def _nameless(noun: Owner | Rule) -> Details:
    if blank(noun.name):
        yield ""


def _several_versions(scene: Scene) -> Iterator[Hit]:
    versions: dict[str, set[str]] = {}
    for spot in scene.spots:
        versions.setdefault(spot.element.id, set()).add(spot.element.version or "ohne Nummer")
    details = {
        id_: f"{id_} steht hier in den Versionen {short(', '.join(sorted(found)))}."
        for id_, found in versions.items()
        if len(found) > 1
    }
    for spot in scene.spots:
        if spot.element.id in details:
            yield Hit(spot.path, (spot.element.id,), details[spot.element.id])


def _unversioned(spot: Spot) -> Details:
    if spot.parent.version and not spot.element.version:
        yield ""


# --- labels and help -------------------------------------------------------------------------------------------------


def _no_label_in(element: Element) -> Details:
    if blank(element.label_in):
        yield ""


def _no_label_out(element: Element) -> Details:
    if blank(element.label_out):
        yield ""


def _no_schema_label_in(schema: Schema) -> Details:
    """Version 2.0 gives a schema the labels of an element."""
    if schema.standard == "2.0" and blank(schema.title):
        yield ""


def _no_schema_label_out(schema: Schema) -> Details:
    if schema.standard == "2.0" and blank(schema.label_out):
        yield ""


def _no_title(schema: Schema) -> Details:
    if blank(schema.title):
        yield ""


def _help_repeats(element: Element) -> Details:
    if _alike(element.label_in, element.help_in):
        yield "So ist es bei der Eingabe."
    if _alike(element.label_out, element.help_out):
        yield "So ist es bei der Ausgabe."


def _schema_help_repeats(schema: Schema) -> Details:
    if _alike(schema.title, schema.help):
        yield ""


def _alike(label: str | None, help_: str | None) -> bool:
    return not blank(label) and (label or "").split() == (help_ or "").split()


# --- kind and status -------------------------------------------------------------------------------------------------


def _unknown_kind(element: Element) -> Details:
    if kind(element) not in KINDS:
        yield given(kind(element)) if kind(element) else ""


def _abstract(element: Element) -> Details:
    if kind(element) == "ABS":
        yield ""


def _inactive(spot: Spot) -> Details:
    status = spot.element.meta.status
    if status is not None and status.value in INACTIVE:
        yield ""


def _unknown_group_kind(group: Group) -> Details:
    if group.kind is not None and group.kind.value != "X":
        yield given(group.kind.value)


# --- the document profile --------------------------------------------------------------------------------------------


def _no_profile(schema: Schema) -> Details:
    if blank(schema.document_profile):
        yield ""


def _default_profile(schema: Schema, *, released: bool) -> Details:
    is_released = schema.meta.status is not None and schema.meta.status.value in RELEASED
    if schema.document_profile == DEFAULT_PROFILE and is_released == released:
        yield ""


CHECKS = (
    Check(
        "1002",
        CRITICAL,
        "Hier fehlt der Name.",
        together(on_schema(_nameless), on_elements(_nameless), on_rules(lambda spot: _nameless(spot.rule))),
    ),
    Check(
        "1003",
        WARNING,
        "Ein Element steht in mehreren Versionen in diesem Schema. Verwenden Sie möglichst nur eine.",
        _several_versions,
    ),
    Check(
        "1007",
        CRITICAL,
        "Das Schema sagt nicht, zu welchem Dokumentsteckbrief es gehört.",
        latest_only(on_schema(_no_profile)),
    ),
    Check(
        "1009",
        CRITICAL,
        "Für die Eingabe fehlt die Bezeichnung. Das Formular hat nichts, womit es fragen kann.",
        together(on_schema(_no_schema_label_in), on_elements(_no_label_in)),
    ),
    Check(
        "1010",
        CRITICAL,
        "Für die Ausgabe fehlt die Bezeichnung, etwa auf dem Beleg.",
        together(on_schema(_no_schema_label_out), on_elements(_no_label_out)),
    ),
    Check(
        "1013",
        METHODICAL,
        "Hier ist ein abstraktes Element eingebaut. Nehmen Sie ein harmonisiertes oder ein rechtsnormgebundenes.",
        on_places(lambda spot: _abstract(spot.element)),
    ),
    Check(
        "1014", CRITICAL, "Das Feld ist als abstrakt gekennzeichnet. Abstrakt ist ein Feld nie.", on_fields(_abstract)
    ),
    Check(
        "1031",
        CRITICAL,
        "Die Strukturelementart fehlt, oder ihr Code ist nicht bekannt.",
        on_elements(_unknown_kind),
    ),
    Check("1039", CRITICAL, "Die Kennung ist anders aufgebaut, als FIM es vorsieht.", _malformed_ids),
    Check(
        "1042",
        CRITICAL,
        "Die Art der Gruppe ist nicht bekannt. Bekannt ist nur X, die Auswahlgruppe.",
        on_groups(_unknown_group_kind),
    ),
    Check(
        "1050",
        CRITICAL,
        "Das Schema hat keine Bezeichnung. Dem Formular fehlt die Überschrift.",
        latest_only(on_schema(_no_title)),
    ),
    Check(
        "1096",
        WARNING,
        "Das Schema verweist noch auf den Default-Dokumentsteckbrief. Gedacht ist er für den Übergang.",
        on_schema(lambda schema: _default_profile(schema, released=False)),
    ),
    Check(
        "1097",
        METHODICAL,
        "Das Schema ist freigegeben und verweist doch noch auf den Default-Dokumentsteckbrief.",
        on_schema(lambda schema: _default_profile(schema, released=True)),
    ),
    Check(
        "1098",
        METHODICAL,
        "Der Hilfetext wiederholt nur die Bezeichnung.",
        together(on_schema(_schema_help_repeats), on_elements(_help_repeats)),
    ),
    Check(
        "1116",
        WARNING,
        "Das Element trägt den Status „inaktiv“. Prüfen Sie, ob es einen Nachfolger hat.",
        on_places(_inactive),
    ),
    Check(
        "1135",
        CRITICAL,
        "Das Element hat keine Version, das Schema oder die Gruppe darum herum aber schon.",
        on_places(_unversioned),
    ),
)
