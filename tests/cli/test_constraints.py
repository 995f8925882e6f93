"""The independent look at a payload: a good one passes, and every kind of fault is noticed."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from dienstweg.cli.constraints import Breach, Constraints
from dienstweg.cli.notations import json_values, parsed, xml_values
from dienstweg.engine import xdf
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.files import File
from tests.engine.xdf_samples import field, group, place, schema

ID = "7d9e7c9e-6c1d-4a8e-9c39-2f4a1f6f1b01"
FILES = {ID: File(id=ID, name="a.pdf", size=90, type="application/pdf", sha256="00" * 32)}
VALUES = "".join(f"<x:wert><x:code>{code}</x:code><x:name>{code}</x:name></x:wert>" for code in ("ja", "nein"))
SCHEMA = xdf.read(
    schema(
        place(field("F1", precision='<x:praezisierung minLength="2" maxLength="5" pattern="[a-z]*"/>')),
        place(field("F2", role="select", more=f"<x:werte>{VALUES}</x:werte>"), "0:1"),
        place(field("F3", datatype="num_int", precision='<x:praezisierung minValue="1" maxValue="9"/>'), "0:2"),
        place(field("F4", datatype="num_currency"), "0:1"),
        place(field("F5", datatype="date", precision='<x:praezisierung maxValue="2026-12-31"/>'), "0:1"),
        place(field("F6", datatype="bool"), "0:1"),
        place(
            field("F7", datatype="file", more="<x:maxSize>100</x:maxSize><x:mediaType>application/pdf</x:mediaType>"),
            "0:1",
        ),
        place(field("F8", role="label"), "0:1"),
        place(field("F9", datatype="text_latin"), "0:1"),
        place(field("F10", datatype="time"), "0:1"),
        place(field("F11", role="locked"), "1:1"),
        place(group("G1", place(field("F1"))), "0:*"),
        place(
            group(
                "G2",
                place(field("F1"), "0:1"),
                place(field("F2"), "0:1"),
                more="<x:art><code>X</code></x:art>",
            ),
            "0:1",
        ),
    )
).schema
GOOD: dict[str, object] = {
    "F1": "abc",
    "F2": "ja",
    "F3": [1, 9],
    "F4": Decimal("12.50"),
    "F5": "2026-12-31",
    "F6": False,
    "F7": f"urn:uuid:{ID}",
    "F9": "Müller",
    "F10": "23:59:00",
    "G1": [{"F1": "x"}, {"F1": "y"}],
    "G2": {"F2": "nein"},
}
FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "missing": ({"F1": None}, "F1"),
    "empty": ({"F1": ""}, "F1"),
    "too short": ({"F1": "a"}, "F1"),
    "too long": ({"F1": "abcdef"}, "F1"),
    "not the pattern": ({"F1": "ABC"}, "F1"),
    "no text": ({"F1": 12}, "F1"),
    "unknown code": ({"F2": "vielleicht"}, "F2"),
    "too many": ({"F3": [1, 2, 3]}, "F3"),
    "no list": ({"F3": 1}, "F3"),
    "a list where there is one value": ({"F6": [True]}, "F6"),
    "too small": ({"F3": [0]}, "F3.0"),
    "too large": ({"F3": [1, 10]}, "F3.1"),
    "no whole number": ({"F3": [Decimal("1.5")]}, "F3.0"),
    "truth as number": ({"F3": [True]}, "F3.0"),
    "three places of a euro": ({"F4": Decimal("1.234")}, "F4"),
    "number as text": ({"F4": "1.20"}, "F4"),
    "too late": ({"F5": "2027-01-01"}, "F5"),
    "no date": ({"F5": "31.12.2026"}, "F5"),
    "no truth": ({"F6": "ja"}, "F6"),
    "unknown file": ({"F7": "urn:uuid:00000000-0000-4000-8000-000000000000"}, "F7"),
    "file in words": ({"F7": "a.pdf"}, "F7"),
    "label sent": ({"F8": "Hinweis"}, "F8"),
    "not Latin": ({"F9": "Жук"}, "F9"),
    "no time": ({"F10": "25:00:00"}, "F10"),
    "unknown element": ({"F99": "x"}, "F99"),
    "mandatory in a used group": ({"G1": [{"F1": "x"}, {}]}, "G1.1.F1"),
    "text for a group": ({"G1": ["x"]}, "G1.0"),
    "both of a choice": ({"G2": {"F1": "a", "F2": "b"}}, "G2"),
    "none of a choice": ({"G2": {}}, "G2"),
}


def breaches(payload: dict[str, object], files: dict[str, File] = FILES) -> list[Breach]:
    constraints = Constraints(SCHEMA, CodeLists(), lambda element: element.id)
    return list(constraints.breaches(payload, files))


def changed(change: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**GOOD, **change}.items() if value is not None}


def test_a_good_payload_passes() -> None:
    assert breaches(GOOD) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_every_kind_of_fault_is_noticed_at_its_place(fault: str) -> None:
    change, path = FAULTS[fault]
    assert [breach.path for breach in breaches(changed(change))] == [path]


@pytest.mark.parametrize("change", [{"size": 101}, {"type": "image/png"}])
def test_files_are_held_against_size_and_type(change: dict[str, object]) -> None:
    files = {ID: File(**{**FILES[ID], **change})}  # type: ignore[typeddict-item] # one entry exchanged
    assert [breach.path for breach in breaches(GOOD, files)] == ["F7"]


def test_both_notations_give_the_same_values() -> None:
    in_json = b'{"F1":"a\\nb","F3":[1,20],"F4":12.50,"F6":true,"G1":[{"F1":"x"},{}]}'
    in_xml = (
        b"<S1><F1V1>a\nb</F1V1><F3V1>1</F3V1><F3V1>20</F3V1><F4V1>12.50</F4V1><F6V1>true</F6V1>"
        b"<G1V1><F1V1>x</F1V1></G1V1><G1V1/></S1>"
    )
    names = {f"{name}V1": name for name in ("F1", "F3", "F4", "F6", "G1")}
    expected = {
        "/F1[0]": "a\nb",
        "/F3[0]": "1",
        "/F3[1]": "20",
        "/F4[0]": "12.50",
        "/F6[0]": "true",
        "/G1[0]/F1[0]": "x",
        "/G1[1]": "",
    }
    readings: list[Callable[[], dict[str, str]]] = [
        lambda: dict(json_values(parsed(in_json))),
        lambda: dict(xml_values(in_xml, names)),
    ]
    assert [reading() for reading in readings] == [expected, expected]
