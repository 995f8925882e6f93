"""An element tree to nouns, along the plans of one version of the standard. Collects every problem it meets."""

import re
from typing import Any, TypeGuard, cast

from lxml import etree
from msgspec import Struct

from dienstweg.engine.problems import Refused
from dienstweg.engine.schema import Code, Field, Group, Instruction, Meta, Schema, Verbatim
from dienstweg.engine.translation import Translation
from dienstweg.engine.xdf.checks import faults
from dienstweg.engine.xdf.findings import Findings, local_name
from dienstweg.engine.xdf.shape import Attribute, Edition, Part, Plan, Slot, Text, Values, collapsed

MAX_GROUPS = 20
MAX_TEXT = 1_000_000
MAX_ATTRIBUTES = 100
"""On one element; looking up n attributes takes lxml n² steps."""

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_NO_ATTRIBUTES: dict[str, Attribute] = {}


class Reader:
    """Reads one file; what it notices is in ``findings``."""

    def __init__(self, standard: Edition) -> None:
        self.standard = standard
        self.findings = Findings()
        self._groups: list[tuple[str, str]] = []
        self._spellings: list[tuple[etree._Element, str, str]] = []
        self._codes: dict[Code, Code] = {}

    def schema(self, root: etree._Element) -> Schema:
        """A whole file of message 0102.

        Raises:
            Refused: with everything that was found, errors and warnings, in the order of the file.
        """
        schema = self._message(root, {"standard": self.standard.version})
        if self.findings.errors or not isinstance(schema, Schema):
            raise Refused(self.findings.problems)
        return schema

    def translation(self, root: etree._Element) -> Translation:
        """A whole file of message 0106. Raises :class:`Refused` as :meth:`schema` does."""
        found = self._message(root, {})
        if self.findings.errors or not isinstance(found, Translation):
            raise Refused(self.findings.problems)
        return found

    def _message(self, root: etree._Element, values: Values) -> Struct | None:
        values |= {
            "prefix": root.prefix or "",
            "namespaces": tuple((prefix or "", uri) for prefix, uri in root.nsmap.items() if prefix != root.prefix),
            "instructions": self._instructions(root),
        }
        meta: Values = {}
        plan = self.standard.plans["Nachricht"]
        self._content(root, plan, values, meta)
        values["verbatim"] = self._verbatim(root)
        return self._built(root, plan, values, meta)

    # --- nouns -------------------------------------------------------------------------------------------------------

    def _noun(self, element: etree._Element, plan: Plan) -> Struct | None:
        if not plan.named:
            return self._plain(element, plan)
        id_ = collapsed(element.findtext(self.standard.id_path) or "")
        if plan.shape.noun is not Group:
            return self._below(element, plan, id_)
        key = (id_, collapsed(element.findtext(self.standard.version_path) or ""))
        if key in self._groups:
            self.findings.cyclic(element, id_)
            return None
        if len(self._groups) == MAX_GROUPS:
            self.findings.too_deep(element, MAX_GROUPS)
            return None
        self._groups.append(key)
        noun = self._below(element, plan, id_)
        self._groups.pop()
        return noun

    def _below(self, element: etree._Element, plan: Plan, id_: str) -> Struct | None:
        self.findings.path.append(id_ or "?")
        noun = self._plain(element, plan)
        self.findings.path.pop()
        return noun

    def _plain(self, element: etree._Element, plan: Plan) -> Struct | None:
        values: Values = {}
        meta: Values = {}
        before = self.findings.errors
        self._content(element, plan, values, meta)
        # A field that was read in part would be blamed for what it lacks only because of the first error.
        complete = self.findings.errors == before or plan.shape.noun is not Field
        return self._built(element, plan, values, meta, check=complete)

    def _built(
        self, element: etree._Element, plan: Plan, values: Values, meta: Values, *, check: bool = True
    ) -> Struct | None:
        """The noun, or None where something it cannot do without is missing (which has been told by then)."""
        if plan.shape.derive is not None:
            inner = values.get("element")
            below = inner.id if isinstance(inner, Field | Group) else ""
            self.findings.faults(element, plan.shape.derive(values), below)
        if not plan.required <= values.keys():
            return None
        if meta:
            values["meta"] = Meta(**_frozen(meta))
        noun = plan.shape.noun(**_frozen(values))
        if check and plan.checked:
            self.findings.faults(element, faults(noun))
        return noun

    # --- what an element holds ---------------------------------------------------------------------------------------

    def _content(self, element: etree._Element, plan: Plan, values: Values, meta: Values) -> None:
        self._attributes(element, plan.attributes, values)
        if plan.shape.text is None:
            self._children(element, plan, values, meta)
            return
        into, form = plan.shape.text
        written = self._text(element, form)
        if written or into in plan.required:
            values[into] = written

    def _children(self, element: etree._Element, plan: Plan, values: Values, meta: Values) -> None:
        self.findings.stray_text(element, element.text)
        seen: set[str] = set()
        last, ordered = 0, True
        for child in element:
            slot = plan.by_tag.get(child.tag)
            if slot is None:
                self.findings.unknown_element(child, element, self.standard.namespace)
                seen.add(local_name(child))
                continue
            ordered = ordered and slot.place >= last
            last = slot.place
            seen.add(slot.part.tag)
            self._child(child, slot, values, meta)
            self.findings.stray_text(element, child.tail)
        for slot in plan.needed:
            if slot.part.tag not in seen:
                self.findings.missing(element, "Element", slot.part.tag, slot.part.need, slot.part.number)
        if not ordered:
            self._order(element, plan)

    def _child(self, child: etree._Element, slot: Slot, values: Values, meta: Values) -> None:
        part = slot.part
        if slot.inside is not None:
            self._attributes(child, _NO_ATTRIBUTES, values)
            if len(child):
                self._children(child, slot.inside, values, meta)
            else:
                self.findings.empty(child, part.need, part.number)
            return
        value = self._value(child, part)
        if value is None:
            return
        target = meta if slot.in_meta else values
        if part.many:
            found = cast("list[object]", target.setdefault(slot.name, []))
            found.append(value)
            surplus = part.most is not None and len(found) > part.most
        else:
            surplus = slot.name in target
            target[slot.name] = value
        if surplus:
            self.findings.surplus(child)

    def _value(self, child: etree._Element, part: Part) -> object | None:
        if isinstance(part.form, Text):
            self._attributes(child, _NO_ATTRIBUTES, {})
            written = self._text(child, part.form)
            if not written and part.need == "must" and not part.form.exact:
                self.findings.empty(child, part.need, part.number)
                return None
            return written
        noun = self._noun(child, self.standard.plans[cast(str, part.form)])
        if not isinstance(noun, Code):
            return noun
        if part.codes and noun.value not in part.codes:
            self.findings.unknown_code(child, noun.value, part.codes, part.need, part.number)
        # Large files repeat a handful of codes thousands of times; each is kept once.
        return self._codes.setdefault(noun, noun)

    def _text(self, element: etree._Element, form: Text) -> str:
        for child in element:
            self.findings.unknown_element(child, element, self.standard.namespace)
        written = element.text or ""
        if len(written) > MAX_TEXT:
            self.findings.text_too_long(element, MAX_TEXT)
            return ""
        if form.latin:
            self.findings.foreign_characters(element, written)
        if form.exact:
            return written
        plain = collapsed(written)
        if plain != written:
            self._spellings.append((element, "", written))
        if form.pattern is not None and re.fullmatch(form.pattern, plain) is None:
            self.findings.malformed_value(element, plain, form.expected)
        return plain

    def _attributes(self, element: etree._Element, known: dict[str, Attribute], values: Values) -> None:
        names = cast("list[str]", element.keys())
        if len(names) > MAX_ATTRIBUTES:
            self.findings.too_many_attributes(element, MAX_ATTRIBUTES)
            return
        for name in names:
            value = element.get(name, "")
            attribute = known.get(name)
            if attribute is not None:
                values[attribute.into] = value
                continue
            self._spellings.append((element, name, value))
            if not name.startswith(_XSI):
                self.findings.unknown_attribute(element, name)
        for attribute in known.values():
            if attribute.need != "may" and attribute.into not in values:
                self.findings.missing(element, "Attribut", attribute.name, attribute.need)

    # --- what is kept beside the nouns -------------------------------------------------------------------------------

    def _instructions(self, root: etree._Element) -> tuple[Instruction, ...]:
        before = [node for node in root.itersiblings(preceding=True) if _is_instruction(node)]
        after = [node for node in root.itersiblings() if _is_instruction(node)]
        dropped = next(root.iter(etree.PI), None)
        if dropped is None and after:
            dropped = after[0]
        if dropped is not None:
            self.findings.instruction_dropped(dropped)
            etree.strip_tags(root, etree.PI)
        return tuple(Instruction(cast(str, node.target), node.text or None) for node in reversed(before))

    def _verbatim(self, root: etree._Element) -> tuple[Verbatim, ...]:
        if not self._spellings:
            return ()
        wanted = {element for element, _, _ in self._spellings}
        places = {element: place for place, element in enumerate(root.iter("*")) if element in wanted}
        found = (Verbatim(places[element], name, value) for element, name, value in self._spellings)
        return tuple(sorted(found, key=lambda spelling: (spelling.place, spelling.attribute)))

    def _order(self, element: etree._Element, plan: Plan) -> None:
        """Sort the children as the standard wants them, so that places counted here are places when written."""
        self.findings.element_order(element)
        known = [child for child in element if child.tag in plan.by_tag]
        element[:] = sorted(known, key=lambda child: plan.by_tag[child.tag].place)


def _is_instruction(node: etree._Element) -> TypeGuard[etree._ProcessingInstruction]:
    return cast(object, node.tag) is etree.PI


def _frozen(values: Values) -> dict[str, Any]:  # Any: the plan, not the type checker, knows which noun they make
    return {name: tuple(value) if type(value) is list else value for name, value in values.items()}
