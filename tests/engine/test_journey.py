"""The way of one applicant: which pages there are, what comes next, what is said at the end."""

from datetime import date

import pytest

from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey, chain_to
from dienstweg.engine.overlay import ElementPart, Overlay, PagePart
from dienstweg.engine.schema import Child
from dienstweg.engine.service import Page, Service
from tests.engine.schema_parts import field, fields, group, occurs, once, perhaps, rule, service

TODAY = date(2026, 5, 12)
BOTH = "Es muss entweder Gruppe G00000001 oder Gruppe G00000002 befüllt werden."


def paged(*pages: tuple[str, ...], tree: tuple[Child, ...]) -> Service:
    """The tree with pages "1", "2" … of these items."""
    parts = (PagePart(slug=str(number), title=str(number), items=items) for number, items in enumerate(pages, 1))
    return service(*tree, overlay=Overlay(pages=tuple(parts)))


def slugs(of: Service, answers: Answers) -> list[str]:
    return [page.slug for page in Journey(of, answers).pages]


GATED = paged(
    ("F9",),
    ("?G1",),
    ("G1.F1", "G1.F2"),
    ("G1.?G2", "F8"),
    ("G1.G2.F3",),
    tree=(
        once(field("F9")),
        perhaps(group("G1", once(field("F1")), perhaps(field("F2")), perhaps(group("G2", once(field("F3")))))),
        perhaps(field("F8")),
    ),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["1", "2", "4"]),
        ({"?G1": False}, ["1", "2", "4"]),
        ({"?G1": True}, ["1", "2", "3", "4"]),
        ({"?G1": True, "G1": {"?G2": True}}, ["1", "2", "3", "4", "5"]),
        ({"?G1": False, "G1": {"?G2": True}}, ["1", "2", "4"]),
        ({"?G1": True, "G1": {"?G2": False}}, ["1", "2", "3", "4"]),
    ],
)
def test_pages_behind_a_closed_gate_are_not_on_the_way(answers: Answers, expected: list[str]) -> None:
    assert slugs(GATED, answers) == expected


def test_a_page_shows_what_is_open_now() -> None:
    journey = Journey(GATED, {"?G1": False})
    page = journey.page("4")
    assert page is not None
    assert [place.item.path for place in journey.places(page)] == ["F8"]
    assert journey.page("3") is None
    assert journey.page("nie gehört") is None


def test_the_next_page_follows_the_answers() -> None:
    open_, closed = Journey(GATED, {"?G1": True}), Journey(GATED, {"?G1": False})

    def after(journey: Journey, page: Page) -> str | None:
        found = journey.next_page(page)
        return found.slug if found else None

    first, gate, inside, last, behind = GATED.pages
    assert [after(open_, page) for page in GATED.pages] == ["2", "3", "4", None, None]
    assert [after(closed, page) for page in (first, gate, inside, last, behind)] == ["2", "4", "4", None, None]


def test_the_first_gap_leads_back() -> None:
    def first(answers: Answers) -> str | None:
        page = Journey(GATED, answers).first_gap()
        return page.slug if page else None

    assert first({}) == "1"
    assert first({"F9": "a"}) == "2"
    assert first({"F9": "a", "?G1": False}) is None
    assert first({"F9": "a", "?G1": True}) == "3"
    assert first({"F9": "a", "?G1": True, "G1": {"F1": "a"}}) == "4"
    assert first({"F9": "a", "?G1": True, "G1": {"F1": "a", "?G2": True}}) == "5"
    assert first({"F9": "a", "?G1": True, "G1": {"F1": "a", "?G2": True, "G2": {"F3": "a"}}}) is None


SPLIT = paged(
    ("G00000007.F1",),
    ("G00000007.F2", "F9"),
    tree=(
        perhaps(group("G00000007", once(field("F1")), perhaps(field("F2")), rules=(rule("G00000007"),))),
        once(field("F9")),
    ),
)


def test_an_optional_group_over_two_pages_is_in_use_on_both() -> None:
    unused, begun = Journey(SPLIT, {"F9": "a"}), Journey(SPLIT, {"F9": "a", "G00000007": {"F2": "a"}})
    assert [gap.path for gap in unused.gaps()] == []
    assert [(gap.path, gap.kind) for gap in begun.gaps()] == [("G00000007.F1", "missing")]
    assert begun.first_gap() == SPLIT.pages[0]


OPTIONS = (
    perhaps(group("G00000001", once(field("F1")), perhaps(group("G3", once(field("F1")))))),
    perhaps(group("G00000002", perhaps(field("F1")))),
)
CHOICE = paged(
    ("G9.?G00000001",),
    ("G9.G00000001.F1",),
    ("G9.G00000001.G3",),
    ("G9.G00000002",),
    tree=(once(group("G9", *OPTIONS, rules=(rule(BOTH),))),),
)


@pytest.mark.parametrize(
    ("answers", "pages", "missing"),
    [
        ({}, ["1"], ["G9.?G00000001"]),
        ({"?G00000001": "G00000001"}, ["1", "2", "3"], ["G9.G00000001.F1", "G9.G00000001.?G3"]),
        ({"?G00000001": "G00000002"}, ["1", "4"], ["G9.G00000002"]),
        ({"?G00000001": "G00000002", "G00000002": {"F1": "a"}}, ["1", "4"], []),
    ],
)
def test_only_the_pages_of_the_chosen_option_are_on_the_way(
    answers: Answers, pages: list[str], missing: list[str]
) -> None:
    journey = Journey(CHOICE, {"G9": answers})
    assert [page.slug for page in journey.pages] == pages
    assert [gap.path for gap in journey.gaps()] == missing


