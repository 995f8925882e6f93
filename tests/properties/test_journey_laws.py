"""Laws of the way: what is hidden never leaves, what is missing has a place, nothing is said twice."""

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dienstweg.cli.constraints import Constraints
from dienstweg.cli.notations import parsed
from dienstweg.engine import handover
from dienstweg.engine.answers import Answers, branch, get, join, leaves, put, rows
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.files import is_file
from dienstweg.engine.gaps import Lists, node_gaps
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey, chain_to
from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Either, Group, Node, Question, Service, shown, walk
from dienstweg.engine.summary import NOTHING
from dienstweg.engine.usage import chosen, clean, kept, used
from tests.properties.random_answers import levels, nonsense
from tests.properties.random_schemas import schemas

TODAY = date(2026, 5, 12)
SECRET = "hinter verschlossener Tür"


@st.composite
def situations(draw: st.DrawFn) -> tuple[Service, Answers]:
    """A service and somebody's answers so far."""
    service = compile_service(draw(schemas()))
    return service, draw(levels(service.nodes))


@st.composite
def applicants(draw: st.DrawFn) -> tuple[Service, Answers]:
    """A service and the answers of somebody who is done; empty where limits contradict."""
    service = compile_service(draw(schemas()))
    try:
        return service, invent(service, Random(draw(st.integers(0, 2**16))), today=TODAY)
    except Refused:
        return service, {}


def way(service: Service, answers: Answers) -> tuple[object, ...]:
    """Everything a journey says."""
    journey = Journey(service, answers, today=TODAY)
    return journey.pages, journey.gaps(), journey.summary(), journey.clean(), journey.first_gap()


@given(situations(), st.integers())
def test_the_order_of_answering_does_not_matter(situation: tuple[Service, Answers], seed: int) -> None:
    service, answers = situation
    assert way(service, answers) == way(service, _shuffled(answers, Random(seed)))
    assert kept(service.nodes, answers) == kept(service.nodes, _shuffled(answers, Random(seed)))


