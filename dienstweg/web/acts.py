"""Sentences around what is sent (Antrag, Anmeldung, Anzeige) in the language of the page.

German bends articles by the noun's gender; other languages put the same noun into patterns of their own.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from dienstweg.engine.service import Service
from dienstweg.engine.wordings import Foreign
from dienstweg.web.tongue import plain

COMMON = (
    *(noop("Antrag"), noop("Anmeldung"), noop("Abmeldung"), noop("Ummeldung"), noop("Anzeige"), noop("Meldung")),
    *(noop("Mitteilung"), noop("Anfrage"), noop("Widerspruch"), noop("Bewerbung")),
)
"""Nouns that read in another language also where no author has translated them."""


def act_noun(service: Service) -> str:
    """``Anmeldung``; ``registration``, small as inside a sentence. One that nobody has translated stays German."""
    noun = service.act_noun
    told = plain(noun)
    return gettext(noun) if isinstance(told, Foreign) or (told == noun and noun in COMMON) else told


def act_with_possessive(service: Service) -> str:
    """``Ihre Anmeldung``, ``Ihr Antrag``; ``Your registration``."""
    pattern = gettext("Ihre {noun}") if service.act_gender == "f" else gettext("Ihr {noun}")
    return pattern.format(noun=act_noun(service))


def act_accusative(service: Service) -> str:
    """With article: ``die Anmeldung``, ``den Antrag``; ``the registration``."""
    patterns = {"m": gettext("den {noun}"), "f": gettext("die {noun}"), "n": gettext("das {noun}")}
    return patterns[service.act_gender].format(noun=act_noun(service))


def received_title(service: Service) -> str:
    """``Anmeldung eingegangen``; ``Registration received``."""
    return gettext("{noun} eingegangen").format(noun=capfirst(act_noun(service)))


def withdrawn_title(service: Service) -> str:
    """``Sie haben Ihren Antrag zurückgezogen``; ``You have withdrawn your application``."""
    masculine, other = gettext("Sie haben Ihren {noun} zurückgezogen"), gettext("Sie haben Ihre {noun} zurückgezogen")
    pattern = masculine if service.act_gender == "m" else other
    if service.act_gender == "n":
        pattern = gettext("Sie haben Ihr {noun} zurückgezogen")
    return pattern.format(noun=act_noun(service))


def no_further_work(service: Service, office: str) -> str:
    """``Die Stadt Idstein bearbeitet Ihren Antrag dann nicht weiter``."""
    patterns = {
        "m": gettext("{office} bearbeitet Ihren {noun} dann nicht weiter."),
        "f": gettext("{office} bearbeitet Ihre {noun} dann nicht weiter."),
        "n": gettext("{office} bearbeitet Ihr {noun} dann nicht weiter."),
    }
    return patterns[service.act_gender].format(office=capfirst(office), noun=act_noun(service))
