"""The office writes to the applicant: asks, opens pages again, closes a request, and notes what went by post."""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dienstweg.applications import exchange
from dienstweg.applications.models import Document, Request
from dienstweg.applications.reading import OpenApplication
from dienstweg.applications.written import LONGEST_TEXT, LONGEST_WANTED, MOST_WANTED, Written
from dienstweg.casework.access import Office, at_office
from dienstweg.casework.letters import addressee
from dienstweg.casework.views import UNPROCESSABLE, base_context, opened_case
from dienstweg.engine.dates import NotADate, read_date
from dienstweg.engine.holidays import working_day
from dienstweg.engine.problems import Refused
from dienstweg.web import words
from dienstweg.web.blocks import Fault

USUAL_DAYS = 14


@require_http_methods(["GET", "HEAD", "POST"])
@at_office
def ask(request: HttpRequest, office: Office, reference: str) -> HttpResponse:
    """Write to the applicant; with documents, pages or a day it is a request that stays open."""
    opened = opened_case(office, reference)
    usual = working_day(timezone.localdate() + timedelta(days=USUAL_DAYS), settings.LAND)
    context = base_context(office) | {
        "application": opened.row,
        "service": opened.service,
        "title": addressee(opened)[0],
        "pages": opened.journey.pages,
        "picked": request.POST.getlist("seiten"),
        "text": request.POST.get("nachricht", ""),
        "wanted": request.POST.get("unterlagen", ""),
        "due": request.POST.get("frist", words.short_date(usual)),
        "kind": request.POST.get("art", "frage"),
        "longest": LONGEST_TEXT,
        "faults": [],
    }
    if request.method != "POST":
        return render(request, "casework/ask.html", context)
    faults = _ask(request, office, opened)
    if not faults:
        return redirect("casework:case", office.authority.ars, reference)
    context |= {"faults": faults} | {f"{fault.target}_fault": fault.message for fault in faults}
    return render(request, "casework/ask.html", context, status=UNPROCESSABLE)


def _ask(request: HttpRequest, office: Office, opened: OpenApplication) -> list[Fault]:
    """Send it, or say what is missing."""
    text = request.POST.get("nachricht", "").replace("\x00", "").strip()
    wanted = tuple(filter(None, (line.strip() for line in request.POST.get("unterlagen", "").splitlines())))
    known = [page.slug for page in opened.journey.pages]
    pages = tuple(slug for slug in known if slug in request.POST.getlist("seiten"))
    due, fault = _day(request.POST.get("frist", "")) if request.POST.get("art") != "nachricht" else (None, "")
    faults = [Fault("frist", fault)] if fault else []
    if len(wanted) > MOST_WANTED or any(len(one) > LONGEST_WANTED for one in wanted):
        limits = f"Möglich sind {MOST_WANTED} Unterlagen mit je {LONGEST_WANTED} Zeichen."
        faults.insert(0, Fault("unterlagen", limits))
    if not text or len(text) > LONGEST_TEXT:
        limits = f"Möglich sind {LONGEST_TEXT} Zeichen."
        faults.insert(0, Fault("nachricht", limits if text else "Schreiben Sie, worum es geht."))
    if faults:
        return faults
    written = Written(text=text, wanted=wanted, pages=pages)
    try:
        exchange.ask(application=opened.row, written=written, due_on=due, by=office.user, at=timezone.now())
    except Refused as refused:
        codes = {"request_undated": "art"}
        return [Fault(codes.get(problem.code, "nachricht"), problem.message) for problem in refused.problems]
    return []


def _day(text: str) -> tuple[date | None, str]:
    today = timezone.localdate()
    try:
        day = read_date(text, today=today)
    except NotADate as fault:
        return None, fault.message
    return (
        (day, "") if day > today else (None, "Die Frist liegt nicht in der Zukunft. Geben Sie einen späteren Tag an.")
    )


@require_POST
@at_office
def close(_request: HttpRequest, office: Office, reference: str, number: int) -> HttpResponse:
    """The office has what it asked for."""
    opened = opened_case(office, reference)
    requests = Request.objects.select_related("message")
    found = get_object_or_404(requests, message__application=opened.row, message__number=number)
    found.message.application = opened.row
    exchange.close_request(request=found, by=office.user, at=timezone.now())
    return redirect("casework:case", office.authority.ars, reference)


@require_POST
@at_office
def posted(_request: HttpRequest, office: Office, reference: str, number: int) -> HttpResponse:
    """The letter was printed and went by post."""
    opened = opened_case(office, reference)
    document = get_object_or_404(opened.row.documents, number=number, kind=Document.Kind.NOTICE)
    document.application = opened.row
    exchange.note_posted(document=document, by=office.user, at=timezone.now())
    return redirect("casework:case", office.authority.ars, reference)
