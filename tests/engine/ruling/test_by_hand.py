"""What the author's file says about rules: in place of sentences, beside them, and what in it does not fit."""

from decimal import Decimal

import pytest

from dienstweg.engine.adoption import offer
from dienstweg.engine.answers import Answers
from dienstweg.engine.overlay import AmountPart, EffectPart, Overlay, ParameterPart, RulePart
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Group, walk
from tests.engine.ruling.forms import asked, f, form, g, gaps, journey, leaving, long, short, told
from tests.engine.schema_parts import points

UNREAD = "Bei Bedarf muss F2 befüllt werden."
YES: Answers = {"F1": True}
NO: Answers = {"F1": False}


def by_hand(*effects: EffectPart, rule: str = "R1") -> Overlay:
    return Overlay(rules={rule: RulePart(effects=tuple(effects))})


def effect(**said: object) -> EffectPart:
    """An effect with ids written short."""
    return EffectPart(**long(said))  # type: ignore[arg-type] # by name


def test_a_sentence_that_was_left_is_put_into_effect() -> None:
    children = (f(1, "bool"), f(2, count="0:1"))
    assert [code for code, _ in points(form(*children, rules=(UNREAD,)))] == ["rule_not_executed"]
    of = form(*children, rules=(UNREAD,), overlay=by_hand(effect(require="F2", when="F1 = true")))
    assert (points(of), gaps(of, YES), gaps(of, NO)) == ([], [("F2", "missing")], [])


def test_a_sentence_that_was_read_is_replaced() -> None:
    of = form(
        f(1, "bool"),
        f(2),
        rules=("Wenn F1 = Ja, ist F2 auszublenden.",),
        overlay=by_hand(effect(forbid="F2", when="F1 = false")),
    )
    assert (asked(of, YES), asked(of, NO)) == (["F1", "F2"], ["F1"])


def test_the_other_rules_stay() -> None:
    of = form(
        f(1, "bool"),
        f(2),
        f(3, count="0:1"),
        rules=("Wenn F1 = Ja, ist F2 auszublenden.", "Wenn F1 = Ja, muss F3 befüllt werden."),
        overlay=Overlay(rules={"R1": RulePart(documentation="Das gilt nicht mehr.", by="Fachamt")}),
    )
    assert (asked(of, YES), gaps(of, YES | {"F2": "x"})) == (["F1", "F2", "F3"], [("F3", "missing")])
    assert [one.rules for one in of.ruled] == [("R2",)]


def test_documentation_leaves_nothing_open() -> None:
    said = Overlay(rules={"R1": RulePart(documentation="Prüft das Amt.", by="Fachamt")})
    of = form(f(2, count="0:1"), rules=(UNREAD,), overlay=said)
    assert (points(of), of.ruled, of.checks) == ([], (), ())


def test_every_kind_of_effect() -> None:
    of = form(
        f(1, "bool"),
        f(2),
        f(3, "001 002 003"),
        f(4, "001 002"),
        f(5, "num_int"),
        rules=(UNREAD,),
        overlay=by_hand(
            effect(optional="F2", when="F1"),
            effect(restrict="F3", codes=("001", "002"), when="F1"),
            effect(set="F4", value='if F1 then "001" else "002"'),
            effect(valid="F5", holds="F5 > 10", when="F1", message="Das ist zu wenig."),
        ),
    )
    answers: Answers = {"F3": "003", "F5": 5}
    assert told(of, YES | answers) == [
        ("F3", "Wählen Sie bei „Feld F3“ einen Eintrag aus der Liste aus."),
        ("F5", "Das ist zu wenig."),
    ]
    assert gaps(of, NO | answers) == [("F2", "missing")]
    assert [leaving(of, one | answers)["F4"] for one in (YES, NO)] == ["001", "002"]


def test_a_check_of_the_whole() -> None:
    of = form(
        f(1, count="0:1"),
        f(2, count="0:1"),
        rules=(UNREAD,),
        overlay=by_hand(effect(valid="", holds="F1 != null or F2 != null", message="Eines davon.")),
    )
    assert (told(of, {}), told(of, {"F1": "x"})) == ([("F2", "Eines davon.")], [])


def test_conditions_see_their_own_row() -> None:
    of = form(
        g(1, f(1, "bool"), f(2), f(3, "num_int", "0:1"), count="0:*"),
        rules=(UNREAD,),
        overlay=by_hand(
            effect(forbid="G1.F2", when="G1.F1"),
            effect(valid="G1", holds="G1.F3 > 1", when="G1.F1", message="Zu wenig."),
        ),
    )
    rows: Answers = {"G1": [{"F1": True, "F2": "x", "F3": 1}, {"F1": False, "F2": "y", "F3": 1}]}
    assert told(of, rows) == [("G1.0.F3", "Zu wenig.")]
    assert leaving(of, rows) == {"G1": [{"F1": True, "F3": 1}, {"F1": False, "F2": "y", "F3": 1}]}


