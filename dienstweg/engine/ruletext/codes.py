"""Which value a sentence means: codes with and without labels, yes and no, numbers, days."""

import difflib
import re
from datetime import date
from decimal import Decimal

from msgspec import Struct

from dienstweg.engine import schema as xdf
from dienstweg.engine.codelists import CodeLists, to_code_list
from dienstweg.engine.ruletext import eu
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.lexicon import NEIN, YES
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.terms import Scalar
from dienstweg.engine.ruletext.tokens import plain
from dienstweg.engine.service import Entry

_CODE_AND_LABEL = re.compile(r"(?P<code>[A-Za-z]{0,3}\d[\w.]*|[A-Z]{1,3})\s*(?:[-–=:]\s*|\s)(?P<label>\S.*)")
_GERMAN_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
_CODE = re.compile(r"[\w.\-/]{1,40}")
MOST_COMPARED = 200
"""So many labels are compared with one that is worded otherwise."""
NUMERIC = ("num", "num_int", "num_currency")


class Raw(Struct, frozen=True):
    """A value as a sentence writes it: ``text`` and the label beside it, if there is one."""

    text: str
    label: str = ""
    quoted: bool = False


class Span(Struct, frozen=True):
    """``110000 bis 114000``: codes or numbers from one to another, both included.

    ``pattern``: ``(alle Einträge des Musters 11XXXX)``, which must name the same codes.
    """

    low: Raw
    high: Raw
    pattern: str = ""


class Known(Struct, frozen=True):
    """What is known of a choice's list. ``complete``: the list is at hand; else codes that sentences name."""

    entries: dict[str, str]
    complete: bool
    official: bool = False
    """Not at hand, but the labels are those of our table of states."""

    @property
    def labels(self) -> list[str]:
        """Every label of a list at hand, the longest first."""
        return sorted(self.entries.values(), key=len, reverse=True) if self.complete or self.official else []

    def codes_of(self, label: str) -> list[str]:
        wanted = plain(label)
        return [code for code, own in self.entries.items() if plain(own) == wanted]


