"""Sentences with what they do, and sentences that nobody may carry out.

``read.txt`` and ``unread.txt`` are near to what schemas have; ``composed.txt`` and ``traps.txt`` hold what was made up
to test the grammar. ⏎ stands for the end of a line in a rule.
"""

from pathlib import Path

import pytest

from tests.engine.ruletext.sample import Outcome, book, outcome

FOLDER = Path(__file__).parent


def blocks(name: str) -> dict[str, tuple[str, ...]]:
    """Lines of a file with the indented lines below each; lines with # are headings."""
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            last.append(line.strip())
        elif line and not line.startswith("#"):
            last = found.setdefault(line, [])
    return {lines(line): tuple(map(lines, below)) for line, below in found.items()}


def lines(text: str) -> str:
    return text.replace(" ⏎ ", "\n")


READ = blocks("read.txt") | blocks("composed.txt")
UNREAD = [
    (text, tuple(reasons.split()))
    for name in ("unread.txt", "traps.txt")
    for reasons, texts in blocks(name).items()
    for text in texts
]


@pytest.mark.parametrize(("text", "effects"), READ.items(), ids=range(len(READ)))
def test_a_sentence_does_what_it_says(text: str, effects: tuple[str, ...]) -> None:
    assert outcome(text) == Outcome("executed", effects)


@pytest.mark.parametrize(("text", "reasons"), UNREAD, ids=range(len(UNREAD)))
def test_a_doubtful_sentence_does_nothing(text: str, reasons: tuple[str, ...]) -> None:
    assert outcome(text) == Outcome("not translated", (), reasons)


def test_there_are_enough_traps() -> None:
    assert len({text for text, _ in UNREAD}) == len(UNREAD) >= 830
    assert not {text for text, _ in UNREAD} & READ.keys()


PARTLY = {
    "Für alle Länder gilt: F18 muss befüllt werden. Für alle anderen Länder gilt: F7 muss befüllt werden.": (
        ("require F18: immer",),
        ("rule_depends_on_unread",),
    ),
    "F18 muss für Hessen angezeigt werden. Für die anderen Länder wird es nicht angezeigt. Es ist ein Pflichtfeld.": (
        ("forbid F18: false",),
        ("rule_contradiction", "rule_contradiction"),
    ),
    "Wenn F2 = Ja: F18 ist Pflichtfeld. F7 ist auszublenden.": (
        ("require F18: F2 = true",),
        ("rule_not_understood",),
    ),
    "Wenn F2 = Ja: ⏎ 1. F18 ist Pflichtfeld. ⏎ 2. F7 ist auszublenden. ⏎ F8 ist auszublenden.": (
        ("require F18: F2 = true", "forbid F7: F2 = true"),
        ("rule_not_understood",),
    ),
    "WENN F2 = Ja ⏎ DANN ⏎ Das Feld F18 ist Pflicht. ⏎ Das Feld F7 ist Pflicht.": (
        ("require F18: F2 = true",),
        ("rule_not_understood",),
    ),
    "Wenn F2 = Ja, muss F18 befüllt werden. Außerdem muss F7 befüllt werden.": (
        ("require F18: F2 = true",),
        ("rule_not_understood",),
    ),
    "Wenn F2 = Ja, muss F18 befüllt werden. F7 muss auch befüllt werden.": (
        ("require F18: F2 = true",),
        ("rule_not_understood",),
    ),
    "F18 muss in Hessen befüllt werden. Zusätzlich ist F7 anzuzeigen.": (
        ('require F18: land = "HE"',),
        ("rule_not_understood",),
    ),
    "Wenn F2 = Ja, muss F18 befüllt werden. Stattdessen ist F7 auszublenden.": (
        ("require F18: F2 = true",),
        ("rule_not_understood",),
    ),
    "Wenn F2 = Ja, muss F18 befüllt werden. Wenn F20 = Ja, muss F7 befüllt werden. Andernfalls ist F8 auszublenden.": (
        ("require F18: F2 = true", "require F7: F20 = true"),
        ("rule_depends_on_unread",),
    ),
    "F18 muss befüllt werden. Rechtsgrundlage ist § 5 BZRG.": (
        ("require F18: immer",),
        ("rule_not_understood",),
    ),
    "Für Hessen gilt: Wenn F2 vielleicht Ja, muss F18 befüllt werden. F7 muss befüllt werden.": (
        ('require F7: land = "HE"',),
        ("rule_not_understood",),
    ),
    "F18 muss befüllt werden. F7 muss dann auch befüllt werden.": (
        ("require F18: immer",),
        ("rule_depends_on_unread",),
    ),
    "Wenn F1 = 001, zeige F18. Wenn F1 = 002, zeige F7. Sonst zeige F6.": (
        ('forbid F18: F1 != "001"', 'forbid F7: F1 != "002"'),
        ("rule_depends_on_unread",),
    ),
    "F18 muss befüllt werden. F7 darf nicht angezeigt werden, sofern der Antrag schriftlich kommt.": (
        ("require F18: immer",),
        ("rule_not_understood",),
    ),
}


