"""At the counter: somebody of the office begins an application together with a person, and logs out afterwards."""

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dienstweg.adoptions.models import Adoption
from dienstweg.applications.counter import close_counter, marked_adoption, open_counter
from dienstweg.applications.desk import forget_code
from dienstweg.casework.access import Office, at_office
from dienstweg.casework.views import base_context

DONE = "fertig"
"""In the address where an application has just been ended."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_office
def counter(request: HttpRequest, office: Office) -> HttpResponse:
    """What can be applied for here; POST begins one of them, with nothing of the person before."""
    live = Adoption.objects.live_for(office.authority)
    if request.method == "POST":
        adoption = get_object_or_404(live, online_service__slug=request.POST.get("leistung", "").replace("\x00", ""))
        back = f"{reverse('casework:counter', args=[office.authority.ars])}?{DONE}"
        response = redirect("applications:begin", office.authority.ars, adoption.online_service.slug)
        _forget_before(request, response)
        forget_code(response, office.authority.ars, adoption.online_service.slug)
        open_counter(request, adoption=adoption, back=back)
        return response
    begun = _marked(request)
    context = {
        "services": live.values_list("online_service__slug", "online_service__title"),
        "begun": begun if begun and begun.authority_id == office.authority.pk else None,
        "done": DONE in request.GET,
    }
    return render(request, "casework/counter.html", base_context(office) | context)


class _LogOut(LogoutView):
    """Logging out ends what was begun at the counter: the browser forgets it."""

    next_page = "casework:login"

    def post(self, request: HttpRequest, *args: object, **rest: object) -> HttpResponse:
        """Forget, then log out."""
        begun = _marked(request)
        response = super().post(request, *args, **rest)
        if begun is not None:
            forget_code(response, begun.authority.ars, begun.online_service.slug)
        return response


log_out = _LogOut.as_view()


def _marked(request: HttpRequest) -> Adoption | None:
    """What this browser has begun at a counter and not ended."""
    marked = marked_adoption(request)
    rows = Adoption.objects.everywhere("the mark in the session names it")
    return rows.filter(pk=marked).select_related("authority", "online_service").first() if marked else None


def _forget_before(request: HttpRequest, response: HttpResponse) -> None:
    """What was begun before and not ended is not shown to the next person."""
    before = _marked(request)
    if before is not None:
        forget_code(response, before.authority.ars, before.online_service.slug)
        close_counter(request)
