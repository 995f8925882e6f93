"""What an authority says of itself: contact, colour, who answers for its pages. Checked before it is stored."""

from collections.abc import Callable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction

from dienstweg.authorities.models import Authority, Particulars
from dienstweg.engine.problems import Problem, Refused
from dienstweg.record import actions as record
from dienstweg.web import colour

LONGEST = 5_000
OWN = ("street", "phone", "email", "website", "accent")
"""Columns of the authority itself; the other values are its particulars."""
NAMES = (
    *OWN,
    "opening_hours",
    "represented_by",
    "imprint",
    "data_protection_contact",
    "accessibility_contact",
    "conformance",
    "assessed_on",
    "assessed_by",
    "barriers",
)


def describe(*, authority: Authority, values: Mapping[str, str], actor: str) -> Authority:
    """Set values by name (:data:`NAMES`; days as 2026-05-31, colours as #17614b); empty takes one away, others stay.

    A colour that cannot be read is darkened until it can; the record keeps both. Raises :class:`Refused` with every
    value that cannot be taken; nothing is stored then.
    """
    clean: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        try:
            clean[name] = _clean(name, value.strip())
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(tuple(problems))
    with transaction.atomic():
        particulars, _ = Particulars.objects.get_or_create(authority=authority)
        for name, value in clean.items():
            target = authority if name in OWN else particulars
            setattr(target, name, (date.fromisoformat(value) if value else None) if name == "assessed_on" else value)
        authority.save(update_fields=OWN)
        particulars.save()
        facts = {"names": ", ".join(sorted(clean))[:200]}
        if clean.get("accent"):
            facts |= {"accent_asked": values["accent"].strip(), "accent": clean["accent"]}
        record.note(chain=authority.chain, verb="authority_described", actor=actor, facts=facts)
    return authority


def _clean(name: str, value: str) -> str:
    if name not in NAMES:
        raise Refused(Problem("unknown_particular", name, f"Diese Angabe gibt es nicht. Es gibt: {', '.join(NAMES)}."))
    field = (Authority if name in OWN else Particulars)._meta.get_field(name)
    longest = getattr(field, "max_length", None) or LONGEST
    if len(value) > longest:
        raise Refused(Problem("bad_particular", name, f"Kürzen Sie die Angabe auf höchstens {longest} Zeichen."))
    return _CLEAN[name](value) if value and name in _CLEAN else value


def _email(value: str) -> str:
    return _valid(validate_email, value, "email", "Das ist keine E-Mail-Adresse.")


def _website(value: str) -> str:
    return _valid(URLValidator(schemes=["https", "http"]), value, "website", "Das ist keine Internetadresse.")


def _valid(validator: Callable[[str], object], value: str, name: str, message: str) -> str:
    try:
        validator(value)
    except ValidationError:
        raise Refused(Problem("bad_particular", name, message)) from None
    return value


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        message = "Schreiben Sie den Tag als 2026-05-31."
        raise Refused(Problem("bad_particular", "assessed_on", message)) from None


def _conformance(value: str) -> str:
    if value not in Particulars.Conformance.values:
        message = "Angeben lässt sich full (vollständig), partial (teilweise) oder none (nicht vereinbar)."
        raise Refused(Problem("bad_particular", "conformance", message))
    return value


_CLEAN: dict[str, Callable[[str], str]] = {
    "email": _email,
    "website": _website,
    "accent": lambda value: colour.accent(value).used,
    "assessed_on": _day,
    "conformance": _conformance,
}
