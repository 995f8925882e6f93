"""Secrets in files of their own, never in the environment or the database.

A demo makes its secrets itself and marks them; production takes only unmarked ones. So neither opens the other's
folder.
"""

import os
import secrets
from pathlib import Path

from dienstweg.config.environment import Mode
from dienstweg.engine.problems import Problem, Refused

DEMO_MARK = "demo-"
MIN_LENGTH = 40


def read_secret(path: Path, *, mode: Mode, setting: str) -> str:
    """The secret in a file (one line, at least 40 characters). A demo creates a missing one, readable only by its
    owner.

    Raises :class:`Refused` where the file is missing or too short in production, or belongs to the other mode.
    """
    if mode == "test":
        return f"test-{setting}".ljust(MIN_LENGTH, "-")
    if not path.exists():
        if mode == "production":
            raise Refused(Problem("missing_secret", setting, _missing(path)))
        _create(path)
    secret = path.read_text(encoding="utf-8").strip()
    if problem := _fault(secret, path, mode, setting):
        raise Refused(problem)
    return secret


def _missing(path: Path) -> str:
    return (
        f"Die Datei {path} mit dem geheimen Schlüssel fehlt. Legen Sie sie einmal an und sichern Sie sie: "
        f"(umask 077; head -c 48 /dev/urandom | base64 > {path})"
    )


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same demo was faster
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{DEMO_MARK}{secrets.token_urlsafe(48)}\n")


def _fault(secret: str, path: Path, mode: Mode, setting: str) -> Problem | None:
    demo = secret.startswith(DEMO_MARK)
    if mode == "demo" and not demo:
        message = f"In {path} liegt ein Schlüssel aus dem Betrieb. Eine Vorführung startet damit nicht."
        return Problem("contradictory_setting", setting, message)
    if mode == "production" and demo:
        message = f"In {path} liegt der Schlüssel einer Vorführung. Legen Sie für den Betrieb einen neuen Ordner an."
        return Problem("contradictory_setting", setting, message)
    if len(secret) < MIN_LENGTH:
        message = f"Der Schlüssel in {path} ist zu kurz. Er braucht mindestens {MIN_LENGTH} Zeichen."
        return Problem("short_secret", setting, message)
    return None