class Codes:
    """The code lists of one schema, as far as they can be had, and the codes its sentences name.

    ``named`` collects codes with labels by field id while sentences are read; ``remarks`` what was mended.
    """

    def __init__(self, lists: CodeLists, named: dict[str, dict[str, str]] | None = None) -> None:
        self.lists = lists
        self.hints = named or {}
        self.named: dict[str, dict[str, str]] = {}
        self.remarks: dict[str, None] = {}
        self._known: dict[str, Known] = {}

    def known(self, place: Place) -> Known:
        """The list of a choice, worked out once."""
        if place.path not in self._known:
            self._known[place.path] = self._find(place)
        return self._known[place.path]

    def _find(self, place: Place) -> Known:
        field = place.element
        if isinstance(field, xdf.Group):
            return Known({}, complete=False)
        if field.values:
            return Known({value.code: value.name for value in field.values}, complete=True)
        reference = field.code_list
        if reference is not None:
            urn, version = urn_and_version(reference)
            found = self.lists.find(urn, version)
            if found is not None:
                entries = to_code_list(found.codes, code_key=field.code_key, name_key=field.name_key).entries
                return Known({entry.code: entry.label for entry in entries}, complete=True)
        if is_nationality(place):
            return Known(eu.NAMES | self.hints.get(field.id, {}), complete=False, official=True)
        return Known(self.hints.get(field.id, {}), complete=False)

    def has(self, place: Place, text: str) -> bool:
        """Whether a text is a code or label of the list, or both together."""
        wanted = plain(text)
        if place.kind == "bool":
            return wanted in YES | NEIN
        entries = self.known(place).entries if place.kind == "choice" else {}
        return any(wanted in {plain(code), plain(label), plain(f"{code} {label}")} for code, label in entries.items())

    def confirmed(self, place: Place, raw: Raw) -> bool:
        """Whether a value is surely one of a list at hand: a label, or a code with its label."""
        known = self.known(place) if place.kind == "choice" else None
        if known is None or not known.complete:
            return False
        code, label = self._parted(known, raw)
        return bool(known.codes_of(label or raw.text)) and (not label or code in known.codes_of(label))

    def value(self, place: Place, raw: Raw) -> Scalar:
        """The one value that is meant. Raises :class:`Unread` where it is none of the question's kind, or not one."""
        found = self.values(place, raw)
        if len(found) > 1:
            message = f"Zu „{raw.label or raw.text}“ nennen die Regeln verschiedene Codes, und die Codeliste fehlt."
            raise Unread("rule_label_differs", message)
        return found[0]

    def values(self, place: Place, raw: Raw) -> tuple[Scalar, ...]:
        """The value of the question's kind; several where a list is missing and its code is spelt in several ways."""
        match place.kind:
            case "bool":
                return (_truth(raw),)
            case "choice":
                return self._codes(place, raw)
            case "date":
                return (_day(raw),)
            case kind if kind in NUMERIC:
                return (_number(raw),)
            case "text" | "text_latin":
                message = f"„{place.label}“ ist freier Text; ein Vergleich mit „{raw.text}“ wäre geraten."
                raise Unread("rule_reads_free_text", message)
        raise Unread(
            "rule_wrong_type", f"„{place.label}“ hat keinen Wert, der sich mit „{raw.text}“ vergleichen lässt."
        )

    def bounds(self, place: Place, span: Span) -> tuple[str, str]:
        """The codes from which and to which a span of codes reaches.

        Raises:
            Unread: they are none of the list, or not in order.
        """
        low, high = (self.value(place, raw) for raw in (span.low, span.high))
        if not isinstance(low, str) or not isinstance(high, str) or len(low) != len(high) or low >= high:
            raise Unread(
                "rule_unknown_code", f"Von „{span.low.text}“ bis „{span.high.text}“ ist keine Reihe von Codes."
            )
        return low, high

    def spanned(self, place: Place, span: Span) -> tuple[str, ...]:
        """Every code of a list at hand that lies in a span.

        Raises:
            Unread: the list is missing, or the pattern beside the span names other codes.
        """
        known, (low, high) = self.known(place), self.bounds(place, span)
        if not known.complete:
            raise Unread(
                "rule_reads_free_text", f"Die Codeliste von „{place.label}“ fehlt; die Reihe ist nicht bekannt."
            )
        found = tuple(code for code in known.entries if len(code) == len(low) and low <= code <= high)
        form = re.compile(span.pattern.upper().replace("X", r"\d"))
        if span.pattern and set(found) != {code for code in known.entries if form.fullmatch(code)}:
            raise Unread("rule_unknown_code", f"Das Muster „{span.pattern}“ meint andere Codes als die Reihe davor.")
        return found

    def _codes(self, place: Place, raw: Raw) -> tuple[str, ...]:
        known = self.known(place)
        code, label = self._parted(known, raw)
        if known.complete:
            return (self._listed(place, known, code, label),)
        if not label and code not in known.entries:
            raise Unread(
                "rule_reads_free_text",
                f"Die Codeliste von „{place.label}“ fehlt, und die Regel nennt keine Bezeichnung.",
            )
        if not _CODE.fullmatch(code):
            raise Unread("rule_unknown_code", f"„{code}“ ist kein Code.")
        self._remember(place, code, label or known.entries[code])
        spellings = _spellings(known, code, label or known.entries[code])
        if len(spellings) > 1:
            told = " und ".join(spellings)
            self.remarks[f"Die Regeln schreiben den Code von „{label}“ verschieden ({told}); es gilt jeder davon."] = (
                None
            )
        return spellings

    def _listed(self, place: Place, known: Known, code: str, label: str) -> str:
        """A code of a list at hand, checked against the label beside it; one with missing or spare zeros is mended."""
        if code in known.entries:
            if label:
                _agree(known, code, label)
            return code
        twins = [other for other in known.codes_of(label) if same_number(code, other)] if label else []
        if len(twins) != 1:
            raise Unread("rule_unknown_code", f"Die Codeliste von „{place.label}“ kennt den Code „{code}“ nicht.")
        self.remarks[f"Statt „{code}“ gilt der Code „{twins[0]}“, den die Bezeichnung „{label}“ bestätigt."] = None
        return twins[0]

    def _remember(self, place: Place, code: str, label: str) -> None:
        self.named.setdefault(place.id, {}).setdefault(code, label)
        self.remarks[f"Die Codeliste von „{place.label}“ liegt nicht vor; verglichen wird der genannte Code."] = None

    def _parted(self, known: Known, raw: Raw) -> tuple[str, str]:
        """Code and label, where the sentence gives both; a label alone is turned into its code."""
        if raw.label:
            return raw.text, raw.label
        labelled = known.codes_of(raw.text)
        if raw.text in known.entries:
            if labelled and labelled != [raw.text]:
                raise Unread(
                    "rule_label_differs", f"„{raw.text}“ ist ein Code und zugleich die Bezeichnung eines anderen."
                )
            return raw.text, ""
        if len(labelled) == 1 and (known.complete or known.official):
            return labelled[0], ""
        if len(labelled) > 1:
            raise Unread("rule_label_differs", f"Die Bezeichnung „{raw.text}“ haben mehrere Codes.")
        both = _CODE_AND_LABEL.fullmatch(raw.text)
        if both:
            return both["code"], both["label"]
        if not known.complete and not raw.text.isdigit():
            raise Unread(
                "rule_reads_free_text", f"Die Codeliste fehlt; welcher Code zu „{raw.text}“ gehört, ist nicht bekannt."
            )
        return raw.text, ""