def test_gaps_of_one_page() -> None:
    journey = Journey(GATED, {"?G1": True})
    assert [[gap.path for gap in journey.gaps(page)] for page in journey.pages] == [["F9"], [], ["G1.F1"], ["G1.?G2"]]
    assert [gap.path for gap in journey.gaps()] == ["F9", "G1.F1", "G1.?G2"]


def test_a_service_without_answers_is_one_way() -> None:
    of = service(*fields(20), occurs("1:*", group("G1", *fields(2))), perhaps(group("G2", *fields(2))))
    assert len(slugs(of, {})) == len(of.pages)


def test_what_leaves_keeps_to_the_way() -> None:
    answers: Answers = {"F9": "a", "?G1": False, "G1": {"F1": "b", "?G2": True}, "F8": "c", "fremd": "x"}
    assert Journey(GATED, answers).clean() == {"F9": "a", "F8": "c"}


def test_the_summary_goes_page_by_page() -> None:
    sections = Journey(GATED, {"F9": "a", "?G1": True, "G1": {"F1": "b", "?G2": False}}).summary()
    told = [(section.page.slug, [(line.path, line.value) for line in section.lines]) for section in sections]
    assert told == [
        ("1", [("F9", "a")]),
        ("2", [("?G1", "Ja")]),
        ("3", [("G1.F1", "b"), ("G1.F2", "nicht angegeben")]),
        ("4", [("G1.?G2", "Nein"), ("F8", "nicht angegeben")]),
    ]


def test_a_place_is_found_through_groups_and_choices() -> None:
    chain = chain_to(CHOICE.nodes, "G9.G00000001.G3.F1")
    assert [node.path for node in chain] == [
        "G9",
        "G9.?G00000001",
        "G9.G00000001",
        "G9.G00000001.G3",
        "G9.G00000001.G3.F1",
    ]
    assert [node.path for node in chain_to(CHOICE.nodes, "G9.?G00000001")] == ["G9", "G9.?G00000001"]


@pytest.mark.parametrize("path", ["G8", "G9.F1", "G9.G00000001.F", "", "G9."])
def test_places_that_are_not_there(path: str) -> None:
    with pytest.raises(KeyError):
        chain_to(CHOICE.nodes, path)


def test_today_is_asked_from_the_caller() -> None:
    asked = Overlay(elements={"F1": ElementPart(max_value="today")})
    of = service(once(field("F1", datatype="date")), overlay=asked)
    assert [gap.path for gap in Journey(of, {"F1": "2026-05-13"}, today=TODAY).gaps()] == ["F1"]
    assert Journey(of, {"F1": "2026-05-12"}, today=TODAY).gaps() == ()
    assert Journey(of, {"F1": "2026-05-13"}).gaps() == ()


# --- pages as rules leave them ---------------------------------------------------------------------------------------

FAR = "Wenn F00000001 = Ja, dann darf {} nicht angezeigt werden."
HINT = occurs("1:1", field("F00000003", "Hinweis", role="label", content="Bitte lesen."))


def far(*pages: tuple[str, ...], hidden: str) -> Service:
    """A question whose "Ja" takes something from a page further on; titles are those of one page in two parts."""
    parts = tuple(
        PagePart(slug=str(number), title=title, items=items)
        for number, (title, items) in enumerate(zip(("Erste", "Teil (1 von 2)", "Teil (2 von 2)"), pages, strict=False))
    )
    tree = (once(field("F00000001", datatype="bool")), HINT, once(field("F00000002")), once(field("F00000004")))
    return service(*tree, rules=(rule(FAR.format(hidden)),), overlay=Overlay(pages=parts))


ALL: tuple[tuple[str, ...], ...] = (("F00000001",), ("F00000003", "F00000002"), ("F00000004",))


@pytest.mark.parametrize(
    ("of", "answer", "expected"),
    [
        (
            far(*ALL, hidden="F00000002"),
            False,
            [
                ("Erste", ["F00000001"]),
                ("Teil (1 von 2)", ["F00000003", "F00000002"]),
                ("Teil (2 von 2)", ["F00000004"]),
            ],
        ),
        (
            far(*ALL, hidden="F00000002"),
            True,
            [("Erste", ["F00000001"]), ("Teil", ["F00000003", "F00000004"])],
        ),
        (far(*ALL, hidden="F00000004"), True, [("Erste", ["F00000001"]), ("Teil", ["F00000003", "F00000002"])]),
        (
            far(("F00000001",), ("F00000004",), ("F00000003", "F00000002"), hidden="F00000002"),
            True,
            [("Erste", ["F00000001"]), ("Teil", ["F00000004", "F00000003"])],
        ),
    ],
)
def test_what_is_left_to_read_joins_the_next_page_and_titles_are_counted_anew(
    of: Service, answer: bool, expected: list[tuple[str, list[str]]]
) -> None:
    journey = Journey(of, {"F00000001": answer})
    found = [(page.title, [place.item.path for place in journey.places(page)]) for page in journey.pages]
    assert found == expected
    assert [journey.page(page.slug) for page in journey.pages] == list(journey.pages)
    assert [journey.next_page(page) for page in journey.pages] == [*journey.pages[1:], None]


def test_a_page_that_an_author_made_to_be_read_stays() -> None:
    of = far(("F00000003",), ("F00000001", "F00000002"), ("F00000004",), hidden="F00000004")
    assert [page.title for page in Journey(of, {"F00000001": True}).pages] == ["Erste", "Teil"]
