"""The applicant's pages from the first question to the receipt. GET never changes anything."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dienstweg.applications import actions, drafts
from dienstweg.applications.appearing import brought, concerns
from dienstweg.applications.desk import COOKIE, Desk, Moved, approach, begun, code_from, hand_over_code
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.looking import LOOK, fresh, look_page, look_state, read_filled
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.page_form import pressed
from dienstweg.applications.page_uploads import receive_files, without_file
from dienstweg.applications.proposals import carried, proposed
from dienstweg.applications.question_blocks import State
from dienstweg.applications.receipts import receipt_page, receipt_pdf
from dienstweg.applications.rows import row_at, without_row
from dienstweg.applications.steps import Step, act_with_possessive, check_page, step_page
from dienstweg.applications.waiting import due
from dienstweg.applications.wishes import read_wish
from dienstweg.authorities.brand import brand
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Page
from dienstweg.web.blocks import Fault

View = Callable[..., HttpResponse]
UNPROCESSABLE = 422


def at_desk(view: Callable[..., HttpResponse]) -> View:
    """Give a view its :class:`Desk`; an old key or name leads on to the one in force; nothing is cached."""

    @wraps(view)
    def wrapped(request: HttpRequest, ars: str, slug: str, **rest: str) -> HttpResponse:
        try:
            desk = approach(request, ars, slug)
        except Moved as moved:
            return HttpResponseRedirect(request.path.replace(f"/{ars}/{slug}/", f"/{moved.ars}/{moved.slug}/", 1))
        return view(request, desk, **rest)

    return never_cache(wrapped)


@require_safe
@at_desk
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the way goes on: the first page with a gap, the check page, or the receipt. Where the rules leave nothing
    to ask, it does not begin.
    """
    if desk.sent is not None:
        return redirect(desk.url("receipt"))
    journey = desk.journey
    if not desk.draft:
        if not journey.pages:
            return redirect(desk.service_url)
        return redirect(desk.url("step", journey.pages[0].slug) + carried(desk.service, request.GET))
    page = journey.first_gap()
    return redirect(desk.url("step", page.slug) if page else desk.url("check"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def step(request: HttpRequest, desk: Desk, page: str) -> HttpResponse:
    """One page of questions: shown, and on POST saved."""
    return redirect(desk.url("receipt")) if desk.sent is not None else answer_step(request, desk, page)


def answer_step(request: HttpRequest, desk: Desk, page: str) -> HttpResponse:
    """A page of questions on whatever desk: of an application, or of its correction."""
    journey = desk.journey
    found = journey.page(page)
    if found is None:
        return redirect(desk.url("begin"))
    if request.method == "POST":
        answer = _look if pressed(request.POST)[0] == LOOK else _save
        return answer(request, desk, journey, found)
    asked = request.GET
    opened = frozenset((*asked.getlist("offen"), *asked.getlist("neu")))
    typed = proposed(journey, found, asked, today=timezone.localdate())
    state = State(typed=typed, open_rows=opened, more=asked.get("mehr", ""), appeared="neu" in asked)
    return step_page(request, Step(desk, journey, found, state))


def _look(request: HttpRequest, desk: Desk, journey: Journey, page: Page) -> HttpResponse:
    """What the page asks with what stands on it now; nothing is saved. Nothing where the page itself would go."""
    post = request.POST.dict()
    filled = read_filled(desk.service, journey, page, post, today=timezone.localdate())
    if filled.journey.page(page.slug) is None:
        return HttpResponse(status=204)
    blocks = page_blocks(filled.journey, page, look_state(filled, page, post))
    return look_page(request, blocks, brought(journey, filled.journey, page))


def _save(request: HttpRequest, desk: Desk, journey: Journey, page: Page) -> HttpResponse:
    """Save what was typed rightly, say what was not, then do what the pressed button asks."""
    post = request.POST.dict()
    filled = read_filled(desk.service, journey, page, post, today=timezone.localdate())
    posted = filled.posted
    uploads = receive_files(filled.journey, page, posted.answers, request.FILES, FileStore.from_settings())
    action, target = pressed(post)
    answers, removed = uploads.answers, None
    if action == "datei-weg":
        answers, removed = without_file(answers, target)
    elif action == "weg" and row_at(desk.service, journey.answers, target) is None:
        answers = without_row(answers, target)
        posted.forget(target)
    now = Journey(desk.service, answers, today=timezone.localdate())
    draft = begun(desk)
    draft = replace(draft, answers=answers, keys={**draft.keys, **uploads.keys})
    if not drafts.fits(draft):
        state = State(typed=posted.typed, open_rows=frozenset(post))
        return _too_much(request, Step(desk, now, page, state), uploads.keys)
    draft = _saved(desk, draft, new=uploads.keys, removed=removed)
    faults = posted.faults | uploads.faults
    new = fresh(journey, now, page, post) if action == "weiter" else ()
    if action == "weiter" and now.page(page.slug):
        faults = {gap.path: gap.message for gap in due(now, page) if not concerns(gap.path, new)} | faults
    unknown = posted.unknown or uploads.unknown
    if now.page(page.slug) is None and action != "spaeter":  # an answer took the whole page away
        response: HttpResponse = redirect(desk.url("begin"))
    elif faults or unknown:
        state = State(typed=posted.typed, faults=faults, bad_parts=posted.bad_parts, appeared=bool(new))
        response = step_page(request, Step(desk, now, page, state, unknown=unknown, draft=draft))
        response.status_code = UNPROCESSABLE
    elif new:
        response = HttpResponseRedirect(f"{desk.url('step', page.slug)}?neu={new[0]}#{new[0]}")
    else:
        response = HttpResponseRedirect(_after(desk, now, page, action, target))
    hand_over_code(response, COOKIE, draft.code, desk.url("begin"), secure=settings.SESSION_COOKIE_SECURE)
    return response


def _too_much(request: HttpRequest, step: Step, new: Iterable[str]) -> HttpResponse:
    """Nothing is saved, everything typed is shown again."""
    for blob in new:
        FileStore.from_settings().delete(blob)
    step.state.faults["inhalt"] = "Das ist zusammen mehr Text, als in ein Formular passt. Kürzen Sie Ihre Angaben."
    response = step_page(request, step)
    response.status_code = UNPROCESSABLE
    return response


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
    if action == "mehr":
        return f"{here}?mehr={target}#{target}"
    if action == "oeffnen":
        return f"{here}?offen={target}#{target}"
    if action in ("hochladen", "datei-weg", "weg"):
        place = target if action == "hochladen" else target.rpartition(".")[0]
        return f"{here}?offen={place}#{place}"
    following = journey.next_page(page)
    return desk.url("step", following.slug) if following else desk.url("check")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def remove_row(request: HttpRequest, desk: Desk, page: str, path: str) -> HttpResponse:
    """Ask before a row goes; the answer (POST) removes it."""
    return answer_row(request, desk, page, path)


def answer_row(request: HttpRequest, desk: Desk, page: str, path: str) -> HttpResponse:
    """The question before a row goes, on whatever desk."""
    found = desk.journey.page(page)
    row = row_at(desk.service, desk.draft.answers, path) if desk.draft else None
    if found is None or row is None or desk.draft is None:
        return redirect(desk.url("begin"))
    if request.method == "POST":
        _store(desk, desk.draft, without_row(desk.draft.answers, path))
        return HttpResponseRedirect(desk.url("step", page) + f"#{path.rpartition('.')[0]}")
    context = {"desk": desk, "brand": brand(desk.authority), "page": found, "row": row, "back": desk.url("step", page)}
    return render(request, "applications/remove_row.html", context)


def _store(desk: Desk, draft: OpenDraft, answers: Answers) -> None:
    """Save answers from which something was taken away; files that were in it go."""
    before = {file["id"] for file in drafts.files_in(draft.answers)}
    saved = replace(draft, answers=answers)
    saved = drafts.save(draft=saved, adoption=desk.adoption, service=desk.service, at=timezone.now())
    after = {file["id"] for file in drafts.files_in(answers)}
    for blob in before - after:
        drafts.discard_file(draft=saved, blob=UUID(blob))


@require_safe
@at_desk
def later(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The code with which a person goes on later, here or on another device."""
    if desk.draft is None:
        return redirect(desk.url("begin"))
    return render(
        request,
        "applications/later.html",
        {"desk": desk, "brand": brand(desk.authority), "act": act_with_possessive(desk.service)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All answers with a way to change each; POST declares and sends, and answers with the receipt itself.

    The receipt is the answer to the POST: pressed or loaded again it finds the same application and shows it again.
    """
    if desk.sent is not None:
        return receipt_page(request, desk, desk.sent)
    if desk.draft is None:
        return redirect(desk.url("begin"))
    if request.method != "POST":
        return check_page(request, desk)
    wish, faults = read_wish(request.POST)
    if request.POST.get("erklaerung") != "ja":
        faults.append(Fault("erklaerung", "Bestätigen Sie, dass Ihre Angaben vollständig und richtig sind."))
    if faults:
        response = check_page(request, desk, faults)
        response.status_code = UNPROCESSABLE
        return response
    try:
        sent = actions.submit(
            draft=desk.draft, adoption=desk.adoption, service=desk.service, at=timezone.now(), wish=wish
        )
    except Refused:
        return redirect(desk.url("check"))
    return receipt_page(request, desk, sent, code=desk.draft.code, online=wish.agrees)


@require_safe
@at_desk
def receipt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The receipt again, as long as the browser holds the code."""
    return receipt_page(request, desk, desk.sent) if desk.sent else redirect(desk.url("begin"))


@require_safe
@at_desk
def receipt_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The receipt with all answers as PDF."""
    code = code_from(request, COOKIE)
    return receipt_pdf(request, desk.sent, code) if desk.sent and code else redirect(desk.url("begin"))


@require_http_methods(["POST"])
@at_desk
def another(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Forget the code in this browser and begin anew; what was sent stays reachable with the code."""
    response = redirect(desk.url("begin"))
    response.delete_cookie(COOKIE, path=desk.url("begin"), samesite="Lax")
    return response
