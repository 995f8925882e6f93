"""The applicant's status page: opened with the code, the same on every device."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dienstweg.applications import actions, drafts
from dienstweg.applications.desk import COOKIE, STATUS_COOKIE, code_from, hand_over_code
from dienstweg.applications.models import Application, Document
from dienstweg.applications.reading import open_application, open_attachment, open_notice
from dienstweg.applications.receipts import pdf_response, receipt_pdf, what_comes
from dienstweg.applications.steps import act_with_possessive, sheets
from dienstweg.authorities.brand import brand
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.problems import Refused
from dienstweg.web.blocks import Fault
from dienstweg.web.parts import Event

UNPROCESSABLE = 422
MOST_TYPED = 60
UNKNOWN = "Zu diesem Code finden wir weder Vorgang noch Entwurf. Prüfen Sie die Zeichen. Alte Entwürfe löschen wir."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one opens the page of its application, or its draft where that was left."""
    if request.method != "POST":
        return render(request, "applications/status_enter.html", {"faults": []})
    try:
        code = access_code.parse(request.POST.get("code", ""))
    except Refused as refused:
        return _again(request, refused.problems[0].message)
    if Application.objects.by_code(code) is not None:
        return _handed_over(redirect("applications:status_page"), STATUS_COOKIE, code, reverse("applications:status"))
    begin = drafts.where_begun(code, timezone.now())
    return _handed_over(redirect(begin), COOKIE, code, begin) if begin else _again(request, UNKNOWN)


def _handed_over(response: HttpResponse, cookie: str, code: AccessCode, path: str) -> HttpResponse:
    hand_over_code(response, cookie, code, path, secure=settings.SESSION_COOKIE_SECURE)
    return response


def _again(request: HttpRequest, message: str) -> HttpResponse:
    typed = request.POST.get("code", "")[:MOST_TYPED]
    context = {"faults": [Fault("code", message)], "message": message, "typed": typed}
    return render(request, "applications/status_enter.html", context, status=UNPROCESSABLE)


def _opened(request: HttpRequest) -> tuple[AccessCode, Application] | None:
    code = code_from(request, STATUS_COOKIE)
    application = Application.objects.by_code(code) if code else None
    return (code, application) if code and application else None


@never_cache
@require_safe
def status_page(request: HttpRequest) -> HttpResponse:
    """What has happened, what comes next and by when; notices; what was sent."""
    found = _opened(request)
    if found is None:
        return redirect("applications:status")
    code, application = found
    opened = open_application(application, access_code.key_pair(code))
    documents = list(application.documents.order_by("number"))
    notices = [document for document in documents if document.kind == Document.Kind.NOTICE]
    context = {
        "application": application,
        "service": opened.service,
        "act": act_with_possessive(opened.service),
        "brand": brand(application.authority),
        "events": _events(application, notices, opened.service.act_noun)
        if notices
        else [
            *reversed(what_comes(application)),
            Event(f"{opened.service.act_noun} eingegangen", at=application.received_at),
        ],
        "notices": notices,
        "attachments": list(zip(opened.content.attachments, [d for d in documents if d.blob], strict=True)),
        "sheets": sheets(opened.journey),
    }
    return render(request, "applications/status.html", context)


def _events(application: Application, notices: list[Document], noun: str) -> list[Event]:
    """Newest first."""
    answers = [
        Event("Die Antwort ist da", "now", at=notice.created_at, by=application.authority.official_name)
        for notice in notices
    ]
    return [*reversed(answers), Event(f"{noun} eingegangen", at=application.received_at)]


@never_cache
@require_POST
def status_document(request: HttpRequest, number: int) -> HttpResponse:
    """A notice or an own upload. POST, because fetching a notice is noted."""
    found = _opened(request)
    if found is None:
        return redirect("applications:status")
    code, application = found
    document = get_object_or_404(application.documents, number=number)
    document.application = application
    key = access_code.key_pair(code)
    if document.kind == Document.Kind.NOTICE:
        pdf = open_notice(document, key)
        actions.note_fetched(document=document, at=timezone.now())
        return pdf_response(pdf, f"Bescheid {application.reference}")
    attachment, chunks = open_attachment(document, key)
    return download(b"".join(chunks), attachment.name, attachment.media_type)


@never_cache
@require_safe
def status_receipt(request: HttpRequest) -> HttpResponse:
    """The receipt again as PDF."""
    found = _opened(request)
    if found is None:
        raise Http404
    code, application = found
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
