"""Pages for requests that went wrong. ``config/urls.py`` names them as ``handler400`` … ``handler500``; 405 has no
handler in Django and is drawn by the middleware.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

UNREADABLE = gettext_noop(
    "Die Anfrage war unvollständig oder verändert. Gehen Sie eine Seite zurück und versuchen Sie es noch einmal."
)
TOO_MUCH: dict[type[BaseException], str] = {
    RequestDataTooBig: gettext_noop(
        "Das war mehr Text, als wir auf einmal annehmen. Gehen Sie eine Seite zurück und kürzen Sie ihn."
    ),
    TooManyFieldsSent: gettext_noop(
        "Das waren mehr Angaben, als wir auf einmal annehmen. Gehen Sie eine Seite zurück und geben Sie weniger an."
    ),
    TooManyFilesSent: gettext_noop(
        "Das waren mehr Dateien, als wir auf einmal annehmen. "
        "Gehen Sie eine Seite zurück und laden Sie sie einzeln hoch."
    ),
}


def bad_request(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """400, also for a form over the limits of the settings. Leaves ``request.POST`` alone: reading it failed."""
    sentence = gettext(TOO_MUCH.get(type(exception), UNREADABLE))
    return render(request, "400.html", {"too_much": type(exception) in TOO_MUCH, "sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def wrong_method(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
    """405 with a page; Django's own has no words. ``Allow`` names the methods, as RFC 9110, section 15.5.6, demands."""
    allowed = refusal.headers["Allow"]
    page = render(request, "405.html", {"readable": "GET" in allowed}, status=405)
    page.headers["Allow"] = allowed
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request and context: whatever broke must not break this page as well."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, or cookies are off. For ``CSRF_FAILURE_VIEW``."""
    return render(request, "403_csrf.html", status=403)
