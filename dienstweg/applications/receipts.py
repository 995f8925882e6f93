"""The receipt: as a page right after sending, and as a PDF with everything that was sent."""

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, override

from dienstweg.applications.desk import COOKIE, Desk, code_from
from dienstweg.applications.models import Application, Consent
from dienstweg.applications.reading import OpenApplication, open_application
from dienstweg.applications.signing import proof_of
from dienstweg.authorities.brand import brand
from dienstweg.authorities.models import Authority
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.handover import json_bytes, json_payload
from dienstweg.engine.summary import Line
from dienstweg.engine.tongues import GERMAN
from dienstweg.engine.values import size_text
from dienstweg.web import paper, words
from dienstweg.web.acts import act_with_possessive, received_title
from dienstweg.web.parts import Event

PRONOUNS = {"m": "ihn", "f": "sie", "n": "es"}


def receipt_page(
    request: HttpRequest,
    desk: Desk,
    application: Application,
    *,
    code: AccessCode | None = None,
    online: bool | None = None,
) -> HttpResponse:
    """The page after sending: what arrived where and when, the reference, the code, what comes next.

    ``online``: whether the answer may be fetched, where that is known already.
    """
    service = desk.service
    context = {
        "desk": desk,
        "service": service,
        "brand": brand(desk.authority),
        "application": application,
        "act": act_with_possessive(service),
        "it": PRONOUNS[service.act_gender],
        "code": code or code_from(request, COOKIE),
        "events": [
            Event(received_title(service), at=application.received_at),
            *what_comes(application, online=fetches_online(application) if online is None else online),
        ],
    }
    return render(request, "applications/receipt.html", context)


def fetches_online(application: Application) -> bool:
    """Whether the person has agreed to fetch notices online (one query)."""
    consent = Consent.objects.filter(application=application).first()
    return consent is not None and consent.holds(timezone.now())


def what_comes(application: Application, *, online: bool) -> list[Event]:
    """What happens after receipt, in order, by when."""
    due = application.due_on
    by = gettext("Ein Datum können wir noch nicht nennen.")
    if due:
        by = gettext("voraussichtlich bis {day}").format(day=words.weekday_date(due))
    checking = Event(gettext("Wir prüfen Ihre Angaben"), "next", by=gettext("Fehlt etwas, melden wir uns bei Ihnen."))
    answer = gettext("Sie bekommen unsere Antwort per Post")
    if online:
        answer = gettext("Sie bekommen unsere Antwort auf Ihrer Statusseite")
    return [checking, Event(answer, "next", by=by)]


def receipt_pdf(request: HttpRequest, application: Application, code: AccessCode) -> HttpResponse:
    """The receipt with all answers, made when it is asked for; the code is printed: it is the applicant's own copy."""
    opened = open_application(application, access_code.key_pair(code)).version(0)
    status_url = request.build_absolute_uri(reverse("applications:status"))
    with override(GERMAN):
        pdf = paper.receipt(receipt_data(opened, status_url, code))
    return pdf_response(pdf, f"Eingangsbestätigung {application.reference}")


def receipt_data(opened: OpenApplication, status_url: str, code: AccessCode | None) -> paper.Receipt:
    """What the receipt says."""
    application, service = opened.row, opened.service
    printed = paper.fitted(
        tuple(
            paper.Section(section.page.title, tuple(map(_line, section.lines))) for section in opened.journey.summary()
        ),
        remark="… (hier gekürzt)",
    )
    return paper.Receipt(
        letterhead=letterhead(application.authority),
        heading=f"{act_with_possessive(service)} ist eingegangen",
        service=service.title,
        reference=application.reference,
        received_at=timezone.localtime(application.received_at),
        steps=tuple(
            paper.Step(event.title, event.by) for event in what_comes(application, online=fetches_online(application))
        ),
        sections=printed.sections,
        remark=_remark(printed),
        uploads=tuple(paper.Upload(one.name, size_text(one.size), one.sha256) for one in opened.content.attachments),
        digest=application.digest,
        proof=proof_of(application, service),
        check_url=settings.ENVIRONMENT.base_url + reverse("applications:proof"),
        status_url=status_url,
        code=code.text if code else None,
        embedded=paper.Embedded(
            name="antrag.json",
            content=msgspec.json.format(json_bytes(json_payload(service, opened.journey.clean())), indent=2),
            description="Ihre Angaben, wie die Behörde sie erhält",
        ),
    )


def _line(line: Line) -> paper.Line:
    return paper.Line(line.label, line.value, line.depth)


def _remark(printed: paper.Fitted) -> str:
    """Where to find what is not on paper."""
    if not printed.shortened and not printed.left_out:
        return ""
    number = f"{printed.left_out:_}".replace("_", ".")
    last = "Die letzte Antwort ist" if printed.left_out == 1 else f"Die letzten {number} Antworten sind"
    missing = [
        "Lange Antworten sind hier gekürzt." if printed.shortened else "",
        f"{last} hier nicht gedruckt." if printed.left_out else "",
        "Vollständig liegen Ihre Angaben diesem PDF als Datei bei. Sie stehen auch auf der Statusseite.",
    ]
    return " ".join(filter(None, missing))


def letterhead(authority: Authority) -> paper.Letterhead:
    """Who writes, from what is known about the authority."""
    face = brand(authority)
    return paper.Letterhead(name=face.name, address=face.address, contact=face.contact, accent=face.accent)


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """A PDF shown in the same window under a name that says what it is."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=False, filename=f"{name}.pdf") or "inline"
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
