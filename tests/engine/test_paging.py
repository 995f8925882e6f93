"""Pages: one topic each, long ones split, everything that shows on exactly one, names people can tell apart."""

import pytest

from dienstweg.engine.journey import chain_to
from dienstweg.engine.overlay import ElementPart, Overlay, PagePart
from dienstweg.engine.passes.paging import MOST, slug_of, weight
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Child, Group
from dienstweg.engine.service import Page, Service
from tests.engine.schema_parts import field, fields, group, occurs, once, perhaps, rule, service


def drawn(page: Page) -> tuple[str, list[str]]:
    """A page as title and what stands on it; a gate or choice whose contents come later ends in "?"."""
    return page.title, [item.path + ("?" if item.part == "gate" else "") for item in page.items]


def titles(compiled: Service) -> list[str]:
    return [page.title for page in compiled.pages]


def long(id: str, label: str | None = None, *more: Child, start: int = 500, help: str | None = None) -> Group:
    return group(id, *fields(MOST + 1, start), *more, label=label, help=help)


def test_each_group_at_the_top_is_a_page_and_what_lies_between_is_bunched() -> None:
    compiled = service(
        once(field("F1")),
        once(field("F2")),
        once(group("G1", *fields(2), label="Hund:")),
        once(group("G2", *fields(1), label="Halter")),
        once(field("F3")),
        once(field("F5")),
        occurs("0:*", group("G3", *fields(1), label="Konto")),
        once(field("F4")),
        once(field("F6")),
    )
    assert [drawn(page) for page in compiled.pages] == [
        ("Allgemeine Angaben", ["F1", "F2"]),
        ("Hund", ["G1"]),
        ("Halter", ["G2"]),
        ("Weitere Angaben (1 von 2)", ["F3", "F5"]),
        ("Konto", ["G3"]),
        ("Weitere Angaben (2 von 2)", ["F4", "F6"]),
    ]


@pytest.mark.parametrize(
    ("count", "pages"),
    [(1, [1]), (12, [12]), (15, [15]), (16, [8, 8]), (24, [12, 12]), (25, [8, 8, 9]), (40, [10] * 4)],
)
def test_long_groups_are_split_evenly(count: int, pages: list[int]) -> None:
    loose = service(*fields(count))
    nested = service(once(group("G1", *fields(count))))
    assert [len(page.items) for page in loose.pages] == pages
    assert [len(page.items) for page in nested.pages] == ([1] if count <= MOST else pages)


def test_a_split_group_names_its_pages_by_what_they_hold() -> None:
    person = group(
        "G1",
        *fields(10),
        once(group("G2", *fields(7), label="Anschrift")),
        once(group("G3", *fields(2), label="Kontakt")),
        label="Person",
        help="Wer sind Sie?",
    )
    compiled = service(once(person))
    assert [drawn(page)[0] for page in compiled.pages] == ["Person", "Anschrift und Kontakt"]
    assert [page.lead for page in compiled.pages] == ["Wer sind Sie?", ""]


def test_a_group_that_is_long_itself_is_split_in_its_place() -> None:
    inner = group("G2", *fields(20), label="Innen", help="Innen zählt.")
    outer = group("G1", once(field("F1")), once(inner), once(field("F2")), once(field("F3")), label="Außen")
    compiled = service(once(outer))
    assert titles(compiled) == ["Außen", "Innen (1 von 2)", "Innen (2 von 2)", "Feld F2 und Feld F3"]
    assert [page.lead for page in compiled.pages] == ["", "Innen zählt.", "", ""]


def test_rows_stay_together_and_a_few_questions_lead_to_them() -> None:
    rows = occurs("0:*", group("G2", *fields(30), label="Betriebe"))
    compiled = service(once(group("G1", once(field("F1")), rows, once(field("F2")), label="Leitung")))
    assert [drawn(page) for page in compiled.pages] == [
        ("Leitung (1 von 2)", ["G1.F1", "G1.G2"]),
        ("Leitung (2 von 2)", ["G1.F2"]),
    ]


