"""An authority as the face of a page."""

from django.utils.translation import gettext

from dienstweg.authorities.models import Authority
from dienstweg.web.colour import usable
from dienstweg.web.face import Brand


def brand(authority: Authority, *, line: str = "", home: str | None = None) -> Brand:
    """Name, initial, colour, address and contact for head and foot of a page; what is not known is left out."""
    place = f"{authority.seat_postal_code} {authority.seat}".strip()
    return Brand(
        name=authority.official_name,
        initial=authority.name[:1].upper(),
        home=home or f"/behoerde/{authority.ars}/",
        line=line or gettext("Online-Dienste"),
        accent=authority.accent if usable(authority.accent) else "",
        legal=f"/behoerde/{authority.ars}/",
        address=tuple(filter(None, (authority.street, place))),
        contact=tuple(
            filter(
                None,
                (
                    gettext("Telefon {number}").format(number=authority.phone) if authority.phone else "",
                    authority.email,
                ),
            )
        ),
    )
