"""Which problem codes the code can give: read from the syntax tree, through functions that hand the code on."""

import ast
from collections.abc import Iterator

from tests.house.sources import Function, functions, python

NOUNS = (("Problem", "dienstweg/"), ("OpenPoint", "dienstweg/"), ("Fault", "dienstweg/engine/"))


def used() -> dict[str, str]:
    """Every code that a problem, an open point or a fault of the XML reader can carry, with a file that gives it.

    A code that cannot be read at its place stands under ``?`` and the place: the tests refuse it.
    """
    given = {
        code: path
        for noun, folder in NOUNS
        for path, tree in python(folder).items()
        for code in _codes(tree, noun, path)
    }
    reasons = {code: path for path, tree in python("dienstweg/engine/").items() for code in _reasons(tree)}
    return given | reasons


def _reasons(tree: ast.Module) -> Iterator[str]:
    """``Reason = Literal[…]``: where the type of a code lists all of them."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "Reason":
            yield from (
                part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def _codes(tree: ast.Module, noun: str, path: str) -> Iterator[str]:
    givers = _givers(tree, noun)
    handed_on = {
        id(call) for function in functions(tree) for call in _calls(function) if _hands_on(function, call, givers)
    }
    for call in _calls(tree):
        if (argument := _code_argument(call, givers)) is None or id(call) in handed_on or _is_told(argument):
            continue
        yield from _literals(argument) or (f"? {path}:{call.lineno}",)


def _givers(tree: ast.Module, noun: str) -> dict[str, int]:
    """The noun and every function of the module that hands one of its parameters on as the code: name and position."""
    givers = {noun: 0}
    while True:
        found = {
            function.name: position
            for function in functions(tree)
            for call in _calls(function)
            if (position := _position(function, call, givers)) is not None
        }
        if found.keys() <= givers.keys():
            return givers
        givers |= found


def _position(function: Function, call: ast.Call, givers: dict[str, int]) -> int | None:
    argument = _code_argument(call, givers)
    names = [parameter.arg for parameter in function.args.args if parameter.arg not in {"self", "cls"}]
    return names.index(argument.id) if isinstance(argument, ast.Name) and argument.id in names else None


def _hands_on(function: Function, call: ast.Call, givers: dict[str, int]) -> bool:
    return _position(function, call, givers) is not None


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (call for call in ast.walk(node) if isinstance(call, ast.Call))


def _code_argument(call: ast.Call, givers: dict[str, int]) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in givers:
        return None
    by_name = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return by_name[0] if by_name else call.args[givers[name]] if len(call.args) > givers[name] else None


def _is_told(argument: ast.expr) -> bool:
    """``fault.code``: the code of a noun that got it elsewhere."""
    return isinstance(argument, ast.Attribute) and argument.attr == "code"


def _literals(argument: ast.expr) -> tuple[str, ...]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return (argument.value,)
    if isinstance(argument, ast.IfExp):
        return _literals(argument.body) + _literals(argument.orelse)
    return ()
