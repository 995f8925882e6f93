"""Real objects for tests, made with the product's own verbs. Every argument has a default; give what the test is
about.
"""

import secrets
from datetime import UTC, date, datetime
from itertools import count

from django.core import mail

from dienstweg.adoptions import actions as adoptions
from dienstweg.adoptions.models import Adoption
from dienstweg.authorities import actions as authorities
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, Member, PostalCode, PublicKey, User
from dienstweg.authorities.rows import fold
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import Release
from dienstweg.engine import service as engine
from dienstweg.engine.info import Info

NOON = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
PASSWORD = "Laubfrosch-im-Schilf"

_numbers = count(1)


def make_service(
    slug: str = "hundesteuer-anmelden",
    *,
    title: str = "Hundesteuer anmelden",
    level: engine.ServiceLevel = "municipality",
    parameters: tuple[engine.Parameter, ...] = (),
    info: Info | None = None,
    open_points: tuple[engine.OpenPoint, ...] = (),
    nodes: tuple[engine.Node, ...] | None = None,
) -> engine.Service:
    """A small service: one page that asks for a name."""
    name = engine.Question(id="F1", path="F1", kind="text", label="Name")
    asked = nodes or (name,)
    return engine.Service(
        slug=slug,
        title=title,
        level=level,
        schema_id="S1",
        standard="3.0.0",
        nodes=asked,
        pages=(engine.Page(slug="angaben", title="Angaben", items=tuple(engine.Item(node.path) for node in asked)),),
        parameters=parameters,
        info=info or Info(),
        open_points=open_points,
        outcomes=(engine.Outcome(code="assessed", label="Steuer festgesetzt", text="Die Steuer wird festgesetzt."),),
        remedy="Gegen diesen Bescheid können Sie innerhalb eines Monats Widerspruch einlegen.",
    )


def make_county(ars: str = "064390000000", name: str = "Rheingau-Taunus-Kreis", short: str = "RTK") -> Authority:
    return _make_authority(ars, name, official_name=name, short=short, level="county", kind=Authority.Kind.COUNTY)


def make_authority(
    ars: str = "064390008008",
    name: str = "Idstein",
    *,
    short: str = "",
    kind: Authority.Kind = Authority.Kind.CITY,
    county: Authority | None = None,
    postal_codes: tuple[str, ...] = (),
    valid_from: date | None = None,
    valid_until: date | None = None,
    successor: Authority | None = None,
) -> Authority:
    """A municipality with a key of its own."""
    noun = "Gemeinde" if kind == Authority.Kind.MUNICIPALITY else "Stadt"
    authority = _make_authority(
        ars,
        name,
        official_name=f"{noun} {name}",
        short=short or f"T{next(_numbers) % 1000:03}",  # only within one test they must differ
        level="municipality",
        kind=kind,
        county=county,
        valid_from=valid_from,
        valid_until=valid_until,
        successor=successor,
    )
    PostalCode.objects.bulk_create(PostalCode(code=code, authority=authority) for code in postal_codes)
    return authority


def make_authorities(number: int, *, county: Authority | None = None) -> list[Authority]:
    """Several municipalities with different keys and names."""
    return [make_authority(f"06{n:010d}", f"Ort {n}", short=f"O{n}"[:4], county=county) for n in range(1, number + 1)]


def make_user(name: str = "Frieda Amt", *, email: str = "") -> User:
    return User.objects.create_user(email or f"{next(_numbers)}@example.org", PASSWORD, name=name)


def make_member(authority: Authority, user: User | None = None, role: Member.Role = Member.Role.LEAD) -> Member:
    return authorities.add_member(user=user or make_user(), authority=authority, role=role, actor="Test")


def make_release(service: engine.Service | None = None) -> Release:
    return catalogue.publish(service=service or make_service(), actor="Test", accept_open_points_by="Test")


def make_adoption(authority: Authority | None = None, release: Release | None = None, **values: str) -> Adoption:
    """An adoption with local values; ready if they are complete."""
    adoption = adoptions.adopt(authority=authority or make_authority(), release=release or make_release(), actor="Test")
    return adoptions.set_parameters(adoption=adoption, values=values, actor="Test") if values else adoption


def make_live_adoption(authority: Authority | None = None, release: Release | None = None, **values: str) -> Adoption:
    """A service that people can use: values set, address tested by mail, opened by a person of the authority."""
    adoption = make_adoption(authority, release, **values)
    adoptions.send_address_test(adoption=adoption, address="amt@example.org", actor="Test")
    code = mail.outbox.pop().subject.rpartition(" ")[2]
    adoptions.confirm_address(adoption=adoption, code=code, actor="Test")
    return adoptions.go_live(adoption=adoption, member=make_member(adoption.authority))


def _make_authority(ars: str, name: str, **columns: object) -> Authority:
    authority = Authority.objects.create(
        ars=ars, ags=ars[:5] + ars[9:], name=name, search_name=fold(name), district="Darmstadt", **columns
    )
    key = KeyStore.from_settings().create(ars, secrets.token_bytes)
    PublicKey.objects.create(authority=authority, kid=key.kid, jwk=key.jwk(), valid_from=NOON.replace(year=2025))
    return authority
