"""Everything is small, and every room has a name of its own (house rules 6)."""

import ast
from pathlib import PurePosixPath

from tests.house.sources import Function, functions, python, texts

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "services"}


def test_python_files_are_short() -> None:
    long = {
        path: lines
        for path in python()
        if (lines := texts()[path].count("\n")) > (600 if path.startswith("tests/") else 400)
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {
        f"{path}: {function.name}": lines
        for path, tree in python().items()
        if not path.startswith("tests/")
        for function in functions(tree)
        if not _is_literal_table(function) and (lines := _lines(function)) > 40
    }
    assert long == {}


def test_every_room_has_a_name_of_its_own() -> None:
    nameless = {path for path in python() if PurePosixPath(path).stem in NAMELESS}
    nameless |= {path for path in python("dienstweg/") if set(PurePosixPath(path).parts) & NAMELESS}
    assert nameless == set()


def _lines(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def _is_literal_table(function: Function) -> bool:
    """A function that does nothing but write out one table, perhaps with names for parts of it."""
    *before, last = function.body
    names = before[1:] if ast.get_docstring(function) else before
    return (
        all(isinstance(statement, ast.Assign | ast.AnnAssign) for statement in names)
        and isinstance(last, ast.Return)
        and isinstance(last.value, ast.Tuple | ast.List | ast.Dict)
    )
