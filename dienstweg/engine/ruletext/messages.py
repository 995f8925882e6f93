"""The sentence people read for an effect: what is needed or not, and why."""

from decimal import Decimal

from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.codes import Codes
from dienstweg.engine.ruletext.places import Place, Places
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import (
    TRUE,
    All,
    Among,
    Any,
    CodeRange,
    Count,
    Day,
    Filled,
    Land,
    Leaf,
    Not,
    Number,
    Order,
    Other,
    OtherCode,
    RealDay,
    Right,
    Scalar,
    Term,
    Today,
    either,
)

MOST_VALUES = 4
LONGEST = 260
_ORDER_OF_DAYS = {"<": "vor", "<=": "nicht nach", ">": "nach", ">=": "nicht vor", "=": "genau auf", "!=": "nicht auf"}
_ORDER = {"<": "kleiner als", "<=": "höchstens", ">": "größer als", ">=": "mindestens", "=": "gleich", "!=": "ungleich"}


class Messages:
    """Writes the messages of one schema, with the labels people see."""

    def __init__(self, places: Places, codes: Codes) -> None:
        self.places = places
        self.codes = codes

    def told(self, kind: str, place: Place, condition: Term, values: tuple[Scalar, ...]) -> str:
        name = f"„{place.label}“"
        match kind:
            case "require":
                said = f"{name} ist nötig"
            case "forbid":
                said = f"{name} entfällt"
            case "optional":
                said = f"{name} ist freiwillig"
            case "set":
                said = f"{name} ist mit {self._values(place.path, values)} festgelegt"
            case _:
                said = f"Bei {name} ist nur {self._values(place.path, values)} möglich"
        return self._because(said, condition)

    def only_when(self, place: Place, condition: Term) -> str:
        if condition == TRUE:
            return f"„{place.label}“ wird gefragt."
        return _short(
            f"„{place.label}“ wird nur gefragt, wenn {self.words(condition)}.",
            f"„{place.label}“ wird nur bei bestimmten Angaben gefragt.",
        )

    def check(self, statement: Statement, condition: Term) -> str:
        joint = "und" if statement.wording == "order" else "oder"
        names = _listed([f"„{place.label}“" for place in statement.about], joint)
        check = statement.check
        match statement.wording, check:
            case "calendar", _:
                return "Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie Tag, Monat und Jahr."
            case "filled", Count(low, high, _) if low == high == 1:
                said = f"Bitte füllen Sie genau eine dieser Angaben aus: {names}"
            case "filled", Count(low, high, _) if low == high:
                said = f"Bitte füllen Sie genau {low} dieser Angaben aus: {names}"
            case "filled", Count(0, high, _):
                said = f"Bitte füllen Sie höchstens {high} dieser Angaben aus: {names}"
            case "filled", Count(low, _, _):
                said = f"Bitte füllen Sie mindestens {low} dieser Angaben aus: {names}"
            case "filled", _:
                said = f"Bitte füllen Sie mindestens eine dieser Angaben aus: {names}"
            case "excluded", Not(Among(path, values, _)):
                said = f"Bei {names} ist {self._values(path, values)} nicht möglich"
            case "order", _:
                said = f"Bitte prüfen Sie {names}: {self._order(check)}"
            case _:
                said = f"Bitte prüfen Sie {names}: Verlangt ist, dass {self.words(_answered(check))}"
        return self._because(said, condition)

    def _because(self, said: str, condition: Term) -> str:
        if condition == TRUE:
            return f"{said}."
        return _short(f"{said}, weil {self.words(condition)}.", f"{said}. Das folgt aus Ihren übrigen Angaben.")

    def _order(self, check: Term | None) -> str:
        parts = check.parts if isinstance(check, Any) else (check,)
        return "Verlangt ist, dass " + " und ".join(
            self.words(part) for part in parts if part is not None and not isinstance(part, Not)
        )

    # --- conditions --------------------------------------------------------------------------------------------------

    def words(self, term: Term) -> str:
        """The condition as a German clause that follows "weil" or "wenn"."""
        match term:
            case All(parts):
                return " und ".join(self.words(part) for part in parts) or "das immer gilt"
            case Any(parts):
                return " oder ".join(self.words(part) for part in parts) or "das nie gilt"
            case Count(low, high, parts):
                number = f"genau {low}" if low == high else f"mindestens {low}" if high is None else f"höchstens {high}"
                return f"{number} von diesen zutrifft: {', '.join(self.words(part) for part in parts)}"
            case Not(part):
                return self._not(part)
            case _:
                return self._leaf(term, "")

    def _not(self, part: Term) -> str:
        match part:
            case Filled(path, _):
                return f"{self._name(path)} fehlt"
            case Filled() | Among() | OtherCode() | CodeRange() | Order() | RealDay() | Land():
                return self._leaf(part, "nicht ")
            case _:
                return f"nicht gilt, dass {self.words(part)}"

    def _leaf(self, leaf: Leaf, no: str) -> str:
        match leaf:
            case Filled(path, _):
                return f"{self._name(path)} {no}angegeben ist"
            case Among(path, (bool() as value,), _):
                return f"{self._name(path)} {no}mit {'Ja' if value else 'Nein'} beantwortet ist"
            case Among(path, values, _):
                return f"bei {self._name(path)} {no}{self._values(path, values)} gewählt ist"
            case OtherCode(path, _, _):
                return f"bei {self._name(path)} {no}ein Staat außerhalb von EU, EWR und Schweiz gewählt ist"
            case CodeRange():
                return f"der Code von {self._name(leaf.path)} {no}zwischen {leaf.low} und {leaf.high} liegt"
            case RealDay():
                return f"es diesen Tag im Kalender {no}gibt"
            case Land(named):
                return f"der Antrag {no}in {states.told(named)} gestellt wird"
            case Order():
                return self._ordered(leaf, no)

    def _ordered(self, leaf: Order, no: str) -> str:
        match leaf.right:
            case Number(value):
                return f"{self._name(leaf.path)} {no}{_ORDER[leaf.operator]} {str(value).replace('.', ',')} ist"
            case right:
                return f"{self._name(leaf.path)} {no}{_ORDER_OF_DAYS[leaf.operator]} {self._day(right)} liegt"

    def _day(self, right: Right) -> str:
        match right:
            case Day(iso):
                year, month, day = iso.split("-")
                return f"dem {day}.{month}.{year}"
            case Other(path):
                return self._name(path)
            case Today(0, 0):
                return "heute"
            case Today(months, days):
                years, rest = divmod(months, 12)
                spans = ((years, "Jahr", "Jahren"), (rest, "Monat", "Monaten"), (days, "Tag", "Tagen"))
                told = [f"{number} {one if number == 1 else several}" for number, one, several in spans if number]
                return f"dem Tag vor {_listed(told, 'und')}"
            case Number(value):
                return str(value)

    def _name(self, path: str) -> str:
        return f"„{self.places.by_path[path].label}“"

    def _values(self, path: str, values: tuple[Scalar, ...]) -> str:
        if len(values) > MOST_VALUES:
            return f"eine von {len(values)} bestimmten Angaben"
        return _listed([self._value(path, value) for value in values], "oder")

    def _value(self, path: str, value: Scalar) -> str:
        if isinstance(value, bool):
            return "Ja" if value else "Nein"
        if isinstance(value, Decimal):
            return str(value).replace(".", ",")
        place = self.places.by_path[path]
        label = self.codes.known(place).entries.get(value) if place.kind == "choice" else None
        return f"„{' '.join((label or value).split())}“"


def _listed(words: list[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _answered(check: Term | None) -> Term:
    """A check without its way out, that nothing is answered: whoever reads of it has answered."""
    match check:
        case Any((Not(Filled()), *rest)):
            return either(*rest)
        case None:
            return TRUE
        case _:
            return check


def _short(text: str, instead: str) -> str:
    return text if len(text) <= LONGEST else instead
