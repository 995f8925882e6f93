"""The language of a page: chosen by a link, kept in a cookie, told to screen readers.

``?sprache=en`` chooses; the cookie is set only then. The engine knows languages by tag (BCP 47), Django translates the
interface into the spoken part of it: einfache Sprache (``de-simple``) has the German interface.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from dienstweg.engine.tongues import GERMAN, LANGUAGES, PLAIN, TAG, spoken, told
from dienstweg.engine.wordings import Foreign

Handler = Callable[[HttpRequest], HttpResponse]

PARAMETER = COOKIE = "sprache"
NAMES = {GERMAN: "Deutsch", "en": "English", PLAIN: "Einfache Sprache"}
"""In the language itself. One without a name here is offered under its tag."""
GERMAN_PAGES = ("/amt/", "/schema")
"""Beginnings of the addresses of offices: whatever a browser has chosen elsewhere, these pages are German."""
LONGEST_QUERY = 2_000
LONGEST = len("abc-DE-simple")

_TONGUE = "dienstweg.tongue"
_CHOSEN = "dienstweg.tongue_chosen"


@dataclass(frozen=True, slots=True)
class Choice:
    """One language in the switch. ``url`` empty: the page is in it."""

    tag: str
    name: str
    url: str


def tongue_of(request: HttpRequest) -> str:
    """The language of this page."""
    return str(request.META.get(_TONGUE, GERMAN))


def is_chosen(request: HttpRequest) -> bool:
    """Whether the person has chosen the language in this browser."""
    return _CHOSEN in request.META


def speak(request: HttpRequest, tongue: str) -> None:
    """From here on this page is in that language."""
    request.META[_TONGUE] = tongue
    translation.activate(spoken(tongue))


def speaking(get_response: Handler) -> Handler:
    """Middleware: the language of the address, else of the cookie, else German."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(GERMAN_PAGES):
            return _german(request, get_response)
        asked = _tag(request.GET.get(PARAMETER, ""))
        chosen = asked or _tag(request.COOKIES.get(COOKIE, ""))
        speak(request, chosen or GERMAN)
        if chosen:
            request.META[_CHOSEN] = True
        try:
            response = get_response(request)
        finally:
            translation.deactivate()
        response.headers.setdefault("Content-Language", tongue_of(request))
        patch_vary_headers(response, ["Cookie"])
        if asked:
            response.set_cookie(
                COOKIE, asked, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax", path="/"
            )
        return response

    return respond


def _german(request: HttpRequest, get_response: Handler) -> HttpResponse:
    """The pages of offices: whatever a browser has chosen elsewhere, what is written there is German."""
    speak(request, GERMAN)
    try:
        response = get_response(request)
    finally:
        translation.deactivate()
    response.headers.setdefault("Content-Language", GERMAN)
    return response


def _tag(text: str) -> str:
    return text if len(text) <= LONGEST and TAG.fullmatch(text) else ""


def choices(request: HttpRequest, offered: Iterable[str] | None = None) -> list[Choice]:
    """The languages to switch to. ``offered``: those of the service; without one those of the interface."""
    here = tongue_of(request)
    tags = dict.fromkeys((GERMAN, *(LANGUAGES if offered is None else sorted(offered)), here))
    listed = sorted(tags, key=lambda tag: list(NAMES).index(tag) if tag in NAMES else len(NAMES))
    return [Choice(tag, NAMES.get(tag, tag), "" if tag == here else _url(request, tag)) for tag in listed]


def _url(request: HttpRequest, tag: str) -> str:
    """This page in another language. Not from ``request.GET``: a query that could not be read leads here as well."""
    query = request.META.get("QUERY_STRING", "")
    known = parse_qsl(query, keep_blank_values=True) if len(query) <= LONGEST_QUERY else []
    kept = [(name, value) for name, value in known if name != PARAMETER]
    return f"{request.path}?{urlencode([*kept, (PARAMETER, tag)])}"


def plain(text: str) -> str:
    """A text in the language of the page, for attributes and titles, where nothing can be marked."""
    return text if type(text) is str else str(told(text, translation.get_language() or GERMAN))


def marked(text: str) -> str:
    """A text in the language of the page as HTML; what there is only in German says so to screen readers."""
    if type(text) is str:
        return escape(text)
    said = told(text, translation.get_language() or GERMAN)
    return foreign(escape(said)) if isinstance(said, Foreign) else escape(said)


def foreign(html: str, *, block: bool = False) -> SafeString:
    """HTML that is German on a page that is not."""
    tag = "div" if block else "span"
    return SafeString(f'<{tag} lang="{GERMAN}">{html}</{tag}>')
