"""Which text is translated by what: its own entry, the same words elsewhere, or our own sentences."""

import re
from collections.abc import Iterator, Mapping

from dienstweg.engine.passes.choices import only_files
from dienstweg.engine.passes.phrases import choice_question, choice_sentence, gate_question, gate_sentence
from dienstweg.engine.reword import texts
from dienstweg.engine.service import Either, Group, Service, walk
from dienstweg.engine.tongues import GERMAN, spoken, told
from dienstweg.engine.wordings import Foreign, Sentence

_NUMBERED = re.compile(r"(?P<title>.+) \((?P<number>\d+) von (?P<count>\d+)\)")


def resolved(service: Service, tongue: str, keyed: Mapping[str, str], anywhere: Mapping[str, str]) -> dict[str, str]:
    """All texts of a service that can be said in a language, by key.

    ``keyed``: entries by key; ``anywhere``: by German text. What is told two ways in German words that are the same
    stays untranslated elsewhere: nobody can know which one is meant.
    """
    german = texts(service)
    found = {key: keyed[key] for key in german if keyed.get(key)}
    memory = dict(anywhere)
    for text, translations in _said(german, found).items():
        if len(translations) == 1:
            memory.setdefault(text, *translations)
    for key, text in german.items():
        if key not in found and (said := memory.get(text) or _own(text, tongue)):
            found[key] = said
    for key, text in _derived(service, found, tongue):
        found.setdefault(key, text)
    for key, text in german.items():
        if key not in found and (numbered := _NUMBERED.fullmatch(text)) and (known := memory.get(numbered["title"])):
            pattern = "{title} ({number} von {count})"
            found[key] = told(Sentence(pattern, **numbered.groupdict() | {"title": known}), tongue)
    return {key: found[key] for key in german if key in found}


def _said(german: Mapping[str, str], found: Mapping[str, str]) -> dict[str, set[str]]:
    memory: dict[str, set[str]] = {}
    for key, text in found.items():
        memory.setdefault(german[key], set()).add(text)
    return memory


def _own(text: str, tongue: str) -> str:
    """What the compiler says by itself, in the language; of plain German we have none of our own."""
    if spoken(tongue) == GERMAN or "{" in text:
        return ""
    said = told(Sentence(text), tongue)
    return "" if isinstance(said, Foreign) else said


def _derived(service: Service, found: Mapping[str, str], tongue: str) -> Iterator[tuple[str, str]]:
    """Questions that the compiler made of a label are made again, of its translation."""
    for node in walk(service.nodes):
        if not isinstance(node, Group):
            continue
        label, files = found.get(f"{node.path}#label"), only_files(node)
        if label is None:
            continue
        if node.gate and node.gate_label == gate_question(node.label, files=files):
            yield f"{node.path}#gate", told(gate_sentence(label, files=files), tongue)
        for child in node.children:
            if isinstance(child, Either) and child.label == choice_question(node.label):
                yield f"{child.path}#label", told(choice_sentence(label), tongue)
