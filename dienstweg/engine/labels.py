"""Labels in sentences. Labels are written by many authors: as nouns, questions, instructions, whole declarations."""

import re

from dienstweg.engine.service import Question

_LONGEST = 60
_SENTENCE = re.compile(
    r"\?$|[a-zäöüß)]\.\s|^(?:Bitte|Geben|Laden|Wählen|Nennen|Benennen|Beschreiben|Spezifizieren|Hier|Ich|Wir)\b"
    r"|\bSie\b|\b(?:hochladen|angeben|auswählen)\b"
)

_ASKS_FOR_FILE = re.compile(r"(?:Laden|Fügen) Sie\b")


def name_of(question: Question) -> str:
    """The label as a name in a sentence: without closing colon, star or full stop, shortened where it is long."""
    text = " ".join(question.label.split()).rstrip(" :*.…")
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
    return text.replace("„", "‚").replace("“", "‘").replace('"', "'")


def subject(question: Question) -> str:
    """What a sentence about the answer starts with: the label where it is a noun, else "Ihre Angabe"."""
    return f"„{name_of(question)}“" if _is_noun(question) else "Ihre Angabe"


def missing(question: Question) -> str:
    """The sentence for an answer that is missing."""
    name, noun = name_of(question), _is_noun(question)
    if not name:
        return "Hier fehlt eine Angabe."
    quoted = f"„{name}“" if name.endswith("?") else f"„{name}“."
    if question.kind == "file" and _ASKS_FOR_FILE.match(name) and not name.endswith("…"):
        return f"{name}."
    if question.kind == "file":
        return f"Laden Sie „{name}“ hoch." if noun else f"Laden Sie hierzu eine Datei hoch: {quoted}"
    if question.kind == "choice":
        return f"Wählen Sie „{name}“ aus." if noun else f"Wählen Sie eine Antwort aus: {quoted}"
    if question.kind == "bool":
        return f"Wählen Sie „Ja“ oder „Nein“ aus: {quoted}"
    if noun:
        return f"Geben Sie „{name}“ an."
    return f"{'Beantworten Sie' if name.endswith('?') else 'Machen Sie hierzu eine Angabe'}: {quoted}"


def _is_noun(question: Question) -> bool:
    text = " ".join(question.label.split())
    return bool(text) and len(text) <= _LONGEST and not _SENTENCE.search(text)
