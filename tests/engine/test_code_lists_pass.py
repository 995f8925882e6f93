"""Every choice gets its list as complete as it can be had, or says openly that it has none."""

import pytest
from msgspec.structs import replace

from dienstweg.engine.codelists import CodeLists, Column, GenericodeList
from dienstweg.engine.overlay import ElementPart, Overlay, ParameterPart
from dienstweg.engine.schema import CodeListReference, Rule, Value
from dienstweg.engine.service import CodeList, Entry, Kind, Question, Service
from tests.engine.schema_parts import STAAT, at, field, group, once, points, rule, service

COMPARED = 'Wenn F00000001 "Staat" = 000 "Deutschland" oder = 129 "Frankreich", dann nichts.'


def genericode(version: str, *labels: str) -> GenericodeList:
    rows = tuple({"code": str(number), "name": label, "mehr": f"Hilfe {number}"} for number, label in enumerate(labels))
    return GenericodeList(
        canonical_uri="urn:staat",
        version=version,
        columns=(Column("code"), Column("name"), Column("mehr")),
        rows=rows,
    )


def asked(compiled: Service, path: str = "F00000001") -> tuple[Kind, CodeList | None]:
    node = at(compiled, path)
    assert isinstance(node, Question)
    return node.kind, compiled.code_lists[node.code_list] if node.code_list else None


def select(
    reference: CodeListReference | None = STAAT,
    *,
    rules: tuple[Rule, ...] = (),
    lists: tuple[GenericodeList, ...] = (),
    values: tuple[Value, ...] = (),
    datatype: str = "text",
) -> Service:
    element = field("F00000001", role="select", datatype=datatype, code_list=reference, values=values)
    return service(once(element), rules=rules, code_lists=CodeLists(lists))


def test_the_version_the_file_names_serves_without_a_word() -> None:
    compiled = select(lists=(genericode("1", "Alt"), genericode("2", "Neu"), genericode("3", "Neuer")))
    assert asked(compiled) == ("choice", CodeList("urn:staat", "2", (Entry("0", "Neu"),)))
    assert compiled.open_points == ()


@pytest.mark.parametrize(
    ("versions", "serves", "said"),
    [(("1",), "1", True), (("1", "3"), "1", True), (("3", "4"), "3", True)],
)
def test_another_version_serves_and_is_marked(versions: tuple[str, ...], serves: str, said: bool) -> None:
    compiled = select(lists=tuple(genericode(version, version) for version in versions))
    assert asked(compiled)[1] == CodeList("urn:staat", serves, (Entry("0", serves),))
    assert [(point.code, point.message) for point in compiled.open_points] == [
        (
            "code_list_other_version",
            f"Die Codeliste urn:staat in der Fassung 2 liegt nicht vor. Es dient die Fassung {serves}.",
        )
    ]


@pytest.mark.parametrize(
    "reference",
    [
        CodeListReference(canonical_version="urn:staat_2"),
        CodeListReference(canonical="urn:staat", canonical_version="urn:staat_2"),
    ],
)
def test_the_version_may_stand_in_the_urn(reference: CodeListReference) -> None:
    compiled = select(reference, lists=(genericode("2", "A"), genericode("3", "B")))
    assert asked(compiled)[1] == CodeList("urn:staat", "2", (Entry("0", "A"),))


def test_without_a_version_the_latest_serves() -> None:
    compiled = select(CodeListReference(canonical="urn:staat"), lists=(genericode("9", "A"), genericode("10", "B")))
    assert asked(compiled)[1] == CodeList("urn:staat", "10", (Entry("0", "B"),))
    assert compiled.open_points == ()


def test_codes_that_rules_name_form_a_partial_list() -> None:
    compiled = select(rules=(rule(COMPARED),))
    entries = (Entry("000", "Deutschland"), Entry("129", "Frankreich"))
    assert asked(compiled) == ("choice", CodeList("urn:staat:teil:F00000001", "2", entries, complete=False))
    assert points(compiled) == [("code_list_partial", "F00000001"), ("rule_not_executed", "Schema R1")]


