"""Which states a nationality may be of: the EU, the EEA, Switzerland."""

from collections.abc import Collection

from dienstweg.engine.ruletext import eu
from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.codes import is_nationality
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.terms import Among, OtherCode, Term


class Membership:
    """Reads at a cursor what a state belongs to."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def relation(self) -> Relation | None:
        """``[ein Staat gewählt wird, der] nicht zur EU, zum EWR oder zur Schweiz gehört``."""
        cursor = self.cursor
        kind = cursor.attempt(self._kind_of_state)
        if kind is not None:
            return kind
        outside = cursor.take(lex.NOT | {"weder"})
        areas = self.areas({"noch"} if outside == "weder" else {"oder", "und", "bzw."})
        if not areas or not cursor.take({"gehört", "gehören", "angehört", "ist"}):
            return None
        return _belonging(areas, outside=outside is not None)

    def _kind_of_state(self) -> Relation | None:
        """``ein EU-Staat``, ``ein Nicht-EU-Staat``, ``kein EU-Staat``."""
        none = self.cursor.take(lex.NO) is not None
        if not none:
            self.cursor.take({"ein", "einen", "einem", "eines"})
        word = self.cursor.peek().lower
        outside = word.startswith("nicht-")
        area = KINDS_OF_STATES.get(word.removeprefix("nicht-"))
        if area is None or (none and outside):
            return None
        self.cursor.step()
        found = _belonging((area,), outside=outside)
        return Relation(found.opposite, negative=True) if none and found.opposite else found

    def areas(self, joints: Collection[str] = frozenset({"oder", "und", "bzw."})) -> tuple[str, ...]:
        """``zur EU, zum EWR oder zur Schweiz``."""
        cursor, found = self.cursor, list[str]()
        while True:
            before = cursor.place
            if found and not (cursor.mark(",") or cursor.take(joints)):
                return tuple(found)
            cursor.take({"zu", "zur", "zum", "der", "dem", "die"})
            area = next((name for words, name in AREAS if cursor.phrase(words)), None)
            if area is None:
                cursor.place = before
                return tuple(found)
            found.append(area)


AREAS: tuple[tuple[str, str], ...] = (
    ("europäischen union", "EU"),
    ("europäische union", "EU"),
    ("eu", "EU"),
    ("europäischen wirtschaftsraum", "EWR"),
    ("europäischer wirtschaftsraum", "EWR"),
    ("ewr", "EWR"),
    ("schweiz", "Schweiz"),
    ("schweizerischen eidgenossenschaft", "Schweiz"),
)


KINDS_OF_STATES: dict[str, str] = dict.fromkeys(
    ("eu-staat", "eu-staates", "eu-staats", "eu-land", "eu-mitgliedstaat", "eu-mitgliedsstaat"), "EU"
) | {"deutschland/eu-staat": "EU", "ewr-staat": "EWR"}


def _belonging(areas: tuple[str, ...], *, outside: bool) -> Relation:
    codes = eu.codes(areas)

    def inside_of(place: Place) -> Term:
        _check_nationality(place)
        return Among(place.path, codes, place.many)

    def outside_of(place: Place) -> Term:
        _check_nationality(place)
        return OtherCode(place.path, codes, place.many)

    def none_inside(place: Place) -> Term:
        if place.many:
            raise Unread(
                "rule_not_understood", f"„{place.label}“ hat mehrere Antworten; welche gemeint ist, ist offen."
            )
        return outside_of(place)

    return Relation(outside_of, negative=True) if outside else Relation(inside_of, none_inside)


def _check_nationality(place: Place) -> None:
    if not is_nationality(place):
        message = f"„{place.label}“ führt keine Liste von Staaten, deren Zugehörigkeit zur EU bekannt ist."
        raise Unread("rule_wrong_type", message)
