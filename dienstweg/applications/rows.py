"""One row of a repeated group, found by its instance path, for the page that asks before it goes."""

from dataclasses import dataclass

from dienstweg.engine.answers import Answers, get, put
from dienstweg.engine.service import CodeList, Group, Node, Service, walk
from dienstweg.engine.summary import NOTHING, lines
from dienstweg.web.tongue import plain

LONGEST_NAMED = 60
"""Characters of a first answer that stands in the title of its row."""


@dataclass(frozen=True)
class RowAt:
    """The name of a row for people ("Hund 2") and its path."""

    path: str
    title: str


def row_at(service: Service, answers: Answers, path: str) -> RowAt | None:
    """The row at an instance path, or None where no row of a repeated group lies there."""
    group = _group_of(service, path)
    if group is None or not isinstance(get(answers, path), dict):
        return None
    around = [title for above in _above(path) if (title := _title(service, answers, above))]
    title = _title(service, answers, path)
    return RowAt(path, f"{title} ({', '.join(around)})" if around else title)


def _group_of(service: Service, path: str) -> Group | None:
    above, _, index = path.rpartition(".")
    schema_path = ".".join(part for part in above.split(".") if not part.isdecimal())
    group = next((node for node in walk(service.nodes) if isinstance(node, Group) and node.path == schema_path), None)
    return group if group is not None and group.repeats and index.isdecimal() else None


def _above(path: str) -> list[str]:
    """Instance paths of what lies around a row, from the outside."""
    parts = path.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def _title(service: Service, answers: Answers, path: str) -> str:
    """What a row is called: its number and, where it is short, its first answer; empty where no row lies there."""
    group, row, index = _group_of(service, path), get(answers, path), path.rpartition(".")[2]
    if group is None or not isinstance(row, dict):
        return ""
    return row_title(group, int(index), told_in(service.code_lists, group.children_at(int(index)), row, path))


def told_in(lists: dict[str, CodeList], children: tuple[Node, ...], row: Answers, at: str) -> list[str]:
    """What was answered in a row, in order; the name of a photograph tells nobody which row this is."""
    said = (line for child in children for line in lines(child, row, at, lists, 0, titled=False))
    return [plain(line.value) for line in said if line.value and not line.file and line.value != NOTHING]


def row_title(group: Group, index: int, told: list[str]) -> str:
    """``Tier 1: Bella``, or ``Tier 1`` where the first answer is long or missing."""
    title = f"{plain(group.short or group.label)} {index + 1}"
    return f"{title}: {told[0]}" if told and len(told[0]) <= LONGEST_NAMED else title


def without_row(answers: Answers, path: str) -> Answers:
    """The answers without the row; the rows after it move up. Where no row is, nothing changes."""
    is_row = path.rpartition(".")[2].isdecimal() and isinstance(get(answers, path), dict)
    return put(answers, path, None) if is_row else answers
