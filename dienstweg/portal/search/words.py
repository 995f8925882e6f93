"""German words as search compares them: folded, without what says nothing, reduced to their stem. Pure."""

import re
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer

_MARKS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "à": "a", "ç": "c"})
_TWO_LETTERS = re.compile(r"(?<![aeiouq])([aou])e(?!u)")
_TOKEN = re.compile(r"[0-9a-zäöüßéèàç]+")
_STEMMER = stemmer("german")
_LOCK = Lock()

STOP = frozenset(
    """aber alle allgemein als am an amt ander antrag antrage auch auf aufgrund aus beantragen beantragung bei beim bin
    brauche brauchen braucht bzw da damit darf das dass dem den der des die diese dieser du durch ein eine einem einen
    einer eines einreichen er es etwas formular formulare fur ganz gegen gemass gibt habe haben hat hatte hilfe ich ihr
    im in info informationen ins ist jemand jetzt kann kannst konnen man mein meine meinem meinen meiner mich mir mit
    moch mochte muss mussen nach nicht noch nur ob oder ohne online per schon sein seine sich sie sind so soll sollte
    stellen uber um und uns unser unsere unter usw vom von vor wann war warum was welche welcher welches wenn wer werden
    wie will wird wo wohin wollen woher zu zum zur zwischen bitte danke hallo termin onlineantrag antragsformular
    gewahrung""".split()  # noqa: SIM905 # a list of many words reads best as text
)
"""Words that lead nowhere, folded; "weg", "neu" and the like stay, because they tell actions."""


def fold(text: str) -> str:
    """Small letters, umlauts in either spelling as plain vowels: "Führerschein" and "fuehrerschein" are the same."""
    return _TWO_LETTERS.sub(r"\1", text.lower().translate(_MARKS))


def tokens(text: str) -> list[str]:
    """The folded words of a text in their order, without those that say nothing."""
    found = [fold(token) for token in _TOKEN.findall(text.lower())]
    return [token for token in found if token not in STOP and (len(token) > 1 or token.isdigit())]


@lru_cache(maxsize=40_000)
def stem(word: str) -> str:
    """The stem of a folded word, the same for "anmelden" and "Anmeldung", "verlängern" and "Verlängerung"."""
    if len(word) > 6 and word.endswith(("erungen", "elungen")):
        word = word[:-5]
    elif len(word) > 6 and word.endswith("erung"):
        word = word[:-3]
    elif len(word) > 6 and word.endswith(("lungen", "lung")):
        word = word.removesuffix("en")[:-3]
    elif len(word) > 6 and word.endswith(("ern", "eln")):
        word = word[:-1] if word.endswith("ern") else word[:-3] + "l"
    with _LOCK:
        found: str = _STEMMER.stemWord(word)
    return found or word
