"""Checking a signed receipt: for anybody, at any time, without a code; and the public keys, for machines."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from dienstweg.applications.page_form import pressed
from dienstweg.applications.signing import SigningKeys
from dienstweg.applications.uploads import EncryptedUpload
from dienstweg.engine.problems import Refused
from dienstweg.engine.proof_of_receipt import LONGEST, find_in_file, verify
from dienstweg.web.blocks import Fault

UNPROCESSABLE = 422
SWITCH = {"switch": "pruefen", "switch_here": True}
NOTHING = noop("Fügen Sie den Prüftext ein oder wählen Sie die Eingangsbestätigung als PDF aus.")
NOT_IN_FILE = noop(
    "In dieser Datei finden wir keinen Prüftext. Nehmen Sie das PDF, wie Sie es heruntergeladen haben. "
    "Oder tippen Sie auf „Prüftext einfügen“."
)


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """Take the text or the PDF of a receipt and say what it proves. Nothing is kept."""
    if request.method != "POST":
        return render(request, "applications/proof.html", {"faults": []} | SWITCH)
    typed = request.POST.get("pruftext", "")[: LONGEST * 2]
    if pressed(request.POST)[0] == "sprache":
        return render(request, "applications/proof.html", {"faults": [], "typed": typed} | SWITCH)
    found, fault = _found(request, typed)
    if fault is not None:
        return _refused(request, typed, fault)
    try:
        claims = verify(found, SigningKeys.from_settings().public())
    except Refused as refused:
        problem = refused.problems[0]
        return _refused(request, typed, Fault("pruftext" if typed.strip() else "datei", problem.message), problem.code)
    context = {"faults": [], "claims": claims, "received_at": datetime.fromisoformat(claims.received_at)}
    return render(request, "applications/proof.html", context)


def _found(request: HttpRequest, typed: str) -> tuple[str, Fault | None]:
    """The text to check: what was pasted, else what lies in the file."""
    if typed.strip():
        return typed, None
    file = request.FILES.get("datei")
    if not isinstance(file, EncryptedUpload) or not file.name:
        return "", Fault("pruftext", gettext(NOTHING))
    try:
        inside = find_in_file(file.read_plain())
    except Refused as refused:
        return "", Fault("datei", refused.problems[0].message)
    return (inside, None) if inside else ("", Fault("datei", gettext(NOT_IN_FILE)))


def _refused(request: HttpRequest, typed: str, fault: Fault, code: str = "") -> HttpResponse:
    context = {
        "faults": [fault],
        "typed": typed,
        "text_fault": fault.message if fault.target == "pruftext" else "",
        "file_fault": fault.message if fault.target == "datei" else "",
        "changed": code == "proof_changed",
    } | SWITCH
    return render(request, "applications/proof.html", context, status=UNPROCESSABLE)


@require_safe
@cache_control(public=True, max_age=3600)
def proof_keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 # Django calls a view with the request
    """The public keys of receipts, old ones included (JWK Set, RFC 7517)."""
    return JsonResponse({"keys": [key.jwk() for key in SigningKeys.from_settings().public().values()]})
