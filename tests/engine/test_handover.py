"""What an authority receives: payloads written out, and what the generated schemas accept and refuse."""

from decimal import Decimal

import pytest
from lxml import etree

from dienstweg.engine import handover
from dienstweg.engine.answers import Answers
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import (
    CodeList,
    Either,
    Entry,
    Group,
    Item,
    Kind,
    Limits,
    Node,
    Note,
    Page,
    Question,
    Role,
    Service,
)

NAMESPACE = "urn:fim-de:xfall:xdf3:S00000000001V1.0.0"
NO_LIMITS = Limits()


def question(
    id: str,
    kind: Kind = "text",
    *,
    min: int = 1,
    max: int | None = 1,
    limits: Limits = NO_LIMITS,
    version: str | None = "1.0.0",
    role: Role = "input",
    content: str | None = None,
    code_list: str | None = None,
    forbiddable: bool = False,
) -> Question:
    return Question(
        id=id,
        path=id,
        kind=kind,
        version=version,
        label=f"Feld {id}",
        min=min,
        max=max,
        limits=limits,
        role=role,
        content=content,
        code_list=code_list,
        forbiddable=forbiddable,
    )


def group(id: str, *children: Node, min: int = 1, max: int | None = 1, version: str | None = "1.0.0") -> Group:
    return Group(id=id, path=id, version=version, label=f"Gruppe {id}", min=min, max=max, children=children)


def service(*nodes: Node, version: str | None = "1.0.0", code_lists: dict[str, CodeList] | None = None) -> Service:
    return Service(
        slug="probe",
        title="Probe",
        schema_id="S00000000001",
        schema_version=version,
        standard="3.0.0",
        nodes=nodes,
        pages=(Page(slug="alles", title="Alles", items=tuple(Item(node.path) for node in nodes)),),
        code_lists=code_lists or {},
    )


STATES = CodeList("urn:de:staat", "1", (Entry("000", "Deutschland"), Entry("129", "Frankreich")))
EVERYTHING = service(
    question("F1"),
    Note(id="F2", path="F2", label="Hinweis"),
    group(
        "G1",
        question("F3", "date"),
        question("F4", "choice", code_list="staat", min=2, max=5),
        group("G2", question("F5", "integer"), question("F6", "number"), min=0, max=None),
    ),
    question("F7", "money", min=0),
    question("F8", "bool", version=None),
    question("F9", "file", min=0, max=None),
    question("F10", "datetime", min=0),
    question("F11", "time", min=0),
    question("F12", role="locked"),
    question("F13", "integer", role="hidden", content="7"),
    code_lists={"staat": STATES},
)
FILE = {
    "id": "3f2b8c1e-0000-4000-8000-000000000001",
    "name": "Vertrag.pdf",
    "size": 5,
    "type": "application/pdf",
    "sha256": "0" * 64,
}
CLEAN: Answers = {
    "F1": "Müller & <Söhne>\nzweite Zeile ",
    "G1": {"F3": "2026-05-01", "F4": ["000", "129"], "G2": [{"F5": -5, "F6": "12.50"}, {"F5": 0, "F6": "1"}]},
    "F7": "90.00",
    "F8": False,
    "F9": [FILE],
    "F10": "2026-05-01T14:30:00",
    "F11": "14:30:00",
    "F13": 7,
}


def test_json_nests_objects_and_keeps_every_digit() -> None:
    payload = handover.json_payload(EVERYTHING, CLEAN)
    assert payload == {
        "F1": "Müller & <Söhne>\nzweite Zeile ",
        "G1": {
            "F3": "2026-05-01",
            "F4": ["000", "129"],
            "G2": [{"F5": -5, "F6": Decimal("12.50")}, {"F5": 0, "F6": Decimal(1)}],
        },
        "F7": Decimal("90.00"),
        "F8": False,
        "F9": ["urn:uuid:3f2b8c1e-0000-4000-8000-000000000001"],
        "F10": "2026-05-01T14:30:00",
        "F11": "14:30:00",
        "F13": 7,
    }
    assert handover.json_bytes({"a": Decimal("12.50"), "b": Decimal("0.10"), "c": 5}) == b'{"a":12.50,"b":0.10,"c":5}'


def test_keys_may_carry_versions() -> None:
    payload = handover.json_payload(EVERYTHING, CLEAN, keys="versioned")
    assert list(payload) == [
        "F1V1.0.0",
        "G1V1.0.0",
        "F7V1.0.0",
        "F8",
        "F9V1.0.0",
        "F10V1.0.0",
        "F11V1.0.0",
        "F13V1.0.0",
    ]
    assert (
        handover.validate(
            EVERYTHING, handover.json_bytes(payload), handover.xml_payload(EVERYTHING, CLEAN), keys="versioned"
        )
        == ()
    )


