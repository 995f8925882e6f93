"""What is written about authorities: the tables that are read in, members, agreements."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from dienstweg.authorities import gv100, tables
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, Delegation, Member, PostalCode, PublicKey, User
from dienstweg.authorities.rows import Row, fold, short_names
from dienstweg.engine.keys import RandomBytes
from dienstweg.engine.problems import Problem, Refused
from dienstweg.record import actions as record
from dienstweg.record.facts import Fact

NAME_LENGTH = 120
CHAIN = "authorities"
"""The record chain of what happens to all authorities at once."""


class Imported(Struct, frozen=True):
    """How many authorities a table created, changed, ended, and left as they were; ``as_of`` is the table's day."""

    created: int
    changed: int
    ended: int
    unchanged: int
    as_of: date


def import_gv100(*, data: bytes, keys: KeyStore, random_bytes: RandomBytes, actor: str) -> Imported:
    """Read a GV100AD file in. Again with the same file nothing changes; an older file does not undo what came later.

    Authorities of the file's states that were valid on its day but are not in it end on the day before; one of the
    same name that appears with a new key is their successor. Raises :class:`Refused` as :func:`gv100.parse` does.
    """
    directory = gv100.parse(data)
    with transaction.atomic():
        known = {authority.ars: authority for authority in Authority.objects.valid(directory.as_of)}
        states = {row.ars[:2] for row in directory.rows}
        first = not any(ars[:2] in states for ars in known)
        new = [row for row in directory.rows if row.ars not in known]
        created = _create(new, since=None if first else directory.as_of, keys=keys, random_bytes=random_bytes)
        changed = _change([(known[row.ars], row) for row in directory.rows if row.ars in known])
        listed = {row.ars for row in directory.rows}
        gone = [authority for ars, authority in known.items() if ars[:2] in states and ars not in listed]
        _end(gone, until=directory.as_of - timedelta(days=1), heirs={heir.name: heir for heir in created})
        _first_postal_codes(created)
        imported = Imported(
            len(created), changed, len(gone), len(directory.rows) - len(created) - changed, directory.as_of
        )
        _note_import(imported, actor)
    return imported


def load_hesse(*, keys: KeyStore, random_bytes: RandomBytes, actor: str = "Dienstweg") -> Imported:
    """Load the tables the repository ships: all Hessian authorities with new keys, and their postal codes.

    What is there already stays; a second call changes nothing.
    """
    rows = tables.authorities()
    with transaction.atomic():
        known = {(authority.ars, authority.valid_until) for authority in Authority.objects.all()}
        new = [row for row in rows if (row.ars, row.valid_until) not in known]
        created = _create(new, since=None, keys=keys, random_bytes=random_bytes)
        _load_postal_codes()
        as_of = max((row.valid_from for row in rows if row.valid_from), default=date.min)
        imported = Imported(len(created), 0, 0, len(rows) - len(created), as_of)
        if created:
            _note_import(imported, actor)
    return imported


def add_member(*, user: User, authority: Authority, role: Member.Role, actor: str) -> Member:
    """Let a person work at an authority; with another role before, the role changes."""
    with transaction.atomic():
        rows = Member.objects.for_authority(authority)
        member, _ = rows.update_or_create(user=user, authority=authority, defaults={"role": role})
        facts = {"person": user.name, "role": str(role)}
        record.note(chain=authority.chain, verb="member_added", actor=actor, facts=facts)
    return member


def admit(
    *, name: str, email: str, password: str, authority: Authority, role: Member.Role, actor: str
) -> tuple[Member, bool]:
    """Let a person work at an authority, with a new account where they have none that is open.

    Gives the membership, and whether ``password`` was set: who already works somewhere keeps their own. Raises
    :class:`Refused` where the address is none or belongs to somebody with another name, or the password is weak.
    """
    name, email = " ".join(name.split()), email.strip().lower()
    if problem := _account_fault(name, email):
        raise Refused(problem)
    with transaction.atomic():
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
        if user.name != name:
            message = f"Unter dieser Adresse gibt es schon ein Konto: {user.name}. Prüfen Sie Name und Adresse."
            raise Refused(Problem("account_of_another", email, message))
        opened = not (user.is_active and user.has_usable_password())
        if opened:
            _set_password(user, password)
        return add_member(user=user, authority=authority, role=role, actor=actor), opened


