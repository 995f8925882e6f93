"""A service in several languages: where each text comes from, and what an author is told."""

import pytest

from dienstweg.engine import reword, service, texts, xdf
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.overlay import ElementPart, Overlay, PagePart
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Schema, Value
from dienstweg.engine.service import Either, Group, Note, Question, Service
from dienstweg.engine.texts import ElementWords, PageTexts, Texts
from dienstweg.engine.translating import translated, untranslated
from dienstweg.engine.wordings import Foreign
from tests.engine.schema_parts import at, field, group, once, perhaps, schema
from tests.engine.translations import EXAMPLE, FIELD

COLOUR = field(
    FIELD, "Farbe:", role="select", out="Farbe davon", help="Welche?", values=(Value("1", "rot"), Value("2", "blau"))
)
SMALL = schema(once(COLOUR), perhaps(group("G1", once(field("F2", "Größe")), label="Maße")), title="Kleider")


def compiled(found: Schema = SMALL, overlay: Overlay | None = None, **languages: Texts) -> Service:
    return compile_service(
        found, overlay=overlay, texts={name.replace("_", "-"): one for name, one in languages.items()}
    )


def english(found: Service) -> Service:
    return translated(found, "en")


def test_a_service_without_translations_keeps_its_bytes() -> None:
    plain = compiled()
    assert plain.format == 1
    assert b"translations" not in service.canonical(plain)
    assert service.load(service.canonical(plain)) == plain
    assert plain.tongues == ("de",)


def test_a_service_with_translations_has_a_format_of_its_own() -> None:
    found = compiled(en=Texts(title="Clothes"), de_simple=Texts(title="Kleidung"))
    assert found.format == 2
    assert found.tongues == ("de", "de-simple", "en")
    assert service.load(service.canonical(found)) == found
    assert translated(found, "de-simple").title == "Kleidung"


def test_what_the_author_wrote_stands_at_its_place() -> None:
    words = Texts(
        title="Clothes",
        elements={
            "F1": ElementWords(label="Colour", hint="Which one?", short="Its colour", options={"1": "red"}),
            "G1.F2": ElementWords(label="Size"),
        },
    )
    found = english(compiled(en=words))
    question = at(found, "F1")
    assert isinstance(question, Question)
    assert (found.title, question.label, question.hint, question.short) == (
        "Clothes",
        "Colour",
        "Which one?",
        "Its colour",
    )
    assert [entry.label for entry in found.code_lists[question.code_list or ""].entries] == ["red", "blau"]
    assert at(found, "G1.F2").label == "Size"


def test_only_what_has_no_translation_is_foreign() -> None:
    found = compiled(en=Texts(title="Clothes", elements={"F1": ElementWords(label="Colour")}))
    marked = {key for key, text in reword.texts(english(found)).items() if isinstance(text, Foreign)}
    assert marked == set(untranslated(found, "en"))
    assert "F1#label" not in marked
    assert {"F1#hint", "G1#label"} <= marked


def test_questions_made_of_a_label_are_made_again_of_its_translation() -> None:
    group_ = group("G1", once(field("F2", "Größe")), label="Maße")
    choice = group("G2", perhaps(field("F3", "Ja")), perhaps(field("F4", "B")), label="Schnitt", art="X")
    words = Texts(elements={"G1": ElementWords(label="Measures"), "G2": ElementWords(label="Cut")})
    found = english(compiled(schema(perhaps(group_), once(choice)), en=words))
    gate, cut = at(found, "G1"), at(found, "G2")
    assert isinstance(gate, Group)
    assert gate.gate_label == "Would you like to provide “Measures”?"
    assert isinstance(cut, Group)
    (either,) = (node for node in cut.children if isinstance(node, Either))
    assert either.label == "Cut: What would you like to provide?"


def test_the_same_words_are_translated_wherever_they_stand() -> None:
    words = Texts(elements={"G1": ElementWords(label="Measures")})
    page = PagePart(slug="masse", title="Maße", items=("F1", "G1"))
    found = english(compiled(overlay=Overlay(pages=(page,)), en=words))
    assert found.pages[0].title == "Measures"
    words = Texts(texts={"Maße": "Sizes", "rot": "red", "blau": "blue"})
    found = english(compiled(overlay=Overlay(pages=(page,)), en=words))
    assert (found.pages[0].title, at(found, "G1").label) == ("Sizes", "Sizes")
    assert [entry.label for one in found.code_lists.values() for entry in one.entries] == ["red", "blue"]


