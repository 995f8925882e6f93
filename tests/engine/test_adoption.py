"""Local values: checked by kind, filled into texts, put in as lists."""

import pytest

from dienstweg.engine.adoption import check_declaration, check_parameters, missing_parameters, offer
from dienstweg.engine.info import Info
from dienstweg.engine.service import (
    CodeList,
    Entry,
    Item,
    Page,
    Parameter,
    ParameterKind,
    Question,
    Service,
    canonical,
)


def _service(*parameters: Parameter, info: Info | None = None, code_list: str | None = None) -> Service:
    question = Question(id="F1", path="F1", kind="choice" if code_list else "text", label="Zone", code_list=code_list)
    return Service(
        slug="parken",
        title="Parken",
        schema_id="S1",
        standard="3.0.0",
        nodes=(question,),
        pages=(Page(slug="zone", title="Zone", items=(Item("F1"),)),),
        parameters=parameters,
        info=info or Info(),
    )


def _parameter(kind: ParameterKind, **more: object) -> Parameter:
    return Parameter(name="wert", kind=kind, label="Wert", **more)  # type: ignore[arg-type]  # a row of a table


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    (
        ("text", ["Steueramt", "<b>", "{wert}"], ["zwei\nZeilen", "x" * 201, "\0"]),
        ("long_text", ["zwei\nZeilen", "x" * 5000], ["x" * 5001, "\x07"]),
        ("integer", ["0", "12", "-3"], ["1.5", "012", "1e3", "zwölf", "٣", "9" * 13, "--1", "+1"]),
        (
            "money",
            ["0.00", "12.50", "1200.00"],
            ["12.5", "12,50", "-1.00", "012.00", "1.200,00", "NaN", "9" * 11 + ".00"],
        ),
        ("date", ["2026-05-01", "2028-02-29"], ["2026-02-30", "1.5.2026", "20260501", "2026-W18-5", "2026-5-1"]),
        ("bool", ["true", "false"], ["ja", "1", "True"]),
        (
            "list",
            ["A = Altstadt", "A=Altstadt\nB = Bahnhof = Süd"],
            ["Altstadt", "= A", "A =", "A = x\nA = y", "A = x\n\nB = y"],
        ),
        ("list", ["\n".join(f"{n} = Zone" for n in range(500))], ["\n".join(f"{n} = Zone" for n in range(501))]),
        (
            "url",
            ["https://example.de/a?b=c#d", "https://www.example.de"],
            [
                "http://example.de",
                "https://",
                "https://a b.de",
                'https://example.de/"',
                "javascript:alert(1)",
                "https://example.de/" + "x" * 50_000,
            ],
        ),
        (
            "email",
            ["steueramt@example.de", "a.b-c@sub.example.org"],
            ["steueramt", "a@b", "a b@example.de", "ä@example.de", "a@example.de\nBcc: x@example.de"],
        ),
    ),
)
def test_each_kind_takes_its_canonical_text_only(kind: ParameterKind, good: list[str], bad: list[str]) -> None:
    service = _service(_parameter(kind))
    taken = {value: check_parameters(service, {"wert": value}) for value in good + bad}
    assert [value for value, problems in taken.items() if problems] == bad
    assert {(problem.code, problem.where) for problems in taken.values() for problem in problems} == {
        ("bad_parameter", "wert")
    }


@pytest.mark.parametrize(
    ("kind", "least", "most", "within", "without"),
    (
        ("integer", "1", "52", ["1", "52"], ["0", "53", "-1"]),
        ("money", "30.00", "120", ["30.00", "120.00"], ["29.99", "120.01"]),
        ("date", "2026-01-01", None, ["2026-01-01", "2030-01-01"], ["2025-12-31"]),
    ),
)
def test_bounds_are_kept(
    kind: ParameterKind, least: str, most: str | None, within: list[str], without: list[str]
) -> None:
    service = _service(_parameter(kind, min_value=least, max_value=most))
    refused = [value for value in within + without if check_parameters(service, {"wert": value})]
    assert refused == without


def test_a_bound_is_named_in_german() -> None:
    service = _service(_parameter("money", max_value="1200.00"))
    assert [problem.message for problem in check_parameters(service, {"wert": "1200.01"})] == [
        "Bitte geben Sie höchstens 1.200,00 € an."
    ]


def test_a_value_nobody_asked_for_is_refused() -> None:
    problems = check_parameters(_service(_parameter("text")), {"wert": "", "anderer": "", "dritter": "x"})
    assert [(problem.code, problem.where) for problem in problems] == [
        ("unknown_parameter", "anderer"),
        ("unknown_parameter", "dritter"),
    ]


def test_missing_are_mandatory_values_without_default() -> None:
    service = _service(
        Parameter(name="zonen", kind="list", label="Zonen", required=True),
        Parameter(name="frist", kind="integer", label="Frist", required=True, default="2"),
        Parameter(name="hinweis", kind="text", label="Hinweis"),
    )
    assert [parameter.name for parameter in missing_parameters(service, {})] == ["zonen"]
    assert [parameter.name for parameter in missing_parameters(service, {"zonen": ""})] == ["zonen"]
    assert missing_parameters(service, {"zonen": "A = Altstadt"}) == ()


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    (
        ("text", "Steueramt", "Steueramt"),
        ("integer", "12", "12"),
        ("money", "1200.00", "1.200,00 €"),
        ("date", "2026-05-01", "1. Mai 2026"),
        ("bool", "true", "ja"),
        ("list", "A = Altstadt\nB = Bahnhof", "Altstadt, Bahnhof"),
        ("url", "https://example.de", "https://example.de"),
    ),
)
def test_values_are_shown_in_german(kind: ParameterKind, value: str, shown: str) -> None:
    service = _service(_parameter(kind), info=Info(cost="Das ist {wert}."))
    assert offer(service, {"wert": value}).info.cost == f"Das ist {shown}."


