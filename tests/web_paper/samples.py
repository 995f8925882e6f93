"""A receipt and a notice as a town would send them, and the readers that look into a PDF. All people are invented."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pikepdf
import pytest

from dienstweg.web.paper import (
    Embedded,
    Fact,
    Letterhead,
    Line,
    Notice,
    Receipt,
    Row,
    Section,
    Step,
    Table,
    Upload,
)

SENDER = Letterhead(
    name="Stadt Taunusstein",
    office=("Der Magistrat", "Team Steuern"),
    address=("Musterstraße 1", "65232 Taunusstein"),
    contact=("Telefon 06128 000-00",),
    accent="#17614b",
)
ANSWERS = '{"name":"Müller 😀","hund":"Bella"}'.encode()

RECEIPT = Receipt(
    letterhead=SENDER,
    heading="Ihre Anmeldung ist eingegangen",
    service="Hundesteuer anmelden",
    reference="TS-2026-04217-8",
    received_at=datetime(2026, 5, 12, 12, 47, tzinfo=UTC),
    facts=(Fact("Frist", "Sie haben die Frist eingehalten."),),
    steps=(Step("Wir prüfen Ihre Angaben", "In den nächsten Tagen."), Step("Sie bekommen den Bescheid")),
    sections=(
        Section("Über Sie", (Line("Familienname", "Müller"), Line("Titel", ""))),
        Section(
            "Ihre Hunde",
            (
                Line("Hund 1", None),
                Line("Rufname", "Bella"),
                Line("Ermäßigung", None, 1),
                Line("Grund", "Tierheim"),
                Line("Hund 2", None),
                Line("Rufname", "Carlo"),
            ),
        ),
    ),
    uploads=(Upload("ausweis.pdf", "412 kB", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),),
    digest="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    status_url="https://dienste.taunusstein.example/stand",
    embedded=Embedded(name="angaben.json", content=ANSWERS, description="Ihre Angaben"),
)

NOTICE = Notice(
    letterhead=SENDER,
    addressee=("Frau", "Erika Muster", "Musterweg 12", "65232 Taunusstein"),
    written_at=datetime(2026, 5, 22, 22, 30, tzinfo=UTC),
    reference="TS-2026-04217-8",
    info=(Fact("Auskunft gibt", "Kim Beispiel"),),
    subject="Hundesteuerbescheid für 2026",
    salutation="Guten Tag Frau Muster,",
    outcome="Wir setzen die Hundesteuer so fest:",
    table=Table(("Hund", "Steuer"), (Row("Bella", "60,00 €"), Row("Zu zahlen", "60,00 €", strong=True))),
    reasons="Bella lebt bei Ihnen.\n\nGrundlage ist die Satzung.",
    remedy="Sie können Widerspruch einlegen.",
    closing=("Freundliche Grüße", "Kim Beispiel"),
    embedded=Embedded(name="bescheid.json", content=b'{"outcome":"assessed"}', description="Die Entscheidung"),
)


def answer(value: str) -> Receipt:
    """A receipt with one answer and nothing else that could hide it."""
    return Receipt(
        letterhead=Letterhead(name="Stadt Taunusstein"),
        service="Hundesteuer anmelden",
        reference="TS-1",
        received_at=RECEIPT.received_at,
        sections=(Section("Seite", (Line("Bemerkung", value),)),),
        digest=RECEIPT.digest,
    )


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


class Element(NamedTuple):
    """One element of the structure tree; ``title`` only for headings."""

    depth: int
    type: str
    title: str
    node: pikepdf.Object


def elements(document: pikepdf.Pdf) -> list[Element]:
    """The structure tree in reading order."""
    return list(_below(document.Root.StructTreeRoot.K, 0))


def headings(pdf: bytes) -> list[tuple[str, str]]:
    return [(element.type, element.title) for element in elements(opened(pdf)) if re.fullmatch(r"H\d", element.type)]


def _below(node: pikepdf.Object, depth: int) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for child in node.as_list():
            yield from _below(child, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Element(depth, str(node.S).removeprefix("/"), str(node.get("/T", "")), node)
        if "/K" in node:
            yield from _below(node.K, depth + 1)


def text(pdf: bytes) -> str:
    """The text in the order in which it was set, heads and feet of the pages included, white space as single spaces."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (apt install poppler-utils)")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