def test_words_that_are_translated_two_ways_are_not_guessed_elsewhere() -> None:
    two = schema(once(field("F1", "Art")), once(field("F2", "Art")), once(field("F3", "Art")))
    words = Texts(elements={"F1": ElementWords(label="Kind"), "F2": ElementWords(label="Species")})
    found = english(compiled(two, en=words))
    assert [at(found, path).label for path in ("F1", "F2", "F3")] == ["Kind", "Species", "Art"]
    assert isinstance(at(found, "F3").label, Foreign)


def test_our_own_words_need_no_author() -> None:
    found = english(compiled(en=Texts(title="Clothes")))
    assert found.declaration == "I confirm that my answers are complete and correct."
    assert [outcome.label for outcome in found.outcomes][:2] == ["Granted", "Granted in part"]


def test_counted_pages_are_counted_in_the_language() -> None:
    many = schema(*(once(field(f"F{number}", "Name")) for number in range(40)))
    german = compiled(many)
    titles = {page.title for page in german.pages}
    assert "Allgemeine Angaben (1 von 2)" in titles or len(titles) > 1
    found = english(compiled(many, en=Texts(texts={german.pages[0].title: "General"})))
    assert found.pages[0].title == "General"


def test_the_standards_translation_serves_what_is_still_the_standards() -> None:
    translation = xdf.read_translation(EXAMPLE.replace(b' region="GB"', b"")).translation
    found = english(compile_service(SMALL, translations=(translation,)))
    question = at(found, "F1")
    assert isinstance(question, Question)
    assert (question.label, question.hint, question.short) == ("Colour", "Which one?", "Colour of it")
    assert [(entry.label, entry.help) for entry in found.code_lists[question.code_list or ""].entries] == [
        ("red", None),
        ("blau", None),
    ]
    reworded = Overlay(elements={"F1": ElementPart(label="Lieblingsfarbe")})
    found = english(compile_service(SMALL, overlay=reworded, translations=(translation,)))
    assert at(found, "F1").label == "Lieblingsfarbe"
    assert isinstance(at(found, "F1").label, Foreign)
    own = {"en": Texts(elements={"F1": ElementWords(label="Hue")})}
    assert at(english(compile_service(SMALL, translations=(translation,), texts=own)), "F1").label == "Hue"


def test_a_locked_field_shows_the_translation_and_carries_what_the_schema_says() -> None:
    locked = schema(once(field("F1", "Art", role="locked", content="Antrag")), once(field("F2")))
    found = english(compiled(locked, en=Texts(elements={"F1": ElementWords(content="Application")})))
    question = at(found, "F1")
    assert isinstance(question, Question)
    assert (question.content, question.said) == ("Antrag", "Application")


def test_a_note_is_told_in_the_language() -> None:
    noted = schema(once(field("F1", "Hinweis zu allem", role="label", content="Lesen Sie.")), once(field("F2")))
    found = english(compiled(noted, en=Texts(elements={"F1": ElementWords(label="About it", hint="Read.")})))
    note = at(found, "F1")
    assert isinstance(note, Note)
    assert (note.label, note.text) == ("About it", "Read.")


@pytest.mark.parametrize(
    ("words", "code", "where"),
    [
        (Texts(elements={"F9": ElementWords(label="x")}), "overlay_unknown_element", "texts/en.yaml: elements.F9"),
        (Texts(elements={"F1": ElementWords(row="x")}), "overlay_no_effect", "texts/en.yaml: elements.F1.row"),
        (
            Texts(elements={"F1": ElementWords(options={"9": "x"})}),
            "overlay_no_effect",
            "texts/en.yaml: elements.F1.options.9",
        ),
        (Texts(pages={"nirgends": PageTexts(title="x")}), "texts_unknown", "texts/en.yaml: pages.nirgends.title"),
        (Texts(texts={"Gibt es nicht": "x"}), "texts_unknown", "texts/en.yaml: texts: Gibt es nicht"),
        (Texts(rules={"R9": ("x",)}), "texts_unknown", "texts/en.yaml: rules.R9"),
        (Texts(title="{gebuehr}"), "texts_placeholder", "texts/en.yaml: title"),
        (texts.read(b"info: {prepare: [a, b]}", name="x"), "texts_count", "texts/en.yaml: info.prepare"),
    ],
)
def test_what_nobody_would_see_is_refused(words: Texts, code: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        compiled(en=words)
    assert (caught.value.problems[0].code, caught.value.problems[0].where) == (code, where)


def test_a_file_that_is_named_like_no_language_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        compiled(Englisch=Texts())
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("texts_language", "texts/Englisch.yaml")
    ]
