"""Checks of the German sentences: what they name, and whether there is one at all."""

import re
from collections.abc import Iterator

from dienstweg.engine.quality.aiming import Details, blank, latest_only, on_rules
from dienstweg.engine.quality.findings import METHODICAL, Check, Hit
from dienstweg.engine.quality.scene import RuleSpot, Scene

_ALONE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9])"
_SHORT = re.compile(rf"{_ALONE}[FG][0-9]{{8}}{_END}")
_LONG = re.compile(rf"{_ALONE}[FG][0-9]{{11}}{_END}")
_VERSIONED = re.compile(rf"{_ALONE}[FG](?:[0-9]{{11}}|[0-9]{{8}})[Vv][0-9]+(?:\.[0-9]+)+")


def _out_of_reach(scene: Scene) -> Iterator[Hit]:
    id_form = _LONG if scene.latest else _SHORT
    for spot in scene.rules:
        for id_ in dict.fromkeys(id_form.findall(spot.rule.text or "")):
            if id_ in spot.reach:
                continue
            detail = f"Genannt ist {id_}." if id_ in scene.ids else f"{id_} gibt es in diesem Schema nicht."
            yield Hit(spot.where, (spot.rule.id, spot.owner.id, spot.owner.version or ""), detail)


def _versioned(spot: RuleSpot) -> Details:
    for reference in dict.fromkeys(_VERSIONED.findall(spot.rule.text or "")):
        yield f"Genannt ist {reference}."


def _short_ids(spot: RuleSpot) -> Details:
    for id_ in dict.fromkeys(_SHORT.findall(spot.rule.text or "")):
        yield f"Genannt ist {id_}."


def _no_text(spot: RuleSpot) -> Details:
    if blank(spot.rule.text):
        yield ""


CHECKS = (
    Check(
        "1001",
        METHODICAL,
        "Die Regel nennt ein Element, das nicht zu dem Element gehört, an dem sie steht.",
        _out_of_reach,
    ),
    Check("1019", METHODICAL, "Die Regel nennt ein Element samt Version. Es genügt die Kennung.", on_rules(_versioned)),
    Check("1024", METHODICAL, "Die Regel hat keinen Satz, den man lesen könnte.", on_rules(_no_text)),
    Check(
        "1041",
        METHODICAL,
        "Die Regel nennt ein Element mit der kurzen Kennung aus XDatenfelder 2.0.",
        latest_only(on_rules(_short_ids)),
    ),
)
