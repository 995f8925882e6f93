"""A posted page: what was typed rightly is saved, what was not is said, then the pressed button is obeyed."""

import logging
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications import drafts
from dienstweg.applications.appearing import concerns
from dienstweg.applications.desk import COOKIE, Desk, begun, hand_over_code
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.elsewhere import both_page, was_changed
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.looking import Filled, fresh, read_filled
from dienstweg.applications.overview import next_url
from dienstweg.applications.page_form import pressed
from dienstweg.applications.page_uploads import Received, receive_files, without_file
from dienstweg.applications.question_blocks import State
from dienstweg.applications.rows import row_at, without_row
from dienstweg.applications.steps import Step, step_page
from dienstweg.applications.waiting import due
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Page
from dienstweg.web.tongue import PARAMETER

UNPROCESSABLE, UNAVAILABLE = 422, 503
NOT_SAVED = noop(
    "Wir konnten gerade nicht speichern. Ihre letzten Angaben stehen noch unten. "
    "Drücken Sie noch einmal auf „Speichern und weiter“."
)
TOO_MUCH = noop("Das ist zusammen mehr Text, als in ein Formular passt. Kürzen Sie Ihre Angaben.")
PASSING = ("zurueck", "uebersicht", "spaeter", "sprache")
"""Buttons that leave a page as it is, finished or not."""
_log = logging.getLogger(__name__)


def save_page(request: HttpRequest, desk: Desk, journey: Journey, page: Page) -> HttpResponse:
    """Save what was typed rightly, say what was not, then do what the pressed button asks.

    Raises:
        Overtaken: the draft was saved from elsewhere at the same moment; nothing was changed, ask again.
    """
    post = request.POST.dict()
    filled = read_filled(desk.service, journey, page, post, today=timezone.localdate())
    if was_changed(desk, page, post, filled.posted.answers):
        return _changed_elsewhere(request, desk, journey, page, filled)
    uploads = Received(filled.posted.answers)
    try:
        uploads = receive_files(filled.journey, page, uploads.answers, request.FILES, FileStore.from_settings())
        return _saved_page(request, desk, page, filled, uploads)
    except (Error, OSError) as error:
        _log.error("a page could not be saved: %s", type(error).__name__)
        _forget_files(uploads.keys)
        now = Journey(desk.service, filled.posted.answers, today=timezone.localdate())
        return _not_saved(request, Step(desk, now, page, _as_typed(filled, request)), NOT_SAVED, UNAVAILABLE)


def _saved_page(request: HttpRequest, desk: Desk, page: Page, filled: Filled, uploads: Received) -> HttpResponse:
    journey, posted, post = desk.journey, filled.posted, request.POST.dict()
    action, target = pressed(post)
    answers, removed = uploads.answers, None
    if action == "datei-weg":
        answers, removed = without_file(answers, target)
    elif action == "weg" and row_at(desk.service, journey.answers, target) is None:
        answers = without_row(answers, target)
        posted.forget(target)
    now = Journey(desk.service, answers, today=timezone.localdate())
    draft = _turned(begun(desk), page, answers, uploads, finished=action == "weiter")
    if not drafts.fits(draft):
        _forget_files(uploads.keys)
        return _not_saved(request, Step(desk, now, page, _as_typed(filled, request)), TOO_MUCH, UNPROCESSABLE)
    if desk.draft is not None or answers or action == "spaeter":
        draft = _saved(desk, draft, new=uploads.keys, removed=removed)
    faults = posted.faults | uploads.faults
    brought = fresh(journey, now, page, post) if action == "weiter" else ()
    if action == "weiter" and now.page(page.slug):
        faults = {gap.path: gap.message for gap in due(now, page) if not concerns(gap.path, brought)} | faults
    unknown = posted.unknown or uploads.unknown
    if action in PASSING:
        response: HttpResponse = HttpResponseRedirect(_after(desk, now, page, action, target))
    elif now.page(page.slug) is None:  # an answer took the whole page away
        response = redirect(next_url(desk, now, draft))
    elif faults or unknown:
        stays = frozenset[str]() if action == "weg" else frozenset(post)  # nothing folds under a person's hand
        state = State(posted.typed, faults, stays, bad_parts=posted.bad_parts, appeared=bool(brought))
        response = step_page(request, Step(desk, now, page, state, unknown=unknown, draft=draft))
        response.status_code = UNPROCESSABLE
    elif brought:
        response = HttpResponseRedirect(f"{desk.url('step', page.slug)}?neu={brought[0]}#{brought[0]}")
    else:
        response = HttpResponseRedirect(_after(desk, now, page, action, target))
    return keep_code(response, desk, draft)


