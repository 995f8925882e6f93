"""What a quality check is and what it finds. Levels are those of the FIM code list ``xdfm`` 1.8, column ``Typ``."""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from dienstweg.engine.quality.scene import Scene

Level = Literal["FehlerKritisch", "FehlerMethodisch", "Warnung", "Hinweis"]

CRITICAL: Level = "FehlerKritisch"
"""Keeps the file from being exchanged between editors."""
METHODICAL: Level = "FehlerMethodisch"
"""Keeps the schema from its methodical release."""
WARNING: Level = "Warnung"
NOTE: Level = "Hinweis"

LEVELS: dict[Level, tuple[str, str]] = {
    CRITICAL: ("kritischer Fehler", "kritische Fehler"),
    METHODICAL: ("methodischer Fehler", "methodische Fehler"),
    WARNING: ("Warnung", "Warnungen"),
    NOTE: ("Hinweis", "Hinweise"),
}
"""Gravest first, with the words for one and for several."""


class Hit(Struct, frozen=True):
    """A place where a check holds. ``subject`` is what it is about: the same at every place of one element."""

    where: str
    subject: tuple[str, ...]
    detail: str = ""


Test = Callable[[Scene], Iterator[Hit]]


class Check(Struct, frozen=True):
    """One message of the code list: its number and level, our own sentence, and where it applies."""

    number: str
    level: Level
    sentence: str
    test: Test


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a check found. ``where`` is a dotted path of element ids, for a rule followed by its id.

    What is wrong in an element that stands at several places is found once; ``also`` are the other places.
    """

    number: str
    level: Level
    where: str
    name: str
    """What the schema calls the element, the rule or itself."""
    message: str
    """The sentence of the check and the detail, if there is one."""
    detail: str = ""
    also: tuple[str, ...] = ()


def findings(check: Check, scene: Scene) -> Iterator[Finding]:
    """Everything one check finds, each thing once."""
    places: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for hit in check.test(scene):
        places.setdefault((hit.subject, hit.detail), {}).setdefault(hit.where)
    for (_, detail), found in places.items():
        where, *also = found
        yield Finding(
            number=check.number,
            level=check.level,
            where=where,
            name=scene.name(where),
            message=f"{check.sentence} {detail}".rstrip(),
            detail=detail,
            also=tuple(also),
        )
