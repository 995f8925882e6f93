"""Message 0106: read, written, held against its schema."""

import pytest
from msgspec.structs import replace

from dienstweg.engine import xdf
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import RuleError, Value
from dienstweg.engine.translating.standards import check_translation
from dienstweg.engine.translation import ElementTexts, Language, RuleTexts
from tests.engine.schema_parts import field, once, schema
from tests.engine.translations import EXAMPLE, FIELD, translation_file


def test_a_file_is_read_whole() -> None:
    reading = xdf.read_translation(EXAMPLE)
    assert reading.warnings == ()
    assert (reading.translation.schema_id, reading.translation.schema_version) == ("S1", "1.0.0")
    assert reading.translation.languages == (
        Language(
            lang="en",
            version="2",
            region="GB",
            elements=(
                ElementTexts(
                    id=FIELD,
                    version="1.0.0",
                    label_in="Colour",
                    label_out="Colour of it",
                    help_in="Which one?",
                    content="red",
                    values=(Value("1", "red", "like a rose"),),
                    rules=(RuleTexts("R1", "1.0.0", (RuleError("Choose one.", "7"),)),),
                ),
            ),
        ),
    )
    assert reading.translation.languages[0].tongue == "en-GB"


def test_what_was_read_is_written_again() -> None:
    reading = xdf.read_translation(EXAMPLE)
    assert xdf.read_translation(xdf.write_translation(reading.translation)) == reading


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (translation_file(attributes='lang="english" version="1"'), "unknown_language", "Zeile 4"),
        (translation_file(attributes='lang="de" variant="leicht" version="1"'), "unknown_language", "Zeile 4"),
        (translation_file(attributes='lang="en" version="0"'), "unknown_language", "Zeile 4"),
        (translation_file(attributes='version="1"'), "missing_element", "Zeile 4"),
        (translation_file(element="<xdf:element/>"), "missing_element", "Zeile 5"),
        (translation_file(element="<xdf:nichts/>"), "unknown_element", "Zeile 5"),
        (EXAMPLE.replace(b"0106", b"0105"), "wrong_message", "Zeile 1"),
        (EXAMPLE.replace(b"_3.0.0", b"_2.0"), "wrong_standard", "Zeile 1"),
        (b"<!DOCTYPE x>" + EXAMPLE, "doctype", "Zeile 1"),
        (EXAMPLE[:-20], "truncated", "Zeile 17"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, code: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        xdf.read_translation(data)
    assert (caught.value.problems[0].code, caught.value.problems[0].where) == (code, where)


def test_a_file_is_held_against_its_schema() -> None:
    two = schema(once(field(FIELD, "Farbe")), once(field("F2", "Größe")))
    translation = xdf.read_translation(EXAMPLE).translation
    assert [(problem.code, problem.where, problem.level) for problem in check_translation(translation, two)] == [
        ("translation_incomplete", "en-GB", "warning"),
    ]
    newer = schema(once(replace(field(FIELD, "Farbe", values=(Value("2", "blau"),)), version="1.1.0")))
    newer = replace(newer, version="1.1.0")
    assert [(problem.code, problem.where) for problem in check_translation(translation, newer)] == [
        ("translation_other_version", "S1"),
        ("translation_other_version", f"en-GB, {FIELD}"),
        ("translation_unknown_value", f"en-GB, {FIELD}"),
    ]
    other = schema(once(field("F9", "Anderes")))
    assert [problem.code for problem in check_translation(translation, other)] == [
        "translation_unknown_element",
        "translation_incomplete",
    ]


def test_a_translation_of_another_schema_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        check_translation(
            xdf.read_translation(EXAMPLE).translation, replace(schema(once(field(FIELD, "Farbe"))), id="S2")
        )
    assert [problem.code for problem in caught.value.problems] == ["translation_other_schema"]
