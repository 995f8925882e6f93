"""What one application costs: dog tax, four pages, one dog, from the page of the service to the receipt.

PDFs are made on demand and not asked for. Every round is followed by a round of an empty Django view on the same
server, with as many requests per connection, so that both meet the same machine.
"""

from collections.abc import Callable
from statistics import median

from django.db import connections

from bench import installation
from bench.applicants import Round, apply, ask_often, drive
from bench.figures import figure, line
from bench.recording import Step, record
from bench.server import Server, serving
from dienstweg.engine.service import Question, Service, walk

WORKERS = 2
THREADS = 4
CONCURRENCY = 8
ROUNDS = 7
WARM_UP = 24
APPLICATIONS = 64
"""In one round."""
EMPTY = "/leer/"


class Measured:
    """Rounds of one kind of work, with the CPU time that the workers needed."""

    def __init__(self, server: Server, work: Callable[[], int]) -> None:
        self.server, self.work = server, work
        self.rounds: list[Round] = []
        self.spent: list[float] = []

    def round(self, times: int) -> None:
        before = self.server.cpu_ms()
        self.rounds.append(drive(self.work, times=times, concurrency=CONCURRENCY))
        self.spent.append(self.server.cpu_ms() - before)

    @property
    def cpu(self) -> list[float]:
        """Milliseconds of a unit in each round."""
        return [spent / done.done for done, spent in zip(self.rounds, self.spent, strict=True)]

    @property
    def rate(self) -> list[float]:
        """Units in a second in each round."""
        return [done.done / done.seconds for done in self.rounds]


def main(*_: str) -> None:
    installation.load_authorities()
    service = installation.dog_tax()
    installation.open_everywhere(service)
    installation.gather_statistics()
    url = f"/dienst/{installation.some_adoption(service.slug).authority.ars}/{service.slug}/"
    first = f"{url}antrag/seite/{service.pages[0].slug}/"
    record(url, first, installation.one_dog())  # what is read once in a process is read here
    steps = record(url, first, installation.one_dog())
    print(f"  {service.title}: {_asked(service)}. {installation.described()}")
    _print_fixed(steps)
    connections.close_all()
    with serving(workers=WORKERS, threads=THREADS) as server:
        _measure(server, steps)


def _asked(service: Service) -> str:
    questions = sum(isinstance(node, Question) and node.role == "input" for node in walk(service.nodes))
    return f"{len(service.pages)} pages, {questions} questions"


def _print_fixed(steps: tuple[Step, ...]) -> None:
    queries = [len(step.queries) for step in steps]
    line("requests", str(len(steps)))
    line("queries", str(sum(queries)), f"request by request: {' '.join(map(str, queries))}")
    packed = sum(step.packed for step in steps)
    line("bytes of pages", f"{sum(step.size for step in steps):,}", f"a proxy that packs them sends {packed:,}")


def _measure(server: Server, steps: tuple[Step, ...]) -> None:
    applications = Measured(server, lambda: apply(server.port, steps))
    empty = Measured(server, lambda: ask_often(server.port, EMPTY, len(steps)))
    drive(applications.work, times=WARM_UP, concurrency=CONCURRENCY)
    for _ in range(ROUNDS):
        applications.round(APPLICATIONS)
        empty.round(APPLICATIONS)
    line("bytes received", f"{median(done.size / done.done for done in applications.rounds):,.0f}", "with heads")
    _compare("CPU ms", applications.cpu, empty.cpu, len(steps))
    _compare("in a second", applications.rate, empty.rate, len(steps))
    for kind in ("Pss", "Rss"):
        line(f"memory of a worker ({kind.upper()})", figure(server.memory_mib(kind)).text("MiB", 0))


def _compare(what: str, applications: list[float], empty: list[float], requests: int) -> None:
    """``empty`` is measured in bundles of as many requests as an application has; the ratio is told for one."""
    ratio = figure(mine / theirs for mine, theirs in zip(applications, empty, strict=True))
    line(f"applications, {what}", figure(applications).text())
    line(f"{requests} empty views, {what}", figure(empty).text())
    line("  ratio", ratio.text(digits=2))
