"""The services we author: valid files, honest elements, plain wording, and every case gives what it says."""

import csv
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from dienstweg.cli.cases import Case, Expectation, read_case
from dienstweg.engine import handover, overlay, xdf
from dienstweg.engine.adoption import offer
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.journey import Journey
from dienstweg.engine.schema import Child, Field, Group, Schema
from dienstweg.engine.service import Service

ROOT = Path(__file__).parents[2]
SERVICES = tuple(sorted(path.parent for path in (ROOT / "services").glob("*/schema.xml")))
CASES = tuple(case for folder in SERVICES for case in sorted(folder.glob("cases/*.yaml")))
NAMES = tuple(folder.name for folder in SERVICES)
EXPRESSION = re.compile(r"\.amounts\.\d+\.value")
LONGEST_SENTENCE = 20
"""Words, ../shared/design: longer ones are not read."""


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = Path(os.environ.get("DIENSTWEG_CORPUS", ROOT.parent / "shared" / "fim"))
    if not folder.is_dir():
        pytest.skip(f"The real schemas are not in {folder}; set DIENSTWEG_CORPUS.")
    return folder


@cache
def schema_of(name: str) -> Schema:
    return xdf.read((ROOT / "services" / name / "schema.xml").read_bytes()).schema


@cache
def overlay_of(name: str) -> overlay.Overlay:
    return overlay.read((ROOT / "services" / name / "service.yaml").read_bytes())


@cache
def service_of(name: str) -> Service:
    return compile_service(schema_of(name), overlay=overlay_of(name))


def children_of(children: tuple[Child, ...], owner: Group | None = None) -> Iterator[tuple[Child, Group | None]]:
    """Every place of a schema with the group it lies in."""
    for child in children:
        yield child, owner
        if isinstance(child.element, Group):
            yield from children_of(child.element.children, child.element)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid_against_the_official_xsd(name: str, corpus: Path) -> None:
    xsd = etree.XMLSchema(etree.parse(corpus / "xsd" / "xdf3" / "xdatenfelder.xsd"))
    xsd.assertValid(etree.parse(ROOT / "services" / name / "schema.xml"))


@pytest.mark.parametrize("name", NAMES)
def test_folder_and_slug_are_the_same_name(name: str) -> None:
    assert service_of(name).slug == name


def facts(element: Field | Group) -> tuple[object, ...]:
    """What must not differ between two copies of one version of an element."""
    if isinstance(element, Group):
        shape = tuple((child.multiplicity, child.element.id, child.element.version) for child in element.children)
        return (element.name, element.label_in, shape)
    limits = element.precision and msgspec.structs.replace(element.precision, text=None)
    return (element.name, element.label_in, element.role.value, element.datatype.value, limits, element.values)


@pytest.mark.parametrize("name", NAMES)
def test_harmonised_elements_are_the_published_ones(name: str, corpus: Path) -> None:
    ours = {
        (child.element.id, child.element.version): facts(child.element)
        for child, _ in children_of(schema_of(name).children)
        if child.element.id[1:3] == "60"
    }
    published: dict[tuple[str, str | None], tuple[object, ...]] = {}
    for path in sorted((corpus / "xdf3").glob("*.xml")):
        if ours.keys() <= published.keys():
            break
        for child, _ in children_of(xdf.read(path.read_bytes()).schema.children):
            published.setdefault((child.element.id, child.element.version), facts(child.element))
    assert {key: published.get(key) for key in ours} == ours


