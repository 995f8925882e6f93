"""What the applicant does on the status page: write, withdraw, take the consent back, take everything along."""

import logging
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import Error
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST

from dienstweg.applications import actions, exchange
from dienstweg.applications.bundle import bundle
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Request
from dienstweg.applications.page_form import pressed
from dienstweg.applications.preparing import prepared, taken
from dienstweg.applications.standing import Standing, can_revoke, can_withdraw
from dienstweg.applications.status_views import UNPROCESSABLE, base_context, opened_with, with_code
from dienstweg.applications.uploads import EncryptedUpload
from dienstweg.applications.written import LONGEST_TEXT
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.content import Attachment
from dienstweg.engine.files import check_file, file_limits
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Limits, Question
from dienstweg.engine.tongues import GERMAN
from dienstweg.web.acts import no_further_work
from dienstweg.web.blocks import Fault
from dienstweg.web.tongue import plain

MOST_FILES = 5
UNAVAILABLE = 503
NOT_SENT = noop("Das Senden hat gerade nicht geklappt. Ihr Text steht noch hier. Senden Sie ihn noch einmal.")
AGAIN = noop("Wählen Sie die Dateien noch einmal aus.")
FILES = Question(
    id="dateien", path="dateien", kind="file", label="Dateien", max=MOST_FILES, limits=Limits(max_size=10_000_000)
)
"""What may be attached to a message, in the words and by the checks of any question for files."""
_log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def reply(request: HttpRequest, code: AccessCode, application: Application) -> HttpResponse:
    """Write to the authority, with files, perhaps in answer to a request (``?frage=`` its number)."""
    _, standing = opened_with(code, application)
    number = (request.POST if request.method == "POST" else request.GET).get("frage", "")
    asked = next((one for one in standing.asked if str(one.number) == number), None)
    context = base_context(application, standing) | {
        "asked": asked,
        "limits": plain(file_limits(FILES, MOST_FILES)),
        "accept": ",".join(taken(FILES)),
        "longest": LONGEST_TEXT,
        "text": "",
        "switch": "schreiben",
        "switch_here": True,
    }
    if request.method != "POST":
        return render(request, "applications/status_reply.html", context)
    if "code" in request.POST:  # the browser had lost the code: the files have to be chosen again before it is sent
        context["text"] = request.POST.get("nachricht", "")
        return render(request, "applications/status_reply.html", context)
    text = request.POST.get("nachricht", "").replace("\x00", "").strip()
    if pressed(request.POST)[0] == "sprache":
        return render(request, "applications/status_reply.html", context | {"text": text})
    uploads, broken = _prepared(request.FILES.getlist("dateien"))
    faults = _faults(text, uploads, broken)
    status = UNPROCESSABLE
    if not faults:
        target = _request_of(standing, asked.number) if asked else None
        try:
            files = _kept(uploads)
            exchange.answer(application=application, text=text, attachments=files, request=target, at=timezone.now())
        except (Error, OSError) as error:
            _log.error("a message could not be sent: %s", type(error).__name__)
            faults, status = [Fault("nachricht", gettext(NOT_SENT))], UNAVAILABLE
            faults += [Fault("dateien", gettext(AGAIN))] if uploads else []
        else:
            return redirect("applications:status_page")
    context |= {"faults": faults, "text": text} | {f"{fault.target}_fault": fault.message for fault in faults}
    return render(request, "applications/status_reply.html", context, status=status)


def _request_of(standing: Standing, number: int) -> Request:
    return next(one.request for one in standing.history.messages if one.number == number)


def _prepared(uploads: "Sequence[UploadedFile[bytes]]") -> "tuple[list[UploadedFile[bytes]], list[str]]":
    """The files as they can be kept, searched and made fit, and a sentence for each that cannot."""
    fit: list[UploadedFile[bytes]] = []
    broken: list[str] = []
    for file in uploads:
        try:
            if isinstance(file, EncryptedUpload) and len(uploads) <= MOST_FILES:
                fit.append(prepared(file, FILES))
            else:
                fit.append(file)
        except Refused as refused:
            broken.append(f"{file.name}: {plain(refused.problems[0].message)}")
    return fit, broken


