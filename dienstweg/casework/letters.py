"""The words of a notice, the same on the preview and on paper."""

from datetime import datetime

from dienstweg.applications.reading import OpenApplication
from dienstweg.applications.receipts import letterhead
from dienstweg.engine.service import Outcome
from dienstweg.engine.summary import NOTHING
from dienstweg.web import paper

MACHINE_MADE = "Dieses Schreiben wurde maschinell erstellt."


def notice_data(opened: OpenApplication, outcome: Outcome, reasons: str, *, by: str, at: datetime) -> paper.Notice:
    """A notice from what the service declares and the case worker wrote. The remedy stands only under acts."""
    service, application = opened.service, opened.row
    return paper.Notice(
        letterhead=letterhead(application.authority),
        addressee=addressee(opened),
        written_at=at,
        reference=application.reference,
        subject=f"{service.title}: {outcome.label}",
        salutation="Guten Tag,",
        outcome=outcome.text,
        reasons=reasons.strip(),
        remedy=service.remedy.replace("{authority}", application.authority.official_name) if outcome.act else "",
        closing=("Mit freundlichen Grüßen", by),
        remark=MACHINE_MADE,
    )


def addressee(opened: OpenApplication) -> tuple[str, ...]:
    """Name and address as the harmonised fields of the standard give them; without a name: the reference."""
    found: dict[str, str] = {}
    for line in harmonised(opened):
        found.setdefault(line[0], line[1])
    name = " ".join(filter(None, (found.get("F60000000228"), found.get("F60000000227"))))
    street = " ".join(filter(None, (found.get("F60000000243"), found.get("F60000000244"))))
    town = " ".join(filter(None, (found.get("F60000000246"), found.get("F60000000247"))))
    return tuple(filter(None, (name or f"Zum Aktenzeichen {opened.row.reference}", street, town)))


def harmonised(opened: OpenApplication) -> list[tuple[str, str]]:
    """Ids of harmonised fields (number circle 60) with what was answered, in the order of the form."""
    pairs = []
    for section in opened.journey.summary():
        for line in section.lines:
            ids = [part for part in line.path.split(".") if part.startswith("F60")]
            if ids and line.value and line.value != NOTHING:
                pairs.append((ids[-1], line.value))
    return pairs
