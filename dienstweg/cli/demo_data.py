"""What the demonstration shows: Hessian authorities, our three services, local values and accounts.

Loaded after Django. Everything is made once; what people change in the demonstration stays as they left it.
"""

import csv
from pathlib import Path
from secrets import token_bytes

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from dienstweg.adoptions import actions as adoptions
from dienstweg.adoptions.models import Adoption
from dienstweg.applications import drafts, uploads
from dienstweg.authorities import actions as authorities
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, Member, PostalCode, User
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.importing import import_catalogue
from dienstweg.catalogue.models import PublicService, Release
from dienstweg.cli.output import Output
from dienstweg.cli.sources import Source, read_code_lists, read_source
from dienstweg.engine.service import Service, digest
from dienstweg.portal.search import index

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
DOG_TAX_RATES = ROOT / "data" / "dog_tax" / "hessen.csv"
ACTOR = adoptions.DEMO_PERSON
PASSWORD = "dienstweg-demo"  # noqa: S105 # published on purpose: a demonstration is open to whoever starts it

IDSTEIN, TAUNUSSTEIN = "064390008008", "064390015015"
FULDA, HILDERS = "066310009009", "066310012012"
COUNTY = "064390000000"

RATE_PARAMETERS = {
    "first_dog": "steuer_hund1",
    "second_dog": "steuer_hund2",
    "further_dog": "steuer_hund3",
    "dangerous_dog": "steuer_gefaehrlich",
}
PARKING_VALUES: dict[str, dict[str, str]] = {
    IDSTEIN: {"zonen": "A = Zone A (Altstadt)\nB = Zone B (Bahnhof)", "gebuehr_jahr": "30.70"},
    TAUNUSSTEIN: {"zonen": "1 = Zone 1 (Hahn)\n2 = Zone 2 (Bleidenstadt)", "gebuehr_jahr": "30.70"},
    FULDA: {
        "zonen": "1 = Zone 1 (Innenstadt)\n2 = Zone 2 (Südend)\n3 = Zone 3 (Nordend)",
        "gebuehr_jahr": "60.00",
        "gueltigkeit": "Der Ausweis gilt ein Jahr.",
    },
}
"""Invented zones and fees of three towns: no real ones are known to us."""


class Account(Struct, frozen=True):
    """A case worker of the demonstration and the authorities (ARS) they work for."""

    email: str
    name: str
    authorities: tuple[str, ...]


ACCOUNTS = (
    Account("taunusstein@example.org", "Tina Beispiel", (TAUNUSSTEIN,)),
    Account("idstein@example.org", "Ida Muster", (IDSTEIN,)),
    Account("fulda@example.org", "Falk Probe", (FULDA,)),
    Account("hilders@example.org", "Hilde Versuch", (HILDERS,)),
    Account("kreis@example.org", "Rike Probe", (COUNTY,)),
    Account("zwei@example.org", "Zoe Beispiel", (IDSTEIN, TAUNUSSTEIN)),
)


def prepare(base: str, output: Output) -> str:
    """Make what is missing and sweep up; what to open, in German, for when the server answers."""
    if not PostalCode.objects.exists():
        output.note("Die hessischen Städte, Gemeinden und Landkreise werden geladen …")
        authorities.load_hesse(keys=KeyStore.from_settings(), random_bytes=token_bytes)
    if not PublicService.objects.exists():
        output.note("Das Verzeichnis der Leistungen wird geladen …")
        import_catalogue(actor=ACTOR)
        index.rebuild()
    lists = read_code_lists(None)
    for folder in sorted(path.parent for path in SERVICES.glob("*/schema.xml")):
        source = read_source(folder)
        _offer_everywhere(source, source.service(lists), output)
    for account in ACCOUNTS:
        _open(account)
    now = timezone.now()
    drafts.delete_expired(now)
    uploads.sweep(now)
    return _what_to_open(base)


def _offer_everywhere(source: Source, service: Service, output: Output) -> None:
    """Publish a service as it is now, adopt it everywhere, set the values we know, open it where it is ready."""
    if Release.objects.filter(digest=digest(service)).exists():
        return
    output.note(f"„{service.title}“ wird bereitgestellt …")
    with transaction.atomic():
        release = catalogue.publish(
            service=service, actor=ACTOR, source=source.data, accept_open_points_by=adoptions.DEMO_PERSON
        )
        adoptions.adopt_all(release=release, level=service.level, actor=ACTOR)
        _set_values(release, _known_values().get(service.slug, {}))
        adoptions.go_live_demo(release=release)


def _known_values() -> dict[str, dict[str, dict[str, str]]]:
    """Local values by service and ARS."""
    return {"hundesteuer-anmelden": _dog_tax_rates(), "bewohnerparkausweis": PARKING_VALUES}


def _dog_tax_rates() -> dict[str, dict[str, str]]:
    """The rates that have a source (``data/dog_tax``), by ARS."""
    with DOG_TAX_RATES.open(encoding="utf-8", newline="") as file:
        rows = {row["ags"]: row for row in csv.DictReader(file)}
    by_ags = Authority.objects.valid().filter(ags__in=rows).values_list("ags", "ars")
    return {
        ars: {parameter: rows[ags][column] for column, parameter in RATE_PARAMETERS.items() if rows[ags][column]}
        for ags, ars in by_ags
    }


def _set_values(release: Release, by_ars: dict[str, dict[str, str]]) -> None:
    """Only where nobody has set values before."""
    rows = Adoption.objects.everywhere("a demonstration").filter(release=release, authority__ars__in=by_ars)
    for adoption in rows.select_related("authority", "online_service", "release"):
        if not adoption.values:
            adoptions.set_parameters(adoption=adoption, values=by_ars[adoption.authority.ars], actor=ACTOR)


def _open(account: Account) -> None:
    if User.objects.filter(email=account.email).exists():
        return
    with transaction.atomic():
        user = User.objects.create_user(account.email, PASSWORD, name=account.name)
        user.demo = True
        user.save(update_fields=["demo"])
        for authority in Authority.objects.valid().filter(ars__in=account.authorities):
            authorities.add_member(user=user, authority=authority, role=Member.Role.CASE_WORKER, actor=ACTOR)


def _what_to_open(base: str) -> str:
    names = dict(Authority.objects.valid().values_list("ars", "official_name"))
    width = max(len(account.email) for account in ACCOUNTS)
    lines = [
        "",
        f"Die Vorführung läuft: {base}/",
        "",
        f"  Hundesteuer in Taunusstein   {base}/dienst/{TAUNUSSTEIN}/hundesteuer-anmelden/",
        f"  Parkausweis in Fulda         {base}/dienst/{FULDA}/bewohnerparkausweis/",
        f"  Für Behörden                 {base}/amt/",
        f"  Ihr Datenschema              {base}/schema",
        "",
        f"  Konten in Behörden, Passwort {PASSWORD}:",
        *(
            f"    {account.email:<{width}}  {' und '.join(names.get(ars, ars) for ars in account.authorities)}"
            for account in ACCOUNTS
        ),
        "",
        "Keine echte Verwaltung, keine echten Anträge. Strg+C beendet.",
    ]
    return "\n".join(lines)
