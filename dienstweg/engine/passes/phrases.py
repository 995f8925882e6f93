"""What the authors of schemas write, made fit to be read on a page, and the sentences the compiler itself asks.

Labels come from many hands: with closing colons, stars for mandatory fields, small initials, hints that say the label
again. Nothing of the meaning is changed here; the standards file keeps every letter.
"""

import re

from dienstweg.engine.wordings import Sentence

LONGEST_NAME = 60
"""Characters up to which a label still serves as a name inside a sentence or on a button."""

_ARRAY = "(array)"
_ADD = " hinzufügen"
_MERE_NOTE = re.compile(r"(?:Hinweis(?:text|e)?|Hilfetext|Erläuterung(?:en)?|Information(?:en)?|Info)", re.IGNORECASE)
_HELP_FOR = re.compile(r"^(?:Hilfetext|Hinweistext)\s+(?:zu[mr]?\s+)?(?=\S)")
_ASKS_FOR = re.compile(
    r"""(?:bitte\ )?(?:geben|fügen|laden|wählen|tragen|nennen)\ Sie\ (?:hier\ |bitte\ )*
    (?:(?:den|die|das|der|einen|eine|ein|Ihren|Ihre|Ihr)\ )?(?P<what>.+?)(?:\ (?:an|bei|hoch|aus|ein))?\.?""",
    re.VERBOSE | re.IGNORECASE,
)


def label(text: str) -> str:
    """A label in one line, without closing colon or star, with a capital initial."""
    plain = " ".join(text.split()).rstrip(" :*")
    if plain.casefold().endswith(_ARRAY):
        plain = plain[: -len(_ARRAY)].rstrip(" :*")
    first = plain.partition(" ")[0]
    return plain[:1].upper() + plain[1:] if first.islower() and first.isalpha() else plain


def rows_label(text: str) -> str:
    """The label of a repeated group; the button that adds a row says "hinzufügen" itself."""
    return label(text).removesuffix(_ADD)


def row_name(rows: str) -> str:
    """The name of one row, empty where the label of the group serves."""
    return "Eintrag" if len(rows) > LONGEST_NAME else ""


def prose(text: str | None) -> str:
    """A longer text: paragraphs and lines kept, line breaks of an indented XML file taken for spaces."""
    said = ""
    ahead = ""
    for line in (text or "").split("\n"):
        plain = " ".join(line.split())
        if not plain:
            ahead = "\n\n"
            continue
        said += (ahead or (" " if line[:2].isspace() else "\n")) + plain if said else plain
        ahead = ""
    return said


def hint(text: str | None, about: str) -> str:
    """The help text of an element, empty where it says no more than its label."""
    plain = prose(text)
    asks = _ASKS_FOR.fullmatch(plain)
    said = asks["what"] if asks else label(plain)
    return "" if said.rstrip(".").casefold() == about.rstrip(".").casefold() else plain


def note_label(text: str) -> str:
    """The heading of a note, empty where it only says that this is a note."""
    plain = _HELP_FOR.sub("", label(text))
    return "" if _MERE_NOTE.fullmatch(plain) else label(plain)


def quoted(text: str) -> str:
    """A label as a quotation in a sentence."""
    return f"„{_inside_quotes(text)}“"


def _inside_quotes(text: str) -> str:
    return text.replace("„", "‚").replace("“", "‘").replace("”", "‘").replace('"', "'")


def gate_question(about: str, *, files: bool = False) -> str:
    """The question before an optional group, answered with yes or no. ``files``: nothing else is asked in it."""
    return str(gate_sentence(about, files=files))


def gate_sentence(about: str, *, files: bool = False) -> Sentence:
    """:func:`gate_question`, for other languages."""
    if about.endswith("?"):
        return Sentence("{name}", name=about)
    if files:
        return Sentence("Möchten Sie „{name}“ hochladen?", name=_inside_quotes(about))
    pattern = "Möchten Sie „{name}“ machen?" if about.startswith("Angaben ") else "Möchten Sie „{name}“ angeben?"
    return Sentence(pattern, name=_inside_quotes(about))


def choice_question(about: str) -> str:
    """The question before options of which one is answered; ``about`` is the label of the group around them, if any."""
    return str(choice_sentence(about))


def choice_sentence(about: str) -> Sentence:
    """:func:`choice_question`, for other languages."""
    if about.endswith("?"):
        return Sentence("{name}", name=about)
    if 0 < len(about) <= LONGEST_NAME:
        return Sentence("{name}: Was möchten Sie angeben?", name=about)
    return Sentence("Was möchten Sie angeben?")
