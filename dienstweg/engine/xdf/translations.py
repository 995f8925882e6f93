"""XDatenfelder 3.0.0, message 0106: translations of a data schema, also into plain language."""

import re
from collections.abc import Iterator

from dienstweg.engine import translation as noun
from dienstweg.engine.xdf.shape import (
    CODE,
    STRING,
    TOKEN,
    Attribute,
    Edition,
    Fault,
    Shape,
    Values,
    inside,
    many,
    one,
    text,
)
from dienstweg.engine.xdf.v3 import POSITIVE, V3, VERSION

MESSAGE = "xdatenfelder.uebersetzung.0106"

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REGION = re.compile(r"[A-Z]{2}")
_ALLOWED = (
    ("lang", _LANGUAGE, "zwei oder drei Kleinbuchstaben, zum Beispiel en"),
    ("region", _REGION, "zwei Großbuchstaben, zum Beispiel GB"),
    ("variant", re.compile("simple"), "simple für Einfache Sprache"),
    ("version", re.compile(POSITIVE.pattern or ""), POSITIVE.expected),
)

_TRANSLATED = inside(
    "uebersetzt", text("id", "id", "must", TOKEN), text("version", "version", form=VERSION), need="must"
)


def _language_faults(values: Values) -> Iterator[Fault]:
    """A language that cannot be named could not be offered."""
    for name, pattern, expected in _ALLOWED:
        found = values.get(name)
        if isinstance(found, str) and pattern.fullmatch(found) is None:
            message = f"„{name}“ hat den Wert „{found[:80]}“. Erwartet: {expected}."
            yield Fault("unknown_language", message)


EDITION = Edition(
    "3.0.0",
    V3.namespace,
    {
        "Nachricht": Shape(
            noun=noun.Translation,
            parts=(
                one("header", "header", "Header", "must"),
                inside(
                    "uebersetzt",
                    text("id", "schema_id", "must", TOKEN),
                    text("version", "schema_version", form=VERSION),
                    need="must",
                ),
                many("sprache", "languages", "Sprache", "should"),
            ),
        ),
        "Header": V3.plans["Header"].shape,
        "Sprache": Shape(
            noun=noun.Language,
            parts=(many("element", "elements", "ElementUebersetzung", "should"),),
            attributes=(
                Attribute("lang", "lang", "must"),
                Attribute("region", "region"),
                Attribute("variant", "variant"),
                Attribute("version", "version", "must"),
            ),
            derive=_language_faults,
        ),
        "ElementUebersetzung": Shape(
            noun=noun.ElementTexts,
            parts=(
                _TRANSLATED,
                text("bezeichnungEingabe", "label_in", "should", STRING),
                text("bezeichnungAusgabe", "label_out", "should", STRING),
                text("hilfetextEingabe", "help_in", form=STRING),
                text("hilfetextAusgabe", "help_out", form=STRING),
                text("inhalt", "content", form=STRING),
                inside("werte", many("wert", "values", "Wert", "should")),
                many("regel", "rules", "RegelUebersetzung"),
            ),
        ),
        "RegelUebersetzung": Shape(
            noun=noun.RuleTexts,
            parts=(_TRANSLATED, many("fehler", "errors", "Fehlermeldung", "should")),
        ),
        "Fehlermeldung": V3.plans["Fehlermeldung"].shape,
        "Wert": V3.plans["Wert"].shape,
        "Code": CODE,
    },
)
