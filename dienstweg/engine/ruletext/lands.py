"""Länder in a sentence: ``für das Land NW``, ``in Thüringen``, ``für alle anderen Länder``, ``für alle außer RP``."""

from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.scene import Scene

NOUNS = frozenset({"land", "länder", "ländern", "bundesland", "bundesländer", "bundesländern", "landes"})


class Lands:
    """Reads such phrases at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene) -> None:
        self.cursor = cursor
        self.scene = scene

    def read(self) -> frozenset[str] | None:
        """The Länder that a phrase names, None where there is no such phrase."""
        return self.cursor.attempt(self._lands)

    def _lands(self) -> frozenset[str] | None:
        cursor = self.cursor
        if not cursor.take({"für", "in", "im"}):
            return None
        if cursor.phrase(
            "alle anderen",
            "die anderen",
            "alle übrigen",
            "die übrigen",
            "allen anderen",
            "den anderen",
            "den übrigen",
            "allen übrigen",
            "alle weiteren",
            "alle sonstigen",
            "sämtliche anderen",
        ):
            return self._others() if cursor.take(NOUNS) else None
        if cursor.phrase("alle", "allen"):
            return self._every() if cursor.take(NOUNS) else None
        cursor.take({"das", "die", "den", "dem", "der"})
        cursor.take({"folgende", "folgenden"})
        if cursor.take(NOUNS):
            cursor.take({"für"})
        cursor.mark(":")
        named = self._list()
        return self._remembered(named) if named else None

    def _remembered(self, named: frozenset[str]) -> frozenset[str]:
        """For "die anderen Länder"."""
        said = self.scene.memory.lands
        self.scene.memory.lands = None if said is None else said | named
        return named

    def _others(self) -> frozenset[str] | None:
        said = self.scene.memory.lands
        if not said or said == states.ALL:
            message = "Welche Länder die anderen sind, ist aus den Sätzen davor nicht zu verstehen."
            self.cursor.blame(Fault("rule_depends_on_unread", message))
            return None
        return states.ALL - said

    def _every(self) -> frozenset[str] | None:
        before = self.cursor.place
        comma = self.cursor.mark(",")
        if not self.cursor.phrase("außer", "bis auf", "mit ausnahme von", "ausgenommen"):
            self.cursor.place = before
            return self._remembered(states.ALL)
        self.cursor.take({"für", "in", "den"})
        self.cursor.take(NOUNS)
        without = self._list()
        if comma and not self.cursor.mark(","):
            return None
        return self._remembered(states.ALL - without) if without else None

    def _list(self) -> frozenset[str] | None:
        """Länder by code or name, with commas and "und"."""
        cursor, found = self.cursor, set[str]()
        while True:
            code = states.state(cursor.peek().text) if cursor.peek().kind == "word" else None
            if code is None:
                return None
            cursor.step()
            found.add(code)
            cursor.phrase(f"( {code.lower()} )")
            before = cursor.place
            joined = cursor.mark(",") or cursor.take({"und", "sowie", "oder", "bzw."})
            if not joined or states.state(cursor.peek().text) is None:
                cursor.place = before
                return frozenset(found)
