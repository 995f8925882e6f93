"""In which languages a service can be read, and what is missing in each."""

from collections.abc import Iterator

from msgspec import Struct

from dienstweg.cli.output import counted
from dienstweg.engine import reword
from dienstweg.engine.service import Service
from dienstweg.engine.translating import untranslated

NAMED_TEXTS = 5
NAMES = {"en": "Englisch", "de-simple": "Einfache Sprache"}


class Completeness(Struct, frozen=True, kw_only=True):
    """``texts`` there are in German; ``missing`` by key, as the service names its texts."""

    language: str
    texts: int
    missing: dict[str, str]


def completeness(service: Service) -> tuple[Completeness, ...]:
    """One entry for each language beside German."""
    count = len(reword.texts(service))
    return tuple(
        Completeness(language=tongue, texts=count, missing=untranslated(service, tongue))
        for tongue in service.tongues[1:]
    )


def languages_told(found: tuple[Completeness, ...]) -> Iterator[str]:
    """A line for each language, and the first texts that are missing."""
    for one in found:
        name = f"{NAMES[one.language]} ({one.language})" if one.language in NAMES else one.language
        if not one.missing:
            yield f"  {name}: alle {one.texts} Texte"
            continue
        missing = counted(len(one.missing), "Text fehlt", "Texte fehlen")
        yield f"  {name}: {one.texts - len(one.missing)} von {one.texts} Texten, {missing}:"
        for key, text in list(one.missing.items())[:NAMED_TEXTS]:
            yield f"    {key}: {' '.join(text.split())[:80]}"
        if len(one.missing) > NAMED_TEXTS:
            yield f"    und {len(one.missing) - NAMED_TEXTS} weitere (alle mit --json)"
