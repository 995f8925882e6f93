"""What every page shows around its content: whose page it is, the banner, the style sheets."""

from base64 import b64encode
from functools import cache
from hashlib import sha384
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from msgspec import Struct

DEMO_LINE = gettext_noop("Demonstration: keine echte Verwaltung. Daten werden gelöscht.")
OFFICIAL_LINE = gettext_noop("Offizielle Website – Land Hessen")

_FLAG = SafeString(
    '<span class="kern-kopfzeile__flagge"><svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">'
    '<path d="M0 0h24v5.4H0z"/><path fill="#d00" d="M0 5.3h24v5.4H0z"/><path fill="#ffce00" d="M0 10.6h24V16H0z"/>'
    "</svg></span>"
)


class Brand(Struct, frozen=True, kw_only=True):
    """Whose page it is: an authority, given to templates as ``brand``. Without one the page is the portal's.

    ``accent`` is ``#rrggbb`` with a contrast of at least 4.5 on white and on #f3f4f7, or empty. ``address`` and
    ``contact`` are lines of the foot.
    """

    name: str
    initial: str
    home: str = "/"
    line: str = "Online-Dienste"
    accent: str = ""
    legal: str = "/"
    """Where imprint, data protection and accessibility of this authority stand."""
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


class Notice(Struct, frozen=True):
    """A line above everything that a station has to say about this browser, and what to do about it."""

    text: str
    url: str
    act: str


_NOTICE = "dienstweg.notice"


def put_notice(request: HttpRequest, notice: Notice) -> None:
    """Have the page that answers a request bear a notice."""
    request.META[_NOTICE] = notice


def notice(request: HttpRequest) -> SafeString:
    """The notice of a page, empty where nobody put one."""
    found = request.META.get(_NOTICE)
    if not isinstance(found, Notice):
        return SafeString("")
    return format_html(
        '<div class="dw-notice"><div class="dw-wrap dw-row dw-row--ends"><p>{}</p><a href="{}">{}</a></div></div>',
        found.text,
        found.url,
        found.act,
    )


@cache
def head() -> SafeString:
    """Links to the style sheets and the icon. Their names hold digests, so they are asked for once in a process."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">'
        '<link rel="icon" href="{}" type="image/svg+xml">',
        *(
            static(name)
            for name in ("kern/fonts.css", "kern/kern.min.css", "dienstweg/dienstweg.css", "dienstweg/icon.svg")
        ),
    )


@cache
def script(name: str) -> SafeString:
    """The tag of one of our scripts. The browser runs it only with exactly this content."""
    path = Path(__file__).parent / "static" / "dienstweg" / f"{name}.js"
    digest = b64encode(sha384(path.read_bytes()).digest()).decode("ascii")
    address = static(f"dienstweg/{name}.js")
    return format_html('<script src="{}" integrity="sha384-{}" defer></script>', address, digest)


def banner() -> SafeString:
    """The official line only where the operator's settings say so, never in a demonstration."""
    environment = getattr(settings, "ENVIRONMENT", None)
    if getattr(settings, "DEMO", False):
        sign, line = SafeString(""), DEMO_LINE
    elif getattr(environment, "official_website", False):
        sign, line = _FLAG, OFFICIAL_LINE
    else:
        return SafeString("")
    return format_html(
        '<div class="kern-kopfzeile"><div class="dw-wrap"><div class="kern-kopfzeile__content">{}'
        '<span class="kern-kopfzeile__label">{}</span></div></div></div>',
        sign,
        gettext(line),
    )
