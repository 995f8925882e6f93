"""The last page comes in: what is sent is what was shown there, once, and an error says what to do."""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications import actions
from dienstweg.applications.desk import Desk
from dienstweg.applications.elsewhere import CONFLICT, whole_mark
from dienstweg.applications.receipts import receipt_page
from dienstweg.applications.steps import check_page
from dienstweg.applications.wishes import read_wish
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Service
from dienstweg.web.acts import act_noun
from dienstweg.web.blocks import Fault

UNPROCESSABLE, UNAVAILABLE = 422, 503
UNDECLARED = noop("Bestätigen Sie, dass Ihre Angaben vollständig und richtig sind.")
RENEWED = noop("Das Formular wurde inzwischen geändert. Prüfen Sie Ihre Angaben noch einmal. Senden Sie sie dann ab.")
CHANGED = noop(
    "Ihre Angaben wurden in einem anderen Fenster geändert. Prüfen Sie sie noch einmal. Senden Sie sie dann ab."
)
_log = logging.getLogger(__name__)


def send_checked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send what the person has seen and declared, and answer with the receipt.

    Where the draft or the release became another one since the page was drawn, it is shown once more.
    """
    draft, shown = desk.draft, request.POST.get("stand", "")
    if draft is None:
        return redirect(desk.url("begin"))
    wish, faults = read_wish(request.POST)
    if request.POST.get("erklaerung") != "ja":
        faults.append(Fault("erklaerung", gettext(UNDECLARED)))
    if faults:
        return check_page(request, desk, faults, status=UNPROCESSABLE)
    if shown != whole_mark(desk):
        message = CHANGED if shown.startswith(f"{desk.edition}-") else RENEWED
        return check_page(request, desk, [Fault("inhalt", gettext(message))], status=CONFLICT, anew=True)
    try:
        sent = actions.submit(
            draft=draft,
            adoption=desk.adoption,
            service=desk.adoption.offered(),
            at=timezone.now(),
            wish=wish,
            counter=desk.counter,
        )
    except Refused:
        return redirect(desk.url("check"))
    except (Error, OSError) as error:
        _log.error("an application could not be sent: %s", type(error).__name__)
        return check_page(request, desk, [Fault("inhalt", _not_sent(desk.service))], status=UNAVAILABLE)
    return receipt_page(request, desk, sent, code=draft.code, online=wish.agrees)


def _not_sent(service: Service) -> str:
    told = gettext(
        "Das Absenden hat gerade nicht geklappt. Ihre Angaben sind gespeichert. "
        "Drücken Sie noch einmal auf „{noun} absenden“. Doppelt kommt nichts an."
    )
    return told.format(noun=act_noun(service))
