"""The office's pages: inbox, case, decision. GET never changes anything."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dienstweg.adoptions.models import BODIES
from dienstweg.applications.history import history_of
from dienstweg.applications.models import Application
from dienstweg.applications.notices import to_post
from dienstweg.applications.reading import OpenApplication, open_application, open_attachment, open_notice
from dienstweg.applications.receipts import pdf_response
from dienstweg.applications.status_views import download
from dienstweg.applications.steps import sheets
from dienstweg.authorities.brand import brand
from dienstweg.authorities.models import Member, User
from dienstweg.casework import actions
from dienstweg.casework.access import Office, at_office
from dienstweg.casework.actions import note_opened
from dienstweg.casework.following import case_events, following
from dienstweg.casework.letters import addressee, notice_data
from dienstweg.casework.models import Decision, inbox
from dienstweg.engine.handover import json_bytes, json_payload, xml_payload
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Outcome
from dienstweg.web.blocks import Fault
from dienstweg.web.parts import Fact, Paging, Status, deadline

PAGE = 50
UNPROCESSABLE = 422


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the inbox of the first authority a person works for."""
    if not isinstance(request.user, User):
        return redirect("casework:login")
    member = Member.objects.of(request.user).first()
    return (
        redirect("casework:inbox", member.authority.ars)
        if member
        else render(request, "casework/no_office.html", status=403)
    )


def base_context(office: Office) -> dict[str, object]:
    return {
        "office": office,
        "brand": brand(
            office.authority, line="Arbeitsplatz", home=reverse("casework:inbox", args=[office.authority.ars])
        ),
    }


@require_safe
@at_office
def inbox_page(request: HttpRequest, office: Office) -> HttpResponse:
    """What waits, most urgent first; with ``?ansicht=erledigt`` what was decided."""
    post = to_post(office.authority, timezone.now())
    counts = {
        "open": inbox(office.authority).count(),
        "done": inbox(office.authority, done=True).count(),
        "post": len(post),
    }
    if request.GET.get("ansicht") == "post":
        context = {"rows": [], "post": post, "view": "post", "counts": counts, "paging": Paging(1, 1)}
        return render(request, "casework/inbox.html", base_context(office) | context)
    done = request.GET.get("ansicht") == "erledigt"
    page = Paginator(inbox(office.authority, done=done), PAGE).get_page(request.GET.get("seite"))
    view = "erledigt" if done else "offen"
    rows = [(row, deadline(row.due_on), _outcome_label(row)) for row in page]
    paging = Paging(
        page.number,
        page.paginator.num_pages,
        f"?ansicht={view}&seite={page.previous_page_number()}" if page.has_previous() else "",
        f"?ansicht={view}&seite={page.next_page_number()}" if page.has_next() else "",
    )
    context = {"rows": rows, "done": done, "view": view, "paging": paging, "counts": counts}
    return render(request, "casework/inbox.html", base_context(office) | context)


def _outcome_label(application: Application) -> str:
    code = getattr(application, "outcome", None)
    if code is None and getattr(application, "withdrawn", False):
        return "Zurückgezogen"
    outcomes = application.release.service().outcomes if code else ()
    return next((outcome.label for outcome in outcomes if outcome.code == code), "")


def opened_case(office: Office, reference: str) -> OpenApplication:
    """The application of this office under a reference, opened with its key; of another office: 404."""
    rows = Application.objects.for_authority(office.authority).select_related("authority", "release").defer(*BODIES)
    application = get_object_or_404(rows, reference=reference)
    return open_application(application, office.key_for)


@require_safe
@at_office
def case(request: HttpRequest, office: Office, reference: str) -> HttpResponse:
    """The case: answers as they were asked, files, history. Who looks into it is recorded, once a day."""
    opened = opened_case(office, reference)
    note_opened(application=opened.row, by=office.user, at=timezone.now())
    return render(request, "casework/case.html", _case_context(office, opened))


