"""The way at a glance: which pages are done, begun or open, until when the draft is kept, and how to begin anew."""

from dataclasses import replace
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from msgspec import Struct

from dienstweg.applications.desk import Desk
from dienstweg.applications.drafts import OpenDraft
from dienstweg.authorities.brand import brand
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Page
from dienstweg.engine.usage import used
from dienstweg.web.parts import Status

State = Literal["done", "again", "begun", "open"]
STATUS: dict[State, Status] = {
    "done": Status("success", noop("Fertig"), "ok"),
    "again": Status("warning", noop("Bitte noch einmal ansehen"), "warn"),
    "begun": Status("half", noop("Angefangen")),
    "open": Status("open", noop("Noch offen")),
}


class Task(Struct, frozen=True):
    """A page in the list."""

    title: str
    url: str
    state: State

    @property
    def status(self) -> Status:
        status = STATUS[self.state]
        return replace(status, text=gettext(status.text))


def tasks(desk: Desk, journey: Journey, draft: OpenDraft) -> list[Task]:
    """Every page of the way with its state."""
    return [Task(page.title, desk.url("step", page.slug), _state(journey, page, draft)) for page in journey.pages]


def next_url(desk: Desk, journey: Journey, draft: OpenDraft) -> str:
    """Where the way goes on: the first page that is not done, or the page on which all is checked."""
    if not desk.has_overview:
        return desk.url("begin")
    return next((task.url for task in tasks(desk, journey, draft) if task.state != "done"), desk.url("check"))


def _state(journey: Journey, page: Page, draft: OpenDraft) -> State:
    own = tuple(item.path for item in page.items)
    if any(_about(path, own) for path in draft.again):
        return "again"
    filled = any(used((place.node,), place.here) for place in journey.places(page))
    seen = page.slug in draft.seen
    if not journey.gaps(page) and (seen or filled):
        return "done"
    return "begun" if seen or filled else "open"


def _about(path: str, own: tuple[str, ...]) -> bool:
    return any(f"{path}.".startswith(f"{one}.") or f"{one}.".startswith(f"{path}.") for one in own)


def overview_page(request: HttpRequest, desk: Desk, draft: OpenDraft, *, offered: bool) -> HttpResponse:
    """Draw the list. ``offered``: the person meant to begin, and there is a draft already."""
    journey = desk.journey
    found = tasks(desk, journey, draft)
    following = next((task for task in found if task.state != "done"), None)
    context = {
        "desk": desk,
        "service": desk.service,
        "brand": brand(desk.authority),
        "tasks": found,
        "done": sum(task.state == "done" for task in found),
        "again": [task for task in found if task.state == "again"],
        "gone": draft.gone,
        "following": following,
        "row": draft.row,
        "offered": offered,
        "locked": Status("dash", _locked(len(found)), "off"),
    }
    return render(request, "applications/overview.html", context)


def _locked(count: int) -> str:
    if count == 1:
        return gettext("Erst nach Schritt 1")
    return gettext("Erst nach Schritt 1 bis {count}").format(count=count)


def anew_page(request: HttpRequest, desk: Desk, draft: OpenDraft | None) -> HttpResponse:
    """Ask what becomes of the draft before another one begins, or before the next person comes to the counter."""
    context = {"desk": desk, "brand": brand(desk.authority), "draft": draft}
    return render(request, "applications/next_person.html" if desk.counter else "applications/anew.html", context)
