"""The general application (*Allgemeiner Antrag*): for a service without a form of its own, where the law allows it."""

from django.urls import reverse
from django.utils.http import urlencode

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.models import Authority

SLUG = "allgemeiner-antrag"
SUBJECT = "betreff"
LONGEST_SUBJECT = 200
"""As long as the form's own field takes."""


def general_url(authority: Authority, subject: str) -> str:
    """Where a person begins the general application at an authority, its subject proposed; empty: not offered there.

    Whether a service may be asked for in this way is the caller's to know (``PublicService.general_application``).
    """
    if Adoption.objects.live(authority.ars, SLUG) is None:
        return ""
    begin = reverse("applications:begin", args=[authority.ars, SLUG])
    proposed = " ".join(subject.split())
    return f"{begin}?{urlencode({SUBJECT: proposed})}" if 0 < len(proposed) <= LONGEST_SUBJECT else begin
