"""A page that was saved from another window while it stood open in this one: both versions are shown, one counts."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.applications.desk import Desk
from dienstweg.applications.drafts import OpenDraft
from dienstweg.authorities.brand import brand
from dienstweg.engine.answers import Answers, get, join
from dienstweg.engine.journey import Journey, chain_to
from dienstweg.engine.service import Either, Group, Page, Service
from dienstweg.web.blocks import Fault

NEW = "neu"
"""The mark of a page that was drawn before anything was saved."""
CONFLICT = 409
LENGTH = 16
TOLD = noop(
    "Diese Seite wurde in einem anderen Fenster geändert. Hier sehen Sie beide Angaben. Wählen Sie aus, welche gilt."
)


@dataclass(frozen=True)
class Both:
    """One answer as it is stored and as it was typed."""

    label: str
    stored: str
    typed: str


def mark(draft: OpenDraft | None, service: Service, page: Page) -> str:
    """What stands in the form of a page: which version of the page's answers it was drawn from."""
    return NEW if draft is None or not (draft.row or draft.answers) else mark_of(draft.answers, service, page)


def mark_of(answers: Answers, service: Service, page: Page) -> str:
    """Short digest of the answers that lie on a page, whatever else is in the draft."""
    own = list(_own(answers, service, page))
    return hashlib.sha256(msgspec.msgpack.encode(own, order="sorted")).hexdigest()[:LENGTH]


def whole_mark(desk: Desk) -> str:
    """Short digest of what a person declares to be right: the release, the authority's values, all answers."""
    answers = desk.draft.answers if desk.draft else {}
    what = [desk.adoption.release.digest, dict(desk.adoption.values), answers]
    digest = hashlib.sha256(msgspec.msgpack.encode(what, order="sorted")).hexdigest()
    return f"{desk.edition}-{digest[:LENGTH]}"


def was_changed(desk: Desk, page: Page, post: Mapping[str, str], posted: Answers) -> bool:
    """Whether the stored answers of a page are neither those it was drawn from nor those that come in now."""
    base = post.get("stand")
    if desk.draft is None or desk.draft.row is None or base is None:
        return False
    empty: Answers = {}
    drawn = mark_of(empty, desk.service, page) if base == NEW else base
    stored = mark_of(desk.draft.answers, desk.service, page)
    return stored not in (drawn, mark_of(posted, desk.service, page))


def was_lost(desk: Desk, post: Mapping[str, str]) -> bool:
    """Whether a page comes in from a draft that this browser does not open any more."""
    return desk.draft is None and post.get("stand", NEW) != NEW


def both_page(request: HttpRequest, desk: Desk, page: Page, now: Journey) -> HttpResponse:
    """Show what differs; the person says which of the two versions counts."""
    context = {
        "desk": desk,
        "brand": brand(desk.authority),
        "page": page,
        "faults": [Fault("unterschiede", gettext(TOLD))],
        "differences": differences(desk.journey, now, page),
        "url": desk.url("step", page.slug),
        "kept": kept(request.POST) | {"stand": mark(desk.draft, desk.service, page)},
    }
    return render(request, "applications/elsewhere.html", context, status=CONFLICT)


def lost_page(request: HttpRequest, desk: Desk, message: str = "", *, last: bool = False) -> HttpResponse:
    """The browser has lost the code: what was typed waits in the page until the draft is open again.

    ``last``: it came from the page on which all is checked, so there is nothing to begin a new draft with.
    """
    faults = [Fault("code", message)] if message else []
    context = {
        "desk": desk,
        "brand": brand(desk.authority),
        "faults": faults,
        "message": message,
        "kept": kept(request.POST),
        "last": last,
        "stand": request.POST.get("stand", ""),
        "new": NEW,
        "switch": "oeffnen",
        "switch_here": True,
    }
    return render(request, "applications/lost.html", context, status=CONFLICT)


def differences(before: Journey, now: Journey, page: Page) -> list[Both]:
    """Answers of a page that are not the same in both versions, in the order of the page."""
    stored, typed = _lines(before, page), _lines(now, page)
    return [
        Both(label, stored.get((path, label), ""), typed.get((path, label), ""))
        for path, label in dict.fromkeys((*stored, *typed))
        if stored.get((path, label), "") != typed.get((path, label), "")
    ]


def _lines(journey: Journey, page: Page) -> dict[tuple[str, str], str]:
    section = next((one for one in journey.summary() if one.page.slug == page.slug), None)
    lines = section.lines if section is not None else ()
    return {(line.path, line.label): line.value for line in lines if line.value is not None}


def kept(post: QueryDict) -> dict[str, str]:
    """What was posted, to be posted again."""
    own = ["csrfmiddlewaretoken", "code", "stand"]
    if post.get("aktion", "").startswith("sprache"):  # another language was wanted of the page that asks
        own.append("aktion")
    return {name: text for name, text in post.items() if name not in own and isinstance(text, str)}


def _own(answers: Answers, service: Service, page: Page) -> Iterator[tuple[str, object]]:
    master = next((one for one in service.pages if one.slug == page.slug), page)
    for item in master.items:
        node = chain_to(service.nodes, item.path)[-1]
        above = item.path.rpartition(".")[0]
        keys = [item.path.rpartition(".")[2]] if item.part == "all" else []
        if isinstance(node, Either):
            keys = [node.key, *(option.id for option in node.options if item.part == "all")]
        elif isinstance(node, Group) and node.gate:
            keys.append(node.gate_key)
        for key in keys:
            value = get(answers, join(above, key))
            if value not in (None, {}, []):
                yield join(above, key), value
