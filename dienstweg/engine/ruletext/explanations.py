"""Sentences that say something about the calendar, and sentences that only explain and can be checked."""

import re

from dienstweg.engine.ruletext import eu
from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.codes import calendar_day
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.phrases import Phrases
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.relations import Relations
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import Filled, RealDay, either, negated

_PARTS = (("tag", "day"), ("monat", "month"), ("jahr", "year"))


class Explanations:
    """Reads such a sentence whole, or not at all."""

    def __init__(self, cursor: Cursor, scene: Scene, relations: Relations) -> None:
        self.cursor = cursor
        self.scene = scene
        self.relations = relations
        self.phrases = Phrases(cursor, scene)

    def read(self) -> tuple[Statement, ...] | None:
        """Statements; none of them where the sentence only explains."""
        for read in (self._calendar, self._impossible_days, self._member_states):
            found = self.cursor.attempt(read)
            if found is not None:
                return found
        return None

    def _end(self) -> bool:
        self.cursor.mark(".")
        return self.cursor.at_end

    def _calendar(self) -> tuple[Statement, ...] | None:
        """``Wenn alle drei Felder … befüllt sind, muss die Validität des … Kalenderdatums sichergestellt werden``."""
        cursor = self.cursor
        if not cursor.take(lex.IF):
            return None
        elements = self.phrases.elements(pronouns=False)
        if elements is None or elements.mode != "all" or len(elements.places) != 3:
            return None
        if not cursor.take(lex.FILLED) or not cursor.take(lex.AUXILIARIES):
            return None
        cursor.mark(",")
        cursor.take(lex.THEN)
        if not self._validity() or not self._end():
            return None
        parts = _day_month_year(elements.places)
        if parts is None:
            return None
        day, month, year = parts
        absent = (negated(Filled(path)) for path in (day, month, year))
        check = either(*absent, RealDay(day, month, year))
        return (Statement("valid", None, check=check, about=elements.places, wording="calendar"),)

    def _validity(self) -> bool:
        cursor = self.cursor
        if cursor.phrase(
            "muss sich ein gültiges", "müssen ein gültiges", "müssen sie ein gültiges", "muss sich daraus ein gültiges"
        ):
            return bool(cursor.take({"datum", "kalenderdatum"}) and cursor.take({"ergeben", "bilden", "darstellen"}))
        if not cursor.phrase("muss die validität", "muss die gültigkeit", "muss die korrektheit"):
            return False
        cursor.phrase("des sich ergebenden", "des sich daraus ergebenden", "des resultierenden", "des")
        if not cursor.take({"kalenderdatums", "datums"}):
            return False
        return bool(cursor.take({"sichergestellt", "geprüft", "gewährleistet"}) and cursor.take({"werden", "sein"}))

    def _impossible_days(self) -> tuple[Statement, ...] | None:
        """``D.h. es muss z.B. 30.02.2019 oder der 31.11.1968 verhindert werden, da diese keine … sind``."""
        cursor = self.cursor
        if not (cursor.take({"d.h.", "d. h."}) or cursor.phrase("das heißt")):
            return None
        cursor.mark(",")
        if not cursor.phrase("es muss", "es müssen"):
            return None
        cursor.take({"z.b.", "z. b.", "beispielsweise"}) or cursor.phrase("zum beispiel")
        if not self._days() or not (
            cursor.take({"verhindert", "ausgeschlossen", "abgelehnt"}) and cursor.take({"werden"})
        ):
            return None
        if cursor.mark(",") and not (
            cursor.phrase("da diese keine", "weil diese keine", "da dies keine")
            and cursor.take({"korrekten", "gültigen", "existierenden"})
            and cursor.take({"datumsangaben", "daten", "kalenderdaten", "kalendertage"})
            and cursor.take({"sind"})
        ):
            return None
        return () if self._end() else None

    def _days(self) -> bool:
        """Days that the calendar does not have; one that it has would be no example."""
        cursor, several = self.cursor, 0
        while True:
            cursor.take({"der", "den", "das", "datum"})
            token = cursor.peek()
            if token.kind != "date" or calendar_day(token.text) is not None:
                return False
            cursor.step()
            several += 1
            if not (cursor.mark(",") or cursor.take({"oder", "und", "bzw."})):
                return several > 0

    def _member_states(self) -> tuple[Statement, ...] | None:
        """``Die Mitgliedstaaten der EU, EWR und Schweiz (Stand 02/2026) sind …: 124 Belgien, …``, as in our table."""
        cursor = self.cursor
        if not cursor.phrase("die mitgliedstaaten", "die mitgliedsstaaten", "mitgliedstaaten"):
            return None
        areas = self.relations.membership.areas()
        if not areas:
            return None
        if cursor.mark("("):
            while not cursor.at_end and not cursor.mark(")"):
                cursor.step()
        cursor.take({"sind"})
        cursor.phrase("alphabetisch sortiert", "wie folgt", "folgende")
        cursor.mark(":")
        listed = self._listed()
        if listed is None or not self._end():
            return None
        ours = {code: name for area in areas for code, name in eu.AREAS[area].items()}
        if listed != ours:
            odd = sorted(set(listed.items()) ^ set(ours.items()))
            message = f"Die Aufzählung der Staaten weicht von unserer ({eu.AS_OF}) ab: {odd[0][0]} {odd[0][1]}."
            cursor.blame(Fault("rule_contradiction", message))
            return None
        return ()

    def _listed(self) -> dict[str, str] | None:
        cursor, found = self.cursor, dict[str, str]()
        while True:
            code = cursor.peek()
            if code.kind != "number" or not re.fullmatch(r"\d{1,3}", code.text) or cursor.peek(1).kind != "word":
                return None
            cursor.step()
            found[code.text.zfill(3)] = cursor.step().text  # "0 Deutschland" is 000
            if not (cursor.mark(",") or cursor.take({"und", "sowie"})):
                return found


def _day_month_year(places: tuple[Place, ...]) -> tuple[str, str, str] | None:
    """The paths of day, month and year, told apart by their names."""
    found: dict[str, str] = {}
    for word, part in _PARTS:
        named = [
            place for place in places if place.element.name.casefold().startswith(word) and place.kind == "num_int"
        ]
        if len(named) != 1:
            return None
        found[part] = named[0].path
    return found["day"], found["month"], found["year"]
