"""Several sentences on one target: what holds in the end.

Clauses that speak for a target are OR-ed. What the same rules say with "sonst nicht", or imply by showing only under a
condition, forbids it only where none of them speaks for it. Every other prohibition vetoes. Where a sentence that names
the target was not understood, "nobody speaks for it" cannot be known, and only vetoes are left.
"""

from collections.abc import Iterable

from msgspec import Struct

from dienstweg.engine.problems import Problem
from dienstweg.engine.ruletext.effects import Effect
from dienstweg.engine.ruletext.feeltext import feel
from dienstweg.engine.ruletext.reading import RuleReading
from dienstweg.engine.ruletext.terms import FALSE, TRUE, Known, Scalar, Term, both, either, negated, reads
from dienstweg.engine.ruletext.truth import domains, holds, implies, trials


class Valued(Struct, frozen=True):
    """Values with the condition under which they count."""

    condition: Term
    values: tuple[Scalar, ...]

    @property
    def when(self) -> str | None:
        return None if self.condition == TRUE else feel(self.condition)


class Target(Struct, frozen=True, kw_only=True):
    """What all sentences together say about one place. FALSE: nothing of the kind; ``forbid`` goes before all else."""

    path: str
    require: Term = FALSE
    forbid: Term = FALSE
    optional: Term = FALSE
    set: tuple[Valued, ...] = ()
    restrict: tuple[Valued, ...] = ()
    uncertain: bool = False
    """A sentence that names the target was not understood: "sonst nicht" was left out."""


def combine(readings: Iterable[RuleReading], foreign: Iterable[Effect] = ()) -> tuple[Target, ...]:
    """One value for every place that an effect other than ``valid`` reaches, in order of first mention."""
    readings = tuple(readings)
    unread = {path for reading in readings for one in reading.sentences if one.fault for path in one.mentions}
    grouped: dict[str, list[Effect]] = {}
    for effect in (*(effect for reading in readings for effect in reading.effects), *foreign):
        if effect.kind != "valid":
            grouped.setdefault(effect.target, []).append(effect)
    return tuple(_combined(path, effects, uncertain=path in unread) for path, effects in grouped.items())


def _combined(path: str, effects: list[Effect], *, uncertain: bool) -> Target:
    forbids = [effect for effect in effects if effect.kind == "forbid"]
    weak = [effect for effect in forbids if is_otherwise(effect, effects)]
    vetoes = [effect.condition for effect in forbids if effect not in weak]
    for_it = either(*(effect.speaks_for for effect in effects if effect.speaks_for is not None))
    nobody = FALSE if uncertain or not weak else _nobody(either(*(effect.condition for effect in weak)), for_it)
    return Target(
        path=path,
        require=_union(effect.condition for effect in effects if effect.kind == "require"),
        forbid=_union((nobody, *vetoes)),
        optional=_union(effect.condition for effect in effects if effect.kind == "optional"),
        set=tuple(Valued(effect.condition, effect.values) for effect in effects if effect.kind == "set"),
        restrict=tuple(Valued(effect.condition, effect.values) for effect in effects if effect.kind == "restrict"),
        uncertain=uncertain,
    )


def _nobody(otherwise: Term, for_it: Term) -> Term:
    """Where "sonst nicht" is said and no clause speaks for the target, put as shortly as it can be."""
    if implies(negated(for_it), otherwise):
        return negated(for_it)
    return otherwise if implies(otherwise, negated(for_it)) else both(otherwise, negated(for_it))


def _union(terms: Iterable[Term]) -> Term:
    """One of them holds; without those that say no more than another one."""
    kept: list[Term] = []
    for term in terms:
        if any(implies(term, other) for other in kept):
            continue
        kept = [*(other for other in kept if not implies(other, term)), term]
    return either(*kept)


def is_otherwise(effect: Effect, effects: Iterable[Effect]) -> bool:
    """Whether a prohibition is a "sonst nicht": said so, implied, or the complement of what its own rule says."""
    if effect.foreign:
        return False
    if effect.origin != "said":
        return True
    own = [one for one in effects if (one.owner, one.rule) == (effect.owner, effect.rule) and not one.foreign]
    spoken = either(*(other.speaks_for for other in own if other.speaks_for is not None))
    if spoken == FALSE:
        return False
    forbidden = either(*(other.condition for other in own if other.kind == "forbid" and other.origin == "said"))
    return reads(effect.condition) <= reads(spoken) and _complementary(spoken, forbidden)


def _complementary(one: Term, other: Term) -> bool:
    """Whether exactly one of two conditions holds wherever everything they read is answered."""
    for found in trials((one, other)):
        if found is None:
            return False
        if all(answer is not None for answer in found.values()) and holds(one, found) == holds(other, found):
            return False
    return True


def conflicts(
    targets: Iterable[Target], readings: Iterable[RuleReading], foreign: Iterable[Effect] = ()
) -> tuple[Problem, ...]:
    """Answers that can be given and make the same place both needed and forbidden: a problem naming the sentences."""
    targets = tuple(targets)
    effects = (*(effect for reading in readings for effect in reading.effects), *foreign)
    forbidden = {target.path: target.forbid for target in targets}
    return tuple(
        _told(target, effects)
        for target in targets
        if FALSE not in (target.require, target.forbid) and _reachable(target, forbidden)
    )


def _reachable(target: Target, forbidden: dict[str, Term]) -> bool:
    """Whether answers exist that meet both, none of them given at a place that is forbidden under these answers."""
    for found in trials((target.require, target.forbid)):
        if found is None or not (holds(target.require, found) and holds(target.forbid, found)):
            continue
        hidden = (
            path
            for path, answer in found.items()
            if answer is not None and any(_is_hidden(above, forbidden, found) for above in _above(path))
        )
        if next(hidden, None) is None:
            return True
    return False


def _is_hidden(path: str, forbidden: dict[str, Term], found: Known) -> bool:
    term = forbidden.get(path)
    return term is not None and domains((term,)).keys() <= found.keys() and holds(term, found)


def _above(path: str) -> tuple[str, ...]:
    parts = path.split(".")
    return tuple(".".join(parts[: length + 1]) for length in range(len(parts)))


def _told(target: Target, effects: tuple[Effect, ...]) -> Problem:
    named = [
        f"{effect.rule} Satz {effect.sentence + 1}"
        for effect in effects
        if effect.target == target.path and effect.kind in ("require", "forbid") and effect.origin != "implied"
    ]
    sentences = ", ".join(dict.fromkeys(named))
    message = f"Nach {sentences} kann dieses Element zugleich nötig und verboten sein. Das Verbot geht vor."
    return Problem("rule_conflict", target.path, message, "warning")
