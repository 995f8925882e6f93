"""What the status page says: what has happened, what comes next, by when, and the one thing to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dienstweg.applications.history import History, is_request
from dienstweg.applications.models import Application, Document, Message
from dienstweg.applications.notices import NoticeState, notice_states
from dienstweg.applications.receipts import what_comes
from dienstweg.applications.steps import act_with_possessive
from dienstweg.applications.written import Written
from dienstweg.engine.service import Service
from dienstweg.web import words
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
            return f"{act} ist zurückgezogen"
        notices = self.notices
        missing = " Etwas fehlt noch." if self.waits_for_applicant and notices else ""
        if any(one.online for one in notices):
            return f"Die Antwort ist da{'.' + missing if missing else ''}"
        if notices:
            return f"Die Antwort kommt per Post{'.' + missing if missing else ''}"
        return "Wir brauchen noch etwas von Ihnen" if self.waits_for_applicant else f"{act} ist eingegangen"

    def events(self) -> list[Event]:
        """Newest first, what comes next on top."""
        past = [event for _, event in sorted(self._past(), key=lambda found: found[0], reverse=True)]
        if self.history.withdrawal or self.notices:
            return past
        if self.waits_for_applicant:
            first = next(one for one in self.asked if one.answered_at is None)
            ahead = [Event("Ihre Antwort", "next", by=f"bis {words.weekday_date(first.due_on)}")]
            return [*reversed(what_comes(self.application, online=self.online)[1:]), *ahead, *past]
        return [*reversed(what_comes(self.application, online=self.online)), *past]

    def _past(self) -> Iterator[tuple[datetime, Event]]:
        office, noun = self.application.authority.official_name, self.service.act_noun
        received = self.application.received_at
        yield received, Event(f"{noun} eingegangen", at=received)
        for message, written in self.written:
            yield message.written_at, self._message(message, written, office)
        for correction in self.history.corrections:
            at = correction.received_at
            yield at, Event("Sie haben Angaben berichtigt", at=at)
        for state in self.notices:
            yield from _notice_events(state, office)
        consent = self.history.consent
        if consent and consent.revoked_at:
            yield consent.revoked_at, Event("Sie möchten den Bescheid per Post", at=consent.revoked_at)
        if self.history.withdrawal:
            at = self.history.withdrawal.withdrawn_at
            yield at, Event(f"Sie haben {_accusative(self.service)} zurückgezogen", "now", at=at)

    def _message(self, message: Message, written: Written, office: str) -> Event:
        at = message.written_at
        if message.written_by is None:
            files = [one for one in self.history.documents if one.message_id == message.pk]
            sender = "" if not files else "Mit einer Datei" if len(files) == 1 else f"Mit {len(files)} Dateien"
            return Event("Sie haben geschrieben", at=at, message=written.text, sender=sender)
        title = f"Rückfrage: {office}" if is_request(message) else f"Nachricht: {office}"
        who = message.written_by.name
        if any(one.number == message.number and one.answered_at is None for one in self.asked):
            return Event(title, "now", at=at, by=who)  # what it says stands at the head of the page
        return Event(title, at=at, message=written.text, sender=who)


def _notice_events(state: NoticeState, office: str) -> Iterator[tuple[datetime, Event]]:
    document = state.document
    yield document.created_at, Event("Die Antwort ist da", "now", at=document.created_at, by=office)
    if document.fetched_at and document.kind == Document.Kind.NOTICE and state.consented:
        effective = f"gilt am {words.long_date(state.effective)} als bekannt gegeben" if state.effective else ""
        yield document.fetched_at, Event("Sie haben das Schreiben geöffnet", at=document.fetched_at, by=effective)
    if state.posted_at:
        yield state.posted_at, Event("Das Schreiben ist per Post unterwegs", at=state.posted_at, by=office)


def _accusative(service: Service) -> str:
    return f"{'Ihren' if service.act_gender == 'm' else act_with_possessive(service).split()[0]} {service.act_noun}"


def can_withdraw(standing: Standing) -> bool:
    """As long as nothing was decided."""
    return not standing.history.withdrawal and not standing.notices


def can_revoke(standing: Standing) -> bool:
    """As long as no notice is there, a consent can be taken back."""
    return standing.online and not any(document.kind == Document.Kind.NOTICE for document in standing.history.documents)
