"""What the step pages show: progress, blocks, faults; and the check page before sending."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dienstweg.applications.desk import Desk
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.page_blocks import State, common_norms, page_blocks
from dienstweg.authorities.brand import brand
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Page, Service
from dienstweg.engine.summary import NOTHING, Line, Section
from dienstweg.web import parts
from dienstweg.web.blocks import Fault

POSSESSIVES = {"m": "Ihr", "f": "Ihre", "n": "Ihr"}


@dataclass(frozen=True)
class Step:
    """One page as it is shown now."""

    desk: Desk
    journey: Journey
    page: Page
    state: State
    unknown: bool = False
    draft: OpenDraft | None = None


def progress(journey: Journey, current: Page | None) -> list[parts.Step]:
    """The progress line: pages before the current one are done; the check page closes it (``current`` None)."""
    index = journey.pages.index(current) if current is not None else len(journey.pages)
    titles = [*(page.title for page in journey.pages), "Prüfen"]
    return [
        parts.Step(title, "done" if number < index else "now" if number == index else "next")
        for number, title in enumerate(titles)
    ]


def step_page(request: HttpRequest, step: Step) -> HttpResponse:
    """Draw one page of questions."""
    service = step.desk.service
    draft = step.draft or step.desk.draft
    pages = step.journey.pages
    number = pages.index(step.page) + 1
    context = {
        "desk": step.desk,
        "service": step.desk.service,
        "brand": brand(step.desk.authority),
        "title": step.page.title,
        "lead": step.page.lead,
        "page_blocks": page_blocks(step.journey, step.page, step.state),
        "faults": _faults(step),
        "steps": progress(step.journey, step.page),
        "number": number,
        "back": step.desk.url("step", pages[number - 2].slug) if number > 1 else None,
        "saved_at": draft.row.saved_at if draft and draft.row else None,
        "legal": common_norms(step.journey, step.page),
        "later": True,
    }
    return render(request, "applications/step.html", context)


def _faults(step: Step) -> list[Fault]:
    found = [Fault(path, message) for path, message in step.state.faults.items()]
    if step.unknown:
        message = "Die Seite enthielt Felder, die es hier nicht gibt. Wir haben sie nicht übernommen."
        found.append(Fault("inhalt", message))
    return found


def check_page(request: HttpRequest, desk: Desk, draft: OpenDraft, faults: Sequence[Fault] = ()) -> HttpResponse:
    """Draw all answers; the button to send is there only when nothing is missing."""
    journey = desk.journey
    missing = [(page, desk.url("step", page.slug)) for page in journey.pages if journey.gaps(page)]
    context = {
        "desk": desk,
        "service": desk.service,
        "brand": brand(desk.authority),
        "sheets": sheets(journey, lambda section: desk.url("step", section.page.slug)),
        "missing": missing,
        "faults": list(faults),
        "steps": progress(journey, None),
        "number": len(journey.pages) + 1,
        "back": desk.url("step", journey.pages[-1].slug),
        "act": act_with_possessive(desk.service),
    }
    return render(request, "applications/check.html", context)


def sheets(journey: Journey, change_url: Callable[[Section], str] | None = None, *, legal: bool = False) -> list[parts.Sheet]:
    """The summary as sheets: a page is a sheet, a group in it a sheet of a deeper heading.

    ``change_url`` gives the page on which a section is changed; ``legal``: show the norms (for case workers).
    """
    found: list[parts.Sheet] = []
    for section in journey.summary():
        url = change_url(section) if change_url else ""
        title, level, answers = section.page.title, 2, []
        for line in section.lines:
            if line.value is None:
                found.append(parts.Sheet(title, tuple(answers), level))
                title, level, answers = line.label, min(3 + line.depth, level + 1), []
            else:
                answers.append(_answer(line, url, legal=legal))
        found.append(parts.Sheet(title, tuple(answers), level))
    return found


def _answer(line: Line, url: str, *, legal: bool) -> parts.Answer:
    value = "" if line.value in (None, NOTHING) else line.value
    change = f"{url}?offen={line.path}#{line.path}" if url else ""
    return parts.Answer(line.label, value or "", change, "; ".join(norm.text for norm in line.legal) if legal else "")


def act_with_possessive(service: Service) -> str:
    """ "Ihre Anmeldung", "Ihr Antrag"."""
    return f"{POSSESSIVES[service.act_gender]} {service.act_noun}"
