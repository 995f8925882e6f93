"""``check``: what is found in files and service folders."""

import shutil
from pathlib import Path

from dienstweg.engine import xdf
from tests.cli.conftest import DOG_TAX, SERVICES, Call
from tests.engine.quality import sound
from tests.engine.xdf_samples import field, place, schema


def copy_of(folder: Path, target: Path) -> Path:
    copy = target / folder.name
    shutil.copytree(folder, copy)
    return copy


def problems(data: dict[str, object]) -> list[tuple[str, str]]:
    """Code and place of everything found in the first file."""
    checked = data["checked"]
    assert isinstance(checked, list)
    return [(problem["code"], problem["where"]) for problem in checked[0]["problems"]]


def test_our_own_services_are_in_order(call: Call) -> None:
    called = call("check", SERVICES)
    lines = called.out.splitlines()
    assert (called.code, lines.count("  In Ordnung"), lines.count("  Keine offenen Punkte")) == (0, 4, 4)


def test_a_case_that_comes_out_otherwise_is_a_problem(call: Call, tmp_path: Path) -> None:
    folder = copy_of(DOG_TAX, tmp_path)
    case = folder / "cases" / "leer.yaml"
    case.write_text("title: Leer\nanswers: {}\nexpect: {pages: [eine], gaps: []}\n", encoding="utf-8")
    called = call("check", folder, "--json")
    assert (called.code, problems(called.data)) == (1, [("case_differs", "cases/leer.yaml")] * 2)


def test_a_case_that_cannot_be_read_is_named(call: Call, tmp_path: Path) -> None:
    folder = copy_of(DOG_TAX, tmp_path)
    (folder / "cases" / "leer.yaml").write_text("title: Leer\nerwartet: nichts\n", encoding="utf-8")
    called = call("check", folder, "--json")
    assert (called.code, problems(called.data)) == (1, [("case_unreadable", "cases/leer.yaml")])


def test_a_slip_in_the_overlay_is_a_problem(call: Call, tmp_path: Path) -> None:
    folder = copy_of(DOG_TAX, tmp_path)
    overlay = folder / "service.yaml"
    overlay.write_text(overlay.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    called = call("check", folder, "--json")
    assert (called.code, problems(called.data)) == (1, [("overlay_entry", "service.yaml")])


def test_a_folder_with_another_name_is_a_hint(call: Call, tmp_path: Path) -> None:
    folder = copy_of(DOG_TAX, tmp_path).rename(tmp_path / "hunde")
    called = call("check", folder, "--json")
    assert (called.code, problems(called.data)) == (0, [("folder_name", str(folder))])


def test_the_worst_file_gives_the_code(call: Call, tmp_path: Path) -> None:
    for name, data in {
        "a.xml": schema(place(field())),
        "b.xml": schema(place(field(), "3:2")),
        "c.xml": b"%PDF",
    }.items():
        (tmp_path / name).write_bytes(data)
    fine, wrong, unusable = (tmp_path / f"{name}.xml" for name in "abc")
    assert [call("check", *paths).code for paths in ([fine], [fine, wrong], [wrong, unusable, fine])] == [0, 1, 2]


def test_quality_is_told_with_number_level_place_and_sentence(call: Call, tmp_path: Path) -> None:
    spoilt = sound.placed(sound.field(precision=None, name=""))
    file = tmp_path / "a.xml"
    file.write_bytes(xdf.write(sound.schema(spoilt, sound.placed(sound.group(spoilt, sound.placed(sound.SELECT))))))
    called = call("check", file)
    lines = called.out.splitlines()
    told = lines[lines.index("  Qualität nach FIM-Methodik: 1 kritischer Fehler, 1 Warnung") :]
    assert (called.code, told) == (
        0,
        [
            "  Qualität nach FIM-Methodik: 1 kritischer Fehler, 1 Warnung",
            "    1002 (kritischer Fehler, 1-mal): Hier fehlt der Name.",
            "      F06000000001 „Rufname des Hundes“ und 1 weitere Stelle",
            "    1102 (Warnung, 1-mal): Zum Text ist nicht angegeben, wie kurz und wie lang er sein darf.",
            "      F06000000001 „Rufname des Hundes“ und 1 weitere Stelle: Es fehlen Mindest- und Höchstlänge.",
            "  Keine offenen Punkte",
            "  Als Formular in Ordnung",
        ],
    )


def test_quality_as_data(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(xdf.write(sound.schema(sound.placed(sound.typed("file", "Anlage")))))
    checked = call("check", file, "--json").data["checked"]
    assert isinstance(checked, list)
    assert [finding for finding in checked[0]["quality"] if finding["number"] == "1100"] == [
        {
            "number": "1100",
            "level": "FehlerKritisch",
            "where": "F06000000001",
            "name": "Rufname",
            "message": "Eine Anlage oder ein Objekt hat keinen Inhalt, der schon dasteht. Der Datentyp ist „file“.",
            "detail": "Der Datentyp ist „file“.",
            "also": [],
        }
    ]


def test_quality_is_told_where_no_form_comes_of_a_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(xdf.write(sound.schema()))
    checked = call("check", file, "--json").data["checked"]
    assert isinstance(checked, list)
    assert [finding["number"] for finding in checked[0]["quality"]] == ["1078"]


def test_a_problem_of_reading_carries_the_number_at_fim(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(schema(place(field(), "3:2")))
    checked = call("check", file, "--json").data["checked"]
    assert isinstance(checked, list)
    assert [problem.get("number") for problem in checked[0]["problems"]] == ["1047"]
    assert "[FIM 1047]" in call("check", file).out
