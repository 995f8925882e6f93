"""The applicant's status page: opened with the code, the same on every device."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dienstweg.applications import actions, drafts
from dienstweg.applications.desk import COOKIE, STATUS_COOKIE, code_from, hand_over_code
from dienstweg.applications.elsewhere import CONFLICT, kept
from dienstweg.applications.history import history_of
from dienstweg.applications.models import Application, Consent
from dienstweg.applications.notices import notice_state
from dienstweg.applications.page_form import pressed
from dienstweg.applications.reading import (
    OpenApplication,
    open_application,
    open_attachment,
    open_notice,
    own_files,
)
from dienstweg.applications.receipts import pdf_response, receipt_pdf
from dienstweg.applications.standing import Standing, can_revoke, can_withdraw
from dienstweg.applications.steps import sheets
from dienstweg.applications.written import open_all
from dienstweg.authorities.brand import brand
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.problems import Refused
from dienstweg.engine.tongues import GERMAN
from dienstweg.web.blocks import Fault

Answer = TypeVar("Answer", bound=HttpResponseBase)
UNPROCESSABLE = 422
MOST_TYPED = 60
SWITCH = {"switch": "oeffnen", "switch_here": True}
UNKNOWN = noop(
    "Zu diesem Code finden wir weder Vorgang noch Entwurf. Prüfen Sie die Zeichen. Alte Entwürfe löschen wir."
)
NO_APPLICATION = noop("Zu diesem Code finden wir keinen Vorgang. Prüfen Sie die Zeichen.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one opens the page of its application, or its draft where that was left."""
    if request.method != "POST":
        return render(request, "applications/status_enter.html", {"faults": []} | SWITCH)
    if pressed(request.POST)[0] == "sprache":
        context = {"faults": [], "typed": request.POST.get("code", "")[:MOST_TYPED]} | SWITCH
        return render(request, "applications/status_enter.html", context)
    try:
        code = access_code.parse(request.POST.get("code", ""))
    except Refused as refused:
        return _again(request, refused.problems[0].message)
    if Application.objects.by_code(code) is not None:
        return _handed_over(redirect("applications:status_page"), STATUS_COOKIE, code, reverse("applications:status"))
    begin = drafts.where_begun(code, timezone.now())
    return _handed_over(redirect(begin), COOKIE, code, begin) if begin else _again(request, gettext(UNKNOWN))


def _handed_over(response: Answer, cookie: str, code: AccessCode, path: str) -> Answer:
    hand_over_code(response, cookie, code, path, secure=settings.SESSION_COOKIE_SECURE)
    return response


def _again(request: HttpRequest, message: str) -> HttpResponse:
    typed = request.POST.get("code", "")[:MOST_TYPED]
    context = {"faults": [Fault("code", message)], "message": message, "typed": typed} | SWITCH
    return render(request, "applications/status_enter.html", context, status=UNPROCESSABLE)


def with_code(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view code and application; without a code that opens one: to the page that asks for it."""

    @wraps(view)
    def wrapped(request: HttpRequest, **rest: str | int) -> HttpResponseBase:
        code = code_from(request, STATUS_COOKIE)
        application = Application.objects.by_code(code) if code else None
        if code is not None and application is not None:
            return view(request, code, application, **rest)
        if kept(request.POST):
            return _found_again(request, view, rest)
        return redirect("applications:status")

    return never_cache(wrapped)


def _found_again(
    request: HttpRequest, view: Callable[..., HttpResponseBase], rest: Mapping[str, str | int]
) -> HttpResponseBase:
    """Something written comes in, and the browser has lost the code: with the code it is taken after all."""
    message = ""
    if request.POST.get("code", "").strip():
        try:
            code = access_code.parse(request.POST["code"])
        except Refused as refused:
            message = refused.problems[0].message
        else:
            application = Application.objects.by_code(code)
            if application is not None:
                response = view(request, code, application, **rest)
                return _handed_over(response, STATUS_COOKIE, code, reverse("applications:status"))
            message = gettext(NO_APPLICATION)
    context = {
        "faults": [Fault("code", message)] if message else [],
        "message": message,
        "kept": kept(request.POST),
        "stand": request.POST.get("stand", ""),
        "files": bool(request.FILES),
    }
    return render(request, "applications/status_lost.html", context, status=CONFLICT)


def opened_with(code: AccessCode, application: Application) -> tuple[OpenApplication, Standing]:
    """Everything of an application, opened (five queries)."""
    history = history_of(application)
    key = access_code.key_pair(code)
    opened = open_application(application, key, history.corrections)
    opened = opened.told(get_language() or GERMAN)
    written = open_all(history.messages, application, key)
    return opened, Standing(application, opened.service, history, written, timezone.now(), opened.taken_by)


@require_safe
@with_code
def status_page(request: HttpRequest, code: AccessCode, application: Application) -> HttpResponse:
    """What has happened, what comes next and by when; notices; messages; what was sent."""
    opened, standing = opened_with(code, application)
    context = base_context(application, standing) | {
        "standing": standing,
        "title": standing.title(),
        "page_name": standing.title() if standing.has_news else gettext("Stand"),
        "asked": standing.asked,
        "notices": standing.notices,
        "events": standing.events(),
        "withdrawable": can_withdraw(standing),
        "revocable": can_revoke(standing),
        "attachments": own_files(opened, standing.history.documents, access_code.key_pair(code)),
        "sheets": sheets(opened.journey),
    }
    return render(request, "applications/status.html", context)


def base_context(application: Application, standing: Standing) -> dict[str, object]:
    """What every page about an application shows."""
    return {
        "application": application,
        "service": standing.service,
        "brand": brand(application.authority),
        "faults": [],
    }


@require_POST
@with_code
def status_document(
    request: HttpRequest,  # noqa: ARG001 # Django calls a view with the request
    code: AccessCode,
    application: Application,
    number: int,
) -> HttpResponse:
    """A letter or an own upload. POST, because fetching a notice is noted."""
    document = get_object_or_404(application.documents.select_related("mailing", "posting"), number=number)
    document.application = application
    key = access_code.key_pair(code)
    if document.is_letter:
        consent = Consent.objects.filter(application=application).first()
        if not notice_state(document, consent, timezone.now()).online:
            return redirect("applications:status_page")
        pdf = open_notice(document, key)
        actions.note_fetched(document=document, at=timezone.now())
        return pdf_response(pdf, f"{document.get_kind_display()} {application.reference}")
    attachment, chunks = open_attachment(document, key)
    return download(b"".join(chunks), attachment.name, attachment.media_type)


@require_safe
@with_code
def status_receipt(request: HttpRequest, code: AccessCode, application: Application) -> HttpResponse:
    """The receipt again as PDF."""
    return receipt_pdf(request, application, code)


@require_POST
def status_leave(_request: HttpRequest) -> HttpResponse:
    """Forget the code in this browser."""
    response = redirect("applications:status")
    response.delete_cookie(STATUS_COOKIE, path=reverse("applications:status"), samesite="Lax")
    return response


def download(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file a person sent: always as a download under its own name, never shown as part of our pages."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(data, content_type=media_type, headers=headers)
