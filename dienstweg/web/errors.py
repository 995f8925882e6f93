"""Pages for requests that went wrong. ``config/urls.py`` names them as ``handler400`` … ``handler500``; 405 has no
handler in Django and is drawn by the middleware.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

NOT_KEPT = ("csrfmiddlewaretoken", "password")
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
    """What was typed stays in the page. Where even that fails, a page without request and context: whatever broke must
    not break this one as well.
    """
    try:
        return render(request, "500.html", again(request), status=500)
    except Exception:  # noqa: BLE001 - anything may be broken here
        return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, or cookies are off. For ``CSRF_FAILURE_VIEW``."""
    return render(request, "403_csrf.html", again(request), status=403)


def again(request: HttpRequest) -> dict[str, object]:
    """What a form brought, to be sent once more by whoever typed it: ``typed``, ``files`` whether some were among it.

    Nothing where the browser does not say that a page of ours sent it: what another site made up must not become a
    form of ours. A password is typed anew.
    """
    if request.method != "POST" or request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return {}
    typed = [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in NOT_KEPT and isinstance(text, str)
    ]
    return {"typed": typed, "files": bool(request.FILES)}