def remove_member(*, member: Member, actor: str) -> bool:
    """Let a person no longer work at an authority. Gives whether their account was closed: it was their last one.

    The account stays, because decisions name it; nobody can log in with it.
    """
    user = member.user
    with transaction.atomic():
        facts = {"person": user.name, "role": member.role}
        record.note(chain=member.authority.chain, verb="member_removed", actor=actor, facts=facts)
        member.delete()
        closed = not Member.objects.of(user).exists()
        if closed:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
    return closed


def set_password(*, user: User, password: str, actor: str) -> None:
    """Give a person a new password; who is logged in with the old one is logged out. Raises :class:`Refused`."""
    with transaction.atomic():
        _set_password(user, password)
        chains = {member.authority.chain: {"person": user.name} for member in Member.objects.of(user)}
        record.note_many(facts_by_chain=chains, verb="password_set", actor=actor)


def _account_fault(name: str, email: str) -> Problem | None:
    if not 0 < len(name) <= NAME_LENGTH:
        return Problem("account_name", "Name", f"Nennen Sie den Namen der Person, höchstens {NAME_LENGTH} Zeichen.")
    try:
        validate_email(email)
    except ValidationError:
        return Problem("account_email", email, "Das ist keine E-Mail-Adresse. Mit ihr meldet sich die Person an.")
    return None


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(Problem("password_weak", "Passwort", " ".join(weak.messages))) from None
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["is_active", "password"])


def delegate(
    *,
    service_slug: str,
    from_authority: Authority,
    to_authority: Authority,
    valid_from: date,
    valid_until: date | None = None,
    reason: str,
    actor: str,
) -> Delegation:
    """Note an agreement that ``to_authority`` does a service for ``from_authority``.

    Raises :class:`Refused` where it overlaps with another agreement on the same service, or where ``to_authority``
    has itself given the service away.
    """
    with transaction.atomic():
        rows = Delegation.objects.filter(service_slug=service_slug).select_for_update()
        existing = [row for row in rows if _overlap(row, valid_from, valid_until)]
        if problem := _agreement_fault(existing, from_authority, to_authority):
            raise Refused(problem)
        delegation = Delegation.objects.create(
            service_slug=service_slug,
            from_authority=from_authority,
            to_authority=to_authority,
            valid_from=valid_from,
            valid_until=valid_until,
            reason=reason,
        )
        facts = {"service": service_slug, "authority": to_authority.ars, "reason": reason}
        record.note(chain=from_authority.chain, verb="service_delegated", actor=actor, facts=facts)
    return delegation


def _overlap(row: Delegation, first: date, last: date | None) -> bool:
    return (last is None or row.valid_from <= last) and (row.valid_until is None or row.valid_until >= first)


def _agreement_fault(existing: list[Delegation], giver: Authority, taker: Authority) -> Problem | None:
    if giver == taker:
        return Problem("delegation_to_itself", giver.name, "Eine Vereinbarung braucht zwei Behörden.")
    if any(row.from_authority_id == giver.pk for row in existing):
        message = "In dieser Zeit gibt es schon eine Vereinbarung über diese Leistung. Beenden Sie zuerst die alte."
        return Problem("delegation_twice", giver.name, message)
    if any(row.from_authority_id == taker.pk or row.to_authority_id == giver.pk for row in existing):
        message = (
            f"Eine Leistung wird nur einmal weitergegeben, hier ist {giver.name} oder {taker.name} schon Teil einer "
            "Vereinbarung. Schließen Sie die neue mit der Stelle, die am Ende zuständig ist."
        )
        return Problem("delegation_chained", giver.name, message)
    return None


def _create(rows: Iterable[Row], *, since: date | None, keys: KeyStore, random_bytes: RandomBytes) -> list[Authority]:
    """Insert authorities (counties first: municipalities point to them) and give those that are not ended a key."""
    taken = set(Authority.objects.values_list("short", flat=True))
    ranked = sorted(rows, key=_precedence)
    shorts = {id(row): _short(row, taken) for row in ranked}
    created: list[Authority] = []
    for batch in ([row for row in ranked if row.level == "county"], [row for row in ranked if row.level != "county"]):
        by_ars = {authority.ars: authority for authority in Authority.objects.filter(level="county")}
        created += Authority.objects.bulk_create(
            [_authority(row, shorts[id(row)], by_ars.get(row.county), since) for row in batch]
        )
    _link_successors({row.ars: row.successor for row in ranked if row.successor}, created)
    _give_keys([authority for authority in created if authority.valid_until is None], keys, random_bytes)
    return created


