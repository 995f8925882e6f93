"""How well a service answers a question, from 0 upwards. Pure; the same numbers on every database.

A question is a list of words with weights. A word may be answered by the bundle or by one service in it, as a whole
word, as a part of a compound, or by what usually stands for it in the catalogue ("weg" and "Verlust").
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dienstweg.portal.search.analyser import Word, read_word

PART = 0.6
"""A term that is only a part of the word there."""
PARTS = 0.75
"""All parts of the word asked for are there, one by one."""
MEANT = 0.5
"""What an action usually stands for."""
IN_PHRASE = 0.45
"""A word that people use for this only together with others."""
SIDE = 0.3
"""Laws, life situations, leads."""
WHOLE = 0.25
"""Extra for a whole phrase, and once more if nothing else was asked."""
ENOUGH = 0.6

Field = dict[str, float]


class Asked(Struct, frozen=True):
    """One word of the question.

    ``weight``: how much it tells apart; ``meant``: stems it may stand for; ``shares``: how much of the word each of
    its parts is, together 1 (empty: all alike).
    """

    word: Word
    weight: float
    meant: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()

    def hit(self, field: Field) -> float:
        """How well a field has the word, 0 to 1."""
        best = field.get(self.word.stem, 0.0)
        if best < PARTS and self.word.parts:
            found = [field.get(part, 0.0) for part in self.word.parts]
            shares = self.shares or (1 / len(found),) * len(found)
            told = sum(share * value for share, value in zip(shares, found, strict=True))
            best = max(best, PARTS * told * (1 if all(found) else PART))
        if best < PARTS and self.word.halves:
            found = [field.get(half, 0.0) for half in self.word.halves]
            best = max(best, PARTS * sum(found) / len(found) * (1 if all(found) else PART))
        if best < MEANT and self.meant:
            best = max(best, MEANT * max(field.get(stem, 0.0) for stem in self.meant))
        return best


class Entry(Struct, frozen=True):
    """A row of the index, taken apart for ranking. ``length``: the number of words of the name.

    ``phrases`` with the terms of each; ``holding``: the places of the phrases that have a term.
    """

    id: int
    kind: str
    ref: str
    group: str
    title: str
    rank: int
    name: Field
    side: Field
    phrases: tuple[tuple[tuple[Word, ...], Field], ...]
    holding: dict[str, list[int]]
    phrase_terms: Field
    length: int


class Rated(Struct, frozen=True):
    """An entry and how well it answers."""

    entry: Entry
    score: float


class Group(Struct, frozen=True):
    """What belongs to one bundle: the bundle itself if it was found, and its services, the best first."""

    key: str
    score: float
    bundle: Entry | None
    services: tuple[Rated, ...]


def field(words: Iterable[Word], weight: float = 1.0) -> Field:
    """Terms with their weights: whole words in full, parts of compounds less."""
    found: Field = {}
    for word in words:
        for part in word.terms[1:]:
            found[part] = max(found.get(part, 0.0), PART * weight)
        found[word.stem] = max(found.get(word.stem, 0.0), weight)
    return found


def read_words(text: str) -> list[Word]:
    """The words of a column of the index."""
    return [read_word(part) for part in text.split()]


def read_phrases(text: str) -> tuple[tuple[Word, ...], ...]:
    """The phrases of a column of the index."""
    return tuple(tuple(read_words(phrase)) for phrase in text.split(";") if phrase)


def holding(phrases: Iterable[Sequence[Word]]) -> dict[str, list[int]]:
    """The places of the phrases that have a term."""
    found: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for term in {term for word in phrase for term in word.terms}:
            found.setdefault(term, []).append(place)
    return found


def phrase_field(phrases: Iterable[Sequence[Word]]) -> Field:
    """Every word of the phrases; in full only where it stands alone."""
    found: Field = {}
    for phrase in phrases:
        for term, weight in field(phrase, 1.0 if len(phrase) == 1 else IN_PHRASE).items():
            found[term] = max(found.get(term, 0.0), weight)
    return found


def rate(asked: Sequence[Asked], entries: Iterable[Entry]) -> list[Group]:
    """The groups of the entries, the best first; equal ones by rank, then by key."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.group, []).append(entry)
    groups = [_group(asked, key, members) for key, members in grouped.items()]
    return sorted(groups, key=lambda group: (-group.score, group.key))


def _group(asked: Sequence[Asked], key: str, members: list[Entry]) -> Group:
    bundle = next((entry for entry in members if entry.kind == "bundle"), None)
    total = sum(one.weight for one in asked) or 1.0
    common, bonus = _of_bundle(asked, bundle)
    rated = []
    for entry in members:
        if entry.kind != "bundle":
            own = [max(one.hit(entry.name), SIDE * one.hit(entry.side)) for one in asked]
            score = sum(one.weight * max(a, b) for one, a, b in zip(asked, own, common, strict=True))
            exact = sum(own) / max(entry.length, len(asked))
            inside = sum(one.weight * a for one, a in zip(asked, own, strict=True))
            rated.append((score / total + 0.15 * exact, inside / total + 0.2 * exact + 0.02 * entry.rank, entry))
    basis = sum(one.weight * value for one, value in zip(asked, common, strict=True)) / total
    best = max([basis, *(score for score, _, _ in rated)]) + bonus
    rank = (bundle.rank if bundle else 0) + 2 * any(entry.kind == "online_service" for *_, entry in rated)
    services = sorted(rated, key=lambda one: (-one[1], one[2].ref))
    return Group(key, best * (1 + 0.02 * rank), bundle, tuple(Rated(entry, inside) for _, inside, entry in services))


def _of_bundle(asked: Sequence[Asked], bundle: Entry | None) -> tuple[list[float], float]:
    """How well the bundle has each word, and the extra for whole phrases and for its name."""
    if bundle is None:
        return [0.0] * len(asked), 0.0
    hits = [
        max(one.hit(bundle.name), one.hit(bundle.phrase_terms), SIDE * one.hit(bundle.side)) if one.weight else 0.0
        for one in asked
    ]
    bonus = 0.0
    terms = {term for one in asked for term in (*one.word.terms, *one.meant)}
    back = field([one.word for one in asked])
    for place in sorted({place for term in terms for place in bundle.holding.get(term, ())}):
        bonus = max(bonus, _whole_phrase(asked, bundle.phrases[place], back, hits))
    named = sum(one.hit(bundle.name) for one in asked) / max(bundle.length, len(asked))
    return hits, bonus + 0.1 * named


def _whole_phrase(
    asked: Sequence[Asked], phrase: tuple[Sequence[Word], Field], back: Field, hits: list[float]
) -> float:
    """The extra for a phrase all of whose words were asked for (``back``); the words then count in full."""
    words, terms = phrase
    if not all(Asked(word, 1.0).hit(back) >= ENOUGH for word in words):
        return 0.0
    own = [one.hit(terms) for one in asked]
    for number, value in enumerate(own):
        hits[number] = max(hits[number], value)
    told = sum(one.weight * value for one, value in zip(asked, own, strict=True))
    share = told / (sum(one.weight for one in asked) or 1.0)
    quality = sum(value for value in own if value) / max(1, sum(value > 0 for value in own))
    return WHOLE * share * quality * (2 if all(value >= ENOUGH for value in own) else 1)
