"""Everything that lies beside an application, read in a fixed number of queries."""

from dataclasses import dataclass

from dienstweg.applications.models import Application, Consent, Correction, Document, Message, Withdrawal


@dataclass(frozen=True)
class History:
    """Rows by number; nothing is opened yet."""

    documents: tuple[Document, ...]
    messages: tuple[Message, ...]
    corrections: tuple[Correction, ...]
    consent: Consent | None
    withdrawal: Withdrawal | None

    def uploads(self) -> dict[str, Document]:
        """The applicant's files by the id of their bytes."""
        return {str(document.blob): document for document in self.documents if document.blob is not None}

    def open_requests(self) -> list[Message]:
        """Messages of the authority that wait for an answer."""
        return [one for one in self.messages if is_request(one) and one.request.closed_at is None]


def is_request(message: Message) -> bool:
    """Whether a message asks for something until it is closed."""
    return hasattr(message, "request")


def history_of(application: Application) -> History:
    """Five queries."""
    documents = application.documents.select_related("mailing", "posting").order_by("number")
    messages = application.messages.select_related("request", "written_by").order_by("number")
    return History(
        documents=tuple(documents),
        messages=tuple(messages),
        corrections=tuple(application.corrections.order_by("number")),
        consent=Consent.objects.filter(application=application).first(),
        withdrawal=Withdrawal.objects.filter(application=application).first(),
    )
