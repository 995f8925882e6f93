"""The values a sentence names: one code with its label, several of them, "alle anderen Ausprägungen"."""

import re

from msgspec import Struct

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.codes import Known, Raw, Span
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.scene import Scene


class Values(Struct, frozen=True):
    """``joint`` is "oder", "und", or "" where there is one value or only commas; ``others``: all other codes.

    ``none``: none of them ("weder A noch B", "keinen der Werte A oder B").
    """

    raws: tuple[Raw | Span, ...]
    joint: str = ""
    bracketed: bool = False
    others: bool = False
    none: bool = False


class ValuePhrases:
    """Reads values of a place at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene) -> None:
        self.cursor = cursor
        self.scene = scene

    def values(self, place: Place) -> Values | None:
        """One value or several, in brackets or not."""
        known = self.scene.codes.known(place) if place.kind == "choice" else None
        return self.cursor.attempt(lambda: self._read(place, known))

    def _read(self, place: Place, known: Known | None) -> Values | None:
        return self._others() or self._bracketed(place, known) or self._none(place, known) or self._row(place, known)

    def _none(self, place: Place, known: Known | None) -> Values | None:
        """``weder A noch B``; ``keinen der Werte A oder B``."""
        cursor, before = self.cursor, self.cursor.place
        found: Values | None = None
        if cursor.take({"weder"}):
            found = self._neither(place, known)
        elif cursor.take({"keinen", "keiner", "keinem", "keines"}) and cursor.take({"der", "von"}):
            row = self._row(place, known) if self.introduction() else None
            found = Values(row.raws, row.joint, bracketed=True, none=True) if row else None
        if found is None:
            cursor.place = before
        return found

    def _neither(self, place: Place, known: Known | None) -> Values | None:
        """``(weder) A noch B noch C``."""
        raws: list[Raw] = []
        while (found := self._one(place, known)) is not None:
            raws.append(found)
            if not self.cursor.take({"noch"}):
                break
        return Values(tuple(raws), "und", bracketed=True, none=True) if len(raws) > 1 else None

    def introduction(self) -> bool:
        """``den Wert``, ``die Auswahl``, ``einen der folgenden Werte:``, ``der Code``; True where it was there."""
        return self.cursor.attempt(self._introduction) is not None

    def _introduction(self) -> bool | None:
        cursor = self.cursor
        if cursor.phrase("in der auswahlliste", "in der auswahl", "in der codeliste", "in der liste"):
            return True
        if cursor.phrase("die einträge folgender", "der eintrag folgender", "einer der einträge folgender"):
            return True if cursor.take({"codes", "schlüssel"}) and (cursor.mark(":") or True) else None
        cursor.take(lex.ARTICLES)
        cursor.take({"der", "von"})
        cursor.take(lex.ADJECTIVES)
        if not cursor.take(lex.VALUES) and not self._offered_noun():
            return None
        cursor.take({"von"})
        cursor.mark(":")
        return True

    def _offered_noun(self) -> bool:
        """``(nur folgende) Rechtsformen (zur Auswahl)``: the name of what is offered, whatever it is."""
        cursor = self.cursor
        noun = cursor.peek().text[:1].isupper() and cursor.peek(-1).lower in ("folgende", "folgenden")
        if not noun or not cursor.word({"zur"}, 1) or not cursor.word({"auswahl"}, 2):
            return False
        cursor.step()
        return True

    def _others(self) -> Values | None:
        cursor = self.cursor
        if not cursor.phrase(
            "alle anderen", "alle übrigen", "allen anderen", "einer anderen", "ein anderer", "einen anderen"
        ):
            return None
        cursor.take({"möglichen", "mögliche"})
        if not cursor.take(lex.VALUES):
            return None
        cursor.phrase("der codeliste", "der auswahlliste", "der liste", "als")
        return Values((), others=True)

    def _bracketed(self, place: Place, known: Known | None) -> Values | None:
        cursor, before = self.cursor, self.cursor.place
        if cursor.mark("("):
            found = self._row(place, known)
            if found is not None and cursor.mark(")"):
                return Values(found.raws, found.joint, bracketed=True)
        cursor.place = before
        return None

    def _row(self, place: Place, known: Known | None) -> Values | None:
        first = self._one_or_span(place, known)
        if first is None:
            return None
        raws, joint = [first], ""
        while True:
            before = self.cursor.place
            comma = self.cursor.mark(",", "/") or ""
            found = self.cursor.take({"oder", "und", "sowie", "bzw."}) or ""
            found = {"sowie": "und", "bzw.": "oder"}.get(found, found)
            mixed = bool(joint and found and found != joint)
            following = self._one_or_span(place, known) if (comma or found) and not mixed else None
            if following is None:
                self.cursor.place = before
                return Values(tuple(raws), joint)
            raws.append(following)
            joint = joint or found

    def _one(self, place: Place, known: Known | None) -> Raw | None:
        return self.cursor.attempt(lambda: self._single(place, known))

    def _one_or_span(self, place: Place, known: Known | None) -> Raw | Span | None:
        """``A``; ``A bis B``; ``110000-113000``; ``A bis B (also alle Einträge des Musters 11XXXX)``."""
        low = self._one(place, known)
        return (self.cursor.attempt(lambda: self._span(place, known, low)) or low) if low is not None else None

    def _span(self, place: Place, known: Known | None, low: Raw) -> Span | None:
        cursor = self.cursor
        if not cursor.take({"bis"}) and not (low.text.isdigit() and not low.label and cursor.mark("-", "–")):
            return None
        high = self._one(place, known)
        return None if high is None else Span(low, high, self._pattern())

    def _pattern(self) -> str:
        return self.cursor.attempt(self._in_brackets) or ""

    def _in_brackets(self) -> str | None:
        cursor = self.cursor
        if not cursor.mark("("):
            return None
        cursor.take({"also", "d.h."})
        if not cursor.phrase("alle einträge des musters", "alle codes des musters", "alle werte des musters"):
            return None
        pattern = cursor.step().text
        return pattern if re.fullmatch(r"\d+[xX]+", pattern) and cursor.mark(")") else None

    def _single(self, place: Place, known: Known | None) -> Raw | None:
        cursor, token = self.cursor, self.cursor.peek()
        cursor.take({"dem", "den", "der", "die"}) if cursor.word(lex.VALUES, 1) else None
        cursor.take({"code", "wert"})
        token = cursor.peek()
        match token.kind:
            case "string":
                cursor.step()
                return (
                    self._labelled(Raw(token.text, quoted=True), known)
                    if token.text.isdigit()
                    else Raw(token.text, quoted=True)
                )
            case "number":
                cursor.step()
                return self._labelled(Raw(token.text), known)
            case "date":
                cursor.step()
                return Raw(token.text)
            case "word":
                return self._word(place, known)
        return None

    def _word(self, place: Place, known: Known | None) -> Raw | None:
        cursor, token = self.cursor, self.cursor.peek()
        if known is None:
            return Raw(cursor.step().text) if place.kind == "bool" and cursor.word(lex.YES | lex.NEIN) else None
        if token.text in known.entries or cursor.peek(1).kind == "string":
            if token.lower in lex.FORBIDDEN_IN_NAMES and token.text not in known.entries:
                return None
            cursor.step()
            return self._labelled(Raw(token.text), known)
        for label in known.labels:
            if cursor.literal(label):
                code = cursor.attempt(self._code_in_brackets)
                return Raw(code, label) if code else Raw(label, quoted=True)
        return None

    def _code_in_brackets(self) -> str | None:
        """``Herr (001)``."""
        cursor = self.cursor
        if not cursor.mark("(") or cursor.peek().kind != "number":
            return None
        code = cursor.step().text
        return code if cursor.mark(")") else None

    def _label_in_brackets(self, known: Known) -> str | None:
        """``001 (Herr)``."""
        cursor = self.cursor
        if not cursor.mark("("):
            return None
        if cursor.peek().kind == "string":
            label = cursor.step().text
        else:
            label = next((one for one in known.labels if cursor.literal(one)), "")
        return label if label and cursor.mark(")") else None

    def _labelled(self, raw: Raw, known: Known | None) -> Raw:
        """The value with the label that may follow it."""
        cursor, before = self.cursor, self.cursor.place
        if known is None:
            return raw
        sign = cursor.peek()
        parted = sign.text in ("=", "-", "–", ":") and sign.kind in ("operator", "mark")
        if parted:
            cursor.step()
        if cursor.peek().kind == "string":
            return Raw(raw.text, cursor.step().text)
        inside = cursor.attempt(lambda: self._label_in_brackets(known))
        if inside:
            return Raw(raw.text, inside)
        for label in known.labels:
            if cursor.literal(label):
                return Raw(raw.text, label)
        label = self._unquoted(known)
        if label:
            return Raw(raw.text, label)
        cursor.place = before
        return raw

    def _unquoted(self, known: Known) -> str:
        """Where the list is not at hand: capitalised words up to a known word."""
        cursor, start, end = self.cursor, self.cursor.place, 0
        if known.complete:
            return ""
        while cursor.peek().kind == "word" and cursor.peek().lower not in lex.FORBIDDEN_IN_NAMES:
            token = cursor.peek()
            if not token.text[0].isupper():
                break
            end = cursor.step().end
        return " ".join(cursor.text[cursor.tokens[start].start : end].split()) if end else ""
