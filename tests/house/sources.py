"""The files of the repository as the house tests see them: everything that is not made by a tool."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY_TOOLS = {"var", "node_modules", "__pycache__", "build", "dist", ".git", ".venv", ".hypothesis"}
BINARY = {".png", ".jpg", ".ico", ".woff2", ".pdf", ".mo", ".webp"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, committed or not, sorted."""
    return tuple(sorted(_walk(ROOT)))


@cache
def texts() -> dict[str, str]:
    """What can be read as text, by path from the root of the repository."""
    return {name(path): path.read_text(encoding="utf-8") for path in files() if path.suffix not in BINARY}


@cache
def python(folder: str = "") -> dict[str, ast.Module]:
    """Parsed Python files below a folder (``dienstweg/engine``), by path; migrations are Django's and left out."""
    return {
        path: ast.parse(text, path)
        for path, text in texts().items()
        if path.endswith(".py") and path.startswith(folder) and "/migrations/" not in path
    }


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def document(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def table(path: str) -> dict[str, tuple[str, ...]]:
    """The rows of all Markdown tables in a document whose first cell is `` `code` ``: the code and the other cells."""
    rows = (line.strip().strip("|").split("|") for line in document(path).splitlines() if line.startswith("| `"))
    return {cells[0].strip().strip("`"): tuple(cell.strip() for cell in cells[1:]) for cells in rows}


def _walk(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.name in MADE_BY_TOOLS or entry.name.endswith(".egg-info"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)
