"""Whole sentences: conditions before and after main clauses, "sonst", "es sei denn", Länder for what follows."""

from msgspec.structs import replace

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.attached import Attached
from dienstweg.engine.ruletext.clauses import Clause, Clauses
from dienstweg.engine.ruletext.conditions import Conditions
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.explanations import Explanations
from dienstweg.engine.ruletext.faults import Fault, Unread
from dienstweg.engine.ruletext.phrases import Phrases
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.rulings import Read, Ruling, Unit
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import TRUE, Term, both, land, negated


class Sentences:
    """Reads one sentence; every token must find its place."""

    def __init__(self, cursor: Cursor, scene: Scene, scope: frozenset[str] | None) -> None:
        self.cursor = cursor
        self.scene = scene
        self.scope = scope
        self.begun = False
        """Whether a unit of this sentence has been read: "sonst" can then only mean its condition."""
        self.bare = False
        """Whether a unit without a condition has been read."""
        self.colon = False
        """Whether a colon, a list or a new line stands behind the condition."""
        self.phrases = Phrases(cursor, scene)
        self.conditions = Conditions(cursor, scene, self.phrases)
        self.clauses = Clauses(cursor, scene, self.phrases)
        self.attached = Attached(cursor, self.conditions, self.clauses)
        self.explanations = Explanations(cursor, scene, self.conditions.relations)

    def read(self) -> Read:
        """Raises :class:`Unread` with the reason that lies furthest to the right."""
        explained = self.explanations.read()
        if explained is not None:
            return Read(tuple(Ruling(one, TRUE) for one in explained), self.scope)
        rulings: list[Ruling] = []
        conditions: list[Term] = []
        scope, decided = self.scope, False
        while not self.cursor.at_end:
            prefix = self.prefix()
            if prefix is not None:
                scope = prefix
                self.cursor.mark(":", ".", ",")
                if self.cursor.at_end:
                    break
            inside = self.colon and self.cursor.peek().bullet  # a condition of its own within those before the list
            unit = None if inside else self.cursor.attempt(self._unit)
            if unit is None or not self._closed():
                raise self._unread()
            self.begun = True
            self.bare = self.bare or (unit.condition is None and not any(one.lands for one in unit.clauses))
            scope, found = self._ruled(unit, scope)
            rulings += found
            if conditions and unit.otherwise:
                raise Unread(
                    "rule_not_understood", "Auf welche der Bedingungen sich „sonst“ bezieht, ist nicht eindeutig."
                )
            if unit.condition is not None:
                conditions.append(unit.condition)
            decided = decided or unit.after_else or bool(unit.otherwise)
            self._check_mixture(conditions, unit)
        self._check_colon(conditions, rulings)
        self._remember(rulings, conditions)
        self.scene.memory.undecided = 0 if decided else self.scene.memory.undecided + len(conditions)
        return Read(tuple(rulings), scope)

    def prefix(self) -> frozenset[str] | None:
        """``Für das Land NW gilt[:]``, ``Es gilt für …``."""
        return self.cursor.attempt(self._scope)

    def _scope(self) -> frozenset[str] | None:
        self.cursor.phrase("es gilt")
        lands = self.phrases.lands()
        if lands is None or not (self.cursor.take({"gilt"}) or self.cursor.mark(":")):
            return None
        self.cursor.take({"folgendes", "dabei"})
        return lands

    def _closed(self) -> bool:
        """Whether a unit ends here: at the end of the sentence, or where another one begins."""
        cursor = self.cursor
        if cursor.mark(".", ";", "!"):
            return True
        if cursor.at_end:
            return True
        comma = cursor.mark(",")
        joined = cursor.take(lex.AND)
        return bool(comma or joined) and not cursor.at_end

    def _check_mixture(self, conditions: list[Term], unit: Unit) -> None:
        if conditions and unit.condition is None and not any(clause.lands for clause in unit.clauses):
            raise Unread("rule_not_understood", "Für welchen Teil des Satzes die Bedingung gilt, ist nicht eindeutig.")

    def _check_colon(self, conditions: list[Term], rulings: list[Ruling]) -> None:
        """``Wenn A: B. C.``: whether A reaches as far as C, nobody can tell."""
        memory = self.scene.memory
        if memory.colon and not conditions and any(ruling.condition == TRUE for ruling in rulings):
            raise Unread("rule_not_understood", "Ob die Bedingung vor dem Doppelpunkt auch hier gilt, ist offen.")
        memory.colon = memory.colon or self.colon

    def _unread(self) -> Unread:
        cursor = self.cursor
        if any(token.kind == "broken" for token in cursor.tokens):
            return Unread("rule_quotes_missing", "Ein Anführungszeichen fehlt oder ist zu viel.")
        if cursor.fault is not None and cursor.fault_at >= cursor.furthest - 12:
            return Unread(cursor.fault.code, cursor.fault.message)
        place = min(cursor.furthest, len(cursor.tokens) - 1)
        rest = cursor.text[cursor.tokens[place].start : cursor.tokens[-1].end]
        short = rest if len(rest) <= 60 else f"{rest[:60].rstrip()} …"
        return Unread("rule_not_understood", f"Der Satz ist ab „{short}“ nicht verstanden.")

    # --- units -------------------------------------------------------------------------------------------------------

    def _unit(self) -> Unit | None:
        if self.cursor.word(lex.ELSE) or self._in_other_cases():
            return None if self.begun else self._otherwise_first()
        self.clauses.only = False
        condition = self.attached.before()
        only = self.clauses.only
        if condition is not None:
            self._head()
        asks = condition is None and not self.begun and self.cursor.word(lex.FINITE.keys()) is not None
        clauses = self._clauses() or (self._verb_before() if condition is not None else ())
        self.clauses.only = False
        if (
            not clauses
            or (asks and clauses[0].own_verb)
            or (only and (len(clauses) > 1 or self.cursor.word(lex.ELSE, 1)))
        ):
            return None
        limited = any(clause.needs_condition and not clause.only_lands for clause in clauses)
        excepted = self.attached.exception()
        if excepted is not None:
            if limited:
                return None
            both_ways = negated(excepted) if condition is None else both(condition, negated(excepted))
            return Unit(both_ways, clauses)
        if condition is None:
            condition = self.attached.behind()
            limited = limited and condition is None
            if condition is not None:
                self._check_reach(clauses)
        elif any(clause.only_lands for clause in clauses):
            return None
        return None if limited else self._completed(condition, clauses)

    def _head(self) -> None:
        """``(Wenn A,) dann``, ``… dann gilt:``, ``…:``: behind a colon the condition may reach far."""
        cursor = self.cursor
        cursor.mark(",")
        then = cursor.take(lex.THEN) is not None
        if cursor.word({"gilt"}) and (cursor.peek(1).text == ":" or cursor.peek(2).text == ":"):
            cursor.phrase("gilt folgendes", "gilt")
        colon = cursor.mark(",", ":") == ":"
        self.colon = colon or cursor.peek().bullet or (then and cursor.peek().fresh_line) or self.colon

    def _check_reach(self, clauses: tuple[Clause, ...]) -> None:
        """``A muss …, B darf nicht …, wenn C``: whether the condition reaches back to A, nobody can tell."""
        first = clauses[0].elements.places
        if self.bare or any(clause.own_verb and clause.elements.places != first for clause in clauses[1:]):
            raise Unread("rule_not_understood", "Für welchen Teil des Satzes die Bedingung gilt, ist nicht eindeutig.")

    def _completed(self, condition: Term | None, clauses: tuple[Clause, ...]) -> Unit | None:
        otherwise = self._otherwise(clauses)
        if otherwise is None or (otherwise and condition is None):
            return None
        return Unit(condition, clauses, otherwise)

    def _verb_before(self) -> tuple[Clause, ...]:
        """``Wenn in F1 Auswahl = 01 ist F2 auszublenden``: the comma is missing, and the verb is the main clause's."""
        cursor, before = self.cursor, self.cursor.place
        if before and cursor.tokens[before - 1].lower in lex.BE | lex.BECOME:
            cursor.place = before - 1
            found = self._clauses()
            if found:
                return found
        cursor.place = before
        return ()

    # --- main clauses ------------------------------------------------------------------------------------------------

    def _clauses(self, before: Clause | None = None) -> tuple[Clause, ...]:
        """Main clauses in a row, joined by "und" or commas."""
        first = self.clauses.clause(before)
        if first is None:
            return ()
        found = [self._restricted(first)]
        while True:
            place = self.cursor.place
            joined = self.cursor.mark(",", ";") or self._next_point() or ""
            joined = self.cursor.take(lex.AND) or joined
            self._say(found[-1].elements.places)
            following = self.clauses.clause(found[-1]) if joined or self.cursor.peek().bullet else None
            if following is None or self._begins_unit(joined, following):
                self.cursor.place = place
                return () if found[-1].open else tuple(found)
            found.append(self._restricted(following))

    def _next_point(self) -> str | None:
        """The full stop between two points of a list under a condition (``Wenn A: a) B. b) C.``)."""
        headed = self.colon and self.cursor.peek(1).bullet
        return self.cursor.mark(".") if headed else None

    def _begins_unit(self, joined: str, following: Clause) -> bool:
        """A clause with Länder of its own, or with its own condition behind it, is a unit by itself."""
        if following.lands is not None:
            return True
        return joined == "," and self.cursor.peek().text == "," and self.cursor.word(lex.IF, 1) is not None

    def _restricted(self, clause: Clause) -> Clause:
        """``…, wobei nur die Codes A oder B ausgewählt werden dürfen``."""
        found = self.cursor.attempt(lambda: self._only_codes(clause))
        return clause if found is None else replace(clause, statements=(*clause.statements, found))

    def _only_codes(self, clause: Clause) -> Statement | None:
        cursor, places = self.cursor, clause.elements.places
        cursor.mark(",")
        if not cursor.take({"wobei"}) or len(places) != 1:
            return None
        cursor.phrase("hier", "dabei", "dort")
        if not cursor.take(lex.ONLY) or not self.clauses.values.introduction():
            return None
        values = self.clauses.values.values(places[0])
        if values is None or values.others:
            return None
        if not (
            cursor.phrase("ausgewählt werden", "gewählt werden") and cursor.take({"darf", "dürfen", "kann", "können"})
        ):
            return None
        return self.clauses.assertions.allowed(places[0], values)

    def _say(self, places: tuple[Place, ...]) -> None:
        self.scene.memory.targets = places

    # --- sonst -------------------------------------------------------------------------------------------------------

    def _otherwise(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...] | None:
        """The clauses behind "sonst" in the same sentence; () without one, None where they are not understood."""
        cursor, before = self.cursor, self.cursor.place
        cursor.mark(",", ";")
        cursor.take(lex.AND)
        if not self._else():
            cursor.place = before
            return ()
        cursor.mark(",")
        if self._only_threatens(clauses):
            return ()
        last = clauses[-1]
        self._say(last.elements.places)
        if cursor.word(lex.NOT) and (cursor.peek(1).kind == "mark" or not cursor.peek(1).text):
            inverse = self._inverse(clauses)
            cursor.step()
            return inverse
        return self._clauses(last) or None

    def _else(self) -> bool:
        """``sonst``, ``in allen anderen Fällen``, ``wenn nicht,``."""
        if self.cursor.take(lex.ELSE) or self.cursor.phrase(*lex.ELSE_PHRASES):
            self.cursor.mark(",")
            self.cursor.take(lex.THEN)
            return True
        return False

    def _in_other_cases(self) -> bool:
        before = self.cursor.place
        found = self.cursor.phrase(*lex.ELSE_PHRASES)
        self.cursor.place = before
        return found

    def _only_threatens(self, clauses: tuple[Clause, ...]) -> bool:
        """``…, sonst kann der Antrag nicht abgeschickt werden``: what follows from a check that fails anyway."""
        cursor = self.cursor
        checked = all(one.said in ("valid", "require") for clause in clauses for one in clause.statements)
        return checked and cursor.attempt(self._threat) is not None

    def _threat(self) -> bool | None:
        cursor = self.cursor
        if not cursor.phrase("kann der", "kann die", "kann das") or not cursor.take(lex.WHOLE):
            return None
        cursor.phrase("so")
        if not cursor.take(lex.NOT) or not cursor.take(lex.SENT):
            return None
        return True if cursor.take({"werden"}) and (cursor.at_end or cursor.peek().text == ".") else None

    def _inverse(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...] | None:
        """``ansonsten nicht``: what was shown is hidden. With anything else it is not clear what "nicht" takes back."""
        found = []
        for clause in clauses:
            if not any(one.said == "show" for one in clause.statements):
                return None
            hidden = tuple(Statement("hide", one.place) for one in clause.statements if one.said == "show")
            found.append(replace(clause, statements=hidden, needs_condition=False))
        return tuple(found)

    def _otherwise_first(self) -> Unit | None:
        """A sentence that begins with "sonst": the complement of the one condition before it."""
        self._else()
        self.cursor.mark(",")
        memory = self.scene.memory
        if memory.condition is None or memory.undecided != 1:
            message = "Worauf sich „sonst“ bezieht, ist aus den Sätzen davor nicht zu verstehen."
            self.cursor.blame(Fault("rule_depends_on_unread", message))
            return None
        self.clauses.leaning = True
        clauses = self._clauses()
        self.clauses.leaning = False
        return Unit(negated(memory.condition), clauses, after_else=True) if clauses else None

    # --- putting together --------------------------------------------------------------------------------------------

    def _ruled(self, unit: Unit, scope: frozenset[str] | None) -> tuple[frozenset[str] | None, list[Ruling]]:
        """Statements with conditions and Länder. Länder named in a clause end the Länder set before."""
        found: list[Ruling] = []
        for clause in unit.clauses:
            condition, here = self._condition(unit, clause, scope), scope
            if clause.lands is not None:
                scope, here = None, clause.lands
            if clause.only_lands and unit.condition is None:
                condition, here = land(here or states.ALL), None
            found += [Ruling(one, condition, here or states.ALL, unit.after_else) for one in clause.statements]
        for clause in unit.otherwise:
            if unit.condition is None or clause.lands is not None or any(one.lands for one in unit.clauses):
                raise Unread("rule_not_understood", "Worauf sich „sonst“ bezieht, ist nicht eindeutig.")
            if any(one in earlier.statements for one in clause.statements for earlier in unit.clauses):
                raise Unread("rule_never_or_always", "Mit und ohne die Bedingung gälte dasselbe.")
            condition = negated(unit.condition)
            found += [Ruling(one, condition, scope or states.ALL, otherwise=True) for one in clause.statements]
        return scope, found

    def _condition(self, unit: Unit, clause: Clause, scope: frozenset[str] | None) -> Term:
        memory = self.scene.memory
        if unit.condition is not None:
            return unit.condition
        if not clause.pointing:
            somewhere = memory.lands != frozenset() and scope is None and clause.lands is None
            if clause.adding and (memory.condition is not None or somewhere):
                raise Unread("rule_not_understood", "Ob gilt, was für den Satz davor galt, sagt „auch“ nicht.")
            return TRUE
        if memory.condition is None or memory.conditions != 1:
            raise Unread(
                "rule_depends_on_unread", "Worauf sich „dann“ bezieht, ist aus den Sätzen davor nicht zu verstehen."
            )
        return memory.condition

    def _remember(self, rulings: list[Ruling], conditions: list[Term]) -> None:
        memory = self.scene.memory
        named = [ruling.statement.place for ruling in rulings if ruling.statement.place is not None]
        if named:
            last = rulings[-1].statement.place
            memory.targets = memory.targets if memory.targets and last in memory.targets else (named[-1],)
        if conditions:
            memory.condition = conditions[0]
            memory.conditions = len(conditions)