@pytest.mark.parametrize(
    ("text", "without", "with_value"),
    (
        ("Es kostet {wert}.", "", "Es kostet 5."),
        ("Sie zahlen. Es kostet {wert}. Gut.", "Sie zahlen. Gut.", "Sie zahlen. Es kostet 5. Gut."),
        ("Erster: {wert}\nZweiter: {anderer}\nEnde", "Ende", "Erster: 5\nEnde"),
        ("Melden Sie z. B. Hunde bis {wert} an. Danke.", "Danke.", "Melden Sie z. B. Hunde bis 5 an. Danke."),
        ("Nach § 2 Abs. 1 gilt {wert}. Ende.", "Ende.", "Nach § 2 Abs. 1 gilt 5. Ende."),
        ("Am 1. Juli sind {wert} fällig. Ende.", "Ende.", "Am 1. Juli sind 5 fällig. Ende."),
        ("Erster Absatz.\n\nZweiter Absatz {wert}.", "Erster Absatz.", "Erster Absatz.\n\nZweiter Absatz 5."),
        ("Keine {Klammer} und keine {}.", "Keine {Klammer} und keine {}.", "Keine {Klammer} und keine {}."),
        ("", "", ""),
    ),
)
def test_a_sentence_without_its_value_is_left_out(text: str, without: str, with_value: str) -> None:
    service = _service(_parameter("integer"), info=Info(lead=text))
    assert (offer(service, {}).info.lead, offer(service, {"wert": "5"}).info.lead) == (without, with_value)


def test_a_section_that_loses_all_its_text_goes() -> None:
    info = Info(
        prepare=("Ausweis", "Nummer {wert}"),
        sections=(("Kosten", "Es kostet {wert}."), ("Ab {wert}", "Text"), ("Fristen", "Keine.")),
    )
    offered = offer(_service(_parameter("text"), info=info), {}).info
    assert (offered.prepare, offered.sections) == (("Ausweis",), (("Fristen", "Keine."),))


def test_braces_in_a_value_stay_as_they_were_written() -> None:
    service = _service(_parameter("text"), Parameter(name="x", kind="text", label="X"), info=Info(cost="{wert}"))
    assert offer(service, {"wert": "{x}", "x": "nein"}).info.cost == "{x}"


def test_a_default_stands_until_a_value_is_set() -> None:
    service = _service(_parameter("integer", default="2"), info=Info(duration="{wert} Wochen"))
    assert [offer(service, values).info.duration for values in ({}, {"wert": ""}, {"wert": "3"})] == [
        "2 Wochen",
        "2 Wochen",
        "3 Wochen",
    ]


def test_a_local_list_becomes_the_choices_of_its_question() -> None:
    service = _service(Parameter(name="zonen", kind="list", label="Zonen"), code_list="param:zonen")
    offered = offer(service, {"zonen": "A = Altstadt\nB = Bahnhof = Süd"})
    entries = (Entry("A", "Altstadt"), Entry("B", "Bahnhof = Süd"))
    assert offered.code_lists == {"param:zonen": CodeList("param:zonen", "", entries, complete=True)}
    assert offer(service, {}).code_lists == {"param:zonen": CodeList("param:zonen", "", (), complete=False)}


def test_an_offer_changes_nothing_else_and_not_the_service() -> None:
    service = _service(_parameter("integer"), info=Info(lead="{wert} Tage", reason="weil"))
    before = canonical(service)
    offered = offer(service, {"wert": "3"})
    assert canonical(service) == before
    assert canonical(offer(service, {"wert": "3"})) == canonical(offered)
    assert (offered.nodes, offered.pages, offered.parameters, offered.slug) == (
        service.nodes,
        service.pages,
        service.parameters,
        service.slug,
    )


@pytest.mark.parametrize(
    ("service", "expected"),
    (
        (_service(_parameter("integer", default="2"), info=Info(lead="{wert}")), []),
        (_service(_parameter("integer", default="zwei")), [("bad_default", "wert")]),
        (_service(_parameter("integer", default="9", max_value="5")), [("bad_default", "wert")]),
        (_service(_parameter("money", min_value="viel")), [("bad_bound", "wert")]),
        (_service(_parameter("text", max_value="20")), [("bad_bound", "wert")]),
        (_service(_parameter("text"), _parameter("text")), [("parameter_twice", "wert")]),
        (
            _service(info=Info(sections=(("{a}", "{b}"),))),
            [("unknown_placeholder", "{a}"), ("unknown_placeholder", "{b}")],
        ),
        (_service(_parameter("text"), code_list="param:wert"), [("unknown_choices", "F1")]),
        (_service(_parameter("list"), code_list="param:wert"), []),
        (_service(code_list="urn:zonen"), []),
    ),
)
def test_declarations_are_checked(service: Service, expected: list[tuple[str, str]]) -> None:
    assert [(problem.code, problem.where) for problem in check_declaration(service)] == expected
