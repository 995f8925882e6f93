"""A place in a list of tokens, and what can be asked there."""

from dienstweg.engine.feel import faults
from dienstweg.engine.feel.limits import DEPTH, too_deep
from dienstweg.engine.feel.tokens import Token, tokens

_COMPOUND = {"date": ("and", "time", "("), "years": ("and", "months", "duration", "(")}
"""Functions whose names contain a keyword; the bracket behind tells them from two operands of ``and``."""


class Cursor:
    """Reads tokens one after the other. Every complaint says what was expected and what stands there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._at]

    @property
    def next_token(self) -> Token:
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def advance(self) -> Token:
        """The token here; the cursor then stands behind it, but never behind the end."""
        token = self.token
        if token.kind != "end":
            self._at += 1
        return token

    def sees(self, *words: str) -> bool:
        """Whether one of these symbols or keywords stands here."""
        return self.token.kind in {"symbol", "keyword"} and self.token.text in words

    def take(self, *words: str) -> Token | None:
        """The token here if it is one of these symbols or keywords."""
        return self.advance() if self.sees(*words) else None

    def expect(self, *words: str) -> Token:
        taken = self.take(*words)
        if taken is None:
            raise self.complaint(" oder ".join(f"„{word}“" for word in words))
        return taken

    def complaint(self, expected: str) -> faults.Unusable:
        """What was expected here, as an exception to raise."""
        token = self.token
        here = "endet der Ausdruck" if token.kind == "end" else f"steht „{self.text[token.position : token.end]}“"
        return faults.syntax(f"Erwartet wird {expected}, hier {here}.", token.position)

    def deeper(self) -> None:
        """One level down. Whoever goes down comes up again, or the whole reading fails."""
        self._depth += 1
        if self._depth > DEPTH:
            raise too_deep(self.token.position)

    def higher(self) -> None:
        self._depth -= 1

    def name(self) -> str:
        """A run of words, with single spaces between them."""
        words = [self._word()]
        compound = _COMPOUND.get(words[0], ())
        ahead = tuple(token.text for token in self._tokens[self._at : self._at + len(compound)])
        if compound and ahead == compound:
            words += [self.advance().text for _ in compound[:-1]]
        while self.token.kind == "name":
            words.append(self.advance().text)
        return " ".join(words)

    def _word(self) -> str:
        if self.token.kind != "name":
            raise self.complaint("ein Name")
        return self.advance().text

    def argument_name(self) -> str | None:
        """A run of words with a colon behind it; the cursor then stands behind the colon."""
        end = self._at
        while self._tokens[end].kind in {"name", "keyword"}:
            end += 1
        if end == self._at or self._tokens[end].kind != "symbol" or self._tokens[end].text != ":":
            return None
        words = [token.text for token in self._tokens[self._at : end]]
        self._at = end + 1
        return " ".join(words)

    def key(self) -> str:
        """The key of a context entry: a string, or words and the signs that names may hold (rule 27)."""
        if self.token.kind == "string":
            return self.advance().text
        start, end = self.token.position, self.token.position
        while self.token.kind in {"name", "keyword", "number"} or self.sees("+", "-", "*", "/", "**", ".", ".."):
            end = self.advance().end
        if start == end:
            raise self.complaint("der Name eines Eintrags")
        return " ".join(self.text[start:end].split())
