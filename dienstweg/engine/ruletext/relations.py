"""Relations that a value must stand in: order, age, past and future, ranges."""

from decimal import Decimal

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.codes import NUMERIC, calendar_day, german_number
from dienstweg.engine.ruletext.cursor import Cursor
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.membership import Membership
from dienstweg.engine.ruletext.phrases import Phrases
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.relation import Apply, Relation
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.terms import (
    CodeRange,
    Day,
    Number,
    Operator,
    Order,
    Other,
    Right,
    Term,
    Today,
    both,
)

DATES = ("date",)


COMPARISONS: tuple[tuple[str, Operator], ...] = (
    ("größer oder gleich", ">="),
    ("größer gleich", ">="),
    ("größer als", ">"),
    ("grösser als", ">"),
    ("größer", ">"),
    ("höher als", ">"),
    ("mehr als", ">"),
    ("über", ">"),
    ("kleiner oder gleich", "<="),
    ("kleiner gleich", "<="),
    ("kleiner als", "<"),
    ("kleiner", "<"),
    ("niedriger als", "<"),
    ("weniger als", "<"),
    ("unter", "<"),
    ("mindestens", ">="),
    ("höchstens", "<="),
    ("maximal", "<="),
)
SYMBOLS: dict[str, Operator] = {
    "<": "<", "<=": "<=", "≤": "<=", "=<": "<=", ">": ">", ">=": ">=", "≥": ">=", "=>": ">=",
}  # fmt: skip
UNITS: dict[str, tuple[int, int]] = (
    dict.fromkeys(("jahr", "jahre", "jahren"), (12, 0))
    | dict.fromkeys(("monat", "monate", "monaten"), (1, 0))
    | dict.fromkeys(("woche", "wochen"), (0, 7))
    | dict.fromkeys(("tag", "tage", "tagen"), (0, 1))
)


