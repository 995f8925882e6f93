"""``simulate``: everybody arrives, the same seed gives the same people, and what goes wrong is told in full."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest
from lxml import etree

from tests.cli.conftest import DOG_TAX, SERVICES, Call
from tests.engine.xdf_samples import field, place, schema

COUNTS = ("applicants", "passed", "pages", "answers", "rows", "files", "payload_bytes")


def simulated(data: dict[str, object]) -> list[dict[str, object]]:
    found = data["simulated"]
    assert isinstance(found, list)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everybody_arrives_in_our_own_services(call: Call) -> None:
    called = call("simulate", SERVICES, "--count", "20", "--json")
    arrived = [(one["applicants"], one["passed"], one["failure"]) for one in simulated(called.data)]
    assert (called.code, arrived) == (0, [(20, 20, None)] * 4)


def test_the_same_seed_gives_the_same_people(call: Call, tmp_path: Path) -> None:
    runs = {"eins": "7", "zwei": "7", "drei": "8"}
    for name, seed in runs.items():
        words = ("--count", "5", "--seed", seed, "--today", "2026-05-01", "--out", tmp_path / name)
        assert call("simulate", DOG_TAX, *words).code == 0
    first, second, third = (contents(tmp_path / name) for name in runs)
    assert (first == second, first == third) == (True, False)


def test_the_folder_holds_schemas_and_what_keeps_to_them(call: Call, tmp_path: Path) -> None:
    assert call("simulate", DOG_TAX, "--count", "3", "--keys", "versioned", "--out", tmp_path / "aus").code == 0
    files = contents(tmp_path / "aus")
    assert sorted(files) == ["1.json", "1.xml", "2.json", "2.xml", "3.json", "3.xml", "schema.json", "schema.xsd"]
    in_json = jsonschema_rs.Draft202012Validator(json.loads(files["schema.json"]), validate_formats=True)
    in_xml = etree.XMLSchema(etree.fromstring(files["schema.xsd"]))
    kept = [in_json.is_valid(json.loads(files[f"{number}.json"])) for number in (1, 2, 3)]
    kept += [in_xml.validate(etree.fromstring(files[f"{number}.xml"])) for number in (1, 2, 3)]
    assert kept == [True] * 6


def test_counts_are_those_of_what_was_handed_over(call: Call, tmp_path: Path) -> None:
    called = call("simulate", DOG_TAX, "--count", "4", "--out", tmp_path / "aus", "--json")
    files = contents(tmp_path / "aus")
    payloads = {name: data for name, data in files.items() if not name.startswith("schema")}
    leaves = [leaf for name, data in payloads.items() if name.endswith(".json") for leaf in values(json.loads(data))]
    (one,) = simulated(called.data)
    assert one["payload_bytes"] == sum(map(len, payloads.values()))
    assert one["answers"] == len(leaves)
    assert one["files"] == sum(str(leaf).startswith("urn:uuid:") for leaf in leaves)


def values(here: object) -> list[object]:
    inside = here.values() if isinstance(here, dict) else here if isinstance(here, list) else None
    return [here] if inside is None else [leaf for one in inside for leaf in values(one)]


def test_several_files_get_a_folder_each(call: Call, tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(schema(place(field())))
    assert call("simulate", tmp_path, "--count", "1", "--out", tmp_path / "aus").code == 0
    assert sorted(path.name for path in (tmp_path / "aus").iterdir()) == ["a", "b"]


def test_the_first_failure_is_told_in_full(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "eng.xml"
    narrow = '<x:praezisierung maxLength="2" pattern="[0-9]{5}"/>'
    path.write_bytes(schema(place(field(precision=narrow))))
    called = call("simulate", path, "--count", "3", "--seed", "9", "--today", "2026-05-01", "--json")
    (one,) = simulated(called.data)
    assert (called.code, [one[name] for name in COUNTS]) == (1, [3, 0, 0, 0, 0, 0, 0])
    assert one["failure"] == {
        "applicant": 1,
        "step": "Weg",
        "path": "F1",
        "value": "",
        "message": "Zu „Angabe“ lässt sich kein Wert finden. Prüfen Sie Längen, Muster und Grenzen.",
        "repeat": f"dienstweg simulate {path} --count 1 --seed 9 --today 2026-05-01",
    }


def test_a_file_that_is_refused_does_not_stop_the_others(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(schema(place(field(), "3:2")))
    (tmp_path / "b.xml").write_bytes(schema(place(field())))
    called = call("simulate", tmp_path, "--count", "2", "--json")
    assert (called.code, [one["passed"] for one in simulated(called.data)]) == (1, [0, 2])


@pytest.mark.heavy
def test_everybody_arrives_in_real_schemas(call: Call, corpus: Path, corpus_file: Path) -> None:
    called = call("simulate", corpus_file, "--count", "20", "--codelists", corpus / "codelists", "--json")
    (one,) = simulated(called.data)
    assert (called.code, one["passed"], one["failure"]) == (0, 20, None)


def test_numbers_are_compared_digit_by_digit(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "betrag.xml"
    path.write_bytes(schema(place(field(datatype="num_currency"))))
    assert call("simulate", path, "--count", "5", "--out", tmp_path / "aus").code == 0
    amounts = [
        json.loads((tmp_path / "aus" / f"{n}.json").read_bytes(), parse_float=Decimal)["F1"] for n in range(1, 6)
    ]
    assert [amount.as_tuple().exponent for amount in amounts] == [-2] * 5
