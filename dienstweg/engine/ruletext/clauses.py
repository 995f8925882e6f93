"""Main clauses: what is to happen to which element.

A clause is read as a row of chunks. Finite verb and remaining chunks must stand in :data:`frames.FRAMES` or match one
of the forms for values (:class:`dienstweg.engine.ruletext.assertions.Assertions`).
"""

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.assertions import Assertions
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.fillers import Fillers
from dienstweg.engine.ruletext.frames import COUNTED, FRAMES, NEED_CONDITION, NONE_OF, NOT_TOGETHER
from dienstweg.engine.ruletext.phrases import Elements, Mode, Phrases
from dienstweg.engine.ruletext.predicates import Predicates
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.relations import Relations
from dienstweg.engine.ruletext.rows import EQUAL
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import Any, Count, Filled, Term, either
from dienstweg.engine.ruletext.value_phrases import ValuePhrases, Values

MODALS = frozenset({"muss", "darf", "soll"})
_OFFERED = tuple(f"zur auswahl {verb}".strip() for verb in ("anzuzeigen", "zu stellen", "zuzulassen", "stehen", ""))
BESIDE = frozenset({"T", "LAND", "EITHER", "QUANTITY"})
"""Chunks that stand anywhere and say nothing about what happens."""
PARTICIPLES = frozenset({"FILL", "CHOSEN", "SHOW", "HIDE", "PREFILL"})


class Piece(Struct, frozen=True):
    tag: str
    elements: Elements | None = None
    values: Values | None = None
    relation: Relation | None = None
    lands: frozenset[str] | None = None
    quantity: tuple[Mode, int] | None = None


class Clause(Struct, frozen=True):
    """A main clause as read. ``pointing``: it says "dann" and may mean the condition of the sentence before.

    ``adding``: it says "auch" or "außerdem"; without a condition of its own that of the sentence before may go on.
    """

    statements: tuple[Statement, ...]
    finite: str
    elements: Elements
    needs_condition: bool = False
    """It says "nur" and needs the condition behind it, or the Länder behind "nur"."""
    only_lands: bool = False
    pointing: bool = False
    lands: frozenset[str] | None = None
    own_verb: bool = True
    open: bool = False
    """Its "werden" or "sein" stands at the end of the clause after it: "muss A angezeigt und B ausgeblendet werden"."""
    adding: bool = False