def _turned(draft: OpenDraft, page: Page, answers: Answers, uploads: Received, *, finished: bool) -> OpenDraft:
    """The draft with a page's answers; a page that was finished has been seen and need not be looked at again."""
    seen, again, gone = draft.seen, draft.again, draft.gone
    if finished:
        own = tuple(f"{item.path}." for item in page.items)
        seen = tuple(dict.fromkeys((*seen, page.slug)))
        again = tuple(path for path in again if not f"{path}.".startswith(own))
        gone = gone if again else ()
    return replace(draft, answers=answers, keys={**draft.keys, **uploads.keys}, seen=seen, again=again, gone=gone)


def keep_code(response: HttpResponse, desk: Desk, draft: OpenDraft) -> HttpResponse:
    """Let the browser keep the code of a draft that was saved."""
    if draft.row is not None:
        secure, seconds = settings.SESSION_COOKIE_SECURE, desk.keeps_code()
        hand_over_code(response, COOKIE, draft.code, desk.url("begin"), secure=secure, seconds=seconds)
    return response


def _changed_elsewhere(request: HttpRequest, desk: Desk, journey: Journey, page: Page, filled: Filled) -> HttpResponse:
    """Files are taken at once, they are in nobody's way; of the answers the person chooses one version."""
    if request.FILES and desk.draft is not None:
        uploads = receive_files(journey, page, journey.answers, request.FILES, FileStore.from_settings())
        draft = replace(desk.draft, answers=uploads.answers, keys={**desk.draft.keys, **uploads.keys})
        desk = replace(desk, draft=_saved(desk, draft, new=uploads.keys, removed=None))
    now = Journey(desk.service, filled.posted.answers, today=timezone.localdate())
    return both_page(request, desk, page, now)


def _as_typed(filled: Filled, request: HttpRequest) -> State:
    return State(typed=filled.posted.typed, bad_parts=filled.posted.bad_parts, open_rows=frozenset(request.POST))


def _not_saved(request: HttpRequest, step: Step, why: str, status: int) -> HttpResponse:
    """Nothing is saved, everything typed is shown again."""
    step.state.faults["inhalt"] = gettext(why)
    response = step_page(request, step)
    response.status_code = status
    return response


def _forget_files(new: Iterable[str]) -> None:
    for blob in new:
        with suppress(OSError):
            FileStore.from_settings().delete(blob)


def _saved(desk: Desk, draft: OpenDraft, *, new: Iterable[str], removed: UUID | None) -> OpenDraft:
    """Store a draft together with what it says about its files. Without files it is one statement."""
    blobs = [UUID(blob) for blob in new]
    alone = not blobs and removed is None
    with nullcontext() if alone else transaction.atomic():
        draft = drafts.save(draft=draft, adoption=desk.adoption, service=desk.service, at=timezone.now())
        if blobs:
            drafts.claim_files(draft=draft, blobs=blobs)
        if removed is not None:
            drafts.discard_file(draft=draft, blob=removed)
    return draft


def _after(desk: Desk, journey: Journey, page: Page, action: str, target: str) -> str:
    """Where a saved page leads."""
    here = desk.url("step", page.slug)
    if action == "spaeter":
        return desk.url("later")
    if action == "uebersicht":
        return desk.url("overview")
    if action == "sprache":
        return f"{here}?{urlencode({PARAMETER: target})}"
    if action == "zurueck":
        before = journey.page_before(page)
        return desk.url("step", before.slug) if before else desk.url("overview")
    if action == "mehr":
        return f"{here}?mehr={target}#{target}"
    if action == "oeffnen":
        return opened_at(here, target)
    if action in ("hochladen", "datei-weg", "weg"):
        place = target if action == "hochladen" else target.rpartition(".")[0]
        return opened_at(here, place)
    following = journey.next_page(page)
    return desk.url("step", following.slug) if following else desk.url("check")


def opened_at(url: str, place: str) -> str:
    """A page of questions at an instance path, with the rows around it unfolded."""
    return f"{url}?offen={place}#{place}"


def remove(desk: Desk, draft: OpenDraft, path: str) -> None:
    """Take a row away; files that were in it go."""
    answers = without_row(draft.answers, path)
    before = {file["id"] for file in drafts.files_in(draft.answers)}
    after = {file["id"] for file in drafts.files_in(answers)}
    saved = replace(draft, answers=answers)
    with transaction.atomic():
        saved = drafts.save(draft=saved, adoption=desk.adoption, service=desk.service, at=timezone.now())
        for blob in before - after:
            drafts.discard_file(draft=saved, blob=UUID(blob))
