"""Which authority: by official key, by place, by what it is responsible for."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from msgspec import Struct

from dienstweg.authorities.models import Authority, Delegation, during
from dienstweg.authorities.rows import fold
from dienstweg.engine.service import ServiceLevel
from dienstweg.engine.tongues import GERMAN
from dienstweg.web.words import long_date

MAX_QUERY = 100
_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_MOST_SUCCESSIONS = 10
ALIKE = 0.75
"""How alike two spellings must be (difflib's ratio) to ask "Meinten Sie …": one wrong letter in four."""
_TITLES = re.compile(
    r"\b(?:(?:kreis|universitäts|hochschul|wissenschafts|landeshaupt|hanse|kur)?stadt|(?:markt)?gemeinde|markt(?:flecken)?"
    r"|dorf|ort|magistrat|gemeindevorstand|rathaus|verwaltung|der|die|in|bei)\s",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"kreis\b", re.IGNORECASE)
_BARE = re.compile(r"\b(?:der|im|in|land)?\s?(?:land)?kreis\b", re.IGNORECASE)
"""The word alone is no part of a county's name ("Landkreis Fulda"), as an ending it is ("Wetteraukreis")."""
_SHORTEST_WORD = 3


class Responsible(Struct, frozen=True):
    """The authority that answers, and sentences that say in the language of the page why it and not another."""

    authority: Authority
    why: str


def find(key: str, on: date | None = None) -> Authority | None:
    """The authority with an official key: ARS (12 digits), AGS (8) or county key (5). An old key leads to its
    successor.
    """
    look_up = {12: {"ars": key}, 8: {"ags": key}, 5: {"ars": f"{key}0000000"}}.get(len(key))
    if look_up is None or not (key.isascii() and key.isdigit()):
        return None
    rows = list(Authority.objects.filter(**look_up).select_related("county", "successor__county"))
    day = on or timezone.localdate()
    if valid := next((row for row in rows if row.is_valid(day)), None):
        return valid
    return next((heir for row in rows if (heir := _heir(row, day))), None)


def places(query: str, *, limit: int = 10, on: date | None = None) -> list[Authority]:
    """Municipalities for what a person typed: a postal code (all that it lies in), a name or part of one, or both.

    Names are compared without regard to umlauts, ß, hyphens and joining words; the whole name comes before its
    beginning, that before another part. Where nothing has the name, what people put before it (Stadt, Markt) is left
    out, then its words are looked for one by one. A county's name gives its municipalities.
    """
    text = query[:MAX_QUERY]
    municipalities = Authority.objects.valid(on).filter(level="municipality").select_related("county")
    name = fold(_POSTAL_CODE.sub(" ", text))
    if code := _POSTAL_CODE.search(text):
        found = municipalities.filter(postal_codes__code=code[0])
        return list(_by_name(found, name)[:limit]) or list(found.order_by("name")[:limit])
    if name.isdigit():
        return list(municipalities.filter(postal_codes__code__startswith=name).distinct().order_by("name")[:limit])
    if name and (found_by_name := list(_by_name(municipalities, name)[:limit])):
        return found_by_name
    return next((rows for query in _looser(municipalities, text) if (rows := list(query[:limit]))), [])


def certain(found: list[Authority], query: str) -> Authority | None:
    """The one municipality that is meant among those found: the only one, or the only one whose whole name was typed.

    Several of one postal code are never decided here: a person chooses.
    """
    if len(found) == 1:
        return found[0]
    named = [town for town in found if town.search_name == fold(_untitled(query[:MAX_QUERY]))]
    return named[0] if len(named) == 1 else None


def similar(query: str, *, limit: int = 5, on: date | None = None) -> list[Authority]:
    """Municipalities whose names are written much like what a person typed, the closest first."""
    name = fold(_untitled(_POSTAL_CODE.sub(" ", query[:MAX_QUERY])))
    towns = Authority.objects.valid(on).filter(level="municipality").select_related("county")
    by_name = {town.search_name: town for town in towns} if name else {}
    return [by_name[close] for close in get_close_matches(name, by_name, n=limit, cutoff=ALIKE)]


def responsible(service_slug: str, level: ServiceLevel, municipality: Authority, on: date | None = None) -> Responsible:
    """Who does a service for a municipality: by level and place, or by an agreement in force (one to three queries)."""
    day = on or timezone.localdate()
    place = municipality if municipality.is_valid(day) else _heir(municipality, day) or municipality
    reasons = [_succession(municipality, place)] if place != municipality else []
    competent = place.county if level == "county" and place.county else place
    agreement = _agreement(service_slug, competent, day)
    if agreement:
        reasons.append(_why_agreed(agreement, place))
        return Responsible(agreement.to_authority, " ".join(reasons))
    reasons.append(_why(competent, place, level))
    return Responsible(competent, " ".join(reasons))


def _by_name(rows: "QuerySet[Authority]", name: str) -> "QuerySet[Authority]":
    rank = Case(
        When(search_name=name, then=Value(0)),
        When(search_name__startswith=name, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.filter(search_name__contains=name).order_by(rank, "name")


def _untitled(text: str) -> str:
    """Without what people put before a name: "der Stadt Idstein" is Idstein."""
    return _TITLES.sub(" ", text).strip() or text


def _looser(rows: "QuerySet[Authority]", text: str) -> "Iterator[QuerySet[Authority]]":
    """Wider and wider readings of a name that nothing has as it was typed."""
    if _COUNTY.search(text):
        name = fold(_BARE.sub(" ", text))
        if name:
            yield rows.filter(county__search_name__contains=name).order_by("name")
    plain = _untitled(text)
    if fold(plain):
        yield _by_name(rows, fold(plain))
    words = [word for word in map(fold, re.findall(r"\w+", plain)) if len(word) >= _SHORTEST_WORD]
    if words:
        every = reduce(and_, (Q(search_name__contains=word) for word in words))
        yield rows.filter(every).order_by("name")


def _heir(authority: Authority, on: date) -> Authority | None:
    """Who followed an authority that has ended, over several changes if need be."""
    heir: Authority | None = authority
    for _ in range(_MOST_SUCCESSIONS):
        if heir is None or heir.is_valid(on):
            return heir
        heir = heir.successor
    return None


def _agreement(service_slug: str, competent: Authority, on: date) -> Delegation | None:
    rows = Delegation.objects.filter(during(on) & Q(service_slug=service_slug, from_authority=competent))
    return rows.select_related("from_authority", "to_authority").order_by("-valid_from").first()


def _succession(old: Authority, new: Authority) -> str:
    if old.name != new.name:
        since, ever = gettext("{old} gehört seit dem {day} zu {new}."), gettext("{old} gehört zu {new}.")
    elif new.kind == Authority.Kind.INDEPENDENT_CITY:
        since = gettext("{new} ist seit dem {day} eine kreisfreie Stadt.")
        ever = gettext("{new} ist eine kreisfreie Stadt.")
    else:
        since = gettext("{new} hat seit dem {day} einen neuen amtlichen Schlüssel.")
        ever = gettext("{new} hat einen neuen amtlichen Schlüssel.")
    day = long_date(new.valid_from) if new.valid_from else ""
    return (since if day else ever).format(old=old.name, new=new.name, day=day)


def _why(competent: Authority, place: Authority, level: ServiceLevel) -> str:
    if competent != place:
        pattern = gettext("Für {place} ist {office} zuständig.")
    elif place.level == "county":
        pattern = gettext("Für diese Leistung ist {office} zuständig.")
    elif level == "county":
        pattern = gettext("{place} ist kreisfrei und deshalb selbst zuständig.")
    elif level == "both":
        pattern = gettext("Diese Leistung bietet jede Behörde für ihre eigenen Aufgaben an, hier {office}.")
    else:
        pattern = gettext("Für {place} ist {office} selbst zuständig.")
    return pattern.format(place=place.name, office=competent.called(get_language() or GERMAN))


def _why_agreed(agreement: Delegation, place: Authority) -> str:
    pattern = gettext("{office} erledigt diese Leistung auch für {place} (Vereinbarung seit {day}).")
    office = capfirst(agreement.to_authority.called(get_language() or GERMAN))
    return pattern.format(office=office, place=place.name, day=long_date(agreement.valid_from))
