"""Members of the European Union and the European Economic Area, and Switzerland, by the codes of nationality.

Codes and names: Statistisches Bundesamt, *Staats- und Gebietssystematik* (lists ``…:schluessel:staat`` and
``…:schluessel:staatsangehoerigkeit``, which share their codes). Members: Art. 52 of the Treaty on European Union
(the United Kingdom left on 31.01.2020), the Agreement on the European Economic Area (Iceland, Liechtenstein, Norway),
and the agreement with Switzerland on the free movement of persons.
"""

AS_OF = "2026-02"
"""Month in which the table was last compared with its sources."""

URNS = frozenset(
    {
        "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat",
        "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staatsangehoerigkeit",
    }
)
"""The lists whose codes these are."""

EU: dict[str, str] = {
    "000": "Deutschland",
    "124": "Belgien",
    "125": "Bulgarien",
    "126": "Dänemark",
    "127": "Estland",
    "128": "Finnland",
    "129": "Frankreich",
    "130": "Kroatien",
    "131": "Slowenien",
    "134": "Griechenland",
    "135": "Irland",
    "137": "Italien",
    "139": "Lettland",
    "142": "Litauen",
    "143": "Luxemburg",
    "145": "Malta",
    "148": "Niederlande",
    "151": "Österreich",
    "152": "Polen",
    "153": "Portugal",
    "154": "Rumänien",
    "155": "Slowakei",
    "157": "Schweden",
    "161": "Spanien",
    "164": "Tschechien",
    "165": "Ungarn",
    "181": "Zypern",
}
EEA_ONLY: dict[str, str] = {"136": "Island", "141": "Liechtenstein", "149": "Norwegen"}
SWITZERLAND: dict[str, str] = {"158": "Schweiz"}

NAMES = EU | EEA_ONLY | SWITZERLAND
"""The states a sentence may name without their code."""
AREAS: dict[str, dict[str, str]] = {
    "EU": EU,
    "EWR": EU | EEA_ONLY,
    "Schweiz": SWITZERLAND,
    "Deutschland": {"000": "Deutschland"},
}
"""What a sentence can name, with every state in it. The European Economic Area includes the Union."""


def codes(areas: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of every state in one of the areas, in order of code."""
    return tuple(sorted({code for area in areas for code in AREAS[area]}))