def test_the_gate_of_a_long_group_stands_before_it_on_a_page_of_its_own() -> None:
    compiled = service(once(field("F1")), perhaps(long("G1", "Firma", help="Nur für Firmen.")))
    assert titles(compiled) == ["Feld F1", "Firma (1 von 3)", "Firma (2 von 3)", "Firma (3 von 3)"]
    gate, *rest = compiled.pages[1:]
    assert drawn(gate)[1] == ["G1?"]
    assert gate.lead == ""
    assert [item.path for page in rest for item in page.items] == [f"G1.F{number:08}" for number in range(500, 516)]
    assert [page.lead for page in rest] == ["", ""]


def test_neighbours_that_begin_with_a_gate_share_its_page() -> None:
    compiled = service(
        perhaps(long("G1", "Mensch")), perhaps(long("G2", "Firma")), perhaps(group("G3", *fields(2), label="Konto"))
    )
    assert [drawn(page)[1][0] for page in compiled.pages] == [
        "G1?",
        "G1.F00000500",
        "G1.F00000508",
        "G2.F00000500",
        "G2.F00000508",
        "G3",
    ]
    assert drawn(compiled.pages[0]) == ("Mensch und Firma", ["G1?", "G2?"])


def test_many_gates_are_one_page_of_wishes() -> None:
    compiled = service(*(perhaps(long(f"G{number}", f"Gruppe {number}")) for number in range(1, 11)))
    assert titles(compiled)[0] == "Was möchten Sie angeben?"
    assert [item.part for item in compiled.pages[0].items] == ["gate"] * 10


def test_a_choice_between_long_groups_stands_before_them() -> None:
    sentence = "Es muss entweder Feldgruppe G00000002 oder Feldgruppe G00000003 befüllt werden."
    options = (perhaps(long("G00000002", "Straße")), perhaps(group("G00000003", *fields(2), label="Postfach")))
    compiled = service(once(group("G00000001", *options, label="Anschrift", rules=(rule(sentence),))))
    assert [drawn(page) for page in compiled.pages] == [
        ("Anschrift: Was möchten Sie angeben?", ["G00000001.?G00000002?"]),
        ("Straße (1 von 2)", [f"G00000001.G00000002.F{number:08}" for number in range(500, 508)]),
        ("Straße (2 von 2)", [f"G00000001.G00000002.F{number:08}" for number in range(508, 516)]),
        ("Postfach", ["G00000001.G00000003"]),
    ]


def test_an_option_that_shows_nothing_has_no_page() -> None:
    sentence = "Es muss entweder Feldgruppe G00000002 oder Feldgruppe G00000003 befüllt werden."
    empty = group("G00000003", once(field("F1", role="hidden", content="1")))
    options = (perhaps(long("G00000002", "Straße")), perhaps(empty))
    compiled = service(once(group("G00000001", *options, rules=(rule(sentence),))))
    assert [page.slug for page in compiled.pages if drawn(page)[1] == ["G00000001.G00000003"]] == []
    assert len(compiled.pages) == 3


def test_what_shows_nothing_is_on_no_page_and_no_page_is_empty() -> None:
    hidden = field("F1", role="hidden", content="1")
    compiled = service(
        once(hidden),
        once(group("G1", once(hidden), once(field("F2", role="locked")))),
        once(group("G2", once(field("F3")))),
        once(group("G3", once(field("F4", "", role="label")), once(hidden))),
    )
    assert [drawn(page) for page in compiled.pages] == [("Gruppe G2", ["G2"])]


def test_notes_do_not_stand_alone() -> None:
    note = field("F9", "Achtung", role="label", content="Text")
    compiled = service(
        once(note), once(group("G1", *fields(1))), once(field("F8", role="label")), once(group("G2", *fields(1)))
    )
    last = service(once(group("G1", *fields(1))), once(note))
    assert [drawn(page) for page in compiled.pages] == [
        ("Gruppe G1", ["F9", "G1"]),
        ("Gruppe G2", ["F8", "G2"]),
    ]
    assert [drawn(page) for page in last.pages] == [("Gruppe G1", ["G1", "F9"])]


def test_pages_with_the_same_title_say_where_they_belong() -> None:
    def person(id: str, label: str) -> Group:
        return group(id, *fields(10), once(group("G5", *fields(8), label="Anschrift")), label=label)

    compiled = service(once(person("G1", "Mutter")), once(person("G2", "Vater")), once(person("G3", "Kind")))
    assert titles(compiled) == [
        "Mutter",
        "Anschrift – Mutter",
        "Vater",
        "Anschrift – Vater",
        "Kind",
        "Anschrift – Kind",
    ]
    assert [page.slug for page in compiled.pages][1] == "anschrift-mutter"


