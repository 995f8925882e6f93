"""A page while it is filled in: what its rules make of what stands on it now. A look saves and misses nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dienstweg.applications.appearing import appeared
from dienstweg.applications.page_form import Posted, read_page
from dienstweg.applications.question_blocks import State
from dienstweg.applications.waiting import due
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling import watched
from dienstweg.engine.service import Page, Service
from dienstweg.web.blocks import Block

LOOK = "ansehen"
"""The action with which the script asks what the page looks like now."""
ROUNDS = 8
"""So often an answer may bring a question whose answer brings a question."""


@dataclass(frozen=True)
class Filled:
    """What was read of a page, and the way as it is with it."""

    posted: Posted
    journey: Journey


def read_filled(service: Service, journey: Journey, page: Page, post: Mapping[str, str], *, today: date) -> Filled:
    """Read a page whose rules may have brought questions while it was filled in: those are read as well.

    ``service`` is the one before its rules have looked at the answers.
    """
    posted = read_page(journey, page, post, today=today)
    if not watched(service, page):
        return Filled(posted, journey)
    for _ in range(ROUNDS):
        journey = Journey(service, posted.answers, today=today)
        again = read_page(journey, page, post, today=today)
        again.strange &= posted.strange
        settled = again.answers == posted.answers
        posted = again
        if settled:
            break
    return Filled(posted, journey)


def fresh(before: Journey, now: Journey, page: Page, post: Mapping[str, str]) -> tuple[str, ...]:
    """Unanswered questions that the answers have brought, without those that stood on the page already."""
    drawn = frozenset(post.get("neu", "").split())
    return tuple(path for path in appeared(before, now, page) if path not in drawn)


def look_state(filled: Filled, page: Page, post: Mapping[str, str]) -> State:
    """How the page is drawn again: nothing folds, and of what is wrong only what was said before is said."""
    said = tuple(post.get("gesagt", "").split())
    wrong = {gap.path: gap.message for gap in due(filled.journey, page)} | filled.posted.faults
    return State(
        typed=filled.posted.typed,
        faults={path: message for path, message in wrong.items() if _was_said(path, said)},
        open_rows=frozenset(post),
        bad_parts=filled.posted.bad_parts,
        drawn=frozenset(post),
    )


def _was_said(path: str, said: Iterable[str]) -> bool:
    """A fault of an entry or a row is told at what is around it; that of a group at its gate."""
    return any(f"{path}.".startswith(f"{one.replace('?', '')}.") or path == one for one in said)


def look_page(request: HttpRequest, blocks: list[Block], brought: tuple[str, ...]) -> HttpResponse:
    """The questions of a page alone. ``brought``: those that answers have brought, which count as asked from now on."""
    return render(request, "web/parts/questions.html", {"page_blocks": blocks, "brought": brought})
