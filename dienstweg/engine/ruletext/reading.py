"""One rule at one place, read sentence by sentence."""

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.codes import Codes
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.effects import Effect, Making
from dienstweg.engine.ruletext.faults import Fault, Unread
from dienstweg.engine.ruletext.messages import Messages
from dienstweg.engine.ruletext.places import PlacedRule, Places
from dienstweg.engine.ruletext.scene import Memory, Scene
from dienstweg.engine.ruletext.sentences import Sentences
from dienstweg.engine.ruletext.tokens import Token, tokenize

_LAND_WORDS = frozenset({"land", "länder", "ländern", "landes", "bundesland", "bundesländer", "bundesländern"})
_STARTERS = lex.IF | lex.ELSE | {"für", "es", "mindestens", "entweder", "das", "die", "der", "ist", "im", "in", "d.h."}


MOST_TEXT = 20_000


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of a rule: its effects, or why it has none. ``mentions``: every place it may speak of."""

    text: str
    effects: tuple[Effect, ...] = ()
    fault: Fault | None = None
    mentions: tuple[str, ...] = ()


class RuleReading(Struct, frozen=True, kw_only=True):
    """A rule at its place. ``remarks``: what was mended or is uncertain, in German."""

    placed: PlacedRule
    sentences: tuple[Sentence, ...]
    remarks: tuple[str, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        return tuple(effect for sentence in self.sentences for effect in sentence.effects)


class Reader:
    """Reads the rules of one schema."""

    def __init__(self, places: Places, codes: Codes) -> None:
        self.places = places
        self.codes = codes
        self.messages = Messages(places, codes)

    def rule(self, placed: PlacedRule) -> RuleReading:
        self.codes.remarks.clear()
        run = _Run(self, placed)
        return RuleReading(placed=placed, sentences=run.sentences(), remarks=tuple(self.codes.remarks))


class _Run:
    """The sentences of one rule in order; each may lean on what those before it said."""

    def __init__(self, reader: Reader, placed: PlacedRule) -> None:
        self.text = placed.text
        self.placed = placed
        self.scene = Scene(reader.places, reader.codes, placed.owner, Memory())
        self.making = Making(reader.places, placed.owner, reader.messages)
        self.scope: frozenset[str] | None = None
        self.scope_known = True

    def sentences(self) -> tuple[Sentence, ...]:
        if len(self.text) > MOST_TEXT:
            fault = Fault("rule_not_understood", f"Die Regel hat mehr als {MOST_TEXT} Zeichen.")
            return (Sentence(text=self.text[:MOST_TEXT], fault=fault, mentions=tuple(self.scene.places.by_path)),)
        parts = split(tokenize(self.text, self.scene.places.names, self._is_value))
        found = tuple(self._sentence(number, part) for number, part in enumerate(parts))
        bearing = any(one.fault and _bears_on_others(part) for one, part in zip(found, parts, strict=True))
        unread = {path for one in found if one.fault for path in one.mentions}
        message = "Ein anderer Satz der Regel, der sich auf diesen beziehen kann, ist nicht verstanden."
        fault = Fault("rule_depends_on_unread", message)
        return tuple(
            replace(one, effects=(), fault=fault)
            if not one.fault and (bearing or any(effect.target in unread for effect in one.effects))
            else one
            for one in found
        )

    def _is_value(self, element_id: str, text: str) -> bool:
        places = self.scene.places
        found = places.of(element_id)
        return bool(found) and self.scene.codes.has(places.by_path[found[0]], text)

    def _sentence(self, number: int, tokens: tuple[Token, ...]) -> Sentence:
        text = " ".join(self.text[tokens[0].start : tokens[-1].end].split())
        mentions = self._mentions(tokens)
        try:
            effects = self._effects(tokens)
        except Unread as unread:
            self._forget(tokens)
            return Sentence(text=text, fault=unread.fault, mentions=mentions)
        signed = tuple(_signed(effect, self.placed, number) for effect in effects)
        return Sentence(text=text, effects=signed, mentions=mentions)

    def _mentions(self, tokens: tuple[Token, ...]) -> tuple[str, ...]:
        places, found = self.scene.places, dict[str, None]()
        for token in tokens:
            if token.kind == "id":
                resolved = self.scene.resolve(token.text)
                last = token.text.rsplit(".", 1)[-1]
                found.update(dict.fromkeys(places.of(last) if isinstance(resolved, Fault) else [resolved.path]))
        return tuple(found)

    def _effects(self, tokens: tuple[Token, ...]) -> tuple[Effect, ...]:
        if self.scene.memory.headed:
            message = "Ob der Satz unter das fällt, was in einem Satz davor vor dem Doppelpunkt steht, ist offen."
            raise Unread("rule_depends_on_unread", message)
        reader = Sentences(Cursor(tokens, self.text), self.scene, self.scope)
        if not self.scope_known and not _names_lands(tokens[:3]):
            raise Unread(
                "rule_depends_on_unread",
                "Für welche Länder der Satz gilt, ist aus den Sätzen davor nicht zu verstehen.",
            )
        found = reader.read()
        effects = self.making.effects(found.rulings)
        self.scope, self.scope_known = found.scope, True
        return effects

    def _forget(self, tokens: tuple[Token, ...]) -> None:
        """After a sentence that was not understood, nothing in it can be pointed back to."""
        memory = self.scene.memory
        memory.subject = memory.targets = memory.condition = None
        memory.conditions = memory.undecided = 0
        memory.headed = memory.headed or _has_head(tokens)
        if not _names_lands(tokens):
            return
        cursor = Cursor(tokens, self.text)
        prefix = Sentences(cursor, self.scene, self.scope).prefix()
        if prefix is not None and cursor.mark(":", ".", ",") and not _names_lands(tokens[cursor.place :]):
            self.scope, self.scope_known = prefix, True
            return
        memory.lands = None
        self.scope_known = False


def _bears_on_others(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence may limit or take back what others say: "Dies gilt nicht für …", "Nur bei F… = Ja.",
    "Folgendes gilt nur für …".
    """
    words = _words(tokens)
    if not words.isdisjoint(lex.POINTS_BACK | lex.POINTS_AHEAD):
        return True
    if not any(token.kind == "id" for token in tokens):
        return not words.isdisjoint(lex.BEARING)
    line = next((place for place, token in enumerate(tokens) if place and token.fresh_line), len(tokens))
    heading = line < len(tokens) and tokens[0].lower not in _STARTERS and _words(tokens[:line]).isdisjoint(lex.DOING)
    return heading or words.isdisjoint(lex.DOING)  # it says of no element what happens to it


