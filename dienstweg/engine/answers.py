"""The tree an applicant's answers lie in, and how a place in it is named.

The tree has the shape of the service's nodes: keys are element ids, repeated groups are lists of rows, repeated
questions lists of values. Beside a group lie the answers of its gate (``?G…``: bool) or of the choice it belongs to
(``?<first option>``: id of the chosen one). An *instance path* names a place: ids joined by dots, the zero-based row
number after a repeated id (``G05.0.F60``).
"""

import re
from collections.abc import Iterator

Answers = dict[str, object]

INDEX = re.compile(r"[0-9]{1,6}")
"""A row number in an instance path. Nobody has more rows, and Python refuses to read thousands of digits."""


def branch(here: object, key: str) -> Answers:
    """The group below ``key``, empty where there is none (or something else lies there)."""
    value = here.get(key) if isinstance(here, dict) else None
    return value if isinstance(value, dict) else {}


def entries(here: object, key: str) -> list[object]:
    """The rows or values below ``key`` of a repeated node, empty where there are none."""
    value = here.get(key) if isinstance(here, dict) else None
    return value if isinstance(value, list) else []


def rows(here: object, key: str) -> list[Answers]:
    """The rows of a repeated group below ``key``; whatever is no row counts as an empty one."""
    return [row if isinstance(row, dict) else {} for row in entries(here, key)]


def join(prefix: str, *parts: str | int) -> str:
    """An instance path from a prefix ("" is the root) and further ids or row numbers."""
    return ".".join([prefix, *map(str, parts)] if prefix else map(str, parts))


def get(answers: Answers, path: str) -> object | None:
    """The value at an instance path, or None."""
    here: object = answers
    for part in path.split("."):
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and INDEX.fullmatch(part) and int(part) < len(here):
            here = here[int(part)]
        else:
            return None
    return here


def put(answers: Answers, path: str, value: object | None) -> Answers:
    """A copy of the tree with ``value`` at ``path``, or without anything there (None). Missing branches are made.

    A row number one past the end adds a row; one further away is refused with ``IndexError``.
    """
    changed = _put(answers, path.split("."), value)
    return changed if isinstance(changed, dict) else {}


def _put(here: object, parts: list[str], value: object | None) -> object:
    if not parts:
        return value
    first, rest = parts[0], parts[1:]
    if INDEX.fullmatch(first):
        return _put_entry(list(here) if isinstance(here, list) else [], int(first), rest, value)
    copy = dict(here) if isinstance(here, dict) else {}
    if value is None and first not in copy:
        return copy
    changed = _put(copy.get(first), rest, value)
    if changed is None:
        copy.pop(first, None)
    else:
        copy[first] = changed
    return copy


def _put_entry(copy: list[object], index: int, rest: list[str], value: object | None) -> list[object]:
    if value is None and index >= len(copy):
        return copy
    if index > len(copy):
        raise IndexError(index)
    if index == len(copy):
        copy.append({} if rest else None)
    changed = _put(copy[index], rest, value)
    if changed is None:
        del copy[index]
    else:
        copy[index] = changed
    return copy


def leaves(here: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its instance path, in order; files count as one value."""
    if isinstance(here, dict) and "sha256" not in here:
        for key, value in here.items():
            yield from leaves(value, join(prefix, key))
    elif isinstance(here, list):
        for index, value in enumerate(here):
            yield from leaves(value, join(prefix, index))
    elif here is not None:
        yield prefix, here
