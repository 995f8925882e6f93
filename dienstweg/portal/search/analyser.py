"""Words with their parts: German compounds taken apart by the words the catalogue itself uses. Pure."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from dienstweg.portal.search.words import stem, tokens

SHORTEST_COMPOUND = 7
SHORTEST_PART = 3
MOST_PARTS = 4
SHORTEST_END = 5
SHORTEST_HEAD = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")
NO_PARTS = frozenset(
    """aus ein vor mit bei auf uber nach ung gen ten ter ver che lich heit keit schaft der die das ich los bar ort den
    ent erst end tag gut ger lei lag art all ster sten and ben ren ger hin her ste ang zer nis lie man""".split()  # noqa: SIM905 # a list of many words reads best as text
)
"""Endings and little words that a compound is not made of."""


class Word(Struct, frozen=True):
    """A word as search compares it: its stem, and the stems of its parts where it is a compound.

    ``halves``: the two parts of a longer compound, if they are compounds themselves ("Gewerbesteuer|anmeldung").
    """

    stem: str
    parts: tuple[str, ...] = ()
    raw: str = ""
    halves: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.stem, *self.parts, *self.halves)))

    def text(self) -> str:
        """``hundesteu=hund+steu``: how it is kept in the index; halves stand among the parts there."""
        return f"{self.stem}={'+'.join(self.terms[1:])}" if self.parts else self.stem


def read_word(text: str) -> Word:
    """The word that :meth:`Word.text` wrote."""
    whole, _, parts = text.partition("=")
    return Word(whole, tuple(parts.split("+")) if parts else ())


class Analyser:
    """Takes texts apart with a lexicon of folded words; the same lexicon gives the same words."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = {word for word in lexicon if len(word) >= SHORTEST_PART and word.isalpha()} - NO_PARTS
        self._stems = {stem(word) for word in self._lexicon if len(word) >= SHORTEST_END}
        self._heads = self._lexicon | set(_verb_stems(self._lexicon))
        self._kept: dict[str, Word] = {}

    def words(self, text: str) -> list[Word]:
        """The words of a text, in their order."""
        return [self.word(token) for token in tokens(text)]

    def word(self, token: str) -> Word:
        """A folded word with its parts."""
        if token not in self._kept:
            if len(self._kept) > 60_000:
                self._kept.clear()
            parts = self._parts(token)
            self._kept[token] = Word(stem(token), parts, token, self._halves(token) if len(parts) > 2 else ())
        return self._kept[token]

    def _parts(self, token: str) -> tuple[str, ...]:
        if len(token) < SHORTEST_COMPOUND or not token.isalpha():
            return ()
        split = self._split(token, 0, {}, whole=token)
        return tuple(dict.fromkeys(stem(part) for part in split or () if part != token))

    def _halves(self, token: str) -> tuple[str, ...]:
        """The longest known beginning with what follows it, if that is known as well."""
        for end in range(len(token) - SHORTEST_END, SHORTEST_END - 1, -1):
            if token[:end] in self._lexicon:
                for link in LINKS:
                    if token.startswith(link, end) and self._is_end(rest := token[end + len(link) :]):
                        return (stem(token[:end]), stem(rest))
        return ()

    def _is_end(self, rest: str) -> bool:
        """Only the last part of a compound is inflected."""
        return rest in self._lexicon or (len(rest) >= SHORTEST_END and stem(rest) in self._stems)

    def ends(self, token: str) -> tuple[str, ...]:
        """The longest known beginning and end of a compound that nobody knows as a whole; empty where there is none."""
        sizes = range(len(token) - 2, SHORTEST_END - 1, -1)
        tail = next((token[-size:] for size in sizes if self._is_end(token[-size:])), "")
        rest = len(token) - len(tail)
        sizes = range(min(rest, len(token) - 2), SHORTEST_HEAD - 1, -1)
        head = next((token[:size] for size in sizes if token[:size] in self._heads), "")
        return tuple(part for part in (head, tail) if part)

    def _split(
        self, token: str, start: int, seen: dict[int, tuple[str, ...] | None], *, whole: str
    ) -> tuple[str, ...] | None:
        """The split of the rest into most words, so that parts of parts are found; None where there is none."""
        if start in seen:
            return seen[start]
        best: tuple[str, ...] | None = None
        rest = token[start:]
        if rest != whole and self._is_end(rest):
            best = (rest,)
        for end in range(start + SHORTEST_PART, len(token) - SHORTEST_PART + 1):
            head = token[start:end]
            if head not in self._heads:
                continue
            for link in LINKS:
                if token.startswith(link, end):
                    tail = self._split(token, end + len(link), seen, whole=whole)
                    if tail and len(tail) < MOST_PARTS and _better((head, *tail), best):
                        best = (head, *tail)
        seen[start] = best
        return best


def _verb_stems(lexicon: Iterable[str]) -> Iterator[str]:
    """What verbs are in front of a noun: "park" in "Parkgebiet", "wohn" in "Wohngebiet"."""
    return (word[:-2] for word in lexicon if word.endswith("en") and len(word) >= SHORTEST_HEAD + 2)


def _better(found: tuple[str, ...], best: tuple[str, ...] | None) -> bool:
    """Two or three parts of some length beat many short ones."""
    if best is None:
        return True
    return _worth(found) > _worth(best)


def _worth(parts: tuple[str, ...]) -> tuple[int, int]:
    short = sum(len(part) < 4 for part in parts)
    return (-short, min(len(parts), 3) * 100 - len(parts))
