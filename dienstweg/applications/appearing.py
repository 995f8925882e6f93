"""Questions that an answer brings onto the same page: they are shown before anything is said about them."""

from collections.abc import Collection

from dienstweg.applications.drawn import drawn, open_now
from dienstweg.applications.waiting import waiting
from dienstweg.engine.answers import get
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import Page


def appeared(before: Journey, now: Journey, page: Page) -> tuple[str, ...]:
    """Instance paths of what the page asks now, is not answered, and was not asked when the page was filled in.

    Questions, gates and choices in order, each group behind what is in it.
    """
    if now.page(page.slug) is None:
        return ()
    known = frozenset(drawn(before, page, before.answers, spare=1)) - waiting(before, page)
    later = waiting(now, page)
    asked = (path for path in open_now(now, page, before.answers) if path not in later)
    return tuple(path for path in asked if path not in known and get(now.answers, path) in (None, ""))


def brought(before: Journey, now: Journey, page: Page) -> tuple[str, ...]:
    """Instance paths of everything that a page drawn again holds and did not hold before, in order.

    Also what lies behind gates and choices that are closed: the browser opens those by itself.
    """
    known = frozenset(drawn(before, page, before.answers, spare=1)) - waiting(before, page)
    later = waiting(now, page)
    return tuple(path for path in drawn(now, page, before.answers, spare=1) if path not in known | later)


def concerns(path: str, fresh: Collection[str]) -> bool:
    """Whether a gap at an instance path is about something that has just appeared, or about what is in it."""
    return any(f"{path}.".startswith(f"{one}.") for one in fresh)
