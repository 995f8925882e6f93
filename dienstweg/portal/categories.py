"""Kinds of personal data in the language of the page. They are found in the German questions: the words that tell a
sensitive one are German.
"""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as noop
from msgspec.structs import replace

from dienstweg.engine.personal import Category
from dienstweg.engine.reword import texts
from dienstweg.engine.service import Service
from dienstweg.engine.tongues import GERMAN, spoken
from dienstweg.engine.wordings import Foreign

TITLES = (
    *(noop("Gesundheit"), noop("Religion oder Weltanschauung"), noop("Herkunft"), noop("Familie"), noop("Beruf")),
    *(noop("Gewerkschaft oder politische Meinung"), noop("Lichtbild und andere Merkmale des Körpers")),
    *(noop("Straftaten und Ordnungswidrigkeiten"), noop("Bankverbindung"), noop("Einkommen und Vermögen")),
    *(noop("Kennnummern"), noop("Ausweise und Pässe"), noop("Staatsangehörigkeit und Aufenthalt")),
    *(noop("Name"), noop("Geburt"), noop("Anschrift"), noop("Telefon und E-Mail")),
    noop("Unterlagen, die Sie hochladen"),
)
"""What :mod:`dienstweg.engine.personal` calls the kinds that it knows; others bear the heading of their questions."""


def in_language(found: Iterable[Category], german: Service, service: Service) -> list[Category]:
    """The kinds found in the German service, in the words of the same service in the language of the page."""
    if spoken(get_language() or GERMAN) == GERMAN:
        return list(found)
    said = texts(service)
    words = {text: said.get(key, Foreign(text)) for key, text in texts(german).items()}
    return [
        replace(
            kind,
            title=gettext(kind.title) if kind.title in TITLES else words.get(kind.title, Foreign(kind.title)),
            labels=tuple(words.get(label, Foreign(label)) for label in kind.labels),
        )
        for kind in found
    ]
