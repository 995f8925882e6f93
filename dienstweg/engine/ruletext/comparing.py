"""What a comparison means for the elements it speaks of."""

from collections.abc import Callable
from decimal import Decimal

from dienstweg.engine.ruletext.codes import NUMERIC, Raw, Span
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.phrases import Elements
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.terms import (
    FLIPPED,
    All,
    Among,
    CodeRange,
    Count,
    Day,
    Filled,
    Number,
    Order,
    Scalar,
    Term,
    both,
    either,
    leaves,
    negated,
)
from dienstweg.engine.ruletext.value_phrases import Values


class Comparing:
    """Turns elements and values into conditions. Raises :class:`Unread` where they do not fit each other."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def equals(self, elements: Elements, values: Values, *, negative: bool) -> Term:
        return spread(elements, lambda place: self._equals(place, values, negative=negative), negative=negative)

    def filled(self, elements: Elements, *, negative: bool) -> Term:
        for place in elements.places:
            if place.kind == "label":
                raise Unread("rule_wrong_type", f"„{place.label}“ ist ein Hinweis und wird nicht ausgefüllt.")

        def one(place: Place) -> Term:
            found = Filled(place.path, place.repeats)
            return negated(found) if negative else found

        return spread(elements, one, negative=negative)

    def empty(self, elements: Elements, *, negative: bool) -> Term:
        """``leer`` is said of each element; ``nicht leer`` denies it."""
        for place in elements.places:
            if place.kind == "label":
                raise Unread("rule_wrong_type", f"„{place.label}“ ist ein Hinweis und wird nicht ausgefüllt.")

        def one(place: Place) -> Term:
            found = Filled(place.path, place.repeats)
            return found if negative else negated(found)

        return spread(elements, one, negative=negative)

    def truth(self, elements: Elements, *, yes: bool, negative: bool) -> Term:
        for place in elements.places:
            if place.kind != "bool" or place.many:
                raise Unread("rule_wrong_type", f"„{place.label}“ ist keine Frage mit Ja und Nein.")

        def one(place: Place) -> Term:
            term = Among(place.path, (yes,))
            return negated(term) if negative else term

        return spread(elements, one, negative=negative)

    def related(self, elements: Elements, relation: Relation, *, negative: bool) -> Term:
        def one(place: Place) -> Term:
            opposite = relation.opposite if negative else None
            term = opposite(place) if opposite else relation.apply(place)
            if place.many and any(isinstance(leaf, Order | CodeRange) for leaf in leaves(term)):
                raise Unread("rule_wrong_type", f"„{place.label}“ hat mehrere Antworten.")
            return refused(term) if negative and not opposite else term

        return spread(elements, one, negative=negative)

    def confirmed(self, elements: Elements, values: Values) -> bool:
        """Whether a code that stands beside an element without a verb has a label, or is a label, of its list."""
        if len(elements.places) > 1 or values.others or not values.raws:
            return False
        place, codes = elements.places[0], self.scene.codes
        return place.kind == "bool" or all(isinstance(raw, Raw) and codes.confirmed(place, raw) for raw in values.raws)

    def _equals(self, place: Place, values: Values, *, negative: bool) -> Term:
        if place.kind in ("group", "label", "file"):
            raise Unread("rule_wrong_type", f"„{place.label}“ hat keinen Wert, der sich vergleichen lässt.")
        if values.others:
            return self._others(place, negative=negative)
        if any(isinstance(raw, Span) for raw in values.raws):
            return self._in_spans(place, values, negative=negative)
        found = self._found(place, values)
        if place.kind == "date":
            return self._on_days(place, found, values, negative=negative)
        if negative:
            _check_negation(values)
            return negated(Among(place.path, found, place.many))
        if place.kind == "bool" and not values.joint and len(values.raws) > 1:
            raise Unread("rule_not_understood", "Auf eine Frage mit Ja und Nein stehen zwei Antworten da.")
        if place.many and not values.joint and len(values.raws) > 1:
            message = f"„{place.label}“ hat mehrere Antworten; ob „und“ oder „oder“ gemeint ist, sagt die Regel nicht."
            raise Unread("rule_not_understood", message)
        if values.joint == "und" and len(values.raws) > 1:
            if not place.many:
                message = f"„{place.label}“ hat nur eine Antwort und kann nicht zwei Werte zugleich haben."
                raise Unread("rule_never_or_always", message)
            return both(*(Among(place.path, (value,), many=True) for value in found))
        return Among(place.path, found, place.many)

    def _found(self, place: Place, values: Values) -> tuple[Scalar, ...]:
        """Every value that is named by itself, in order, each once."""
        raws = [raw for raw in values.raws if isinstance(raw, Raw)]
        found = tuple(dict.fromkeys(value for raw in raws for value in self.scene.codes.values(place, raw)))
        self._remember(place, found)
        return found

    def _in_spans(self, place: Place, values: Values, *, negative: bool) -> Term:
        """One of the values, or between two: ``A bis B, C oder D bis E``."""
        if place.many or values.joint == "und":
            raise Unread("rule_not_understood", f"Welche Werte von „{place.label}“ gemeint sind, ist nicht eindeutig.")
        if negative:
            _check_negation(values)
        single = self._found(place, values)
        parts: list[Term] = [Among(place.path, single)] if single else []
        parts += [self._in_span(place, span) for span in values.raws if isinstance(span, Span)]
        term = either(*parts)
        return negated(term) if negative else term

    def _in_span(self, place: Place, span: Span) -> Term:
        codes = self.scene.codes
        if place.kind == "choice" and codes.known(place).complete:
            found = codes.spanned(place, span)
            self._remember(place, found)
            return Among(place.path, found)
        if place.kind == "choice" and not span.pattern:
            low, high = codes.bounds(place, span)
            if (low + high).isdecimal():
                return CodeRange(place.path, low, high)
        if place.kind in NUMERIC:
            lowest, highest = codes.value(place, span.low), codes.value(place, span.high)
            if isinstance(lowest, Decimal) and isinstance(highest, Decimal) and lowest < highest:
                return both(Order(place.path, ">=", Number(lowest)), Order(place.path, "<=", Number(highest)))
        raise Unread("rule_wrong_type", f"Bei „{place.label}“ ist von „{span.low.text}“ bis „{span.high.text}“ nichts.")

    def _on_days(self, place: Place, found: tuple[Scalar, ...], values: Values, *, negative: bool) -> Term:
        if place.many or values.joint == "und" or (negative and len(found) > 1):
            raise Unread("rule_not_understood", f"Welcher Tag bei „{place.label}“ gemeint ist, ist nicht eindeutig.")
        same = either(*(Order(place.path, "=", Day(str(day))) for day in found))
        return negated(same) if negative else same

    def _others(self, place: Place, *, negative: bool) -> Term:
        """All codes of the list that this rule has not named for this question."""
        known = self.scene.codes.known(place) if place.kind == "choice" else None
        named = self.scene.memory.named_values.get(place.path, {})
        rest: tuple[Scalar, ...] = tuple(code for code in known.entries if code not in named) if known else ()
        if known is None or not known.complete or not named or not rest:
            message = f"Welche die anderen Werte von „{place.label}“ sind, ist nicht bekannt."
            raise Unread("rule_unknown_code", message)
        term = Among(place.path, rest, place.many)
        return negated(term) if negative else term

    def _remember(self, place: Place, found: tuple[Scalar, ...]) -> None:
        known = self.scene.memory.named_values.setdefault(place.path, {})
        known.update(dict.fromkeys(value for value in found if isinstance(value, str)))


def _check_negation(values: Values) -> None:
    if values.joint == "oder" and not values.bracketed:
        raise Unread("rule_not_understood", "„nicht … oder …“ ist ohne Klammern nicht eindeutig.")


def refused(term: Term) -> Term:
    """``nicht größer als 5``: the opposite of a relation, for an answer that is there."""
    match term:
        case Order(path, operator, right):
            return Order(path, FLIPPED[operator], right)
        case All(parts):
            return either(*(refused(part) for part in parts))
        case CodeRange():
            return both(Filled(term.path), negated(term))
        case _:
            return negated(term)


def spread(elements: Elements, one: Callable[[Place], Term], *, negative: bool) -> Term:
    """The comparison for each element, put together as the enumeration says."""
    places, mode, number = elements.places, elements.mode, elements.number
    if len(places) > 1 and mode == "all" and not elements.joint and not elements.counted:
        raise Unread("rule_not_understood", "Ob „und“ oder „oder“ gemeint ist, sagt die Aufzählung nicht.")
    if negative and len(places) > 1 and (elements.counted or mode != "all"):
        raise Unread("rule_not_understood", "Worauf sich die Verneinung bezieht, ist nicht eindeutig.")
    if mode == "only":
        raise Unread("rule_not_understood", "Ob „nur“ auch keines meint, ist nicht eindeutig.")
    return _counted(tuple(one(place) for place in places), mode, number)


def _counted(terms: tuple[Term, ...], mode: str, number: int) -> Term:
    match mode:
        case "any":
            return either(*terms)
        case "none":
            return negated(either(*terms))
        case "least":
            return either(*terms) if number == 1 else Count(number, None, terms)
        case "most":
            return Count(0, number, terms)
        case "exactly":
            return Count(number, number, terms)
        case "one":
            return Count(1, 1, terms)
        case _:
            return both(*terms)