def test_remarks_in_an_expression_do_not_spoil_it() -> None:
    of = form(
        f(1, "bool"),
        f(2, "num_int"),
        rules=(UNREAD,),
        overlay=by_hand(
            effect(valid="F2", holds="F2 > 1 // mehr als eins", when="F1 // nur dann", message="Zu wenig."),
            effect(optional="F2", when="F1 = true // a"),
            effect(optional="F2", when="F1 = false /* b */"),
        ),
    )
    assert [gaps(of, one | {"F2": 1}) for one in (YES, NO)] == [[("F2", "wrong")], []]
    assert [gaps(of, one) for one in (YES, NO)] == [[], []]


def test_groups_that_the_author_s_rules_decide_about_open_by_themselves() -> None:
    group = g(1, f(2), count="0:1")
    of = form(f(1, "bool"), group, rules=(UNREAD,), overlay=by_hand(effect(require="G1", when="F1")))
    assert [node.gate for node in walk(of.nodes) if isinstance(node, Group)] == [False]
    assert (gaps(of, YES), gaps(of, NO)) == ([("G1.F2", "missing")], [])


# --- computed values and amounts -------------------------------------------------------------------------------------


def test_a_computed_value_is_never_asked() -> None:
    of = form(f(1, "num_int"), f(2, "num_int"), f(3, "num_int"), overlay=Overlay(computed=long({"F3": "F1 + F2"})))
    assert [asked(of, answers) for answers in ({}, {"F1": 1}, {"F1": 1, "F2": 2})] == [["F1", "F2"]] * 3
    assert leaving(of, {"F1": 1, "F2": 2, "F3": 77}) == {"F1": 1, "F2": 2, "F3": 3}
    assert (leaving(of, {"F1": 1}), gaps(of, {"F1": 1, "F2": 2})) == ({"F1": 1}, [])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("bool", "F1 > 1", True),
        ("num", "F1 / 8", "0.25"),
        ("num_currency", "F1 * 1.5", "3.00"),
        ("date", 'date("2026-01-31") + duration("P1M")', "2026-02-28"),
        ("text", 'if F1 > 1 then "viele" else "eins"', "viele"),
        ("time", 'time("14:30:00")', "14:30:00"),
    ],
)
def test_values_of_every_kind_are_computed(kind: str, text: str, value: object) -> None:
    of = form(f(1, "num_int"), f(2, kind), overlay=Overlay(computed=long({"F2": text})))
    assert leaving(of, {"F1": 2}) == {"F1": 2, "F2": value}


def test_what_does_not_fit_the_field_is_not_sent() -> None:
    of = form(f(1, "num_int"), f(2, "num_int"), overlay=Overlay(computed=long({"F2": "F1 / 2"})))
    assert [leaving(of, {"F1": number}) for number in (3, 4)] == [{"F1": 3}, {"F1": 4, "F2": 2}]


def test_the_author_s_value_goes_before_that_of_a_sentence() -> None:
    of = form(
        f(1, "bool"),
        f(2, "001 002"),
        rules=("Wenn F1 = Ja, ist F2 mit 001 vorzubefüllen und auszublenden.",),
        overlay=Overlay(computed=long({"F2": '"002"'})),
    )
    assert leaving(of, YES) == {"F1": True, "F2": "002"}


def test_a_value_in_each_row() -> None:
    of = form(
        g(1, f(1, "num_int"), f(2, "num_int"), count="0:*"), overlay=Overlay(computed=long({"G1.F2": "G1.F1 * 2"}))
    )
    rows: Answers = {"G1": [{"F1": 1}, {}, {"F1": 2}]}
    assert leaving(of, rows) == {"G1": [{"F1": 1, "F2": 2}, {"F1": 2, "F2": 4}]}


def test_amounts_follow_from_answers_and_local_values() -> None:
    of = form(
        g(1, f(1, "bool"), count="0:*"),
        overlay=Overlay(
            parameters=(ParameterPart(name="satz", kind="money", label="Satz"),),
            amounts=(
                AmountPart(name="steuer", label="Steuer", value=long("count(G1) * satz")),
                AmountPart(name="frei", label="Frei", value=long("if count(G1[F1 = true]) > 0 then 0 else null")),
            ),
        ),
    )
    rows = {"G1": [{"F1": True}, {}, {"F1": False}]}
    offered = offer(of, {"satz": "72.50"})
    found = [[(amount.name, value) for amount, value in journey(one, rows).amounts()] for one in (offered, of)]
    assert found == [[("steuer", Decimal("145.00")), ("frei", Decimal(0))], [("frei", Decimal(0))]]


# --- what does not fit -----------------------------------------------------------------------------------------------

CHILDREN = (
    f(1, "bool"),
    f(2),
    f(3, "001 002"),
    f(4, "label", content="Hinweis"),
    f(5, "file"),
    g(1, f(6, "num_int"), count="0:*"),
)