def test_a_partial_list_stands_in_the_order_of_its_labels() -> None:
    named = rule('Wenn F00000001 = 2 "Verein" oder F00000001 = 9 "AG", dann muss F9 befüllt werden.')
    assert [entry.label for entry in asked(select(rules=(named,)))[1].entries] == ["AG", "Verein"]  # type: ignore[union-attr] # there is one


def test_without_any_codes_text_is_asked_for() -> None:
    compiled = select()
    assert (asked(compiled), points(compiled)) == (("text", None), [("code_list_missing", "F00000001")])


def test_a_list_at_hand_goes_before_what_rules_say() -> None:
    compiled = select(lists=(genericode("2", "A"),), rules=(rule(COMPARED),))
    assert asked(compiled)[1] == CodeList("urn:staat", "2", (Entry("0", "A"),))


def test_a_list_in_the_field_itself() -> None:
    values = (Value("b", " Zwei \n Wörter "), Value("a", "", "  Hilfe"), Value("b", "Noch einmal"))
    compiled = select(None, values=values)
    entries = (Entry("b", "Zwei Wörter"), Entry("a", "a", "Hilfe"))
    assert asked(compiled) == ("choice", CodeList("werte:F00000001", "1.0.0", entries))


@pytest.mark.parametrize("datatype", ["obj", "num_int", "date", "bool", "file"])
def test_a_selection_is_a_choice_whatever_its_data_type(datatype: str) -> None:
    compiled = select(None, values=(Value("1", "Eins"),), datatype=datatype)
    assert (asked(compiled)[0], compiled.open_points) == ("choice", ())


@pytest.mark.parametrize(("datatype", "kind"), [("num_int", "text"), ("date", "text"), ("obj", "text")])
def test_a_selection_without_its_list_is_free_text_whatever_its_data_type(datatype: str, kind: str) -> None:
    compiled = select(datatype=datatype)
    assert (asked(compiled)[0], points(compiled)) == (kind, [("code_list_missing", "F00000001")])


def test_a_selection_of_truth_values_needs_no_list() -> None:
    compiled = select(datatype="bool")
    entries = (Entry("true", "Ja"), Entry("false", "Nein"))
    assert asked(compiled) == ("choice", CodeList("urn:staat:ja-nein", "2", entries))
    assert points(compiled) == [("code_list_missing", "F00000001")]


def test_one_list_is_stored_once() -> None:
    element = field("F00000001", role="select", code_list=STAAT)
    twice = once(group("G1", once(element))), once(group("G2", once(element)))
    compiled = service(*twice, code_lists=CodeLists((genericode("2", "A"),)))
    assert list(compiled.code_lists) == ["urn:staat_2"]


def test_different_lists_under_one_name_are_both_kept() -> None:
    one = field("F00000001", role="select", values=(Value("1", "Eins"),))
    other = field("F00000001", role="select", values=(Value("2", "Zwei"),))
    compiled = service(once(group("G1", once(one))), once(group("G2", once(other))))
    assert [asked(compiled, f"{id}.F00000001")[1] for id in ("G1", "G2")] == [
        CodeList("werte:F00000001", "1.0.0", (Entry("1", "Eins"),)),
        CodeList("werte:F00000001", "1.0.0", (Entry("2", "Zwei"),)),
    ]


def test_columns_that_the_field_names_are_taken() -> None:
    element = field("F00000001", role="select", code_list=STAAT)
    named = replace(element, help_key="mehr", code_key="name")
    compiled = service(once(named), code_lists=CodeLists((genericode("2", "A"),)))
    assert asked(compiled)[1] == CodeList("urn:staat", "2", (Entry("A", "A", "Hilfe 0"),))


def test_an_authority_may_set_the_choices() -> None:
    wish = Overlay(
        elements={"F00000001": ElementPart(choices="zonen")},
        parameters=(ParameterPart(name="zonen", kind="list", label="Zonen"),),
    )
    element = field("F00000001", role="select", code_list=STAAT)
    node = at(service(once(element), overlay=wish), "F00000001")
    assert isinstance(node, Question)
    assert (node.kind, node.code_list) == ("choice", "param:zonen")
