"""Which kinds of personal data a form asks for, as art. 13 GDPR wants them told: read off its own questions.

Sensitive kinds are recognised by words anywhere in a label, so that none is missed; ordinary ones only by harmonised
ids, by what HTML calls them, or by a whole label, so that a dog's name is not taken for a person's. The rest is told
under the heading it is asked under.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dienstweg.engine.service import Either, Group, Node, Question, Service

Protection = Literal["", "art9", "art10"]


class Category(Struct, frozen=True, kw_only=True):
    """A kind of data, the labels of the questions that ask for it, and the article of the GDPR that protects it more
    than others.
    """

    title: str
    labels: tuple[str, ...]
    protection: Protection = ""


_SENSITIVE_WORDS: tuple[tuple[str, Protection, str], ...] = (
    (
        "Gesundheit",
        "art9",
        r"gesundheit|krank(?!heitserreg|enversich|enkasse)|behinder|pflegegrad|pflegebed|diagnos|schwanger|impf|medizinisch|ärztlich|\barzt|sucht",
    ),
    ("Religion oder Weltanschauung", "art9", r"religion|konfession|bekenntnis|weltanschau"),
    ("Herkunft", "art9", r"ethnisch|volkszugehörig|hautfarbe|vertrieb|spätaussiedl"),
    ("Gewerkschaft oder politische Meinung", "art9", r"gewerkschaft|parteizugehörig|politisch"),
    ("Lichtbild und andere Merkmale des Körpers", "art9", r"lichtbild|passbild|passfoto|fingerabdr|biometr"),
    (
        "Straftaten und Ordnungswidrigkeiten",
        "art10",
        r"straftat|vorstraf|strafverf|führungszeugnis|ordnungswidr|verurteil",
    ),
    (
        "Bankverbindung",
        "",
        r"\biban\b|\bbic\b|\bkonto(?:nummer|inhab|verbind|\?|$)|bankverbind|lastschrift|kreditinstitut",
    ),
    (
        "Einkommen und Vermögen",
        "",
        r"einkommen|einkünfte|vermögen(?!sschad)|gehalt|\blohn|\brente|unterhalt(?!ung)|bürgergeld|sozialhilfe|wohngeld|schulden",
    ),
    (
        "Kennnummern",
        "",
        r"steuer-?id|steuernummer|identifikationsnummer|(?:sozial|renten|kranken)versicherungsnummer",
    ),
    ("Ausweise und Pässe", "", r"personalausweis|reisepass|\bpass(?:nummer|art)|ausweisnummer|aufenthaltstitel"),
    ("Staatsangehörigkeit und Aufenthalt", "", r"staatsangehör|staatenlos|einbürger|aufenthaltsstatus|einreise"),
)
_SENSITIVE = tuple((title, by, re.compile(words, re.IGNORECASE)) for title, by, words in _SENSITIVE_WORDS)
_ORDINARY: tuple[tuple[str, frozenset[str], frozenset[str], re.Pattern[str]], ...] = tuple(
    (title, frozenset(ids.split()), frozenset(tokens.split()), re.compile(rf"(?:{labels})", re.IGNORECASE))
    for title, ids, tokens, labels in (
        (
            "Name",
            "F60000000227 F60000000228 F60000000229 F60000000230",
            "family-name given-name name honorific-prefix",
            r"(?:familien|nach|vor|geburts|künstler|ordens)?namen?|anrede|doktorgrad|akademischer grad",
        ),
        (
            "Geburt",
            "F60000000231 F60000000232 F60000000233 F60000000234",
            "bday bday-day bday-month bday-year",
            r"geburts(?:datum|ort|land|staat|tag)|geboren am",
        ),
        (
            "Anschrift",
            "F60000000243 F60000000244 F60000000245 F60000000246 F60000000247 F60000000248",
            "address-line1 address-line2 postal-code address-level2 street-address country",
            r"anschrift|straße|hausnummer|postleitzahl|plz|wohnort|postfach|adresszusatz|adresse",
        ),
        (
            "Telefon und E-Mail",
            "F60000000240 F60000000241 F60000000242",
            "tel email",
            r"telefon(?:nummer)?|mobil(?:telefon|nummer)?|telefax(?:nummer)?|fax|e-mail(?:-adresse)?|de-mail(?:-adresse)?",
        ),
        ("Familie", "", "", r"familienstand|anzahl der kinder|verheiratet seit|datum der eheschließung"),
        ("Beruf", "", "", r"beruf|arbeitgeber(?:in)?|beschäftigung|ausbildung|ausgeübte tätigkeit"),
    )
)
UPLOADS = "Unterlagen, die Sie hochladen"


def categories(service: Service) -> tuple[Category, ...]:
    """The kinds of data the form may ask for: those the law protects most first, then ordinary ones, then headings."""
    found: dict[tuple[int, str, Protection], dict[str, None]] = {}
    for question, heading in _questions(service.nodes, ""):
        key = _kind(question, heading or service.title)
        found.setdefault(key, {})[question.short or question.label] = None
    ordered = sorted(found.items(), key=lambda entry: entry[0][0])
    return tuple(Category(title=key[1], labels=tuple(labels), protection=key[2]) for key, labels in ordered)


def _kind(question: Question, heading: str) -> tuple[int, str, Protection]:
    """Rank, title and protection."""
    for rank, (title, protection, words) in enumerate(_SENSITIVE):
        if words.search(question.label):
            return 100 + rank, title, protection
    for rank, (title, ids, tokens, labels) in enumerate(_ORDINARY):
        known = question.id in ids or question.autocomplete in tokens
        if known or labels.fullmatch(question.label):
            return rank, title, ""
    return (300, UPLOADS, "") if question.kind == "file" else (200, heading, "")


def _questions(nodes: tuple[Node, ...], heading: str) -> Iterator[tuple[Question, str]]:
    """Every question a person may be asked, with the heading of the outermost group it lies in."""
    for node in nodes:
        if isinstance(node, Question):
            if node.role == "input":
                yield node, heading
        elif isinstance(node, Group):
            yield from _questions(node.children, heading or node.label)
        elif isinstance(node, Either):
            yield from _questions(node.options, heading)