@pytest.mark.parametrize(("text", "expected"), PARTLY.items(), ids=range(len(PARTLY)))
def test_one_sentence_more_than_another(text: str, expected: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert outcome(lines(text)) == Outcome("partly", *expected)


DOCUMENTATION = (
    "Die Angabe erfolgt nach amtlichem Muster.",
    "Hinweis zur Fachlichkeit",
)


@pytest.mark.parametrize("text", DOCUMENTATION)
def test_a_remark_is_documentation(text: str) -> None:
    assert outcome(text).status == "documentation"


def test_a_sentence_with_a_modal_verb_is_no_documentation() -> None:
    assert outcome("Die Angaben müssen vollständig sein.").status == "not translated"


def test_messages_tell_what_and_why() -> None:
    told = [
        effect.message
        for effect in book(
            "Wenn F2 = Ja, muss F18 befüllt werden. Wenn F2 = Nein, ist F18 auszublenden.",
            'Wenn F1 = 001 "Herr", zeige G2 an.',
            "Wenn F6 leer ist, ist F7 optional.",
            'Das Feld F23 ist mit 01 "Natürliche Person" vorzubefüllen und auszublenden.',
            "Im Feld F1 dürfen nur die Codes 001 und 002 ausgewählt werden.",
            "Es muss mindestens eines der Felder F6, F7 oder F8 befüllt sein.",
            "Für das Land HE gilt: F25 muss befüllt werden.",
            "Wenn F4 jünger als 18 Jahre ist, muss F22 befüllt werden.",
        ).effects
    ]
    assert told == [
        "„Nachweis“ ist nötig, weil „Werden Sie vertreten?“ mit Ja beantwortet ist.",
        "„Nachweis“ entfällt, weil „Werden Sie vertreten?“ mit Nein beantwortet ist.",
        "„Vertreter“ wird nur gefragt, wenn bei „Anrede“ „Herr“ gewählt ist.",
        "„E-Mail“ ist freiwillig, weil „Telefon“ fehlt.",
        "„Art der Person“ ist mit „Natürliche Person“ festgelegt.",
        "Bei „Anrede“ ist nur „Herr“ oder „Frau“ möglich.",
        "Bitte füllen Sie mindestens eine dieser Angaben aus: „Telefon“, „E-Mail“ oder „Telefax“.",
        "„Bemerkung“ ist nötig, weil der Antrag in Hessen gestellt wird.",
        "„Ende“ ist nötig, weil „Geburtsdatum“ nach dem Tag vor 18 Jahren liegt.",
    ]


def test_what_nobody_writes_is_refused_in_time() -> None:
    deep = f"Wenn {'(' * 3000}F2 = Ja, muss F18 befüllt werden."
    assert outcome(deep).reasons == ("rule_not_understood",)
    assert outcome('"' * 19_000).reasons == ("rule_quotes_missing",)
    assert outcome("F18 muss befüllt werden. " * 2_000).reasons == ("rule_not_understood",)
    assert outcome(f"Wenn {' und '.join(['F2 = Ja'] * 500)}, muss F18 befüllt werden.").effects == (
        "require F18: F2 = true",
    )
