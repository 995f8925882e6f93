"""One row of a repeated group, found by its instance path, for the page that asks before it goes."""

from dataclasses import dataclass

from dienstweg.engine.answers import Answers, get, put
from dienstweg.engine.service import Group, Service, walk
from dienstweg.web.tongue import plain


@dataclass(frozen=True)
class RowAt:
    """The name of a row for people ("Hund 2") and its path."""

    path: str
    title: str


def row_at(service: Service, answers: Answers, path: str) -> RowAt | None:
    """The row at an instance path, or None where no row of a repeated group lies there."""
    above, _, index = path.rpartition(".")
    schema_path = ".".join(part for part in above.split(".") if not part.isdecimal())
    group = next((node for node in walk(service.nodes) if isinstance(node, Group) and node.path == schema_path), None)
    if group is None or not group.repeats or not index.isdecimal() or not isinstance(get(answers, path), dict):
        return None
    return RowAt(path, f"{plain(group.short or group.label)} {int(index) + 1}")


def without_row(answers: Answers, path: str) -> Answers:
    """The answers without the row; the rows after it move up. Where no row is, nothing changes."""
    is_row = path.rpartition(".")[2].isdecimal() and isinstance(get(answers, path), dict)
    return put(answers, path, None) if is_row else answers
