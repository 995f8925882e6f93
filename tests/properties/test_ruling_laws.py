"""Laws of rules at work: no order matters, what is forbidden never leaves, what is set does, what is read decides."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers, branch, join, rows
from dienstweg.engine.feel import Expression
from dienstweg.engine.invent import invent
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.ruletext import Target
from dienstweg.engine.ruletext.terms import FALSE, Answer, Known, Term, reads
from dienstweg.engine.ruletext.truth import LAND, holds
from dienstweg.engine.ruling import prepare, repeated_around
from dienstweg.engine.ruling.live import Rows
from dienstweg.engine.ruling.order import Step, plain, upwards
from dienstweg.engine.ruling.resolving import Resolving
from dienstweg.engine.service import Group, Node, Question, Service, walk
from tests.engine.ruling.forms import TODAY, f, form, g, whole
from tests.properties.random_rules import Ruled, answers, forms, named_sentences, ruled, situations, trees

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# --- order -----------------------------------------------------------------------------------------------------------


@given(st.data())
@SLOW
def test_the_order_of_the_rules_does_not_matter(data: st.DataObject) -> None:
    children, texts = data.draw(trees()), data.draw(named_sentences())
    one = ruled(children, texts)
    other = ruled(children, tuple(data.draw(st.permutations(texts))))
    given_answers = data.draw(answers(one.service.nodes))
    assert {point.code for point in one.service.open_points} == {point.code for point in other.service.open_points}
    assert _outcome(one.service, given_answers) == _outcome(other.service, given_answers)


@given(situations(), st.randoms(use_true_random=False))
@SLOW
def test_the_order_of_the_answers_does_not_matter(situation: tuple[Ruled, Answers], rng: Random) -> None:
    form, given_answers = situation
    assert _outcome(form.service, given_answers) == _outcome(form.service, _turned(given_answers, rng))


def _outcome(service: Service, given_answers: Answers) -> object:
    """What somebody meets: the tree, what is missing, what leaves."""
    way = Journey(service, given_answers, today=TODAY)
    return way.service.nodes, sorted((gap.path, gap.kind) for gap in way.gaps()), way.clean()


def _turned(here: object, rng: Random) -> Answers:
    found = _shuffled(here, rng)
    assert isinstance(found, dict)
    return found


def _shuffled(here: object, rng: Random) -> object:
    if isinstance(here, list):
        return [_shuffled(row, rng) for row in here]
    if not isinstance(here, dict):
        return here
    items = [(key, _shuffled(value, rng)) for key, value in here.items()]
    rng.shuffle(items)
    return dict(items)


# --- what leaves -----------------------------------------------------------------------------------------------------


@given(situations())
@SLOW
def test_what_is_forbidden_never_leaves(situation: tuple[Ruled, Answers]) -> None:
    """Whether it is forbidden is found out from what leaves alone, by the conditions themselves, not by their FEEL."""
    form, given_answers = situation
    clean = Journey(form.service, given_answers, today=TODAY).clean()
    seen = _Seen(form.service, clean)
    for target in _in_force(form, "forbid"):
        for place in seen.places(target.path):
            assert not (seen.holds(target.forbid, place) and seen.at(target.path, place) is not None)


@given(situations())
@SLOW
def test_what_is_set_leaves_whenever_its_group_does(situation: tuple[Ruled, Answers]) -> None:
    form, given_answers = situation
    clean = Journey(form.service, given_answers, today=TODAY).clean()
    seen = _Seen(form.service, clean)
    for target in _in_force(form, "set"):
        for place in seen.places(target.path):
            values = {one.values[0] for one in target.set if seen.holds(one.condition, place)}
            if seen.parent_is_there(target.path, place) and len(values) == 1 and not _hidden(form, seen, target, place):
                assert seen.at(target.path, place) == values.pop()


@given(situations())
@SLOW
def test_what_leaves_is_what_the_rules_looked_at(situation: tuple[Ruled, Answers]) -> None:
    """Nothing that was dropped decides: whoever sends only what leaves meets the same form."""
    form, given_answers = situation
    way = Journey(form.service, given_answers, today=TODAY)
    again = Journey(form.service, way.kept(), today=TODAY)
    assert (again.clean(), again.kept()) == (way.clean(), way.kept())
    assert bool(again.gaps()) == bool(way.gaps())


def _in_force(form: Ruled, kind: str) -> list[Target]:
    """The targets whose rules the service carries out: circles are left."""
    alive = {one.path for one in form.service.ruled if getattr(one, kind)}
    return [target for target in form.book.targets if target.path in alive]


def _hidden(form: Ruled, seen: "_Seen", target: Target, place: "Place") -> bool:
    return any(
        seen.holds(above.forbid, place)
        for above in _in_force(form, "forbid")
        if f"{target.path}.".startswith(f"{above.path}.")
    )


Place = dict[str, int]
"""The row of each repeated group around."""


class _Seen:
    """Answers that leave, as the conditions of sentences see them; rows are those that leave."""

    def __init__(self, service: Service, clean: Answers) -> None:
        self.clean = clean
        self.nodes = {node.path: node for node in walk(service.nodes)}
        self.around = repeated_around(service.nodes)

    def places(self, path: str) -> Iterator[Place]:
        """Every row in which a place lies."""
        home = [group for group in self.around[path] if group != path]

        def further(found: Place, left: list[str]) -> Iterator[Place]:
            if not left:
                yield found
                return
            rows_there = self.at(left[0], found)
            for index in range(len(rows_there) if isinstance(rows_there, list) else 0):
                yield from further(found | {left[0]: index}, left[1:])

        return further({}, home)

    def at(self, path: str, place: Place) -> object | None:
        """What leaves there, empty groups as nothing."""
        here: object = self.clean
        for above in upwards(path):
            here = here.get(above.rpartition(".")[2]) if isinstance(here, dict) else None
            if isinstance(here, list) and above in place and above != path:
                here = here[place[above]]
        return None if _is_empty(here) else here

    def parent_is_there(self, path: str, place: Place) -> bool:
        here: object = self.clean
        for above in upwards(path)[:-1]:
            here = here.get(above.rpartition(".")[2]) if isinstance(here, dict) else None
            if isinstance(here, list) and above in place:
                here = here[place[above]]
        return isinstance(here, dict)

    def holds(self, term: Term, place: Place) -> bool:
        return term != FALSE and holds(term, self.known(term, place), TODAY)

    def known(self, term: Term, place: Place) -> Known:
        found: dict[str, Answer] = {LAND: "HE"}
        for path in reads(term):
            found[path] = _answer(self.nodes[path], self.at(path, place))
        return found


def _is_empty(here: object) -> bool:
    """Whether nothing was answered there: a group with nothing but empty groups or rows counts as not there."""
    if isinstance(here, dict | list):
        return all(map(_is_empty, here.values() if isinstance(here, dict) else here))
    return here is None


def _answer(node: Node, found: object) -> Answer:
    if found is None:
        return None
    if isinstance(node, Group):
        return ("row",) * len(found) if isinstance(found, list) else "answered"
    if isinstance(found, list):
        return tuple(str(one) for one in found)
    assert isinstance(found, str | bool)
    return found


# --- what decides ----------------------------------------------------------------------------------------------------


class _Noting(Resolving):
    """Notes what every condition came to."""

    def __init__(self, service: Service, given_answers: Answers, today: date) -> None:
        self.found: dict[tuple[str, str, Rows], bool] = {}
        super().__init__(service, given_answers, today)

    def holds(self, expression: Expression | None, step: Step, numbers: Rows) -> bool:
        found = super().holds(expression, step, numbers)
        if expression is not None:
            self.found[step.path, expression.text, numbers] = found
        return found


@given(st.data())
@SLOW
def test_only_what_is_read_decides(data: st.DataObject) -> None:
    """Another answer to what no condition on the way reads changes nothing about an effect."""
    form = data.draw(forms())
    service = form.service
    given_answers, others = data.draw(answers(service.nodes)), data.draw(answers(service.nodes))
    steps = prepare(service).steps
    questions = [node.path for node in walk(service.nodes) if isinstance(node, Question)]
    own = {node.path for node in walk(service.nodes) if isinstance(node, Question) and node.role != "input"}
    own |= {step.path for step in steps if step.sets}
    for step in steps:
        decides = _decides(step, steps)
        decides |= {_outermost(service, path) for path in own if any(_meet(path, read) for read in decides)}
        free = [path for path in questions if not any(_meet(path, read) for read in decides)]
        changed = _with(service.nodes, given_answers, others, frozenset(free))
        before, after = _verdicts(service, given_answers, step), _verdicts(service, changed, step)
        rows_of_both = before.keys() & after.keys()  # rows come and go with what is around them
        assert {row: before[row] for row in rows_of_both} == {row: after[row] for row in rows_of_both}


def _outermost(service: Service, path: str) -> str:
    """The place, or the outermost group around it that may be unused: a value that nobody answers comes with it."""
    nodes = {node.path: node for node in walk(service.nodes)}
    around = (node for above in upwards(path) for node in [nodes[above]] if isinstance(node, Group))
    return next((group.path for group in around if group.repeats or not group.min), path)


def _verdicts(service: Service, given_answers: Answers, step: Step) -> dict[tuple[str, Rows], bool]:
    noting = _Noting(service, given_answers, TODAY)
    noting.resolved()
    return {(text, numbers): found for (path, text, numbers), found in noting.found.items() if path == step.path}


def _decides(step: Step, steps: tuple[Step, ...]) -> set[str]:
    """What a step reads, and what those read that hide or set it in turn."""
    found: set[str] = set()
    left = list(_read(step, everything=True))
    while left:
        read = left.pop()
        if read not in found:
            found.add(read)
            left += (place for one in steps if one.moves and _meet(one.path, read) for place in _read(one))
    return found


def _read(step: Step, *, everything: bool = False) -> Iterator[str]:
    conditions = [step.forbid, *(part for one in step.sets for part in (one.value, one.when))]
    if everything:
        conditions += [step.require, step.optional, *(one.when for one in step.restricts)]
    return (plain(place) for one in conditions if one is not None for place in one.reads)


def _meet(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _with(nodes: tuple[Node, ...], here: Answers, others: Answers, free: frozenset[str]) -> Answers:
    """The answers with those to free questions taken from others; gates, choices and the number of rows stay."""
    changed = dict(here)
    for node in nodes:
        if isinstance(node, Question) and node.path in free:
            changed.pop(node.id, None)
            changed |= {node.id: others[node.id]} if node.id in others else {}
        elif isinstance(node, Group) and node.id in here:
            if node.repeats:
                pairs = zip(rows(here, node.id), [*rows(others, node.id), {}, {}, {}], strict=False)
                changed[node.id] = [_with(node.children, row, other, free) for row, other in pairs]
            else:
                changed[node.id] = _with(node.children, branch(here, node.id), branch(others, node.id), free)
    return changed


# --- several rules on one target -------------------------------------------------------------------------------------

ASKED = (1, 2, 3)
SAYING = ("show", "need", "free")
CLAUSES = {
    "show": "Wenn F{0} = {1}, zeige F9 an, sonst zeige F9 nicht an.",
    "need": "Wenn F{0} = {1}, muss F9 befüllt werden. Wenn F{0} <> {1}, darf F9 nicht angezeigt werden.",
    "free": "Wenn F{0} = {1}, muss F9 befüllt werden.",
    "veto": "Wenn F{0} = {1}, ist F9 auszublenden.",
}
clauses = st.lists(
    st.tuples(st.sampled_from(sorted(CLAUSES)), st.sampled_from(ASKED), st.sampled_from(("Ja", "Nein"))),
    min_size=1,
    max_size=3,
    unique_by=lambda clause: clause[1],
)


@given(clauses, st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_several_rules_on_one_target_add_up(said: list[tuple[str, int, str]], in_rows: bool) -> None:
    """Shown where one clause speaks for it, or none says "sonst nicht"; never where one vetoes; needed where one needs
    it. All answers are tried.
    """
    texts = tuple(CLAUSES[kind].format(number, answer) for kind, number, answer in said)
    children = (*(f(number, "bool", "0:1") for number in ASKED), f(9, count="0:1"), f(8, count="0:1"))
    of = form(g(1, *children, count="0:*"), rules=texts) if in_rows else form(*children, rules=texts)
    every = list(product((None, True, False), repeat=len(ASKED)))
    found = [_with_nine(of, dict(zip(ASKED, given_answers, strict=True)), in_rows=in_rows) for given_answers in every]
    assert found == [_expected(said, dict(zip(ASKED, given_answers, strict=True))) for given_answers in every]


def _expected(said: list[tuple[str, int, str]], known: dict[int, bool | None]) -> tuple[bool, bool]:
    """Whether it is shown, and whether it is needed."""
    true = [(kind, known[number] is (answer == "Ja")) for kind, number, answer in said]
    vetoed = any(holding for kind, holding in true if kind == "veto")
    spoken_for = any(holding for kind, holding in true if kind != "veto")
    limited = any(kind in ("show", "need") for kind, _ in true)
    shown = not vetoed and (spoken_for or not limited)
    return shown, shown and any(holding for kind, holding in true if kind in ("need", "free"))


def _with_nine(of: Service, known: dict[int, bool | None], *, in_rows: bool) -> tuple[bool, bool]:
    level: Answers = {whole(f"F{number}"): answer for number, answer in known.items() if answer is not None}
    level[whole("F8")] = "x"
    prefix = f"{whole('G1')}.0" if in_rows else ""
    found: Answers = {whole("G1"): [level]} if in_rows else level
    way = Journey(of, found, today=TODAY)
    filled = Journey(of, {whole("G1"): [level | {whole("F9"): "y"}]} if in_rows else level | {whole("F9"): "y"})
    left = filled.clean()
    there = whole("F9") in (rows(left, whole("G1"))[0] if in_rows else left)
    return there, join(prefix, whole("F9")) in [gap.path for gap in way.gaps()]


# --- invented people -------------------------------------------------------------------------------------------------


@given(forms(), st.integers(0, 2**16))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_invented_people_keep_to_the_rules(form: Ruled, seed: int) -> None:
    """Whoever is invented has no gap, and what leaves keeps to both generated schemas."""
    service = form.service
    try:
        found = invent(service, Random(seed), today=TODAY)
    except Refused:  # nobody can keep to rules that exclude each other
        return
    way = Journey(service, found, today=TODAY)
    clean = way.clean()
    assert way.gaps() == ()
    written = handover.json_bytes(handover.json_payload(service, clean))
    assert handover.validate(service, written, handover.xml_payload(service, clean)) == ()
