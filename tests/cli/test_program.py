"""Calls, right and wrong: help, exit codes, what is said."""

import os
import select
import shlex
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dienstweg import __version__
from dienstweg.cli.commands import COMMANDS, WITHOUT_DATABASE, build
from tests.cli.conftest import DOG_TAX, Call, environment


def test_alone_it_shows_an_example_of_every_command(call: Call) -> None:
    called = call()
    examples = [line.strip() for line in called.out.splitlines() if line.startswith("      dienstweg ")]
    assert (called.code, called.err) == (0, "")
    assert examples == [f"dienstweg {command.example}" for command in COMMANDS]


def test_version(call: Call) -> None:
    called = call("--version")
    assert (called.code, called.out) == (0, f"dienstweg {__version__}\n")


def test_every_example_is_a_call_of_its_command() -> None:
    found = {one.name: build().parse_args(shlex.split(one.example)).run for one in COMMANDS}
    assert found == {one.name: one.run for one in COMMANDS}


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_help_is_german(call: Call, name: str) -> None:
    called = call(*name.split(), "--help")
    english = [word for word in ("usage", "options:", "positional", "show this") if word in called.out.lower()]
    assert (called.code, english) == (0, [])


WRONG = {
    "frobnicate": "„frobnicate“ gibt es hier nicht",
    "read": "Es fehlt: DATEI.",
    "read a b": "Diese Angabe kennt der Befehl nicht: b.",
    "read a --wri b": "Diese Angabe kennt der Befehl nicht: --wri b.",
    "read a --write": "Nach --write fehlt ein Wert.",
    "codelist": "Es fehlt: BEFEHL.",
    "simulate a --count 0": "Erwartet wird eine ganze Zahl ab 1",
    "simulate a --count viele": "Angegeben ist „viele“.",
    "simulate a --keys beide": "„beide“ gibt es hier nicht. Möglich ist: plain, versioned.",
    "simulate a --today morgen": "Erwartet wird ein Tag wie 2026-05-31. Angegeben ist „morgen“.",
    "publish a": "Es fehlt: --for.",
    "demo --port 70000": "Erwartet wird eine ganze Zahl ab 1 bis 65535. Angegeben ist „70000“.",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_call_is_answered_in_german(call: Call, words: str) -> None:
    called = call(*words.split())
    assert (called.code, called.out) == (2, "")
    assert WRONG[words] in called.err


def test_a_missing_file_is_a_sentence(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "fehlt.xml"
    called = call("read", path)
    assert (called.code, called.out) == (2, "")
    assert called.err == f"{path}: Diese Datei oder diesen Ordner gibt es nicht.\n"


def test_with_json_a_refusal_is_data(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "fehlt.xml"
    called = call("read", path, "--json")
    message = "Diese Datei oder diesen Ordner gibt es nicht."
    problem = {"code": "file_unusable", "where": str(path), "message": message, "level": "error"}
    assert (called.code, called.data, called.err) == (2, {"problems": [problem]}, "")


@pytest.mark.parametrize("command", ["read", "compile", "check", "simulate", "codelist import"])
def test_what_is_no_xml_is_unusable(call: Call, tmp_path: Path, command: str) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    called = call(*command.split(), path)
    assert (called.code, "Das ist ein PDF." in called.out + called.err) == (2, True)


ENGINE_CALLS: list[list[object]] = [
    ["read", DOG_TAX / "schema.xml"],
    ["compile", DOG_TAX],
    ["check", DOG_TAX],
    ["simulate", DOG_TAX, "--count", "1"],
    ["rules", DOG_TAX],
    ["feel", "1 in [1..2]"],
    ["codelist", "list"],
]


@pytest.mark.parametrize("words", ENGINE_CALLS, ids=[str(words[0]) for words in ENGINE_CALLS])
def test_engine_commands_load_no_django(home: Path, words: list[object]) -> None:
    script = (
        "import sys; from dienstweg.cli import main; code = main(sys.argv[1:]); print(code, 'django' in sys.modules)"
    )
    call = [sys.executable, "-c", script, *map(str, words)]
    done = subprocess.run(call, env=environment(home), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 False"


def test_every_engine_command_is_tried_without_django() -> None:
    tried = {str(words[0]) for words in ENGINE_CALLS}
    assert {command.name.split()[0] for command in WITHOUT_DATABASE} == tried


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A run of the tests in the background ignores Ctrl-C, and what it starts would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_it_ends_quietly(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "aus"
    out.mkdir()
    os.mkfifo(out / "2.json")
    at_work = os.open(out / "2.json", os.O_RDONLY | os.O_NONBLOCK)
    call = [sys.executable, "-m", "dienstweg", "simulate", str(DOG_TAX), "--count", "1000000", "--out", str(out)]
    with subprocess.Popen(
        call, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        select.select([at_work, running.stdout.fileno()], [], [])  # the second person has come, or all is over
        running.send_signal(signal.SIGINT)
        said = running.communicate()
    os.close(at_work)
    assert (running.returncode, said) == (130, ("", ""))


def test_a_reader_who_has_enough_is_no_fault(home: Path) -> None:
    here, there = os.pipe()
    os.close(here)
    call = [sys.executable, "-m", "dienstweg", "compile", str(DOG_TAX), "--json"]
    done = subprocess.run(call, env=environment(home), stdout=there, stderr=subprocess.PIPE, text=True, check=False)
    os.close(there)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_umlauts_gets_the_rest(home: Path) -> None:
    call = [sys.executable, "-m", "dienstweg", "codelist", "list"]
    env = environment(home, PYTHONIOENCODING="ascii")
    done = subprocess.run(call, env=env, capture_output=True, check=True)
    assert done.stdout == b"Noch keine Codeliste aufgenommen. Eine nimmt ?dienstweg codelist import DATEI? auf.\n"


def test_progress_is_shown_to_people_only(home: Path) -> None:
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))  # a bar needs room
    call = [sys.executable, "-m", "dienstweg", "simulate", str(DOG_TAX), "--count", "30"]
    with subprocess.Popen(call, env=environment(home), stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        shown = b"".join(iter(partial(_read, ours), b""))
        said, _ = running.communicate()
    os.close(ours)
    assert (running.returncode, b"Person/s" in shown, "Person/s" in said) == (0, True, False)


def _read(terminal: int) -> bytes:
    """What was written on a terminal; nothing once all who could write have closed it (Linux then says EIO)."""
    try:
        return os.read(terminal, 100_000)
    except OSError:
        return b""
