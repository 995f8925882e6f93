"""A service that asks everything that can be asked: every kind, every role, every way to nest."""

from dienstweg.engine.answers import Answers
from dienstweg.engine.files import File
from dienstweg.engine.service import (
    CodeList,
    Either,
    Entry,
    Group,
    Item,
    Legal,
    Limits,
    Note,
    Outcome,
    Page,
    Question,
    Service,
)

LISTS = {
    "farbe": CodeList("urn:farbe", "1", (Entry("r", "Rot"), Entry("g", "Grün", "Wie Gras."), Entry("b", "Blau"))),
    "land": CodeList("urn:land", "1", tuple(Entry(f"{n:03}", f"Land {n}") for n in range(9))),
    "rasse": CodeList("urn:rasse", "1", (Entry("01", "Dackel"),), complete=False),
}
NORM = (Legal("§ 1 Probegesetz"),)

KINDS = (
    Question(id="F1", path="F1", kind="text", label="Name", limits=Limits(max_length=50), legal=NORM),
    Question(id="F2", path="F2", kind="text", label="Schilderung", min=0),
    Question(id="F3", path="F3", kind="date", label="Tag", min=0, limits=Limits(max_value="today")),
    Question(id="F4", path="F4", kind="time", label="Uhrzeit", min=0),
    Question(id="F5", path="F5", kind="datetime", label="Zeitpunkt", min=0),
    Question(id="F6", path="F6", kind="bool", label="Zustimmung", min=0),
    Question(id="F7", path="F7", kind="integer", label="Anzahl", min=0, limits=Limits(min_value="0", max_value="99")),
    Question(id="F8", path="F8", kind="number", label="Gewicht", min=0),
    Question(id="F9", path="F9", kind="money", label="Betrag", min=0, limits=Limits(min_value="0")),
    Question(id="F10", path="F10", kind="choice", label="Farbe", min=0, code_list="farbe"),
    Question(id="F11", path="F11", kind="choice", label="Land", min=0, code_list="land"),
    Question(id="F12", path="F12", kind="choice", label="Rasse", min=0, code_list="rasse"),
    Question(id="F13", path="F13", kind="text", role="locked", label="Amt", content="Steueramt"),
    Question(id="F14", path="F14", kind="text", role="hidden", label="Kennung", content="k-1"),
    Question(id="F15", path="F15", kind="text", label="Rufnamen", min=0, max=None, limits=Limits(max_length=30)),
    Note(id="F16", path="F16", label="Hinweis", text="Bitte lesen."),
    Question(id="F17", path="F17", kind="text", label="Begründung", min=0, limits=Limits(max_length=4000)),
)
INNER = Group(
    id="G23",
    path="G20.G23",
    label="Impfung",
    min=0,
    max=None,
    children=(
        Question(id="F24", path="G20.G23.F24", kind="text", label="Impfstoff"),
        Question(id="F26", path="G20.G23.F26", kind="date", label="Geimpft am", min=0),
    ),
)
ROWS = Group(
    id="G20",
    path="G20",
    label="Tiere",
    short="Tier",
    min=0,
    max=None,
    children=(
        Question(id="F21", path="G20.F21", kind="text", label="Rufname", limits=Limits(max_length=40)),
        Question(id="F22", path="G20.F22", kind="date", label="Geboren am", min=0),
        INNER,
        Question(id="F25", path="G20.F25", kind="file", label="Foto", min=0),
    ),
)
GATED = Group(
    id="G30",
    path="G30",
    label="Bevollmächtigte",
    min=0,
    gate=True,
    gate_label="Handeln Sie für jemanden?",
    children=(Question(id="F31", path="G30.F31", kind="text", label="Für wen?"),),
)
CHOICE = Either(
    path="?G41",
    label="Wer sind Sie?",
    options=(
        Group(
            id="G41",
            path="G41",
            label="Eine Person",
            min=0,
            children=(Question(id="F42", path="G41.F42", kind="text", label="Vorname"),),
        ),
        Question(id="F43", path="F43", kind="text", label="Ein Verein", min=0),
    ),
)
FILES = Question(
    id="F50",
    path="F50",
    kind="file",
    label="Nachweise",
    min=0,
    max=3,
    limits=Limits(max_size=1_000_000, media_types=("application/pdf",)),
)

EVERYTHING = Service(
    slug="alles",
    title="Alles beantragen",
    schema_id="S1",
    standard="3.0.0",
    nodes=(*KINDS, ROWS, GATED, CHOICE, FILES),
    pages=(
        Page(slug="arten", title="Arten", items=tuple(Item(node.path) for node in KINDS)),
        Page(slug="reihen", title="Reihen", items=(Item("G20"),)),
        Page(slug="weiteres", title="Weiteres", items=(Item("G30"), Item("?G41"), Item("F50"))),
    ),
    code_lists=LISTS,
    outcomes=(
        Outcome(code="granted", label="Bewilligt", text="Ihrem Antrag wird entsprochen."),
        Outcome(code="refused", label="Abgelehnt", text="Ihr Antrag wird abgelehnt.", needs_reasons=True),
    ),
    remedy="Gegen diesen Bescheid können Sie bei {authority} Widerspruch einlegen.",
    declaration="Alles ist richtig.",
)

FILE: File = {
    "id": "3f6f0a52-1111-4222-8333-444444444444",
    "name": "Nachweis.pdf",
    "size": 1_200,
    "type": "application/pdf",
    "sha256": "0" * 64,
}
FULL: Answers = {
    "F1": "Alice",
    "F2": "Erst so.\nDann so.",
    "F3": "2026-05-01",
    "F4": "14:30:00",
    "F5": "2026-05-01T14:30:00",
    "F6": True,
    "F7": 12,
    "F8": "1234.5",
    "F9": "1200.00",
    "F10": "g",
    "F11": "004",
    "F12": "Waldhund",
    "F15": ["Ali", "Lissy"],
    "F17": "Darum.",
    "G20": [
        {"F21": "Bella", "F22": "2020-02-29", "G23": [{"F24": "Tollwut", "F26": "2021-03-04"}, {"F24": "Staupe"}]},
        {"F21": "Rex"},
    ],
    "?G30": True,
    "G30": {"F31": "Erna"},
    "?G41": "G41",
    "G41": {"F42": "Alice"},
    "F50": [FILE],
}
"""Answers to everything."""
