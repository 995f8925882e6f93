"""Texts that people write in their own way: bank accounts, telephone numbers, mail addresses.

What a text field is for is told by the harmonised fields of FIM, by what its pattern admits, else by a label that
cannot mean anything else. A field that only mentions such a thing stays a text like any other.
"""

import re
from functools import lru_cache
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from schwifty import IBAN
from schwifty.exceptions import InvalidLength, SchwiftyException

from dienstweg.engine import patterns
from dienstweg.engine.service import Limits, Question
from dienstweg.engine.wordings import Sentence

Nature = Literal["iban", "phone", "email", "postal_code"]

HARMONISED: dict[str, Nature] = {
    "F60000000240": "phone",
    "F60000000241": "phone",
    "F60000000242": "email",
    "F60000000246": "postal_code",
}
"""Fields of the federal building blocks (FIM, Nummernkreis 60): Telefonnummer, Telefaxnummer, E-Mail-Adresse,
Postleitzahl."""

IBAN_LENGTHS = (15, 34)
"""Shortest in use and longest possible (ISO 13616)."""
_SHORTEST_PHONE = 7
_FEWEST_DIGITS = 3
_LONGEST_PHONE = 40
_GROUP = 4

_IBAN_LABEL = re.compile(r"(?:\w+e )?IBAN\b(?!.*(?:\bBIC\b|[Ii]nhaber|Name)).{0,60}|.{0,50}\(IBAN\)")
_PHONE_LABEL = re.compile(
    r"(?:.{0,30}\W)?\w*(?:telefon|mobil(?:funk|telefon)?|handy|(?:tele)?fax|(?<!be)ruf)-?(?:nummer|nr\b).{0,30}"
    r"|(?:telefon|telefax|fax|mobil|handy|mobiltelefon)(?: \(.{0,20}\))?",
    re.IGNORECASE,
)
_EMAIL_LABEL = re.compile(r"(?:Ihre )?e-?mail(?:-?\s?adresse)?(?: \(.{0,20}\))?", re.IGNORECASE)
_IBAN_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")
_MAIL_SHAPE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def nature(question: Question) -> Nature | None:
    """What a text field is for, or None."""
    if question.kind != "text":
        return None
    return _nature(question.id, question.original or question.label, question.autocomplete, question.limits)


@lru_cache(4096)
def _nature(id: str, label: str, autocomplete: str | None, limits: Limits) -> Nature | None:
    meaning = patterns.meaning(limits.pattern) if limits.pattern else None
    if meaning is not None:
        return meaning
    named: Nature | None = {"tel": "phone", "email": "email", "postal-code": "postal_code"}.get(autocomplete or "")  # type: ignore[assignment]  # a literal of the table
    found = HARMONISED.get(id) or named or _by_label(" ".join(label.split()).rstrip(" :*"))
    return found if found is None or _has_room(found, limits) else None


def _by_label(label: str) -> Nature | None:
    if _IBAN_LABEL.fullmatch(label):
        return "iban"
    if _PHONE_LABEL.fullmatch(label):
        return "phone"
    return "email" if _EMAIL_LABEL.fullmatch(label) else None


def _has_room(found: Nature, limits: Limits) -> bool:
    """Whether the field can hold what its label promises."""
    most = limits.max_length
    if found == "iban":
        long_enough = most is None or IBAN_LENGTHS[0] <= most <= 2 * IBAN_LENGTHS[1]
        return long_enough and (not limits.pattern or _matching(_SAMPLE, limits) is not None)
    if found == "phone":
        return most is None or _SHORTEST_PHONE <= most <= 2 * _LONGEST_PHONE
    return True


_SAMPLE = "DE02120300000000202051"
"""An account number made up by a bank for documentation."""


def canonical(question: Question, text: str) -> str:
    """The text as it is stored: an account without spaces, a telephone number the international way, if it is one."""
    found = nature(question)
    if found == "iban":
        return _tidy_iban(question, text)
    if found == "phone":
        return _tidy_phone(question, text)
    if found == "email":
        return "".join(text.removeprefix("mailto:").split()) if "@" in text else text
    return text


def grouped(question: Question, text: str) -> str:
    """The text as it is shown: an account in groups of four. :func:`canonical` gives the text back."""
    if nature(question) != "iban" or not _IBAN_SHAPE.fullmatch(text):
        return text
    return _in_fours(text)


def fault(question: Question, text: str) -> Sentence | None:
    """What cannot be right about an account, a telephone number or a mail address; None where nothing is known."""
    match nature(question):
        case "iban":
            return _iban_fault("".join(text.split()))
        case "phone" if sum(character.isdigit() for character in text) < _FEWEST_DIGITS:
            return Sentence(
                "In der Telefonnummer fehlen Ziffern. Geben Sie sie mit Vorwahl an, zum Beispiel 0611 123456."
            )
        case "email" if not question.limits.pattern and not _MAIL_SHAPE.fullmatch(text):
            return mail_fault(text)
    return None


def mail_fault(text: str) -> Sentence:
    """The sentence about a mail address that is none."""
    if "@" not in text:
        return Sentence("In der E-Mail-Adresse fehlt das @-Zeichen.")
    return Sentence("Diese E-Mail-Adresse ist nicht vollständig. Zum Beispiel: erika.muster@beispiel.de.")


# --- accounts ---------------------------------------------------------------------------------------------------------


def _tidy_iban(question: Question, text: str) -> str:
    dense = re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper().removeprefix("IBAN").lstrip(":")
    if not _IBAN_SHAPE.fullmatch(dense):
        return text
    return _matching(dense, question.limits) or dense


def _matching(dense: str, limits: Limits) -> str | None:
    """The account as a pattern wants it: without spaces, or in groups."""
    forms = (dense, _in_fours(dense))
    return next((form for form in forms if not limits.pattern or patterns.matches(limits.pattern, form)), None)


def _in_fours(dense: str) -> str:
    return " ".join(dense[start : start + _GROUP] for start in range(0, len(dense), _GROUP))


def _iban_fault(dense: str) -> Sentence | None:
    if not _IBAN_SHAPE.fullmatch(dense):
        return Sentence(
            "Eine IBAN beginnt mit zwei Buchstaben für das Land. In Deutschland ist das DE, dann folgen 20 Ziffern."
        )
    try:
        IBAN(dense)
    except InvalidLength:
        if dense.startswith("DE"):
            return Sentence("Die IBAN hat {count} Zeichen. Eine deutsche IBAN hat 22.", count=len(dense))
        return Sentence("Die IBAN hat nicht so viele Zeichen, wie in diesem Land üblich. Prüfen Sie, ob etwas fehlt.")
    except SchwiftyException:
        return Sentence("In der IBAN stimmt eine Ziffer nicht. Vergleichen Sie sie mit Ihrer Bankkarte.")
    return None


# --- telephone numbers ------------------------------------------------------------------------------------------------


def _tidy_phone(question: Question, text: str) -> str:
    """Numbers without a country are German ones; what cannot be a number is left as it was typed."""
    if len(text) > _LONGEST_PHONE or re.search(r"[^\W\d_]", text):
        return text
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), "DE")
    except NumberParseException:
        return text
    if number.extension or not phonenumbers.is_possible_number(number):
        return text
    forms = (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164)
    shown = (phonenumbers.format_number(number, form) for form in forms)
    return next((form for form in shown if _fits(form, question.limits)), text)


def _fits(text: str, limits: Limits) -> bool:
    longest = limits.max_length
    short = longest is None or len(text) <= longest
    return short and (not limits.pattern or patterns.matches(limits.pattern, text))
