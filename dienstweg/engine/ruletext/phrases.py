"""Noun phrases: elements with their ids, enumerations of them, Länder, words that change nothing."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.lands import Lands
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.tokens import CLOSERS, Token, plain

Mode = Literal["all", "any", "none", "one", "least", "most", "exactly", "only"]
"""How an enumeration counts; ``number`` says how many "least", "most", "exactly" and "only" mean."""


LONGEST_SHORT_FORM = 4
"""Capitals of more letters shout a word and are no name."""


class Elements(Struct, frozen=True):
    """Elements that a phrase names. ``within``: it began with "in", "im" or "bei"."""

    places: tuple[Place, ...]
    mode: Mode = "all"
    number: int = 1
    within: bool = False
    pronoun: bool = False
    counted: bool = False
    partitive: bool = False
    """"von den Feldern …": how many of them stands elsewhere."""
    doubtful: bool = False
    """Beside an id stands a name that is not its own; it may be an answer: ``F… "Herr" ausgewählt``."""
    joint: str = ""  # the word between them; "" where there were only commas


class Phrases:
    """Reads phrases at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene) -> None:
        self.cursor = cursor
        self.scene = scene
        self.noun: str | None = None  # the last one before an id: "Feld", "Gruppe"
        self._lands = Lands(cursor, scene)
        self._strange: set[int] = set()  # the ids with a name that is not their own, by place in the text

    def element(self) -> Place | None:
        """``[das] [Feld] F60000000240 "Telefon"``, also inside a group named before it."""
        return self.cursor.attempt(self._element)

    def _element(self) -> Place | None:
        cursor = self.cursor
        group = cursor.attempt(self._group_before)
        self._lead()
        token = cursor.peek()
        if token.kind != "id":
            return None
        cursor.step()
        named = bool(token.name) or self._unquoted_name()
        reference = token.text if group is None else f"{group.text}.{token.text}"
        inside = cursor.attempt(self._group_after) if group is None else None
        if inside is not None:
            reference = f"{inside.text}.{reference}"
        found = self._found(reference, token)
        if found is not None and named and not self._own_name(found, token.name):
            self._strange.add(token.start)
        return found

    def _found(self, reference: str, token: Token) -> Place | None:
        found = self.scene.resolve(reference)
        if isinstance(found, Fault):
            self.cursor.blame(found)
            return None
        other = self.scene.places.foreign(token.name, found.id) if token.name else None
        if other is not None:
            message = f"Neben {found.id} steht der Name „{token.name}“, den {other} trägt."
            self.cursor.blame(Fault("rule_names_differ", message))
            return None
        return found if self._fitting_noun(found, token.name) else None

    def _fitting_noun(self, found: Place, name: str) -> bool:
        """Whether "Gruppe" stands before a group; a slip is mended where the name beside the id confirms it."""
        if not self.noun or _fits(self.noun, found):
            return True
        if self._own_name(found, name):
            kind = "eine Feldgruppe" if found.is_group else "ein Feld"
            self.scene.codes.remarks[f"{found.id} „{name}“ ist {kind}; die Regel sagt es anders."] = None
            return True
        self._differing_kind(found)
        return False

    def _own_name(self, found: Place, name: str) -> bool:
        return plain(name) in map(plain, self.scene.places.names(found.id))

    def _differing_kind(self, found: Place) -> None:
        kind = "eine Feldgruppe" if found.is_group else "ein Feld"
        self.cursor.blame(Fault("rule_names_differ", f"{found.id} ist {kind}, die Regel sagt es anders."))

    def _group_before(self) -> Token | None:
        """``in Feldgruppe G05000011544 "…" [im Datenfeld F…]``: where the element after it stands."""
        cursor = self.cursor
        if not cursor.take({"in", "im", "innerhalb"}):
            return None
        cursor.take(lex.ARTICLES)
        cursor.take(lex.GROUPS)
        token = cursor.peek()
        if token.kind != "id" or not token.text.rsplit(".", 1)[-1].startswith("G"):
            return None
        cursor.step()
        if not token.name:
            self._unquoted_name()
        ahead = int(cursor.word({"im", "in", "das", "dem"}) is not None)
        while cursor.word(lex.FIELDS | lex.ARTICLES, ahead):
            ahead += 1
        return token if cursor.peek(ahead).kind == "id" else None

    def _group_after(self) -> Token | None:
        """``(Feld F…) in der Gruppe G…``."""
        cursor = self.cursor
        if not (cursor.phrase("in der", "aus der", "innerhalb der", "in") or cursor.take({"der"})):
            return None
        if not cursor.take(lex.GROUPS):
            return None
        token = cursor.peek()
        if token.kind != "id" or not token.text.rsplit(".", 1)[-1].startswith("G"):
            return None
        cursor.step()
        if not token.name:
            self._unquoted_name()
        return token

    def _lead(self) -> None:
        """Articles, adjectives and nouns before an id."""
        cursor = self.cursor
        cursor.attempt(self._content_of)
        cursor.take(lex.IN | {"auf", "von"})
        cursor.take(lex.ARTICLES | lex.THIS)
        while cursor.take(lex.ADJECTIVES) or cursor.phrase("darin enthaltene", "darin enthaltenen"):
            pass
        noun = None
        while word := cursor.take(lex.NOUNS):
            noun = word
        self.noun = noun
        if cursor.peek(1).kind == "id":
            cursor.take(lex.VALUES)

    def _content_of(self) -> bool | None:
        """``das Datum im Feld …``, ``der Wert des Feldes …``, ``die Antwort auf …``."""
        cursor = self.cursor
        cursor.take(lex.ARTICLES)
        if not cursor.take(lex.VALUES | {"angaben"}):
            return None
        return True if cursor.word({"in", "im", "des", "der", "aus", "von", "auf", "zum", "zur", "zu"}) else None

    def _unquoted_name(self) -> bool:
        """A name without quotation marks that is not the element's own: capitalised words up to a known word."""
        cursor, before = self.cursor, self.cursor.place
        end, depth, place = cursor.place, 0, cursor.place
        while place < len(cursor.tokens):
            token = cursor.tokens[place]
            depth += (token.text == "(") - (token.text == ")") if token.kind == "mark" else 0
            if depth < 0 or not self._in_name(token, depth, first=place == cursor.place):
                break
            place += 1
            if depth == 0 and (token.text == ")" or (token.kind == "word" and token.text[0].isupper())):
                end = place
        if end > before and self._is_answer(cursor.text[cursor.peek().start : cursor.tokens[end - 1].end]):
            return False
        while cursor.place < end:
            cursor.step()
        return cursor.place > before

    def _is_answer(self, words: str) -> bool:
        """Whether the words behind an id are an answer to its question: ``(ist in) F… Herr (ausgewählt)``."""
        found = self.scene.resolve(self.cursor.peek(-1).text)
        if isinstance(found, Fault) or found.kind != "choice":
            return False
        return plain(words) in map(plain, self.scene.codes.known(found).labels)

    def _in_name(self, token: Token, depth: int, *, first: bool) -> bool:
        if token.kind == "word":
            if token.text.isupper() and len(token.text) > LONGEST_SHORT_FORM:
                return depth > 0
            if first:
                known = token.lower in lex.FORBIDDEN_IN_NAMES or states.state(token.text)
                return token.text[0].isupper() and not known
            return depth > 0 or token.lower in lex.NAME_GLUE or token.lower not in lex.FORBIDDEN_IN_NAMES
        if token.kind == "mark":
            return not first and (token.text in "()/-–" or (depth > 0 and token.text in ",.:") or token.text == ":")
        return token.kind == "number" and not first

    def elements(self, *, pronouns: bool = True) -> Elements | None:
        """One element or an enumeration, counted or not."""
        begin = self.cursor.place
        found = self.cursor.attempt(self._counted) or self.cursor.attempt(self._listed)
        if found is None:
            return self.cursor.attempt(self._pronoun) if pronouns else None
        read = self.cursor.tokens[begin : self.cursor.place]
        return replace(found, doubtful=any(token.start in self._strange for token in read))

    def _counted(self) -> Elements | None:
        """``mindestens eines der [folgenden] Felder A, B oder C``; ``alle drei Felder``; ``keines der Felder``."""
        mode = self.quantity()
        if mode is None:
            return None
        both = self.cursor.tokens[self.cursor.place - 1].lower in lex.BOTH
        self.cursor.take({"der", "von", "die", "den"})
        both = both or self.cursor.take(lex.BOTH) is not None
        self.cursor.take(lex.ADJECTIVES)
        number = self.cursor.take(lex.NUMBERS) if mode[0] == "all" else None
        noun = self.cursor.take(lex.NOUNS | {"angaben"})
        if noun is None and self.cursor.peek().kind != "id":
            return None
        inside = self.cursor.attempt(self._inside_home)
        self.cursor.mark(":")
        places, joint = inside or self._enumeration()
        counted = 2 if both else lex.NUMBERS[number] if number else len(places)
        most = len(places) - (mode[0] in ("most", "only"))
        if len(places) < 2 or counted != len(places) or mode[1] > most or not self._apart(places, counted=True):
            return None
        if mode[0] == "all" and joint == "oder":
            return None  # "beide Felder A oder B"
        if noun in lex.NOUNS and not any(_fits(noun, place) for place in places):
            self._differing_kind(places[0])
            return None
        return Elements(places, *mode, counted=True, joint=joint)

    def _apart(self, places: tuple[Place, ...], *, counted: bool) -> bool:
        """Whether no element stands there twice and, where they are counted, none inside another one of them."""
        paths = [place.path for place in places]
        twice = next((place for place in places if paths.count(place.path) > 1), None)
        if twice is not None:
            message = f"„{twice.label}“ steht in der Aufzählung zweimal; welches andere Element gemeint ist, ist offen."
            self.cursor.blame(Fault("rule_not_understood", message))
            return False
        return not counted or not any(one.startswith(f"{other}.") for one in paths for other in paths)

    def _inside_home(self) -> tuple[tuple[Place, ...], str] | None:
        """``(mindestens ein Feld) der Gruppe``: what hangs directly on the rule's group, if that is all it has."""
        cursor, places = self.cursor, self.scene.places
        if not (cursor.phrase("der", "dieser", "in der", "in dieser") and cursor.take(lex.GROUPS)):
            return None
        home = places.by_path.get(self.scene.home)
        if cursor.peek().kind in ("id", "string", "broken") or home is None or not home.is_group:
            return None
        found = places.inside(home)
        return (found, "") if not any(place.is_group or place.kind == "label" for place in found) else None

    def out_of(self) -> Elements | None:
        """``von den Feldern A, B und C (muss mindestens eines befüllt sein)``: how many follows behind the verb."""
        return self.cursor.attempt(self._out_of)

    def _out_of(self) -> Elements | None:
        cursor = self.cursor
        if not cursor.phrase("von den", "von diesen"):
            return None
        both, noun = cursor.take(lex.BOTH), cursor.take(lex.NOUNS)
        places, joint = self._enumeration()
        if noun is None or not len(set(places)) == len(places) > 1 or (both and len(places) != 2):
            return None
        return Elements(places, partitive=True, joint=joint) if any(_fits(noun, place) for place in places) else None

    def quantity(self) -> tuple[Mode, int] | None:
        """``mindestens eines``, ``höchstens zwei``, ``keines``, ``alle``."""
        cursor = self.cursor
        cursor.take({"in", "bei"})
        for words, mode in _QUANTITIES:
            if cursor.take(words):
                number = self._number()
                return (mode, number) if number else None
        if cursor.take({"keines", "keine", "keins", "keiner"}):
            return "none", 1
        if cursor.take(lex.BOTH):
            return "all", 2
        if cursor.take({"alle", "allen", "sämtliche"}):
            return "all", 1
        return (
            ("least", 1)
            if cursor.take({"eines", "einer", "eine", "ein", "einem"}) and cursor.word({"der", "von"})
            else None
        )

    def _number(self) -> int | None:
        word = self.cursor.take(lex.NUMBERS)
        if word:
            return lex.NUMBERS[word]
        digit = self.cursor.peek()
        return int(self.cursor.step().text) if digit.kind == "number" and digit.text.isdecimal() else None

    def _listed(self) -> Elements | None:
        cursor = self.cursor
        within = cursor.word({"in", "im", "bei", "beim", "für"}) is not None
        opening = cursor.take({"entweder", "weder", "sowohl"})
        number = None if opening else self._announced()
        places, joint = self._enumeration(opening)
        if not places or (opening and len(places) < 2) or number not in (None, len(places)):
            return None
        if not self._apart(places, counted=bool(opening) or joint == "oder"):
            return None
        if opening == "weder":
            return Elements(places, "none") if joint == "noch" else None
        if opening == "entweder":
            return Elements(places, "one") if joint == "oder" else None
        if opening == "sowohl":
            return Elements(places, joint="und") if joint == "als auch" else None
        mode: Mode = "any" if joint == "oder" else "all"
        return Elements(places, mode, within=within, joint=joint) if joint not in ("noch", "als auch") else None

    def _announced(self) -> int | None:
        """``die beiden anderen``, ``die drei``, ``die folgenden``: how many elements must follow, if it says so."""
        cursor = self.cursor
        if cursor.phrase("die beiden anderen", "die anderen beiden", "die beiden", "den beiden"):
            return 2
        if cursor.word({"die", "den"}) and cursor.word(lex.NUMBERS, 1):
            number = lex.NUMBERS[cursor.peek(1).lower]
            return number if cursor.phrase(f"{cursor.peek().lower} {cursor.peek(1).lower}") else None
        cursor.phrase("die folgenden", "folgende")
        return None

    def _enumeration(self, opening: str | None = None) -> tuple[tuple[Place, ...], str]:
        """Elements with commas and one kind of joint between them; also where a comma was forgotten."""
        first = self.element()
        if first is None:
            return (), ""
        places, joint = [first], ""
        while True:
            before = self.cursor.place
            found = self._joint(opening)
            if found in ("", ",") or not joint or found == joint:
                following = self.element() if found or self._comma_forgotten() else None
                if following is not None:
                    places.append(following)
                    joint = joint if found in ("", ",") else found
                    continue
            self.cursor.place = before
            return tuple(places), joint

    def _comma_forgotten(self) -> bool:
        """Whether another id follows a name in quotation marks at once: ``F1 "Telefon" F2 "Telefax"``."""
        cursor = self.cursor
        before = cursor.tokens[cursor.place - 1]
        quoted = before.kind == "id" and bool(before.name) and cursor.text[before.end - 1] in CLOSERS
        return cursor.peek().bullet or (quoted and cursor.peek().kind == "id")

    def _joint(self, opening: str | None) -> str:
        cursor = self.cursor
        comma = cursor.mark(",") or ""
        if opening == "weder":
            return "noch" if cursor.take({"noch"}) else comma
        if opening == "sowohl":
            return "als auch" if cursor.phrase("als auch", "wie auch") else comma
        if cursor.take(lex.AND):
            return "und"
        return "oder" if cursor.take(lex.OR | {"und/oder"}) else comma

    def _pronoun(self) -> Elements | None:
        """``es``, ``dieses Feld``, ``die Felder``: what was named before, or the element the rule stands at."""
        cursor, said = self.cursor, self.scene.memory.targets
        if cursor.take({"es"}):
            return Elements(said, pronoun=True) if said and len(said) == 1 else None
        if cursor.take({"sie"}):
            return Elements(said, pronoun=True) if said and (len(said) > 1 or said[0].is_group) else None
        pointing = cursor.take(lex.THIS)
        if pointing is None and cursor.take(lex.ARTICLES) is None:
            return None
        noun = cursor.take(lex.NOUNS)
        if noun is None or cursor.peek().kind in ("id", "string", "broken"):
            return None
        if said is None and self.scene.home:
            said = (self.scene.places.by_path[self.scene.home],)
        if not said or any(place.is_group != (noun in lex.GROUPS) for place in said):
            return None
        several = noun in {"felder", "datenfelder", "felden", "gruppen", "feldgruppen", "datenfeldgruppen", "elemente"}
        return Elements(said, pronoun=True) if several == (len(said) > 1) else None

    def lands(self) -> frozenset[str] | None:
        """``für das Land NW``, ``in Thüringen`` (:class:`dienstweg.engine.ruletext.lands.Lands`)."""
        return self._lands.read()


def _fits(noun: str, place: Place) -> bool:
    """Whether "Feld" or "Gruppe" says what the element is; "Element" may be either."""
    return "element" in noun or place.is_group == (noun in lex.GROUPS)


_QUANTITIES: tuple[tuple[frozenset[str], Mode], ...] = (
    (frozenset({"mindestens", "wenigstens"}), "least"),
    (frozenset({"höchstens", "maximal"}), "most"),
    (frozenset({"nur"}), "only"),
    (frozenset({"genau"}), "exactly"),
)