class Relations:
    """Reads relations at a cursor."""

    def __init__(self, cursor: Cursor, scene: Scene, phrases: Phrases) -> None:
        self.cursor = cursor
        self.scene = scene
        self.phrases = phrases
        self.membership = Membership(cursor)

    def relation(self) -> Relation | None:
        for read in (
            self._time,
            self._age,
            self._moment,
            self._days,
            self._range,
            self._comparison,
            self._exceeding,
            self.membership.relation,
        ):
            found = self.cursor.attempt(read)
            if found is not None:
                return found
        return None

    # --- days --------------------------------------------------------------------------------------------------------

    def _time(self) -> Relation | None:
        """``in der Zukunft``, ``in der Vergangenheit``."""
        if self.cursor.phrase("in der zukunft", "zukünftig"):
            return Relation(_dated(">", Today()))
        return Relation(_dated("<", Today())) if self.cursor.phrase("in der vergangenheit") else None

    def _age(self) -> Relation | None:
        """``jünger als 18 Jahre``, ``nicht älter als drei Monate``, ``mindestens 18 Jahre alt``, ``minderjährig``."""
        cursor, past = self.cursor, False
        if cursor.take({"minderjährig"}):
            return Relation(_dated(">", Today(18 * 12)))
        if cursor.take({"volljährig"}):
            return Relation(_dated("<=", Today(18 * 12)))
        sign = cursor.peek()
        if sign.kind == "operator" and sign.text in SYMBOLS:
            cursor.step()
            operator: Operator | None = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[SYMBOLS[sign.text]]  # type: ignore[assignment] # the table has every sign
        else:
            operator = next((found for words, found in AGES if cursor.phrase(words)), None)
            ago = next((found for words, found in AGO if cursor.phrase(words)), None) if operator is None else None
            operator, past = operator or ago, operator is None
        span = self.span() if operator else None
        if operator is None or span is None:
            return None
        back = cursor.take({"zurückliegt", "zurückliegen", "her"})
        cursor.take({"alt"})
        return None if past and not back else Relation(_dated(operator, span))

    def span(self) -> Today | None:
        """``18 Jahre``, ``drei Monate``."""
        cursor, token = self.cursor, self.cursor.peek()
        number = lex.NUMBERS.get(token.lower) if token.kind == "word" else None
        if token.kind == "number" and token.text.isdecimal():
            number = int(token.text)
        unit = UNITS.get(cursor.peek(1).lower)
        if number is None or unit is None:
            return None
        cursor.step()
        cursor.step()
        return Today(number * unit[0], number * unit[1])

    def _moment(self) -> Relation | None:
        """``[zeitlich] vor dem Datum in Feld F…``, ``nach dem 31.12.2025``, ``vor dem heutigen Tag``."""
        cursor = self.cursor
        cursor.take({"zeitlich"})
        operator = next((found for words, found in MOMENTS if cursor.phrase(words)), None)
        if operator is None:
            return None
        right = self._day()
        return None if right is None else Relation(_dated(operator, right))

    def _day(self) -> Right | None:
        cursor = self.cursor
        if cursor.phrase(*TODAY):
            return Today()
        cursor.take({"dem", "der", "das", "den"})
        cursor.take({"datum", "tag", "zeitpunkt", "wert", "angabe"})
        token = cursor.peek()
        day = calendar_day(token.text) if token.kind == "date" else None
        if day is not None:
            cursor.step()
            return Day(day.isoformat())
        place = self.phrases.element()
        if place is None or place.kind not in DATES:
            return None
        return Other(place.path)

    def _days(self) -> Relation | None:
        """``zwischen dem 1.1.2024 und dem 31.12.2024``: both days are in it."""
        if not self.cursor.take({"zwischen"}):
            return None
        first = self._day()
        last = self._day() if first is not None and self.cursor.take({"und"}) else None
        if not isinstance(first, Day) or not isinstance(last, Day):
            return None
        if first.iso >= last.iso:
            raise Unread("rule_never_or_always", "Der erste Tag liegt nicht vor dem letzten.")
        since, until = _dated(">=", first), _dated("<=", last)
        return Relation(lambda place: both(since(place), until(place)))

    # --- numbers and codes -------------------------------------------------------------------------------------------

    def _comparison(self) -> Relation | None:
        cursor, sign = self.cursor, self.cursor.peek()
        if sign.kind == "operator" and sign.text in SYMBOLS:
            cursor.step()
            operator: Operator | None = SYMBOLS[sign.text]
        else:
            operator = next((found for words, found in COMPARISONS if cursor.phrase(words)), None)
        if operator is None:
            return Relation(_numeric("<", Number(Decimal(0)))) if cursor.take({"negativ"}) else None
        upper = cursor.tokens[cursor.place - 1].lower in ("höchstens", "maximal")
        number = self.number()
        if number is not None:
            return Relation(_numeric(operator, Number(number), money=self.currency()), upper=upper)
        before = cursor.place
        right = self._day()
        if right is not None:
            return Relation(_dated(operator, right))
        cursor.place = before
        return self._to_other(operator)

    def _to_other(self, operator: Operator) -> Relation | None:
        """``(größer als) der Wert in Feld F…``."""
        self.cursor.take(lex.ARTICLES)
        self.cursor.take(lex.VALUES)
        place = self.phrases.element() if self.cursor.peek().kind != "number" else None
        if place is None or place.many or place.kind not in (*NUMERIC, *DATES):
            return None
        ordered = _numeric if place.kind in NUMERIC else _dated
        return Relation(ordered(operator, Other(place.path)))

    def same(self) -> Relation | None:
        """``(=) F…``: what another field holds."""
        return self.cursor.attempt(lambda: self._to_other("="))

    def number(self) -> Decimal | None:
        """``1000``, ``10.000,50``, ``drei``; not the number of a span of time."""
        cursor, token = self.cursor, self.cursor.peek()
        if UNITS.get(cursor.peek(1).lower) is not None:
            return None
        found = german_number(token.text) if token.kind == "number" else None
        if token.kind == "word" and token.lower in lex.NUMBERS and token.lower not in lex.ARTICLES:
            found = Decimal(lex.NUMBERS[token.lower])
        if found is not None:
            cursor.step()
        return found

    def _exceeding(self) -> Relation | None:
        """``(darf) den Wert 10 nicht überschreiten``; without "nicht": ``(wenn) … 10 übersteigt``."""
        cursor = self.cursor
        cursor.take({"den", "die"})
        cursor.take(lex.VALUES)
        number = self.number()
        money = self.currency() if number is not None else False
        denied = cursor.take(lex.NOT) is not None
        verb = cursor.take(EXCEEDING.keys())
        if number is None or verb is None or (denied and verb.endswith("t")):
            return None
        operator = DENIED[EXCEEDING[verb]] if denied else EXCEEDING[verb]
        return Relation(_numeric(operator, Number(number), money=money), upper=denied, negative=denied)

    def currency(self) -> bool:
        """Whether an amount of money is meant: ``Euro``, ``EUR``, ``€``."""
        return self.cursor.take({"euro", "eur"}) is not None or self.cursor.mark("€") is not None

    def _range(self) -> Relation | None:
        """``im Bereich >= 100000 bis <200000``, ``zwischen 1 und 9``, ``von 1 bis 9``; also ``deren Code … liegt``."""
        cursor = self.cursor
        between = cursor.take({"zwischen"})
        if not between and not cursor.phrase("im bereich", "in dem bereich"):
            return None
        cursor.take({"von"})
        low_open, low = self._bound(">", ">=", "≥")
        if not cursor.take({"und"} if between else {"bis", "und"}):
            return None
        high_open, high = self._bound("<", "<=", "≤")
        if low is None or high is None:
            return None
        return Relation(lambda place: _between(place, low, high, low_open=low_open, high_open=high_open))

    def _bound(self, strict: str, *loose: str) -> tuple[bool, str | None]:
        cursor, sign = self.cursor, self.cursor.peek()
        opened = sign.kind == "operator" and sign.text == strict
        if opened or (sign.kind == "operator" and sign.text in loose):
            cursor.step()
        number = cursor.peek()
        return opened, cursor.step().text if number.kind == "number" else None


