"""What the documents claim is what the code has (house rule 11)."""

import ast
import re
from argparse import ArgumentParser
from functools import cache

import pytest

from dienstweg.cli.commands import COMMANDS, Command
from dienstweg.config import environment
from tests.house import codes
from tests.house.sources import document, files, name, python, table, texts

SETTING = re.compile(r"\bDIENSTWEG_[A-Z][A-Z_]*[A-Z]\b")
THE_TWO_MODELS = {"dienstweg/engine/schema.py", "dienstweg/engine/service.py"}


def test_every_problem_code_is_documented() -> None:
    assert codes.used().keys() == table("docs/problems.md").keys()


def test_every_setting_is_documented() -> None:
    in_code = {
        setting
        for path, text in texts().items()
        if path.startswith(("dienstweg/", "tests/", "scripts/", "bench/", "Makefile", ".ci/"))
        for setting in SETTING.findall(text)
    }
    assert in_code == table("docs/settings.md").keys()


def test_settings_are_documented_as_the_code_has_them() -> None:
    documented = table("docs/settings.md")
    expected = {s.name: (f"`{s.default}`" if s.default else "–", s.meaning) for s in environment.TABLE}
    assert {name: documented.get(name) for name in expected} == expected


def test_no_documented_variable_is_taken_for_a_slip_of_the_pen() -> None:
    assert environment.OTHERS | {s.name for s in environment.TABLE} == table("docs/settings.md").keys()


def test_every_noun_is_in_the_glossary() -> None:
    glossary = set(re.findall(r"`(\w+)`", document("docs/glossary.md")))
    missing = {noun: path for noun, path in _nouns().items() if _snake(noun) not in glossary}
    assert missing == {}


def test_every_command_is_documented() -> None:
    assert [command.name for command in COMMANDS] == list(_documented_commands())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_is_documented(command: Command) -> None:
    parser = ArgumentParser(add_help=False)
    command.arguments(parser)
    section = _documented_commands()[command.name]
    options = {option for action in parser._actions for option in action.option_strings}
    assert options == set(re.findall(r"--[a-z][a-z-]*", section)) - {"--json", "--help"}


def test_every_decision_is_listed() -> None:
    records = {path.removeprefix("docs/decisions/") for path in texts() if path.startswith("docs/decisions/0")}
    listed = set(re.findall(r"\(([\w-]+\.md)\)", document("docs/decisions/README.md")))
    assert records == listed


def test_links_between_documents_lead_somewhere() -> None:
    known = {name(path) for path in files()}
    dead = {
        f"{path}: {target}"
        for path in texts()
        if path.endswith(".md")
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document(path))
        if _resolve(path, target) not in known
    }
    assert dead == set()


def test_the_changelog_tells_about_this_version() -> None:
    version = re.search(r'__version__ = "([\d.]+)"', document("dienstweg/__init__.py"))
    assert version is not None
    assert f"## {version[1]}" in document("CHANGELOG.md")


def _documented_commands() -> dict[str, str]:
    """The sections of docs/cli.md by the name of the command: ``## `dienstweg codelist import FILE` ``."""
    sections = re.split(r"^## `dienstweg ([a-z ]*[a-z])\b[^`]*`.*$", document("docs/cli.md"), flags=re.MULTILINE)
    return dict(zip(sections[1::2], sections[2::2], strict=True))


def _nouns() -> dict[str, str]:
    """Models, the two models of the engine, and whatever else of the engine a station speaks of; with their file."""
    return {
        node.name: path
        for path, tree in python("dienstweg/").items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        if path in THE_TWO_MODELS or _is_model(node, path) or _is_spoken_of(node.name, path)
    }


def _is_spoken_of(name: str, path: str) -> bool:
    """A station imports the class, from its module or from the package around it."""
    module = path.removesuffix(".py").replace("/", ".")
    return path.startswith("dienstweg/engine/") and any(
        f"{module}.".startswith(f"{origin}.") for origin in _imported_from_the_engine().get(name, ())
    )


@cache
def _imported_from_the_engine() -> dict[str, set[str]]:
    """The modules of the engine that stations import a name from, by name."""
    origins: dict[str, set[str]] = {}
    for path, tree in python("dienstweg/").items():
        for node in ast.walk(tree):
            if not path.startswith("dienstweg/engine/") and isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    origins.setdefault(alias.name, set()).add(node.module or "")
    return origins


def _is_model(node: ast.ClassDef, path: str) -> bool:
    is_reads = node.name.endswith(("QuerySet", "Manager"))
    return path.endswith("/models.py") and not node.name.startswith("_") and not is_reads


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _resolve(path: str, target: str) -> str:
    parts = path.split("/")[:-1]
    for part in target.rstrip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
