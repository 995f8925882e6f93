"""Template tags and filters of the shared face: ``{% load dw %}``."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN, LANGUAGES, spoken
from dienstweg.web import draw_parts, face, words
from dienstweg.web.acts import act_noun
from dienstweg.web.blocks import Block, Fault
from dienstweg.web.draw import draw
from dienstweg.web.faults import carries_files
from dienstweg.web.middleware import allow_scripts, nonce
from dienstweg.web.parts import Step
from dienstweg.web.prose import linked, prose
from dienstweg.web.tongue import Choice, choices, foreign, marked, plain, tongue_of

register = template.Library()

for word in (
    words.weekday_date,
    words.long_date,
    words.short_date,
    words.clock,
    words.moment,
    words.weekday_moment,
    words.short_moment,
    words.machine_time,
    words.distance,
    words.money,
    words.file_size,
    words.code_groups,
):
    register.filter(word.__name__, word)
register.filter("prose", prose)
register.filter("linked", linked)
register.filter("plain", plain)
register.simple_tag(draw_parts.steps)
register.simple_tag(draw_parts.answers)


class Called(Protocol):
    """An authority, as far as sentences need it."""

    def called(self, tongue: str) -> str: ...


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@register.simple_tag
def head() -> SafeString:
    """Style sheets and icon, the same on every page."""
    return face.head()


@register.simple_tag
def banner() -> SafeString:
    """The line above everything: official website, or demonstration."""
    return face.banner()


@register.simple_tag(takes_context=True)
def notice(context: Context) -> SafeString:
    """What a station says about this browser above the page."""
    request = getattr(context, "request", None)
    return face.notice(request) if isinstance(request, HttpRequest) else SafeString("")


@register.simple_tag(takes_context=True)
def script(context: Context, name: str) -> SafeString:
    """One of our scripts, and the leave for it in the security policy of this page."""
    request = getattr(context, "request", None)
    if not isinstance(request, HttpRequest):
        return SafeString("")
    allow_scripts(request)
    return face.script(name)


@register.simple_tag(takes_context=True)
def accent(context: Context) -> SafeString:
    """The authority's colour, as the one style element of the page that the security policy lets through."""
    colour = getattr(context.get("brand"), "accent", "")
    request = getattr(context, "request", None)
    if not isinstance(request, HttpRequest) or not _COLOUR.fullmatch(colour):
        return SafeString("")
    return format_html('<style nonce="{}">:root{{--dw-accent:{}}}</style>', nonce(request), colour)


@register.simple_tag
def page_title(
    page: str, *, steps: Sequence[Step] = (), service: str = "", authority: str = "", faults: Sequence[Fault] = ()
) -> str:
    """``[Fehler: ]Seite – Schritt n von m – Leistung – Behörde``."""
    count = len(steps)
    step = next((draw_parts.step_of(number, count) for number, one in enumerate(steps, 1) if one.state == "now"), "")
    told = " – ".join(plain(part) for part in (page, step, service, authority) if part)
    return f"{gettext('Fehler:')} {told}" if faults else told


@register.filter
def has_german(html: str) -> bool:
    """Whether something in drawn questions is German on a page that is not."""
    return f' lang="{GERMAN}"' in html


@register.filter
def said(text: str) -> str:
    """A text of a service or of the engine in the language of the page; what is only German says so."""
    return text if isinstance(text, SafeString) else SafeString(marked(text))


@register.filter
def office(authority: Called) -> str:
    """What a sentence calls an authority: with its article in German."""
    return authority.called(get_language() or GERMAN)


@register.filter
def noun(service: Service) -> str:
    """What is sent: Antrag, Anmeldung, in the language of the page."""
    return act_noun(service)


@register.filter
def german_only(text: str) -> str:
    """What there is only in German, such as what an authority writes of itself; on a German page as it is."""
    if spoken(get_language() or GERMAN) == GERMAN or not text:
        return text
    return foreign(text, block=True) if isinstance(text, SafeString) else foreign(escape(text))


@register.simple_tag(takes_context=True)
def tongue(context: Context) -> str:
    """The language of the page, as its ``lang``."""
    request = getattr(context, "request", None)
    return tongue_of(request) if isinstance(request, HttpRequest) else get_language() or GERMAN


@register.simple_tag(takes_context=True)
def tongues(context: Context) -> list[Choice]:
    """The languages this page can be read in: those of its service, else those of the interface."""
    request = getattr(context, "request", None)
    if not isinstance(request, HttpRequest):
        return []
    own = getattr(context.get("service"), "tongues", None)
    return choices(request, {*own, *LANGUAGES} if own and context.get("everywhere") else own)


@register.simple_tag
def blocks(found: Iterable[Block]) -> SafeString:
    """The questions of a form page."""
    return draw(found)


@register.filter
def has_files(found: Sequence[Block]) -> bool:
    return carries_files(found)
