"""How much is asked, which documents, and which kinds of data: told by the service itself."""

import pytest

from dienstweg.engine.asked import Document, documents, extent
from dienstweg.engine.personal import UPLOADS, Category, categories
from dienstweg.engine.service import Either, Group, Item, Limits, Node, Page, Question, Ruled, Service


def _field(name: str, label: str = "Frage", **more: object) -> Question:
    values: dict[str, object] = {"kind": "text", **more}
    return Question(id=name.rpartition(".")[2], path=name, label=label, **values)  # type: ignore[arg-type]  # as given


def _file(name: str, label: str, **more: object) -> Question:
    limits = Limits(max_size=10_000_000, media_types=("application/pdf",))
    return _field(name, label, kind="file", limits=limits, **more)


def _service(*nodes: Node, ruled: tuple[Ruled, ...] = ()) -> Service:
    pages = (Page(slug="a", title="A", items=tuple(Item(node.path) for node in nodes)),)
    return Service(slug="s", title="Titel", schema_id="S1", standard="3", nodes=nodes, pages=pages, ruled=ruled)


FIRM = Group(id="G2", path="G2", label="Firma", children=(_file("G2.F6", "Auszug"),))
SERVICE = _service(
    _field("F1"),
    _file("F2", "Foto"),
    _file("F3", "Plan", min=0),
    Group(id="G1", path="G1", label="Ermäßigung", min=0, gate=True, children=(_file("G1.F4", "Nachweis"),)),
    Either(
        path="?F5",
        label="Wer?",
        options=(Group(id="G2", path="G2", label="Firma", children=(_file("G2.F6", "Auszug"),)),),
    ),
    _file("F7", "Vollmacht"),
    _field("F8", kind="text", role="hidden", content="x"),
    ruled=(Ruled(path="F7", forbid="F1 = null"), Ruled(path="F3", require="F1 != null")),
)


def test_documents_say_when_they_are_needed() -> None:
    needs = [(found.label, found.need, found.when) for found in documents(SERVICE)]
    assert needs == [
        ("Foto", "always", ""),
        ("Plan", "conditional", ""),
        ("Nachweis", "conditional", "Ermäßigung"),
        ("Auszug", "conditional", "Firma"),
        ("Vollmacht", "conditional", ""),
    ]


def test_documents_carry_their_limits() -> None:
    limits = {"max_size": 10_000_000, "media_types": ("application/pdf",)}
    assert documents(SERVICE)[0] == Document(label="Foto", need="always", **limits)  # type: ignore[arg-type]  # as given


def test_extent_counts_what_everybody_gets_and_all() -> None:
    found = extent(SERVICE)
    assert (found.least, found.most, found.documents_least, found.documents_most, found.pages) == (1, 1, 1, 5, 1)


@pytest.mark.parametrize(("questions", "minutes"), ((1, (5, 5)), (40, (10, 10)), (300, (60, 60))))
def test_minutes_are_rounded(questions: int, minutes: tuple[int, int]) -> None:
    assert extent(_service(*(_field(f"F{number}") for number in range(questions)))).minutes == minutes


@pytest.mark.parametrize(
    ("question", "title", "protection"),
    (
        (_field("F60000000227", "Wie auch immer"), "Name", ""),
        (_field("F1", "Vorname"), "Name", ""),
        (_field("F1", "Rufname des Hundes"), "Titel", ""),
        (_field("F1", "Geburtsdatum des Hundes"), "Titel", ""),
        (_field("F1", "Grad der Behinderung"), "Gesundheit", "art9"),
        (_field("F1", "Religionszugehörigkeit"), "Religion oder Weltanschauung", "art9"),
        (_field("F1", "Liegen Vorstrafen vor?"), "Straftaten und Ordnungswidrigkeiten", "art10"),
        (_field("F1", "IBAN"), "Bankverbindung", ""),
        (_field("F1", "Monatliches Einkommen"), "Einkommen und Vermögen", ""),
        (_field("F1", "Konkurrenten"), "Titel", ""),
        (_field("F1", "Studium der Veterinärmedizin"), "Titel", ""),
        (_field("F1", "Tätigkeiten mit Krankheitserregern"), "Titel", ""),
        (_field("F1", "Nummer der Vermögensschaden-Haftpflicht"), "Titel", ""),
        (_field("F1", "Soll das Ergebnis in Ihr Nutzerkonto?"), "Titel", ""),
        (_field("F1", "Wem gehört das Konto?"), "Bankverbindung", ""),
        (_field("F1", "Staatsangehörigkeit"), "Staatsangehörigkeit und Aufenthalt", ""),
        (_file("F1", "Lageplan"), UPLOADS, ""),
        (_file("F1", "Ärztliches Attest"), "Gesundheit", "art9"),
    ),
)
def test_kinds_of_data(question: Question, title: str, protection: str) -> None:
    expected = Category(title=title, labels=(question.label,), protection=protection)  # type: ignore[arg-type]  # as given
    assert categories(_service(question)) == (expected,)
