"""A living catalogue of all parts: every block in every state. Shown at ``/bausteine``, never in production."""

from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienstweg.web.blocks import Fault
from dienstweg.web.face import Brand
from dienstweg.web.faults import faults
from dienstweg.web.parts import Answer, Event, Fact, Paging, Sheet, Status, Step, deadline
from dienstweg.web.specimen_blocks import LONG, all_blocks

TODAY = date(2026, 5, 12)
RECEIVED = datetime(2026, 5, 12, 12, 47, tzinfo=UTC)
BRAND = Brand(
    name="Stadt Musterstadt",
    initial="M",
    accent="#17614b",
    address=("Team Steuern", "Musterstraße 1", "65000 Musterstadt"),
    contact=("Telefon 06100 000-00", "Mo bis Fr 8 bis 12 Uhr"),
)


def parts() -> dict[str, object]:
    """Arguments of the templates in ``web/parts``."""
    titles = ("Über Sie", "Ihre Hunde", "Ermäßigung", "Nachweise", "Zahlung", "Prüfen")
    return {
        "steps": [Step(title, "done" if n < 1 else "now" if n == 1 else "next") for n, title in enumerate(titles)],
        "statuses": [
            Status("dash", "Noch nicht möglich", "off"),
            Status("open", "Noch offen"),
            Status("half", "Angefangen"),
            Status("success", "Fertig", "ok"),
            *(deadline(day, TODAY) for day in (None, date(2026, 5, 15), TODAY, date(2026, 5, 10))),
        ],
        "facts": [
            Fact("Stand", "Neu"),
            Fact("Frist", "22.05.2026", "in 10 Tagen"),
            Fact("Eingang", "12.05.2026, 14:47 Uhr"),
        ],
        "events": [
            Event("Entscheidung", "next", by="bis 22. Mai 2026"),
            Event(
                "Nachweis angefordert",
                "now",
                RECEIVED,
                "Team Steuern",
                "Bitte auch die Rückseite.\nDanke.",
                "Kim Beispiel",
            ),
            Event("Eingegangen", at=TODAY),
        ],
        "sheets": [
            Sheet("Über Sie", (Answer("Name", "Erika Muster", "#"), Answer("Telefon", "", "#"))),
            Sheet(
                "Hund 1: Bella",
                (Answer("Gilt der Hund als gefährlich?", "Nein", legal="§ 2 HundeVO"), Answer(LONG, LONG)),
                3,
            ),
        ],
        "paging": Paging(2, 3, "?seite=1", "?seite=3"),
    }


@require_safe
def specimen(request: HttpRequest) -> HttpResponse:
    blocks = all_blocks()
    summary: list[Fault] = faults(blocks)
    context = {
        "brand": BRAND,
        "page_blocks": blocks,
        "faults": summary,
        "title": "Bausteine und ihre Zustände",
        "later": True,
        **parts(),
    }
    return render(request, "web/specimen.html", context)
