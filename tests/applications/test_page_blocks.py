"""From answers to the blocks of a page."""

from datetime import date

import pytest
from msgspec.structs import replace

from dienstweg.applications.norms import common_norms
from dienstweg.applications.page_blocks import NO_ROWS, SKIPPABLE, page_blocks
from dienstweg.applications.question_blocks import State
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.schema import Child, Rule, Value
from dienstweg.engine.service import Item, Page
from dienstweg.web.blocks import Block, Option, Upload
from tests.applications.everything import EVERYTHING, FILE, FULL
from tests.applications.posting import names
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, service

TODAY = date(2026, 5, 12)
OPEN = frozenset({"G20.0", "G20.1", "G20.0.G23.0", "G20.0.G23.1"})


def blocks(page: str, answers: Answers | None = None, state: State | None = None) -> list[Block]:
    journey = Journey(EVERYTHING, FULL if answers is None else answers, today=TODAY)
    found = journey.page(page)
    assert found is not None
    return page_blocks(journey, found, state or State())


def one(name: str, page: str, answers: Answers | None = None, state: State | None = None) -> Block:
    (block,) = (block for block in blocks(page, answers, state) if block.name == name)
    return block


def test_every_node_of_a_page_has_its_block_and_hidden_ones_none() -> None:
    assert [(block.name, block.type) for block in blocks("arten")] == [
        ("F1", "text"),
        ("F2", "text"),
        ("F3", "date"),
        ("F4", "text"),
        ("F5", "text"),
        ("F6", "radios"),
        ("F7", "text"),
        ("F8", "text"),
        ("F9", "text"),
        ("F10", "radios"),
        ("F11", "select"),
        ("F12", "radios"),
        ("F13", "readonly"),
        ("F15", "many"),
        ("F16", "note"),
        ("F17", "long"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("F1", "Alice"),
        ("F4", "14:30"),
        ("F5", "1.5.2026 14:30"),
        ("F7", "12"),
        ("F8", "1234,5"),
        ("F9", "1200,00"),
        ("F13", "Steueramt"),
        ("F16", "Bitte lesen."),
        ("F17", "Darum."),
    ],
)
def test_values_stand_as_people_type_them(name: str, shown: str) -> None:
    assert one(name, "arten").value == shown


@pytest.mark.parametrize(
    ("name", "mode", "width"),
    [
        ("F1", "", ""),
        ("F4", "", "1"),
        ("F7", "numeric", "1"),
        ("F8", "decimal", "3"),
        ("F9", "decimal", "3"),
    ],
)
def test_inputs_tell_what_they_take(name: str, mode: str, width: str) -> None:
    block = one(name, "arten")
    assert (block.input_mode, block.width) == (mode, width)


def test_a_date_stands_in_three_parts() -> None:
    block = one("F3", "arten")
    assert (block.day, block.month, block.year, block.bad_parts) == ("1", "5", "2026", ())


