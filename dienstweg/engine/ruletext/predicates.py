"""The words of a predicate: participles, infinitives with "zu", "als Pflichtfeld", "ein optionales Feld"."""

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.cursor import Cursor

_MADE = frozenset({"gemacht", "getroffen", "vorgenommen", "getätigt"})
_TAGS: tuple[tuple[frozenset[str], str], ...] = (
    (lex.NOT, "NEG"),
    (lex.FILLED | _MADE, "FILL"),
    (lex.TOGETHER, "TOGETHER"),
    (lex.HELD, "FILL"),
    (lex.CHOSEN, "CHOSEN"),
    (lex.SHOWN, "SHOW"),
    (lex.HIDDEN, "HIDE"),
    (lex.EMPTY, "EMPTY"),
    (lex.TO_FILL, "ZUFILL"),
    (lex.TO_SHOW, "ZUSHOW"),
    (lex.TO_HIDE, "ZUHIDE"),
    (lex.TO_PREFILL, "ZUPREFILL"),
    (lex.PREFILLED, "PREFILL"),
    (frozenset({"auszuweisen"}), "ZUMARK"),
    (frozenset({"werden", "sein"}), "AUX"),
    (frozenset({"bleiben"}), "STAY"),
    (frozenset({"haben", "enthalten", "aufweisen", "annehmen"}), "HAVE"),
    (frozenset({"liegen", "betragen"}), "LIE"),
    (frozenset({"zulässig", "erlaubt", "auswählbar", "möglich"}), "ALLOWED"),
    (frozenset({"mit"}), "WITH"),
)
_NOUNS = lex.NOUNS | {"angabe", "angaben"}


class Predicates:
    """Reads one of these words at a cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def tag(self) -> str | None:
        for read in (self._content, self._duty, self._to, self._only, self._word):
            found = self.cursor.attempt(read)
            if found is not None:
                return found
        return None

    def _content(self) -> str | None:
        """``ein Eintrag``, ``keinen Wert``, ``nichts`` before what happens to it."""
        cursor = self.cursor
        none = cursor.take(lex.NO) is not None
        nothing = not none and cursor.take({"nichts"}) is not None
        if not none and not nothing and not cursor.take({"ein", "eine", "einen"}):
            return None
        if not nothing and not cursor.take(lex.CONTENT):
            return None
        if not cursor.word(lex.FILLED | lex.CHOSEN | lex.MANDATORY | _MADE | {"enthalten", "haben", "aufweisen"}):
            return None
        return "NONE" if none or nothing else "SOME"

    def _word(self) -> str | None:
        cursor = self.cursor
        for words, tag in _TAGS:
            if cursor.take(words):
                cursor.take({"gelassen"} if tag == "EMPTY" else {"sein"} if tag == "AUX" else ())
                return tag
        verb = cursor.take(lex.INFINITIVES.keys())
        if verb:
            return lex.INFINITIVES[verb]
        return self._particle()

    def _particle(self) -> str | None:
        """``an``, ``ein``, ``aus`` at the end of a clause."""
        cursor = self.cursor
        following = cursor.peek(1)
        closes = following.kind == "mark" or not following.text or following.lower in lex.AND | lex.ELSE | lex.IF
        particle = cursor.take(lex.PARTICLES) if closes else None
        return particle.upper() if particle else None

    def _only(self) -> str | None:
        """``nur``, ``nur dann``, ``erst``, ``erst dann``."""
        cursor = self.cursor
        if not (cursor.take(lex.ONLY) or cursor.take({"erst"})):
            return None
        cursor.take({"dann"})
        return "ONLY"

    def _to(self) -> str | None:
        """``zu befüllen``; ``befüllt zu werden``."""
        cursor = self.cursor
        if not cursor.take({"zu"}):
            return None
        verb = cursor.take(lex.AFTER_TO.keys())
        if verb:
            return lex.AFTER_TO[verb]
        return "ZU" if cursor.word({"werden", "sein"}) else "ZUMARK" if cursor.take({"kennzeichnen"}) else None

    def _duty(self) -> str | None:
        """``[als|zur|zu einer] Pflichtangabe``, ``verpflichtend``, ``ein optionales Feld``, ``kein Pflichtfeld``."""
        cursor = self.cursor
        none = cursor.take(lex.NO) is not None
        as_ = not none and cursor.take({"als"}) is not None
        if as_ and cursor.take({"vorbefüllung", "vorbelegung"}):
            return "ASPREFILL"
        if not none:
            cursor.take({"zu", "zur", "zum"})
            cursor.take(lex.ARTICLES)
        kind = self._kind()
        if kind is None:
            return None
        tag = f"AS{kind}" if as_ else kind
        return f"NEG {tag}" if none else tag

    def _kind(self) -> str | None:
        cursor = self.cursor
        cursor.take({"zwingendes", "zwingende"})
        urgent = cursor.take({"zwingend"})
        if cursor.take(lex.MANDATORY_NOUNS):
            return "MAND"
        if cursor.take(lex.MANDATORY):
            cursor.take(_NOUNS)
            return "MAND"
        if cursor.take(lex.OPTIONAL_NOUNS):
            return "OPT"
        if not urgent and cursor.take(lex.OPTIONAL):
            cursor.take(_NOUNS)
            return "OPT"
        return "MAND" if urgent else None
