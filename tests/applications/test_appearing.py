"""What a page drawn again holds counts as asked, behind choices and gates that are still closed as well."""

from dienstweg.applications.appearing import appeared, brought
from dienstweg.engine.answers import Answers
from tests.engine.ruling.forms import f, form, g, journey, short

HIDDEN = ("Wenn F1 = Nein, darf G1 nicht angezeigt werden.",)
CHOICE = g(1, g(2, f(2), f(3, count="0:1")), g(3, f(4)), art="X")
WHERE = form(g(9, f(1, "bool"), CHOICE), rules=HIDDEN)
NOTHING: Answers = {}


def test_what_lies_behind_a_choice_came_with_the_choice() -> None:
    """With the script: the choice appears, is made in the browser, and nothing in it is new on "Weiter"."""
    before, looked = journey(WHERE, NOTHING), journey(WHERE, {"G9": {"F1": True}})
    page = before.pages[0]
    within = ("G9.G1.?G2", "G9.G1.G2.F2", "G9.G1.G2.F3", "G9.G1.G2", "G9.G1.G3.F4", "G9.G1.G3", "G9.G1")
    assert short(brought(before, looked, page)) == within
    answered = journey(WHERE, {"G9": {"F1": True, "G1": {"G2": {"F2": "x"}}}})
    assert set(appeared(before, answered, page)) <= set(brought(before, looked, page))


def test_what_was_drawn_before_is_not_brought() -> None:
    before, looked = (
        journey(WHERE, {"G9": {"F1": True}}),
        journey(WHERE, {"G9": {"F1": True, "G1": {"G3": {"F4": "x"}}}}),
    )
    assert brought(before, looked, before.pages[0]) == ()


def test_what_waits_is_not_brought() -> None:
    before = journey(WHERE, NOTHING)
    assert brought(before, before, before.pages[0]) == ()
