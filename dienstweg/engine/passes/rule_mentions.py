"""What can be told from the rules' sentences without running them: who is named, which codes they know.

The sentences themselves stand as open points until a rule language runs them.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from dienstweg.engine import schema as xdf
from dienstweg.engine.service import Entry, OpenPoint

ID = re.compile(r"\b[FG]\d{8,11}\b")
FIELD = re.compile(r"\b(?P<id>F\d{8,11})\b(?:\s*[\"„“](?P<name>[^\"„“”]*)[\"“”])?")
ENTRY = re.compile(
    r"""(?:[=>:,(]|Codes?|oder|und)\s*
        (?P<code>[A-Za-z0-9_.-]*\d[A-Za-z0-9_.-]*|(?!(?:Feld|Wert)\b)[A-Z][A-Za-z]{0,3})
        \s*["„“]\s*(?P<label>[^"„“”]{1,200})["“”]""",
    re.VERBOSE | re.IGNORECASE,
)
FORBIDS = re.compile(
    r"\b(?:nicht|kein\w*|deaktiv\w*|ausgeblendet|ausblenden|auszublenden|sonst|ansonsten|nur|entweder)\b", re.IGNORECASE
)
EXACTLY_ONE = re.compile(
    r"""^(?:Es\s+muss\s+entweder\s+(?:die\s+)?(?:Feldgruppe|Datenfeldgruppe|Gruppe)
        |Entweder\s+muss\s+(?:die\s+)?(?:Feldgruppe|Datenfeldgruppe|Gruppe))
        \s+(?P<first>G\d{8,11})\s*(?:["„“][^"„“”]*["“”])?\s*
        oder\s+(?:die\s+)?(?:Feldgruppe|Datenfeldgruppe|Gruppe)\s+(?P<second>G\d{8,11})\s*(?:["„“][^"„“”]*["“”])?\s*
        befüllt\s+(?:werden|sein)\.?$""",
    re.VERBOSE,
)


class PlacedRule(Struct, frozen=True):
    """A rule with the dotted path of the element that owns it ("" for the schema)."""

    owner: str
    rule: xdf.Rule

    @property
    def text(self) -> str:
        return " ".join((self.rule.text or self.rule.description or "").split())


def placed_rules(schema: xdf.Schema) -> tuple[PlacedRule, ...]:
    """Every rule of the schema with its place, in document order."""
    return (*(PlacedRule("", rule) for rule in schema.rules), *_below(schema.children, ""))


def _below(children: tuple[xdf.Child, ...], prefix: str) -> Iterator[PlacedRule]:
    for child in children:
        element = child.element
        path = f"{prefix}.{element.id}" if prefix else element.id
        for rule in element.rules:
            yield PlacedRule(path, rule)
        if isinstance(element, xdf.Group):
            yield from _below(element.children, path)


def named_by(rules: tuple[PlacedRule, ...], path: str) -> tuple[PlacedRule, ...]:
    """Rules in force at a place (owned by the element itself or one above) that name its id."""
    element_id = path.rsplit(".", 1)[-1]
    return tuple(
        placed
        for placed in rules
        if (not placed.owner or f"{path}.".startswith(f"{placed.owner}.")) and element_id in ID.findall(placed.text)
    )


def exactly_one(placed: PlacedRule) -> tuple[str, str] | None:
    """The two group ids of a sentence "Es muss entweder Feldgruppe … oder Feldgruppe … befüllt werden.", else None."""
    found = EXACTLY_ONE.match(placed.text)
    return (found["first"], found["second"]) if found else None


def codes_named(rules: tuple[PlacedRule, ...], field_id: str) -> tuple[Entry, ...]:
    """Codes with labels that the sentences compare the field with, each code once, sorted by first mention."""
    found: dict[str, str] = {}
    for placed in rules:
        for code, label in _codes_after(placed.text, field_id):
            found.setdefault(code, label)
    return tuple(Entry(code, label) for code, label in found.items())


def _codes_after(text: str, field_id: str) -> Iterator[tuple[str, str]]:
    mentions = list(FIELD.finditer(text))
    for index, mention in enumerate(mentions):
        if mention["id"] != field_id:
            continue
        end = mentions[index + 1].start() if index + 1 < len(mentions) else len(text)
        for entry in ENTRY.finditer(text[mention.end() : end]):
            if not ID.fullmatch(entry["code"]):
                yield entry["code"], entry["label"].strip()


def open_points(rules: tuple[PlacedRule, ...]) -> tuple[OpenPoint, ...]:
    """Every sentence that nothing executes yet."""
    return tuple(
        OpenPoint("rule_not_executed", f"{placed.owner or 'Schema'} {placed.rule.id}", placed.text)
        for placed in rules
        if placed.text
    )
