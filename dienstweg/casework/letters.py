"""The words of a notice, the same on the preview and on paper."""

from datetime import datetime

import msgspec

from dienstweg.applications.reading import OpenApplication
from dienstweg.applications.receipts import letterhead
from dienstweg.engine.service import Outcome
from dienstweg.engine.summary import NOTHING
from dienstweg.web import paper

LONG_ID = 12
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
        embedded=paper.Embedded(
            name="bescheid.json",
            content=msgspec.json.format(msgspec.json.encode(_data(opened, outcome, reasons, at)), indent=2),
            description="Angaben zu diesem Bescheid",
        ),
    )


def _data(opened: OpenApplication, outcome: Outcome, reasons: str, at: datetime) -> dict[str, str]:
    """What a machine needs to file the notice, and the reasons letter by letter: paper shows no foreign signs."""
    return {
        "reference": opened.row.reference,
        "authority": opened.content.authority,
        "service": opened.service.slug,
        "service_digest": opened.content.service_digest,
        "received_at": opened.content.received_at,
        "decided_at": at.isoformat(),
        "outcome": outcome.code,
        "reasons": reasons.strip(),
    }


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
                pairs.append((_long_id(ids[-1]), line.value))
    return pairs


def _long_id(element_id: str) -> str:
    """XDatenfelder 2.0 writes F60000227 for what is F60000000227 in 3.0.0."""
    return element_id if len(element_id) == LONG_ID else f"{element_id[:3]}000{element_id[3:]}"
