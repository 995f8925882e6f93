"""Receipt and notice are what PDF/UA-1 and PDF/A-3a ask for, as far as a look into the file can tell."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from dienstweg.web.paper import Letterhead, Line, Receipt, Section, notice, receipt
from tests.web_paper.samples import ANSWERS, NOTICE, RECEIPT, answer, elements, headings, opened


@pytest.fixture(params=["receipt", "notice"])
def pdf(request: pytest.FixtureRequest) -> bytes:
    return receipt(RECEIPT) if request.param == "receipt" else notice(NOTICE)


def test_is_tagged_german_and_shows_its_title(pdf: bytes) -> None:
    document = opened(pdf)
    root = document.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "de-DE"
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_declares_both_standards(pdf: bytes) -> None:
    with opened(pdf) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"


def test_title_author_and_time_come_from_the_data() -> None:
    with opened(receipt(RECEIPT)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Eingangsbestätigung: Hundesteuer anmelden (TS-2026-04217-8)"
        assert metadata["dc:creator"] == ["Stadt Taunusstein"]
        assert str(metadata["xmp:CreateDate"]).startswith("2026-05-12T12:47:00")
    with opened(notice(NOTICE)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Hundesteuerbescheid für 2026 (TS-2026-04217-8)"


def test_passes_qpdf(pdf: bytes, tmp_path: Path) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed (apt install qpdf)")
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_every_font_is_embedded(pdf: bytes) -> None:
    document = opened(pdf)
    fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
    assert {bool(font.keys() & {"/FontFile2", "/FontFile3"}) for font in fonts} == {True}


def test_attaches_the_data_unchanged() -> None:
    document = opened(receipt(RECEIPT))
    assert list(document.attachments) == ["angaben.json"]
    assert document.attachments["angaben.json"].get_file().read_bytes() == ANSWERS
    (file,) = document.Root.AF
    assert str(file.AFRelationship) == "/Data"
    assert str(file.EF.F.Subtype) == "/application/json"


def test_attaches_nothing_unless_given() -> None:
    assert list(opened(receipt(replace(RECEIPT, embedded=None))).attachments) == []


def test_headings_of_a_receipt_go_down_step_by_step() -> None:
    assert headings(receipt(replace(RECEIPT, code="4HWD-K9TN"))) == [
        ("H1", "Ihre Anmeldung ist eingegangen"),
        ("H2", "So geht es weiter"),
        ("H2", "Zugang zur Statusseite"),
        ("H2", "Ihre Angaben"),
        ("H3", "Über Sie"),
        ("H3", "Ihre Hunde"),
        ("H4", "Hund 1"),
        ("H5", "Ermäßigung"),
        ("H4", "Hund 2"),
        ("H2", "Ihre Nachweise"),
        ("H2", "Nachprüfung"),
    ]


def test_headings_never_skip_a_level_whatever_the_depth() -> None:
    lines = (Line("A", None, 5), Line("B", None, 5), Line("C", None, 9), Line("D", None, 9), Line("E", None, 0))
    found = headings(receipt(replace(RECEIPT, sections=(Section("S", lines),))))
    assert [level for level, title in found if len(title) == 1 and title != "S"] == ["H4", "H5", "H6", "H6", "H4"]


def test_headings_of_a_notice() -> None:
    assert headings(notice(NOTICE)) == [
        ("H1", "Hundesteuerbescheid für 2026"),
        ("H2", "Begründung"),
        ("H2", "Rechtsbehelfsbelehrung"),
    ]


def test_answers_are_a_table_with_named_columns() -> None:
    pdf = receipt(answer("Tierheim"))
    cells = [element.type for element in elements(opened(pdf)) if element.type in {"Table", "TR", "TH", "TD"}]
    assert cells == ["Table", "TR", "TH", "TH", "TR", "TD", "TD"]


def test_the_heading_of_a_group_is_the_head_of_its_table() -> None:
    lines = (Line("Hund 1", None), Line("Rufname", "Bella"))
    pdf = receipt(replace(answer(""), sections=(Section("Ihre Hunde", lines),)))
    types = [element.type for element in elements(opened(pdf))]
    assert types[types.index("Table") :][:9] == ["Table", "THead", "TR", "TH", "H4", "TBody", "TR", "TD", "TD"]


def test_facts_and_steps_are_lists() -> None:
    document = opened(receipt(RECEIPT))
    lists = [element.node for element in elements(document) if element.type == "L"]
    assert [(str(node.A[0].ListNumbering), len(node.K)) for node in lists] == [("/None", 3), ("/Decimal", 2)]


def test_the_same_data_give_the_same_bytes() -> None:
    assert receipt(RECEIPT) == receipt(RECEIPT)
    assert notice(NOTICE) == notice(NOTICE)


def test_smallest_receipt() -> None:
    smallest = Receipt(
        letterhead=Letterhead(name="Hilders"), service="S", reference="R", received_at=RECEIPT.received_at, digest="d"
    )
    assert headings(receipt(smallest)) == [("H1", "Ihr Antrag ist eingegangen"), ("H2", "Nachprüfung")]
