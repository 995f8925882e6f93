"""Quality checks of the FIM methodology that concern what a form asks, shows, checks or sends.

Numbers and levels are those of the code list ``urn:xoev-de:fim-datenfelder:codeliste:xdfm`` in version 1.8; the
sentences are our own. What each of its 142 messages became is told in ``docs/quality.md``. Messages about files that
cannot be read in the first place are problems of the reader and carry their number (:class:`Problem.number`).
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from dienstweg.engine.quality import amounts, code_lists, elements, fields, legal, rules, structure, texts
from dienstweg.engine.quality.findings import LEVELS, Check, Finding, Level, findings
from dienstweg.engine.quality.scene import Scene
from dienstweg.engine.schema import Schema

_AREAS = (amounts, code_lists, elements, fields, legal, rules, structure, texts)

CHECKS: tuple[Check, ...] = tuple(
    sorted((check for area in _AREAS for check in area.CHECKS), key=lambda check: check.number)
)
"""Every check, by number."""


class Batch(Struct, frozen=True):
    """All findings of one check."""

    check: Check
    findings: tuple[Finding, ...]


def examine(schema: Schema) -> tuple[Finding, ...]:
    """Everything the checks find in a schema, by number, then in the order of the file."""
    scene = Scene(schema)
    return tuple(finding for check in CHECKS for finding in findings(check, scene))


def counts(found: Iterable[Finding]) -> dict[Level, int]:
    """How many findings of each level there are, gravest first; only levels that occur."""
    number = Counter(finding.level for finding in found)
    return {level: number[level] for level in LEVELS if number[level]}


def batches(found: Iterable[Finding]) -> tuple[Batch, ...]:
    """The findings by check, gravest first."""
    by_number: dict[str, list[Finding]] = {}
    for finding in found:
        by_number.setdefault(finding.number, []).append(finding)
    return tuple(
        Batch(check, tuple(by_number[check.number]))
        for level in LEVELS
        for check in CHECKS
        if check.level == level and check.number in by_number
    )


__all__ = ["CHECKS", "LEVELS", "Batch", "Check", "Finding", "Level", "batches", "counts", "examine"]
