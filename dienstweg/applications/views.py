"""The applicant's pages from the first question to the receipt. GET never changes anything."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dienstweg.applications import drafts
from dienstweg.applications.appearing import brought
from dienstweg.applications.blank import blank_page
from dienstweg.applications.counter import close_counter, without_memory
from dienstweg.applications.desk import COOKIE, Desk, Moved, approach, code_from, forget_code, hand_over_code
from dienstweg.applications.drafts import Overtaken
from dienstweg.applications.editions import as_drawn
from dienstweg.applications.elsewhere import lost_page, was_lost
from dienstweg.applications.looking import LOOK, look_page, look_state, read_filled
from dienstweg.applications.models import Application
from dienstweg.applications.overview import anew_page, next_url, overview_page
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.page_form import pressed
from dienstweg.applications.proposals import carried, proposed
from dienstweg.applications.question_blocks import State
from dienstweg.applications.receipts import receipt_page, receipt_pdf
from dienstweg.applications.rows import row_at
from dienstweg.applications.saving import keep_code, opened_at, remove, save_page
from dienstweg.applications.sending import send_checked
from dienstweg.applications.steps import Step, check_page, step_page
from dienstweg.authorities.brand import brand
from dienstweg.engine import access_code
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Page

View = Callable[..., HttpResponse]
TRIES = 4
BEGINNING = "beginn"
"""In the address where a person pressed "begin", not "go on"."""
NO_DRAFT = noop(
    "Zu diesem Code finden wir keinen Entwurf. Prüfen Sie die Zeichen. Entwürfe werden nach {days} Tagen gelöscht."
)


def at_desk(view: Callable[..., HttpResponse]) -> View:
    """Give a view its :class:`Desk`; an old key or name leads on to the one in force; nothing is cached."""

    @wraps(view)
    def wrapped(request: HttpRequest, ars: str, slug: str, **rest: str) -> HttpResponse:
        for _ in range(TRIES):
            try:
                return view(request, approach(request, ars, slug), **rest)
            except Moved as moved:
                return HttpResponseRedirect(request.path.replace(f"/{ars}/{slug}/", f"/{moved.ars}/{moved.slug}/", 1))
            except Overtaken:  # two windows saved in the same moment: the later one reads the draft anew
                continue
        raise Overtaken

    return never_cache(wrapped)


@require_safe
@at_desk
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the way goes on: the first page, the draft that is there already, or the receipt. Where the rules leave
    nothing to ask, it does not begin.
    """
    if desk.sent is not None:
        return redirect(desk.url("receipt"))
    if desk.draft:
        return redirect(desk.url("overview"))
    journey = desk.journey
    if not journey.pages:
        return redirect(desk.service_url)
    return redirect(desk.url("step", journey.pages[0].slug) + carried(desk.service, request.GET))


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The pages of a draft with their states; where a person meant to begin, the question whether to go on with it."""
    if desk.draft is None:
        return redirect(desk.url("begin"))
    return overview_page(request, desk, desk.draft, offered=BEGINNING in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def step(request: HttpRequest, desk: Desk, page: str) -> HttpResponse:
    """One page of questions: shown, and on POST saved."""
    return redirect(desk.url("receipt")) if desk.sent is not None else answer_step(request, desk, page)


def answer_step(request: HttpRequest, desk: Desk, page: str) -> HttpResponse:
    """A page of questions on whatever desk: of an application, or of its correction."""
    if request.method == "POST":
        desk = as_drawn(desk, request.POST.get("fassung", ""))
        if was_lost(desk, request.POST):
            return _found_again(request, desk, lambda opened: _save_found(request, opened, page))
    journey = desk.journey
    found = journey.page(page)
    if found is None:
        return redirect(next_url(desk, journey, desk.draft) if desk.draft else desk.url("begin"))
    if request.method == "POST":
        answer = _look if pressed(request.POST)[0] == LOOK else save_page
        return answer(request, desk, journey, found)
    asked = request.GET
    if BEGINNING in asked and desk.draft is not None:
        return redirect(f"{desk.url('overview')}?{BEGINNING}")
    opened = frozenset((*asked.getlist("offen"), *asked.getlist("neu")))
    typed = proposed(journey, found, asked, today=timezone.localdate())
    state = State(typed=typed, open_rows=opened, more=asked.get("mehr", ""), appeared="neu" in asked)
    return step_page(request, Step(desk, journey, found, state))


def _found_again(
    request: HttpRequest, desk: Desk, go_on: Callable[[Desk], HttpResponse], *, last: bool = False
) -> HttpResponse:
    """A page whose draft the browser has lost: with the code it is taken after all. What was sent shows its receipt."""
    typed = request.POST.get("code", "").strip()
    if not typed:
        return lost_page(request, desk, last=last)
    try:
        code = access_code.parse(typed)
    except Refused as refused:
        return lost_page(request, desk, refused.problems[0].message, last=last)
    draft = drafts.find(code, desk.adoption, timezone.now())
    if draft is not None:
        return keep_code(go_on(replace(desk, draft=draft)), desk, draft)
    sent = Application.objects.by_code(code)
    if sent is None or sent.adoption_id != desk.adoption.pk:
        message = gettext(NO_DRAFT).format(days=desk.service.draft_days)
        return lost_page(request, desk, message, last=last)
    response = redirect(desk.url("receipt"))
    secure, seconds = settings.SESSION_COOKIE_SECURE, desk.keeps_code()
    hand_over_code(response, COOKIE, code, desk.url("begin"), secure=secure, seconds=seconds)
    return response


def _save_found(request: HttpRequest, desk: Desk, page: str) -> HttpResponse:
    found = desk.journey.page(page)
    return save_page(request, desk, desk.journey, found) if found else redirect(desk.url("overview"))


def _look(request: HttpRequest, desk: Desk, journey: Journey, page: Page) -> HttpResponse:
    """What the page asks with what stands on it now; nothing is saved. Nothing where the page itself would go."""
    post = request.POST.dict()
    filled = read_filled(desk.service, journey, page, post, today=timezone.localdate())
    if filled.journey.page(page.slug) is None:
        return HttpResponse(status=204)
    blocks = page_blocks(filled.journey, page, look_state(filled, page, post))
    if desk.counter:
        without_memory(blocks)
    return look_page(request, blocks, brought(journey, filled.journey, page))


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
        remove(desk, desk.draft, path)
        return HttpResponseRedirect(opened_at(desk.url("step", page), path.rpartition(".")[0]))
    context = {"desk": desk, "brand": brand(desk.authority), "page": found, "row": row}
    context["back"] = opened_at(desk.url("step", page), path)
    return render(request, "applications/remove_row.html", context)


@require_safe
@at_desk
def later(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The code with which a person goes on later, here or on another device."""
    if desk.draft is None:
        return redirect(desk.url("begin"))
    return render(
        request,
        "applications/later.html",
        {
            "desk": desk,
            "brand": brand(desk.authority),
            "next_url": next_url(desk, desk.journey, desk.draft),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All answers with a way to change each; POST declares and sends, and answers with the receipt itself.

    The receipt is the answer to the POST: pressed or loaded again it finds the same application and shows it again.
    """
    if desk.sent is not None:
        return receipt_page(request, desk, desk.sent)
    if request.method == "POST" and was_lost(desk, request.POST):
        return _found_again(request, desk, lambda opened: send_checked(request, opened), last=True)
    if desk.draft is None:
        return redirect(desk.url("begin"))
    if request.method != "POST" or pressed(request.POST)[0] == "sprache":
        return check_page(request, desk)
    return send_checked(request, desk)


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


@require_safe
@at_desk
def blank(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The empty form, to be printed."""
    return blank_page(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def another(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin anew: asks what becomes of a draft; POST deletes it or leaves it to its code, and forgets the code here."""
    if request.method != "POST":
        if desk.draft is None and desk.counter is None:
            return redirect(desk.url("begin"))
        return anew_page(request, desk, desk.draft)
    delete = request.POST.get("aktion") == "loeschen"
    if desk.draft is not None and delete:
        drafts.discard(desk.draft)
    response = redirect(desk.service_url if delete else desk.url("begin"))
    if desk.counter is not None:
        close_counter(request)
        response = redirect(desk.counter.back)
    forget_code(response, desk.authority.ars, desk.service.slug)
    return response
