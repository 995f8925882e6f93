"""What is said about an expression before there are any answers."""

import pytest

from dienstweg.engine.feel import Unsupported, compile_expression
from tests.engine.feel.given import SCOPE

FINE = (
    'status = "002" and person.income > 1000',
    'status in ["001", "002"]',
    "status = null or person.born = null",
    'some d in dogs satisfies d.breed = "Mops" and d.age >= 2',
    'dogs[breed = "Mops"][1].name = "Rex"',
    "count(dogs.marks) > 1",
    '"rot" in colours',
    'today() - person.born > @"P6574D"',
    'years and months duration(person.born, today()) >= duration("P18Y")',
    "sum(for d in dogs return d.age * 24.50) < 100",
    '(if person.married then "a" else null) = "b"',
    "[1, 2][item > 1]",
    "flatten(dogs)[anything = 1].more",
    "person.born.year between 1900 and 2000",
    "number(land) = 6",
    "min(person.income, 5) > 1",
    "person.income in (< 5, [7..9])",
)


@pytest.mark.parametrize("text", FINE)
def test_nothing_is_said_about_what_is_fine(text: str) -> None:
    assert compile_expression(text, SCOPE).faults == ()


UNKNOWN = {
    'stauts = "002"': (0, "Den Namen „stauts“ gibt es hier nicht. Meinen Sie „status“?"),
    "1 + zzzz": (4, "Den Namen „zzzz“ gibt es hier nicht."),
    "string lenght(land)": (0, "Den Namen „string lenght“ gibt es hier nicht. Meinen Sie „string length“?"),
    'dogs[bred = "Mops"]': (5, "Den Namen „bred“ gibt es hier nicht. Meinen Sie „breed“?"),
}
MEMBERS = {
    "person.incom > 5": (6, "„incom“ gibt es hier nicht. Meinen Sie „income“?"),
    "some d in dogs satisfies d.agee > 1": (26, "„agee“ gibt es hier nicht. Meinen Sie „age“?"),
    "person.born.yaer = 1990": (11, "„yaer“ gibt es hier nicht. Meinen Sie „year“?"),
}
TYPES = {
    "person.income + land": (14, "Mit „+“ lässt sich das nicht verknüpfen: eine Zahl und ein Text."),
    "-land": (0, "Ein Minus steht vor Zahlen und Dauern, angegeben ist ein Text."),
    "status and person.married": (0, "Hier wird Ja oder Nein gebraucht, angegeben ist ein Text."),
    "if 1 then 2 else 3": (3, "Hier wird Ja oder Nein gebraucht, angegeben ist eine Zahl."),
    "some d in dogs satisfies d.age": (26, "Hier wird Ja oder Nein gebraucht, angegeben ist eine Zahl."),
    'dogs["a"]': (4, "In der Klammer steht eine Bedingung oder eine Nummer, angegeben ist ein Text."),
    'for i in 1.."a" return i': (12, "Gezählt wird von Zahl zu Zahl, angegeben ist ein Text."),
    "{a: 1, a: 2}": (7, "Der Eintrag „a“ steht hier zweimal."),
}
CALLS = {
    "upper case(1)": (0, "„upper case(string)“ nimmt das nicht an: eine Zahl."),
    "not(status)": (0, "„not(negand)“ nimmt das nicht an: ein Text."),
    "count()": (0, "Geschrieben wird das „count(list)“."),
    "abs(number: 1)": (0, "Geschrieben wird das „abs(n)“."),
    "date(1)": (0, "„date(from)“ oder „date(year, month, day)“ nimmt das nicht an: eine Zahl."),
    "date(1, 2)": (0, "Geschrieben wird das „date(from)“ oder „date(year, month, day)“."),
    'date("31.5.2026")': (5, "„31.5.2026“ ist kein Datum wie 2026-05-31."),
    'duration("18 Jahre")': (9, "„18 Jahre“ ist keine Dauer wie P14D oder P1Y6M."),
    'matches(land, "(?=a)")': (14, "„(?=a)“ ist kein Muster, das in linearer Zeit verglichen werden kann."),
}
ABOUT_LISTS = "Nach den Einträgen einer Liste fragen „some … in … satisfies …“ und „… in …“."
NEVER = {
    'person.income = "100"': (14, "Verglichen werden eine Zahl und ein Text. Das trifft nie zu."),
    'person.born < "2000-01-01"': (12, "Verglichen werden ein Datum und ein Text. Das trifft nie zu."),
    'today() - person.born > duration("P18Y")': (
        22,
        "Verglichen werden eine Dauer in Tagen und eine Dauer in Monaten. Das trifft nie zu.",
    ),
    "person.married > false": (15, "Größer und kleiner gibt es hier nicht: Verglichen wird Ja oder Nein."),
    'dogs.breed = "Mops"': (
        11,
        "Verglichen werden eine Liste und ein Text. Das trifft nie zu. " + ABOUT_LISTS,
    ),
    'status = "02"': (9, "Den Code „02“ gibt es in dieser Liste nicht. Meinen Sie „002“?"),
    '"Ist beantragt" != status': (
        0,
        "Den Code „Ist beantragt“ gibt es in dieser Liste nicht. So heißt der Code „001“.",
    ),
    'status in ["001", "003x"]': (18, "Den Code „003x“ gibt es in dieser Liste nicht."),
    'status in ("9999", "001")': (11, "Den Code „9999“ gibt es in dieser Liste nicht."),
    'person.income in ["a"]': (14, "Verglichen werden eine Zahl und ein Text. Das trifft nie zu."),
    "person.income between 1 and true": (14, "Verglichen werden eine Zahl und Ja oder Nein. Das trifft nie zu."),
    'status = "001" and land = "NW" and status = "002"': (
        42,
        "„status“ kann nicht zugleich zwei verschiedene Werte haben.",
    ),
    '[1.."b"]': (0, "Verglichen werden eine Zahl und ein Text. Das trifft nie zu."),
}


@pytest.mark.parametrize(
    ("code", "table"),
    [
        ("feel_unknown_name", UNKNOWN),
        ("feel_unknown_member", MEMBERS),
        ("feel_wrong_type", TYPES),
        ("feel_wrong_call", CALLS),
        ("feel_never_holds", NEVER),
    ],
)
def test_what_is_doubtful_is_named_with_its_place(code: str, table: dict[str, tuple[int, str]]) -> None:
    found = {
        text: [(fault.code, fault.position, fault.message) for fault in compile_expression(text, SCOPE).faults]
        for text in table
    }
    assert found == {text: [(code, *expected)] for text, expected in table.items()}


def test_faults_stand_in_the_order_of_the_text() -> None:
    faults = compile_expression('a and status = "02" and b', SCOPE).faults
    assert [fault.position for fault in faults] == [0, 15, 24]


def test_a_name_that_nothing_has_is_null() -> None:
    assert compile_expression("a = null", SCOPE).evaluate({}) is True


@pytest.mark.parametrize("text", ['date("-0044-03-15")', 'time("10:00:00@Europe/Berlin")', "sort([1])"])
def test_constants_outside_the_subset_are_refused(text: str) -> None:
    with pytest.raises(Unsupported) as refused:
        compile_expression(text)
    assert refused.value.fault.code == "feel_unsupported"