AGES: tuple[tuple[str, Operator], ...] = (
    ("jünger als", ">"),
    ("älter als", "<"),
    ("mindestens", "<="),
    ("unter", ">"),
)
AGO: tuple[tuple[str, Operator], ...] = (
    ("weniger als", ">"),
    ("mehr als", "<"),
    ("höchstens", ">="),
    ("länger als", "<"),
)
"""Only with "zurückliegt"."""
TODAY = (
    "heute",
    *(
        f"{article} {day}"
        for article in ("dem", "das", "den", "der")
        for day in (
            "heutigen tag", "heutigen datum", "heutige tag", "heutige datum", "aktuellen datum", "aktuelle datum",
            "aktuellen tagesdatum", "aktuelle tagesdatum", "tagesdatum", "tag der antragstellung",
        )
    ),
)  # fmt: skip
MOMENTS: tuple[tuple[str, Operator], ...] = (
    ("vor", "<"),
    ("früher als", "<"),
    ("nach", ">"),
    ("später als", ">"),
    ("frühestens am", ">="),
    ("spätestens am", "<="),
    ("ab", ">="),
    ("bis zum", "<="),
)
EXCEEDING: dict[str, Operator] = {
    "übersteigt": ">",
    "übersteigen": ">",
    "überschreitet": ">",
    "überschreiten": ">",
    "unterschreitet": "<",
    "unterschreiten": "<",
}
DENIED: dict[Operator, Operator] = {">": "<=", "<": ">="}


def _dated(operator: Operator, right: Right) -> Apply:
    def apply(place: Place) -> Term:
        if place.kind not in DATES:
            raise Unread("rule_wrong_type", f"„{place.label}“ ist kein Datum.")
        _check_other(place, right)
        return Order(place.path, operator, right)

    return apply


def _numeric(operator: Operator, right: Right, *, money: bool = False) -> Apply:
    def apply(place: Place) -> Term:
        if place.kind not in NUMERIC or (money and place.kind != "num_currency"):
            raise Unread("rule_wrong_type", f"„{place.label}“ ist keine Zahl.")
        _check_other(place, right)
        return Order(place.path, operator, right)

    return apply


def _check_other(place: Place, right: Right) -> None:
    if isinstance(right, Other) and right.path == place.path:
        raise Unread("rule_reads_itself", f"„{place.label}“ wird mit sich selbst verglichen.")


def _between(place: Place, low: str, high: str, *, low_open: bool, high_open: bool) -> Term:
    if place.kind in NUMERIC:
        below, above = german_number(low), german_number(high)
        if below is None or above is None or below >= above:
            raise Unread("rule_never_or_always", f"Zwischen {low} und {high} liegt nichts.")
        return both(
            Order(place.path, ">" if low_open else ">=", Number(below)),
            Order(place.path, "<" if high_open else "<=", Number(above)),
        )
    if place.kind != "choice" or len(low) != len(high) or not (low + high).isdecimal() or place.many:
        raise Unread("rule_wrong_type", f"„{place.label}“ hat keine Codes, die sich der Größe nach ordnen lassen.")
    if low >= high:
        raise Unread("rule_never_or_always", f"Zwischen {low} und {high} liegt kein Code.")
    return CodeRange(place.path, low, high, low_open, high_open)
