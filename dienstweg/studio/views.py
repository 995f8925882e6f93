"""The public page "Ihr Datenschema": a file in, a running form, its sentences and its defects out. Nothing is kept."""

import base64

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dienstweg.applications.looking import LOOK
from dienstweg.applications.uploads import EncryptedUpload
from dienstweg.engine import codelists
from dienstweg.engine.adoption import offer
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.problems import Problem, Refused
from dienstweg.studio.examination import Examination, examine
from dienstweg.studio.form import advance, form_page, look
from dienstweg.studio.trial import Trial, pack, unpack
from dienstweg.studio.upshot import asked, lines, summed_up
from dienstweg.web.blocks import Fault

UNPROCESSABLE = 422
MISSING = "Wählen Sie eine Datei aus."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def schema(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it becomes; refused files get every problem with its place."""
    if request.method != "POST":
        return render(request, "studio/upload.html", {"faults": [], "problems": []})
    upload = request.FILES.get("datei")
    if not isinstance(upload, EncryptedUpload):
        return _again(request, [Problem("file_missing", "Datei", MISSING)])
    try:
        found = examine(upload.read_plain(), upload.name or "Datei", taken_in())
    except Refused as refused:
        return _again(request, list(refused.problems), upload.name or "")
    return render(request, "studio/result.html", _context(found))


def taken_in() -> CodeLists:
    """The code lists that ``dienstweg codelist import`` has kept for this installation."""
    files = sorted(settings.CODE_LISTS_DIR.glob("*.json"))
    return CodeLists(tuple(codelists.load(path.read_bytes(), name=path.name) for path in files))


def _again(request: HttpRequest, problems: list[Problem], name: str = "") -> HttpResponse:
    faults = [Fault("datei", f"{problem.where}: {problem.message}") for problem in problems]
    context = {"faults": faults, "problems": problems, "report": report({"problems": problems, "name": name})}
    return render(request, "studio/upload.html", context, status=UNPROCESSABLE)


def _context(found: Examination) -> dict[str, object]:
    service, rules = found.service, found.rule_list
    state = pack(Trial(offer(service, {}, land=settings.LAND), {}))
    return {
        "found": found,
        "service": service,
        "summed_up": summed_up(found),
        "lines": lines(found),
        "asked": asked(service),
        "state": state,
        "rules": rules,
        "report": report({"found": found, "service": service, "rules": rules}),
    }


def report(context: dict[str, object]) -> str:
    """Everything that was found as one page to take home, in the link itself: nothing has to be kept for it."""
    text = render_to_string("studio/report.html", context | {"at": timezone.localtime()})
    return "data:text/html;charset=utf-8;base64," + base64.b64encode(text.encode()).decode("ascii")


@never_cache
@require_POST
def form(request: HttpRequest) -> HttpResponse:
    """One page of the running form; everything it knows came with the request and leaves with the answer."""
    try:
        trial = unpack(request.POST.get("stand", ""))
    except Refused as refused:
        return _again(request, list(refused.problems))
    if request.POST.get("aktion") == LOOK:
        return look(request, trial)
    return form_page(request, *advance(request, trial))
