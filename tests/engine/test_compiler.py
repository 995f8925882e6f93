"""Schema to service: every element its node, every text tidied, nothing guessed, the same each time."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from dienstweg.engine import xdf
from dienstweg.engine.compiler import DECLARATION, OUTCOMES, PASSES, compile_service
from dienstweg.engine.info import Info
from dienstweg.engine.overlay import ElementPart, Overlay, ParameterPart
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Child, Code, Field, Precision, Schema, Value
from dienstweg.engine.service import Group, Legal, Limits, Note, Question, canonical, digest, load, walk
from tests.engine.schema_parts import at, field, fields, group, occurs, once, perhaps, points, rule, schema, service
from tests.engine.xdf_samples import field as field_xml
from tests.engine.xdf_samples import place
from tests.engine.xdf_samples import schema as schema_xml


def test_passes_are_listed_in_order() -> None:
    assert [step.__name__ for step in PASSES] == [
        "translate",
        "code_lists",
        "rules",
        "choices",
        "gates",
        "forbiddable",
        "wording",
        "doubts",
        "paging",
    ]


def test_what_the_author_has_not_said_has_a_default() -> None:
    compiled = compile_service(schema(once(field("F1")), help="  Für Menschen\n\n  mit Hund. "))
    assert compiled.info == Info(lead="Für Menschen\n\nmit Hund.")
    assert (compiled.slug, compiled.title, compiled.outcomes) == ("probe-s1", "Probe", OUTCOMES)
    assert (compiled.declaration, compiled.level, compiled.act_noun) == (DECLARATION, "municipality", "Antrag")


@pytest.mark.parametrize(
    ("title", "name", "expected"), [(" Hund \n anmelden", "N", "Hund anmelden"), ("", "Name", "Name"), ("", "", "S1")]
)
def test_a_service_has_a_title(title: str, name: str, expected: str) -> None:
    assert compile_service(replace(schema(once(field("F1")), title=title), name=name)).title == expected


@pytest.mark.parametrize(
    ("datatype", "kind"),
    [
        ("text", "text"),
        ("text_latin", "text"),
        ("date", "date"),
        ("time", "time"),
        ("datetime", "datetime"),
        ("bool", "bool"),
        ("num", "number"),
        ("num_int", "integer"),
        ("num_currency", "money"),
        ("file", "file"),
        ("obj", "text"),
    ],
)
def test_every_data_type_has_a_kind(datatype: str, kind: str) -> None:
    node = at(service(once(field("F1", datatype=datatype))), "F1")
    assert isinstance(node, Question)
    assert (node.kind, node.limits.latin) == (kind, datatype == "text_latin")


def test_limits_are_what_the_file_says() -> None:
    limits = Precision(min_length="1", max_length=" 80 ", min_value=" 1.5", max_value="", pattern="[a-z]+")
    element = replace(field("F1", limits=limits), max_size="1000", media_types=("application/pdf",))
    node = at(service(once(element)), "F1")
    assert isinstance(node, Question)
    assert node.limits == Limits(
        min_length=1,
        max_length=80,
        min_value="1.5",
        pattern="[a-z]+",
        max_size=1000,
        media_types=("application/pdf",),
    )


def test_kinds_of_field() -> None:
    compiled = service(
        once(field("F1")),
        once(field("F2", "Hinweis:", role="label", content="  Lesen Sie\n\n\n  das.  ")),
        once(field("F3", "Vorgang", role="locked", content="A1")),
        once(field("F4", role="locked")),
        once(field("F5", role="hidden", content="7")),
        once(field("F6", role="hidden")),
    )
    asked, note, locked, empty, hidden, lost = compiled.nodes
    assert note == Note(id="F2", path="F2", label="", text="Lesen Sie\n\ndas.")
    roles = [(node.role, node.content) for node in (asked, locked, empty, hidden, lost) if isinstance(node, Question)]
    assert roles == [("input", None), ("locked", "A1"), ("locked", None), ("hidden", "7"), ("hidden", None)]
    assert points(compiled) == [("hidden_without_value", "F6")]
    assert [item.path for page in compiled.pages for item in page.items] == ["F1", "F2", "F3"]


def test_the_legal_basis_stays_at_every_question() -> None:
    compiled = service(once(group("G1", occurs("1:1", field("F1", legal=("§ 1", " ", "§ 2")), "§ 3", "§ 1"))))
    node = at(compiled, "G1.F1")
    assert isinstance(node, Question)
    assert node.legal == (Legal("§ 3"), Legal("§ 1"), Legal("§ 2"))


def test_repeats_are_kept_at_every_level() -> None:
    inner = group("G3", occurs("2:5", field("F1")))
    compiled = service(occurs("0:*", group("G1", occurs("1:*", group("G2", occurs("1:2", inner))))))
    found = [at(compiled, path) for path in ("G1", "G1.G2", "G1.G2.G3", "G1.G2.G3.F1")]
    counts = [(node.min, node.max, node.repeats) for node in found if isinstance(node, Group | Question)]
    assert counts == [(0, None, True), (1, None, True), (1, 2, True), (2, 5, True)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Ort \n ", "Ort"),
        ("Name des Unternehmens:", "Name des Unternehmens"),
        ("Datum der Beantragung*", "Datum der Beantragung"),
        ("Beantragt?* :", "Beantragt?"),
        ("von", "Von"),
        ("eAT-Nummer", "eAT-Nummer"),
        ("z.B. Hinterhaus", "z.B. Hinterhaus"),
        ("Laden Sie den Nachweis hoch.", "Laden Sie den Nachweis hoch."),
        ("Angestellte (Array)", "Angestellte"),
        ("IBAN", "IBAN"),
    ],
)
def test_labels_are_tidied(written: str, shown: str) -> None:
    node = at(service(once(field("F1", written))), "F1")
    assert isinstance(node, Question)
    assert node.label == shown


@pytest.mark.parametrize(
    ("label", "help", "hint"),
    [
        ("Ort", "Geben Sie den Ort an.", ""),
        ("Art der Erlaubnis", "Bitte geben Sie hier die Art der Erlaubnis an", ""),
        ("Identitätsnachweis ", "Fügen Sie den Identitätsnachweis bei.", ""),
        ("Ort:", "Ort", ""),
        ("Ort", "Geben Sie den Ort an, Beispiel Berlin.", "Geben Sie den Ort an, Beispiel Berlin."),
        ("Ort", "Geben Sie den Vorort an.", "Geben Sie den Vorort an."),
        ("Tag", "Erste Zeile\nZweite Zeile", "Erste Zeile\nZweite Zeile"),
        ("Tag", "Ein Satz, umgebrochen \n                  von einer Datei.", "Ein Satz, umgebrochen von einer Datei."),
        ("Tag", "Absatz\n                   \n                   Zweiter", "Absatz\n\nZweiter"),
        ("Tag", None, ""),
    ],
)
def test_hints_that_say_the_label_again_are_left_out(label: str, help: str | None, hint: str) -> None:
    node = at(service(once(field("F1", label, help=help))), "F1")
    assert isinstance(node, Question)
    assert node.hint == hint


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("Hinweis:", ""),
        ("Hinweis", ""),
        ("Erläuterung", ""),
        ("Hilfetext überschrittener Zeitraum", "Überschrittener Zeitraum"),
        ("Hinweis für Abschlüsse aus dem Ausland:", "Hinweis für Abschlüsse aus dem Ausland"),
    ],
)
def test_notes_do_not_say_that_they_are_notes(written: str, heading: str) -> None:
    compiled = service(once(field("F1")), once(field("F2", written, role="label", content="Text")))
    assert at(compiled, "F2") == Note(id="F2", path="F2", label=heading, text="Text")


def test_the_label_for_readers_is_kept_where_it_differs() -> None:
    compiled = service(once(field("F1", "Wo wohnen Sie?", out="Wohnort:")), once(field("F2", "Ort", out="Ort")))
    assert [node.short for node in compiled.nodes if isinstance(node, Question)] == ["Wohnort", ""]


def test_siblings_with_one_label_are_told_apart_by_names_that_say_more() -> None:
    compiled = service(
        once(group("G1", *fields(1), label="Person", name="Person")),
        once(group("G2", *fields(1), label="Person", name="Person (juristische Person)")),
        once(field("F1", "Datum", name="Beantragung")),
        once(field("F2", "Datum", name="Ausstellung")),
    )
    labels = [node.label for node in compiled.nodes]
    assert labels == ["Person", "Person (juristische Person)", "Datum", "Datum"]
    assert points(compiled) == [("same_label", "F1"), ("same_label", "F2")]


def test_an_author_who_tells_them_apart_has_no_open_point() -> None:
    two = (once(field("F1", "Datum")), once(field("F2", "Datum")))
    renamed = Overlay(elements={"F2": ElementPart(label="Datum der Ausstellung")})
    assert service(*two, overlay=renamed).open_points == ()


def test_elements_without_a_label_are_called_by_name_or_id() -> None:
    compiled = service(once(field("F1", "", name="name:")), once(field("F2", " : ")))
    assert [node.label for node in compiled.nodes] == ["Name", "F2"]
    assert points(compiled) == [("no_label", "F2")]


@pytest.mark.parametrize(
    ("label", "shown", "row"),
    [
        ("Hund", "Hund", ""),
        ("Gesellschaft hinzufügen", "Gesellschaft", ""),
        ("Leitende Angestellte (Array)", "Leitende Angestellte", ""),
        ("Angaben der vertretungsberechtigten Gesellschafterin oder des Gesellschafters", None, "Eintrag"),
    ],
)
def test_rows_have_a_name_for_a_button(label: str, shown: str | None, row: str) -> None:
    node = at(service(occurs("0:*", group("G1", *fields(1), label=label))), "G1")
    assert isinstance(node, Group)
    assert (node.label, node.short) == (shown or label, row)


def test_the_word_add_stays_where_nothing_repeats() -> None:
    assert at(service(once(group("G1", *fields(1), label="Datei hinzufügen"))), "G1").label == "Datei hinzufügen"


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (field("F1", datatype="obj"), "object_as_text"),
        (field("F1", limits=Precision(pattern="(a)\\1")), "pattern_not_checked"),
        (field("F1", limits=Precision(pattern="[0-9]{5}", max_length="3")), "limits_contradict"),
        (field("F1", datatype="num_int", limits=Precision(min_value="0.2", max_value="0.7")), "limits_contradict"),
        (field("F1", datatype="time", limits=Precision(min_value="10:00", max_value="09:00")), "limits_contradict"),
        (
            field("F1", datatype="date", limits=Precision(min_value="2026-01-02", max_value="2026-01-01")),
            "limits_contradict",
        ),
        (
            field(
                "F1", datatype="datetime", limits=Precision(min_value="2026-01-02T00:00", max_value="2026-01-01T00:00")
            ),
            "limits_contradict",
        ),
    ],
)
def test_what_cannot_be_asked_as_written_is_an_open_point(element: Field, code: str) -> None:
    assert points(service(once(element))) == [(code, "F1")]


NAME = "Geben Sie den Namen an, soweit eine Eintragung vorliegt."


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        (once(field("F1", help=NAME)), [("needed_if_any", "F1")]),
        (once(field("F1", label="Nachweis, falls vorhanden")), [("needed_if_any", "F1")]),
        (once(field("F1", help="Falls der Tag unbekannt ist, nehmen Sie den ersten.")), []),
        (once(field("F1", help="Wenn Sie umziehen, ist ein neuer Antrag nötig.")), []),
        (perhaps(field("F1", help=NAME)), []),
    ],
)
def test_what_not_everybody_has_is_an_open_point_where_it_is_needed(
    child: Child, expected: list[tuple[str, str]]
) -> None:
    assert points(service(child)) == expected


def test_a_rule_may_say_who_has_it() -> None:
    hidden = rule("Wenn F00000002 = Ja, darf F00000001 nicht angezeigt werden.")
    asked = once(field("F00000002", datatype="bool"))
    assert points(service(asked, once(field("F00000001", help=NAME)), rules=(hidden,))) == []


@pytest.mark.parametrize("role", ["label", "hidden", "locked"])
def test_limits_of_what_nobody_types_do_not_matter(role: str) -> None:
    limits = Precision(pattern="(a)\\1", max_length="3")
    compiled = service(once(field("F1")), once(field("F2", role=role, datatype="obj", limits=limits, content="x")))
    assert compiled.open_points == ()


def test_bounds_of_the_author_can_contradict_too() -> None:
    wish = Overlay(elements={"F1": ElementPart(max_value="2025-12-31")})
    element = field("F1", datatype="date", limits=Precision(min_value="2026-01-01"))
    assert points(service(once(element), overlay=wish)) == [("limits_contradict", "F1")]


@pytest.mark.parametrize("id", ["F1.F2", "", "7", "?F1", "F 1", "f1", "aktion", "sha256"])
def test_ids_that_name_no_place_are_refused(id: str) -> None:
    with pytest.raises(Refused) as refused:
        service(once(group("G1", once(field(id)))))
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("unusable_id", f"G1.{id}")]


def test_ids_of_real_files_are_usable() -> None:
    assert service(once(field("F00-4cb0dd14-629c-4661-9435-4e9eadc43e07"))).open_points == ()


@pytest.mark.parametrize(
    "schema",
    [
        schema(),
        schema(once(field("F1", role="label", content="Text"))),
        schema(once(group("G1", once(field("F1", role="hidden", content="1"))))),
        schema(once(group("G1"))),
    ],
)
def test_a_schema_that_asks_nothing_is_refused(schema: Schema) -> None:
    with pytest.raises(Refused) as refused:
        compile_service(schema)
    assert [problem.code for problem in refused.value.problems] == ["nothing_asked"]


def test_every_sentence_is_taken_or_open() -> None:
    choice = "Es muss entweder Feldgruppe G00000001 oder Feldgruppe G00000002 befüllt werden."
    compiled = service(
        perhaps(group("G00000001", *fields(1))),
        perhaps(group("G00000002", *fields(1))),
        once(group("G00000003", once(field("F1", rules=(rule("F1 muss stimmen.", "R3"),))), rules=(rule(" ", "R4"),))),
        rules=(rule(choice, "R1"), rule("Wenn nichts,\n dann muss nichts.", "R2"), rule("Eine Erläuterung.", "R5")),
    )
    told = [(point.where, point.message.partition(".")[0]) for point in compiled.open_points]
    assert told == [("Schema R2", "Wenn nichts, dann muss nichts"), ("G00000003.F1 R3", "F1 muss stimmen")]


def test_a_compiled_service_is_read_back() -> None:
    compiled = service(once(field("F1")), occurs("0:*", group("G1", *fields(2), label="Ä")))
    assert load(canonical(compiled)) == compiled


BASE = schema(once(field("F1", role="select", values=(Value("1", "Eins"),))), perhaps(group("G1", *fields(1))))
SAID = Overlay(parameters=(ParameterPart(name="a", kind="text", label="A"),))


@pytest.mark.parametrize(
    "changed",
    [
        (replace(BASE, title="Andere"), SAID),
        (replace(BASE, version="1.0.1"), SAID),
        (replace(BASE, help="Mehr"), SAID),
        (replace(BASE, children=BASE.children[:1]), SAID),
        (replace(BASE, children=(replace(BASE.children[0], min=0), *BASE.children[1:])), SAID),
        (replace(BASE, children=(once(field("F1", "Anders", role="select", values=(Value("1", "Eins"),))),)), SAID),
        (replace(BASE, children=(once(field("F1", role="select", values=(Value("1", "Zwei"),))),)), SAID),
        (replace(BASE, rules=(rule("F1 muss stimmen."),)), SAID),
        (BASE, replace(SAID, declaration="Anders.")),
        (BASE, replace(SAID, parameters=())),
        (BASE, replace(SAID, elements={"F1": ElementPart(hint="Neu")})),
        (BASE, replace(SAID, draft_days=31)),
    ],
)
def test_the_digest_tells_every_change(changed: tuple[Schema, Overlay]) -> None:
    of = [digest(compile_service(one, overlay=overlay)) for one, overlay in ((BASE, SAID), (BASE, SAID), changed)]
    assert (of[0] == of[1], of[0] == of[2]) == (True, False)


def test_what_nobody_sees_does_not_change_the_digest() -> None:
    told = replace(
        BASE, description="Intern", header=replace(BASE.header, message_id="n"), derivation_structure=Code("0")
    )
    assert digest(compile_service(told)) == digest(compile_service(BASE))


def test_the_digest_is_the_same_in_every_process() -> None:
    root = Path(__file__).parents[2]
    program = (
        "import sys; from dienstweg.engine import overlay, xdf; from dienstweg.engine.compiler import compile_service;"
        "from dienstweg.engine.service import digest; folder = sys.argv[1];"
        "read = lambda name: open(f'{folder}/{name}', 'rb').read();"
        "said = overlay.read(read('service.yaml'));"
        "print(digest(compile_service(xdf.read(read('schema.xml')).schema, overlay=said)))"
    )
    folder = root / "services" / "hundesteuer-anmelden"
    found = {
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(found) == 1


def test_a_file_becomes_a_service() -> None:
    written = schema_xml(place(field_xml("F1")), place(field_xml("F2", datatype="date")))
    compiled = compile_service(xdf.read(written).schema)
    assert [node.path for node in compiled.nodes] == ["F1", "F2"]


def test_an_element_twice_side_by_side_is_asked_once() -> None:
    again = once(group("G1", once(field("F1", "Erstes")), once(field("F2")), once(field("F1", "Zweites"))))
    compiled = service(again)
    asked = [(node.path, node.label) for node in walk(compiled.nodes) if isinstance(node, Question)]
    assert asked == [("G1.F1", "Erstes"), ("G1.F2", "Feld F2")]
    assert [(point.code, point.where) for point in compiled.open_points] == [("duplicate_sibling", "G1.F1")]


def test_a_selection_without_any_list_is_free_text() -> None:
    compiled = service(once(field("F1", role="select")))
    assert [node.kind for node in walk(compiled.nodes) if isinstance(node, Question)] == ["text"]
    assert [(point.code, point.where) for point in compiled.open_points] == [("code_list_missing", "F1")]
