"""Conditions of a sentence: comparisons, joined by "und" or "oder", with brackets."""

from collections.abc import Callable

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.comparing import Comparing
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.phrases import Elements, Phrases
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.relations import Relations
from dienstweg.engine.ruletext.rows import EQUAL, MADE, ROWS, STATE_NOUNS, UNEQUAL, WORDS, Chunk
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.terms import (
    Among,
    CodeRange,
    Count,
    Filled,
    Not,
    Term,
    both,
    either,
    leaves,
    negated,
    reads,
)
from dienstweg.engine.ruletext.tokens import plain
from dienstweg.engine.ruletext.value_phrases import ValuePhrases, Values

DEEPEST = 12
"""Brackets within brackets."""


class Conditions:
    """Reads conditions at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene, phrases: Phrases) -> None:
        self.cursor = cursor
        self.scene = scene
        self.phrases = phrases
        self.values = ValuePhrases(cursor, scene)
        self.relations = Relations(cursor, scene, phrases)
        self.comparing = Comparing(scene)
        self.depth = 0
        self.negative = False
        """Whether the comparison read last says no to something."""
        self.loose = False
        """Whether it names several values with "oder", without brackets."""

    def condition(self) -> Term | None:
        """``A``, ``A und B und C``, ``A, B oder C``, ``entweder A oder B``, ``nicht A``; never "und" beside "oder"."""
        return self.attempt(self._joined)

    def attempt(self, read: Callable[[], Term | None]) -> Term | None:
        """The condition that a reader finds; where it finds none, the place is as before."""
        before = self.cursor.place
        found = read()
        if found is None:
            self.cursor.place = before
        return found

    def _joined(self) -> Term | None:
        cursor = self.cursor
        whole = self.attempt(self.comparison) if cursor.word({"entweder", "sowohl"}) else None
        if whole is not None:
            return whole
        opening = cursor.take({"entweder", "sowohl"})
        outside = not opening and cursor.take(lex.NOT) is not None
        first = self._atom()
        if first is None:
            return None
        loose = self.loose
        parts, joint, single = [first], "", cursor.place
        while True:
            before = cursor.place
            found = self._joint(opening)
            following = self._atom() if found and (not joint or found in (",", joint)) else None
            if following is None:
                cursor.place = before
                break
            parts.append(following)
            loose = loose or self.loose
            joint = joint if found == "," else found
        if len(parts) > 1 and not joint:
            cursor.place, parts = single, parts[:1]
        if loose and len(parts) > 1 and joint != "oder":
            raise Unread("rule_not_understood", "„… oder … und …“ ist ohne Klammern nicht eindeutig.")
        if outside and (self.negative or len(self.scene.memory.subject or ()) != 1):
            return None
        return _put_together(parts, joint, opening, outside=outside)

    def _joint(self, opening: str | None) -> str:
        cursor = self.cursor
        comma = cursor.mark(",") or ""
        if opening == "sowohl":
            return "als auch" if cursor.phrase("als auch", "wie auch") else comma
        word = "oder" if cursor.take({"oder", "und/oder"}) else "und" if cursor.take({"und", "sowie"}) else ""
        if word:
            cursor.take(lex.IF)
        return word or comma

    def _atom(self) -> Term | None:
        cursor, before = self.cursor, self.cursor.place
        if self.depth < DEEPEST and cursor.mark("("):
            self.depth += 1
            inner = self.condition()
            self.depth -= 1
            if inner is not None and cursor.mark(")"):
                self.loose = False
                return inner
            cursor.place = before
        self.loose = False
        return self.attempt(self.comparison)

    def choice(self) -> Term | None:
        """``Bei [der] Auswahl [von|des Wertes] 001 "Herr" im Feld F…``."""
        cursor = self.cursor
        if not cursor.take({"bei"}):
            return None
        cursor.take({"der"})
        if not cursor.take({"auswahl", "angabe", "wahl"}):
            return None
        cursor.take({"von", "des", "der"})
        cursor.take(lex.VALUES | {"wertes", "codes"})
        values = self._value(None)
        elements = self.phrases.elements(pronouns=False) if cursor.word({"in", "im", "bei"}) else None
        if values is None or elements is None:
            return None
        return self.comparing.equals(elements, values, negative=False)

    # --- one comparison ----------------------------------------------------------------------------------------------

    def comparison(self) -> Term | None:
        found = self.attempt(self._answers) or self.attempt(self._none_of_those)
        if found is not None:
            return found
        chunks = self._chunks()
        for length in range(len(chunks), 0, -1):
            term = self._matched(chunks[:length])
            if term is not None:
                self.cursor.place = chunks[length - 1].end
                return term
        return None

    def _none_of_those(self) -> Term | None:
        """``keiner der genannten Codes ausgewählt wurde``: not what the one comparison before asks."""
        cursor, memory = self.cursor, self.scene.memory
        if not cursor.take({"keiner", "keine", "keines"}) or not cursor.take({"der", "dieser"}):
            return None
        cursor.take({"genannten", "obigen", "vorgenannten", "aufgeführten"})
        if not cursor.take(lex.VALUES) or not cursor.take(lex.CHOSEN) or not cursor.take(lex.AUXILIARIES):
            return None
        asked = memory.condition
        if memory.conditions != 1 or asked is None or len(reads(asked)) != 1 or isinstance(asked, Not):
            return None
        self.negative = True
        return negated(asked) if all(isinstance(leaf, Among | CodeRange) for leaf in leaves(asked)) else None

    def _answers(self) -> Term | None:
        """``alle Angaben in Feld F… <> EU-Staat``, ``mindestens eine Angabe in Feld F… = A``: of several answers."""
        cursor = self.cursor
        every = cursor.phrase("alle angaben", "alle antworten", "sämtliche angaben")
        if not every and not cursor.phrase("mindestens eine angabe", "mindestens eine antwort"):
            return None
        place = self.phrases.element()
        unequal = self._operator() if place is not None and place.many else None
        if place is None or unequal is not every:
            return None
        relation = self.relations.relation()
        values = self.values.values(place) if relation is None else None
        if relation is None and values is None:
            return None
        elements = Elements((place,))
        inside = relation.apply(place) if relation else None
        if values is not None:
            inside = self.comparing.equals(elements, values, negative=False)
        cursor.take(lex.AUXILIARIES)
        self.scene.memory.subject, self.negative = elements.places, unequal
        return inside if inside is None or not every else both(Filled(place.path, many=True), negated(inside))

    def _chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        while True:
            chunk = self.cursor.attempt(lambda: self._chunk(found))
            if chunk is None:
                return found
            found.append(chunk)

    def _chunk(self, found: list[Chunk]) -> Chunk | None:
        cursor = self.cursor
        named = next((chunk.elements for chunk in found if chunk.elements), None)
        chunk = self._plain_chunk(named) or self._relation_chunk(found, named)
        if chunk is not None:
            return chunk
        if self.values.introduction():
            return Chunk("THE", cursor.place)
        elements = None if named else self.phrases.elements(pronouns=False)
        if elements is not None:
            return Chunk("T", cursor.place, elements=elements)
        values = self._value(named)
        return None if values is None else Chunk("VAL", cursor.place, values=values)

    def _plain_chunk(self, named: Elements | None) -> Chunk | None:
        """A word of the lexicon, an operator, ``kein Eintrag``, ``null``."""
        cursor = self.cursor
        for words, tag in WORDS:
            if (named is not None or not cursor.word({"auf"})) and cursor.take(words):
                if tag == "CHOSEN":
                    cursor.mark(":")
                return Chunk(tag, cursor.place)
        operator = self._operator()
        if operator is not None:
            return Chunk("OP", cursor.place, negative=operator)
        if cursor.word({"null"}) or (cursor.peek().kind == "string" and not cursor.peek().text):
            cursor.step()
            return Chunk("EMPTY", cursor.place)
        content = cursor.attempt(lambda: self._content(named))
        return None if content is None else Chunk(content, cursor.place)

    def _relation_chunk(self, found: list[Chunk], named: Elements | None) -> Chunk | None:
        cursor = self.cursor
        relation = self.relations.relation() or cursor.attempt(lambda: self._relative(named))
        if relation is None and found and found[-1].tag == "OP" and not found[-1].negative:
            relation = self.relations.same()
        return None if relation is None else Chunk("REL", cursor.place, relation=relation)

    def _operator(self) -> bool | None:
        """False for "=", True for "<>"."""
        token = self.cursor.peek()
        if token.kind == "operator" and token.text in EQUAL | UNEQUAL:
            return self.cursor.step().text in UNEQUAL
        if self.cursor.take({"gleich"}):
            if self.cursor.peek().text in EQUAL:
                self.cursor.step()
            return False
        if self.cursor.word({"in"}) and self.cursor.peek(1).text == "(":
            self.cursor.step()
            return False
        return True if self.cursor.take({"ungleich"}) else None

    def _is_label(self, named: Elements | None) -> bool:
        """Whether "keine Angabe" is an answer of the question itself."""
        cursor = self.cursor
        text = plain(cursor.text[cursor.peek(-2).start : cursor.peek(-1).end])
        labels = (
            [self.scene.codes.known(place).labels for place in named.places if place.kind == "choice"] if named else []
        )
        return any(text == plain(label) for found in labels for label in found)

    def _content(self, named: Elements | None) -> str | None:
        """``kein Eintrag``; ``ein Eintrag`` before a participle."""
        cursor = self.cursor
        if cursor.take(lex.NO):
            if not cursor.take(lex.CONTENT):
                return None
            if self._is_label(named):
                raise Unread("rule_not_understood", "Ob nichts gewählt ist oder die Antwort dieses Namens, ist offen.")
            return "NONE"
        if cursor.take({"etwas"}) or (cursor.take({"ein", "eine", "einen"}) and cursor.take(lex.CONTENT)):
            return "SOME" if cursor.word(MADE | lex.FILLED | lex.CHOSEN | lex.HAVE | {"in", "im"}) else None
        return None

    def _relative(self, named: Elements | None) -> Relation | None:
        """``ein Staat gewählt wird, der nicht zur EU gehört``; ``eine Rechtsform …, deren Code im Bereich … liegt``."""
        cursor = self.cursor
        if named is None or not cursor.take({"ein", "eine", "einen"}):
            return None
        noun, element = cursor.peek().lower, named.places[0].element
        own = {plain(element.name), plain(element.label_in), plain(element.name).partition(" ")[0]}
        if noun not in STATE_NOUNS and noun not in own:
            return None
        cursor.step()
        if not cursor.take(lex.CHOSEN) or not cursor.take(lex.AUXILIARIES) or not cursor.mark(","):
            return None
        if not cursor.take({"der", "die", "das", "deren", "dessen"}):
            return None
        cursor.take(lex.VALUES)
        return self.relations.relation()

    def _value(self, named: Elements | None) -> Values | None:
        """Values of the element named before, of the one named right after, or of the one spoken of before."""
        if named is not None:
            return self.values.values(named.places[0])
        before = self.cursor.place
        following = self._place_after_value()
        self.cursor.place = before
        if following is not None:
            return self.values.values(following.places[0])
        subject = self.scene.memory.subject
        return self.values.values(subject[0]) if subject else None

    def _place_after_value(self) -> Elements | None:
        cursor = self.cursor
        while cursor.peek().kind in ("string", "number") or cursor.word(lex.YES | lex.NEIN):
            cursor.step()
        return self.phrases.elements(pronouns=False) if cursor.word({"in", "im", "bei", "beim"}) else None

    # --- meaning -----------------------------------------------------------------------------------------------------

    def _matched(self, chunks: list[Chunk]) -> Term | None:
        tags = " ".join(chunk.tag for chunk in chunks if chunk.tag not in ("AUX", "HAS"))
        for name, form in ROWS:
            found = form.fullmatch(tags)
            if found:
                groups = found.groupdict()
                if groups.get("neg") and groups.get("late"):
                    return None
                negative = bool(groups.get("neg") or groups.get("late"))
                return self._meaning(name, chunks, negative=negative)
        return None

    def _meaning(self, name: str, chunks: list[Chunk], *, negative: bool) -> Term | None:
        elements = next((chunk.elements for chunk in chunks if chunk.elements), None) or self._subject()
        if elements is None:
            return None
        make: Callable[[Elements, list[Chunk], bool], Term | None] = getattr(self, f"_{name}")
        self.negative = negative or any(
            chunk.negative or chunk.tag in ("EMPTY", "NONE", "DENY") or (chunk.values is not None and chunk.values.none)
            for chunk in chunks
        )
        term = make(elements, chunks, negative)
        if term is not None:
            self.scene.memory.subject = elements.places
        return term

    def _subject(self) -> Elements | None:
        said = self.scene.memory.subject
        return Elements(said) if said and len(said) == 1 else None

    def _equals(self, elements: Elements, chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        tags = [chunk.tag for chunk in chunks]
        values = next(chunk.values for chunk in chunks if chunk.values)
        unequal = any(chunk.negative for chunk in chunks)
        if negative + unequal + values.none > 1:
            return None
        self.loose = values.joint == "oder" and not values.bracketed
        bare = not {"OP", "AUX", "HAS", "CHOSEN", "FILL", "MADE", "SET", "WITH"} & set(tags)
        if bare and not self.comparing.confirmed(elements, values):
            return None
        return self.comparing.equals(elements, values, negative=negative or unequal or values.none)

    def _empty(self, elements: Elements, chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        unequal = any(chunk.negative for chunk in chunks)
        return None if negative and unequal else self.comparing.empty(elements, negative=negative or unequal)

    def _content_there(self, elements: Elements, chunks: list[Chunk], _negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        tags = {chunk.tag for chunk in chunks}
        if not tags & {"FILL", "CHOSEN", "MADE", "HAS"}:
            return None
        return self.comparing.filled(elements, negative="NONE" in tags)

    def _filled(self, elements: Elements, chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        tags = {chunk.tag for chunk in chunks}
        if elements.doubtful and any(self.cursor.tokens[chunk.end - 1].lower in lex.ANSWERED for chunk in chunks):
            raise Unread("rule_not_understood", "Ob neben der Nummer ein Name steht oder eine Antwort, ist offen.")
        if "SET" in tags and any(place.kind == "bool" for place in elements.places):
            return None  # with Ja, or with any answer
        if all(place.kind == "bool" for place in elements.places) and "CHOSEN" in tags:
            return self.comparing.truth(elements, yes=True, negative=negative)
        return self.comparing.filled(elements, negative=negative)

    def _ticked(self, elements: Elements, _chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        return self.comparing.truth(elements, yes=True, negative=negative)

    def _denied(self, elements: Elements, _chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        return self.comparing.truth(elements, yes=False, negative=negative)

    def _related(self, elements: Elements, chunks: list[Chunk], negative: bool) -> Term | None:  # noqa: FBT001 # one shape for all
        unequal = any(chunk.negative for chunk in chunks)
        relation = next(chunk.relation for chunk in chunks if chunk.relation)
        said_no = negative + unequal + relation.negative
        if said_no > 1 or (unequal and relation.opposite is None):
            return None
        return self.comparing.related(elements, relation, negative=negative or unequal)


def _put_together(parts: list[Term], joint: str, opening: str | None, *, outside: bool) -> Term | None:
    if opening == "sowohl":
        return both(*parts) if joint == "als auch" and not outside else None
    if opening and (opening, joint) != ("entweder", "oder"):
        return None
    if opening:
        return Count(1, 1, tuple(parts))
    if outside and len(parts) > 1:
        return None
    if joint == "oder":
        return either(*parts)
    together = both(*parts)
    return negated(together) if outside else together
