"""Conditions before and behind a main clause."""

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.clauses import Clauses
from dienstweg.engine.ruletext.conditions import Conditions
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.terms import Term

VERB_FIRST = lex.AUXILIARIES | {"liegt", "liegen"}


class Attached:
    """Reads a condition with the word or the order of words that makes it one; else the place is as it was."""

    def __init__(self, cursor: Cursor, conditions: Conditions, clauses: Clauses) -> None:
        self.cursor = cursor
        self.conditions = conditions
        self.clauses = clauses

    def before(self) -> Term | None:
        """``Wenn A``, ``Nur wenn``, ``bei <> "Ja"``, ``Ist A``: a condition at the start."""
        found = self.conditions.attempt(self._with_if)
        return self.conditions.attempt(self._verb_first) if found is None else found

    def _with_if(self) -> Term | None:
        cursor = self.cursor
        if cursor.phrase(*lex.IN_CASE):
            return self.conditions.condition()
        only = cursor.take(lex.ONLY) is not None
        if only and cursor.take(lex.THEN):
            cursor.mark(",")
        if cursor.take(lex.IF):
            found = self.conditions.condition()
            self.clauses.only = only and found is not None
            return found
        if only:
            return None
        chosen = self.conditions.attempt(self.conditions.choice)
        if chosen is not None:
            return chosen
        if cursor.word({"bei"}) and (cursor.peek(1).kind in ("operator", "id") or cursor.word(lex.NOUNS, 1)):
            if cursor.peek(1).kind == "operator":
                cursor.step()
            return self.conditions.condition()
        return None

    def _verb_first(self) -> Term | None:
        """``Ist das Feld F… mit Ja belegt, so …``: only with the comma that ends it."""
        cursor = self.cursor
        if not cursor.word(VERB_FIRST):
            return None
        found = self.conditions.condition()
        comma = cursor.peek().text == "," and cursor.peek().kind == "mark"
        return found if comma or cursor.word(lex.THEN) else None

    def behind(self) -> Term | None:
        """``…, wenn A``; ``… bei A``."""
        return self.conditions.attempt(self._behind)

    def _behind(self) -> Term | None:
        self.cursor.mark(",")
        near = self.cursor.word({"bei"}) and (self.cursor.peek(1).kind == "id" or self.cursor.word(lex.NOUNS, 1))
        if near:
            self.cursor.step()
        elif not (self.cursor.take(lex.IF) or self.cursor.phrase(*lex.IN_CASE)):
            return None
        found = self.conditions.condition()
        return None if self.cursor.word(lex.THEN) else found

    def exception(self) -> Term | None:
        """``…, es sei denn, A``; ``…, außer wenn A``."""
        return self.conditions.attempt(self._exception)

    def _exception(self) -> Term | None:
        cursor = self.cursor
        bracket = cursor.mark("(", ",") == "("
        if not cursor.phrase("es sei denn", "außer", "ausgenommen"):
            return None
        cursor.mark(",")
        if not (cursor.take(lex.IF) or cursor.take({"dass"})):
            before = cursor.tokens[cursor.place - 1].text
            if before not in ("denn", ","):
                return None
        found = self.conditions.condition()
        return found if not bracket or cursor.mark(")") else None
