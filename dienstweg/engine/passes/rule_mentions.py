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
QUOTED = re.compile(r"""["„“‚']\s*(?P<id>[FG]\d{8,11})?[^"„“”‚‘']*["“”‘']""")
GROUP = r"(?:(?:die|der) )?(?:(?:Daten|Feld|Datenfeld)?[Gg]ruppen? )?G\d{8,11}"
EXACTLY_ONE = re.compile(
    r"(?:Es muss entweder|Es muss genau eine|Entweder muss|Entweder) "
    rf"(?P<set>{GROUP}(?:(?: ?,(?: oder)? | oder ){GROUP})+)"
    r" (?:muss )?(?:befüllt|ausgefüllt|angegeben) (?:werden|sein) ?\.?"
)
"""A whole sentence, its quotations taken out, that declares two or more groups alternatives without a condition."""


class PlacedRule(Struct, frozen=True):
    """A rule with the dotted path of the element that owns it ("" for the schema), its sentence and the ids in it."""

    owner: str
    rule: xdf.Rule
    text: str
    ids: frozenset[str]


def placed_rules(schema: xdf.Schema) -> tuple[PlacedRule, ...]:
    """Every rule of the schema with its place, in document order."""
    return (*(_placed("", rule) for rule in schema.rules), *_below(schema.children, ""))


def _placed(owner: str, rule: xdf.Rule) -> PlacedRule:
    text = " ".join((rule.text or rule.description or "").split())
    return PlacedRule(owner, rule, text, frozenset(ID.findall(text)))


def _below(children: tuple[xdf.Child, ...], prefix: str) -> Iterator[PlacedRule]:
    for child in children:
        element = child.element
        path = f"{prefix}.{element.id}" if prefix else element.id
        yield from (_placed(path, rule) for rule in element.rules)
        if isinstance(element, xdf.Group):
            yield from _below(element.children, path)


def named_by(rules: tuple[PlacedRule, ...], path: str) -> tuple[PlacedRule, ...]:
    """Rules in force at a place (owned by the element itself or one above) that name its id."""
    element_id = path.rpartition(".")[2]
    return tuple(
        placed
        for placed in rules
        if element_id in placed.ids and (not placed.owner or f"{path}.".startswith(f"{placed.owner}."))
    )


def exactly_one(placed: PlacedRule) -> frozenset[str] | None:
    """The groups of a sentence like "Es muss entweder Feldgruppe … oder Feldgruppe … befüllt werden.", else None."""
    plain = " ".join(QUOTED.sub(lambda found: f" {found['id'] or ''} ", placed.text).split())
    found = EXACTLY_ONE.fullmatch(plain)
    ids = frozenset(ID.findall(found["set"])) if found else frozenset()
    return ids if len(ids) > 1 else None


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
