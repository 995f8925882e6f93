"""What stands beside the answers on a case page: messages, open requests, corrections, letters, withdrawal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dienstweg.applications.correcting import Change, changes
from dienstweg.applications.history import History, is_request
from dienstweg.applications.models import Correction, Document, Message, Withdrawal
from dienstweg.applications.notices import NoticeState, notice_states
from dienstweg.applications.reading import OpenApplication, own_files
from dienstweg.applications.written import Written, open_all
from dienstweg.casework.access import Office
from dienstweg.casework.models import Decision
from dienstweg.engine.content import Attachment
from dienstweg.web import words
from dienstweg.web.parts import Event, Status, deadline


@dataclass(frozen=True)
class Waiting:
    """An open request: what was asked, until when, and what has come since."""

    number: int
    written: Written
    pages: tuple[str, ...]
    status: Status
    answered_at: datetime | None


@dataclass(frozen=True)
class Beside:
    """What lies beside the answers, opened."""

    attachments: list[tuple[Attachment, Document]]
    notices: list[NoticeState]
    waiting: list[Waiting]
    corrected: list[tuple[Correction, list[Change]]]
    withdrawal: Withdrawal | None
    consents: bool
    written: list[tuple[Message, Written]]

    def context(self) -> dict[str, object]:
        """By name, for the template."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def following(office: Office, opened: OpenApplication, history: History) -> Beside:
    """What the case page shows of all that."""
    application = opened.row
    for document in history.documents:
        document.application = application
    written = open_all(history.messages, application, office.key_for)
    titles = {page.slug: page.title for page in opened.service.pages}
    now = timezone.now()
    return Beside(
        attachments=own_files(opened, history.documents, office.key_for),
        notices=notice_states(history.documents, history.consent, now),
        waiting=[_waiting(message, text, titles, history) for message, text in written if _is_open(message)],
        corrected=list(_corrected(opened, history)),
        withdrawal=history.withdrawal,
        consents=history.consent is not None and history.consent.holds(now),
        written=written,
    )


def _is_open(message: Message) -> bool:
    return is_request(message) and message.request.closed_at is None


def _waiting(message: Message, written: Written, titles: dict[str, str], history: History) -> Waiting:
    request = message.request
    came = [one.written_at for one in history.messages if one.answers_id == request.pk]
    came += [one.received_at for one in history.corrections if one.request_id == request.pk]
    return Waiting(
        message.number,
        written,
        tuple(titles.get(slug, slug) for slug in written.pages),
        Status("success", "Beantwortet", "ok") if came else deadline(request.due_on),
        max(came, default=None),
    )


def _corrected(opened: OpenApplication, history: History) -> Iterator[tuple[Correction, list[Change]]]:
    """Each correction with what it says differently, newest first."""
    for index in range(len(history.corrections), 0, -1):
        before, now = opened.version(index - 1).journey, opened.version(index).journey
        yield history.corrections[index - 1], changes(before, now)


def case_events(
    opened: OpenApplication, history: History, written: list[tuple[Message, Written]], decision: Decision | None
) -> list[Event]:
    """The case's timeline, newest first."""
    found = [*_events(opened, history, written), *_letters(notice_states(history.documents, None, timezone.now()))]
    if decision is not None:
        label = next((one.label for one in opened.service.outcomes if one.code == decision.outcome), "")
        found.append((decision.decided_at, Event(label, "now", at=decision.decided_at, by=decision.decided_by.name)))
    return [event for _, event in sorted(found, key=lambda one: one[0], reverse=True)]


def _events(
    opened: OpenApplication, history: History, written: list[tuple[Message, Written]]
) -> Iterator[tuple[datetime, Event]]:
    noun, received = opened.service.act_noun, opened.row.received_at
    by = f"am Schalter aufgenommen von {opened.taken_by}" if opened.taken_by else ""
    yield received, Event(f"{noun} eingegangen", at=received, by=by)
    for message, text in written:
        at, who = message.written_at, message.written_by.name if message.written_by else ""
        title = f"Rückfrage, Frist {words.short_date(message.request.due_on)}" if is_request(message) else "Nachricht"
        yield at, Event(title if who else "Antragsteller schreibt", at=at, by=who, message=text.text)
    for correction in history.corrections:
        yield correction.received_at, Event("Angaben berichtigt", at=correction.received_at)
    if history.consent and history.consent.revoked_at:
        yield history.consent.revoked_at, Event("Einwilligung zurückgenommen", at=history.consent.revoked_at)
    if history.withdrawal:
        at = history.withdrawal.withdrawn_at
        yield at, Event(f"{noun} zurückgezogen", "now", at=at)


def _letters(states: list[NoticeState]) -> Iterator[tuple[datetime, Event]]:
    for state in states:
        if state.document.fetched_at:
            yield state.document.fetched_at, Event("Schreiben abgerufen", at=state.document.fetched_at)
        if state.posted_at:
            yield state.posted_at, Event("Schreiben per Post verschickt", at=state.posted_at)
