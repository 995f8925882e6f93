"""A service in several languages: its texts in each of them, and the service as it reads in one.

Structure, paths, codes, rules, order and what the authority receives never depend on the language.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.reword import reworded, texts
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import TRANSLATED, Service
from dienstweg.engine.texts import Texts
from dienstweg.engine.tongues import GERMAN, TAG
from dienstweg.engine.translating.authors import author_texts
from dienstweg.engine.translating.resolving import resolved
from dienstweg.engine.translating.standards import standard_texts
from dienstweg.engine.translation import Translation
from dienstweg.engine.wordings import Foreign


def with_translations(
    service: Service,
    schema: Schema,
    *,
    author: Mapping[str, Texts] | None = None,
    standard: Iterable[Translation] = (),
) -> Service:
    """The service with all languages that its author (by tag) and the standard's files have words for.

    What the author wrote goes before the standard's file; a later file before an earlier one.

    Raises:
        Refused: ``texts_language`` (a name that is no language), ``overlay_unknown_element``, ``overlay_no_effect``,
            ``texts_unknown``, ``texts_count`` with the place in the author's file.
    """
    author = author or {}
    if wrong := [name for name in author if TAG.fullmatch(name) is None or name == GERMAN]:
        message = "So heißt keine Sprache. Richtig sind zum Beispiel en.yaml und de-simple.yaml (Einfache Sprache)."
        raise Refused(Problem("texts_language", f"texts/{name}.yaml", message) for name in wrong)
    keyed: dict[str, dict[str, str]] = {}
    for translation in standard:
        for language in translation.languages:
            if language.tongue != GERMAN:
                keyed.setdefault(language.tongue, {}).update(standard_texts(service, schema, language))
    problems: list[Problem] = []
    for tongue, words in author.items():
        found, wrong_places = author_texts(service, words, tongue)
        keyed.setdefault(tongue, {}).update(found)
        problems += wrong_places
    if problems:
        raise Refused(problems)
    if not keyed:
        return service
    anywhere = {tongue: author[tongue].texts if tongue in author else {} for tongue in keyed}
    found_texts = {tongue: resolved(service, tongue, keyed[tongue], anywhere[tongue]) for tongue in sorted(keyed)}
    return replace(service, format=TRANSLATED, translations=found_texts)


def translated(service: Service, tongue: str) -> Service:
    """The service as it reads in a language; texts without translation are :class:`Foreign`. German: as it is."""
    if tongue == GERMAN:
        return service
    known = (service.translations or {}).get(tongue, {})
    return reworded(service, lambda key, text: known.get(key) or Foreign(text))


def untranslated(service: Service, tongue: str) -> dict[str, str]:
    """The German texts by key that have no translation."""
    known = (service.translations or {}).get(tongue, {})
    return {key: text for key, text in texts(service).items() if not known.get(key)}