@pytest.mark.parametrize(
    ("typed", "told", "bad"),
    [
        (("1", "13", "2026"), ("monat",), ("monat",)),
        (("31", "", "2026"), (), ("monat",)),
        (("31", "4", "2026"), (), ("tag", "monat", "jahr")),
    ],
)
def test_only_the_faulty_parts_of_a_date_are_marked(
    typed: tuple[str, str, str], told: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    parts = dict(zip(("F3.tag", "F3.monat", "F3.jahr"), typed, strict=True))
    block = one("F3", "arten", {}, State(typed=parts, faults={"F3": "So nicht."}, bad_parts={"F3": told}))
    assert (block.day, block.month, block.year) == typed
    assert (block.error, block.bad_parts) == ("So nicht.", bad)


@pytest.mark.parametrize(
    ("name", "chosen", "other"),
    [("F6", ["ja"], None), ("F10", ["g"], None), ("F11", ["004"], None), ("F12", ["__anderer__"], "Waldhund")],
)
def test_choices_show_what_was_chosen(name: str, chosen: list[str], other: str | None) -> None:
    block = one(name, "arten")
    assert ([option.value for option in block.options if option.chosen], block.other) == (chosen, other)


def test_a_choice_lists_its_entries_with_their_help() -> None:
    assert one("F10", "arten", {}).options == [
        Option("r", "Rot"),
        Option("g", "Grün", "Wie Gras."),
        Option("b", "Blau"),
    ]


def test_what_was_typed_wrongly_stands_in_place_of_the_answer() -> None:
    state = State(typed={"F7": "viele", "F12.anderer": "\x00"}, faults={"F7": "Keine Zahl.", "F12": "Kein Text."})
    number, breed = one("F7", "arten", FULL, state), one("F12", "arten", {}, state)
    assert (number.value, number.error) == ("viele", "Keine Zahl.")
    assert (breed.other, breed.error, [option.value for option in breed.options if option.chosen]) == (
        "\x00",
        "Kein Text.",
        ["__anderer__"],
    )


def test_optional_questions_say_so() -> None:
    assert [
        block.name for block in blocks("arten") if not block.optional and block.type not in ("readonly", "note")
    ] == ["F1"]


# --- many -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "state", "shown"),
    [
        ({}, State(), [""]),
        ({"F15": ["Ali", "Lissy"]}, State(), ["Ali", "Lissy"]),
        ({"F15": ["Ali", "Lissy"]}, State(more="F15"), ["Ali", "Lissy", ""]),
        ({}, State(typed={"F15.0": "x" * 31}, faults={"F15.0": "Zu lang."}), ["x" * 31]),
        ({"F15": ["Ali"]}, State(typed={"F15.1": "x" * 31}, faults={"F15.1": "Zu lang."}), ["Ali", "x" * 31]),
    ],
)
def test_every_entry_has_an_input(answers: Answers, state: State, shown: list[str]) -> None:
    block = one("F15", "arten", answers, state)
    assert [(entry.name, entry.value) for entry in block.blocks] == [(f"F15.{n}", text) for n, text in enumerate(shown)]
    assert block.add == "mehr:F15"


def test_no_more_entries_than_allowed() -> None:
    assert one("F15", "arten", {"F15": ["x"] * 100}, State(more="F15")).add == ""
    assert len(one("F15", "arten", {"F15": ["x"] * 100}, State(more="F15")).blocks) == 100


# --- rows -------------------------------------------------------------------------------------------------------------


def test_finished_rows_are_folded_and_named() -> None:
    first, second = one("G20", "reihen").rows
    assert (first.title, first.summary, first.open, first.blocks) == (
        "Tier 1: Bella",
        "29. Februar 2020 · Tollwut · 4. März 2021",
        False,
        [],
    )
    assert (first.edit, first.remove, first.remove_url) == ("oeffnen:G20.0", "", "entfernen/G20.0/")
    assert (second.title, second.summary) == ("Tier 2: Rex", "")


@pytest.mark.parametrize(
    "state",
    [
        State(open_rows=frozenset({"G20.1"})),
        State(faults={"G20.1.F22": "So nicht."}),
        State(typed={"G20.1.F22.tag": "x"}),
        State(more="G20.1.G23"),
    ],
)
def test_the_row_one_works_at_is_open(state: State) -> None:
    assert [row.open for row in one("G20", "reihen", FULL, state).rows] == [False, True]


def test_an_open_row_asks_everything_of_its_row() -> None:
    assert names(blocks("reihen", FULL, State(open_rows=OPEN))) == [
        "G20",
        "G20.0.F21",
        "G20.0.F22",
        "G20.0.G23",
        "G20.0.G23.0.F24",
        "G20.0.G23.0.F26",
        "G20.0.G23.1.F24",
        "G20.0.G23.1.F26",
        "G20.0.F25",
        "G20.1.F21",
        "G20.1.F22",
        "G20.1.G23",
        "G20.1.F25",
    ]