def test_xml_has_one_element_for_each_value_in_document_order() -> None:
    document = etree.fromstring(handover.xml_payload(EVERYTHING, CLEAN))
    assert document.tag == f"{{{NAMESPACE}}}S00000000001V1.0.0"
    found = [(etree.QName(element).localname, element.text) for element in document.iter() if not len(element)]
    assert found == [
        ("F1V1.0.0", "Müller & <Söhne>\nzweite Zeile "),
        ("F3V1.0.0", "2026-05-01"),
        ("F4V1.0.0", "000"),
        ("F4V1.0.0", "129"),
        ("F5V1.0.0", "-5"),
        ("F6V1.0.0", "12.50"),
        ("F5V1.0.0", "0"),
        ("F6V1.0.0", "1"),
        ("F7V1.0.0", "90.00"),
        ("F8", "false"),
        ("F9V1.0.0", "urn:uuid:3f2b8c1e-0000-4000-8000-000000000001"),
        ("F10V1.0.0", "2026-05-01T14:30:00"),
        ("F11V1.0.0", "14:30:00"),
        ("F13V1.0.0", "7"),
    ]


def test_a_schema_without_version_is_named_by_its_id_alone() -> None:
    plain = service(question("F1"), version=None)
    document = etree.fromstring(handover.xml_payload(plain, {"F1": "a"}))
    assert document.tag == "{urn:fim-de:xfall:xdf3:S00000000001}S00000000001"
    assert handover.json_schema(plain)["$id"] == "urn:fim-de:xfall:xdf3:S00000000001"


def test_the_json_schema_written_out() -> None:
    named = group("G1", question("F1", limits=Limits(min_length=5, max_length=5, pattern="[0-9]{5}")), min=0, max=3)
    asked = service(
        named,
        question("F2", "choice", code_list="staat"),
        Note(id="F3", path="F3", label="-"),
        code_lists={"staat": STATES},
    )
    assert handover.json_schema(asked, keys="versioned") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAMESPACE,
        "title": "Probe",
        "type": "object",
        "properties": {
            "G1V1.0.0": {"type": "array", "items": {"$ref": "#/$defs/G1V1.0.0"}, "maxItems": 3},
            "F2V1.0.0": {"$ref": "#/$defs/F2V1.0.0"},
        },
        "additionalProperties": False,
        "required": ["F2V1.0.0"],
        "$defs": {
            "F1V1.0.0": {
                "title": "Feld F1",
                "type": "string",
                "minLength": 5,
                "maxLength": 5,
                "pattern": "^(?:[0-9]{5})$",
            },
            "G1V1.0.0": {
                "title": "Gruppe G1",
                "type": "object",
                "properties": {"F1V1.0.0": {"$ref": "#/$defs/F1V1.0.0"}},
                "additionalProperties": False,
                "required": ["F1V1.0.0"],
            },
            "urn-de-staat": {"type": "string", "enum": ["000", "129"]},
            "F2V1.0.0": {"title": "Feld F2", "$ref": "#/$defs/urn-de-staat"},
        },
    }


def test_the_same_id_at_several_places_has_one_definition_for_each_meaning() -> None:
    short, long = question("F1", limits=Limits(max_length=5)), question("F1", limits=Limits(max_length=9))
    asked = service(group("G1", short), group("G2", long), group("G3", short))
    definitions = handover.json_schema(asked)["$defs"]
    assert isinstance(definitions, dict)
    assert list(definitions) == ["F1", "G1", "F1_2", "G2", "G3"]
    answers: Answers = {"G1": {"F1": "12345"}, "G2": {"F1": "123456789"}, "G3": {"F1": "123456"}}
    assert codes(asked, answers) == ["handover_json", "handover_xml"]


def test_minima_are_lowered_for_what_may_rightly_be_absent() -> None:
    asked = service(
        question("F1", role="locked"),
        question("F2", role="hidden", min=2, max=2, content="x"),
        question("F3", forbiddable=True),
        Either(path="?G4", label="Welche?", options=(group("G4", question("F4")), group("G5", question("F5")))),
    )
    schema = handover.json_schema(asked)
    assert schema["required"] == ["F2"]
    assert codes(asked, {"F2": ["x"]}) == []


