"""The standard's own translations (message 0106) → texts by key, as far as a text is still the standard's.

What an author has worded anew needs the author's own translation. Where a rule has one message in the file, it stands
for the rule's checks, whose German sentences are made from the rule.
"""

from collections.abc import Iterator

from dienstweg.engine import schema as xdf
from dienstweg.engine.passes import phrases
from dienstweg.engine.passes.translate import placed
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.reword import texts
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Either, Node, Note, Question, Service, walk
from dienstweg.engine.translation import ElementTexts, Language, Translation

Element = xdf.Field | xdf.Group


def standard_texts(service: Service, schema: Schema, language: Language) -> dict[str, str]:
    """The texts of one language by key."""
    elements = {child.element.id: child.element for _, child in placed(schema.children)}
    told = {one.id: one for one in language.elements}
    german = texts(service)
    found: dict[str, str] = {}
    for node in walk(service.nodes):
        if not isinstance(node, Either) and node.id in told and node.id in elements:
            pairs = (*_of_node(node, elements[node.id], told[node.id]), *_of_list(service, node, told[node.id]))
            found |= {key: text for key, text in pairs if text and key in german}
    return found | _of_rules(service, language)


def _of_node(node: Node, element: Element, told: ElementTexts) -> Iterator[tuple[str, str]]:
    if isinstance(node, Either):
        return
    label = element.label_in or ""
    if node.label in (phrases.label(label), phrases.rows_label(label), phrases.note_label(label)):
        yield f"{node.path}#label", phrases.label(told.label_in or "")
    if isinstance(node, Note):
        german, other = (element.content, told.content) if isinstance(element, xdf.Field) else (None, None)
        if node.text == phrases.prose(german or element.help_in):
            yield f"{node.path}#text", phrases.prose(other or told.help_in)
        return
    if node.hint and node.hint == phrases.hint(element.help_in, phrases.label(label)):
        yield f"{node.path}#hint", phrases.prose(told.help_in)
    if isinstance(node, Question) and isinstance(element, xdf.Field):
        if node.short and node.short == phrases.label(element.label_out or ""):
            yield f"{node.path}#short", phrases.label(told.label_out or "")
        if node.content == element.content:
            yield f"{node.path}#content", told.content or ""


def _of_list(service: Service, node: Node, told: ElementTexts) -> Iterator[tuple[str, str]]:
    listed = service.code_lists.get(node.code_list or "") if isinstance(node, Question) else None
    if listed is None or not isinstance(node, Question):
        return
    for value in told.values:
        if listed.label(value.code) is not None:
            yield f"lists.{node.code_list}#{value.code}", " ".join(value.name.split())
            yield f"lists.{node.code_list}#{value.code}#help", phrases.prose(value.help)


def _of_rules(service: Service, language: Language) -> dict[str, str]:
    sentences = {
        rule.id: rule.errors[0].text.strip()
        for element in language.elements
        for rule in element.rules
        if len(rule.errors) == 1
    }
    keys = (key for key in texts(service) if key.startswith("rules."))
    named = ((key, key.removeprefix("rules.").rpartition(".")[0]) for key in keys)
    return {key: sentences[rule] for key, rule in named if sentences.get(rule)}


def check_translation(translation: Translation, schema: Schema) -> tuple[Problem, ...]:
    """What in a file of translations does not meet the schema (warnings), and what it leaves untranslated.

    Raises:
        Refused: ``translation_other_schema``.
    """
    if translation.schema_id != schema.id:
        message = f"Die Datei übersetzt das Schema {translation.schema_id}, nicht {schema.id}."
        raise Refused(Problem("translation_other_schema", translation.schema_id, message))
    found = []
    if translation.schema_version not in (None, schema.version):
        message = f"Die Datei übersetzt Fassung {translation.schema_version}, das Schema hat {schema.version}."
        found.append(Problem("translation_other_version", schema.id, message, "warning"))
    return (*found, *(problem for language in translation.languages for problem in _differences(language, schema)))


def _differences(language: Language, schema: Schema) -> Iterator[Problem]:
    elements = {child.element.id: child.element for _, child in placed(schema.children)}
    told = {one.id for one in language.elements}
    for one in language.elements:
        where = f"{language.tongue}, {one.id}"
        element = elements.get(one.id)
        if element is None and one.id != schema.id:
            yield _warning("translation_unknown_element", where, "Dieses Element gibt es im Schema nicht.")
        if element is None:
            continue
        if one.version not in (None, element.version):
            message = f"Übersetzt ist Fassung {one.version}, im Schema steht {element.version}."
            yield _warning("translation_other_version", where, message)
        if isinstance(element, xdf.Field) and element.values:
            codes = {value.code for value in element.values}
            for value in one.values:
                if value.code not in codes:
                    message = f"Den Wert „{value.code}“ hat dieses Feld nicht."
                    yield _warning("translation_unknown_value", where, message)
    if missing := [id_ for id_ in elements if id_ not in told]:
        more = f" und {len(missing) - _NAMED} weitere" if len(missing) > _NAMED else ""
        message = f"Ohne Übersetzung sind {len(missing)} Elemente: {', '.join(missing[:_NAMED])}{more}."
        yield _warning("translation_incomplete", language.tongue, message)


def _warning(code: str, where: str, message: str) -> Problem:
    return Problem(code, where, message, "warning")


_NAMED = 5
