"""How an authority takes a release up, sets its values, and goes live."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from msgspec import Struct

from dienstweg.adoptions.models import BODIES, Adoption
from dienstweg.authorities.models import Authority, Member
from dienstweg.catalogue.models import Release
from dienstweg.engine.adoption import check_parameters, missing_parameters
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service, ServiceLevel
from dienstweg.record import actions as record
from dienstweg.record.facts import Fact

DEMO_PERSON = "Vorführung"
EVERYWHERE = "adoption by the whole level is an act of the operator"


class Adopted(Struct, frozen=True):
    """What adopting everywhere did: new adoptions, those moved to the release, those that keep what they had."""

    created: int
    moved: int
    kept: int


def adopt(*, authority: Authority, release: Release, actor: str, at: datetime | None = None) -> Adoption:
    """Let an authority use a release: a new adoption, or the one it has moved to this release with the values that
    still apply.

    Raises :class:`Refused` where the release was withdrawn, is for the other level, or asks a live service for values
    it has not.
    """
    moment = at or timezone.now()
    if problem := _not_for(release, authority):
        raise Refused(problem)
    service = release.service()
    with transaction.atomic():
        adoption = _current(authority, release)
        if adoption is None:
            adoption = _new(authority, release, service, moment)
            adoption.save(force_insert=True)
        elif adoption.release_id == release.pk:
            return adoption
        else:
            if problems := _cannot_move(adoption, service):
                raise Refused(problems)
            _move(adoption, release, service, moment)
            adoption.save(update_fields=["release", "parameters", "ready_at"])
        record.note(chain=authority.chain, verb="adopted", actor=actor, facts=_facts(adoption), at=moment)
    return adoption


def adopt_all(*, release: Release, level: ServiceLevel, actor: str, at: datetime | None = None) -> Adopted:
    """Let every authority that does the work of a level use a release; each finds it in its own record.

    A live adoption that lacks values this release asks for keeps the release it has.
    """
    if problem := _wrong(release, level):
        raise Refused(problem)
    moment, service = at or timezone.now(), release.service()
    with transaction.atomic():
        rows = Adoption.objects.everywhere(EVERYWHERE).filter(
            online_service=release.online_service, left_at__isnull=True
        )
        existing = {adoption.authority_id: adoption for adoption in rows.select_related("authority", "online_service")}
        authorities = Authority.objects.valid().performing(level).exclude(pk__in=existing)
        created = Adoption.objects.bulk_create([_new(one, release, service, moment) for one in authorities])
        moved = [
            _move(adoption, release, service, moment)
            for adoption in existing.values()
            if adoption.release_id != release.pk and not _cannot_move(adoption, service)
        ]
        rows.bulk_update(moved, ["release", "parameters", "ready_at"], batch_size=100)
        _note_all([*created, *moved], verb="adopted", actor=actor, at=moment)
    return Adopted(len(created), len(moved), len(existing) - len(moved))


def set_parameters(
    *, adoption: Adoption, values: Mapping[str, str], actor: str, at: datetime | None = None
) -> Adoption:
    """Set local values by name (canonical text; empty takes a value away, others stay). Complete values make the
    adoption ready.

    Raises :class:`Refused` for values that are not declared, of the wrong kind or out of bounds, and where a live
    service would lose a mandatory one. Nothing is stored then.
    """
    moment, service = at or timezone.now(), adoption.release.service()
    with transaction.atomic():
        adoption = _locked(adoption)
        merged = {name: value for name, value in {**adoption.values, **values}.items() if value}
        problems = check_parameters(service, {**merged, **values})
        if adoption.live_at:
            problems += _missing(service, merged)
        if problems:
            raise Refused(problems)
        _set(adoption, merged, service, moment)
        adoption.save(update_fields=["parameters", "ready_at"])
        facts = _facts(adoption) | {"names": ", ".join(sorted(values))[:200]}
        record.note(chain=adoption.authority.chain, verb="parameters_set", actor=actor, facts=facts, at=moment)
    return adoption


def send_address_test(*, adoption: Adoption, address: str, actor: str, at: datetime | None = None) -> Adoption:
    """Set the address that receives notifications and send it a code. The address counts once the code came back.

    Raises :class:`Refused` for what is no mail address, and where the mail server does not take the message.
    """
    try:
        validate_email(address)
    except ValidationError:
        message = "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel steueramt@example.de."
        raise Refused(Problem("bad_address", "E-Mail-Adresse", message)) from None
    moment = at or timezone.now()
    with transaction.atomic():
        adoption = _locked(adoption)
        adoption.address, adoption.address_tested_at = address, None
        adoption.save(update_fields=["address", "address_tested_at"])
        facts = _facts(adoption) | {"address": address}
        record.note(chain=adoption.authority.chain, verb="address_set", actor=actor, facts=facts, at=moment)
    _mail_code(adoption)
    return adoption


def confirm_address(*, adoption: Adoption, code: str, actor: str, at: datetime | None = None) -> Adoption:
    """Note that the receiving address works. Raises :class:`Refused` where the code is not the one that was sent to
    it.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        adoption = _locked(adoption)
        if not adoption.address or not constant_time_compare("".join(code.split()), address_code(adoption)):
            message = "Das ist nicht der Code aus der Nachricht an diese Adresse. Bitte sehen Sie noch einmal nach."
            raise Refused(Problem("wrong_code", "Code", message))
        adoption.address_tested_at = moment
        adoption.save(update_fields=["address_tested_at"])
        facts = _facts(adoption) | {"address": adoption.address}
        record.note(chain=adoption.authority.chain, verb="address_tested", actor=actor, facts=facts, at=moment)
    return adoption


