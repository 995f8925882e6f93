"""What a page of a very large form costs: 300 questions on 30 pages, 200 rules, filled in by somebody.

The rules hide, need and check, on the page itself and from page to page. Measured is the CPU time of the process,
without that of a database server, for asking and for saving each page while the whole draft is there.
"""

from collections.abc import Callable
from random import Random
from time import process_time

from django.core.management import call_command
from django.utils import timezone

from bench import installation
from bench.figures import figure, line
from dienstweg.engine.answers import Answers
from dienstweg.engine.invent import invent
from dienstweg.engine.schema import Child, Value
from dienstweg.engine.service import Service
from tests import factories
from tests.engine import schema_parts as parts
from tests.walker import Browser, Page, Person

PAGES, QUESTIONS = 30, 10
ROUNDS = 7
CODES = tuple(Value(f"{number:03}", f"Art {number}") for number in range(1, 7))
VILLAGE = "064390006006"


def main(*_: str) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    service = large_form()
    factories.make_authority(VILLAGE, "Hohenstein", postal_codes=("65329",))
    installation.open_everywhere(service)
    browser = Browser()
    pages = walk_through(browser, service, invent(service, Random(1), today=timezone.localdate()))
    first = [_milliseconds(_asking(Browser(), pages[0])) for _ in range(ROUNDS)]
    line("", "CPU of a page", "slowest page")
    line("the first one, nothing answered", figure(first).text("ms"))
    for label, visit in (("asking", _asking), ("saving", _saving)):
        spent = [figure(_milliseconds(visit(browser, page)) for _ in range(ROUNDS)) for page in pages]
        slowest = max(spent, key=lambda one: one.middle)
        line(label, figure(one.middle for one in spent).text("ms"), slowest.text("ms"))


def large_form() -> Service:
    """Thirty groups of ten questions and two hundred sentences."""
    groups = [parts.once(parts.group(f"G{page:08}", *_questions(page))) for page in range(PAGES)]
    sentences = [sentence for page in range(PAGES) for sentence in _sentences(page)][:200]
    rules = tuple(parts.rule(text, f"R{number:08}") for number, text in enumerate(sentences))
    service = parts.service(*groups, rules=rules)
    if len(service.ruled) + len(service.checks) < len(rules) // 2:
        raise RuntimeError("the sentences were not understood")
    return service


def _questions(page: int) -> list[Child]:
    kinds = [
        parts.field(_id(page, 0), f"Trifft {page} zu?", datatype="bool"),
        parts.field(_id(page, 1), f"Art {page}", role="select", values=CODES),
        parts.field(_id(page, 2), f"Tag {page}", datatype="date"),
        parts.field(_id(page, 3), f"Anzahl {page}", datatype="num_int"),
    ]
    texts = [parts.field(_id(page, number), f"Angabe {page}, {number}") for number in range(4, QUESTIONS)]
    return [*map(parts.once, kinds), *map(parts.perhaps, texts)]


def _sentences(page: int) -> list[str]:
    before = max(page - 1, 0)
    return [
        f"Wenn {_id(page, 0)} = Ja, muss {_id(page, 4)} befüllt werden.",
        f"Wenn {_id(page, 0)} = Nein, darf {_id(page, 5)} nicht angezeigt werden.",
        f"Wenn {_id(page, 1)} = 003, ist {_id(page, 6)} auszublenden.",
        f"Wenn {_id(page, 1)} = 001, muss {_id(page, 6)} befüllt werden.",
        f"Wenn {_id(before, 0)} = Ja, muss {_id(page, 7)} befüllt werden.",
        f"Wenn {_id(before, 1)} = 002, darf {_id(page, 8)} nicht angezeigt werden.",
        f"Mindestens eines der Felder {_id(page, 7)}, {_id(page, 9)} muss befüllt werden.",
    ]


def _id(page: int, number: int) -> str:
    return f"F{page:06}{number:02}"


def walk_through(browser: Browser, service: Service, answers: Answers) -> list[Page]:
    """Fill in every page; each as it is asked for again afterwards, with its answers."""
    person = Person(browser, answers)
    url = f"/dienst/{VILLAGE}/{service.slug}/antrag/seite/"
    person.to_check(browser.open(f"{url}{service.pages[0].slug}/"))
    seen = dict.fromkeys(page.url for page in browser.pages if url in page.url)
    return [browser.open(address) for address in seen]


def _asking(browser: Browser, page: Page) -> Callable[[], object]:
    return lambda: browser.client.get(page.url)


def _saving(browser: Browser, page: Page) -> Callable[[], object]:
    posted = {**page.form.values, "aktion": "weiter"}
    return lambda: browser.client.post(page.form.action, posted)


def _milliseconds(visit: Callable[[], object]) -> float:
    begun = process_time()
    visit()
    return (process_time() - begun) * 1000
