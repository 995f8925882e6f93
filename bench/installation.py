"""What is measured on: all authorities of Hesse, and the dog tax live wherever it can be."""

import subprocess
from pathlib import Path
from secrets import token_bytes

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from dienstweg.adoptions import actions as adoptions
from dienstweg.adoptions.models import Adoption
from dienstweg.authorities import actions as authorities
from dienstweg.authorities.keystore import KeyStore
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import Release
from dienstweg.engine import overlay, xdf
from dienstweg.engine.answers import Answers
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.service import Service

ACTOR = "Messung"
DOG_TAX = Path(__file__).parents[1] / "services" / "hundesteuer-anmelden"


def load_authorities() -> None:
    """Make the tables and put all authorities of Hesse in."""
    call_command("migrate", verbosity=0, interactive=False)
    authorities.load_hesse(keys=KeyStore.from_settings(), random_bytes=token_bytes, actor=ACTOR)


def dog_tax() -> Service:
    """Our dog tax, compiled from its folder."""
    wording = overlay.read((DOG_TAX / "service.yaml").read_bytes())
    return compile_service(xdf.read((DOG_TAX / "schema.xml").read_bytes()).schema, overlay=wording)


def one_dog() -> Answers:
    """The answers of somebody with one dog."""
    case = yaml.safe_load((DOG_TAX / "cases" / "ein-hund.yaml").read_text(encoding="utf-8"))
    answers: Answers = case["answers"]
    return answers


def open_everywhere(service: Service, source: bytes | None = None) -> Release:
    """Publish a service, let every authority of its level adopt it and open it wherever it is ready."""
    release = catalogue.publish(service=service, source=source, actor=ACTOR, accept_open_points_by=ACTOR)
    adoptions.adopt_all(release=release, level=service.level, actor=ACTOR)
    adoptions.go_live_demo(release=release)
    return release


def gather_statistics() -> None:
    """What PostgreSQL does by itself a minute after rows came in; before, it guesses how to find them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def some_adoption(slug: str) -> Adoption:
    """One of the authorities at which a service is live."""
    rows = Adoption.objects.everywhere("a measurement").filter(online_service__slug=slug, live_at__isnull=False)
    return rows.select_related("authority", "release", "online_service").order_by("authority__ars")[0]


def described() -> str:
    """Database and disk, as far as they matter to what is measured."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        database = f"SQLite, journal {journal}, synchronous {synchronous}"
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
            version, fsync = cursor.fetchone()
        database = f"PostgreSQL {version}, fsync {fsync}"
    kind = subprocess.run(["stat", "-f", "-c", "%T", settings.HOME], capture_output=True, text=True, check=True)
    return f"{database}; folder on {kind.stdout.strip()}"
