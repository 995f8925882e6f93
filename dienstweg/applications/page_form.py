"""From a posted page to answers: HTTP text in, clean values and sentences out. Only what the page asks is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from dienstweg.applications.question_blocks import OTHER
from dienstweg.engine import values
from dienstweg.engine.answers import Answers, branch, entries, join, rows
from dienstweg.engine.gaps import ROWS_LIMIT
from dienstweg.engine.journey import Journey, Place
from dienstweg.engine.service import CodeList, Either, Group, Node, Page, Question
from dienstweg.engine.usage import chosen, used

OWN_NAMES = frozenset({"csrfmiddlewaretoken", "aktion", "stand", "seite", "neu", "gesagt", "code", "fassung"})
DATE_PARTS = ("tag", "monat", "jahr")
PART_NAMES = {"day": "tag", "month": "monat", "year": "jahr"}
LONGEST_NAME = 400
"""No input has a longer name: taking every beginning of one apart must stay cheap."""
LONGEST_ECHO = 100_000
"""As much of a text that could not be taken is shown again."""
NEW_ROWS = 20
"""So many rows or values one posting may add; a page shows one more than are stored."""
LOST, NO_TEXT = "\ufffd", "\uffff"
"""Bytes that are no text arrive as the first; the second stands for them where texts are judged."""
SURROGATES = re.compile("[\ud800-\udfff]")
PLACE = re.compile(rf"[\w?.-]{{1,{LONGEST_NAME}}}", re.ASCII)
Told = TypeVar("Told")
ACTIONS = frozenset(
    {
        "weiter",
        "zurueck",
        "uebersicht",
        "spaeter",
        "ansehen",
        "mehr",
        "oeffnen",
        "weg",
        "hochladen",
        "datei-weg",
        "sprache",
    }
)


@dataclass(slots=True)
class Posted:
    """What came of a posted page: the new answers, sentences by instance path, and what was typed but not taken.

    ``bad_parts``: by instance path of a date, the endings of the names that are at fault, where that can be told.
    ``strange``: names that the page does not have.
    """

    answers: Answers
    faults: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    bad_parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    strange: frozenset[str] = frozenset()

    @property
    def unknown(self) -> bool:
        return bool(self.strange)

    def forget(self, path: str) -> None:
        """Say nothing about what lies below a path: it was taken away."""
        for told in (self.faults, self.typed, self.bad_parts):
            for name in [name for name in told if name.startswith(path + ".")]:
                del told[name]


def pressed(post: Mapping[str, str]) -> tuple[str, str]:
    """The button that was pressed and the instance path it is about; what no button says counts as "go on"."""
    action, _, target = post.get("aktion", "weiter").partition(":")
    return (action if action in ACTIONS else "weiter"), (target if PLACE.fullmatch(target) else "")


def read_page(journey: Journey, page: Page, post: Mapping[str, str], *, today: date) -> Posted:
    """Read every question that the page asks; a name that is not posted leaves its answer as it is."""
    reader = _Reader(post, journey.service.code_lists, today)
    answers = journey.answers
    for place in journey.places(page):
        answers = reader.place(answers, place)
    strange = frozenset(name for name in post if name not in reader.seen and name not in OWN_NAMES)
    return Posted(answers, reader.faults, reader.typed, reader.bad_parts, strange)


class _Reader:
    def __init__(self, post: Mapping[str, str], lists: dict[str, CodeList], today: date) -> None:
        self.post = {name: SURROGATES.sub(LOST, text) for name, text in post.items() if len(name) <= LONGEST_NAME}
        self.lists = lists
        self.today = today
        self.seen: set[str] = set()
        self.faults: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.bad_parts: dict[str, tuple[str, ...]] = {}
        self.heads = {head for name in self.post for head in _heads(name)}

    def place(self, answers: Answers, place: Place) -> Answers:
        """The whole tree with the item's part of it read anew."""
        ids = place.prefix.split(".") if place.prefix else []
        return self._inside(answers, ids, place)

    def _inside(self, here: Answers, ids: list[str], place: Place) -> Answers:
        if ids:
            return here | {ids[0]: self._inside(branch(here, ids[0]), ids[1:], place)}
        if place.item.part == "gate":
            return self._own_question(place.node, here, place.prefix)
        return self.node(place.node, here, place.prefix, kept=place.kept)

    def node(self, node: Node, here: Answers, prefix: str, *, kept: bool = False) -> Answers:
        """``here`` with the node's answers read anew."""
        if isinstance(node, Question):
            return self._question(node, here, prefix)
        if isinstance(node, Either):
            return self._either(node, here, prefix)
        if isinstance(node, Group):
            if node.repeats:
                return self._rows(node, here, prefix)
            return self._group(node, here, prefix, kept=kept)
        return here

    def _own_question(self, node: Node, here: Answers, prefix: str) -> Answers:
        if isinstance(node, Either):
            path = join(prefix, node.key)
            picked = self._take(path)
            if picked in {option.id for option in node.options}:
                return here | {node.key: picked}
            if path in self.post and not picked:
                return {key: old for key, old in here.items() if key != node.key}
        if isinstance(node, Group) and node.gate:
            answer = self._take(join(prefix, node.gate_key))
            if answer in ("ja", "nein"):
                return here | {node.gate_key: answer == "ja"}
        return here

    def _either(self, node: Either, here: Answers, prefix: str) -> Answers:
        here = self._own_question(node, here, prefix)
        option = chosen(node, here)
        for other in node.options:
            if other is not option:
                self._skip(join(prefix, other.id))
        return self.node(option, here, prefix, kept=True) if option is not None else here

    def _group(self, node: Group, here: Answers, prefix: str, *, kept: bool) -> Answers:
        if not kept:
            here = self._own_question(node, here, prefix)
        path = join(prefix, node.id)
        if node.gate and not kept and here.get(node.gate_key) is not True:
            self._skip(path)
            return here
        inside = branch(here, node.id)
        for child in node.children:
            inside = self.node(child, inside, path)
        return here | {node.id: inside} if inside or node.id in here else here

    def _rows(self, node: Group, here: Answers, prefix: str) -> Answers:
        path = join(prefix, node.id)
        stored = rows(here, node.id)
        most = _most(node, len(stored))
        count = len(stored)
        while count < most and join(path, count) in self.heads:
            count += 1
        read: list[Answers] = []
        for index in range(count):
            row = stored[index] if index < len(stored) else {}
            at = join(path, index)
            for child in node.children_at(index):
                row = self.node(child, row, at)
            read.append(row)
        while len(read) > max(len(stored), 0) and not self._counts(node, read[-1], join(path, len(read) - 1)):
            read.pop()
        if not read:
            return {key: value for key, value in here.items() if key != node.id}
        return here | {node.id: read}

    def _counts(self, node: Group, row: Answers, at: str) -> bool:
        """True for a new row that somebody began."""
        children = node.children_at(int(at.rpartition(".")[2]))
        return used(children, row) or any(name.startswith(at + ".") for name in (*self.typed, *self.faults))

    def _question(self, node: Question, here: Answers, prefix: str) -> Answers:
        path = join(prefix, node.id)
        if node.kind == "file":
            if not self.post.get(path):
                self.seen.add(path)  # a file input left empty is posted as an empty text
            return here
        if node.role != "input":
            return here
        if not node.repeats:
            return self._single(node, here, path) if path in self.heads else here
        if path not in self.heads:
            return here
        return self._several(node, here, path)

    def _single(self, node: Question, here: Answers, path: str) -> Answers:
        value, message = self._entry(node, path)
        rest = {key: old for key, old in here.items() if key != node.id}
        if message:
            self.faults[path] = message
            return rest
        return rest | {node.id: value} if value is not None else rest

    def _several(self, node: Question, here: Answers, path: str) -> Answers:
        most = _most(node, len(entries(here, node.id)))
        found: list[object] = []
        bad: list[str] = []
        index = 0
        while index < most and join(path, index) in self.heads:
            at = join(path, index)
            value, message = self._entry(node, at)
            if message:
                self.faults[at] = message
                bad.append(at)
            elif value is not None:
                found.append(value)
            index += 1
        self._behind(bad, path, len(found))
        rest = {key: old for key, old in here.items() if key != node.id}
        return rest | {node.id: found} if found else rest

    def _behind(self, bad: list[str], path: str, count: int) -> None:
        """What could not be taken stands behind what was, so that both are shown again."""
        places = {at: join(path, count + number) for number, at in enumerate(bad)}
        self.faults = _moved(self.faults, places)
        self.typed = _moved(self.typed, places)
        self.bad_parts = _moved(self.bad_parts, places)

    def _entry(self, node: Question, at: str) -> tuple[object | None, str | None]:
        """One value from the names at ``at``; what cannot be taken is kept as typed."""
        names = [join(at, part) for part in DATE_PARTS] if node.kind == "date" else [at]
        if node.kind == "choice" and self.post.get(at) == OTHER:
            self.seen.add(at)
            names = [join(at, "anderer")]
        elif node.kind == "choice":
            self.seen.add(join(at, "anderer"))
        texts = [self._take(name) for name in names]
        if not any(text.strip() for text in texts):
            return None, None
        judged = [text.replace(LOST, NO_TEXT) for text in texts]
        result = values.read(node, judged if node.kind == "date" else judged[0], self.lists, today=self.today)
        if result.message:
            self.typed.update((name, text[:LONGEST_ECHO]) for name, text in zip(names, texts, strict=True))
            self.bad_parts[at] = tuple(PART_NAMES[part] for part in result.parts)
        return result.value, result.message

    def _take(self, name: str) -> str:
        self.seen.add(name)
        return self.post.get(name, "")

    def _skip(self, path: str) -> None:
        """What stands behind a closed gate may be posted (it was on the page) and is not read."""
        if path in self.heads:
            self.seen.update(name for name in self.post if name == path or name.startswith(path + "."))


def _moved(told: dict[str, Told], places: Mapping[str, str]) -> dict[str, Told]:
    """What is said at and below some paths, said at others."""
    if not places:
        return told
    depth = next(iter(places)).count(".") + 1
    moved: dict[str, Told] = {}
    for name, what in told.items():
        head = ".".join(name.split(".")[:depth])
        moved[places.get(head, head) + name[len(head) :]] = what
    return moved


def _most(node: Group | Question, stored: int) -> int:
    """How many rows or values are read."""
    allowed = max(node.max if node.max is not None else ROWS_LIMIT, stored)
    return min(allowed, max(stored, node.min) + NEW_ROWS)


def _heads(name: str) -> Iterator[str]:
    """A name and all its beginnings before a dot."""
    yield name
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
