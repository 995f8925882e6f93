"""``python -m bench.rules``: what the rules of the largest real schema cost on one submit, compiled once.

Largest is the one with the most places and checks that sentences decide about. The answers: none at all, those of an
invented person, and an answer to every question there is. At the end the schema whose rules take longest for whoever
answers everything.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from bench.figures import figure, line
from dienstweg.engine import xdf
from dienstweg.engine.answers import Answers, leaves
from dienstweg.engine.codelists import CodeLists, read_genericode
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.invent import invent
from dienstweg.engine.inventor import Inventor
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling import prepare, resolve
from dienstweg.engine.service import Service

CORPUS = Path(os.environ.get("DIENSTWEG_CORPUS") or Path(__file__).parents[2] / "shared" / "fim")
TODAY = date(2026, 5, 12)
ROUNDS = 15
CALLS = 20
PEOPLE = 20


def main() -> int:
    if not CORPUS.is_dir():
        print(f"No real schemas in {CORPUS} (set DIENSTWEG_CORPUS).", file=sys.stderr)
        return 1
    found = services()
    service = largest(found)
    print(f"  {service.schema_id}: {len(service.ruled)} places, {len(service.checks)} checks")
    line("", "rules", "a whole journey with them")
    line("compiled once", figure(_milliseconds(partial(prepare, service), calls=1)).text("ms"))
    for label, answers in people(service):
        rules = _milliseconds(partial(resolve, service, answers, TODAY))
        journey = _milliseconds(lambda answers=answers: Journey(service, answers, today=TODAY).gaps())
        line(f"{label} ({_count(answers)})", figure(rules).text("ms", 2), figure(journey).text("ms", 2))
    times = {one.schema_id: _milliseconds(partial(resolve, one, everything(one), TODAY)) for one in found}
    slowest = max(times, key=lambda schema: median(times[schema]))
    line(f"longest of {len(found)}: {slowest}", figure(times[slowest]).text("ms", 2))
    return 0


def services() -> list[Service]:
    """Every real schema, compiled with the code lists that lie beside it."""
    lists = CodeLists(tuple(read_genericode(path.read_bytes()) for path in sorted(CORPUS.glob("codelists/*.xml"))))
    schemas = (xdf.read(path.read_bytes()).schema for path in sorted(CORPUS.glob("xdf[23]/*.xml")))
    return [compile_service(schema, code_lists=lists) for schema in schemas]


def largest(found: list[Service]) -> Service:
    return max(found, key=lambda service: len(service.ruled) + len(service.checks))


def people(service: Service) -> list[tuple[str, Answers]]:
    """Whose answers are looked at."""
    invented = [invent(service, Random(seed), today=TODAY) for seed in range(PEOPLE)]
    return [
        ("no answer", {}),
        ("an invented person", max(invented, key=_count)),
        ("everything answered", everything(service)),
    ]


def everything(service: Service) -> Answers:
    """An answer to every question, with up to three rows more than there must be."""
    inventor = Inventor(service.code_lists, Random(1), TODAY)
    inventor.rate = 1.0
    return inventor.level(service.nodes, must=True, depth=0)


def _count(answers: Answers) -> int:
    return len(list(leaves(answers)))


def _milliseconds(work: Callable[[], object], calls: int = CALLS) -> list[float]:
    """The processor time of one call, in several rounds: on a busy machine, waiting would count too."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(calls):
            work()
        times.append((process_time() - start) / calls * 1e3)
    return times


if __name__ == "__main__":
    sys.exit(main())