def _precedence(row: Row) -> tuple[bool, bool, bool, str]:
    """Who chooses its letters first: existing ones, towns before counties, independent cities first."""
    return row.valid_until is not None, row.level == "county", row.kind != "independent_city", row.ars


def _short(row: Row, taken: set[str]) -> str:
    short = next(short for short in short_names(row) if short not in taken)
    taken.add(short)
    return short


def _authority(row: Row, short: str, county: Authority | None, since: date | None) -> Authority:
    return Authority(
        **_facts(row),
        ars=row.ars,
        ags=row.ags,
        level=row.level,
        official_name=row.official_name,
        special_status=row.special_status,
        short=short,
        county=county,
        valid_from=row.valid_from or since,
        valid_until=row.valid_until,
    )


def _facts(row: Row) -> dict[str, str]:
    """The columns that a later table may change."""
    return {
        "kind": row.kind,
        "name": row.name,
        "search_name": fold(row.name),
        "district": row.district,
        "seat": row.seat,
        "seat_postal_code": row.postal_code,
    }


def _change(pairs: Iterable[tuple[Authority, Row]]) -> int:
    changed = []
    for authority, row in pairs:
        facts = _facts(row)
        if all(getattr(authority, name) == value for name, value in facts.items()):
            continue
        if (authority.name, authority.kind) != (row.name, row.kind):
            authority.official_name = row.official_name
        for name, value in facts.items():
            setattr(authority, name, value)
        changed.append(authority)
    fields = ["official_name", "kind", "name", "search_name", "district", "seat", "seat_postal_code"]
    Authority.objects.bulk_update(changed, fields, batch_size=100)
    return len(changed)


def _end(gone: list[Authority], *, until: date, heirs: Mapping[str, Authority]) -> None:
    for authority in gone:
        authority.valid_until = until
        authority.successor = heirs.get(authority.name)
    Authority.objects.bulk_update(gone, ["valid_until", "successor"], batch_size=100)
    ended: dict[str, dict[str, Fact]] = {
        authority.chain: {
            "until": until.isoformat(),
            "successor": authority.successor.ars if authority.successor else None,
        }
        for authority in gone
    }
    record.note_many(facts_by_chain=ended, verb="authority_ended", actor="Dienstweg")


def _link_successors(successors: Mapping[str, str], created: list[Authority]) -> None:
    heirs = {authority.ars: authority for authority in Authority.objects.filter(ars__in=successors.values())}
    linked = [authority for authority in created if successors.get(authority.ars) in heirs]
    for authority in linked:
        authority.successor = heirs[successors[authority.ars]]
    Authority.objects.bulk_update(linked, ["successor"])


def _give_keys(authorities: list[Authority], keys: KeyStore, random_bytes: RandomBytes) -> None:
    """A key pair each: the private keys are on the disk before the database names the public ones."""
    if not authorities:
        return
    now: datetime = timezone.now()
    made = keys.create_many([authority.ars for authority in authorities], random_bytes)
    PublicKey.objects.bulk_create(
        PublicKey(authority=authority, kid=made[authority.ars].kid, jwk=made[authority.ars].jwk(), valid_from=now)
        for authority in authorities
    )
    facts: dict[str, dict[str, Fact]] = {authority.chain: {"kid": made[authority.ars].kid} for authority in authorities}
    record.note_many(facts_by_chain=facts, verb="key_created", actor="Dienstweg", at=now)


def _first_postal_codes(created: list[Authority]) -> None:
    towns = [town for town in created if town.level == "municipality" and town.seat_postal_code]
    PostalCode.objects.bulk_create(PostalCode(code=town.seat_postal_code, authority=town) for town in towns)


def _load_postal_codes() -> None:
    by_ars = {town.ars: town for town in Authority.objects.filter(level="municipality", valid_until__isnull=True)}
    PostalCode.objects.bulk_create(
        (PostalCode(code=code, authority=by_ars[ars]) for code, ars in tables.postal_codes() if ars in by_ars),
        ignore_conflicts=True,
    )


def _note_import(imported: Imported, actor: str) -> None:
    facts: dict[str, Fact] = {
        "created": imported.created,
        "changed": imported.changed,
        "ended": imported.ended,
        "state_of": imported.as_of.isoformat(),
    }
    record.note(chain=CHAIN, verb="authorities_imported", actor=actor, facts=facts)