@given(situations())
def test_what_is_hidden_never_leaves(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    poisoned = _poisoned(service.nodes, answers)
    for leaving in (Journey(service, poisoned).clean(), kept(service.nodes, poisoned)):
        assert SECRET not in str(leaving)
    assert Journey(service, poisoned).clean() == Journey(service, answers).clean()
    assert kept(service.nodes, poisoned) == kept(service.nodes, answers)


@given(situations())
def test_what_is_hidden_is_not_shown(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    poisoned = _poisoned(service.nodes, answers)
    assert way(service, poisoned) == way(service, answers)


@given(situations())
def test_what_is_remembered_is_enough(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    remembered = kept(service.nodes, answers)
    lists = service.code_lists
    assert kept(service.nodes, remembered) == remembered
    assert clean(service.nodes, remembered, lists) == clean(service.nodes, answers, lists)


@given(situations())
def test_only_the_way_is_asked_and_in_its_order(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    journey = Journey(service, answers)
    slugs = [page.slug for page in service.pages]
    order = [slugs.index(page.slug) for page in journey.pages]
    assert order == sorted(set(order))
    assert [page.slug for page in journey.pages if not journey.places(page)] == []
    assert [p.item.path for page in journey.pages for p in journey.places(page) if not shown(p.node)] == []
    following = [journey.next_page(page) for page in journey.pages]
    assert following == [*journey.pages[1:], None]


@given(situations())
def test_pages_lose_no_gap(situation: tuple[Service, Answers]) -> None:
    """What is missing on the pages is what is missing in the tree, but for groups of which the pages show the parts."""
    service, answers = situation
    journey = Journey(service, answers, today=TODAY)
    lists = Lists(journey.service.code_lists, TODAY)
    whole = [gap for node in journey.service.nodes for gap in node_gaps(node, answers, "", lists, need=True)]
    on_pages = [gap for gap in journey.gaps() if not gap.reads]
    split = {node.path for node in walk(service.nodes) if isinstance(node, Group)} - {
        item.path for page in service.pages for item in page.items
    }
    assert set(on_pages) <= set(whole)
    assert [gap for gap in whole if gap not in on_pages and _schema_path(gap.path) not in split] == []


@given(situations())
def test_every_gap_is_on_the_page_that_shows_its_place(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    journey = Journey(service, answers, today=TODAY)
    for page in journey.pages:
        for gap in journey.gaps(page):
            assert any(_shows(place.prefix, place.node, gap.path) for place in journey.places(page))


@given(applicants())
def test_whoever_is_done_has_no_gap(applicant: tuple[Service, Answers]) -> None:
    service, answers = applicant
    assert [gap for gap in Journey(service, answers, today=TODAY).gaps() if answers] == []


@given(schemas(), st.integers(0, 2**16))
def test_what_leaves_keeps_to_the_file(schema: Schema, seed: int) -> None:
    """To the generated schemas, and to the constraints of the file as they are read without the compiler."""
    service = compile_service(schema)
    if any(point.code in ("choice_of_nothing", "limits_contradict") for point in service.open_points):
        return
    clean = Journey(service, invent(service, Random(seed), today=TODAY), today=TODAY).clean()
    written = handover.json_bytes(handover.json_payload(service, clean))
    assert handover.validate(service, written, handover.xml_payload(service, clean)) == ()
    files = {value["id"]: value for _, value in leaves(clean) if is_file(value)}
    constraints = Constraints(schema, CodeLists(), lambda element: element.id)
    assert list(constraints.breaches(parsed(written), files)) == []


@given(applicants(), st.randoms(use_true_random=False))
def test_a_mandatory_answer_that_is_taken_away_is_missing_in_its_place(
    applicant: tuple[Service, Answers], rng: Random
) -> None:
    service, answers = applicant
    places = [path for path, _ in leaves(kept(service.nodes, answers)) if "?" not in path.rpartition(".")[2]]
    answers = kept(service.nodes, answers)
    for path in rng.sample(places, min(5, len(places))):
        question = chain_to(service.nodes, _schema_path(path))[-1]
        if not isinstance(question, Question):
            continue
        without = put(answers, path, None)
        gaps = Journey(service, without, today=TODAY).gaps()
        around = path.rpartition(".")[0] if question.repeats else path
        told = [gap.path for gap in gaps if gap.path == around or gap.path.startswith(f"{around}.")]
        left = get(without, around)
        lacks = len(left if isinstance(left, list) else []) < question.min if question.repeats else question.min > 0
        if lacks and not told:
            assert _given_up(service, without, path), "the group around it is still in use"


@given(situations())
def test_the_summary_says_each_answer_once(situation: tuple[Service, Answers]) -> None:
    service, answers = situation
    remembered = kept(service.nodes, answers)
    lines = [line for section in Journey(service, remembered).summary() for line in section.lines]
    locked = {node.path for node in walk(service.nodes) if isinstance(node, Question) and node.role == "locked"}
    said = [line.path for line in lines if line.value not in (None, NOTHING) and _schema_path(line.path) not in locked]
    told = [
        path for path, value in leaves(remembered) if not (path.rpartition(".")[2].startswith("?") and value is False)
    ]
    closed = [path for path in said if path.rpartition(".")[2].startswith("?") and get(remembered, path) is False]
    assert Counter(said) == Counter(told) + Counter(closed)


@given(st.data())
def test_nonsense_is_answered_with_gaps(data: st.DataObject) -> None:
    service = compile_service(data.draw(schemas()))
    answers = data.draw(nonsense(service.nodes))
    journey = Journey(service, answers, today=TODAY)
    for page in journey.pages:
        journey.gaps(page)
    assert (journey.clean(), journey.summary()) == (journey.clean(), journey.summary())


def _shuffled(here: object, rng: Random) -> Answers:
    def shuffled(value: object) -> object:
        if isinstance(value, dict):
            items = list(value.items())
            rng.shuffle(items)
            return {key: shuffled(inner) for key, inner in items}
        return [shuffled(inner) for inner in value] if isinstance(value, list) else value

    found = shuffled(here)
    return found if isinstance(found, dict) else {}


def _poisoned(nodes: tuple[Node, ...], here: Answers) -> Answers:
    """The same answers with secrets wherever nothing is asked: behind gates, in other options, in unknown places."""
    result: Answers = {**here, "F99999999": SECRET, "G99999999": {"F1": SECRET}}
    for node in nodes:
        if isinstance(node, Either):
            option = chosen(node, here)
            for other in node.options:
                result |= _poisoned((other,), here) if other is option else {other.id: _filled(other)}
        elif isinstance(node, Question) and node.role != "input":
            result[node.id] = SECRET
        elif isinstance(node, Group) and node.repeats:
            if node.id in here:
                result[node.id] = [_poisoned(node.children, row) for row in rows(here, node.id)]
        elif isinstance(node, Group):
            closed = node.gate and here.get(node.gate_key) is not True
            result[node.id] = _filled(node) if closed else _poisoned(node.children, branch(here, node.id))
    return result


def _filled(node: Node) -> object:
    """Secrets in every question of a node, all gates open."""
    if isinstance(node, Question):
        return [SECRET] if node.repeats else SECRET
    inside: Answers = {}
    for child in node.children if isinstance(node, Group) else ():
        if isinstance(child, Either):
            inside |= {child.key: child.options[0].id, child.options[0].id: _filled(child.options[0])}
        elif isinstance(child, Question | Group):
            inside |= {child.id: _filled(child)} | ({child.gate_key: True} if isinstance(child, Group) else {})
    return [inside] if isinstance(node, Group) and node.repeats else inside


def _schema_path(path: str) -> str:
    """A path without row numbers, at the node that a gate or choice belongs to."""
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def _shows(prefix: str, node: Node, path: str) -> bool:
    own = [node.key, *(option.id for option in node.options)] if isinstance(node, Either) else []
    own += [node.id] if isinstance(node, Question | Group) else []
    own += [node.gate_key] if isinstance(node, Group) else []
    return any(path == join(prefix, key) or path.startswith(f"{join(prefix, key)}.") for key in own)


def _given_up(service: Service, answers: Answers, path: str) -> bool:
    """True where nothing is left in an optional group or a row around the place, so that nothing is missing there."""
    parts = path.split(".")
    heads = [".".join(parts[:end]) for end in range(1, len(parts))]
    for head, _ in pairwise([*heads, path]):
        node = chain_to(service.nodes, _schema_path(head))[-1]
        inside = get(answers, head)
        if isinstance(node, Group) and isinstance(inside, dict) and not used(node.children, inside):
            return True
    return False
