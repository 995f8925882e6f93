"""When a notice that is fetched online takes effect, by the law that the service names.

TO BE REVIEWED by a lawyer before real use: the table holds what we know of the norms, with the state and the source
of each. Hesse has its own administrative procedure act (HVwVfG); for municipal taxes the fiscal code applies through
§ 4 KAG.
"""

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from dienstweg.engine.holidays import working_day

NoticeLaw = Literal["vwvfg", "ao"]
FETCH_DAYS = 10
"""Days after the notification in which a notice can be fetched; after that it goes by post."""


class Law(Struct, frozen=True, kw_only=True):
    """What a law says about notices that are fetched.

    ``after_fetching``: effective so many days after the day of fetching; None: fetching does not matter.
    ``after_notifying``: effective so many days after the notification was sent, moved to a working day; None: never.
    """

    norm: str
    after_fetching: int | None
    after_notifying: int | None
    state_of: str
    source: str
    reviewed: bool = False


LAWS: dict[NoticeLaw, Law] = {
    "vwvfg": Law(
        norm="§ 41 Absatz 2a HVwVfG",
        after_fetching=1,
        after_notifying=None,
        state_of="2025",
        source=(
            "§ 41 Absatz 2a VwVfG: with consent; known on the day after it was fetched; not fetched within ten days "
            "after the notification was sent: the provision ends and the notice is not made known. HVwVfG follows the "
            "federal text"
        ),
    ),
    "ao": Law(
        norm="§ 122a AO",
        after_fetching=None,
        after_notifying=4,
        state_of="2025-01-01",
        source=(
            "§ 122a Absatz 4 AO as amended by PostModG (BGBl. 2024 I Nr. 236): known on the fourth day after the "
            "electronic notification was sent (before 2025: the third); where its arrival is disputed and not proven: "
            "on the day of fetching. § 108 Absatz 3 AO moves the end to the next working day. Consent is asked for "
            "although later wordings of § 122a may do without"
        ),
    ),
}


def last_day_to_fetch(notified_on: date, land: str) -> date:
    """The last of ten days after the notification, moved to a working day."""
    return working_day(notified_on + timedelta(days=FETCH_DAYS), land)


def effective_on(law: NoticeLaw, *, fetched_on: date | None, notified_on: date | None, land: str) -> date | None:
    """The day on which a notice is taken as made known; None: not yet, or not in this way.

    ``notified_on``: when a notification was really sent. Where none was, the fourth day has nothing to count from and
    the day of fetching counts (§ 122a Absatz 4 Satz 3 AO).
    """
    rule = LAWS[law]
    if rule.after_notifying is not None and notified_on is not None:
        return working_day(notified_on + timedelta(days=rule.after_notifying), land)
    return fetched_on + timedelta(days=rule.after_fetching or 0) if fetched_on else None
