"""Response headers that keep pages to themselves, and the nonce for the one style element of a page."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from dienstweg.web.errors import not_found, wrong_method

Handler = Callable[[HttpRequest], HttpResponse]

_NONCE = "dienstweg.nonce"
_POLICY = (
    "default-src 'none'; style-src 'self'{}; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No scripts at all. ``data:`` because KERN's icons are masks inside its style sheet."""
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


def secure_pages(get_response: Handler) -> Handler:
    """Middleware: stands right after WhiteNoise, so that error pages bear the headers as well."""

    def respond(request: HttpRequest) -> HttpResponse:
        # Our forms are UTF-8. A request that names something else must not choose the codec that reads it.
        request.encoding = "utf-8"
        # No address of ours holds a NUL, and PostgreSQL fails on one.
        response = not_found(request) if "\x00" in request.path_info else get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = wrong_method(request, response)
        made = request.META.get(_NONCE)
        response.headers.setdefault("Content-Security-Policy", _POLICY.format(f" 'nonce-{made}'" if made else ""))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.streaming:
            # Without it the server would send every page in chunks.
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return respond
