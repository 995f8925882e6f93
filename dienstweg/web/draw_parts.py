"""Draws the two parts of a page that repeat most: the steps of the way and the answers on a check page or in a case.

Why Python and not templates: decision record 0002.
"""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dienstweg.web.parts import Answer, Sheet, Step
from dienstweg.web.tongue import marked

MANY_STEPS = 7
LINE = 70
"""Characters under the whole line of bars."""
MOST_LINES = 3

STATES = {"done": ' class="is-done"', "now": ' aria-current="step"', "next": ""}


def steps(found: Sequence[Step]) -> SafeString:
    """Where a person stands: in words, and as a line of all steps."""
    here = (
        f"<p><strong>{step_of(number, len(found))}</strong> · {marked(step.title)}</p>"
        for number, step in enumerate(found, 1)
        if step.state == "now"
    )
    many = "" if _titles_fit(found) else ' class="is-many"'
    line = "".join(map(_step, found))
    return SafeString(f'<div class="dw-steps">{"".join(here)}\n<ol{many}>{line}</ol></div>')


def step_of(number: int, count: int) -> str:
    """``Schritt 2 von 5``."""
    return gettext("Schritt {number} von {count}").format(number=number, count=count)


def _titles_fit(found: Sequence[Step]) -> bool:
    """Whether each title can stand under its bar: a few lines, no word cut. Else the line shows bars only."""
    share = LINE // max(len(found), 1)
    return len(found) <= MANY_STEPS and all(
        len(step.title) <= MOST_LINES * share and all(len(word) <= share for word in step.title.split())
        for step in found
    )


def _step(step: Step) -> str:
    done = f'<span class="kern-sr-only"> {gettext("(fertig)")}</span>' if step.state == "done" else ""
    return f"<li{STATES[step.state]}><span>{marked(step.title)}{done}</span></li>"


def answers(sheets: Iterable[Sheet]) -> SafeString:
    """Questions with their answers under headings."""
    return SafeString("\n".join(map(_sheet, sheets)))


def _sheet(sheet: Sheet) -> str:
    size = "medium" if sheet.level == 2 else "small"
    title = f'<h{sheet.level} class="kern-heading-{size}">{marked(sheet.title)}</h{sheet.level}>' if sheet.title else ""
    legal = f'<p class="dw-small dw-muted">{gettext("Grundlage:")} {escape(sheet.legal)}</p>' if sheet.legal else ""
    rows = "\n".join(map(_answer, sheet.answers))
    listed = f'\n<dl class="dw-ans">\n{rows}\n</dl>' if rows else ""
    return f'<section class="dw-sheet">{title}{legal}{listed}</section>'


def _answer(answer: Answer) -> str:
    label = marked(answer.label)
    legal = f"<br><small>{escape(answer.legal)}</small>" if answer.legal else ""
    value = f'<span class="dw-muted">{gettext("nicht angegeben")}</span>'
    if answer.value:
        value = answer.value if isinstance(answer.value, SafeString) else marked(answer.value)
    change = (
        f'<dd class="dw-do"><a href="{escape(answer.change_url)}">{gettext("Ändern")}'
        f'<span class="kern-sr-only">: {label}</span></a></dd>'
        if answer.change_url
        else ""
    )
    return f"<div><dt>{label}{legal}</dt><dd>{value}</dd>{change}</div>"
