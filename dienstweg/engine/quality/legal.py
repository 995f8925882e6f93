"""Checks of the norms that elements rest on; the form shows them at its questions."""

import re
from collections.abc import Iterator

from dienstweg.engine.quality.aiming import Details, blank, latest_only, on_elements, on_places, on_schema
from dienstweg.engine.quality.elements import kind
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, WARNING, Check, Hit, Test
from dienstweg.engine.quality.scene import Element, Scene, Spot, short
from dienstweg.engine.schema import Group, LegalBasis, Schema

LINK = re.compile(r"https?://[\w.-]+\.[A-Za-z]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")


def _missing(bases: tuple[LegalBasis, ...]) -> bool:
    return all(blank(base.text) and blank(base.link) for base in bases)


def _missing_at(wanted: str) -> Test:
    def ask(element: Element) -> Details:
        if kind(element) == wanted and _missing(element.legal):
            yield ""

    return on_elements(ask)


def _missing_at_schema(schema: Schema) -> Details:
    if _missing(schema.legal):
        yield ""


def _missing_at_count(spot: Spot) -> Details:
    bound = isinstance(spot.parent, Group) and kind(spot.parent) == "RNG"
    if bound and kind(spot.element) in ("ABS", "HAR") and _missing(spot.child.legal):
        yield ""


def _bases(scene: Scene) -> Iterator[tuple[str, tuple[str, ...], LegalBasis]]:
    """Every basis with its place and what it belongs to."""
    schema = scene.schema
    yield from ((schema.id, (schema.id,), base) for base in schema.legal)
    for spot in scene.spots:
        about = (spot.element.id, spot.element.version or "")
        yield from ((spot.path, about, base) for base in (*spot.element.legal, *spot.child.legal))
    for rule in scene.rules:
        yield from ((rule.where, (rule.rule.id,), base) for base in rule.rule.legal)


def _several_norms(scene: Scene) -> Iterator[Hit]:
    for where, subject, base in _bases(scene):
        if base.text.count("§") > 1:
            yield Hit(where, subject, f"Der Eintrag lautet „{short(base.text)}“.")


def _broken_links(scene: Scene) -> Iterator[Hit]:
    for where, subject, base in _bases(scene):
        link = (base.link or "").strip()
        if link and not LINK.fullmatch(link):
            yield Hit(where, subject, f"Er lautet „{short(link)}“.")


CHECKS = (
    Check(
        "1006",
        CRITICAL,
        "Das Element ist rechtsnormgebunden, nennt aber keine Handlungsgrundlage.",
        _missing_at("RNG"),
    ),
    Check(
        "1022",
        METHODICAL,
        "Die Gruppe ist rechtsnormgebunden, dieses Element darin nicht. An seiner Anzahl fehlt die Handlungsgrundlage.",
        on_places(_missing_at_count),
    ),
    Check("1051", CRITICAL, "Das Schema nennt keine Handlungsgrundlage.", on_schema(_missing_at_schema)),
    Check(
        "1101",
        WARNING,
        "Das harmonisierte Element nennt keine Handlungsgrundlage. Geben Sie möglichst eine an.",
        _missing_at("HAR"),
    ),
    Check(
        "1132",
        WARNING,
        "In einem Eintrag stehen mehrere Handlungsgrundlagen. Geben Sie jede für sich an.",
        latest_only(_several_norms),
    ),
    Check("1133", WARNING, "Der Link zur Handlungsgrundlage ist keine Webadresse.", _broken_links),
)
