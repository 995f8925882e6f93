"""The words of a notice, the same on the preview and on paper."""

import re
from collections.abc import Mapping
from datetime import datetime

import msgspec

from dienstweg.applications.reading import OpenApplication
from dienstweg.applications.receipts import letterhead
from dienstweg.engine.service import Outcome
from dienstweg.engine.summary import NOTHING
from dienstweg.web import paper

LONG_ID = 12
LONGEST_LINE = 200
ORGANISATION = "F60000000319"
NAME = ("F60000000228", "F60000000227")
STREET = ("F60000000243", "F60000000244")
TOWN = ("F60000000246", "F60000000247")
HARMONISED = re.compile(r"(?P<group>(?:.*\.)?)(?P<id>F60\d+)(?:\.\d+)?")
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
    """Name and address as the harmonised fields of the standard give them; without a name: the reference.

    Who comes first in the form is written to: an organisation and who speaks for it, or a person. A name or an address
    is never put together from two groups.
    """
    groups = harmonised(opened)
    named = [group for group in groups if group.keys() & {ORGANISATION, *NAME}]
    organisation = named[0].get(ORGANISATION, "") if named else ""
    person = next((name for group in named if (name := _joined(group, NAME))), "")
    place = next((group for group in groups if group.keys() & {*STREET, *TOWN}), {})
    names = [name for name in (organisation, person) if name] or [f"Zum Aktenzeichen {opened.row.reference}"]
    return tuple(_one_line(line) for line in (*names, _joined(place, STREET), _joined(place, TOWN)) if line)


def _one_line(text: str) -> str:
    """What stands in an address window: no standard bounds a name, so somebody may have typed a novel."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]} …"


def _joined(group: Mapping[str, str], ids: tuple[str, ...]) -> str:
    return " ".join(group[one] for one in ids if one in group)


def harmonised(opened: OpenApplication) -> list[dict[str, str]]:
    """What was answered in harmonised fields (number circle 60) by id, group by group in the order of the form."""
    groups: dict[str, dict[str, str]] = {}
    for section in opened.journey.summary():
        for line in section.lines:
            found = HARMONISED.fullmatch(line.path)
            if found and line.value and line.value != NOTHING:
                groups.setdefault(found["group"], {}).setdefault(_long_id(found["id"]), line.value)
    return list(groups.values())


def _long_id(element_id: str) -> str:
    """XDatenfelder 2.0 writes F60000227 for what is F60000000227 in 3.0.0."""
    return element_id if len(element_id) == LONG_ID else f"{element_id[:3]}000{element_id[3:]}"
