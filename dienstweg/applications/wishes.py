"""What the check page asks besides the declaration: may notices be fetched online, and where do notifications go."""

from collections.abc import Mapping, Sequence

from dienstweg.applications.actions import Wish
from dienstweg.applications.addresses import LONGEST, read_address
from dienstweg.applications.consenting import consent_wording
from dienstweg.applications.desk import Desk
from dienstweg.web.blocks import Fault

AGREES, ADDRESS = "einwilligung", "hinweis_an"


def read_wish(post: Mapping[str, str]) -> tuple[Wish, list[Fault]]:
    """The wish and what is wrong with it. Both parts are voluntary."""
    address, message = read_address(post.get(ADDRESS, ""))
    faults = [Fault(ADDRESS, message)] if message else []
    return Wish(agrees=post.get(AGREES) == "ja", address=address), faults


def wish_context(desk: Desk, post: Mapping[str, str], faults: Sequence[Fault]) -> dict[str, object]:
    """What the check page shows of it, as typed."""
    told = {fault.target: fault.message for fault in faults}
    return {
        "wording": consent_wording(desk.service.notice_law, desk.authority, desk.tongue),
        "declared": post.get("erklaerung") == "ja",
        "agrees": post.get(AGREES) == "ja",
        "address": post.get(ADDRESS, "")[: LONGEST + 1],
        "declaration_fault": told.get("erklaerung", ""),
        "address_fault": told.get(ADDRESS, ""),
    }
