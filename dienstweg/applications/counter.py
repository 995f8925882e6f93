"""At the counter: somebody of an authority fills in together with a person, on the pages everybody has.

The mark lies in the session of the official who is logged in, so nobody can make or keep it without the log-in; it
names one adopted service, and it counts only as long as the membership does. Why: decision record 0011.
"""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from msgspec import Struct

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.models import Member, User
from dienstweg.web.blocks import Block
from dienstweg.web.face import Notice, put_notice

MARK = "schalter"
FORGETS_AFTER = 60 * 60
"""Seconds after which the browser at a counter forgets a draft in which nothing was saved."""
END = gettext_noop("Beenden, nächste Person")


class Counter(Struct, frozen=True):
    """Who takes an application at the counter, and where the office's page for it lies."""

    user: User
    place: str
    back: str

    @property
    def line(self) -> str:
        """``Am Schalter, Stadt Idstein: aufgenommen von Bob Berger``."""
        words = gettext("Am Schalter, {place}: aufgenommen von {name}")
        return words.format(place=self.place, name=self.user.name)


def open_counter(request: HttpRequest, *, adoption: Adoption, back: str) -> None:
    """Mark what this browser sends for one service from now on. ``back``: the page of the office it came from.

    Call it only for a member of the authority, on POST.
    """
    request.session[MARK] = {"adoption": adoption.pk, "back": back}


def close_counter(request: HttpRequest) -> None:
    """Mark nothing any more."""
    request.session.pop(MARK, None)


def marked_adoption(request: HttpRequest) -> int | None:
    """The key of the adopted service that is marked, whoever asks."""
    mark = request.session.get(MARK)
    return mark["adoption"] if mark else None


def counter_of(request: HttpRequest, adoption: Adoption) -> Counter | None:
    """The counter at which this browser stands, if it does; costs no query without a session."""
    mark = request.session.get(MARK)
    if mark is None or mark["adoption"] != adoption.pk or not isinstance(request.user, User):
        return None
    user, authority = request.user, adoption.authority
    if not any(member.authority_id == authority.pk for member in Member.objects.of(user)):
        return None
    return Counter(user, authority.official_name, mark["back"])


def show_counter(request: HttpRequest, counter: Counter, end_url: str) -> None:
    """Say above the page that this is the counter, with the way to end it."""
    put_notice(request, Notice(counter.line, end_url, gettext(END)))


def without_memory(blocks: Iterable[Block]) -> None:
    """Have the browser keep nothing that is typed: at a counter the next person would be offered it."""
    for block in blocks:
        block.autocomplete = "off"
        without_memory(block.blocks)
        for option in block.options:
            without_memory(option.blocks)
        for row in block.rows:
            without_memory(row.blocks)
