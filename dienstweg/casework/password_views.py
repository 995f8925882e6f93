"""Who works for an authority changes the own password."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dienstweg.authorities.actions import set_password
from dienstweg.authorities.models import Member, User
from dienstweg.casework.access import Office
from dienstweg.casework.views import UNPROCESSABLE, base_context
from dienstweg.engine.problems import Refused
from dienstweg.web.blocks import Fault

OLD, NEW, AGAIN = "altes", "neues", "noch_einmal"
DONE = "fertig"
"""In the address where the password has just been changed."""


@sensitive_post_parameters(OLD, NEW, AGAIN)
@never_cache
@login_required(login_url=settings.LOGIN_URL)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """The form, and on POST the new password: whoever is logged in elsewhere with the old one is logged out there."""
    memberships = tuple(Member.objects.of(request.user)) if isinstance(request.user, User) else ()
    if not memberships or not isinstance(request.user, User):
        return render(request, "casework/no_office.html", status=403)
    context = base_context(Office(request.user, memberships[0].authority, memberships))
    context |= {"faults": [], "done": DONE in request.GET}
    if request.method != "POST":
        return render(request, "casework/password.html", context)
    faults = _change(request, request.user)
    if not faults:
        response = redirect("casework:password")
        response["Location"] += f"?{DONE}"
        return response
    context |= {"faults": faults, "messages": {one.target: one.message for one in faults}}
    return render(request, "casework/password.html", context, status=UNPROCESSABLE)


def _change(request: HttpRequest, user: User) -> list[Fault]:
    """Change it, or say why not."""
    old, new, again = (request.POST.get(name, "").replace("\x00", "") for name in (OLD, NEW, AGAIN))
    if user.demo:
        return [Fault(NEW, "Dieses Konto gehört zur Vorführung. Sein Passwort bleibt, damit alle es benutzen können.")]
    if not user.check_password(old):
        return [Fault(OLD, "Das ist nicht Ihr bisheriges Passwort. Prüfen Sie die Eingabe.")]
    if new != again:
        return [Fault(AGAIN, "Die beiden neuen Passwörter sind nicht gleich. Geben Sie sie noch einmal ein.")]
    try:
        set_password(user=user, password=new, actor=user.get_username())
    except Refused as refused:
        return [Fault(NEW, problem.message) for problem in refused.problems]
    update_session_auth_hash(request, user)
    return []
