"""What must not stand in the repository: leftovers, places of one machine, foreign files, silence without a reason."""

import ast
import hashlib
import re

import pytest

from tests.house.sources import ROOT, files, functions, name, python, texts

# Put together here, so that this file does not contain them.
PLACES = tuple(
    first + second
    for first, second in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/t", "mp/w/"),
        ("/opt", "/pypi"),
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("deb.", "debian.org"),
        ("--find", "-links"),
        ("--extra-", "index-url"),
    )
)
LEFTOVER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
SILENCE = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?|fmt:|mypy:)(?P<reason>.*)$"
)
ASSERTS = re.compile(r"assert|raises\(|expect\(|\b_?(check|verify|prove)_\w+\(")


def test_no_place_of_one_machine_and_no_registry_is_named() -> None:
    found = {(path, word) for path, text in texts().items() for word in PLACES if word in text}
    assert found == set()


def test_nothing_is_left_for_later() -> None:
    found = {
        f"{path}:{number}"
        for path, text in texts().items()
        if path != "LICENSE"
        for number, line in enumerate(text.splitlines(), 1)
        if LEFTOVER.search(line)
    }
    assert found == set()


def test_every_silenced_check_says_why() -> None:
    """``# noqa: S311 # seeded chance``: the code, then the reason, both in the same line."""
    found = {
        f"{path}:{number}: {line.strip()}"
        for path in python()
        for number, line in enumerate(texts()[path].splitlines(), 1)
        if (silence := SILENCE.search(line)) and not re.search(r"\w{3}", silence["reason"])
    }
    assert found == set()


def test_every_test_asserts_something() -> None:
    found = {
        f"{path}: {function.name}"
        for path, tree in python("tests/").items()
        for function in functions(tree)
        if function.name.startswith("test_") and not ASSERTS.search(ast.unparse(function))
    }
    assert found == set()


def test_no_file_of_the_shared_corpus_is_copied() -> None:
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("no folder ../shared beside the repository")
    theirs = {_digest(path.read_bytes()) for path in shared.rglob("*") if path.is_file() and path.stat().st_size > 400}
    ours = {name(path) for path in files() if path.stat().st_size > 400 and _digest(path.read_bytes()) in theirs}
    assert ours == set()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
