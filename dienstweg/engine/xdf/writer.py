"""Nouns to an element tree, along the same plans that read them."""

from typing import NoReturn, cast

from lxml import etree
from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.schema import Field, Group, Rule, Schema, Verbatim
from dienstweg.engine.translation import Translation
from dienstweg.engine.xdf.shape import Edition, Part, Plan, collapsed

_MESSAGE = "xdatenfelder.stammdatenschema.0102"


class Writer:
    """Writes one message. ``path`` holds the ids from the root to where it stands."""

    def __init__(self, standard: Edition) -> None:
        self.standard = standard
        self.path: list[str] = []
        self._bare: dict[str, str] | None = None

    def file(self, schema: Schema | Translation, message: str = _MESSAGE) -> bytes:
        """The file as UTF-8, without white space between elements.

        Raises:
            Refused: ``not_in_standard`` or ``not_writable``.
        """
        declared = ((schema.prefix, self.standard.namespace), *schema.namespaces)
        namespaces = _by_prefix(declared)
        if not all(prefix for prefix, _ in declared):
            # A default namespace would swallow the elements that stand in none.
            self._bare = _by_prefix((("", ""),))
        try:
            root = etree.Element(f"{{{self.standard.namespace}}}{message}", nsmap=namespaces)
            self._noun(root, "Nachricht", schema)
            _restore(root, schema.verbatim)
            for instruction in schema.instructions:
                root.addprevious(etree.ProcessingInstruction(instruction.target, instruction.text or ""))
        except ValueError as fault:
            what = f"Ein Text enthält Zeichen, die in XML nicht vorkommen dürfen ({fault})."
            raise Refused(Problem("not_writable", self._place(), what)) from None
        return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")

    def _noun(self, element: etree._Element, form: str, noun: Struct) -> None:
        plan = self.standard.plans[form]
        if isinstance(noun, Field | Group | Rule):
            self.path.append(noun.id)
        self._all_said(form, noun)
        if plan.shape.compose is not None:
            noun = plan.shape.compose(noun)
        for attribute in plan.shape.attributes:
            if (value := getattr(noun, attribute.into)) is not None:
                element.set(attribute.name, value)
        if plan.shape.text is not None:
            element.text = getattr(noun, plan.shape.text[0])
        self._parts(element, plan, noun)
        if isinstance(noun, Field | Group | Rule):
            self.path.pop()

    def _parts(self, element: etree._Element, plan: Plan, noun: Struct) -> None:
        meta = getattr(noun, "meta", None)
        for slot in plan.slots:
            if slot.inside is not None:
                child = etree.SubElement(element, slot.tag)
                self._parts(child, slot.inside, noun)
                if len(child) == 0:
                    element.remove(child)
                continue
            value = getattr(meta if slot.in_meta else noun, slot.name)
            if slot.part.most is not None and len(value) > slot.part.most:
                self._refuse(slot.part.into)
            for item in value if slot.part.many else (value,):
                self._child(element, slot.tag, slot.part, item)

    def _child(self, element: etree._Element, tag: str, part: Part, value: object) -> None:
        if value is None:
            return
        if isinstance(value, str):
            etree.SubElement(element, tag, nsmap=None if part.qualified else self._bare).text = value
        elif isinstance(part.form, str) and isinstance(value, self.standard.plans[part.form].shape.noun):
            self._noun(etree.SubElement(element, tag), part.form, value)

    def _all_said(self, form: str, noun: Struct) -> None:
        """Refuse what this version of the standard has no element for, instead of losing it."""
        for name, empty in self.standard.uncovered[form]:
            source = getattr(noun, "meta", noun) if name.startswith("meta.") else noun
            if getattr(source, name.removeprefix("meta.")) != empty:
                self._refuse(name)

    def _refuse(self, name: str) -> NoReturn:
        message = f"XDatenfelder {self.standard.version} hat an dieser Stelle keinen Platz für „{name}“."
        raise Refused(Problem("not_in_standard", self._place(), message))

    def _place(self) -> str:
        return ".".join(self.path) or "Schema"


def _by_prefix(declared: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """As lxml wants it: None for "no prefix", which its stubs do not know."""
    return cast("dict[str, str]", {prefix or None: uri for prefix, uri in declared})


def _restore(root: etree._Element, spellings: tuple[Verbatim, ...]) -> None:
    """Put back the spellings; one that no longer fits its place is left out."""
    if not spellings:
        return
    elements = list(root.iter("*"))
    for spelling in spellings:
        if spelling.place >= len(elements):
            continue
        element = elements[spelling.place]
        if spelling.attribute:
            element.set(spelling.attribute, spelling.value)
        elif collapsed(spelling.value) == element.text:
            element.text = spelling.value
