"""Who may come: a person with a membership of the authority that the address names. Others find nothing there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, Member, User
from dienstweg.engine import sealing
from dienstweg.engine.keys import PrivateKey


@dataclass(frozen=True)
class Office:
    """A person at work for one authority."""

    user: User
    authority: Authority
    memberships: tuple[Member, ...]

    def key_for(self, sealed: bytes) -> PrivateKey:
        """The authority's key that a sealed document was made for. Raises ``Refused`` when the key store lacks it."""
        known = {row.kid for row in self.authority.public_keys.all()}
        kid = next((kid for kid in sealing.readers(sealed) if kid in known), "")
        return KeyStore.from_settings().private(self.authority.ars, kid)


def at_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view its :class:`Office`; without log-in to the log-in page, without membership 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, ars: str, **rest: str | int) -> HttpResponse:
        memberships = tuple(Member.objects.of(request.user)) if isinstance(request.user, User) else ()
        authority = next((member.authority for member in memberships if member.authority.ars == ars), None)
        if authority is None or not isinstance(request.user, User):
            raise Http404("no membership")
        return view(request, Office(request.user, authority, memberships), **rest)

    return never_cache(login_required(wrapped, login_url=settings.LOGIN_URL))
