"""The rule language at the command line: one expression for a person, many lines for a program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call, environment


def test_a_person_gets_the_value_and_hints(call: Call, tmp_path: Path) -> None:
    context = tmp_path / "werte.json"
    context.write_text('{"hund": {"alter": 3.50, "name": "Bello"}}', encoding="utf-8")
    called = call("feel", 'hund.alter * 2 > "6" or hund.name = "Bello"', "--context", context)
    assert (called.code, called.err) == (0, "")
    assert called.out == "true\n  Zeichen 16: Verglichen werden eine Zahl und ein Text. Das trifft nie zu. (Hinweis)\n"


def test_a_program_gets_data(call: Call) -> None:
    called = call("feel", '[today(), now(), {a b: "x"}, null]', "--today", "2026-05-31", "--json")
    assert (called.code, called.data) == (
        0,
        {
            "value": [
                {"$": "date", "v": "2026-05-31"},
                {"$": "dateTime", "v": "2026-05-31T00:00:00"},
                {"ctx": {"a b": {"$": "string", "v": "x"}}},
                None,
            ]
        },
    )


REFUSED = {
    "1 +": (1, "Zeichen 4: Erwartet wird ein Wert, hier endet der Ausdruck.\n"),
    "hund = 1": (1, "Zeichen 1: Den Namen „hund“ gibt es hier nicht.\n"),
    "sqrt(4)": (1, "Zeichen 1: Die Funktion „sqrt“ gehört nicht zum Sprachumfang.\n"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_computed_is_said(call: Call, text: str) -> None:
    called = call("feel", text)
    assert (called.code, called.err) == REFUSED[text]
    assert called.out == ""


@pytest.mark.parametrize("words", [(), ("1", "--batch"), ("--batch", "--context", "a.json")])
def test_it_is_one_expression_or_a_batch(call: Call, words: tuple[str, ...]) -> None:
    called = call("feel", *words)
    assert called.code == 2
    assert called.err == "feel: Angegeben wird entweder ein Ausdruck, dazu vielleicht --context, oder --batch.\n"


@pytest.mark.parametrize("text", ["[1]", "{", "[" * 100_000, '{"a": 1e99999}', '{"a": {"$": "date", "v": "x"}}'])
def test_a_context_that_is_none_is_refused(call: Call, tmp_path: Path, text: str) -> None:
    context = tmp_path / "werte.json"
    context.write_text(text, encoding="utf-8")
    called = call("feel", "1", "--context", context)
    assert (called.code, called.err) == (2, f"{context}: Erwartet wird ein JSON-Objekt.\n")


LINES: tuple[tuple[bytes, dict[str, object]], ...] = (
    (b'{"expr": "a + 1", "context": {"a": 1.10}}', {"value": {"$": "decimal", "v": "2.1"}}),
    (
        b'{"expr": "a < today()", "context": {"a": {"$": "date", "v": "2020-01-01"}}}',
        {"value": {"$": "boolean", "v": "true"}},
    ),
    (
        b'{"expr": "a", "context": {"ctx": {"a": [{"$": "duration", "v": "PT24H"}]}}}',
        {"value": [{"$": "duration", "v": "P1D"}]},
    ),
    (b'{"expr": "1 / 0"}', {"value": None}),
    (
        '{"expr": "größe = größer", "context": {"größe": 1}}'.encode(),
        {"error": {"message": "Den Namen „größer“ gibt es hier nicht. Meinen Sie „größe“?", "position": 8}},
    ),
    (b'{"expr": "(1"}', {"error": {"message": "Erwartet wird „)“, hier endet der Ausdruck.", "position": 2}}),
    (b'{"expr": "function(a) a"}', {"unsupported": "Eigene Funktionen gehören nicht zum Sprachumfang."}),
    (b"", {"error": {"message": "Erwartet wird ein JSON-Objekt mit expr (Text) und context (Objekt).", "position": 0}}),
    (
        b'{"expr": "\xff"}',
        {"error": {"message": "Erwartet wird ein JSON-Objekt mit expr (Text) und context (Objekt).", "position": 0}},
    ),
    (b'{"expr": "\\ud800"}', {"error": {"message": "Das Zeichen „U+D800“ hat hier keine Bedeutung.", "position": 0}}),
    (
        b'{"expr": "1", "context": {"a": "\\ud800"}}',
        {"error": {"message": "Erwartet wird ein JSON-Objekt mit expr (Text) und context (Objekt).", "position": 0}},
    ),
    (
        b'{"expr": "count(for i in 1..1000000 return i)"}',
        {"error": {"message": "Die Berechnung braucht zu viele Schritte. Sie wurde abgebrochen.", "position": 0}},
    ),
)


def test_a_batch_is_answered_line_by_line(home: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "dienstweg", "feel", "--batch", "--today", "2026-05-31"]
    asked = b"".join(line + b"\n" for line, _ in LINES)
    done = subprocess.run(call, input=asked, env=environment(home), capture_output=True, check=False, cwd=tmp_path)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [answer for _, answer in LINES]
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_batch_answers_each_line_at_once(home: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "dienstweg", "feel", "--batch"]
    with subprocess.Popen(
        call, env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        os.write(running.stdin.fileno(), b'{"expr": "1"}\n')
        assert running.stdout.readline() == b'{"value":{"$":"decimal","v":"1"}}\n'
        running.stdin.close()
        assert running.wait() == 0