def _case_context(office: Office, opened: OpenApplication) -> dict[str, object]:
    application = opened.row
    history = history_of(application)
    decision = (
        Decision.objects.for_authority(office.authority)
        .filter(application=application)
        .select_related("decided_by")
        .first()
    )
    beside = following(office, opened, history)
    label = next((one.label for one in opened.service.outcomes if decision and one.code == decision.outcome), "")
    return base_context(office) | {
        "application": application,
        "opened": opened,
        "service": opened.service,
        "title": addressee(opened)[0],
        "facts": [Fact("Aktenzeichen", application.reference), Fact("Leistung", opened.service.title)],
        "deadline": deadline(application.due_on),
        "decision": decision,
        "outcome": label,
        "sheets": sheets(opened.journey, legal=True),
        "events": case_events(opened, history, beside.written, decision),
        "by_post": Status("warning", "Per Post schicken", "warn"),
        **beside.context(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@at_office
def decide(request: HttpRequest, office: Office, reference: str) -> HttpResponse:
    """Choose an outcome the service declares, give reasons, send the notice."""
    opened = opened_case(office, reference)
    context = _case_context(office, opened) | {"faults": [], "chosen": "", "reasons": ""}
    if context["decision"] is not None:
        return redirect("casework:case", office.authority.ars, reference)
    if request.method != "POST":
        return render(request, "casework/decide.html", context)
    code = request.POST.get("ergebnis", "")
    outcome = next((one for one in opened.service.outcomes if one.code == code), None)
    reasons = request.POST.get("gruende", "").replace("\x00", "").replace("\r\n", "\n")
    if outcome is not None and request.POST.get("aktion") != "entscheiden":  # only its own button sends a notice
        notice = notice_data(opened, outcome, reasons, by=office.user.name, at=timezone.localtime())
        context |= {"chosen": code, "reasons": reasons, "notice": notice}
        return render(request, "casework/decide.html", context)
    faults = _decide(office, opened, outcome, reasons)
    if not faults:
        return redirect("casework:case", office.authority.ars, reference)
    context |= {"faults": faults, "chosen": code, "reasons": reasons}
    return render(request, "casework/decide.html", context, status=UNPROCESSABLE)


REASONS_LIMIT = 20_000


def _decide(office: Office, opened: OpenApplication, outcome: Outcome | None, reasons: str) -> list[Fault]:
    """Decide, or say why not."""
    if outcome is None:
        return [Fault("ergebnis", "Wählen Sie aus, wie Sie entscheiden.")]
    if len(reasons) > REASONS_LIMIT:
        return [Fault("gruende", f"Die Gründe sind zu lang. Möglich sind {REASONS_LIMIT} Zeichen.")]
    try:
        actions.decide(opened=opened, outcome=outcome, reasons=reasons, by=office.user, at=timezone.now())
    except Refused as refused:
        return [
            Fault("gruende" if problem.code == "reasons_missing" else "inhalt", problem.message)
            for problem in refused.problems
        ]
    return []


@require_safe
@at_office
def data(request: HttpRequest, office: Office, reference: str, form: str) -> HttpResponse:
    """The answers as the standard's data message, for the office's own systems."""
    opened = opened_case(office, reference)
    clean = opened.journey.clean()
    if form == "xml":
        return download(xml_payload(opened.service, clean), f"{reference}.xml", "application/xml")
    return download(json_bytes(json_payload(opened.service, clean)), f"{reference}.json", "application/json")


@require_safe
@at_office
def document(request: HttpRequest, office: Office, reference: str, number: int) -> HttpResponse:
    """A file of the applicant, always as a download; a notice as it was sent."""
    opened = opened_case(office, reference)
    found = get_object_or_404(opened.row.documents, number=number)
    found.application = opened.row
    key = office.key_for(bytes(found.sealed))
    if found.is_letter:
        return pdf_response(open_notice(found, key), f"{found.get_kind_display()} {reference}")
    attachment, chunks = open_attachment(found, key)
    return download(b"".join(chunks), attachment.name, attachment.media_type)
