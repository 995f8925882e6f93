"""Labels in sentences. Labels are written by many authors: as nouns, questions, instructions, whole declarations."""

import re

from dienstweg.engine.service import Kind, Question
from dienstweg.engine.wordings import Sentence

_LONGEST = 60
_SENTENCE = re.compile(
    r"\?$|[a-zäöüß)]\.\s|^(?:Bitte|Geben|Laden|Wählen|Nennen|Benennen|Beschreiben|Spezifizieren|Hier|Ich|Wir)\b"
    r"|\bSie\b|\b(?:hochladen|angeben|auswählen)\b"
    r"|^(?:Please|Enter|Upload|Choose|Select|Describe|State|Here|I|We)\b"
)

_ASKS_FOR_FILE = re.compile(r"(?:Laden|Fügen) Sie\b")


def name_of(question: Question) -> str:
    """The label as a name in a sentence: without closing colon, star or full stop, shortened where it is long."""
    return _shortened(question.label)


def _shortened(label: str) -> str:
    text = " ".join(label.split()).rstrip(" :*.…")
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
    return text.replace("„", "‚").replace("“", "‘").replace('"', "'")


def choose(label: str, *, gate: bool) -> Sentence:
    """The sentence for a yes or no (``gate``) or a choice of groups that is missing; it names what is asked."""
    kind: Kind = "bool" if gate else "choice"
    name = _shortened(label)
    if not name:
        return Sentence("Wählen Sie „Ja“ oder „Nein“." if gate else "Wählen Sie aus, was zutrifft.")
    return Sentence(_FOR_SENTENCES[kind], name=Sentence("„{name}“" if name.endswith("?") else "„{name}“.", name=name))


def subject(question: Question) -> Sentence:
    """What a sentence about the answer starts with: the label where it is a noun, else "Ihre Angabe"."""
    return Sentence("„{name}“", name=name_of(question)) if _is_noun(question) else Sentence("Ihre Angabe")


def missing(question: Question) -> Sentence:
    """The sentence for an answer that is missing."""
    name = name_of(question)
    if not name:
        return Sentence("Hier fehlt eine Angabe.")
    if question.kind == "file" and _ASKS_FOR_FILE.match(name) and not name.endswith("…"):
        return Sentence("{request}.", request=name)
    asks = name.endswith("?")
    if _is_noun(question):
        pattern = _FOR_NOUNS.get(question.kind, "Geben Sie „{name}“ an.")
    elif question.kind in _FOR_SENTENCES:
        pattern = _FOR_SENTENCES[question.kind]
    else:
        pattern = "Beantworten Sie: {name}" if asks else "Machen Sie hierzu eine Angabe: {name}"
    if "„{name}“" in pattern:
        return Sentence(pattern, name=name)
    return Sentence(pattern, name=Sentence("„{name}“" if asks else "„{name}“.", name=name))


_FOR_SENTENCES: dict[Kind, str] = {
    "file": "Laden Sie hierzu eine Datei hoch: {name}",
    "choice": "Wählen Sie eine Antwort aus: {name}",
    "bool": "Wählen Sie „Ja“ oder „Nein“ aus: {name}",
}
_FOR_NOUNS: dict[Kind, str] = {
    "file": "Laden Sie „{name}“ hoch.",
    "choice": "Wählen Sie „{name}“ aus.",
    "bool": _FOR_SENTENCES["bool"],
}


def _is_noun(question: Question) -> bool:
    text = " ".join(question.label.split())
    return bool(text) and len(text) <= _LONGEST and not _SENTENCE.search(text)
