"""Bodies of the Land that people can turn to, as facts with their sources. They change: look again at each release."""

from django.utils.translation import gettext_noop as noop
from msgspec import Struct


class Body(Struct, frozen=True):
    """``lines``: address and contact as they are shown; addresses of pages and mail become links."""

    name: str
    lines: tuple[str, ...]


DATA_PROTECTION = Body(
    "Der Hessische Beauftragte für Datenschutz und Informationsfreiheit",
    ("Gustav-Stresemann-Ring 1", "65189 Wiesbaden", "Telefon 0611 1408-0", "https://datenschutz.hessen.de/"),
)
"""Supervisory authority for public bodies of Hesse (§ 13 HDSIG). Source: datenschutz.hessen.de."""

ENFORCEMENT = Body(
    "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik Hessen",
    ("beim Regierungspräsidium Gießen", "https://lbit.hessen.de/Durchsetzungs-und-Ueberwachungsstelle"),
)
"""Body for enforcement (§ 6 HVBIT). Source: lbit.hessen.de, "Durchsetzungsverfahren beantragen"."""

KNOWN_BARRIERS: tuple[str, ...] = (
    noop("Dateien, die Behörden oder antragstellende Personen hochladen, sind oft nicht barrierefrei."),
    noop("Es gibt noch keine Inhalte in Deutscher Gebärdensprache und in Leichter Sprache."),
    noop("Texte, die aus amtlichen Datenschemata stammen, sind teilweise schwer verständlich."),
)
"""What we know to be missing in the software itself, on every authority's pages. An authority adds its own."""