def _faults(text: str, uploads: "Sequence[UploadedFile[bytes]]", broken: list[str]) -> list[Fault]:
    found: list[Fault] = []
    if not text and not uploads and not broken:
        found.append(Fault("nachricht", gettext("Schreiben Sie etwas oder wählen Sie eine Datei aus.")))
    if len(text) > LONGEST_TEXT:
        found.append(
            Fault(
                "nachricht",
                gettext("Ihre Nachricht ist zu lang. Möglich sind {most} Zeichen.").format(most=LONGEST_TEXT),
            )
        )
    if len(uploads) > MOST_FILES:
        found.append(
            Fault(
                "dateien", gettext("Das sind zu viele Dateien. Möglich sind {most} auf einmal.").format(most=MOST_FILES)
            )
        )
        return found
    wrong = [*broken, *(message for file in uploads if (message := _file_fault(file)))]
    if wrong:
        again = gettext(AGAIN) if len(uploads) > 1 else ""
        found.append(Fault("dateien", " ".join([*wrong, again]).strip()))
    return found


def _file_fault(file: "UploadedFile[bytes]") -> str:
    """What is wrong with a file, by its content; a name that says which where there are several."""
    if not isinstance(file, EncryptedUpload):
        return gettext("Diese Datei können wir nicht lesen.")
    described = {
        "id": file.blob_id,
        "name": file.name or "",
        "size": file.size or 0,
        "type": file.media_type,
        "sha256": file.sha256,
    }
    message = check_file(FILES, described)  # type: ignore[arg-type] # the shape of a File, written as a plain dict
    return f"{file.name}: {plain(message)}" if message else ""


def _kept(uploads: "Sequence[UploadedFile[bytes]]") -> list[Attachment]:
    store = FileStore.from_settings()
    return [file.keep(store) for file in uploads if isinstance(file, EncryptedUpload)]


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def withdraw(request: HttpRequest, code: AccessCode, application: Application) -> HttpResponse:
    """Ask before the application is taken back; the answer (POST) does it."""
    _, standing = opened_with(code, application)
    if not can_withdraw(standing):
        return redirect("applications:status_page")
    if request.method == "POST":
        try:
            exchange.withdraw(application=application, at=timezone.now())
        except Refused:  # decided in this very moment: the status page tells
            return redirect("applications:status_page")
        return redirect("applications:status_page")
    office = application.authority.called(get_language() or GERMAN)
    consequence = {"consequence": no_further_work(standing.service, office)}
    return render(request, "applications/status_withdraw.html", base_context(application, standing) | consequence)


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def consent(request: HttpRequest, code: AccessCode, application: Application) -> HttpResponse:
    """Show what was agreed to; POST takes it back."""
    _, standing = opened_with(code, application)
    if not can_revoke(standing):
        return redirect("applications:status_page")
    if request.method == "POST":
        try:
            exchange.revoke_consent(application=application, at=timezone.now())
        except Refused:  # the notice came in this very moment
            return redirect("applications:status_page")
        return redirect("applications:status_page")
    context = base_context(application, standing) | {"consent": standing.history.consent}
    return render(request, "applications/status_consent.html", context)


@require_POST
@with_code
def everything(request: HttpRequest, code: AccessCode, application: Application) -> StreamingHttpResponse:
    """Everything as one ZIP. POST, because letters in it count as fetched."""
    opened, standing = opened_with(code, application)
    letters = [state.document for state in standing.notices if state.online]
    for letter in letters:
        letter.application = application
        actions.note_fetched(document=letter, at=timezone.now())
    name = f"{application.reference}.zip"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    parts = bundle(opened, standing, code, letters, status_url=request.build_absolute_uri("/stand/"))
    return StreamingHttpResponse(parts, content_type="application/zip", headers=headers)