def test_a_further_row_is_open_and_goes_by_a_button() -> None:
    rows = one("G20", "reihen", FULL, State(more="G20")).rows
    assert [(row.name, row.open, row.remove, row.remove_url) for row in rows] == [
        ("G20.0", False, "", "entfernen/G20.0/"),
        ("G20.1", False, "", "entfernen/G20.1/"),
        ("G20.2", True, "weg:G20.2", ""),
    ]


def test_a_hundred_rows_are_the_most() -> None:
    answers: Answers = {"G20": [{"F21": "x"}] * 100}
    block = one("G20", "reihen", answers, State(more="G20"))
    assert (len(block.rows), block.add) == (100, "")


def test_mandatory_rows_are_there_before_anything_was_typed() -> None:
    rows = EVERYTHING.nodes[len(EVERYTHING.nodes) - 4]
    service = replace(
        EVERYTHING, nodes=(replace(rows, min=2, max=3),), pages=(Page(slug="reihen", title="x", items=(Item("G20"),)),)
    )
    journey = Journey(service, {}, today=TODAY)
    (block,) = page_blocks(journey, journey.pages[0], State())
    assert [(row.name, row.open, row.remove, row.remove_url) for row in block.rows] == [
        ("G20.0", True, "", ""),
        ("G20.1", True, "", ""),
    ]
    assert (block.limits, block.optional) == ("Höchstens 3 Einträge.", False)


# --- gates, choices, files --------------------------------------------------------------------------------------------


def test_a_gate_asks_and_holds_its_group() -> None:
    gate = one("?G30", "weiteres")
    assert (gate.type, gate.label) == ("gate", "Handeln Sie für jemanden?")
    assert [(option.value, option.chosen, names(option.blocks)) for option in gate.options] == [
        ("ja", True, ["G30.F31"]),
        ("nein", False, []),
    ]


def test_a_choice_holds_what_belongs_to_each_option() -> None:
    choice = one("?G41", "weiteres")
    assert (choice.type, choice.label, choice.optional) == ("either", "Wer sind Sie?", False)
    assert [(option.value, option.label, option.chosen, names(option.blocks)) for option in choice.options] == [
        ("G41", "Eine Person", True, ["G41.F42"]),
        ("F43", "Ein Verein", False, ["F43"]),
    ]
    assert [block.optional for option in choice.options for block in option.blocks] == [False, False]


def test_files_are_listed_and_one_more_may_come() -> None:
    block = one("F50", "weiteres")
    assert block.uploads == [Upload("Nachweis.pdf", "1 kB", "datei-weg:F50.0")]
    assert (block.add, block.accept, block.limits) == (
        "hochladen:F50",
        "application/pdf",
        "PDF, höchstens 1 MB je Datei, bis zu 3 Dateien",
    )
    full = one("F50", "weiteres", {"F50": [FILE] * 3})
    assert (len(full.uploads), full.add) == (3, "")


@pytest.mark.parametrize("at", ["F50", "F50.0", "F50.1"])
def test_what_was_wrong_with_a_file_stands_at_its_question(at: str) -> None:
    assert one("F50", "weiteres", FULL, State(faults={at: "Zu groß."})).error == "Zu groß."


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_norm_that_the_page_rests_on_is_not_said_at_each_question() -> None:
    journey = Journey(EVERYTHING, FULL, today=TODAY)
    assert common_norms(journey, journey.pages[0]) == ("§ 1 Probegesetz",)
    assert [block.name for block in blocks("arten") if block.legal] == []


@pytest.mark.parametrize("page", [page.slug for page in EVERYTHING.pages])
@pytest.mark.parametrize("answers", [{}, FULL], ids=["empty", "full"])
def test_no_name_stands_twice(page: str, answers: Answers) -> None:
    found = names(blocks(page, answers, State(open_rows=OPEN)))
    assert sorted(found) == sorted(set(found))


# --- what a schema brings along --------------------------------------------------------------------------------------


