"""``simulate``: invented people go the whole way through a service, and everything that leaves is checked."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from traceback import extract_tb

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dienstweg.cli.constraints import Constraints
from dienstweg.cli.local_values import invented_values
from dienstweg.cli.notations import json_values, parsed, xml_values
from dienstweg.cli.output import FINE, FOUND, UNUSABLE, Output, Unusable, counted, seconds, told
from dienstweg.cli.progress import progress
from dienstweg.cli.sources import Source, expand, read_code_lists, read_source
from dienstweg.cli.walking import Failed, HandedOver, Way
from dienstweg.engine import handover
from dienstweg.engine.adoption import offer
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.handover.shape import versioned
from dienstweg.engine.invent import invent
from dienstweg.engine.mending import node_at
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruletext import states
from dienstweg.engine.ruling import LAND
from dienstweg.engine.ruling.coverage import Goal, goals, reached
from dienstweg.engine.schema import Child, Field, Group
from dienstweg.engine.service import Group as Node
from dienstweg.engine.service import Question, Service, digest

ALL = "alle"
HOME = "HE"
_MOST_GOALS = 8
_TIMES = 2
"""So often every effect is aimed at, where there are enough applicants."""


class Failure(Struct, frozen=True, kw_only=True):
    """The first applicant who did not get through; ``repeat`` is the call that shows it again."""

    applicant: int
    step: str
    path: str
    value: str
    message: str
    repeat: str


class Simulated(Struct, kw_only=True):
    """What came of one file. Counts are sums over all applicants; ``payload_bytes`` of JSON and XML together."""

    path: str
    title: str = ""
    digest: str = ""
    applicants: int = 0
    passed: int = 0
    pages: int = 0
    answers: int = 0
    rows: int = 0
    files: int = 0
    payload_bytes: int = 0
    effects: int = 0
    effects_reached: int = 0
    unreached: tuple[str, ...] = ()
    seconds: float = 0.0
    failure: Failure | None = None
    problems: tuple[Problem, ...] = ()
    usable: bool = True

    @property
    def code(self) -> int:
        if not self.usable:
            return UNUSABLE
        return FINE if self.applicants == self.passed and not self.problems else FOUND


class Plan(Struct, frozen=True, kw_only=True):
    """What was asked for."""

    count: int
    seed: int
    today: date
    keys: handover.Keys
    lists: CodeLists
    states: tuple[str, ...]
    options: str
    """The further words of the call, to repeat it."""


def simulate(
    *,
    paths: list[Path],
    count: int,
    seed: int,
    today: date | None,
    out: Path | None,
    keys: handover.Keys,
    state: str,
    codelists: Path | None,
    output: Output,
) -> int:
    """Simulate every file; the code is that of the worst of them. ``state`` "alle": every Land in turn."""
    plan = Plan(
        count=count,
        seed=seed,
        today=today or date.today(),  # noqa: DTZ011 # the day on the wall of whoever calls
        keys=keys,
        lists=read_code_lists(codelists),
        states=states.CODES if state == ALL else (state,),
        options="".join(
            [
                f" --keys {keys}" if keys != "plain" else "",
                f" --state {state}" if state != HOME else "",
                f" --codelists {codelists}" if codelists else "",
            ]
        ),
    )
    files = expand(paths)
    found = [simulate_one(path, plan, _place(out, path, files)) for path in progress(files, "Datei")]
    output.answer({"simulated": found, "passed": sum(one.code == FINE for one in found)}, _told(found, plan))
    return max(one.code for one in found)


def _place(out: Path | None, path: Path, files: tuple[Path, ...]) -> Path | None:
    return out if out is None or len(files) == 1 else out / path.stem


def simulate_one(path: Path, plan: Plan, out: Path | None = None) -> Simulated:
    """Let ``plan.count`` applicants go through one file; what they hand over goes to ``out``."""
    start = perf_counter()
    result = Simulated(path=str(path))
    try:
        source = read_source(path)
        service = source.service(plan.lists)
        service = offer(service, invented_values(service, _chance(plan, 0), plan.today))
        result.title, result.digest = service.title, digest(service)
        _Run(source, service, plan, out, result).all()
    except Refused as refused:
        result.problems, result.usable = refused.problems, not isinstance(refused, Unusable)
    result.seconds = round(perf_counter() - start, 3)
    return result


def _chance(plan: Plan, number: int) -> Random:
    """The chance of one applicant (0: of the authority); nobody's depends on who came before."""
    return Random(f"{plan.seed}/{number}")  # noqa: S311 # seeded, so that it can be repeated


