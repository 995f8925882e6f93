"""The first look at a file: what came of it in a few lines, and what people will be asked."""

from dataclasses import replace

from dienstweg.engine import xdf
from dienstweg.engine.schema import Schema
from dienstweg.studio.examination import Examination, examine
from dienstweg.studio.upshot import AND_NO_MORE, FIRST_PAGES, Asked, Pages, asked, lines, summed_up
from tests.engine.quality import sound
from tests.engine.schema_parts import field, group, once, perhaps, rule, schema

HIDE = "Wenn F00000001 = Ja, dann darf F00000002 nicht angezeigt werden."
FAULTY = "Wenn F00000001 = Ja, dann muss F00000099 befüllt werden."
REMARK = "Siehe Anlage."


def examined(of: Schema) -> Examination:
    return examine(xdf.write(of), "schema.xml")


def with_rules(*sentences: str) -> Examination:
    questions = (once(field("F00000001", datatype="bool")), perhaps(field("F00000002")))
    return examined(schema(*questions, rules=tuple(rule(text, f"R0000001{n}") for n, text in enumerate(sentences))))


def about_rules(found: Examination) -> list[tuple[str, str, str]]:
    return [(line.icon, line.text, line.more) for line in lines(found) if "Regel" in line.text]


def test_rules_that_run_wait_and_explain_are_counted_apart() -> None:
    assert about_rules(with_rules(HIDE)) == [("success", "1 Regel läuft von selbst", "")]
    assert about_rules(with_rules(HIDE, FAULTY, REMARK)) == [
        ("success", "1 von 3 Regeln läuft von selbst", "eine ist eine Erläuterung"),
        ("warning", "Eine Regel läuft nicht oder nur zum Teil", ""),
    ]
    assert about_rules(with_rules()) == [("info", "Das Schema enthält keine Regeln", "")]


def test_a_sound_file_has_nothing_to_clear_up() -> None:
    found = replace(examined(sound.schema(sound.placed(sound.FIELD))), warnings=())
    assert summed_up(found) == "Daraus wird ein Formular mit einer Frage auf einer Seite."
    assert [(line.icon, line.text, line.target) for line in lines(found)] == [
        ("info", "Das Schema enthält keine Regeln", ""),
        ("success", "Sonst lässt das Schema nichts offen", ""),
        ("success", "Die Prüfung nach FIM-Methodik hat nichts gefunden", ""),
    ]


def test_quality_bears_the_sign_of_the_gravest_finding() -> None:
    bad = sound.schema(sound.placed(sound.field(precision=None, name="")), document_profile="D99000000001")
    assert [(line.sign, line.text) for line in lines(examined(bad)) if line.target == "qualitaet"] == [
        ("bad", "Qualität: 1 kritischer Fehler, 1 methodischer Fehler und 1 Warnung")
    ]


def test_pages_say_how_much_they_ask() -> None:
    person = group("G00000001", once(field("F00000011")), perhaps(field("F00000012")), label="Person")
    dog = group("G00000002", once(field("F00000021")), label="Hund")
    found = examined(schema(once(person), once(dog)))
    assert asked(found.service).pages == (Asked("Person", 2), Asked("Hund", 1))


def test_many_pages_are_folded() -> None:
    most = FIRST_PAGES + AND_NO_MORE
    few, many = (Pages((Asked("Seite", 1),) * number) for number in (most, most + 1))
    assert (len(few.first), len(few.further)) == (most, 0)
    assert (len(many.first), len(many.further)) == (FIRST_PAGES, 1 + AND_NO_MORE)
