"""A person at the applicant's pages: fills in forms over HTTP, knowing only what the pages show.

The answers come as a tree; the walker types them into the inputs it finds, adds rows by pressing the buttons, uploads
files, and goes on until the receipt.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dienstweg.engine.answers import Answers, get

PDF = b"%PDF-1.4 "
MAX_STEPS = 400


@dataclass
class Form:
    """What a page lets a person do: names of inputs with their values, buttons by value, file inputs, errors."""

    values: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._select = ""
        self._area = ""
        self._errors = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in attrs}
        name = at.get("name", "")
        if tag == "input" and name:
            self._input(at, name)
        elif tag == "select":
            self._select = name
            self.form.names.append(name)
        elif tag == "option" and self._select:
            self.form.options.setdefault(self._select, []).append(at.get("value", ""))
            if "selected" in at:
                self.form.values[self._select] = at.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.form.names.append(name)
        elif tag == "button" and name == "aktion":
            self.form.buttons.append(at.get("value", ""))
        elif "dw-errors" in at.get("class", ""):
            self._errors = True

    def _input(self, at: Mapping[str, str], name: str) -> None:
        kind = at.get("type", "text")
        if kind == "file":
            self.form.files.append(name)
        elif kind in ("radio", "checkbox"):
            self.form.names.append(name)
            self.form.options.setdefault(name, []).append(at.get("value", ""))
            if "checked" in at:
                self.form.values[name] = at.get("value", "")
        else:
            self.form.names.append(name)
            self.form.values[name] = at.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "ul":
            self._errors = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.form.values[self._area] = self.form.values.get(self._area, "") + data
        elif self._errors and data.strip():
            self.form.errors.append(data.strip())


def form_of(page: str) -> Form:
    """The form of a page."""
    parser = _Parser()
    parser.feed(page)
    return parser.form


class Person:
    """Someone with answers in mind and a browser."""

    def __init__(self, client: Client, answers: Answers, files: Mapping[str, bytes] | None = None) -> None:
        self.client = client
        self.answers = answers
        self.files = files or {}
        self.requests = 0

    def fill(self, form: Form) -> dict[str, object]:
        """What the person types into a form."""
        typed: dict[str, object] = {name: value for name, value in form.values.items() if name != "aktion"}
        for name in form.names:
            said = self._say(name, form)
            if said is not None:
                typed[name] = said
        return typed

    def _say(self, name: str, form: Form) -> str | None:
        base, _, part = name.rpartition(".")
        if part in ("tag", "monat", "jahr"):
            value = get(self.answers, base)
            year, month, day = str(value).split("-") if value else ("", "", "")
            return {"tag": day, "monat": month, "jahr": year}[part]
        if part == "anderer":
            value = get(self.answers, base)
            return str(value) if value is not None and str(value) not in form.options.get(base, []) else ""
        value = get(self.answers, name)
        if isinstance(value, bool):
            return "ja" if value else "nein"
        if value is None or isinstance(value, dict | list):
            return None
        if name in form.options and str(value) not in form.options[name]:
            return "__anderer__"
        return str(value).replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", str(value)) and name not in form.options else str(value)

    def missing_rows(self, form: Form) -> str | None:
        """The button for a row or entry the person still needs, if there is one on the page."""
        for button in form.buttons:
            action, _, path = button.partition(":")
            wanted = get(self.answers, path) if action == "mehr" else None
            if isinstance(wanted, list) and len(wanted) > self._present(form, path):
                return button
        return None

    def _present(self, form: Form, path: str) -> int:
        indexes = {name[len(path) + 1 :].split(".")[0] for name in form.names if name.startswith(path + ".")}
        indexes |= {
            rest.split(".")[0]
            for button in form.buttons
            for _, _, where in [button.partition(":")]
            if where.startswith(path + ".") and (rest := where[len(path) + 1 :])
        }
        return len([index for index in indexes if index.isdecimal()])

    def uploads(self, form: Form, done: set[str]) -> tuple[str, object] | None:
        """The next file the person wants to hand in on this page."""
        for name in form.files:
            value = get(self.answers, name)
            wanted = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
            for index, file in enumerate(wanted):
                key = f"{name}.{index}"
                if key not in done and isinstance(file, dict):
                    done.add(key)
                    return name, _file(file, self.files.get(key))
        return None

    def walk(self, url: str) -> str:
        """From the first page to the receipt; returns the receipt's HTML."""
        response = self._get(url)
        done: set[str] = set()
        for _ in range(MAX_STEPS):
            page = response.content.decode()
            if "pruefen" in url:
                return self._send(url, page)
            form = form_of(page)
            data = self.fill(form)
            upload = self.uploads(form, done)
            if upload is not None:
                data |= {upload[0]: upload[1], "aktion": f"hochladen:{upload[0]}"}
            else:
                data["aktion"] = self.missing_rows(form) or "weiter"
            response = self._post(url, data)
            if response.status_code != 302:
                raise AssertionError(f"{url} {response.status_code}: {form_of(response.content.decode()).errors}")
            url = response["Location"]
            response = self._get(url)
        raise AssertionError(f"no end of the way: {url}")

    def _send(self, url: str, page: str) -> str:
        assert "absenden" in page, "something is missing on the check page"
        response = self._post(url, {"erklaerung": "ja"})
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    def _get(self, url: str):  # type: ignore[no-untyped-def]  # Django's test response has no public type
        self.requests += 1
        return self.client.get(url.partition("#")[0])

    def _post(self, url: str, data: Mapping[str, object]):  # type: ignore[no-untyped-def]  # as above
        self.requests += 1
        return self.client.post(url.partition("#")[0].partition("?")[0], data)


SIGNATURES = {"application/pdf": PDF, "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/png": b"\x89PNG\r\n\x1a\n"}


def _file(file: Mapping[str, object], content: bytes | None) -> SimpleUploadedFile:
    kind = str(file.get("type", "application/pdf"))
    return SimpleUploadedFile(str(file["name"]), content or SIGNATURES.get(kind, PDF) + b"Inhalt", content_type=kind)
