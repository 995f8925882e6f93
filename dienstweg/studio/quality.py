"""What FIM's method objects to, ready to be shown: counted by level, gathered by number."""

from collections.abc import Iterable
from dataclasses import dataclass

from dienstweg.engine import quality
from dienstweg.engine.quality import LEVELS, Finding, Level

SIGNS: dict[Level, tuple[str, str]] = {
    "FehlerKritisch": ("bad", "danger"),
    "FehlerMethodisch": ("bad", "danger"),
    "Warnung": ("warn", "warning"),
    "Hinweis": ("off", "info"),
}
"""Colour and icon of each level."""

MOST_SHOWN = 200
"""So many places unfold; the report has all."""


@dataclass(frozen=True)
class Count:
    """So many findings of a level, in words: "3 Warnungen"."""

    level: Level
    number: int

    @property
    def words(self) -> str:
        return f"{self.number} {LEVELS[self.level][self.number > 1]}"

    @property
    def sign(self) -> str:
        return SIGNS[self.level][0]

    @property
    def icon(self) -> str:
        return SIGNS[self.level][1]


@dataclass(frozen=True)
class Objection:
    """One number of the code list and everything it was found for."""

    number: str
    level: Level
    sentence: str
    findings: tuple[Finding, ...]

    @property
    def word(self) -> str:
        word = LEVELS[self.level][0]
        return word[0].upper() + word[1:]

    @property
    def sign(self) -> str:
        return SIGNS[self.level][0]

    @property
    def icon(self) -> str:
        return SIGNS[self.level][1]

    @property
    def shown(self) -> tuple[Finding, ...]:
        return self.findings[:MOST_SHOWN]

    @property
    def unshown(self) -> int:
        return len(self.findings) - len(self.shown)


def counted(found: Iterable[Finding]) -> list[Count]:
    """One count for every level that occurs, gravest first."""
    return [Count(level, number) for level, number in quality.counts(found).items()]


def objections(found: Iterable[Finding]) -> list[Objection]:
    """The findings by number, gravest first."""
    return [
        Objection(batch.check.number, batch.check.level, batch.check.sentence, batch.findings)
        for batch in quality.batches(found)
    ]
