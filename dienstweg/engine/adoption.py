"""Service + local values → what one authority offers.

Local values are canonical text: ``integer`` "12", ``money`` "12.50" (euro, two places), ``date`` "2026-05-01",
``bool`` "true" or "false", ``list`` one entry per line as "code = label", the others as written. An absent or empty
value is not set.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

import msgspec

from dienstweg.engine import numbers
from dienstweg.engine.problems import Problem
from dienstweg.engine.ruling import LAND
from dienstweg.engine.service import CodeList, Entry, Parameter, ParameterKind, Question, Service, walk
from dienstweg.engine.tongues import GERMAN, told
from dienstweg.engine.wordings import Euro, Foreign, Sentence

MAX_LENGTH = 50_000
MAX_TEXT = 200
MAX_LONG_TEXT = 5_000
MAX_ENTRIES = 500
MAX_ENTRY = 200

LIST_PREFIX = "param:"
"""``Question.code_list`` of a question whose choices an authority sets: ``param:`` and the parameter's name."""


def check_parameters(service: Service, values: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with local values: not declared, of the wrong kind, out of bounds. ``where`` is the parameter's
    name.

    A mandatory value that is missing is not wrong but unfinished: see :func:`missing_parameters`.
    """
    declared = {parameter.name: parameter for parameter in service.parameters}
    problems: list[Problem] = []
    for name, value in values.items():
        if name not in declared:
            problems.append(Problem("unknown_parameter", name, "Diese örtliche Angabe kennt die Leistung nicht."))
        elif value and (message := _fault(declared[name], value)):
            problems.append(Problem("bad_parameter", name, message))
    return tuple(problems)


def missing_parameters(service: Service, values: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The mandatory parameters that have neither a value nor a default."""
    known = _known(service, values)
    return tuple(parameter for parameter in service.parameters if parameter.required and parameter.name not in known)


def check_declaration(service: Service) -> tuple[Problem, ...]:
    """What is wrong with the parameters a service declares: bad defaults and bounds, texts and questions that name
    unknown ones.
    """
    return (*_bad_parameters(service), *_unknown_placeholders(service), *_unknown_lists(service))


def offer(service: Service, values: Mapping[str, str], *, land: str = "HE", tongue: str = GERMAN) -> Service:
    """The service as this authority offers it: texts filled, lists of its own put in, local values known to the rules.

    A sentence that needs a value the authority did not set is left out, and with its last sentence a section.
    ``tongue``: the language of the service's texts; an authority's own words are German.
    """
    known = _known(service, values)
    shown = {
        parameter.name: told(_show(parameter.kind, known[parameter.name]), tongue)
        for parameter in service.parameters
        if parameter.name in known
    }
    lists = {
        LIST_PREFIX + parameter.name: _code_list(parameter, known.get(parameter.name, ""), own=tongue == GERMAN)
        for parameter in service.parameters
        if parameter.kind == "list"
    }
    return msgspec.structs.replace(
        service,
        info=_filled(service.info, shown),
        data_protection=_filled(service.data_protection, shown),
        code_lists={**service.code_lists, **lists},
        local={LAND: land, **known},
    )


def _known(service: Service, values: Mapping[str, str]) -> dict[str, str]:
    found = {parameter.name: values.get(parameter.name) or parameter.default for parameter in service.parameters}
    return {name: value for name, value in found.items() if value}


# --- declarations ----------------------------------------------------------------------------------------------------


def _bad_parameters(service: Service) -> Iterator[Problem]:
    for parameter in service.parameters:
        if parameter.default and (message := _fault(parameter, parameter.default)):
            yield Problem("bad_default", parameter.name, f"Die Vorgabe passt nicht: {message}")
        if any(
            bound and _measure(parameter.kind, bound) is None for bound in (parameter.min_value, parameter.max_value)
        ):
            message = "Grenzen haben nur ganze Zahlen, Beträge und Tage, und sie werden als solche angegeben."
            yield Problem("bad_bound", parameter.name, message)
    if any(parameter.name == LAND for parameter in service.parameters):
        yield Problem("unknown_parameter", LAND, "So heißt das Land der Installation. Wählen Sie einen anderen Namen.")
    names = Counter(parameter.name for parameter in service.parameters)
    for name in (name for name, count in names.items() if count > 1):
        yield Problem("parameter_twice", name, "Diese örtliche Angabe ist zweimal vereinbart.")


def _unknown_placeholders(service: Service) -> Iterator[Problem]:
    declared = {parameter.name for parameter in service.parameters}
    texts = (*_texts(service.info), *_texts(service.data_protection))
    used = {name for text in texts for name in _PLACEHOLDER.findall(text)}
    for name in sorted(used - declared):
        message = "Ein Text nennt diese örtliche Angabe, die Leistung kennt sie aber nicht."
        yield Problem("unknown_placeholder", f"{{{name}}}", message)


def _unknown_lists(service: Service) -> Iterator[Problem]:
    lists = {LIST_PREFIX + parameter.name for parameter in service.parameters if parameter.kind == "list"}
    for node in walk(service.nodes):
        wanted = node.code_list if isinstance(node, Question) else None
        if wanted and wanted.startswith(LIST_PREFIX) and wanted not in lists:
            yield Problem("unknown_choices", node.path, "Für diese Frage ist keine örtliche Liste vereinbart.")


# --- checking --------------------------------------------------------------------------------------------------------


def _fault(parameter: Parameter, value: str) -> str | None:
    if len(value) > MAX_LENGTH:
        return f"Bitte kürzen Sie die Angabe auf höchstens {MAX_LENGTH} Zeichen."
    if any(ord(character) < 32 and character != "\n" for character in value):
        return "Bitte verwenden Sie keine Steuerzeichen."
    return _FAULTS[parameter.kind](value) or _out_of_bounds(parameter, value)


def _text_fault(value: str) -> str | None:
    if "\n" in value or len(value) > MAX_TEXT:
        return f"Bitte schreiben Sie eine Zeile mit höchstens {MAX_TEXT} Zeichen."
    return None


def _long_text_fault(value: str) -> str | None:
    return f"Bitte kürzen Sie den Text auf höchstens {MAX_LONG_TEXT} Zeichen." if len(value) > MAX_LONG_TEXT else None


def _matches(pattern: str, message: str) -> Callable[[str], str | None]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: None if compiled.fullmatch(value) else message


def _date_fault(value: str) -> str | None:
    try:
        canonical = date.fromisoformat(value).isoformat() == value
    except ValueError:
        canonical = False
    return None if canonical else "Bitte geben Sie einen Tag an, den es gibt, zum Beispiel 2026-05-01."


def _list_fault(value: str) -> str | None:
    lines = value.split("\n")
    if len(lines) > MAX_ENTRIES:
        return f"Bitte geben Sie höchstens {MAX_ENTRIES} Einträge an."
    codes: set[str] = set()
    for number, line in enumerate(lines, 1):
        code, equals, label = (part.strip() for part in line.partition("="))
        if not (code and equals and label) or len(line) > MAX_ENTRY:
            return f"Zeile {number}: Bitte schreiben Sie „Kürzel = Bezeichnung“, höchstens {MAX_ENTRY} Zeichen."
        if code in codes:
            return f"Zeile {number}: Das Kürzel „{code}“ kommt schon weiter oben vor."
        codes.add(code)
    return None


_FAULTS: dict[ParameterKind, Callable[[str], str | None]] = {
    "text": _text_fault,
    "long_text": _long_text_fault,
    "integer": _matches(r"-?(0|[1-9][0-9]{0,11})", "Bitte geben Sie eine ganze Zahl an, zum Beispiel 12."),
    "money": _matches(r"(0|[1-9][0-9]{0,9})\.[0-9]{2}", "Bitte geben Sie einen Betrag in Euro an, zum Beispiel 12.50."),
    "date": _date_fault,
    "bool": _matches("true|false", "Bitte wählen Sie Ja oder Nein."),
    "list": _list_fault,
    "url": _matches(
        r"https://[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,63}(?::[0-9]{1,5})?(?:[/?#][^\s\"'<>]*)?",
        "Bitte geben Sie eine Internetadresse an, die mit https:// beginnt.",
    ),
    "email": _matches(
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,63}",
        "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel steueramt@example.de.",
    ),
}


