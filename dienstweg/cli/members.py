"""``member``: who works for an authority."""

import sys
from collections.abc import Iterator
from getpass import getpass
from itertools import groupby
from secrets import choice

from django.conf import settings
from django.utils import timezone

from dienstweg.authorities import actions
from dienstweg.authorities.models import Authority, Member, User
from dienstweg.cli.output import FINE, Output
from dienstweg.engine.problems import Problem, Refused

ACTOR = "Kommandozeile"
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without those that look alike: 16 of them are 80 bits."""
GROUPS, GROUP = 4, 4


def add(*, authority: str, name: str, email: str, role: str, password_stdin: bool, output: Output) -> int:
    """Give access; a generated password is shown once."""
    where = _authority(authority)
    password = _given() if password_stdin else _generated()
    member, opened = actions.admit(
        name=name, email=email, password=password, authority=where, role=Member.Role(role), actor=ACTOR
    )
    shown = password if opened and not password_stdin else None
    told = [f"{member.user.name} hat Zugang: {where.official_name}, {Member.Role(role).label}", *_login(member.user)]
    told += _about(shown) if opened else ["  Passwort: wie bisher, denn das Konto gab es schon"]
    output.answer({**_data(member), "opened": opened, "password": shown}, told)
    return FINE


def tell(*, authority: str | None, output: Output) -> int:
    """Everybody who has access, authority by authority."""
    rows = Member.objects.everywhere("the operator's list").select_related("user", "authority")
    rows = rows.filter(authority=_authority(authority)) if authority else rows
    members = list(rows.order_by("authority__name", "authority__ars", "user__name", "user__email"))
    data = [{**_data(member), "last_login": _day(member.user)} for member in members]
    output.answer({"members": data}, _lines(members))
    return FINE


def set_password(*, email: str, password_stdin: bool, output: Output) -> int:
    """A new password for somebody who has access."""
    user = _user(email)
    password = _given() if password_stdin else _generated()
    actions.set_password(user=user, password=password, actor=ACTOR)
    shown = None if password_stdin else password
    told = [f"{user.name} hat ein neues Passwort.", *_login(user), *_about(shown)]
    output.answer({"email": user.email, "name": user.name, "password": shown}, told)
    return FINE


def remove(*, authority: str, email: str, output: Output) -> int:
    """Take access away."""
    where, user = _authority(authority), _user(email)
    member = Member.objects.for_authority(where).filter(user=user).select_related("user", "authority").first()
    if member is None:
        message = f"{user.name} arbeitet nicht für diese Behörde: {where.official_name}."
        raise Refused(Problem("account_unknown", user.email, message))
    data = _data(member)
    closed = actions.remove_member(member=member, actor=ACTOR)
    told = [f"{user.name} hat keinen Zugang mehr: {where.official_name}"]
    told += ["  Das Konto ist geschlossen, denn es war die letzte Behörde dieser Person."] if closed else []
    output.answer({**data, "closed": closed}, told)
    return FINE


def _authority(ars: str) -> Authority:
    found = Authority.objects.valid().filter(ars=ars.replace(" ", "")).first()
    if found is None:
        ended = Authority.objects.filter(ars=ars, successor__isnull=False).select_related("successor").first()
        heir = ended.successor if ended else None
        advice = f"Nachfolgerin ist {heir.official_name}: {heir.ars}." if heir else "Er hat 12 Ziffern."
        raise Refused(Problem("authority_unknown", ars, f"Keine Behörde hat diesen Regionalschlüssel. {advice}"))
    return found


def _user(email: str) -> User:
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise Refused(Problem("account_unknown", email, "Unter dieser Adresse hat niemand Zugang."))
    return found


def _given() -> str:
    """One line; a person at a terminal is asked, and does not see what they type."""
    if sys.stdin.isatty():
        return getpass("Passwort: ", stream=sys.stderr)
    return sys.stdin.readline().rstrip("\r\n")


def _generated() -> str:
    return "-".join("".join(choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _login(user: User) -> Iterator[str]:
    yield f"  Anmelden  {settings.ENVIRONMENT.base_url}/amt/"
    yield f"  Adresse   {user.email}"


def _about(password: str | None) -> list[str]:
    if password is None:
        return []
    return [f"  Passwort  {password}", "Das Passwort steht nur hier. Geben Sie es der Person selbst."]


def _data(member: Member) -> dict[str, object]:
    user, authority = member.user, member.authority
    return {"authority": authority.ars, "name": user.name, "email": user.email, "role": member.role}


def _day(user: User) -> str | None:
    return timezone.localdate(user.last_login).isoformat() if user.last_login else None


def _lines(members: list[Member]) -> Iterator[str]:
    if not members:
        yield "Noch hat niemand Zugang. Den gibt „dienstweg member add“."
    for authority, there in groupby(members, key=lambda member: member.authority):
        yield f"{authority.official_name} ({authority.ars})"
        for member in there:
            seen = member.user.last_login
            last = f"zuletzt angemeldet am {timezone.localdate(seen):%d.%m.%Y}" if seen else "noch nie angemeldet"
            yield f"  {member.user.name}, {member.user.email}, {Member.Role(member.role).label}, {last}"
