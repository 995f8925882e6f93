"""The languages that the engine's own sentences exist in, beside German.

A language is a tag (BCP 47): ``de``, ``en``, ``de-simple`` (einfache Sprache). A further language is one more module
like :mod:`dienstweg.engine.tongues.english` and one line in ``LANGUAGES``.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from dienstweg.engine.tongues import english
from dienstweg.engine.wordings import Foreign, Sentence

GERMAN = "de"
PLAIN = "de-simple"
_WORDS = re.compile(r"[^\W\d_](?![^{}]*\})")
"""A letter outside of the places for values: without one there is nothing to translate."""
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?(?:-simple)?")
"""What the standard can name: language, region, variant."""


class Language(Struct, frozen=True):
    """``sentences`` by German pattern; ``show`` gives a value in a sentence."""

    sentences: Mapping[str, str]
    show: Callable[[object], str]


LANGUAGES: Mapping[str, Language] = {"en": Language(english.SENTENCES, english.show)}


def spoken(tongue: str) -> str:
    """The language of the interface for a tag: ``en-GB`` is English; German where there is no other."""
    own = tongue.partition("-")[0]
    return own if own in LANGUAGES else GERMAN


def told(text: str, tongue: str) -> str:
    """A text in a language. A sentence nobody has translated comes back as :class:`Foreign`, others as they are."""
    language = LANGUAGES.get(spoken(tongue))
    if language is None or not isinstance(text, Sentence):
        return text
    pattern = language.sentences.get(text.pattern, "" if _WORDS.search(text.pattern) else text.pattern)
    if not pattern:
        return Foreign(text)
    return pattern.format(**{name: _value(value, tongue, language) for name, value in text.values.items()})


def _value(value: object, tongue: str, language: Language) -> str:
    return told(value, tongue) if isinstance(value, str) else language.show(value)
