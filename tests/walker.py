"""A person with a browser and answers in mind, who knows only what the pages show.

:class:`Browser` does what browsers do without scripts: follow redirects, send what a form holds with its token, keep
cookies, resolve addresses. :class:`Person` types a tree of answers into the inputs found, adds rows by pressing
buttons, uploads files, and goes on until the receipt.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client

from dienstweg.engine.answers import Answers, get, leaves

MAX_STEPS = 400
MAX_REDIRECTS = 5
PDF = b"%PDF-1.4 "
END = b" %%EOF"
PICTURES = {
    "image/jpeg": b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0"
        "Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8ASH//2Q=="
    ),
    "image/png": b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mM4AQAAygDJNEIn8wAAAABJRU5ErkJggg=="
    ),
}
"""One grey pixel. What stands behind the end of a picture is not part of it."""
_numbers = count(1)
DATE_PARTS = {"jahr": 0, "monat": 1, "tag": 2}


@dataclass
class Form:
    """What a form holds: ``values`` are sent as they are, ``kinds`` tells the input type of each name."""

    action: str
    method: str = "get"
    multipart: bool = False
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """The names a person can fill in."""
        return [name for name, kind in self.kinds.items() if kind != "hidden"]


@dataclass
class Page:
    """An answer of the server: address, status, text, and where it is HTML what can be done there."""

    url: str
    status: int
    html: str
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    """Target and sentence of each line of the error summary."""
    bad: list[str] = field(default_factory=list)
    """Names of the inputs marked as faulty."""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The one form of the page."""
        (form,) = self.forms
        return form

    @property
    def words(self) -> str:
        """The page as it is read, white space made even."""
        text = re.sub(r"<(head|style)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        parser = _Words()
        parser.feed(text)
        return " ".join("".join(parser.found).split())

    def link(self, ending: str) -> str:
        """The first link whose address ends so."""
        return next(link for link in self.links if link.partition("?")[0].endswith(ending))

    def form_to(self, ending: str) -> Form:
        """The first form whose address ends so."""
        return next(form for form in self.forms if form.action.endswith(ending))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.found.append("" if tag in {"b", "strong", "span", "a", "mark"} else " ")


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.select = self.area = self.target = ""
        self.summary = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.summary = False
            action = urljoin(self.page.url.partition("#")[0], at.get("action", ""))
            self.page.forms.append(Form(action, at.get("method", "get"), "multipart" in at.get("enctype", "")))
        elif tag == "a" and "href" in at:
            self.page.links.append(urljoin(self.page.url, at["href"]))
            self.target = at["href"].removeprefix("#") if self.summary else ""
        elif "dw-errors" in at.get("class", ""):
            self.summary = True
        if at.get("aria-invalid") == "true":
            self.page.bad.append(at.get("name", ""))
        if self.page.forms and at.get("name"):
            self.control(tag, at, at["name"], self.page.forms[-1])
        if tag == "option" and self.select:
            self.option(at, self.page.forms[-1])

    def control(self, tag: str, at: Mapping[str, str], name: str, form: Form) -> None:
        kind = at.get("type", "text") if tag == "input" else tag
        if kind == "button":
            form.buttons.append(at.get("value", ""))
        elif kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.kinds[name] = kind
            form.options.setdefault(name, []).append(at.get("value", ""))
            if "checked" in at:
                form.values[name] = at.get("value", "")
        elif kind in {"select", "textarea"}:
            form.kinds[name], form.values[name] = kind, ""
            self.select, self.area = (name, "") if kind == "select" else ("", name)
        else:
            form.kinds[name] = at.get("inputmode", "text") if kind == "text" else kind
            form.values[name] = at.get("value", "")

    def option(self, at: Mapping[str, str], form: Form) -> None:
        form.options.setdefault(self.select, []).append(at.get("value", ""))
        if "selected" in at:
            form.values[self.select] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.page.forms[-1].values[self.area] += data
        elif self.target and data.strip():
            self.page.errors.append((self.target, data.strip()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            values = self.page.forms[-1].values
            # A line break right after the tag is not part of the text; the others are sent as two characters.
            values[self.area] = values[self.area].replace("\r", "").removeprefix("\n").replace("\n", "\r\n")
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "ul":
            self.summary, self.target = False, ""


def page_of(url: str, response: HttpResponseBase) -> Page:
    """What a browser makes of a response."""
    is_html = str(response.get("Content-Type", "")).startswith("text/html")
    body = response.getvalue()
    page = read(url, body.decode() if is_html else "", response.status_code)
    page.body, page.headers = body, dict(response.items())
    return page


def read(url: str, html: str, status: int = 200) -> Page:
    """What can be done on a page, by its HTML."""
    page = Page(url, status, html)
    _Reader(page).feed(html)
    return page


class Browser:
    """Keeps cookies, counts requests, and remembers every address it asked for or was shown."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        self.requests = 0
        self.addresses: list[str] = []
        self.pages: list[Page] = []

    def open(self, url: str) -> Page:
        """Ask for an address."""
        self.requests += 1
        return self._arrive(url, self.client.get(_plain(url)))

    def send(self, form: Form, changes: Mapping[str, object] | None = None, *, button: str | None = None) -> Page:
        """Send a form as it is, with changes, by one of its buttons; a name with value None is not sent."""
        data = {**form.values, **(changes or {})} | ({"aktion": button} if button is not None else {})
        data = {name: value for name, value in data.items() if value is not None}
        if form.method == "get":
            return self.open(f"{form.action.partition('?')[0]}?{urlencode(data)}")
        return self.post(form.action, data, multipart=form.multipart)

    def post(self, url: str, data: Mapping[str, object], *, multipart: bool = False) -> Page:
        """Send values to an address."""
        self.requests += 1
        if multipart:
            return self._arrive(url, self.client.post(_plain(url), data))
        body = urlencode({name: value for name, value in data.items() if isinstance(value, str)})
        kind = "application/x-www-form-urlencoded"
        return self._arrive(url, self.client.post(_plain(url), body, content_type=kind))

    def _arrive(self, url: str, response: HttpResponseBase) -> Page:
        for _ in range(MAX_REDIRECTS):
            self.addresses.append(url)
            if response.status_code not in {301, 302}:
                break
            url = urljoin(url, response["Location"])
            self.requests += 1
            response = self.client.get(_plain(url))
        page = page_of(url, response)
        self.addresses += [*page.links, *(form.action for form in page.forms)]
        self.pages.append(page)
        return page


def _plain(url: str) -> str:
    """Path and query: what travels."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Person:
    """Someone with answers in mind. ``files``: contents by instance path, where they matter."""

    def __init__(
        self, browser: Browser | Client | None, answers: Answers, files: Mapping[str, bytes] | None = None
    ) -> None:
        self.browser = browser if isinstance(browser, Browser) else Browser(browser)
        self.answers = answers
        self.files = files or {}
        self.uploaded: set[str] = set()
        self.told: set[str] = set()
        self.opened: dict[str, int] = {}

    @property
    def requests(self) -> int:
        return self.browser.requests

    def walk(self, url: str) -> str:
        """From the first page to the receipt; returns the receipt's HTML."""
        return self.finish(self.browser.open(url)).html

    def finish(self, page: Page) -> Page:
        """From a page of questions to the receipt."""
        page = self.to_check(page)
        assert page.forms, f"nothing can be sent: {page.words}"
        receipt = self.browser.send(page.form, {"erklaerung": "ja", "einwilligung": "ja"})
        assert receipt.status == 200, f"{receipt.status} {receipt.errors}"
        return receipt

    def to_check(self, page: Page) -> Page:
        """From a page of questions to the page on which everything is checked."""
        for _ in range(MAX_STEPS):
            if page.url.endswith("/pruefen/"):
                return page
            page = self.turn(page)
            assert page.status == 200, f"{page.url} {page.status}: {page.errors}"
        raise AssertionError(f"no end of the way: {page.url}")

    def turn(self, page: Page) -> Page:
        """Do one thing on a page of questions: upload a file, add or open a row, or fill in everything and go on."""
        data, upload = self.fill(page.form), self._next_upload(page.form)
        self.told |= set(page.form.asked)
        if upload is not None:
            return self.browser.send(page.form, data | {upload[0]: upload[1]}, button=f"hochladen:{upload[0]}")
        return self.browser.send(page.form, data, button=self.wanted(page.form))

    def wanted(self, form: Form) -> str:
        """The button that is pressed next: a row is added or opened, or the way goes on."""
        return self._missing_row(form) or self._unfinished_row(form) or "weiter"

    def fill(self, form: Form) -> dict[str, object]:
        """What the person types into a form."""
        said = {name: self._say(name, form) for name in form.asked}
        return {name: text for name, text in said.items() if text is not None}

    def _say(self, name: str, form: Form) -> str | None:
        base, _, part = name.rpartition(".")
        if part in DATE_PARTS:
            value = get(self.answers, base)
            return str(value).split("-")[DATE_PARTS[part]].lstrip("0") if value else ""
        if part == "anderer":
            value = get(self.answers, base)
            return str(value) if value is not None and str(value) not in form.options.get(base, []) else ""
        value = get(self.answers, name)
        if value is None or isinstance(value, dict | list):
            return None
        if isinstance(value, bool):
            return "ja" if value else "nein"
        if name in form.options and str(value) not in form.options[name]:
            return "__anderer__"
        text = str(value).replace("\n", "\r\n")
        return text.replace(".", ",") if form.kinds[name] == "decimal" else text

    def _missing_row(self, form: Form) -> str | None:
        """The button for a row or entry the person still needs, if there is one on the page."""
        for button in form.buttons:
            action, _, path = button.partition(":")
            wanted = get(self.answers, path) if action == "mehr" else None
            if isinstance(wanted, list) and len(wanted) > _present(form, path):
                return button
        return None

    def _unfinished_row(self, form: Form) -> str | None:
        """The button that opens a folded row of which the person has not told everything."""
        done = len(self.told | self.uploaded)
        for button in form.buttons:
            action, _, row = button.partition(":")
            untold = (
                path for path, _ in leaves(self.answers) if path.startswith(row + ".") and not self._has_told(path)
            )
            if action == "oeffnen" and self.opened.get(row) != done and any(untold):
                self.opened[row] = done
                return button
        return None

    def _has_told(self, path: str) -> bool:
        return bool({path, f"{path}.tag"} & self.told or {path, f"{path}.0"} & self.uploaded)

    def _next_upload(self, form: Form) -> tuple[str, SimpleUploadedFile] | None:
        """The next file the person wants to hand in on this page."""
        for name in form.files:
            value = get(self.answers, name)
            wanted = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
            for index, file in enumerate(wanted):
                key = f"{name}.{index}"
                if key not in self.uploaded and isinstance(file, dict):
                    self.uploaded.add(key)
                    return name, upload(
                        str(file["name"]), self.files.get(key), str(file.get("type", "application/pdf"))
                    )
        return None


def _present(form: Form, path: str) -> int:
    """How many rows or entries of a repeated node a form shows, open or folded."""
    places = [*form.asked, *form.files, *(button.partition(":")[2] for button in form.buttons)]
    inside = {place[len(path) + 1 :].partition(".")[0] for place in places if place.startswith(path + ".")}
    return sum(index.isdecimal() for index in inside)


def upload(name: str, content: bytes | None = None, kind: str = "application/pdf") -> SimpleUploadedFile:
    """A file as a person picks it; without ``content`` one of its kind that is like no other."""
    own = f"Inhalt {next(_numbers)}".encode()
    made = PICTURES[kind] + own if kind in PICTURES else PDF + own + END
    return SimpleUploadedFile(name, content or made, content_type=kind)
