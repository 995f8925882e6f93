"""Correcting the pages that the authority has opened again: a draft of its own, and its sending as a new version.

The draft is an ordinary one under a code that follows from the applicant's and the request, so nothing else opens it.
Rules look at all answers; besides the opened pages only those can be changed on which the new answers leave a gap.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from secrets import token_bytes

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from msgspec.structs import replace

from dienstweg.applications import drafts
from dienstweg.applications.actions import attachment_of, delete_files
from dienstweg.applications.desk import Desk
from dienstweg.applications.drafts import OpenDraft, files_in
from dienstweg.applications.exchange import APPLICANT, add_uploads, chain_of, lock_row, refuse_withdrawn
from dienstweg.applications.models import Correction, Request
from dienstweg.applications.reading import OpenApplication
from dienstweg.engine import access_code, content, sealing
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.keys import PublicKey
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service
from dienstweg.engine.summary import Line
from dienstweg.record import actions as record

NAMES = {
    "begin": "correct",
    "check": "correct_check",
    "later": "status_page",
    "overview": "status_page",
    "step": "correct_step",
}
NONCE = 16


@dataclass(frozen=True)
class CorrectionDesk(Desk):
    """The desk on which opened pages are corrected: ``service`` has only these pages, and the addresses are its own."""

    whole: Service | None = None

    @property
    def back_home(self) -> str:
        return gettext("Zurück zur Statusseite")

    @property
    def back_to_draft(self) -> str:
        return gettext("Zurück zur Statusseite")

    @property
    def has_overview(self) -> bool:
        return False

    @property
    def edition(self) -> str:
        return ""

    @property
    def service_url(self) -> str:
        return reverse("applications:status_page")

    def url(self, name: str, *args: str) -> str:
        if name == "step":
            return reverse("applications:correct_step", args=args)
        return reverse(f"applications:{NAMES[name]}")

    @cached_property
    def full(self) -> Journey:
        """The whole way with the new answers."""
        return journey_of(self.whole or self.service, self.draft.answers if self.draft else {})


def journey_of(service: Service, answers: Answers) -> Journey:
    """The way as it is today."""
    return Journey(service, answers, today=timezone.localdate())


def correction_desk(
    opened: OpenApplication, request: Request, pages: tuple[str, ...], code: AccessCode
) -> CorrectionDesk:
    """Where a correction stands: its draft, or the answers as they count now."""
    application, service = opened.row, opened.service
    own = access_code.derived(code, f"correction/{request.message.number}/{len(opened.versions)}")
    draft = drafts.find(own, application.adoption, timezone.now(), moves=False)
    keys = {one.id: one.key for one in opened.content.attachments}
    if draft is None:
        draft = OpenDraft(own, opened.content.answers, keys)
    open_now = set(pages) | touched(opened, draft.answers)
    shown = replace(service, pages=tuple(page for page in service.pages if page.slug in open_now))
    return CorrectionDesk(application.adoption, shown, draft, whole=service)


def touched(opened: OpenApplication, answers: Answers) -> set[str]:
    """Pages on which the new answers leave a gap, or say something else than before."""
    before = {
        section.page.slug: section.lines for section in journey_of(opened.service, opened.content.answers).summary()
    }
    now = journey_of(opened.service, answers)
    gaps = {page.slug for page in now.pages if now.gaps(page)}
    other = {section.page.slug for section in now.summary() if section.lines != before.get(section.page.slug, ())}
    return gaps | other


@dataclass(frozen=True)
class Change:
    """One answer that is another now; ``before`` or ``now`` empty: there was or is none."""

    page: str
    label: str
    before: str
    now: str


def changes(before: Journey, now: Journey) -> list[Change]:
    """What a correction says differently, in the order of the pages."""
    old, new = _said(before), _said(now)
    return [
        Change(page, line.label, _value(old.get(path)), _value(new.get(path)))
        for path, (page, line) in {**old, **new}.items()
        if _value(old.get(path)) != _value(new.get(path))
    ]


def _said(journey: Journey) -> dict[tuple[str, str], tuple[str, Line]]:
    return {
        (line.path, line.label): (section.page.title, line)
        for section in journey.summary()
        for line in section.lines
        if line.value is not None
    }


def _value(said: tuple[str, Line] | None) -> str:
    return (said[1].value or "") if said else ""


@transaction.atomic
def correct(*, opened: OpenApplication, desk: CorrectionDesk, request: Request, at: datetime) -> Correction:
    """Seal the corrected application as its next version and send it; what was sent before stays as it is.

    Raises:
        Refused: ``request_closed``, ``withdrawn``, ``correction_late`` (another version came meanwhile),
            ``correction_same`` (nothing was changed), ``application_incomplete``.
    """
    application, draft = opened.row, desk.draft
    lock_row(application)
    refuse_withdrawn(application)
    if draft is None or not Request.objects.filter(pk=request.pk, closed_at=None).exists():
        raise Refused(Problem("request_closed", application.reference, gettext("Diese Rückfrage ist schon erledigt.")))
    number = application.corrections.count() + 1
    if number != len(opened.versions):
        message = gettext("Diese Seiten wurden inzwischen schon berichtigt. Öffnen Sie die Statusseite neu.")
        raise Refused(Problem("correction_late", application.reference, message))
    journey = journey_of(opened.service, draft.answers)
    _refuse_gaps(journey, opened)
    what = _content(opened, journey.kept(), draft, at)
    document = content.canonical(what)
    context = {"purpose": "correction", "reference": application.reference, "number": str(number)}
    readers = (application.authority.public_key(), PublicKey(application.applicant_key))
    correction = Correction.objects.create(
        application=application,
        request=request,
        number=number,
        received_at=at,
        size=len(document),
        digest=content.digest(what),
        sealed=sealing.seal(document, readers, context=context),
    )
    _files(opened, what, draft, at)
    facts: dict[str, str | int] = {"correction": number, "digest": correction.digest, "message": request.message.number}
    record.note(chain=chain_of(application), verb="corrected", actor=APPLICANT, facts=facts, at=at)
    return correction


def _refuse_gaps(journey: Journey, opened: OpenApplication) -> None:
    gaps = journey.gaps()
    if gaps:
        raise Refused(Problem("application_incomplete", gap.path, gap.message) for gap in gaps)
    if journey.kept() == opened.content.answers:
        raise Refused(Problem("correction_same", opened.row.reference, gettext("Sie haben noch nichts geändert.")))


def _content(opened: OpenApplication, answers: Answers, draft: OpenDraft, at: datetime) -> content.Content:
    return replace(
        opened.content,
        nonce=token_bytes(NONCE).hex(),
        received_at=at.isoformat(),
        answers=answers,
        attachments=tuple(attachment_of(file, draft.keys) for file in files_in(answers)),
        corrects=content.digest(opened.content),
    )


def _files(opened: OpenApplication, what: content.Content, draft: OpenDraft, at: datetime) -> None:
    """New files become documents; what was uploaded and not sent goes. Files of earlier versions stay."""
    known = {one.blob for version in opened.versions for one in version.attachments}
    add_uploads(opened.row, [one for one in what.attachments if one.blob not in known], at=at)
    if draft.row is not None:
        draft.row.delete()
    unsent = set(draft.keys) - known - {one.blob for one in what.attachments}
    transaction.on_commit(lambda: delete_files(unsent))