class _Run:
    """The applicants of one file."""

    def __init__(self, source: Source, service: Service, plan: Plan, out: Path | None, result: Simulated) -> None:
        self.source, self.service, self.plan, self.out, self.result = source, service, plan, out, result
        self.services = {code: replace(service, local={**service.local, LAND: code}) for code in plan.states}
        self.ways = {code: Way(one, plan.today, plan.keys) for code, one in self.services.items()}
        self.goals = goals(service, plan.states)
        self.reached: set[Goal] = set()
        self.contract = handover.Contract(service, keys=plan.keys)
        self.constraints = Constraints(source.schema, plan.lists, self._name)
        self._ids = {self._name(element): element.id for element in _elements(source.schema.children)}
        longest_first = sorted(self._ids, key=len, reverse=True)
        self._names_in_paths = re.compile("|".join(map(re.escape, longest_first)))
        self.names = {
            versioned(element.id, element.version): self._name(element) for element in _elements(source.schema.children)
        }

    def all(self) -> None:
        if self.out is not None:
            self.out.mkdir(parents=True, exist_ok=True)
            schema = handover.json_schema(self.service, keys=self.plan.keys)
            (self.out / "schema.json").write_bytes(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
            (self.out / "schema.xsd").write_bytes(handover.xsd(self.service))
        for number in progress(range(1, self.plan.count + 1), "Person"):
            self.result.applicants += 1
            try:
                self._one(number)
            except Failed as failed:
                self._note(number, failed)
            except Refused as refused:
                problem = refused.problems[0]
                self._note(number, Failed("Weg", problem.where, "", problem.message))
            except Exception as fault:  # noqa: BLE001 # a crash is a finding like others: the next applicants still count
                self._note(number, Failed("Absturz", _line_of(fault), "", f"{type(fault).__name__}: {fault}"))
            else:
                self.result.passed += 1
        left = [goal for goal in self.goals if goal not in self.reached]
        self.result.effects, self.result.effects_reached = len(self.goals), len(self.goals) - len(left)
        self.result.unreached = tuple(f"{path or 'Schema'}: {text}" for path, text in left)

    def _one(self, number: int) -> None:
        rng = _chance(self.plan, number)
        state = self.plan.states[(number - 1) % len(self.plan.states)]
        service = self.services[state]
        handed = self.ways[state].go(invent(service, rng, today=self.plan.today, goals=self._goals(number)), rng)
        self.reached |= reached(service, handed.kept, self.plan.today)
        if self.out is not None:
            (self.out / f"{number}.json").write_bytes(handed.json)
            (self.out / f"{number}.xml").write_bytes(handed.xml)
        self._count(handed)
        self._hold_against_contract(handed)
        self._hold_against_standard(handed)

    def _goals(self, number: int) -> tuple[str, ...]:
        """The conditions that shall hold for one applicant: neighbours, which tend to exclude each other, apart."""
        if not self.goals:
            return ()
        each = min(_MOST_GOALS, -(-_TIMES * len(self.goals) // self.plan.count))
        places = (number - 1 + turn * self.plan.count for turn in range(each))
        return tuple(self.goals[place % len(self.goals)][1] for place in places)

    def _count(self, handed: HandedOver) -> None:
        result = self.result
        result.pages += handed.pages
        result.answers += handed.answers
        result.rows += handed.rows
        result.files += len(handed.files)
        result.payload_bytes += len(handed.json) + len(handed.xml)

    def _hold_against_contract(self, handed: HandedOver) -> None:
        for problem in self.contract.problems(handed.json, handed.xml):
            raise Failed("Erzeugtes Schema", problem.where, "", problem.message)

    def _hold_against_standard(self, handed: HandedOver) -> None:
        payload = parsed(handed.json)
        for breach in self.constraints.breaches(payload, handed.files):
            if not (breach.too_few and self._may_be_missing(handed.service, breach.path)):
                raise Failed("Datenschema", breach.path, breach.value, breach.message)
        in_json, in_xml = dict(json_values(payload)), dict(xml_values(handed.xml, self.names))
        for path in {**in_json, **in_xml}:
            if in_json.get(path) != in_xml.get(path):
                raise Failed("Übergabe", path, in_json.get(path), f"In XML steht „{in_xml.get(path)}“.")

        for path, value in in_json.items():
            if node_at(handed.service.nodes, self._place(path)) is None:
                raise Failed("Regeln", path, value, "Die Antwort darf nach den Regeln nicht abgehen.")

    def _may_be_missing(self, now: Service, path: str) -> bool:
        """Whether a rule took an element away, or made it optional, for these answers."""
        node = node_at(now.nodes, self._place(path))
        return node is None or (isinstance(node, Question | Node) and not node.min)

    def _place(self, path: str) -> str:
        """The instance path of a place in a payload."""
        by_id = self._names_in_paths.sub(lambda name: self._ids[name[0]], path)
        return by_id.lstrip("/").replace("/", ".").replace("[", ".").replace("]", "")

    def _name(self, element: Field | Group) -> str:
        return element.id if self.plan.keys == "plain" else versioned(element.id, element.version)

    def _note(self, number: int, failed: Failed) -> None:
        if self.result.failure is not None:
            return
        plan = self.plan
        self.result.failure = Failure(
            applicant=number,
            step=failed.step,
            path=failed.path,
            value=failed.value,
            message=failed.message,
            repeat=f"dienstweg simulate {self.source.path} --count {number} --seed {plan.seed}"
            f" --today {plan.today.isoformat()}{plan.options}",
        )


def _line_of(fault: Exception) -> str:
    """Where in the program something broke."""
    last = extract_tb(fault.__traceback__)[-1]
    return f"{last.filename}, Zeile {last.lineno}"


def _elements(children: tuple[Child, ...]) -> Iterator[Field | Group]:
    for child in children:
        yield child.element
        if isinstance(child.element, Group):
            yield from _elements(child.element.children)


def _told(found: list[Simulated], plan: Plan) -> Iterator[str]:
    for one in found:
        yield from _one_told(one)
    if len(found) > 1:
        fine = sum(one.code == FINE for one in found)
        total = seconds(sum(one.seconds for one in found))
        yield f"{fine} von {len(found)} Dateien ohne Fehler, {sum(one.applicants for one in found)} Personen, {total}"
        effects, seen = sum(one.effects for one in found), sum(one.effects_reached for one in found)
        if effects:
            yield f"Regelwirkungen: {seen} von {effects} vorgekommen ({100 * seen // effects} %)"
    yield f"Seed {plan.seed}, Tag {plan.today.isoformat()}"


def _one_told(one: Simulated) -> Iterator[str]:
    yield f"{one.path}: {one.title}".rstrip(": ")
    yield from (f"  {told(problem)}" for problem in one.problems)
    if not one.applicants:
        return
    yield (
        f"  {one.passed} von {counted(one.applicants, 'Person', 'Personen')} am Ziel, "
        f"{counted(one.pages, 'Seite', 'Seiten')}, {counted(one.answers, 'Antwort', 'Antworten')}, "
        f"{counted(one.rows, 'Zeile', 'Zeilen')}, {counted(one.files, 'Datei', 'Dateien')}, "
        f"{one.payload_bytes} Byte, {seconds(one.seconds)}"
    )
    if one.effects:
        share, all_of_them = (
            100 * one.effects_reached // one.effects,
            counted(one.effects, "Regelwirkung", "Regelwirkungen"),
        )
        yield f"  {one.effects_reached} von {all_of_them} vorgekommen ({share} %)"
    if one.failure is not None:
        yield f"  Die erste Person, die nicht ans Ziel kam: {one.failure.applicant}"
        yield f"    Schritt: {one.failure.step}"
        yield f"    Stelle:  {one.failure.path}"
        yield f"    Wert:    {one.failure.value}"
        yield f"    Befund:  {one.failure.message}"
        yield f"    Noch einmal: {one.failure.repeat}"