@pytest.mark.parametrize("name", NAMES)
def test_every_element_of_ours_rests_on_a_norm(name: str) -> None:
    """Quality messages 1006, 1013 and 1022 of the FIM methodology."""
    without = [
        child.element.id
        for child, owner in children_of(schema_of(name).children)
        if (child.element.id[1:3] == "06" and not child.element.legal)
        or (child.element.id[1:3] == "60" and owner is not None and owner.id[1:3] == "06" and not child.legal)
    ]
    kinds = {
        child.element.element_kind.value
        for child, _ in children_of(schema_of(name).children)
        if child.element.element_kind is not None
    }
    assert (without, kinds) == ([], {"HAR", "RNG"})


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_for_the_editor(name: str) -> None:
    assert service_of(name).open_points == ()


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the overlay with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}.{index}")
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("name", NAMES)
def test_wording_is_plain(name: str) -> None:
    said = tuple(one for one in texts(msgspec.to_builtins(overlay_of(name))) if not EXPRESSION.fullmatch(one[0]))
    sentences = [
        (path, sentence) for path, text in said for sentence in re.split(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„{])|\n", text)
    ]
    long = [(path, sentence) for path, sentence in sentences if len(re.findall(r"\w+", sentence)) > LONGEST_SENTENCE]
    unkind = [(path, text) for path, text in said if re.search(r"!|ungültig|Pflichtfeld|Antragsteller\b|\bbzw\b", text)]
    assert (long, unkind) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_every_placeholder_has_a_parameter(name: str) -> None:
    known = {parameter.name for parameter in overlay_of(name).parameters}
    used = {
        (path, placeholder)
        for path, text in texts(msgspec.to_builtins(overlay_of(name)))
        for placeholder in re.findall(r"\{(\w+)\}", text)
        if placeholder not in known
    }
    assert used == {(".remedy", "authority")}


def case_of(path: Path) -> Case:
    return read_case(path)


def place(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


def _amounts(journey: Journey) -> dict[str, str]:
    return {amount.name: f"{value:f}" for amount, value in journey.amounts()}


@pytest.mark.parametrize("path", CASES, ids=place)
def test_case(path: Path) -> None:
    case = case_of(path)
    service = offer(service_of(path.parts[-3]), case.parameters)
    journey = Journey(service, case.answers)
    found = Expectation(
        pages=tuple(page.slug for page in journey.pages),
        gaps=tuple(gap.path for gap in journey.gaps()),
        amounts=_amounts(journey) if case.expect.amounts is not None else None,
        payload=handover.json_payload(service, journey.clean()) if case.expect.payload is not None else None,
    )
    assert found == case.expect


@pytest.mark.parametrize("path", [path for path in CASES if not case_of(path).expect.gaps], ids=place)
def test_complete_case_keeps_to_the_generated_schemas(path: Path) -> None:
    case = case_of(path)
    service = offer(service_of(path.parts[-3]), case.parameters)
    clean = Journey(service, case.answers).clean()
    payload = handover.json_bytes(handover.json_payload(service, clean))
    assert handover.validate(service, payload, handover.xml_payload(service, clean)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_cases_show_complete_and_incomplete_applicants(name: str) -> None:
    cases = [case_of(path) for path in CASES if path.parts[-3] == name]
    assert {bool(case.expect.gaps) for case in cases} == {True, False}


def test_dog_tax_without_amounts_shows_none() -> None:
    info = offer(service_of("hundesteuer-anmelden"), {}).info
    assert (info.rates, info.deadline.count("{")) == ((), 0)


def test_dog_tax_shows_the_amounts_that_are_known() -> None:
    values = {"steuer_hund1": "72.00", "steuer_gefaehrlich": "800.00"}
    rates = offer(service_of("hundesteuer-anmelden"), values).info.rates
    shown = tuple((label, value.replace("\N{NO-BREAK SPACE}", " ")) for label, value in rates)
    assert shown == (("Erster Hund", "72,00 €"), ("Gefährlicher Hund", "800,00 €"))


def test_dog_tax_rates_have_sources_and_canonical_amounts() -> None:
    with (ROOT / "data" / "dog_tax" / "hessen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    amounts = [row[column] for row in rows for column in ("first_dog", "second_dog", "further_dog", "dangerous_dog")]
    assert [amount for amount in amounts if not re.fullmatch(r"(\d+\.\d\d)?", amount)] == []
    assert [row["ags"] for row in rows if not re.fullmatch(r"064\d{5}|066\d{5}|065\d{5}", row["ags"])] == []
    assert [row["ags"] for row in rows if not (row["source"] and row["source_kind"])] == []
    assert len({row["ags"] for row in rows}) == len(rows) == 19
