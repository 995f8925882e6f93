"""From what a person typed to services: the database finds candidates, ranking orders them, fuzziness mends words."""

import csv
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache, partial
from math import log
from pathlib import Path
from typing import cast

from django.db.models import Max
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from dienstweg.catalogue.kept import Kept
from dienstweg.portal.models import SearchEntry
from dienstweg.portal.search.analyser import Analyser, Word
from dienstweg.portal.search.ranking import (
    Asked,
    Entry,
    Group,
    field,
    holding,
    phrase_field,
    rate,
    read_phrases,
    read_words,
)
from dienstweg.portal.search.words import fold, stem, tokens

ACTIONS = Path(__file__).parents[3] / "data" / "everyday_words" / "actions.csv"
MOST_WORDS = 12
LONGEST = 100
MOST_CANDIDATES = 400
COMMON = 300
"""Terms in more rows than these find nothing by themselves where a rarer one is asked for."""
ACTION_WEIGHT = 0.35
"""A verb tells less than a thing."""
LEAST = 0.3
"""Groups below this share of the best answer are left out."""
LIKE = 0.84
FARTHER = 0.74
SHORTEST_MENDED = 4
LONGEST_FAR = 9
"""A longer word that is only remotely alike is another word, and so is one that begins differently."""


class Found(Struct, frozen=True):
    """The answer. ``instead`` is the spelling that was searched for where the typed one leads nowhere.

    ``too_many``: so many words that only the first were looked at.
    """

    groups: tuple[Group, ...]
    instead: str = ""
    too_many: bool = False


class Vocabulary:
    """What one state of the index holds: how often each term occurs, which words there are."""

    def __init__(self) -> None:
        self.frequency: Counter[str] = Counter()
        lexicon: set[str] = set()
        words: Counter[str] = Counter()
        rows = SearchEntry.objects.values_list("kind", "terms", "raw")
        self.size = len(rows)
        for kind, terms, raw in rows.iterator():
            self.frequency.update(terms.split())
            found = raw.split()
            words.update(found)
            if kind != SearchEntry.Kind.ONLINE_SERVICE:
                lexicon.update(found)
        self.analyser = Analyser(lexicon)
        self.words = sorted(word for word in words if len(word) >= SHORTEST_MENDED)
        self.word_frequency = words

    def weight(self, word: Word) -> float:
        """How much a word tells apart: rare ones more."""
        known = [self.frequency[term] for term in word.terms if self.frequency[term]]
        return log(1 + self.size / (1 + min(known, default=0)))

    def asked(self, word: Word, weight: float, meant: Iterable[str] = ()) -> Asked:
        """The word as it is asked for: its rare parts tell more than its frequent ones."""
        told = [log(1 + self.size / (1 + self.frequency[part])) for part in word.parts]
        return Asked(word, weight, tuple(meant), tuple(one / sum(told) for one in told))

    def knows(self, word: Word) -> bool:
        """Whether the word, or all its parts, occur."""
        return bool(self.frequency[word.stem]) or (
            bool(word.parts) and all(self.frequency[part] for part in word.parts)
        )

    def parts(self, token: str) -> Word | None:
        """A compound of which only ends are known; the rarer one is what was searched for."""
        ends = [word for end in self.analyser.ends(token) if self.knows(word := self.analyser.word(end))]
        if not ends:
            return None
        rarest = max(ends, key=self.weight)
        return Word(stem(token), tuple(dict.fromkeys(word.stem for word in ends)), rarest.raw)

    def begins(self, token: str) -> list[str]:
        """The most frequent words that begin like this, at most three."""
        at = bisect_left(self.words, token)
        found = []
        while at < len(self.words) and self.words[at].startswith(token):
            found.append(self.words[at])
            at += 1
        return sorted(found, key=lambda word: (-self.word_frequency[word], len(word)))[:3]

    def like(self, token: str) -> tuple[str, float]:
        """The word that is spelt most like this, and how much (1: the same); an empty one if none is."""
        best = process.extract(
            token,
            self.words,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=FARTHER,
            limit=4,
        )
        ordered = sorted(best, key=lambda one: (-one[1], one[0][0] != token[0], -self.word_frequency[one[0]]))
        return (ordered[0][0], ordered[0][1]) if ordered else ("", 0.0)


_vocabularies: Kept[int, Vocabulary] = Kept(2)
_entries: Kept[int, Entry] = Kept(8_000)


def forget() -> None:
    """Let go of what this process knows of the index: it is by row numbers, and another database has the same ones."""
    _vocabularies.forget()
    _entries.forget()