def test_pages_that_nothing_tells_apart_are_counted() -> None:
    compiled = service(once(group("G1", *fields(1), label="Hund")), once(group("G2", *fields(1), label="Hund")))
    assert titles(compiled) == ["Hund (1 von 2)", "Hund (2 von 2)"]
    assert [page.slug for page in compiled.pages] == ["hund", "hund-2"]


def test_slugs_never_meet() -> None:
    labels = ("A", "A", "A 2", "a", "Ä!", "§")
    compiled = service(*(once(group(f"G{n}", *fields(1), label=label)) for n, label in enumerate(labels)))
    assert [page.slug for page in compiled.pages] == ["a", "a-2", "a-2-2", "a-3", "ae", "angaben"]


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Sonstige Unterlagen", "Sonstige Unterlagen"),
        ("Haben Sie Unterlagen?", "Weitere Angaben"),
        ("Laden Sie weitere Unterlagen hoch.", "Weitere Angaben"),
        ("Unterlagen, die Sie schon einmal eingereicht haben oder nachreichen", "Weitere Angaben"),
    ],
)
def test_a_question_alone_gives_its_page_the_name(label: str, title: str) -> None:
    compiled = service(once(group("G1", *fields(1), label="Hund")), once(field("F1", label)))
    assert titles(compiled) == ["Hund", title]


def test_long_titles_are_cut_and_said_in_full_on_the_page() -> None:
    label = "Persönliche Angaben der vertretungsberechtigten Gesellschafterin / oder des Gesellschafters"
    compiled = service(once(group("G1", *fields(1), label=label)), once(group("G2", *fields(1), label="x" * 100)))
    assert titles(compiled) == [
        "Persönliche Angaben der vertretungsberechtigten Gesellschafterin / oder des …",
        "X" + "x" * 77 + " …",
    ]
    assert compiled.pages[0].lead == label


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Größe & Maße", "groesse-masse"),
        ("  ", "angaben"),
        ("日本", "angaben"),
        ("x" * 60, "x" * 48),
        ("a" * 47 + " b", "a" * 47),
        ("Prüfen", "pruefen"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_weight_is_what_a_person_meets_at_once() -> None:
    sentence = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."
    compiled = service(
        perhaps(group("G00000001", *fields(5))),
        perhaps(group("G00000002", *fields(3))),
        perhaps(group("G3", *fields(4))),
        occurs("0:*", group("G4", *fields(6))),
        once(field("F1", role="locked")),
        once(field("F2", role="label")),
        rules=(rule(sentence),),
    )
    assert [weight(node) for node in compiled.nodes] == [1 + 5, 1 + 4, 6, 0, 0]


# --- the author's own pages ------------------------------------------------------------------------------------------


def page(slug: str, *items: str) -> PagePart:
    return PagePart(slug=slug, title=slug.upper(), items=items)


TREE = (
    once(group("G1", *fields(2), label="Person")),
    perhaps(group("G2", *fields(2), label="Firma")),
    occurs("0:*", group("G3", once(group("G4", *fields(1))), label="Hunde")),
    once(field("F1")),
    once(field("F2", role="hidden", content="7")),
)
A, B = "F00000100", "F00000101"


def own(*parts: PagePart, tree: tuple[Child, ...] = TREE) -> Service:
    return service(*tree, overlay=Overlay(pages=parts))


def refused(*parts: PagePart, tree: tuple[Child, ...] = TREE) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        own(*parts, tree=tree)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_the_author_says_what_stands_where() -> None:
    compiled = own(page("b", f"G1.{B}", "G3"), page("a", f"G1.{A}", "G2", "F1"))
    assert [(one.slug, *drawn(one)) for one in compiled.pages] == [
        ("b", "B", ["G1.F00000101", "G3"]),
        ("a", "A", ["G1.F00000100", "G2", "F1"]),
    ]


def test_the_gate_of_a_group_can_stand_on_an_earlier_page() -> None:
    compiled = own(page("a", "G1", "?G2"), page("b", f"G2.{A}"), page("c", f"G2.{B}", "G3", "F1"))
    assert [drawn(one)[1] for one in compiled.pages] == [["G1", "G2?"], [f"G2.{A}"], [f"G2.{B}", "G3", "F1"]]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([page("a", "G1", "G2", "G3")], [("page_misses_element", "F1")]),
        (
            [page("a", "G1", "G2", "G3", "F1", "G1")],
            [("page_repeats_element", f"a: G1.{A}"), ("page_repeats_element", f"a: G1.{B}")],
        ),
        ([page("a", "G1", "G2", "G3"), page("b", "F1", f"G1.{A}")], [("page_repeats_element", f"b: G1.{A}")]),
        ([page("a", "G1", "G2", "G3", "F1", "G9")], [("page_unknown_element", "a: G9")]),
        ([page("a", "G1", "G2", "G3", "F1", "G1.?G2")], [("page_unknown_element", "a: G1.?G2")]),
        ([page("a", "G1", "G2", "G3.G4", "F1")], [("page_splits_rows", "a: G3.G4")]),
        ([page("a", "G1", "G2", f"G3.G4.{A}", "F1")], [("page_splits_rows", f"a: G3.G4.{A}")]),
        ([page("a", "G1", f"G2.{A}", f"G2.{B}", "G3", "F1")], [("page_misses_element", "?G2")]),
        ([page("a", "G1", "?G2", f"G2.{A}", f"G2.{B}", "G3", "F1")], [("page_question_late", "?G2")]),
        ([page("a", "G1", f"G2.{A}"), page("b", "?G2", f"G2.{B}", "G3", "F1")], [("page_question_late", "?G2")]),
        ([page("a", "G1", "G2", "G3"), page("a", "F1")], [("page_repeats_slug", "a")]),
        ([page("Über Sie", "G1", "G2", "G3", "F1")], [("page_slug", "Über Sie")]),
        ([page("a", "G1", "G2", "G3", "F1"), page("b")], [("page_empty", "b")]),
        ([page("a", "G1", "G2", "G3", "F1"), page("b", "F2")], [("page_empty", "b")]),
    ],
)
def test_pages_that_do_not_fit_are_refused(parts: list[PagePart], expected: list[tuple[str, str]]) -> None:
    assert refused(*parts) == expected


