"""Response headers that keep pages to themselves, the nonce for a page's one style element, leave for its script."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from dienstweg.web.errors import not_found, wrong_method

Handler = Callable[[HttpRequest], HttpResponse]

_NONCE = "dienstweg.nonce"
_SCRIPTED = "dienstweg.scripted"
_POLICY = (
    "default-src 'none'; style-src 'self'{}; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No scripts, but for pages that ask for one of ours. ``data:``: KERN's icons are masks inside its style sheet."""
_SCRIPTS = "; script-src 'self'; connect-src 'self'"
_HEADERS = {
    # Not "no-referrer": browsers then send forms with "Origin: null", which Django takes for forged.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages may show what people wrote; a public page says otherwise itself (cache_control).
    "Cache-Control": "no-store",
}


def nonce(request: HttpRequest) -> str:
    """The nonce of this page, made when it is first asked for; the policy names it only then."""
    if _NONCE not in request.META:
        request.META[_NONCE] = secrets.token_urlsafe(16)
    return str(request.META[_NONCE])


def allow_scripts(request: HttpRequest) -> None:
    """Let this page load scripts of this site and ask this site; inline ones stay shut out."""
    request.META[_SCRIPTED] = True


def _policy(request: HttpRequest) -> str:
    made = request.META.get(_NONCE)
    return _POLICY.format(f" 'nonce-{made}'" if made else "") + (_SCRIPTS if _SCRIPTED in request.META else "")


def secure_pages(get_response: Handler) -> Handler:
    """Middleware: stands right after WhiteNoise, so that error pages bear the headers as well."""

    def respond(request: HttpRequest) -> HttpResponse:
        # Our forms are UTF-8. A request that names something else must not choose the codec that reads it.
        request.encoding = "utf-8"
        # No address of ours holds a NUL, and PostgreSQL fails on one.
        response = not_found(request) if "\x00" in request.path_info else get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = wrong_method(request, response)
        response.headers.setdefault("Content-Security-Policy", _policy(request))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.streaming:
            # Without it the server would send every page in chunks.
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return respond
