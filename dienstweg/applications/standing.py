"""What the status page says: what has happened, what comes next, by when, and the one thing to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from dienstweg.applications.history import History, is_request
from dienstweg.applications.models import Application, Document, Message
from dienstweg.applications.notices import NoticeState, notice_states
from dienstweg.applications.receipts import what_comes
from dienstweg.applications.written import Written
from dienstweg.engine.service import Service
from dienstweg.web import words
from dienstweg.web.acts import act_with_possessive, received_title, withdrawn_title
from dienstweg.web.parts import Event


@dataclass(frozen=True)
class Asked:
    """An open request as the applicant sees it; ``answered_at``: when something came in answer."""

    number: int
    due_on: date
    written: Written
    answered_at: datetime | None

    @property
    def when(self) -> str:
        """``Dienstag, 9. Juni 2026 (in 14 Tagen)``."""
        return f"{words.weekday_date(self.due_on)} ({words.distance(self.due_on)})"


@dataclass(frozen=True)
class Standing:
    """The facts of one application at a moment, with the messages opened."""

    application: Application
    service: Service
    history: History
    written: list[tuple[Message, Written]]
    now: datetime
    taken_by: str = ""

    @property
    def notices(self) -> list[NoticeState]:
        return notice_states(self.history.documents, self.history.consent, self.now)

    @property
    def online(self) -> bool:
        """Whether a notice that comes now may be fetched."""
        return self.history.consent is not None and self.history.consent.holds(self.now)

    @property
    def asked(self) -> list[Asked]:
        """Open requests, the newest first."""
        return [
            Asked(message.number, message.request.due_on, written, self._answered(message))
            for message, written in reversed(self.written)
            if is_request(message) and message.request.closed_at is None
        ]

    def _answered(self, message: Message) -> datetime | None:
        request = message.request
        replies = [one.written_at for one in self.history.messages if one.answers_id == request.pk]
        return max(
            [*replies, *(one.received_at for one in self.history.corrections if one.request_id == request.pk)],
            default=None,
        )

    @property
    def waits_for_applicant(self) -> bool:
        return any(one.answered_at is None for one in self.asked) and not self.history.withdrawal

    @property
    def has_news(self) -> bool:
        """Whether there is something to see since it was received."""
        return bool(self.notices or self.history.withdrawal or self.waits_for_applicant)

    def title(self) -> str:
        """The heading of the page: the news, else that it was received."""
        act = act_with_possessive(self.service)
        if self.history.withdrawal:
            return gettext("{act} ist zurückgezogen").format(act=act)
        waits = self.waits_for_applicant
        if not self.notices:
            received = gettext("{act} ist eingegangen").format(act=act)
            return gettext("Wir brauchen noch etwas von Ihnen") if waits else received
        here = any(one.online for one in self.notices)
        news = gettext("Die Antwort ist da") if here else gettext("Die Antwort kommt per Post")
        return f"{news}. {gettext('Etwas fehlt noch.')}" if waits else news

    def events(self) -> list[Event]:
        """Newest first, what comes next on top."""
        past = [event for _, event in sorted(self._past(), key=lambda found: found[0], reverse=True)]
        if self.history.withdrawal or self.notices:
            return past
        if self.waits_for_applicant:
            first = next(one for one in self.asked if one.answered_at is None)
            ahead = [
                Event(
                    gettext("Ihre Antwort"),
                    "next",
                    by=gettext("bis {day}").format(day=words.weekday_date(first.due_on)),
                )
            ]
            return [*reversed(what_comes(self.application, online=self.online)[1:]), *ahead, *past]
        return [*reversed(what_comes(self.application, online=self.online)), *past]

    def _past(self) -> Iterator[tuple[datetime, Event]]:
        office = self.application.authority.official_name
        received = self.application.received_at
        by = gettext("am Schalter aufgenommen von {name}").format(name=self.taken_by) if self.taken_by else ""
        yield received, Event(received_title(self.service), at=received, by=by)
        for message, written in self.written:
            yield message.written_at, self._message(message, written, office)
        for correction in self.history.corrections:
            at = correction.received_at
            yield at, Event(gettext("Sie haben Angaben berichtigt"), at=at)
        for state in self.notices:
            yield from _notice_events(state, office)
        consent = self.history.consent
        if consent and consent.revoked_at:
            yield consent.revoked_at, Event(gettext("Sie möchten den Bescheid per Post"), at=consent.revoked_at)
        if self.history.withdrawal:
            at = self.history.withdrawal.withdrawn_at
            yield at, Event(withdrawn_title(self.service), "now", at=at)

    def _message(self, message: Message, written: Written, office: str) -> Event:
        at = message.written_at
        if message.written_by is None:
            files = [one for one in self.history.documents if one.message_id == message.pk]
            with_files = ngettext("Mit einer Datei", "Mit {count} Dateien", len(files)).format(count=len(files))
            sender = with_files if files else ""
            return Event(gettext("Sie haben geschrieben"), at=at, message=written.text, sender=sender)
        pattern = gettext("Rückfrage: {office}") if is_request(message) else gettext("Nachricht: {office}")
        title = pattern.format(office=office)
        who = message.written_by.name
        if any(one.number == message.number and one.answered_at is None for one in self.asked):
            return Event(title, "now", at=at, by=who)  # what it says stands at the head of the page
        return Event(title, at=at, message=written.text, sender=who)


def _notice_events(state: NoticeState, office: str) -> Iterator[tuple[datetime, Event]]:
    document = state.document
    yield document.created_at, Event(gettext("Die Antwort ist da"), "now", at=document.created_at, by=office)
    if document.fetched_at and document.kind == Document.Kind.NOTICE and state.consented:
        known = gettext("gilt am {day} als bekannt gegeben")
        effective = known.format(day=words.long_date(state.effective)) if state.effective else ""
        yield (
            document.fetched_at,
            Event(gettext("Sie haben das Schreiben geöffnet"), at=document.fetched_at, by=effective),
        )
    if state.posted_at:
        yield state.posted_at, Event(gettext("Das Schreiben ist per Post unterwegs"), at=state.posted_at, by=office)


def can_withdraw(standing: Standing) -> bool:
    """As long as nothing was decided."""
    return not standing.history.withdrawal and not standing.notices


def can_revoke(standing: Standing) -> bool:
    """As long as no notice is there, a consent can be taken back."""
    return standing.online and not any(document.kind == Document.Kind.NOTICE for document in standing.history.documents)
