"""Where an applicant stands: the adopted service an address names, and the draft the browser's code opens."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from secrets import token_bytes

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from dienstweg.adoptions.models import Adoption
from dienstweg.applications import drafts
from dienstweg.applications.counter import FORGETS_AFTER, Counter, counter_of, show_counter
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.models import Application
from dienstweg.authorities.models import Authority
from dienstweg.catalogue.models import OnlineService
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.journey import Journey
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN
from dienstweg.web.tongue import is_chosen, plain, speak, tongue_of

COOKIE = "antrag"
STATUS_COOKIE = "stand"
EDITION = 16


class Moved(Exception):
    """The address names authority or service by an old name; ``ars`` and ``slug`` are those in force."""

    def __init__(self, ars: str, slug: str) -> None:
        self.ars = ars
        self.slug = slug
        super().__init__(ars, slug)


@dataclass(frozen=True)
class Desk:
    """One adopted service and, where the browser holds a code, the draft or the application it opens."""

    adoption: Adoption
    service: Service
    draft: OpenDraft | None = None
    sent: Application | None = None
    language: str = GERMAN
    counter: Counter | None = None

    @property
    def tongue(self) -> str:
        """The language of its pages."""
        return self.draft.language if self.draft else self.language

    @property
    def authority(self) -> Authority:
        return self.adoption.authority

    @cached_property
    def journey(self) -> Journey:
        answers = self.draft.answers if self.draft else {}
        return Journey(self.service, answers, today=timezone.localdate())

    @property
    def back_home(self) -> str:
        """The link to the page before the first question."""
        return gettext("Zurück zu „{title}“").format(title=plain(self.service.title))

    @property
    def back_to_draft(self) -> str:
        """The way back from the first page of a draft."""
        return gettext("Zurück zu Ihrem Entwurf")

    @property
    def has_overview(self) -> bool:
        """Whether there is a list of all steps."""
        return True

    @property
    def edition(self) -> str:
        """Which release the pages are drawn from, short; empty where pages cannot outlive one."""
        return self.adoption.release.digest[:EDITION]

    @property
    def service_url(self) -> str:
        """The page that presents the service."""
        return f"/dienst/{self.authority.ars}/{self.service.slug}/"

    def keeps_code(self) -> int | None:
        """For how many seconds the browser keeps the code; None: until it is closed."""
        return FORGETS_AFTER if self.counter else None

    def url(self, name: str, *args: str) -> str:
        """The address of one of this service's pages."""
        return _url(name, self.authority.ars, self.service.slug, *args)


@lru_cache(4096)
def _url(name: str, *args: str) -> str:
    return reverse(f"applications:{name}", args=args)


def approach(request: HttpRequest, ars: str, slug: str) -> Desk:
    """The desk of an address.

    Raises:
        Http404: no such authority or service, or it is not live there.
        Moved: the authority has a successor, or the service another name.
    """
    if not (ars.isascii() and ars.isdigit()):
        raise Http404("not an official key")
    adoption = Adoption.objects.live(ars, slug)
    if adoption is None:
        authority = Authority.objects.filter(ars=ars, successor__isnull=False).select_related("successor").first()
        if authority is not None and authority.successor is not None:
            raise Moved(authority.successor.ars, slug)
        online_service = OnlineService.objects.named(slug)
        if online_service is not None and online_service.slug != slug:
            raise Moved(ars, online_service.slug)
        raise Http404("not offered here")
    counter = counter_of(request, adoption)
    desk = Desk(adoption, adoption.offered(tongue_of(request)), language=tongue_of(request), counter=counter)
    if counter is not None:
        show_counter(request, counter, desk.url("another"))
    code = code_from(request, COOKIE)
    if code is None:
        return desk
    draft = drafts.find(code, adoption, timezone.now())
    if draft is not None:
        if not is_chosen(request) and draft.language != tongue_of(request):  # begun in it, perhaps in another browser
            speak(request, draft.language)
            desk = replace(desk, service=adoption.offered(draft.language))
        return replace(desk, draft=replace(draft, language=tongue_of(request)))
    sent = Application.objects.by_code(code)
    return replace(desk, sent=sent if sent and sent.adoption_id == adoption.pk else None)


def code_from(request: HttpRequest, cookie: str) -> AccessCode | None:
    """The code the browser holds, if it is one."""
    try:
        return access_code.parse(request.COOKIES.get(cookie, ""))
    except Refused:
        return None


def begun(desk: Desk) -> OpenDraft:
    """The draft, or a new one with a fresh code: nothing is stored before something was entered."""
    return desk.draft or OpenDraft(access_code.new(token_bytes), {}, language=desk.language)


def hand_over_code(
    response: HttpResponseBase, cookie: str, code: AccessCode, path: str, *, secure: bool, seconds: int | None = None
) -> None:
    """Let the browser keep the code until it is closed, or for so long: not readable by scripts, only for these
    pages.
    """
    response.set_cookie(
        cookie, code.characters, path=path, max_age=seconds, httponly=True, secure=secure, samesite="Lax"
    )


def forget_code(response: HttpResponseBase, ars: str, slug: str) -> None:
    """Let the browser forget the code of this service's draft or application, and the one of the status page."""
    response.delete_cookie(COOKIE, path=_url("begin", ars, slug), samesite="Lax")
    response.delete_cookie(STATUS_COOKIE, path=_url("status"), samesite="Lax")
