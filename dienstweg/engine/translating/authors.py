"""An author's words in one language → texts by key, with what is wrong in the file."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dienstweg.engine import reword
from dienstweg.engine.problems import Problem
from dienstweg.engine.service import Group, Node, Question, Service, walk
from dienstweg.engine.texts import ElementWords, Texts

LISTS = (
    *(("info", "rates"), ("info", "prepare"), ("info", "sections")),
    *(("data_protection", "norms"), ("data_protection", "recipients")),
)
PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_]*\}")
Pairs = Iterator[tuple[str, str, str | None]]
"""Place in the file, key, text."""


def author_texts(service: Service, words: Texts, tongue: str) -> tuple[dict[str, str], list[Problem]]:
    """The author's texts by key, and a problem for every entry that nobody would ever see."""
    german = reword.texts(service)
    reading = _Reading(service, german, f"texts/{tongue}.yaml")
    reading.plain(words)
    reading.elements(words.elements)
    reading.anywhere(words.texts)
    return reading.found, reading.problems


class _Reading:
    def __init__(self, service: Service, german: Mapping[str, str], file: str) -> None:
        self.service = service
        self.german = german
        self.file = file
        self.found: dict[str, str] = {}
        self.problems: list[Problem] = []

    def plain(self, words: Texts) -> None:
        """Everything that is not an element of the schema."""
        for part, name in LISTS:
            given = len(getattr(getattr(words, part), name))
            self._counted(f"{part}.{name}", given, len(getattr(getattr(self.service, part), name)))
        for rule, sentences in words.rules.items():
            checks = sum(check.rule == rule for check in self.service.checks)
            if checks:
                self._counted(f"rules.{rule}", len(sentences), checks)
        for where, key, text in _plain(words):
            if text is None:
                continue
            if key in self.german:
                self.found[key] = text.strip()
                if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(self.german[key])):
                    message = "Die örtlichen Angaben in geschweiften Klammern sind andere als auf Deutsch."
                    self._refuse("texts_placeholder", where, message)
            else:
                message = "Auf Deutsch gibt es diesen Text nicht. Prüfen Sie die Schreibweise oder streichen Sie ihn."
                self._refuse("texts_unknown", where, message)

    def elements(self, elements: Mapping[str, ElementWords]) -> None:
        """An entry by full path wins over one by bare id."""
        places: dict[str, list[Node]] = {}
        for node in walk(self.service.nodes):
            for name in {node.path, node.path.rpartition(".")[2]}:
                places.setdefault(name, []).append(node)
        for name in sorted(elements, key=lambda name: "." in name):
            if name not in places:
                message = "Dieses Element gibt es im Schema nicht. Prüfen Sie Kennung und Pfad."
                self._refuse("overlay_unknown_element", f"elements.{name}", message)
                continue
            for entry, texts in _entries(elements[name], places[name]):
                known = {key: text for key, text in texts if key in self.german}
                self.found |= known
                if not known:
                    message = f"Der Eintrag „{entry}“ hat bei diesem Element keine Wirkung. Streichen Sie ihn."
                    self._refuse("overlay_no_effect", f"elements.{name}.{entry}", message)

    def anywhere(self, words: Mapping[str, str]) -> None:
        known = set(self.german.values())
        for text in words:
            if text not in known:
                message = "Diesen deutschen Text gibt es in der Leistung nicht. Er muss genau übereinstimmen."
                self._refuse("texts_unknown", f"texts: {text[:60]}", message)

    def _counted(self, where: str, given: int, wanted: int) -> None:
        if given not in (0, wanted):
            message = f"Auf Deutsch sind es {wanted}, hier {given}. Übersetzen Sie alle, in derselben Reihenfolge."
            self._refuse("texts_count", where, message)

    def _refuse(self, code: str, where: str, message: str) -> None:
        self.problems.append(Problem(code, f"{self.file}: {where}", message))


def _plain(words: Texts) -> Pairs:
    for name in ("title", "declaration"):
        yield name, name, getattr(words, name)
    yield "act.noun", "act.noun", words.act.noun
    yield from _told(words.info, "info")
    yield from _told(words.data_protection, "data_protection")
    for part in ("pages", "outcomes", "amounts"):
        entries: dict[str, Struct] = getattr(words, part)
        for name, entry in entries.items():
            for what in entry.__struct_fields__:
                key = f"{part}.{name}.{what}"
                yield key, key, getattr(entry, what)
    for rule, sentences in words.rules.items():
        for number, text in enumerate(sentences):
            yield f"rules.{rule}", f"rules.{rule}.{number}", text


def _told(part: Struct, name: str) -> Pairs:
    for entry in part.__struct_fields__:
        where, value = f"{name}.{entry}", getattr(part, entry)
        if not isinstance(value, tuple):
            yield where, where, value
            continue
        for number, one in enumerate(value):
            if isinstance(one, str):
                yield where, f"{where}.{number}", one
            else:
                title, text = one.__struct_fields__
                yield where, f"{where}.{number}.title", getattr(one, title)
                yield where, f"{where}.{number}.text", getattr(one, text)


def _entries(words: ElementWords, nodes: list[Node]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Name in the file and what it says of which keys. A row's name is the short label of its group."""
    for entry in ("label", "hint", "short", "row", "gate", "content"):
        text: str | None = getattr(words, entry)
        if text is not None:
            yield entry, [(f"{node.path}#{what}", text.strip()) for node in nodes if (what := _what(node, entry))]
    lists = {node.code_list for node in nodes if isinstance(node, Question) and node.code_list}
    for code, text in words.options.items():
        yield f"options.{code}", [(f"lists.{listed}#{code}", text.strip()) for listed in sorted(lists)]


def _what(node: Node, entry: str) -> str:
    if entry == "row":
        return "short" if isinstance(node, Group) else ""
    if entry == "short" and not isinstance(node, Question):
        return ""
    return "text" if entry == "hint" and hasattr(node, "text") else entry
