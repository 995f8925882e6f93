"""The running form of "Ihr Datenschema": the same blocks, the same checks as for applicants, but nothing is stored."""

from collections.abc import Iterable

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dienstweg.applications.appearing import brought, concerns
from dienstweg.applications.looking import fresh, look_page, look_state, read_filled
from dienstweg.applications.norms import common_norms
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.page_uploads import receive_files, without_file
from dienstweg.applications.question_blocks import State
from dienstweg.applications.rows import without_row
from dienstweg.applications.steps import heading, page_faults, progress, sheets
from dienstweg.applications.waiting import due
from dienstweg.engine.answers import Answers
from dienstweg.engine.handover import json_bytes, json_payload
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling import watched
from dienstweg.engine.service import Page
from dienstweg.studio.trial import Trial, pack
from dienstweg.web.blocks import Block

CHECK = "pruefen"


def advance(request: HttpRequest, trial: Trial) -> tuple[Trial, Page | None, State]:
    """Read the page that was posted and say where it goes on; None is the check page."""
    journey = Journey(trial.service, trial.answers, today=timezone.localdate())
    page = journey.page(request.POST.get("seite", ""))
    if page is None:
        return trial, journey.pages[0], State()
    filled = read_filled(trial.service, journey, page, request.POST.dict(), today=timezone.localdate())
    posted = filled.posted
    files = receive_files(filled.journey, page, posted.answers, request.FILES, None)
    action, _, target = request.POST.get("aktion", "weiter").partition(":")
    answers = _changed(files.answers, action, target)
    now = Journey(trial.service, answers, today=timezone.localdate())
    state = State(typed=posted.typed, faults=posted.faults | files.faults)
    trial = Trial(trial.service, answers)
    if action == "mehr":
        return trial, page, State(state.typed, state.faults, more=target)
    if action == "oeffnen":
        return trial, page, State(state.typed, state.faults, frozenset({target}))
    if action == "zurueck":
        index = now.pages.index(page) if page in now.pages else 0
        return trial, now.pages[max(index - 1, 0)], State()
    if action == "weiter":
        if now.page(page.slug) is None:
            return trial, now.first_gap(), State()
        new = fresh(journey, now, page, request.POST.dict())
        wrong = {gap.path: gap.message for gap in due(now, page) if not concerns(gap.path, new)}
        state.faults = wrong | state.faults
        state.appeared = bool(new)
        return (trial, page, state) if state.faults or new else (trial, now.next_page(page), State())
    return trial, page, state


def look(request: HttpRequest, trial: Trial) -> HttpResponse:
    """What the page asks with what stands on it now; nothing where there is no such page."""
    journey = Journey(trial.service, trial.answers, today=timezone.localdate())
    page = journey.page(request.POST.get("seite", ""))
    if page is None:
        return HttpResponse(status=204)
    post = request.POST.dict()
    filled = read_filled(trial.service, journey, page, post, today=timezone.localdate())
    if filled.journey.page(page.slug) is None:
        return HttpResponse(status=204)
    blocks = page_blocks(filled.journey, page, look_state(filled, page, post))
    rows_removed_by_button(blocks)
    return look_page(request, blocks, brought(journey, filled.journey, page))


def _changed(answers: Answers, action: str, target: str) -> Answers:
    if action == "datei-weg":
        return without_file(answers, target)[0]
    return without_row(answers, target) if action == "weg" else answers


def form_page(request: HttpRequest, trial: Trial, page: Page | None, state: State) -> HttpResponse:
    """Draw the page, or at the end all answers and the data an authority would receive."""
    journey = Journey(trial.service, trial.answers, today=timezone.localdate())
    context: dict[str, object] = {
        "service": trial.service,
        "state": pack(trial),
        "steps": progress(journey, page),
        "page": page,
        "appeared": state.appeared,
    }
    if page is None:
        payload = msgspec.json.format(json_bytes(json_payload(trial.service, journey.clean())), indent=2).decode()
        context |= {"sheets": sheets(journey), "payload": payload, "last": journey.pages[-1]}
        return render(request, "studio/trial_end.html", context)
    blocks = page_blocks(journey, page, state)
    rows_removed_by_button(blocks)
    faults = page_faults(state, blocks)
    first = page.slug == journey.pages[0].slug
    context |= {"page_blocks": blocks, "faults": faults, "first": first, "watched": watched(trial.service, page)}
    context["legal"] = common_norms(journey, page)
    context["heading"], context["lead"] = heading(page)
    return render(request, "studio/trial.html", context, status=422 if faults else 200)


def rows_removed_by_button(blocks: Iterable[Block]) -> None:
    """Where nothing is stored a row goes at once; there is no page to ask on."""
    for block in blocks:
        rows_removed_by_button(block.blocks)
        for option in block.options:
            rows_removed_by_button(option.blocks)
        for row in block.rows:
            if row.remove_url:
                row.remove_url, row.remove = "", f"weg:{row.name}"
            rows_removed_by_button(row.blocks)
