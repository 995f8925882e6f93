"""Words that change nothing: adverbs, places in the form, legal bases."""

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.tokens import Token


class Fillers:
    """Skips them at a cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def skip(self) -> bool:
        """Adverbs, places in the form, and legal bases, which change nothing."""
        cursor = self.cursor
        return bool(
            cursor.take(lex.ADVERBS)
            or cursor.phrase("in der antragsstrecke", "im formular", "im antrag", "im onlinedienst", "im online-dienst")
            or cursor.attempt(self._legal)
        )

    def _legal(self) -> bool | None:
        """``gemäß § 3 Abs. 1 GüKG``, ``nach Art. 4 VO (EG) Nr. 1072/2009``; in brackets or not."""
        cursor = self.cursor
        bracket = cursor.mark("(")
        if not cursor.take({"gemäß", "gem.", "nach", "laut", "lt.", "siehe", "vgl."}) and not bracket:
            return None
        if not (cursor.peek().text.startswith("§") or cursor.take({"art.", "artikel"})):
            return None
        while not cursor.at_end:
            token = cursor.peek()
            if bracket and token.text == ")":
                cursor.step()
                return True
            if not _in_legal_basis(token):
                break
            cursor.step()
        return None if bracket else True


def _in_legal_basis(token: Token) -> bool:
    """``§``, ``Abs.``, a number, or the name of a law, which has several capitals: ``GüKG``, ``BZRG``."""
    if token.kind == "word":
        return token.lower in _LEGAL or sum(letter.isupper() for letter in token.text) > 1
    return token.kind == "number" or (token.kind == "mark" and token.text in "()./" and token.text != "")


_LEGAL = frozenset(
    {"§", "§§", "abs.", "absatz", "art.", "artikel", "nr.", "nummer", "satz", "buchst.", "f", "ff", "i", "v", "m"}
)