def test_exactly_one_of_a_choice_group() -> None:
    options = (question("F1", min=0), question("F2", min=0))
    must = service(group("G1", Either(path="G1.?F1", label="Welche?", options=options, wraps_group=True)))
    assert codes(must, {"G1": {"F1": "a"}}) == []
    assert codes(must, {"G1": {}}) == ["handover_json", "handover_xml"]
    assert codes(must, {"G1": {"F1": "a", "F2": "b"}}) == ["handover_json", "handover_xml"]
    either = Either(path="G1.?F1", label="Welche?", options=options, wraps_group=True, required=False)
    may = service(group("G1", either))
    assert codes(may, {"G1": {}}) == []
    assert codes(may, {"G1": {"F1": "a", "F2": "b"}}) == ["handover_json", "handover_xml"]


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        (question("F1", limits=Limits(min_length=2)), "ab", "a"),
        (question("F1", limits=Limits(max_length=2)), "ÄÖ", "ÄÖÜ"),
        (question("F1", limits=Limits(pattern=r"^\d{2}\p{L}?$")), "12ä", "a12ä"),
        (question("F1", "date"), "2024-02-29", "2026-02-29"),
        (question("F1", "time"), "23:59:59", "24:00:01"),
        (
            question("F1", "datetime", limits=Limits(max_value="2026-05-01T08:00:00")),
            "2026-05-01T08:00:00",
            "2026-05-01 08:00",
        ),
        (question("F1", "integer", limits=Limits(min_value="0.5", max_value="12")), 1, 0),
        (question("F1", "number", limits=Limits(min_value="0.1")), "0.1", "0.09"),
        (question("F1", "money", limits=Limits(max_value="1200")), "1200.00", "1200.01"),
        (question("F1", "choice", code_list="staat"), "000", "999"),
        (question("F1", min=2, max=3), ["a", "b"], ["a"]),
        (question("F1", min=0, max=2), ["a", "b"], ["a", "b", "c"]),
    ],
)
def test_both_schemas_repeat_the_limits_of_a_question(asked: Question, right: object, wrong: object) -> None:
    whole = service(asked, code_lists={"staat": STATES})
    assert codes(whole, {"F1": right}) == []
    assert set(codes(whole, {"F1": wrong})) == {"handover_json", "handover_xml"}


def test_an_open_list_and_what_cannot_be_said_are_left_out_of_the_schemas() -> None:
    asked = service(
        question("F1", "choice", code_list="offen"),
        question("F2", limits=Limits(pattern="(?i)abc")),
        question("F3", limits=Limits(min_length=9, max_length=2), min=0),
        question("F4", "integer", limits=Limits(min_value="9", max_value="2"), min=0),
        code_lists={"offen": CodeList("urn:offen", "1", STATES.entries, complete=False)},
    )
    assert codes(asked, {"F1": "Mond", "F2": "ABC"}) == []


def test_a_payload_that_breaks_its_schemas_is_named_with_the_place() -> None:
    asked = service(group("G1", question("F1"), max=None))
    payload = b'{"G1":[{"F1":"a"},{}]}'
    document = f'<S00000000001V1.0.0 xmlns="{NAMESPACE}"><G1V1.0.0/></S00000000001V1.0.0>'.encode()
    first, second = handover.validate(asked, payload, document)
    assert (first.code, first.where) == ("handover_json", "G1.1")
    assert (second.code, second.where) == ("handover_xml", "XML, Zeile 1")
    assert handover.validate(asked, payload, b"<a>")[1].message.startswith("Die XML-Übergabe ist nicht lesbar: ")


def test_a_pattern_that_the_processor_gives_up_on_is_a_warning() -> None:
    asked = service(question("F1", limits=Limits(pattern="(.*)(.*)(.*)(.*)x")))
    payload, document = (
        handover.json_payload(asked, {"F1": "a" * 3000}),
        handover.xml_payload(asked, {"F1": "a" * 3000}),
    )
    found = handover.validate(asked, handover.json_bytes(payload), document)
    assert [(problem.code, problem.level) for problem in found] == [
        ("handover_json", "error"),
        ("handover_xml", "warning"),
    ]


def test_a_service_whose_names_are_no_names_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        handover.Contract(service(question("1 F", version=None)))
    assert [problem.code for problem in refused.value.problems] == ["handover_schema"]


def codes(asked: Service, clean: Answers) -> list[str]:
    problems: tuple[Problem, ...] = handover.validate(
        asked, handover.json_bytes(handover.json_payload(asked, clean)), handover.xml_payload(asked, clean)
    )
    return [problem.code for problem in problems]