def address_code(adoption: Adoption) -> str:
    """Eight digits that follow from adoption and address; nothing about them is stored."""
    digest = salted_hmac("dienstweg.adoptions.address", f"{adoption.pk}:{adoption.address}", algorithm="sha256")
    return f"{int(digest.hexdigest(), 16) % 10**8:08d}"


def go_live(*, adoption: Adoption, member: Member, at: datetime | None = None) -> Adoption:
    """Open the service to people, answered for by a named person of the authority.

    Raises :class:`Refused` with everything that is missing: mandatory values, a tested address, a member of this
    authority.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        adoption = _locked(adoption)
        if problems := _not_ready_to_go(adoption, member):
            raise Refused(problems)
        adoption.live_at, adoption.live_by, adoption.paused_at = adoption.live_at or moment, member.user.name, None
        adoption.save(update_fields=["live_at", "live_by", "paused_at"])
        facts = _facts(adoption) | {"person": member.user.name}
        record.note(chain=adoption.authority.chain, verb="went_live", actor=member.user.name, facts=facts, at=moment)
    return adoption


def go_live_demo(*, release: Release, at: datetime | None = None) -> int:
    """Open a release wherever it is ready; only in a demonstration. Returns how many services went live."""
    if not settings.DEMO:
        message = "Überall freischalten geht nur in einer Vorführung. Im Betrieb schaltet jede Behörde selbst frei."
        raise Refused(Problem("not_a_demo", "Freischalten", message))
    moment = at or timezone.now()
    with transaction.atomic():
        rows = Adoption.objects.everywhere("a demonstration").filter(
            release=release, ready_at__isnull=False, live_at__isnull=True, left_at__isnull=True
        )
        ready = list(rows.select_related("authority", "release", "online_service").defer(*BODIES))
        rows.update(live_at=moment, live_by=DEMO_PERSON)
        _note_all(ready, verb="went_live", actor=DEMO_PERSON, at=moment)
    return len(ready)


def pause(*, adoption: Adoption, actor: str, reason: str, at: datetime | None = None) -> Adoption:
    """Take the service off for a while; :func:`go_live` opens it again."""
    moment = at or timezone.now()
    with transaction.atomic():
        adoption = _locked(adoption)
        if adoption.paused_at is None:
            adoption.paused_at = moment
            adoption.save(update_fields=["paused_at"])
            facts = _facts(adoption) | {"reason": reason}
            record.note(chain=adoption.authority.chain, verb="paused", actor=actor, facts=facts, at=moment)
    return adoption


def leave(*, adoption: Adoption, actor: str, reason: str, at: datetime | None = None) -> Adoption:
    """End the co-use. What was received stays; adopting again makes a new adoption."""
    moment = at or timezone.now()
    with transaction.atomic():
        adoption = _locked(adoption)
        adoption.left_at = moment
        adoption.save(update_fields=["left_at"])
        facts = _facts(adoption) | {"reason": reason}
        record.note(chain=adoption.authority.chain, verb="left", actor=actor, facts=facts, at=moment)
    return adoption


def _mail_code(adoption: Adoption) -> None:
    title, code = adoption.online_service.title, address_code(adoption)
    text = (
        f"Mit diesem Code bestätigen Sie, dass Nachrichten zu „{title}“ hier ankommen:\n\n    {code}\n\n"
        "Geben Sie ihn dort ein, wo Sie die Adresse angegeben haben. Haben Sie nichts angegeben, ist nichts zu tun.\n"
    )
    try:
        send_mail(f"Code für „{title}“: {code}", text, None, [adoption.address])
    except OSError:  # smtplib's errors are OSErrors too
        message = (
            "Die Nachricht mit dem Code konnte nicht verschickt werden. Bitte versuchen Sie es später noch einmal."
        )
        raise Refused(Problem("mail_not_sent", "E-Mail-Adresse", message)) from None


def _current(authority: Authority, release: Release) -> Adoption | None:
    rows = Adoption.objects.for_authority(authority).filter(online_service=release.online_service, left_at__isnull=True)
    return rows.select_for_update(of=("self",)).select_related("authority", "release", "online_service").first()


def _locked(adoption: Adoption) -> Adoption:
    """The adoption as it is now, held until the transaction ends. Raises :class:`Refused` where the authority has
    left.
    """
    rows = Adoption.objects.for_authority(adoption.authority).select_for_update(of=("self",))
    fresh = rows.select_related("authority", "release", "online_service").get(pk=adoption.pk)
    if fresh.left_at:
        message = "Die Behörde nutzt diese Leistung nicht mehr. Übernehmen Sie sie zuerst neu."
        raise Refused(Problem("adoption_left", fresh.authority.name, message))
    return fresh


def _new(authority: Authority, release: Release, service: Service, at: datetime) -> Adoption:
    adoption = Adoption(authority=authority, online_service=release.online_service, release=release, adopted_at=at)
    _set(adoption, {}, service, at)
    return adoption


def _move(adoption: Adoption, release: Release, service: Service, at: datetime) -> Adoption:
    adoption.release = release
    _set(adoption, _still_apply(adoption, service), service, at)
    return adoption


def _set(adoption: Adoption, values: Mapping[str, str], service: Service, at: datetime) -> None:
    """Values, and since when they are complete."""
    adoption.parameters = msgspec.json.encode(dict(values), order="sorted").decode()
    complete = not missing_parameters(service, values)
    adoption.ready_at = (adoption.ready_at or at) if complete else None


def _still_apply(adoption: Adoption, service: Service) -> dict[str, str]:
    return {name: value for name, value in adoption.values.items() if not check_parameters(service, {name: value})}


def _cannot_move(adoption: Adoption, service: Service) -> tuple[Problem, ...]:
    return _missing(service, _still_apply(adoption, service)) if adoption.live_at else ()


def _missing(service: Service, values: Mapping[str, str]) -> tuple[Problem, ...]:
    return tuple(
        Problem("missing_parameter", parameter.name, f"Es fehlt die örtliche Angabe „{parameter.label}“.")
        for parameter in missing_parameters(service, values)
    )


_TASK: dict[ServiceLevel, str] = {
    "county": "der Landkreise und kreisfreien Städte",
    "municipality": "der Städte und Gemeinden",
    "both": "aller Behörden, die heute bestehen",
}


def _not_for(release: Release, authority: Authority) -> Problem | None:
    level = release.service().level
    if not Authority.objects.valid().performing(level).filter(pk=authority.pk).exists():
        return Problem("wrong_level", authority.name, f"Diese Leistung ist Aufgabe {_TASK[level]}.")
    return _wrong(release, level)


def _wrong(release: Release, level: str) -> Problem | None:
    if release.online_service.level != level:
        return Problem("wrong_level", release.online_service.slug, "Diese Leistung gehört auf die andere Ebene.")
    if release.withdrawn_at:
        message = "Diese Fassung wurde zurückgezogen. Übernehmen Sie eine spätere."
        return Problem("release_withdrawn", release.online_service.slug, message)
    return None


def _not_ready_to_go(adoption: Adoption, member: Member) -> tuple[Problem, ...]:
    problems = _missing(adoption.release.service(), adoption.values)
    where = adoption.authority.name
    if member.authority_id != adoption.authority_id:
        message = "Freischalten kann nur eine Person, die zu dieser Behörde gehört."
        problems += (Problem("not_a_member", where, message),)
    if not adoption.address_tested_at:
        message = "Bitte prüfen Sie zuerst, ob Nachrichten an Ihre E-Mail-Adresse ankommen."
        problems += (Problem("address_not_tested", where, message),)
    return problems


def _facts(adoption: Adoption) -> dict[str, Fact]:
    return {"service": adoption.online_service.slug, "release": adoption.release.number}


def _note_all(adoptions: Iterable[Adoption], *, verb: str, actor: str, at: datetime) -> None:
    facts = {adoption.authority.chain: _facts(adoption) for adoption in adoptions}
    record.note_many(facts_by_chain=facts, verb=verb, actor=actor, at=at)