def _words(tokens: tuple[Token, ...]) -> set[str]:
    return {token.lower for token in tokens if token.kind == "word"}


def _signed(effect: Effect, placed: PlacedRule, number: int) -> Effect:
    return replace(effect, rule=placed.rule.id, owner=placed.owner, sentence=number)


def _names_lands(tokens: tuple[Token, ...]) -> bool:
    return any(
        token.kind == "word" and (token.lower in _LAND_WORDS or states.state(token.text) is not None)
        for token in tokens
    )


def _has_head(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence that was not understood begins with something that may reach further: "Bei Vereinen: …"."""
    colon = next((place for place, token in enumerate(tokens) if token.kind == "mark" and token.text == ":"), 0)
    before = tokens[:colon]
    return colon > 0 and not _names_lands(before) and tokens[colon - 1].lower not in lex.REMARKS


def split(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    """Sentences: up to a full stop outside brackets, or to a line that begins a new one.

    The points of a list are one sentence with what stands before the list.
    """
    found: list[tuple[Token, ...]] = []
    start, depth, listed = 0, 0, False
    for place, token in enumerate(tokens):
        if token.kind == "mark":
            depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        ends = place > start and depth == 0 and _begins(tokens[place - 1], token)
        if ends and not (listed and (token.bullet or not token.fresh_line)):
            found.append(tokens[start:place])
            start, listed = place, False
        listed = listed or (token.bullet and place > start)
    if start < len(tokens):
        found.append(tokens[start:])
    return tuple(part for part in found if any(token.text != "." for token in part))


def _begins(before: Token, token: Token) -> bool:
    if before.kind == "mark" and before.text == ".":
        return True
    joined = before.text in (",", ":", ";") or before.lower in lex.AND | lex.OR | lex.THEN
    return token.fresh_line and not joined and token.lower in _STARTERS and token.text[0].isupper()
