"""What a link proposes: values of declared fields (``prefill``) in the query of the first address.

A proposal is only shown in the field, as if it had been typed. Nothing is stored before the person saves the page, and
nothing is proposed where something was answered. What the field would refuse is left out without a word.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from dienstweg.engine import checking, values
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Group, Node, Page, Question, Service, walk

LONGEST = 500
"""Characters of one proposed value; longer ones are left out."""


def proposed(journey: Journey, page: Page, query: Mapping[str, str], *, today: date) -> dict[str, str]:
    """The text to show, by path, for each question of a page that declares a parameter which the query carries.

    Only single questions outside repeated groups and choices take proposals.
    """
    service = journey.service
    found: dict[str, str] = {}
    for question in _open(service, journey, page):
        text = " ".join(query.get(question.prefill, "").split())
        if not 0 < len(text) <= LONGEST or not text.isprintable():
            continue
        if _fits(question, text, service, today):
            found[question.path] = text
    return found


def carried(service: Service, query: Mapping[str, str]) -> str:
    """The part of a query that the service declares, with its question mark, to be kept on a redirect; else empty."""
    names = {node.prefill for node in walk(service.nodes) if isinstance(node, Question) and node.prefill}
    kept = {name: query[name][:LONGEST] for name in sorted(names) if query.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _fits(question: Question, text: str, service: Service, today: date) -> bool:
    read = values.read(question, text, service.code_lists, today=today)
    return read.message is None and checking.check(question, read.value, service.code_lists, today=today) is None


def _open(service: Service, journey: Journey, page: Page) -> Iterator[Question]:
    shown = {item.path for item in page.items}
    for question in _single(service.nodes):
        on_page = any(question.path == path or question.path.startswith(f"{path}.") for path in shown)
        if question.prefill and on_page and _answer(journey, question.path) is None:
            yield question


def _single(nodes: tuple[Node, ...]) -> Iterator[Question]:
    for node in nodes:
        if isinstance(node, Question) and not node.repeats and node.kind not in ("file", "date"):
            yield node
        elif isinstance(node, Group) and not node.repeats:
            yield from _single(node.children)


def _answer(journey: Journey, path: str) -> object | None:
    here: object = journey.answers
    for part in path.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here
