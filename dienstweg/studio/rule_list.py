"""The sentences of a schema as a reader meets them: each beside what it does, by the element they stand at."""

from collections.abc import Iterable
from dataclasses import dataclass

from dienstweg.engine.ruletext import RuleReading, Status
from dienstweg.engine.ruletext import Sentence as Reading
from dienstweg.engine.ruletext.rulebook import status
from dienstweg.engine.service import Service, walk

WHOLE = "Ganzes Datenschema"
OPEN_RULES = 6
"""Up to so many rules all stand open; more are folded by element."""
OPEN_EFFECTS = 4
"""So many effects of a sentence are read at once; the others are folded."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a rule: what the form does by it, in German, or why nothing."""

    text: str
    effects: tuple[str, ...]
    reason: str

    @property
    def first(self) -> tuple[str, ...]:
        return self.effects if len(self.effects) <= OPEN_EFFECTS + 1 else self.effects[:OPEN_EFFECTS]

    @property
    def further(self) -> tuple[str, ...]:
        return self.effects[len(self.first) :]


@dataclass(frozen=True)
class Rule:
    """One rule of the schema: its sentences, how much of it the form obeys, the places where it says just this."""

    id: str
    status: Status
    sentences: tuple[Sentence, ...]
    places: tuple[str, ...]

    @property
    def where(self) -> str:
        """All places, for the report."""
        return ", ".join(place or "Datenschema" for place in self.places)

    @property
    def further(self) -> int:
        """How many places there are beside the first."""
        return len(self.places) - 1


@dataclass(frozen=True)
class Element:
    """The rules that stand at one element."""

    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class RuleList:
    """``waiting``: rules that are not obeyed, or not wholly. ``total`` counts a rule at each of its places."""

    total: int
    waiting: tuple[Element, ...]
    obeyed: tuple[Element, ...]

    @property
    def waiting_count(self) -> int:
        return sum(len(rule.places) for element in self.waiting for rule in element.rules)

    @property
    def remark_count(self) -> int:
        """Rules that only explain: there is nothing to carry out."""
        return sum(
            len(rule.places) for element in self.obeyed for rule in element.rules if rule.status == "documentation"
        )

    @property
    def running_count(self) -> int:
        """Rules that the form obeys wholly."""
        return self.total - self.waiting_count - self.remark_count

    @property
    def folded(self) -> bool:
        return self.total > OPEN_RULES

    @property
    def waiting_folded(self) -> bool:
        return self.waiting_count > OPEN_RULES


def read(readings: Iterable[RuleReading]) -> tuple[Rule, ...]:
    """The rules in the order of the file; one that says the same at several places stands once."""
    found: dict[tuple[str, str, Status, tuple[Sentence, ...]], list[str]] = {}
    for reading in readings:
        owner = reading.placed.owner
        sentences = tuple(map(_sentence, reading.sentences))
        key = (reading.placed.rule.id, owner.rpartition(".")[2], status(reading), sentences)
        found.setdefault(key, []).append(owner)
    return tuple(Rule(id_, how, said, tuple(places)) for (id_, _, how, said), places in found.items())


def listed(rules: Iterable[Rule], service: Service) -> RuleList:
    """The rules by element, those that wait for somebody first."""
    labels = {node.path: node.label for node in walk(service.nodes)}
    waiting: dict[str, list[Rule]] = {}
    obeyed: dict[str, list[Rule]] = {}
    total = 0
    for rule in rules:
        total += len(rule.places)
        place = rule.places[0]
        label = labels.get(place) or place.rpartition(".")[2] or WHOLE
        part = waiting if rule.status in ("partly", "not translated") else obeyed
        part.setdefault(label, []).append(rule)
    return RuleList(total, _elements(waiting), _elements(obeyed))


def _elements(rules: dict[str, list[Rule]]) -> tuple[Element, ...]:
    return tuple(Element(label, tuple(found)) for label, found in rules.items())


def _sentence(one: Reading) -> Sentence:
    return Sentence(one.text, tuple(effect.message for effect in one.effects), one.fault.message if one.fault else "")