def vocabulary() -> Vocabulary:
    """That of the index as it is now (one query; read anew when the index has changed)."""
    newest = SearchEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    return _vocabularies.get(newest, Vocabulary)


def find_services(text: str) -> Found:
    """What answers a question, the best group first. Nothing is stored."""
    said = tokens(text[:LONGEST])
    known = vocabulary()
    asked, instead = _asked(known, said[:MOST_WORDS])
    if not asked:
        return Found((), too_many=len(said) > MOST_WORDS)
    groups = rate(asked, _candidates(known, asked))
    best = groups[0].score if groups else 0.0
    kept = tuple(group for group in groups if group.score >= LEAST * best and group.score > 0.05)
    return Found(kept, instead if kept else "", len(said) > MOST_WORDS)


def _asked(known: Vocabulary, said: list[str]) -> tuple[list[Asked], str]:
    """The words of the question, unknown ones mended; and the mended question where it is spelt differently."""
    asked: list[Asked] = []
    spelt = []
    for token in dict.fromkeys(said):
        word, meant = known.analyser.word(token), actions().get(token)
        if known.knows(word) or token.isdigit() or meant is not None:
            weight = known.weight(word) * (1 if meant is None else ACTION_WEIGHT)
            asked.append(known.asked(word, weight, [known.analyser.word(text).stem for text in meant or ()]))
            spelt.append(token)
        elif one := _mended(known, token):
            asked.append(one)
            spelt.append(one.word.raw)
    helped = not set(spelt).isdisjoint(said)  # one of the words leads somewhere as it was typed
    return asked, "" if helped else " ".join(spelt)


def _mended(known: Vocabulary, token: str) -> Asked | None:
    """A word nobody knows: begun, misspelt, or a compound of which one end is known."""
    if len(token) < SHORTEST_MENDED:
        return None
    if begun := known.begins(token):
        word = known.analyser.word(begun[0])
        return known.asked(word, known.weight(word), [known.analyser.word(other).stem for other in begun[1:]])
    like, closeness = known.like(token)
    if closeness < LIKE and (parts := known.parts(token)):
        return known.asked(parts, known.weight(parts))
    if not like or (closeness < LIKE and (len(token) > LONGEST_FAR or like[0] != token[0])):
        return None
    word = known.analyser.word(like)
    return known.asked(word, known.weight(word))


def _candidates(known: Vocabulary, asked: list[Asked]) -> list[Entry]:
    terms = {term for one in asked for term in one.word.terms if known.frequency[term]}
    rare = {term for term in terms if known.frequency[term] <= COMMON}
    if not rare:
        rare = set(sorted(terms, key=lambda term: known.frequency[term])[:2])
    rows = SearchEntry.objects.holding(sorted(rare)).order_by("kind", "-rank", "id")
    found = dict(rows.values_list("pk", "group")[:MOST_CANDIDATES])
    bundles = SearchEntry.objects.filter(kind=SearchEntry.Kind.BUNDLE, group__in=set(found.values()))
    return _read({*found, *bundles.values_list("pk", flat=True)})


def _read(ids: set[int]) -> list[Entry]:
    """The entries, from memory where they have been looked at before: a row is never changed, only replaced."""
    known = {pk: entry for pk in ids if (entry := _entries.find(pk))}
    for pk, row in SearchEntry.objects.in_bulk(ids - known.keys()).items() if ids - known.keys() else ():
        known[pk] = _entries.get(pk, partial(_entry, row))
    return [known[pk] for pk in sorted(known)]


def _entry(row: SearchEntry) -> Entry:
    name, phrases = read_words(row.name), read_phrases(row.phrases)
    return Entry(
        id=row.pk,
        kind=row.kind,
        ref=row.ref,
        group=row.group,
        title=row.title,
        rank=row.rank,
        name=field(name),
        side=field(read_words(row.also)),
        phrases=tuple((phrase, field(phrase)) for phrase in phrases),
        holding=holding(phrases),
        phrase_terms=phrase_field(phrases),
        length=len(name),
    )


@cache
def actions() -> dict[str, tuple[str, ...]]:
    """Folded words for what happens, with the folded words the catalogue uses for it."""
    with ACTIONS.open(encoding="utf-8", newline="") as file:
        rows = cast("list[dict[str, str]]", list(csv.DictReader(file)))
    return {fold(row["word"]): tuple(fold(word) for word in row["terms"].split()) for row in rows}
