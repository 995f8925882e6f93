"""The engine takes time, chance and files as arguments (house rule 2); pyproject.toml holds its imports to that."""

import ast

from tests.house.sources import python

NOT_IN_THE_ENGINE = {
    "Random()",
    "random.Random()",
    "open",
    "input",
    "print",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "date.today",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid1",
    "uuid4",
}


def test_the_engine_asks_no_clock_no_file_and_no_chance() -> None:
    found = {
        f"{path}:{call.lineno}: {ast.unparse(call.func)}"
        for path, tree in python("dienstweg/engine/").items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and NOT_IN_THE_ENGINE & {ast.unparse(call.func), ast.unparse(call)}
    }
    assert found == set()


def test_the_engine_takes_chance_as_an_argument() -> None:
    """``random`` is there for ``random.Random`` only: an argument, or seeded with one."""
    found = {
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in python("dienstweg/engine/").items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and _is_random(node.value) and node.attr != "Random")
        or (isinstance(node, ast.ImportFrom) and node.module == "random" and [a.name for a in node.names] != ["Random"])
    }
    assert found == set()


def _is_random(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "random"
