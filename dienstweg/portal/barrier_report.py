"""Telling an authority about a barrier (§ 4 (2) no. 2 HVBIT): a mail to the authority, nothing is stored here but how
many there were in this hour.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from dienstweg.applications.page_form import pressed
from dienstweg.authorities.brand import brand
from dienstweg.authorities.finding import find
from dienstweg.authorities.models import Authority
from dienstweg.authorities.told import particulars_of
from dienstweg.portal.actions import take_turn
from dienstweg.web.blocks import Fault

LONGEST = 4_000
LONGEST_LINE = 200
UNPROCESSABLE, TOO_MANY, UNAVAILABLE = 422, 429, 503


class Report(Struct, frozen=True):
    """What a person typed. ``reply_to`` is an address or empty: nobody has to say who they are."""

    barrier: str
    page: str
    reply_to: str


def reaches(authority: Authority | None) -> str:
    """The mail address that reports about an authority's pages go to; empty: none is known."""
    if authority is None:
        return ""
    particulars = particulars_of(authority)
    lines = particulars.accessibility_contact.splitlines() if particulars else []
    return next((line.strip() for line in lines if _is_address(line.strip())), authority.email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and on POST the mail to the authority."""
    authority = find(key)
    address = reaches(authority)
    if authority is None or not address:
        raise Http404("nobody to send it to")
    if authority.ars != key:
        return redirect("portal:report_barrier", authority.ars)
    context: dict[str, object] = {"authority": authority, "brand": brand(authority), "faults": []}
    context |= {"switch": "melden", "switch_here": True}
    if request.method != "POST":
        return render(request, "portal/report_barrier.html", context)
    report = _read(request)
    if pressed(request.POST)[0] == "sprache":
        return render(request, "portal/report_barrier.html", context | {"report": report})
    if faults := _faults(report):
        context |= {"report": report, "faults": faults, "messages": {one.target: one.message for one in faults}}
        return render(request, "portal/report_barrier.html", context, status=UNPROCESSABLE)
    if not take_turn(authority=authority, at=timezone.now()):
        context |= {"report": report, "crowded": True, "switch": "melden"}
        return render(request, "portal/report_barrier.html", context, status=TOO_MANY)
    sent = _send(authority, address, report)
    context |= {"sent": sent, "failed": not sent, "report": report, "switch": "" if sent else "melden"}
    return render(request, "portal/report_barrier.html", context, status=200 if sent else UNAVAILABLE)


def _read(request: HttpRequest) -> Report:
    post = request.POST
    page, reply_to = (" ".join(post.get(name, "").split()) for name in ("seite", "antwort"))
    return Report(post.get("barriere", "").strip(), page, reply_to)


def _faults(report: Report) -> list[Fault]:
    found = []
    if not report.barrier:
        found.append(Fault("barriere", gettext("Beschreiben Sie, was nicht geht.")))
    elif len(report.barrier) > LONGEST:
        found.append(
            Fault("barriere", gettext("Kürzen Sie den Text auf höchstens {most} Zeichen.").format(most=LONGEST))
        )
    if len(report.page) > LONGEST_LINE:
        found.append(
            Fault("seite", gettext("Kürzen Sie die Angabe auf höchstens {most} Zeichen.").format(most=LONGEST_LINE))
        )
    if report.reply_to and not _is_address(report.reply_to):
        found.append(Fault("antwort", gettext("Schreiben Sie eine E-Mail-Adresse, zum Beispiel name@example.org.")))
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _send(authority: Authority, address: str, report: Report) -> bool:
    """Whether the mail server took it."""
    text = (
        f"Über {settings.ENVIRONMENT.base_url} wurde eine Barriere gemeldet ({authority.official_name}).\n\n"
        f"Seite: {report.page or 'nicht angegeben'}\n"
        f"Antwort an: {report.reply_to or 'nicht gewünscht'}\n\n{report.barrier}\n"
    )
    message = EmailMessage(
        subject="Barriere gemeldet", body=text, to=[address], reply_to=[report.reply_to] if report.reply_to else None
    )
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors too
        return False
    return True
