"""A standards file examined: the service it becomes, its sentences, and what is wrong with it. Nothing is kept."""

from collections import Counter
from dataclasses import dataclass

from dienstweg.engine import quality, xdf
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.problems import Problem
from dienstweg.engine.quality import Finding
from dienstweg.engine.ruletext import read_rules
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Group, OpenPoint, Question, Service, digest, walk
from dienstweg.studio import rule_list
from dienstweg.studio.quality import Count, Objection, counted, objections
from dienstweg.studio.rule_list import Rule, RuleList

MOST = 8_000_000
"""Bytes of a file from anybody: twice the largest schema we know, small enough for a hostile one to cost little."""

HEADINGS = {
    "rule_not_executed": "Regeln, die nicht ausgeführt werden",
    "duplicate_sibling": "Elemente, die mehrmals nebeneinander stehen",
    "rule_conflict": "Regeln, die einander widersprechen",
    "rule_chain": "Regeln am Ende einer zu langen Kette",
    "rule_circle": "Regeln, die im Kreis entscheiden",
    "code_list_missing": "Codelisten, die fehlen",
    "code_list_partial": "Codelisten, die nur zum Teil bekannt sind",
    "code_list_other_version": "Codelisten in anderer Fassung",
    "pattern_not_checked": "Muster, die nicht geprüft werden",
    "object_as_text": "Felder ohne passende Eingabe",
    "hidden_without_value": "Verborgene Felder ohne Inhalt",
    "no_label": "Elemente ohne Bezeichnung",
    "same_label": "Gleiche Bezeichnungen nebeneinander",
    "choice_of_nothing": "Auswahlgruppen ohne Auswahl",
    "needed_if_any": "Nötige Angaben, die nicht alle haben",
    "limits_contradict": "Grenzen, die sich widersprechen",
}


@dataclass(frozen=True)
class Points:
    """Open points of one kind."""

    heading: str
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True)
class Examination:
    """What came of a file."""

    schema: Schema
    service: Service
    warnings: tuple[Problem, ...]
    rules: tuple[Rule, ...]
    quality: tuple[Finding, ...] = ()

    @property
    def rule_list(self) -> RuleList:
        return rule_list.listed(self.rules, self.service)

    @property
    def digest(self) -> str:
        return digest(self.service)

    @property
    def questions(self) -> int:
        return sum(isinstance(node, Question) and node.role == "input" for node in walk(self.service.nodes))

    @property
    def groups(self) -> int:
        return sum(isinstance(node, Group) for node in walk(self.service.nodes))

    @property
    def quality_counts(self) -> list[Count]:
        return counted(self.quality)

    @property
    def objections(self) -> list[Objection]:
        return objections(self.quality)

    @property
    def points(self) -> list[Points]:
        """Open points by kind, without the sentences: those have a list of their own."""
        kinds = Counter(point.code for point in self.service.open_points if point.code != "rule_not_executed")
        return [
            Points(HEADINGS.get(code, code), tuple(point for point in self.service.open_points if point.code == code))
            for code in kinds
        ]

    @property
    def point_count(self) -> int:
        """How many open points the list by kind holds."""
        return sum(len(kind.points) for kind in self.points)


def examine(data: bytes, name: str, code_lists: CodeLists | None = None) -> Examination:
    """Read and compile a file.

    Raises:
        Refused: the file cannot be read or asks nothing; every problem has a place.
    """
    reading = xdf.read(data, name=name, max_bytes=MOST)
    book = read_rules(reading.schema, code_lists or CodeLists())
    service = compile_service(reading.schema, code_lists=code_lists, book=book)
    rules = rule_list.read(book.rules)
    return Examination(reading.schema, service, reading.warnings, rules, quality.examine(reading.schema))
