"""``dienstweg rules``: what the sentences of a schema do."""

import json
from pathlib import Path

from dienstweg.engine import xdf
from tests.cli.conftest import Call
from tests.engine.ruletext.sample import schema, whole


def file(folder: Path, *texts: str) -> Path:
    path = folder / "schema.xml"
    path.write_bytes(xdf.write(schema(*map(whole, texts))))
    return path


def test_data_have_the_documented_shape(call: Call, tmp_path: Path) -> None:
    called = call("rules", file(tmp_path, "Wenn F2 = Ja, muss F18 befüllt werden. Irgendwie muss F7."), "--json")
    path = "G00000000001.F00000000018"
    when = "G00000000001.F00000000002 = true"
    text = "Wenn F00000000002 = Ja, muss F00000000018 befüllt werden. Irgendwie muss F00000000007."
    message = "„Nachweis“ ist nötig, weil „Werden Sie vertreten?“ mit Ja beantwortet ist."
    assert (called.code, called.data) == (
        0,
        {
            "schema": "S00000000001",
            "rules": [
                {
                    "id": "R00000000001",
                    "element": "G00000000001",
                    "text": text,
                    "status": "partly",
                    "reason": "Der Satz ist ab „Irgendwie muss F00000000007.“ nicht verstanden.",
                    "effects": [{"kind": "require", "target": path, "when": when, "message": message, "sentence": 0}],
                    "untranslated": ["Irgendwie muss F00000000007."],
                    "remarks": [],
                }
            ],
            "targets": [
                {
                    "target": path,
                    "require": when,
                    "forbid": None,
                    "optional": None,
                    "set": [],
                    "restrict": [],
                    "uncertain": False,
                }
            ],
            "summary": {
                "rules": 1,
                "distinct": 1,
                "executed": 0,
                "partly": 1,
                "not_translated": 0,
                "documentation": 0,
                "sentences": 2,
                "sentences_executed": 1,
                "effects": {"require": 1},
                "reasons": {"rule_not_understood": 1},
            },
            "problems": [],
        },
    )


def test_a_land_folds_its_parameter(call: Call, tmp_path: Path) -> None:
    path = file(tmp_path, "Für das Land HE gilt: F18 muss befüllt werden. Für alle anderen Länder gilt: F18 entfällt.")
    rules = call("rules", path, "--state", "he", "--json").data["rules"]
    assert isinstance(rules, list)
    assert [(effect["kind"], effect["when"]) for effect in rules[0]["effects"]] == [("require", None)]
    assert call("rules", path, "--state", "XX").code == 2


def test_people_get_a_report(call: Call, tmp_path: Path) -> None:
    called = call("rules", file(tmp_path, "F18 muss befüllt werden.", "Vielleicht muss F7."))
    assert (called.code, called.out) == (
        0,
        """S00000000001: 2 Regeln, 2 Sätze
  1 von 2 Sätzen ausgeführt

R00000000001 an G00000000001: ausgeführt
  „F00000000018 muss befüllt werden.“
    nötig: G00000000001.F00000000018
      immer
      „Nachweis“ ist nötig.

R00000000002 an G00000000001: nicht übersetzt
  „Vielleicht muss F00000000007.“
    nicht übersetzt: Der Satz ist ab „Vielleicht muss F00000000007.“ nicht verstanden.
""",
    )


def test_a_second_opinion_is_compared(call: Call, tmp_path: Path) -> None:
    path = file(tmp_path, "Wenn F2 = Ja, muss F18 befüllt werden.", "Wenn F2 = Ja, wird F7 fällig.")
    applicant = "G00000000001"

    def opinion(target: str, value: object) -> dict[str, object]:
        condition = {"equal": [{"identifier": "self.F00000000002"}, value]}
        return {
            "element": applicant,
            "effect": "require",
            "target_path": f"{applicant}.{target}",
            "context": [applicant],
            "condition": condition,
            "message": "Muss.",
        }

    opinions = [
        opinion("F00000000018", True),
        opinion("F00000000018", False),
        opinion("F00000000007", True),
        opinion("F00000000018", "Ja gerne"),
    ]
    other = tmp_path / "rules.json"
    other.write_text(json.dumps({"schema": "S00000000001", "translated": opinions}), encoding="utf-8")
    second = call("rules", path, "--rules", other, "--json").data["second_opinion"]
    assert isinstance(second, dict)
    assert second["summary"] == {"same": 1, "different": 1, "only theirs": 1, "not usable": 1}
    used = [(one["rule"], one["target"], one["when"]) for one in second["used"]]
    assert used == [("R00000000002", f"{applicant}.F00000000007", f"{applicant}.F00000000002 = true")]
    report = call("rules", path, "--rules", other).out
    assert report.partition("Vergleich")[2].splitlines() == [
        " mit den Übersetzungen der FITKO: 1 von 4 gleich",
        f"  require {applicant}.F00000000018: Die Bedingungen unterscheiden sich.",
        f"  require {applicant}.F00000000007: Nur die Übersetzung der FITKO hat diese Bedingung.",
        f"  require {applicant}.F00000000018: „Ja gerne“ ist keine Antwort auf eine Frage mit Ja und Nein.",
        "  1 für nicht übersetzte Sätze übernommen",
        "    R00000000002 Satz 1, nötig: G00000000001.F00000000007",
        "      wenn G00000000001.F00000000002 = true",
    ]
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"schema": "S1", "translated": []}', encoding="utf-8")
    assert call("rules", path, "--rules", foreign).err == (
        "Datei: Die Regeln gehören zum Datenschema S1, nicht zu S00000000001.\n"
    )
    foreign.write_text("[]", encoding="utf-8")
    assert call("rules", path, "--rules", foreign).code == 1
