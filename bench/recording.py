"""One application recorded: what a browser sends on the way, so that it can be sent again and again at little cost."""

import gzip
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec import Struct

from dienstweg.engine.answers import Answers
from tests.walker import Browser, Person

TOKEN = re.compile(rb'(csrfmiddlewaretoken(?:=|"\r\n\r\n))\w{64}')
PLACE = b"{token}"
OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Step(Struct, frozen=True):
    """A request of the way: ``form`` is the encoded body with :data:`PLACE` for its token, empty for GET.

    What it cost when it was recorded: ``queries`` without those of transactions, ``size`` of the response's body and
    ``packed`` with gzip (which the product leaves to the reverse proxy).
    """

    path: str
    form: bytes
    form_type: str
    queries: tuple[str, ...]
    size: int
    packed: int


class _Recorder(Client):
    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.steps: list[Step] = []

    def generic(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  # Django's own signature
        method, path, data, form_type = (*args, b"", "")[:4]
        with CaptureQueriesContext(connection) as found:
            response = super().generic(*args, **extra)
        body = response.getvalue()
        step = Step(
            path=path,
            form=TOKEN.sub(rb"\1" + PLACE, data) if method == "POST" else b"",
            form_type=form_type,
            queries=tuple(
                query["sql"] for query in found.captured_queries if not query["sql"].startswith(OF_TRANSACTIONS)
            ),
            size=len(body),
            packed=len(gzip.compress(body, 6)) if body else 0,
        )
        self.steps.append(step)
        return response


def record(service_url: str, first_page_url: str, answers: Answers) -> tuple[Step, ...]:
    """Walk once from the page of a service to the receipt."""
    recorder = _Recorder()
    person = Person(Browser(recorder), answers)
    person.browser.open(service_url)
    person.walk(first_page_url)
    return tuple(recorder.steps)