class Clauses:
    """Reads main clauses at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene, phrases: Phrases) -> None:
        self.cursor = cursor
        self.scene = scene
        self.phrases = phrases
        self.values = ValuePhrases(cursor, scene)
        self.relations = Relations(cursor, scene, phrases)
        self.predicates = Predicates(cursor)
        self.fillers = Fillers(cursor)
        self.assertions = Assertions(scene)
        self.pointing = self.adding = False
        self.only = False
        """Whether "Nur wenn …" stands before the clause."""
        self.leaning = False
        """Whether a clause may leave out its element: after "sonst" at the start of a sentence."""

    def clause(self, before: Clause | None = None) -> Clause | None:
        """One main clause; after another one ("und auszublenden") element and verb may be left out."""
        return self.cursor.attempt(lambda: self._clause(before))

    def _clause(self, before: Clause | None) -> Clause | None:
        self.pointing = self.adding = False
        pieces = self._announced(self._pieces(before))
        if not pieces:
            return None
        places = [place for place, piece in enumerate(pieces) if piece.elements]
        finite = next((piece.tag[4:] for piece in pieces if piece.tag.startswith("FIN:")), None)
        own_verb = finite is not None and bool(places)
        elements = pieces[places[0]].elements if places else self._inherited(before)
        if elements is None or len(places) > 1 or not _ordered(pieces):
            return None
        if finite is None:
            finite = _without_verb(pieces, before, named=bool(places))
        if finite is None:
            return None
        if any(piece.tag == "EITHER" for piece in pieces):
            if elements.mode != "any":
                return None
            elements = Elements(elements.places, "one", joint=elements.joint)
        if elements.partitive:
            counted = _counted_out(pieces, elements)
            if counted is None:
                return None
            elements = counted
        found = self._meant(pieces, finite, elements)
        if found is None or (before is not None and before.open and not found.open and pieces[-1].tag != "AUX"):
            return None
        return replace(found, own_verb=own_verb, adding=self.adding)

    def _announced(self, pieces: list[Piece]) -> list[Piece]:
        """``folgende Felder müssen befüllt werden: A, B und C``: the elements behind the colon take their place."""
        places = [place for place, piece in enumerate(pieces) if piece.tag == "FOLLOWING"]
        if not places:
            return pieces
        elements = self.phrases.elements(pronouns=False) if self.cursor.mark(":") else None
        if len(places) > 1 or elements is None or elements.counted or elements.mode != "all":
            return []
        return [Piece("T", elements=elements) if piece.tag == "FOLLOWING" else piece for piece in pieces]

    def _inherited(self, before: Clause | None) -> Elements | None:
        """The element of the clause before; at the start of a rule that stands at a field, this field."""
        if before is not None:
            return before.elements
        said, home = self.scene.memory.targets, self.scene.places.by_path.get(self.scene.home)
        if said and self.leaning:
            return Elements(said, pronoun=True)
        if said is None and home is not None and not home.is_group:
            return Elements((home,), pronoun=True)
        return None

    def _meant(self, pieces: list[Piece], finite: str, elements: Elements) -> Clause | None:
        rest = [piece for piece in pieces if piece.tag not in BESIDE and not piece.tag.startswith("FIN:")]
        tags = " ".join(piece.tag for piece in rest)
        opened = self._open(finite, rest)
        tags = f"{tags} AUX" if opened else tags
        if self.only:
            statements = None if {"ONLY", "NEG"} & set(tags.split()) else self._framed(finite, f"ONLY {tags}", elements)
            return Clause(statements, finite, elements) if statements else None
        lands = next((piece.lands for piece in pieces if piece.lands is not None), None)
        values = next((piece.values for piece in rest if piece.values), None)
        relation = next((piece.relation for piece in rest if piece.relation), None)
        if values is not None or relation is not None:
            statements = self.assertions.read(finite, tags, elements, values, relation)
        else:
            statements = self._framed(finite, tags.replace("CHOSEN", "FILL"), elements)
        if statements is None:
            return None
        needs = NEED_CONDITION in tags.split() and values is None
        row = [piece.tag for piece in pieces]
        only_lands = needs and row[row.index(NEED_CONDITION) + 1 :][:1] == ["LAND"]
        return Clause(statements, finite, elements, needs, only_lands, self.pointing, lands, open=opened)

    def _open(self, finite: str, rest: list[Piece]) -> bool:
        """Whether the clause stops after its participle, and "und" follows: its "werden" is still to come."""
        row = [piece.tag for piece in rest]
        follows = self.cursor.word(lex.AND) is not None or self.cursor.peek().text == ","
        if finite not in MODALS or not row or row[-1] not in PARTICIPLES or not follows:
            return False
        return finite == "darf" or "NEG" not in row  # "muss nicht befüllt und … werden": what "nicht" denies is open

    def _framed(self, finite: str, tags: str, elements: Elements) -> tuple[Statement, ...] | None:
        places, mode = elements.places, elements.mode
        if elements.counted and "NEG" in tags.split():
            return None
        if (finite, tags) in NOT_TOGETHER:
            return self._not_together(elements)
        if mode == "none":
            acts = NONE_OF.get((finite, tags))
        elif mode != "all":
            return self._counted(finite, tags, elements)
        else:
            acts = FRAMES.get(finite, {}).get(tags)
        if acts is None:
            return None
        if "FILL" in tags:
            _fillable(elements)
        return tuple(Statement(act, place) for place in places for act in acts)

    def _not_together(self, elements: Elements) -> tuple[Statement, ...] | None:
        if elements.mode != "all" or len(elements.places) != 2:
            return None
        _fillable(elements)
        check = Count(0, 1, tuple(Filled(place.path, place.repeats) for place in elements.places))
        return (Statement("valid", None, check=check, about=elements.places, wording="filled"),)

    def _counted(self, finite: str, tags: str, elements: Elements) -> tuple[Statement, ...] | None:
        if elements.mode not in COUNTED.get((finite, tags), ()):
            return None
        _fillable(elements)
        filled: tuple[Term, ...] = tuple(Filled(place.path, place.repeats) for place in elements.places)
        number = elements.number
        check: Term
        match elements.mode:
            case "any":
                check = either(*filled)
            case "one":
                check = Count(1, 1, filled)
            case "least":
                check = Any(filled) if number == 1 else Count(number, None, filled)
            case "exactly":
                check = Count(number, number, filled)
            case _:
                check = Count(0, number, filled)
        return (Statement("valid", None, check=check, about=elements.places, wording="filled"),)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def _pieces(self, before: Clause | None) -> list[Piece]:
        found: list[Piece] = []
        while True:
            before_filler = self.cursor.place
            self._skip_filler()
            if found and found[-1].tag.startswith("NEG") and self.cursor.place != before_filler:
                return []  # "nicht immer", "nicht auch": what is denied then is the adverb
            piece = self.cursor.attempt(lambda: self._piece(found, before))
            if piece is None:
                return found
            if piece.tag:
                found.append(piece)

    def _skip_filler(self) -> None:
        while True:
            then, adding = self.cursor.word({"dann"}) is not None, self.cursor.word(lex.ADDING) is not None
            if self.cursor.phrase("in diesem fall", "in diesen fällen"):
                then = True
            elif not self.fillers.skip() and not self.cursor.phrase("mindestens einmal", "wenigstens einmal"):
                return
            self.pointing, self.adding = self.pointing or then, self.adding or adding

    def _piece(self, found: list[Piece], before: Clause | None) -> Piece | None:
        cursor = self.cursor
        named = next((piece.elements for piece in found if piece.elements), None)
        finite = any(piece.tag.startswith("FIN:") for piece in found) or self._closes(found, before)
        piece = None if finite else self._verb(found, named)
        if piece is not None:
            return piece
        lands = self.phrases.lands()
        if lands is not None:
            return Piece("LAND", lands=lands)
        piece = self._element_piece() if named is None else None
        tag = self.predicates.tag() if piece is None else None
        if tag is not None:
            return None if named is not None and self._may_answer(named) else Piece(tag)
        if piece is None and named is not None and named.partitive:
            quantity = cursor.attempt(self.phrases.quantity)
            if quantity is not None:
                return Piece("QUANTITY", quantity=quantity)
        elements = (self.phrases.out_of() or self.phrases.elements()) if piece is None and named is None else None
        if elements is not None:
            return Piece("T", elements=elements)
        if found and found[-1].tag in ("SHOW", "HIDE", "FILL") and self._another_participle():
            cursor.step()
            return Piece("AND")
        return piece or self._value_piece(found, named or (before.elements if before and not found else None))

    def _may_answer(self, named: Elements) -> bool:
        """``F1 "Dame" darf nicht ausgewählt werden``: whether the name beside the id may be an answer instead."""
        said = self.cursor.tokens[self.cursor.place - 1].lower
        return said in lex.ANSWERED and named.doubtful and any(place.kind == "choice" for place in named.places)

    def _closes(self, found: list[Piece], before: Clause | None) -> bool:
        """Whether "werden" after a participle belongs to the verb of the clause before: "… und ausgeblendet werden"."""
        after = bool(found) and found[-1].tag in PARTICIPLES
        return after and before is not None and before.finite in MODALS and self.cursor.word({"werden"}) is not None

    def _verb(self, found: list[Piece], named: Elements | None) -> Piece | None:
        cursor = self.cursor
        if named is not None and len(found) == 1 and cursor.peek().text == "=":
            cursor.step()
            return Piece("FIN:=")
        verb = cursor.take(lex.FINITE.keys())
        if verb:
            return Piece(f"FIN:{lex.FINITE[verb]}")
        command = cursor.take(lex.IMPERATIVES.keys()) if not found else None
        return Piece(f"FIN:{lex.IMPERATIVES[command]}") if command else None

    def _element_piece(self) -> Piece | None:
        """``es`` that only fills the first place, and ``folgende Felder`` that are listed behind."""
        cursor = self.cursor
        elements = self.phrases.elements(pronouns=False) if cursor.word(lex.ONLY) else None
        if elements is not None:
            return Piece("T", elements=elements)
        if cursor.word({"es"}) and self._expletive():
            cursor.step()
            return Piece("")
        return Piece("FOLLOWING") if cursor.attempt(self._following) else None

    def _value_piece(self, found: list[Piece], named: Elements | None) -> Piece | None:
        cursor = self.cursor
        if cursor.take({"entweder"}):
            return Piece("EITHER")
        if cursor.word({"weder", "noch"}) and cursor.word(lex.FILLED | lex.SHOWN, 1):
            return Piece("NEITHER" if cursor.step().lower == "weder" else "NOR")
        if self.values.introduction():
            return Piece("THE")
        if cursor.phrase(*_OFFERED):
            cursor.mark(":")
            return Piece("OFFER")
        if named is None:
            return None
        if cursor.peek().kind == "operator" and found and cursor.peek().text in EQUAL:
            cursor.step()
            return Piece("OP")
        relation = self.relations.relation()
        if relation is not None:
            return Piece("REL", relation=relation)
        values = self.values.values(named.places[0])
        return None if values is None else Piece("VAL", values=values)

    def _another_participle(self) -> bool:
        """``und befüllt werden``, ``und nicht befüllt``: one predicate of two participles, up to its end."""
        cursor = self.cursor
        ahead = 2 if cursor.word(lex.NOT, 1) else 1
        if not cursor.word(lex.AND) or not cursor.word(lex.FILLED | lex.SHOWN, ahead):
            return False
        after = cursor.peek(ahead + 1)
        return after.lower in ("werden", "sein") or after.kind == "mark"

    def _following(self) -> bool | None:
        cursor = self.cursor
        cursor.take({"die"})
        if not cursor.take({"folgende", "folgenden"}) or not cursor.take(lex.NOUNS):
            return None
        return None if cursor.peek().kind in ("id", "string") else True

    def _expletive(self) -> bool:
        """Whether "es" only fills the first place: "Es muss mindestens eines der Felder …"."""
        cursor, before = self.cursor, self.cursor.place
        cursor.step()
        follows = cursor.take(lex.FINITE.keys()) is not None and self.phrases.elements(pronouns=False) is not None
        cursor.place = before
        return follows


def _without_verb(pieces: list[Piece], before: Clause | None, *, named: bool) -> str | None:
    """The verb of a clause without one: a bare infinitive or noun ("" in the table), or that of the clause before."""
    if any(piece.tag.endswith("INF") for piece in pieces):
        return ""
    if before is not None and (not named or _goes_on(pieces, before)):
        return before.finite
    said = [piece.tag for piece in pieces if piece.tag != "T"]
    return "" if said in (["MAND"], ["OPT"]) or (not named and {"MAND", "OPT"} & set(said)) else None


def _counted_out(pieces: list[Piece], elements: Elements) -> Elements | None:
    """``von den Feldern …`` with the quantity that was said behind."""
    found = [piece.quantity for piece in pieces if piece.quantity]
    if len(found) != 1:
        return None
    mode, number = found[0]
    all_ = len(elements.places)
    if number > all_ - (mode in ("most", "only")) or (mode == "all" and number not in (1, all_)):
        return None
    return Elements(elements.places, mode, number, counted=True, joint=elements.joint)


def _goes_on(pieces: list[Piece], before: Clause) -> bool:
    """Whether the verb of the clause before serves another element: ``… und F2 ausgeblendet werden``."""
    last = pieces[-1].tag
    if before.finite in MODALS:
        return last == "AUX" or (before.open and last in PARTICIPLES)
    return before.finite == "ist" and last in ("ZUFILL", "ZUSHOW", "ZUHIDE")


def _ordered(pieces: list[Piece]) -> bool:
    """The verb comes before what it says, the negation after the element it is about."""
    tags = [piece.tag for piece in pieces]
    element = tags.index("T") if "T" in tags else -1
    verb = next((place for place, tag in enumerate(tags) if tag.startswith("FIN:")), -1)
    said = [place for place, tag in enumerate(tags) if tag not in BESIDE and not tag.startswith("FIN:")]
    early = [place for place, tag in enumerate(tags) if tag in ("NEG", "ONLY") and place < element]
    apart = "LAND" in tags and any(tag.startswith("NEG") for tag in tags[: tags.index("LAND")])
    return not early and not apart and all(place > verb for place in said) and tags.count("LAND") <= 1


def _fillable(elements: Elements) -> None:
    for place in elements.places:
        if place.kind == "label":
            raise Unread("rule_wrong_type", f"„{place.label}“ ist ein Hinweis und wird nicht ausgefüllt.")