def _out_of_bounds(parameter: Parameter, value: str) -> str | None:
    least, most = _measure(parameter.kind, parameter.min_value), _measure(parameter.kind, parameter.max_value)
    measured = _measure(parameter.kind, value)
    if measured is None:
        return None
    if least is not None and measured < least:
        return f"Bitte geben Sie mindestens {_show(parameter.kind, parameter.min_value or '')} an."
    if most is not None and measured > most:
        return f"Bitte geben Sie höchstens {_show(parameter.kind, parameter.max_value or '')} an."
    return None


def _measure(kind: ParameterKind, value: str | None) -> Decimal | None:
    """What bounds compare: the number, or the day's ordinal. None for kinds without bounds and for what is none."""
    if kind == "date":
        return Decimal(date.fromisoformat(value).toordinal()) if value and not _date_fault(value) else None
    return numbers.parse(value) if kind in ("integer", "money") else None


# --- filling ---------------------------------------------------------------------------------------------------------

Told = TypeVar("Told", bound=msgspec.Struct)

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[ ]+(?=[A-ZÄÖÜ„{(])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(„])(?:[A-Za-zÄÖÜäöü]|\d+|Abs|Art|Nr|Str|bzw|ca|evtl|ggf|inkl|max|min|usw|vgl|zzgl)\.$"
)


