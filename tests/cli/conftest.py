"""Calling the command line as a user does, in this process (fast) or in one of its own (whole)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from dienstweg.cli import main

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
DOG_TAX = SERVICES / "hundesteuer-anmelden"


class Called(Struct, frozen=True):
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, object]:
        """The answer of a call with ``--json``."""
        found: dict[str, object] = json.loads(self.out)
        return found


Call = Callable[..., Called]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("DIENSTWEG_HOME", str(folder))
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """A command in this process."""

    def run(*words: object) -> Called:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Called(code, said.out, said.err)

    return run


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of an installation of its own: none of this machine's or this test run's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DIENSTWEG_", "DJANGO_"))}
    return {**kept, "DIENSTWEG_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def spawn(home: Path, *words: object, **more: str) -> Called:
    """A command in a process of its own, in an installation of its own."""
    call = [sys.executable, "-m", "dienstweg", *(str(word) for word in words)]
    done = subprocess.run(
        call, env=environment(home, **more), capture_output=True, text=True, check=False, cwd=home.parent
    )
    return Called(done.returncode, done.stdout, done.stderr)
