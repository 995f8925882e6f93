"""What the reader noticed: problems with line and path, in German, in the order of the file."""

from collections.abc import Iterable
from typing import cast

from lxml import etree
from msgspec import UNSET

from dienstweg.engine.problems import Level, Problem
from dienstweg.engine.xdf.latin import described, foreign_characters
from dienstweg.engine.xdf.shape import Fault, Need

MAX_TOLD = 100
"""So many errors and so many warnings are told; a file with more of them is better mended in several goes."""

_SPACE = " \t\r\n"


def line_of(element: etree._Element) -> str:
    """The place of an element for a problem: its line in the file."""
    return f"Zeile {cast('int | None', element.sourceline) or 1}"


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname


class Findings:
    """Grows while a file is read. ``path`` holds the ids from the root to where the reader stands."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.path: list[str] = []
        self._counts: dict[Level, int] = {"error": 0, "warning": 0}

    @property
    def errors(self) -> int:
        return self._counts["error"]

    def faults(self, element: etree._Element, found: Iterable[Fault], below: str = "") -> None:
        """What a check found in one noun; ``below`` is the id of an element under the path that it concerns."""
        for fault in found:
            self._add(fault.code, element, fault.message, fault.level, below, number=fault.number)

    def _add(
        self,
        code: str,
        element: etree._Element,
        message: str,
        level: Level = "error",
        below: str = "",
        *,
        number: str = "",
    ) -> None:
        path = ".".join((*self.path, below) if below else self.path)
        where = f"{line_of(element)}, {path}" if path else line_of(element)
        self._counts[level] += 1
        if self._counts[level] <= MAX_TOLD:
            self.problems.append(Problem(code, where, message, level, number or UNSET))
        elif self._counts[level] == MAX_TOLD + 1:
            more = "Fehler" if level == "error" else "Hinweise"
            message = f"Ab hier gibt es weitere {more}, die nicht aufgeführt sind."
            self.problems.append(Problem("more_problems", where, message, level))

    def cyclic(self, element: etree._Element, id_: str) -> None:
        message = f"Die Gruppe {id_} enthält sich selbst. Nehmen Sie sie aus ihrem eigenen Inhalt heraus."
        self._add("cyclic", element, message, number="1026")

    def too_deep(self, element: etree._Element, allowed: int) -> None:
        message = f"Die Gruppen sind mehr als {allowed} Ebenen tief verschachtelt. Bitte verschachteln Sie flacher."
        self._add("too_deep", element, message)

    def too_many_attributes(self, element: etree._Element, allowed: int) -> None:
        message = f"„{local_name(element)}“ trägt mehr als {allowed} Attribute. Der Standard sieht höchstens fünf vor."
        self._add("too_many_attributes", element, message)

    def text_too_long(self, element: etree._Element, allowed: int) -> None:
        message = f"Der Text in „{local_name(element)}“ ist länger als {allowed} Zeichen. Bitte kürzen Sie ihn."
        self._add("text_too_long", element, message)

    def malformed_value(self, element: etree._Element, value: str, expected: str) -> None:
        message = f"„{local_name(element)}“ hat den Wert „{value[:80]}“. Erwartet wird {expected}."
        self._add("malformed_value", element, message, "warning")

    def instruction_dropped(self, instruction: etree._Element) -> None:
        message = "Verarbeitungsanweisungen (<?…?>) innerhalb der Daten oder danach gehen beim Schreiben verloren."
        self._add("instruction_dropped", instruction, message, "warning")

    def element_order(self, element: etree._Element) -> None:
        message = f"Die Elemente in „{local_name(element)}“ stehen nicht in der Reihenfolge des Standards."
        self._add("element_order", element, f"{message} Sie werden geordnet geschrieben.", "warning")

    def stray_text(self, element: etree._Element, written: str | None) -> None:
        """Text between elements, where only white space may stand."""
        if written and (stray := written.strip(_SPACE)):
            message = f"In „{local_name(element)}“ steht Text zwischen den Elementen: „{stray[:40]}“."
            self._add("stray_text", element, f"{message} Bitte entfernen Sie ihn.")

    def unknown_element(self, child: etree._Element, parent: etree._Element, namespace: str) -> None:
        tag = etree.QName(child)
        message = f"Das Element „{tag.localname}“ gehört nicht in „{local_name(parent)}“."
        if tag.localname == "code" and tag.namespace == namespace:
            message += " Wo der Standard einen Code erwartet, steht es ohne Namensraum."
        elif tag.namespace != namespace:
            message += f" Erwartet wird der Namensraum „{namespace}“, nicht „{tag.namespace or ''}“."
        self._add("unknown_element", child, message)

    def unknown_attribute(self, element: etree._Element, name: str) -> None:
        named = f"Das Attribut „{etree.QName(name).localname}“ an „{local_name(element)}“"
        message = f"{named} kennt der Standard nicht. Es bleibt ohne Wirkung."
        self._add("unknown_attribute", element, message, "warning")

    def missing(self, element: etree._Element, what: str, name: str, need: Need, number: str = "") -> None:
        message = f"In „{local_name(element)}“ fehlt das {what} „{name}“. Der Standard verlangt es."
        self._add("missing_element", element, message, "error" if need == "must" else "warning", number=number)

    def empty(self, element: etree._Element, need: Need, number: str = "") -> None:
        message = f"Das Element „{local_name(element)}“ ist leer."
        self._add("empty_element", element, message, "error" if need == "must" else "warning", number=number)

    def surplus(self, element: etree._Element) -> None:
        message = f"Hier steht ein weiteres Element „{local_name(element)}“, wo der Standard nur eines erlaubt."
        self._add("duplicate_element", element, message)

    def foreign_characters(self, element: etree._Element, written: str) -> None:
        if foreign := foreign_characters(written):
            message = f"„{local_name(element)}“ enthält Zeichen, die String.Latin nicht vorsieht: {described(foreign)}."
            self._add("not_latin", element, message, "warning", number="1131")

    def unknown_code(
        self, element: etree._Element, code: str, known: tuple[str, ...], need: Need, number: str = ""
    ) -> None:
        """A code that the standard does not list; an error where nothing can be done without knowing it."""
        message = f"„{local_name(element)}“ hat den Code „{code}“, den der Standard nicht kennt."
        level: Level = "error" if need == "must" else "warning"
        self._add("unknown_code", element, f"{message} Bekannt sind: {', '.join(known)}.", level, number=number)
