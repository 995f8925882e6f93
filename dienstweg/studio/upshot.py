"""What came of a file, for an editor's first look: a few lines with a sign each, and what people will be asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from dienstweg.engine.service import Page, Question, Service, walk
from dienstweg.studio.examination import Examination
from dienstweg.studio.quality import SIGNS
from dienstweg.studio.rule_list import RuleList

FIRST_PAGES = 8
"""So many pages are listed at once; the others are folded."""
AND_NO_MORE = 2
"""Folding away fewer than these is not worth a click."""


@dataclass(frozen=True)
class Line:
    """One result: ``sign`` is its colour, ``icon`` its shape, ``target`` the section of the page that tells more."""

    sign: str
    icon: str
    text: str
    target: str
    more: str = ""


@dataclass(frozen=True)
class Asked:
    """A page of the form and how many questions stand on it, those of conditions included."""

    title: str
    questions: int


@dataclass(frozen=True)
class Pages:
    """The pages in order; ``first`` are read at once."""

    pages: tuple[Asked, ...]

    @property
    def first(self) -> tuple[Asked, ...]:
        enough = len(self.pages) <= FIRST_PAGES + AND_NO_MORE
        return self.pages if enough else self.pages[:FIRST_PAGES]

    @property
    def further(self) -> tuple[Asked, ...]:
        return self.pages[len(self.first) :]


def asked(service: Service) -> Pages:
    """What people will be asked, page by page."""
    return Pages(tuple(Asked(page.title, _questions(service, page)) for page in service.pages))


def _questions(service: Service, page: Page) -> int:
    nodes = {node.path: node for node in walk(service.nodes)}
    whole = (nodes[item.path] for item in page.items if item.part == "all" and item.path in nodes)
    return sum(isinstance(node, Question) and node.role == "input" for top in whole for node in walk((top,)))


def summed_up(found: Examination) -> str:
    """The first sentence about the file."""
    pages = _many(len(found.service.pages), "einer Seite", "Seiten")
    return f"Daraus wird ein Formular mit {_many(found.questions, 'einer Frage', 'Fragen')} auf {pages}."


def lines(found: Examination) -> tuple[Line, ...]:
    """The results, in the order of the sections they lead to."""
    return (*_rules(found.rule_list), *_open_points(found), *_quality(found), *_warnings(found))


def _rules(rules: RuleList) -> Iterator[Line]:
    if not rules.total:
        yield Line("off", "info", "Das Schema enthält keine Regeln", "")
        return
    if running := rules.running_count:
        every = "" if running == rules.total else f" von {rules.total}"
        verb = "läuft" if running == 1 else "laufen"
        words = _many(running, "Regel", "Regeln") if not every else f"{running}{every} Regeln"
        yield Line("ok", "success", f"{words} {verb} von selbst", "regeln", _remarks(rules))
    elif rules.remark_count:
        yield Line("off", "info", _remarks(rules).capitalize(), "regeln")
    if waiting := rules.waiting_count:
        text = "Eine Regel läuft nicht oder nur zum Teil"
        text = text if waiting == 1 else f"{waiting} Regeln laufen nicht oder nur zum Teil"
        yield Line("warn", "warning", text, "regeln-offen")


def _remarks(rules: RuleList) -> str:
    many = rules.remark_count
    return "" if not many else "eine ist eine Erläuterung" if many == 1 else f"{many} sind Erläuterungen"


def _open_points(found: Examination) -> Iterator[Line]:
    if many := found.point_count:
        text = f"{_many(many, 'Stelle', 'Stellen')} im Schema {'lässt' if many == 1 else 'lassen'} etwas offen"
        yield Line("warn", "warning", text, "offen")
    else:
        yield Line("ok", "success", "Sonst lässt das Schema nichts offen", "")


def _quality(found: Examination) -> Iterator[Line]:
    counts = found.quality_counts
    if not counts:
        yield Line("ok", "success", "Die Prüfung nach FIM-Methodik hat nichts gefunden", "")
        return
    *before, last = (count.words for count in counts)
    words = f"{', '.join(before)} und {last}" if before else last
    yield Line(*SIGNS[counts[0].level], f"Qualität: {words}", "qualitaet")


def _warnings(found: Examination) -> Iterator[Line]:
    if many := len(found.warnings):
        yield Line("off", "info", f"{_many(many, 'Hinweis', 'Hinweise')} zur Datei selbst", "hinweise")


def _many(number: int, one: str, several: str) -> str:
    if number == 1:
        return one if " " in one else f"1 {one}"
    return f"{number} {several}"
