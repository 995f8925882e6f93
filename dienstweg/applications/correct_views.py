"""The pages on which opened pages are corrected: the same questions as before, on a desk of their own."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_safe

from dienstweg.applications.correcting import CorrectionDesk, changes, correct, correction_desk, journey_of
from dienstweg.applications.drafts import Overtaken
from dienstweg.applications.elsewhere import whole_mark
from dienstweg.applications.models import Application, Request
from dienstweg.applications.reading import OpenApplication
from dienstweg.applications.sending import CHANGED
from dienstweg.applications.status_views import UNPROCESSABLE, base_context, opened_with, with_code
from dienstweg.applications.views import TRIES, answer_row, answer_step
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.problems import Refused
from dienstweg.web.blocks import Fault

NOT_SENT = noop(
    "Das Absenden hat gerade nicht geklappt. Ihre Änderungen sind gespeichert. "
    "Drücken Sie noch einmal auf „Änderungen absenden“."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """What is corrected: the desk, the application as it counts now, the request that opened the pages."""

    desk: CorrectionDesk
    application: OpenApplication
    request: Request
    context: dict[str, object]


def at_correction(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Give a view what the open requests have opened; where no page is open any more: to the status page."""

    @wraps(view)
    def wrapped(request: HttpRequest, code: AccessCode, application: Application, **rest: str) -> HttpResponse:
        for _ in range(TRIES):
            with suppress(Overtaken):  # two windows saved in the same moment: the later one reads the draft anew
                return once(request, code, application, **rest)
        raise Overtaken

    def once(request: HttpRequest, code: AccessCode, application: Application, **rest: str) -> HttpResponse:
        opened, standing = opened_with(code, application)
        asking = [one for one in standing.asked if one.written.pages]
        if not asking or standing.history.withdrawal:
            return redirect("applications:status_page")
        target = next(one.request for one in standing.history.messages if one.number == asking[0].number)
        pages = tuple(slug for one in asking for slug in one.written.pages)
        desk = correction_desk(opened, target, pages, code)
        return view(request, Opened(desk, opened, target, base_context(application, standing)), **rest)

    return with_code(wrapped)


@require_safe
@at_correction
def begin(_request: HttpRequest, opened: Opened) -> HttpResponse:
    """To the first page that may be corrected."""
    desk = opened.desk
    pages = desk.journey.pages
    return HttpResponseRedirect(desk.url("step", pages[0].slug) if pages else desk.service_url)


@require_http_methods(["GET", "HEAD", "POST"])
@at_correction
def step(request: HttpRequest, opened: Opened, page: str) -> HttpResponse:
    """One of the opened pages."""
    return answer_step(request, opened.desk, page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_correction
def remove_row(request: HttpRequest, opened: Opened, page: str, path: str) -> HttpResponse:
    """Ask before a row goes."""
    return answer_row(request, opened.desk, page, path)


@require_http_methods(["GET", "HEAD", "POST"])
@at_correction
def check(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What was changed; POST seals and sends it."""
    desk, sent = opened.desk, opened.application
    faults: list[Fault] = []
    if request.method == "POST":
        faults = _sent(opened, request.POST.get("stand", ""))
        if not faults:
            return redirect("applications:status_page")
    pages = desk.journey.pages
    last = pages[-1] if pages else None
    context = opened.context | {
        "faults": faults,
        "changes": changes(journey_of(sent.service, sent.content.answers), desk.full),
        "missing": [(page, desk.url("step", page.slug)) for page in pages if desk.full.gaps(page)],
        "pages": [(page, desk.url("step", page.slug)) for page in pages],
        "back": desk.url("step", last.slug) if last else desk.service_url,
        "back_title": last.title if last else "",
        "stand": whole_mark(desk),
    }
    return render(request, "applications/correct_check.html", context, status=UNPROCESSABLE if faults else 200)


def _sent(opened: Opened, shown: str) -> list[Fault]:
    """Seal and send what the person has seen on the page; what stands in the way."""
    if shown != whole_mark(opened.desk):
        return [Fault("absenden", gettext(CHANGED))]
    try:
        correct(opened=opened.application, desk=opened.desk, request=opened.request, at=timezone.now())
    except Refused as refused:
        return [Fault("absenden", problem.message) for problem in refused.problems]
    except (Error, OSError) as error:
        _log.error("a correction could not be sent: %s", type(error).__name__)
        return [Fault("absenden", gettext(NOT_SENT))]
    return []