SENTENCE = "Es muss entweder Gruppe G00000002 oder Gruppe G00000003 befüllt werden."
CHOICE = (
    once(
        group(
            "G00000001",
            perhaps(group("G00000002", *fields(2), label="Straße")),
            perhaps(group("G00000003", *fields(1), label="Postfach")),
            rules=(rule(SENTENCE),),
        )
    ),
)


def test_a_choice_is_named_like_its_answer() -> None:
    whole = own(page("a", "G00000001.?G00000002"), tree=CHOICE)
    apart = own(
        page("a", "G00000001.?G00000002"),
        page("b", "G00000001.G00000002"),
        page("c", "G00000001.G00000003"),
        tree=CHOICE,
    )
    assert [item.part for one in whole.pages for item in one.items] == ["all"]
    assert [item.part for one in apart.pages for item in one.items] == ["gate", "all", "all"]


def test_options_without_their_choice_are_refused() -> None:
    options = [page("a", "G00000001.G00000002"), page("b", "G00000001.G00000003")]
    assert refused(*options, tree=CHOICE) == [("page_misses_element", "G00000001.?G00000002")]


def test_a_choice_may_hold_a_field() -> None:
    options = (perhaps(field("F1")), perhaps(group("G2", *fields(1))))
    tree: tuple[Child, ...] = (once(group("G1", *options, art="X")), once(field("F3")))
    compiled = own(page("a", "G1.?F1", "F3"), tree=tree)
    assert [drawn(one)[1] for one in compiled.pages] == [["G1.?F1", "F3"]]


def test_pages_find_their_nodes_whatever_the_author_renames() -> None:
    renamed = Overlay(pages=(page("a", "G1", "G2", "G3", "F1"),), elements={"G1": ElementPart(label="Über Sie")})
    compiled = service(*TREE, overlay=renamed)
    assert [chain_to(compiled.nodes, item.path)[-1].path for item in compiled.pages[0].items] == [
        "G1",
        "G2",
        "G3",
        "F1",
    ]