def refused(said: Overlay) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        form(*CHILDREN, rules=(UNREAD, UNREAD), overlay=said)
    assert {problem.code for problem in caught.value.problems} == {"overlay_rule"}
    return [(problem.where.removeprefix("service.yaml: "), short(problem.message)) for problem in caught.value.problems]


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "zwei Ziele": (
        {"require": "F2", "forbid": "F2"},
        "Eine Wirkung hat genau ein Ziel: require, forbid, optional, set, restrict oder valid.",
    ),
    "kein Ziel": (
        {"when": "F1"},
        "Eine Wirkung hat genau ein Ziel: require, forbid, optional, set, restrict oder valid.",
    ),
    "fremd": ({"require": "F77"}, "Ein Element F77 gibt es in diesem Datenschema nicht."),
    "leer": ({"require": ""}, "Ein Element  gibt es in diesem Datenschema nicht."),
    "ohne Wert": ({"set": "F2"}, "Zu „set“ gehört „value“."),
    "ohne Codes": ({"restrict": "F3"}, "Zu „restrict“ gehört „codes“."),
    "ohne Bedingung": ({"valid": "F2", "message": "Nein."}, "Zu „valid“ gehört „holds“."),
    "ohne Satz": ({"valid": "F2", "holds": "F1"}, "Zu „valid“ gehört „message“."),
    "Hinweis nötig": ({"require": "F4"}, "Ein Hinweis wird nicht ausgefüllt."),
    "Wert einer Gruppe": ({"set": "G1", "value": '"x"'}, "Einen Wert bekommt nur ein Feld, das keine Datei ist."),
    "Wert einer Datei": ({"set": "F5", "value": '"x"'}, "Einen Wert bekommt nur ein Feld, das keine Datei ist."),
    "kein Auswahlfeld": ({"restrict": "F2", "codes": ("1",)}, "Auf Codes beschränken lässt sich nur ein Auswahlfeld."),
    "fremder Code": (
        {"restrict": "F3", "codes": ("001", "9")},
        "Den Code „9“ gibt es in der Liste dieses Feldes nicht.",
    ),
    "fremder Wert": ({"set": "F3", "value": '"9"'}, 'Den Wert "9" nimmt das Feld nicht an.'),
    "Wert falscher Art": ({"set": "F2", "value": "1"}, "Gebraucht wird ein Text, angegeben ist eine Zahl."),
    "keine Bedingung": (
        {"require": "F2", "when": "F2"},
        "Gebraucht wird Ja oder Nein, angegeben ist ein Text.",
    ),
    "Tippfehler": (
        {"require": "F2", "when": "F1 = = true"},
        "Zeichen 16: Erwartet wird ein Wert, hier steht „=“.",
    ),
    "nie": (
        {"require": "F2", "when": "F1 = 1"},
        "Zeichen 14: Verglichen werden Ja oder Nein und eine Zahl. Das trifft nie zu.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_effect_that_does_not_fit_is_refused_with_its_place(case: str) -> None:
    said, message = WRONG[case]
    assert refused(by_hand(effect(**said))) == [("rules.R1.effects.0", message)]


def test_a_rule_that_does_not_fit_is_refused_with_its_place() -> None:
    said = Overlay(
        rules={
            "R9": RulePart(documentation="Entfällt.", by="Fachamt"),
            "R1": RulePart(documentation="Entfällt."),
            "R2": RulePart(),
        }
    )
    assert refused(said) == [
        ("rules.R9", "Eine Regel R9 gibt es in diesem Datenschema nicht."),
        ("rules.R1", "Nennen Sie unter „by“, wer die Erläuterung verantwortet."),
        ("rules.R2", "Nötig sind entweder Wirkungen oder eine Erläuterung mit Begründung."),
    ]


def test_values_and_amounts_that_do_not_fit_are_refused_with_their_places() -> None:
    said = Overlay(
        computed=long({"F77": "1", "F2": "F3 +", "G1.F6": "G1.F66", "F4": "1"}),
        amounts=(
            AmountPart(name="a", label="A", value='"zehn"'),
            AmountPart(name="a", label="B", value=long("sum(G1.F6)")),
            AmountPart(name="b", label="B", value="satz"),
        ),
    )
    assert [(short(where), message) for where, message in refused(said)] == [
        ("computed.F77", "Ein Element F77 gibt es in diesem Datenschema nicht."),
        ("computed.F2", "Zeichen 15: Erwartet wird ein Wert, hier endet der Ausdruck."),
        ("computed.G1.F6", "Zeichen 13: „F66“ gibt es hier nicht. Meinen Sie „F6“?"),
        ("computed.F4", "Einen Wert bekommt nur ein Feld, das keine Datei ist."),
        ("amounts.0", "Gebraucht wird eine Zahl, angegeben ist ein Text."),
        ("amounts.1", "Einen Betrag „a“ gibt es schon."),
        ("amounts.2", "Zeichen 1: Den Namen „satz“ gibt es hier nicht."),
    ]