def _filled(told: Told, shown: Mapping[str, str]) -> Told:
    """A struct of texts, lists of texts and lists of pairs with the values put in; an entry without its text goes."""
    filled = {name: _fill_any(getattr(told, name), shown) for name in told.__struct_fields__}
    return msgspec.structs.replace(told, **filled)


def _fill_any(value: str | tuple[str | tuple[str, str], ...], shown: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return _fill(value, shown)
    entries = (
        _fill(one, shown) if isinstance(one, str) else tuple(_fill(text, shown) for text in one) for one in value
    )
    return tuple(entry for entry in entries if entry and (isinstance(entry, str) or all(entry)))


def _texts(told: msgspec.Struct) -> Iterator[str]:
    for name in told.__struct_fields__:
        yield from _texts_in(getattr(told, name))


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_in(one)


def _fill(text: str, shown: Mapping[str, str]) -> str:
    """Put values in; sentences that need an unknown one go. Values are put in once: braces in a value stay as
    written.
    """
    lines = (" ".join(_filled_sentences(line, shown)) for line in text.split("\n"))
    kept = [line for line, raw in zip(lines, text.split("\n"), strict=True) if line or not raw]
    return type(text)("\n".join(kept).strip())


def _filled_sentences(line: str, shown: Mapping[str, str]) -> list[str]:
    return [
        _PLACEHOLDER.sub(lambda match: shown[match[1]], sentence)
        for sentence in _sentences(line)
        if all(name in shown for name in _PLACEHOLDER.findall(sentence))
    ]


def _sentences(line: str) -> list[str]:
    sentences: list[str] = []
    for part in _SENTENCE_END.split(line):
        if sentences and _ABBREVIATED.search(sentences[-1]):
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return sentences


def _show(kind: ParameterKind, value: str) -> str:
    match kind:
        case "integer":
            return Sentence("{number}", number=Decimal(value))
        case "money":
            return Sentence("{number}", number=Euro(value))
        case "date":
            return Sentence("{day}", day=date.fromisoformat(value))
        case "bool":
            return Sentence("ja") if value == "true" else Sentence("nein")
        case "list":
            return ", ".join(entry.label for entry in _entries(value))
    return value


def _entries(value: str) -> tuple[Entry, ...]:
    pairs = (line.partition("=") for line in value.split("\n") if line.strip())
    return tuple(Entry(code.strip(), label.strip()) for code, _, label in pairs)


def _code_list(parameter: Parameter, value: str, *, own: bool) -> CodeList:
    """An authority's own list; without entries it is open, so that people can write what they mean."""
    entries = _entries(value)
    if not own:
        entries = tuple(Entry(entry.code, Foreign(entry.label)) for entry in entries)
    return CodeList(urn=LIST_PREFIX + parameter.name, version="", entries=entries, complete=bool(entries))
