"""Where the reader of a sentence stands, and how far it ever came."""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import TypeVar

from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.tokens import Token

_Found = TypeVar("_Found")
END = Token("mark", "", 0, 0)
FIXED = ("word", "mark")


@cache
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


class Cursor:
    """Tokens of one sentence, read from left to right, with steps back.

    Methods that read something answer what they read, or None and leave the place as it was.
    """

    def __init__(self, tokens: tuple[Token, ...], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.place = 0
        self.furthest = 0
        self.fault: Fault | None = None
        self.fault_at = -1

    def blame(self, fault: Fault) -> None:
        """Remember why nothing can be read from here; the reason furthest to the right is the one to tell."""
        if self.place >= self.fault_at:
            self.fault, self.fault_at = fault, self.place

    def peek(self, ahead: int = 0) -> Token:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else END

    def literal(self, wanted: str) -> bool:
        """A text that may span tokens, in any case and with any white space, ending where a token ends."""
        first, *_ = wanted.split() or [""]
        start = self.peek().start
        if not first or self.at_end or self.text[start : start + len(first)].casefold() != first.casefold():
            return False
        form = r"\s+".join(map(re.escape, wanted.split()))
        found = re.compile(form, re.IGNORECASE).match(self.text, start)
        if not found:
            return False
        place = self.place
        while place < len(self.tokens) and self.tokens[place].end <= found.end():
            place += 1
        if place == self.place or self.tokens[place - 1].end != found.end():
            return False
        self.place = place
        self.furthest = max(self.furthest, place)
        return True

    @property
    def at_end(self) -> bool:
        return self.place >= len(self.tokens)

    def step(self) -> Token:
        token = self.peek()
        self.place += 1
        self.furthest = max(self.furthest, self.place)
        return token

    def word(self, words: Collection[str], ahead: int = 0) -> str | None:
        """The next word in small letters, if it is one of these; nothing is read."""
        token = self.peek(ahead)
        return token.lower if token.kind == "word" and token.lower in words else None

    def take(self, words: Collection[str]) -> str | None:
        found = self.word(words)
        if found is not None:
            self.step()
        return found

    def mark(self, *marks: str) -> str | None:
        token = self.peek()
        if token.kind != "mark" or token.text not in marks:
            return None
        return self.step().text

    def phrase(self, *phrases: str) -> bool:
        """One of several fixed phrases, word by word, in any case."""
        first = self.peek()
        if first.kind not in FIXED:
            return False
        for words in map(_words, phrases):
            if words[0] != first.lower:
                continue
            following = self.tokens[self.place : self.place + len(words)]
            if tuple(token.lower for token in following if token.kind in FIXED) == words:
                self.place += len(words)
                self.furthest = max(self.furthest, self.place)
                return True
        return False

    def attempt(self, read: Callable[[], _Found | None]) -> _Found | None:
        """What a reader finds; where it finds nothing, the place is as before."""
        before = self.place
        found = read()
        if found is None:
            self.place = before
        return found
