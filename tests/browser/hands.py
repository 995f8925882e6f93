"""What a person's hands do on a page of questions: choose and type what is seen there."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from dienstweg.applications.question_blocks import OTHER
from dienstweg.engine.answers import Answers, get

FREE = ".anderer"
DATE_PARTS = {"jahr": 0, "monat": 1, "tag": 2}
SEEN = """() => [...document.querySelectorAll("main form :is(input, select, textarea)")]
  .filter(one => one.name && one.type !== "hidden" && one.type !== "file" && one.checkVisibility())
  .map(one => [one.id, one.name, one.type, one.value])"""


@dataclass(frozen=True)
class Control:
    """An input that can be seen; ``kind`` is its type (``select-one``, ``radio``, ``text`` …)."""

    id: str
    name: str
    kind: str
    value: str


def controls(page: Page) -> Iterator[Control]:
    """The inputs of the page's forms that are visible now, without those for files."""
    return (Control(*found) for found in page.evaluate(SEEN))


def fill(page: Page, answers: Answers) -> None:
    """Answer everything on the page that the answers know; what appears with an answer is answered as well."""
    done: set[str] = set()
    while left := [control for control in controls(page) if control.id not in done]:
        for control in left:
            done.add(control.id)
            _answer(page, control, said(answers, control.name), answers)


def _answer(page: Page, control: Control, said: str | None, answers: Answers) -> None:
    place = page.locator(f'[id="{control.id}"]')
    if control.name.endswith(FREE):
        said = str(get(answers, control.name.removesuffix(FREE)) or "")
    if said is None or not place.is_visible():
        return
    if control.kind == "radio":
        listed = page.locator(f'[name="{control.name}"][value="{said}"]').count()
        if control.value == (said if listed else OTHER):
            place.check()
    elif control.kind == "select-one":
        place.select_option(said)
    else:
        place.fill(said)


def said(answers: Answers, name: str) -> str | None:
    """What is typed into an input of that name, None where the answers know nothing."""
    base, _, part = name.rpartition(".")
    if part in DATE_PARTS:
        day = get(answers, base)
        return str(day).split("-")[DATE_PARTS[part]].lstrip("0") if day else None
    value = get(answers, name)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return None if value is None or isinstance(value, dict | list) else str(value)
