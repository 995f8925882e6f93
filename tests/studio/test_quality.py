"""What the page "Ihr Datenschema" says about the quality of a file, and what stands in the report to take home."""

import base64
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from msgspec.structs import replace

from dienstweg.engine import xdf
from dienstweg.engine.schema import Schema
from tests.engine.quality.sound import FIELD, field, group, placed, schema

pytestmark = pytest.mark.django_db


def shown(schema: Schema) -> html.HtmlElement:
    """The page for a file."""
    return uploaded(xdf.write(schema), 200)


def uploaded(data: bytes, status: int) -> html.HtmlElement:
    answer = Client().post("/schema", {"datei": SimpleUploadedFile("schema.xml", data, "text/xml")})
    assert answer.status_code == status
    return html.fromstring(answer.content.decode())


def quality_of(page: html.HtmlElement) -> html.HtmlElement:
    (section,) = page.xpath("//section[h2[starts-with(., 'Qualität')]]")
    return section


def texts(element: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(" ".join(found.itertext()).split()) for found in element.xpath(path)]


def report_of(page: html.HtmlElement) -> html.HtmlElement:
    (link,) = page.xpath("//a[@download]/@href")
    return html.fromstring(base64.b64decode(link.partition(",")[2]).decode())


def fields(count: int) -> Schema:
    """So many fields without any length."""
    return schema(*(placed(field(id=f"F06000001{number:03}", precision=None)) for number in range(count)))


def test_a_finding_has_number_level_sentence_name_and_place() -> None:
    section = quality_of(shown(fields(1)))
    sentence = "Zum Text ist nicht angegeben, wie kurz und wie lang er sein darf."
    assert texts(section, "./h2 | ./p[1]/span | .//summary | .//li") == [
        "Qualität nach FIM-Methodik (1)",
        "1 Warnung",
        f"Warnung: {sentence} 1 Stelle · 1102",
        "Rufname: Es fehlen Mindest- und Höchstlänge. F06000001000",
    ]


def test_the_report_has_what_is_too_much_for_the_page() -> None:
    page = shown(fields(203))
    assert texts(quality_of(page), ".//li[last()]") == ["3 weitere stehen im Bericht."]
    assert len(report_of(page).xpath("//h3[starts-with(., '1102')]/following::ul[1]/li")) == 203


def test_graver_levels_stand_first() -> None:
    found = schema(placed(field(precision=None, name="")), document_profile="D99000000001")
    assert texts(quality_of(shown(found)), "./p[1]/span") == [
        "1 kritischer Fehler",
        "1 methodischer Fehler",
        "1 Warnung",
    ]


def test_other_places_of_an_element_are_counted() -> None:
    twice = schema(
        placed(field(legal=())), placed(group(placed(field(legal=())), placed(replace(FIELD, id="F06000000009"))))
    )
    assert texts(quality_of(shown(twice)), ".//li") == ["Rufname F06000000001 und 1 weitere Stelle"]


def test_a_sound_file_says_so() -> None:
    assert "Zu diesem Schema haben wir nichts zu bemerken." in quality_of(shown(schema(placed(FIELD)))).text_content()


def test_the_report_has_every_place() -> None:
    page = shown(
        schema(
            placed(field(legal=())), placed(group(placed(field(legal=())), placed(replace(FIELD, id="F06000000009"))))
        )
    )
    report = report_of(page)
    assert texts(report, "//h3") == ["1006, Kritischer Fehler (1)"]
    assert texts(report, "//h3/following::ul[1]/li") == ["Rufname F06000000001, G06000000001.F06000000001"]


def test_what_cannot_be_read_shows_the_number_as_well() -> None:
    data = xdf.write(schema(placed(FIELD))).replace(b":anzahl>1:1<", b":anzahl>3:2<")
    page = uploaded(data, 422)
    assert re.findall(r"FIM \d+", page.text_content()) == ["FIM 1047"]
    assert re.findall(r"FIM \d+", report_of(page).text_content()) == ["FIM 1047"]