def same_number(one: str, other: str) -> bool:
    """Whether two codes are the same number, written with more or fewer zeros."""
    return one.isdecimal() and other.isdecimal() and int(one) == int(other)


def _spellings(known: Known, code: str, label: str) -> tuple[str, ...]:
    """The code and other spellings of it that sentences name with the same label.

    Raises:
        Unread: sentences give other codes the same label; without the list, nobody can tell which is right.
    """
    same = [other for other in known.codes_of(label) if other != code]
    if any(not same_number(code, other) for other in same):
        raise Unread(
            "rule_label_differs", f"Zu „{label}“ nennen die Regeln verschiedene Codes, und die Codeliste fehlt."
        )
    return (code, *same)


def _agree(known: Known, code: str, label: str) -> None:
    """The label may be worded otherwise, but not be another code's (in a long list: not its very label)."""
    own = _likeness(label, known.entries[code])
    if own < 1 and len(known.entries) > MOST_COMPARED:
        better = known.codes_of(label)
    else:
        better = [other for other, name in known.entries.items() if other != code and _likeness(label, name) > own]
    if better:
        other = known.entries[better[0]]
        message = f"Der Code „{code}“ heißt „{known.entries[code]}“; die Bezeichnung „{label}“ passt zu „{other}“."
        raise Unread("rule_label_differs", message)


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; 1 only for the same text."""
    one, other = plain(one), plain(other)
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() * 0.99


def _truth(raw: Raw) -> bool:
    word = {"1": "ja", "0": "nein"}.get(raw.text, plain(raw.text))
    if raw.label or word not in YES | NEIN:
        raise Unread("rule_wrong_type", f"„{raw.text}“ ist keine Antwort auf eine Frage mit Ja und Nein.")
    return word in YES


def _number(raw: Raw) -> Decimal:
    number = german_number(raw.text)
    if number is None or raw.label:
        raise Unread("rule_wrong_type", f"„{raw.text} {raw.label}“ ist keine Zahl.")
    return number


def german_number(text: str) -> Decimal | None:
    """``10.000,50``, ``1000``, ``2,5``; None where a full stop does not part thousands: ``1.5`` is no German number."""
    if not _GERMAN_NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def _day(raw: Raw) -> str:
    day = calendar_day(raw.text)
    if day is None or raw.label:
        raise Unread("rule_wrong_type", f"„{raw.text}“ ist kein Tag des Kalenders.")
    return day.isoformat()


def calendar_day(text: str) -> date | None:
    """``31.12.2026`` as a day, or None where the calendar has no such day."""
    parts = text.split(".")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (IndexError, ValueError):
        return None


def urn_and_version(reference: xdf.CodeListReference) -> tuple[str, str | None]:
    """URN and version of a reference; the version may stand only at the end of the version's own URN."""
    versioned = reference.canonical_version or ""
    urn = reference.canonical or versioned.rsplit("_", 1)[0] or reference.id or ""
    version = reference.version
    if version is None and versioned.startswith(urn + "_"):
        version = versioned[len(urn) + 1 :] or None
    return urn, version


def is_nationality(place: Place) -> bool:
    """Whether the question's list is one of the lists of states whose codes our table has."""
    field = place.element
    if not isinstance(field, xdf.Field) or field.code_list is None:
        return False
    return urn_and_version(field.code_list)[0] in eu.URNS


def entries(named: dict[str, str]) -> tuple[Entry, ...]:
    """Codes that sentences name, in order of their first mention; of several spellings of one code the longest."""
    longest = [
        code
        for code, label in named.items()
        if not any(
            plain(label) == plain(own) and same_number(code, other) and len(other) > len(code)
            for other, own in named.items()
        )
    ]
    return tuple(Entry(code, named[code] or code) for code in longest)
