"""The running form of a file, from its first page to its end and back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from dienstweg.engine import codelists, xdf
from dienstweg.engine.codelists import Column, GenericodeList
from dienstweg.engine.schema import CodeListReference, Schema
from tests.engine.schema_parts import field, group, once, rule, schema
from tests.walker import Browser, Page
from tests.web.sheets import parse

pytestmark = pytest.mark.django_db

LAND = schema(
    once(field("F00000001", "Name")),
    once(field("F00000002", "Nummer")),
    rules=(rule("Für das Land NW gilt: F00000002 ist auszublenden."),),
)


def begin(of: Schema) -> tuple[Browser, Page]:
    """The first page of the form."""
    browser = Browser()
    upload = SimpleUploadedFile("schema.xml", xdf.write(of), "text/xml")
    page = browser.send(browser.open("/schema").form, {"datei": upload})
    return browser, browser.send(page.form)


@pytest.mark.parametrize(("land", "asked"), [("HE", ["F00000001", "F00000002"]), ("NW", ["F00000001"])])
def test_the_land_of_the_installation_counts(settings: Settings, land: str, asked: list[str]) -> None:
    settings.LAND = land
    _, page = begin(LAND)
    assert page.form.asked == asked


def test_code_lists_of_the_installation_are_offered(tmp_path: Path, settings: Settings) -> None:
    of = schema(once(field("F1", "Farbe", role="select", code_list=CodeListReference(canonical="urn:farbe"))))
    settings.CODE_LISTS_DIR = tmp_path
    assert begin(of)[1].form.options == {}
    colours = GenericodeList(
        canonical_uri="urn:farbe",
        version="1",
        columns=(Column("code"), Column("name")),
        rows=({"code": "r", "name": "Rot"}, {"code": "b", "name": "Blau"}),
    )
    (tmp_path / "farbe.json").write_bytes(codelists.dump(colours))
    assert begin(of)[1].form.options == {"F1": ["r", "b"]}


def test_the_end_leads_back_to_the_last_page() -> None:
    first, second = (group(f"G{number}", once(field("F1", "Name")), label=f"Teil {number}") for number in (1, 2))
    browser, page = begin(schema(once(first), once(second)))
    for number in (1, 2):
        page = browser.send(page.form, {f"G{number}.F1": "Ada"}, button="weiter")
    assert "Ende der Vorschau" in page.words
    assert "Zurück zu „Teil 2“" in page.words
    page = browser.send(page.form, button="zeigen")
    assert (page.status, page.form.values["G2.F1"], page.errors) == (200, "Ada", [])


def test_the_norm_of_a_page_is_said_once() -> None:
    norm = "§ 1 Probegesetz"
    _, page = begin(schema(once(field("F1", legal=(norm,))), once(field("F2", legal=(norm,)))))
    assert page.words.count(norm) == 1


def test_a_long_title_stands_whole_at_the_head_of_its_page() -> None:
    label = "Ein Name, der länger ist als jede Zeile, auch auf breiten Seiten, und doch ganz gelesen werden will"
    _, page = begin(schema(once(group("G1", once(field("F1")), label=label))))
    (head,) = parse(page.html).xpath("//h1/text()")
    assert (head, page.html.count(label)) == (label, 1)