def drawn(*tree: Child, answers: Answers | None = None, rules: tuple[Rule, ...] = ()) -> list[Block]:
    """The first page of a small schema."""
    of = service(*tree, rules=rules)
    journey = Journey(of, answers or {}, today=TODAY)
    return page_blocks(journey, journey.pages[0], State())


def test_a_page_that_may_be_left_out_says_so() -> None:
    """No gate, because a rule speaks of the group: without a word nobody would know."""
    named = (rule("Wenn F00000009 leer ist, ist G00000001 optional."),)
    asked = once(field("F00000009"))
    group_ = group("G00000001", once(field("F1")), label="Ehegatte")
    free = drawn(perhaps(group_), asked, rules=named)
    assert [(block.type, block.value or block.label) for block in free] == [("note", SKIPPABLE), ("text", "Feld F1")]
    assert [block.type for block in drawn(once(group_), asked)] == ["text"]
    harmless = group("G00000001", perhaps(field("F1")), label="Ehegatte")
    assert [block.type for block in drawn(perhaps(harmless), asked, rules=named)] == ["text"]


def test_the_only_group_of_a_row_needs_no_heading_of_its_own() -> None:
    person = group("G2", once(field("F1")), label="Angaben zur Person", help="Wie im Ausweis.")
    (rows,) = drawn(occurs("1:*", group("G1", once(person), label="Vertretung")))
    assert [(block.type, block.name or block.value) for block in rows.rows[0].blocks] == [
        ("note", "Wie im Ausweis."),
        ("text", "G1.0.G2.F1"),
    ]
    (two,) = drawn(occurs("1:*", group("G1", once(person), once(field("F2")), label="Vertretung")))
    assert [block.type for block in two.rows[0].blocks] == ["group", "text"]


def test_a_list_without_rows_is_explained() -> None:
    child = group("G1", once(field("F1")), label="Kind")
    assert [block.value for block in drawn(occurs("0:*", child))] == [NO_ROWS]
    assert [block.value for block in drawn(occurs("1:*", child))] == [""]


def test_a_choice_below_the_name_of_its_group_does_not_say_it_again() -> None:
    options = (once(field("F1")), once(field("F2")))
    choice = group("G1", *options, label="Anschrift", art="X")
    assert [block.label for block in drawn(once(choice))] == ["Was möchten Sie angeben?"]
    both = drawn(once(group("G2", once(field("F3")), once(choice), label="Wohnung")))
    assert [block.label for block in both[-1].blocks] == ["Was möchten Sie angeben?"]


def test_a_cut_title_is_said_in_full_once() -> None:
    label = "Ein Name, der länger ist als jede Zeile, auch auf breiten Seiten, und doch ganz gelesen werden will"
    of = service(occurs("1:2", group("G1", once(field("F1")), label=label)))
    journey = Journey(of, {}, today=TODAY)
    (block,) = page_blocks(journey, journey.pages[0], State())
    assert (of.pages[0].title.endswith(" …"), of.pages[0].lead, block.label) == (True, label, "")


WAYS = (Value("001", "Mit dem Rad"), Value("002", "Zu Fuß"))
LEFT = (
    'Wenn F00000001 = Ja, dann muss F00000002 befüllt werden, wobei nur der Code 002 "Zu Fuß" ausgewählt werden darf.'
)


@pytest.mark.parametrize(("answer", "chosen"), [(True, ["Zu Fuß"]), (False, []), (None, [])])
def test_the_only_answer_that_rules_leave_is_given_in_advance(answer: bool | None, chosen: list[str]) -> None:
    tree = (once(field("F00000001", datatype="bool")), perhaps(field("F00000002", role="select", values=WAYS)))
    found = drawn(*tree, answers={"F00000001": answer}, rules=(rule(LEFT),))
    assert [option.label for option in found[1].options if option.chosen] == chosen


def test_a_confirmation_is_never_given_in_advance() -> None:
    (block,) = drawn(once(field("F1", role="select", values=(Value("1", "Ich bestätige das."),))))
    assert [option.chosen for option in block.options] == [False]
