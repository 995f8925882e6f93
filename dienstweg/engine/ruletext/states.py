"""The sixteen Länder: two-letter codes as in ISO 3166-2:DE, and the names sentences use."""

CODES = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")

NAMES: dict[str, str] = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}

ALL = frozenset(CODES)

_BY_WORD = {name.casefold(): code for code, name in NAMES.items()} | {"nrw": "NW", "meck-pomm": "MV"}


def state(word: str) -> str | None:
    """The code of a Land that a word names: its code in capitals, or its name in any case."""
    return word if word in ALL else _BY_WORD.get(word.casefold())


def told(states: frozenset[str]) -> str:
    """``Hessen und Thüringen``; more than half of all as what is missing."""
    if len(states) * 2 > len(CODES):
        rest = ALL - states
        return f"allen Ländern außer {told(rest)}" if rest else "allen Ländern"
    names = [NAMES[code] for code in CODES if code in states]
    return " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))
