"""Pages and answers: what a page shows and what it reads back."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienstweg.applications.looking import read_filled
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.question_blocks import State
from dienstweg.engine.adoption import offer
from dienstweg.engine.answers import Answers, branch, leaves, put, rows
from dienstweg.engine.files import is_file
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Either, Group, Node, Question, Service, shown
from dienstweg.engine.usage import kept
from tests import cast
from tests.applications.everything import EVERYTHING
from tests.applications.posting import every, posting
from tests.properties import random_services

TODAY = date(2026, 5, 12)
OURS = sorted(path.name for path in cast.SERVICES.iterdir() if path.is_dir())
SEEDS = 20


def ours(name: str) -> Service:
    return offer(cast.our_service(name)[0], cast.ZONES if name == "bewohnerparkausweis" else {})


@pytest.mark.parametrize("name", OURS)
def test_our_pages_read_back_what_they_show(name: str) -> None:
    service = ours(name)
    for seed in range(SEEDS):
        assert_read_back(service, invent(service, random.Random(seed), today=TODAY))


def test_every_page_of_every_kind_reads_back_what_it_shows() -> None:
    for seed in range(SEEDS):
        assert_read_back(EVERYTHING, invent(EVERYTHING, random.Random(seed), today=TODAY))


@given(random_services.services(), st.integers(0, 2**32))
def test_pages_of_any_service_read_back_what_they_show(service: Service, seed: int) -> None:
    try:
        answers = invent(service, random.Random(seed), today=TODAY)
    except Refused:
        return
    assert_read_back(service, answers)


@given(random_services.services(), st.integers(0, 2**32))
def test_what_is_missing_can_be_filled_in_on_its_page(service: Service, seed: int) -> None:
    rng = random.Random(seed)
    try:
        answers = invent(service, rng, today=TODAY)
    except Refused:
        return
    for path in [path for path, _ in leaves(answers)][::-1]:
        if rng.random() < 0.5:
            answers = put(answers, path, None)
    for given_answers in ({}, answers):
        assert_gaps_have_places(service, given_answers)


@given(random_services.services(), st.integers(0, 2**32))
def test_a_choice_taken_back_takes_nothing_else_along(service: Service, seed: int) -> None:
    try:
        answers = invent(service, random.Random(seed), today=TODAY)
    except Refused:
        return
    for page in Journey(service, answers, today=TODAY).pages:
        journey = Journey(service, answers, today=TODAY)
        blocks = every(page_blocks(journey, page, State(open_rows=rows_of(answers))))
        for name in (block.name for block in blocks if block.nothing and not one_of_many(block.name)):
            assert posted(service, answers, page.slug, {name: ""}) == put(answers, name, None)


def assert_gaps_have_places(service: Service, answers: Answers) -> None:
    """Every gap stands at something that the page draws, so that nobody is sent back to a page with nothing to do."""
    journey = Journey(service, answers, today=TODAY)
    for page in journey.pages:
        gaps = journey.gaps(page)
        state = State(faults={gap.path: gap.message for gap in gaps}, open_rows=rows_of(answers))
        said = {block.error for block in every(page_blocks(journey, page, state))}
        assert [gap for gap in gaps if gap.message not in said] == []


def assert_read_back(service: Service, answers: Answers) -> None:
    """Posted onto the same answers nothing changes; posted page by page onto the uploads the same answers arise."""
    again = files_only(answers)
    for page in Journey(service, answers, today=TODAY).pages:
        shown = shown_of(service, answers, page.slug)
        assert posted(service, answers, page.slug, shown) == answers
        again = posted(service, again, page.slug, shown)
    assert kept(service.nodes, again) == kept(service.nodes, seen_only(service.nodes, answers))


def shown_of(service: Service, answers: Answers, slug: str) -> dict[str, str]:
    """What a browser sends for a page on which every row is open."""
    journey = Journey(service, answers, today=TODAY)
    page = journey.page(slug)
    assert page is not None
    blocks = page_blocks(journey, page, State(open_rows=rows_of(answers)))
    found = [block.name for block in every(blocks)]
    assert sorted(found) == sorted(set(found))
    return posting(blocks)


def one_of_many(name: str) -> bool:
    return name.rpartition(".")[2].isdecimal()


def rows_of(answers: Answers) -> frozenset[str]:
    """The path of every row."""
    paths = [path.split(".") for path, _ in leaves(answers)]
    return frozenset(".".join(path[: end + 1]) for path in paths for end, part in enumerate(path) if part.isdecimal())


def posted(service: Service, answers: Answers, slug: str, post: dict[str, str]) -> Answers:
    journey = Journey(service, answers, today=TODAY)
    page = journey.page(slug)
    assert page is not None
    result = read_filled(service, journey, page, post, today=TODAY).posted
    assert (result.faults, result.typed, result.unknown) == ({}, {}, False)
    return result.answers


def seen_only(nodes: tuple[Node, ...], here: Answers) -> Answers:
    """The answers without gates and rows of groups that no page shows, because nothing stands in them."""
    found: Answers = {}
    for node in (node for node in nodes if shown(node)):
        if isinstance(node, Either):
            found |= {key: here[key] for key in (node.key,) if key in here} | seen_only(node.options, here)
        elif isinstance(node, Group):
            found |= {key: here[key] for key in (node.gate_key,) if key in here}
            inside = here.get(node.id)
            if isinstance(inside, list):
                found[node.id] = [seen_only(node.children, row) for row in rows(here, node.id)]
            elif inside is not None:
                found[node.id] = seen_only(node.children, branch(here, node.id))
        elif isinstance(node, Question) and node.id in here:
            found[node.id] = here[node.id]
    return found


def files_only(here: Answers) -> Answers:
    """The uploads, which travel before the rest, in their rows."""
    return {key: _files_in(value) for key, value in here.items() if isinstance(value, dict | list)}


def _files_in(value: object) -> object:
    if isinstance(value, dict) and not is_file(value):
        return files_only(value)
    if isinstance(value, list):
        return [_files_in(entry) for entry in value if isinstance(entry, dict)]
    return value
