"""What the step pages show: progress, blocks, faults; and the check page before sending."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from dienstweg.applications.counter import without_memory
from dienstweg.applications.desk import Desk
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.elsewhere import mark, whole_mark
from dienstweg.applications.norms import common_norms
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.question_blocks import State
from dienstweg.applications.wishes import wish_context
from dienstweg.authorities.brand import brand
from dienstweg.engine.journey import Journey
from dienstweg.engine.ruling import watched
from dienstweg.engine.service import Page
from dienstweg.engine.summary import NOTHING, Line, Section
from dienstweg.web import parts
from dienstweg.web.blocks import Block, Fault
from dienstweg.web.faults import faults as in_order


@dataclass(frozen=True)
class Step:
    """One page as it is shown now."""

    desk: Desk
    journey: Journey
    page: Page
    state: State
    unknown: bool = False
    draft: OpenDraft | None = None


def progress(journey: Journey, current: Page | None) -> list[parts.Step]:
    """The progress line: pages before the current one are done; the check page closes it (``current`` None)."""
    index = journey.pages.index(current) if current is not None else len(journey.pages)
    titles = [*(page.title for page in journey.pages), gettext("Prüfen")]
    return [
        parts.Step(title, "done" if number < index else "now" if number == index else "next")
        for number, title in enumerate(titles)
    ]


def heading(page: Page) -> tuple[str, str]:
    """What stands at the head of a page and below it. A title that had to be cut for the browser stands there whole."""
    whole, _, lead = page.lead.partition("\n\n")
    is_cut = page.title.endswith(" …") and whole.startswith(page.title.removesuffix(" …"))
    return (whole, lead) if is_cut else (page.title, page.lead)


def step_page(request: HttpRequest, step: Step) -> HttpResponse:
    """Draw one page of questions."""
    draft = step.draft or step.desk.draft
    pages = step.journey.pages
    number = pages.index(step.page) + 1
    drawn = page_blocks(step.journey, step.page, step.state)
    if step.desk.counter:
        without_memory(drawn)
    head, lead = heading(step.page)
    context = {
        "desk": step.desk,
        "service": step.desk.service,
        "brand": brand(step.desk.authority),
        "title": step.page.title,
        "heading": head,
        "appeared": step.state.appeared,
        "lead": lead,
        "page_blocks": drawn,
        "watched": watched(step.desk.service, step.page),
        "faults": page_faults(step.state, drawn, unknown=step.unknown),
        "steps": progress(step.journey, step.page),
        "back": step.desk.url("step", pages[number - 2].slug) if number > 1 else None,
        "back_title": pages[number - 2].title,
        "saved_at": draft.row.saved_at if draft and draft.row else None,
        "legal": common_norms(step.journey, step.page),
        "later": True,
        "switch": "formular",
        "stand": mark(draft, step.desk.service, step.page),
        "edition": step.desk.edition,
        "expires_at": draft.row.expires_at if draft and draft.row else None,
    }
    return render(request, "applications/step.html", context)


def page_faults(state: State, drawn: Sequence[Block], *, unknown: bool = False) -> list[Fault]:
    """In the order of the page, each leading to its input; then what has no input of its own."""
    found = in_order(drawn)
    told = tuple(fault.message for fault in found)
    found += [
        Fault(path, message)
        for path, message in state.faults.items()
        if not any(sentence.endswith(message) for sentence in told)  # in rows it begins with the name of the row
    ]
    if unknown:
        message = gettext("Die Seite enthielt Felder, die es hier nicht gibt. Wir haben sie nicht übernommen.")
        found.append(Fault("inhalt", message))
    return found


def check_page(
    request: HttpRequest, desk: Desk, faults: Sequence[Fault] = (), *, status: int = 200, anew: bool = False
) -> HttpResponse:
    """Draw all answers; the button to send is there only when nothing is missing.

    ``anew``: they are others than those that were declared to be right, so that must be declared once more.
    """
    journey = desk.journey
    last = journey.pages[-1] if journey.pages else None
    missing = [(page, desk.url("step", page.slug)) for page in journey.pages if journey.gaps(page)]
    context = {
        "desk": desk,
        "service": desk.service,
        "brand": brand(desk.authority),
        "sheets": sheets(journey, lambda section: desk.url("step", section.page.slug)),
        "missing": missing,
        "faults": list(faults),
        "switch": "" if missing else "absenden",
        "switch_here": True,
        "steps": progress(journey, None),
        "back": desk.url("step", last.slug) if last else None,
        "back_title": last.title if last else "",
        "stand": whole_mark(desk),
        **wish_context(desk, request.POST, faults),
    }
    if anew:
        context["declared"] = False
    return render(request, "applications/check.html", context, status=status)


def sheets(
    journey: Journey, change_url: Callable[[Section], str] | None = None, *, legal: bool = False
) -> list[parts.Sheet]:
    """The summary as sheets: a page is a sheet, a group in it a sheet of a deeper heading.

    ``change_url`` gives the page on which a section is changed; ``legal``: show the norms, for case workers.
    """
    return [
        sheet
        for section in journey.summary()
        for sheet in _section_sheets(section, _url(section, change_url), legal=legal)
    ]


def _url(section: Section, change_url: Callable[[Section], str] | None) -> str:
    return change_url(section) if change_url and section.page.slug else ""


def _section_sheets(section: Section, url: str, *, legal: bool) -> Iterator[parts.Sheet]:
    norms = Counter(norm for line in section.lines if (norm := _norms(line))) if legal else Counter[str]()
    common = norms.most_common(1)[0][0] if norms else ""
    title, level, depth = section.page.title, 2, 0
    answers: list[parts.Answer] = []
    first = True
    for line in section.lines:
        if line.value is None or line.depth < depth:
            yield parts.Sheet(title, tuple(answers), level, common if first else "")
            first = False
            title, answers = (line.label if line.value is None else ""), []
            level, depth = min(3 + line.depth, level + 1), line.depth + (1 if line.value is None else 0)
        if line.value is not None:
            own = _norms(line) if legal else ""
            answers.append(_answer(line, url, "" if own == common else own))
    yield parts.Sheet(title, tuple(answers), level, common if first else "")


def _norms(line: Line) -> str:
    return "; ".join(norm.text for norm in line.legal if norm.is_norm)


def _answer(line: Line, url: str, legal: str) -> parts.Answer:
    value = "" if line.value in (None, NOTHING) else line.value
    change = f"{url}?offen={line.path}#{line.path}" if url else ""
    return parts.Answer(line.label, value or "", change, legal)
