"""Invented applicants: complete answers that satisfy every constraint and every rule of a service.

Chance comes in as an argument, so that the same seed invents the same people. Applicants differ on purpose: some leave
out everything they may, some fill in everything; with ``goals`` they are people to whom certain rules apply.
"""

from datetime import date
from random import Random

from dienstweg.engine.answers import Answers
from dienstweg.engine.gaps import Gap
from dienstweg.engine.inventor import Inventor
from dienstweg.engine.journey import Journey
from dienstweg.engine.mending import mended, node_at, wished
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruling.wishes import wishes
from dienstweg.engine.service import Service

_ATTEMPTS = 4
_ROUNDS = 60
_LEVELS = 3
"""So many rules deep a wish asks that nothing hides what it needs."""


def invent(service: Service, rng: Random, *, today: date, goals: tuple[str, ...] = ()) -> Answers:
    """Complete answers of one applicant. ``goals``: conditions (FEEL) that should hold for this one, if it can be.

    Raises:
        Refused: no value keeps to the limits of a mandatory question, or no answers to all rules were found
            (``nothing_fits``).
    """
    for attempt in range(_ATTEMPTS):
        invention = _Invention(service, Inventor(service.code_lists, rng, today), today)
        for goal in () if attempt else goals:  # goals may exclude each other: then somebody without any
            invention.pursue(goal, _LEVELS)
        try:
            return invention.completed()
        except Refused:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


class _Invention:
    """One person's answers while they come to fit."""

    def __init__(self, service: Service, inventor: Inventor, today: date) -> None:
        self.service = service
        self.inventor = inventor
        self.today = today
        self.hiding = {one.path: one.forbid for one in service.ruled if one.forbid is not None}
        self.answers: Answers = inventor.level(service.nodes, must=True, depth=0)

    def journey(self) -> Journey:
        journey = Journey(self.service, self.answers, today=self.today)
        self.inventor.lists = journey.service.code_lists
        return journey

    def pursue(self, goal: str, levels: int) -> None:
        """Let a condition hold, probably: first whatever hides the places it reads is made not to."""
        for wish in wishes(goal, self.inventor.rng):
            ids = wish.path.replace("[]", "").split(".")
            around = [".".join(ids[: depth + 1]) for depth in range(len(ids))]
            for place in around if levels else ():
                if place in self.hiding:
                    self.pursue(f"not({self.hiding[place]})", levels - 1)
            self.answers = wished(self.journey(), wish, self.inventor)

    def completed(self) -> Answers:
        journey = self.journey()
        gaps = journey.gaps()
        rounds = 0
        while gaps and rounds < _ROUNDS:
            rounds += 1
            for gap in gaps:
                self.answers = mended(self.journey(), gap, self.inventor)
            journey = self.journey()
            gaps = journey.gaps()
        if gaps:
            raise self._refusal(journey, gaps[0])
        return journey.kept()

    def _refusal(self, journey: Journey, gap: Gap) -> Refused:
        node = node_at(journey.service.nodes, gap.path)
        stuck = self.inventor.stuck.get(node.path) if node is not None else None
        if stuck is None:
            return Refused(
                Problem("nothing_fits", gap.path, f"Es finden sich keine Angaben, die passen. {gap.message}")
            )
        message = f"Zu „{stuck.label}“ lässt sich kein Wert finden. Prüfen Sie Längen, Muster und Grenzen."
        return Refused(Problem("nothing_fits", stuck.path, message))
