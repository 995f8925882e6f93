"""What both notations of a payload share: names, how often an element occurs, and values ready to be written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from dienstweg.engine import values
from dienstweg.engine.answers import Answers, entries
from dienstweg.engine.checking import Lists
from dienstweg.engine.files import is_file
from dienstweg.engine.service import Either, Group, Node, Question, Service

Keys = Literal["plain", "versioned"]
Element = Group | Question
Written = str | bool | int | Decimal


def versioned(id: str, version: str | None) -> str:
    """The name of an element by the method of FIM: ``F60000000227V1.3.0``; only the id where there is no version."""
    return f"{id}V{version}" if version else id


def key(element: Element, keys: Keys) -> str:
    """The property name of an element in JSON."""
    return element.id if keys == "plain" else versioned(element.id, element.version)


def urn(service: Service) -> str:
    """The namespace of the XML payload and the identity of both schemas."""
    return f"urn:fim-de:xfall:xdf3:{versioned(service.schema_id, service.schema_version)}"


def elements(nodes: tuple[Node, ...]) -> Iterator[tuple[Element, bool]]:
    """The elements of one level in document order, each with whether it is an option of a choice."""
    for node in nodes:
        if isinstance(node, Either):
            for option in node.options:
                yield option, True
        elif isinstance(node, Element):
            yield node, False


def least(element: Element, lists: Lists, *, option: bool = False) -> int:
    """How often an element must at least occur in a payload.

    The journey enforces the minimum of the standard while an element is in sight. What a choice or a rule can take
    away, and what carries no value of its own, may be absent.
    """
    if option or element.forbiddable:
        return 0
    if isinstance(element, Question) and element.role != "input":
        return 0 if values.content(element, lists) is None else min(element.min, 1)
    return element.min


def given(question: Question, here: Answers) -> list[Written]:
    """The values of a question as they are written into a payload; files as the URN of their id."""
    if question.id not in here:
        return []
    answered = entries(here, question.id) if question.repeats else [here[question.id]]
    return [_written(question, value) for value in answered if value is not None]


def _written(question: Question, value: object) -> Written:
    if is_file(value):
        return f"urn:uuid:{value['id']}"
    if question.kind in ("number", "money"):
        return Decimal(str(value))
    return value if isinstance(value, bool | int) else str(value)
