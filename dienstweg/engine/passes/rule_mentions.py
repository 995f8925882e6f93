"""What can be told from the rules' sentences without running them: who is named, which codes they know.

The sentences themselves stand as open points until a rule language runs them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from dienstweg.engine import schema as xdf
from dienstweg.engine.service import Entry, OpenPoint

ID = re.compile(r"\b[FG]\d{8,11}\b")
FIELD = re.compile(r"\b(?P<id>F\d{8,11})\b(?:\s*[\"„“](?P<name>[^\"„“”]*)[\"“”])?")
ENTRY = re.compile(
    r"""(?:[=>:,(]|\bCodes?|\boder|\bund)\ ?(?P<code>[A-Za-z0-9_.-]{1,40})\ ?["„“]\ ?(?P<label>[^"„“”]{1,200})["“”]""",
    re.VERBOSE | re.IGNORECASE,
)
CODE = re.compile(r"(?=.*[0-9]).+|[A-Za-z]{1,4}", re.DOTALL)
NO_CODE = frozenset({"feld", "wert"})
FORBIDS = re.compile(
    r"\b(?:nicht|kein\w*|deaktiv\w*|blende\w*|aus(?:zu|ge)?blende\w*|verb[eo]rg\w*|entf[aä]ll\w*|sonst|ansonsten|nur|leer"
    r"|entweder)\b",
    re.IGNORECASE,
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


class Mentions:
    """Which rules name which element, looked up once for all: a file may have thousands of both."""

    def __init__(self, rules: Iterable[PlacedRule]) -> None:
        self._by_place: dict[tuple[str, str], list[PlacedRule]] = {}
        self._by_id: dict[str, list[PlacedRule]] = {}
        for placed in rules:
            for id_ in placed.ids:
                self._by_place.setdefault((placed.owner, id_), []).append(placed)
                self._by_id.setdefault(id_, []).append(placed)

    def anywhere(self, id_: str) -> tuple[PlacedRule, ...]:
        """Rules that name an id, wherever they stand."""
        return tuple(self._by_id.get(id_, ()))

    def in_force(self, path: str) -> tuple[PlacedRule, ...]:
        """Rules that name the element at a place and are owned by itself, one above or the schema."""
        ids = path.split(".")
        owners = (".".join(ids[:depth]) for depth in range(len(ids) + 1))
        return tuple(placed for owner in owners for placed in self._by_place.get((owner, ids[-1]), ()))


def exactly_one(placed: PlacedRule) -> frozenset[str] | None:
    """The groups of a sentence like "Es muss entweder Feldgruppe … oder Feldgruppe … befüllt werden.", else None."""
    plain = " ".join(QUOTED.sub(lambda found: f" {found['id'] or ''} ", placed.text).split())
    found = EXACTLY_ONE.fullmatch(plain)
    ids = frozenset(ID.findall(found["set"])) if found else frozenset()
    return ids if len(ids) > 1 else None


def codes_named(rules: tuple[PlacedRule, ...], field_id: str) -> tuple[Entry, ...]:
    """Codes with labels that the sentences compare the field with, sorted by first mention.

    Each code and each label once: where sentences give one label several codes, the one they say most often counts.
    """
    mentions = [mention for placed in rules for mention in _codes_after(placed.text, field_id)]
    often = Counter(code for code, _ in mentions)
    best: dict[str, str] = {}
    for code, label in mentions:
        known = best.setdefault(label.casefold(), code)
        if often[code] > often[known]:
            best[label.casefold()] = code
    found: dict[str, str] = {}
    for code, label in mentions:
        if best[label.casefold()] == code:
            found.setdefault(code, label)
    return tuple(Entry(code, label) for code, label in found.items())


def _codes_after(text: str, field_id: str) -> Iterator[tuple[str, str]]:
    mentions = list(FIELD.finditer(text))
    for index, mention in enumerate(mentions):
        if mention["id"] != field_id:
            continue
        end = mentions[index + 1].start() if index + 1 < len(mentions) else len(text)
        for entry in ENTRY.finditer(text[mention.end() : end]):
            code = entry["code"]
            if CODE.fullmatch(code) and not ID.fullmatch(code) and code.casefold() not in NO_CODE:
                yield code, entry["label"].strip()


def open_points(rules: tuple[PlacedRule, ...]) -> tuple[OpenPoint, ...]:
    """Every sentence that nothing executes yet."""
    return tuple(
        OpenPoint("rule_not_executed", f"{placed.owner or 'Schema'} {placed.rule.id}", placed.text)
        for placed in rules
        if placed.text
    )
