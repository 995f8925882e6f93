"""An installation of a given size, which visits its own pages and says how long each took.

The services are as large as the dog tax, and every authority offers all of them, except one: the village, which is the
same in every size, with three services and twenty applications in its inbox. ``python -m bench.inside world 442 500``
builds the world and then answers each line like ``search 10`` with the milliseconds of ten visits (a line of JSON).
"""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_bytes, token_hex

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from bench import installation
from dienstweg.adoptions.models import Adoption
from dienstweg.applications.models import Application
from dienstweg.authorities import actions as authorities
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, Member, User
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import Release
from tests import factories
from tests.walker import Browser, Person

VILLAGE = "064390006006"
VILLAGE_NAME = "Hohenstein"
VILLAGE_SERVICES = 3
INBOX = 20
"""Applications at each authority."""
SEALED = 4096
AT_ONCE = 2000


class World:
    """A finished world. ``visits``: one visit of each kind of page, at another place each time; gives milliseconds."""

    def __init__(self, size: int, services: int) -> None:
        self.chance = random.Random(size)
        releases = _publish("leistung", services)
        self.slugs = [release.online_service.slug for release in releases]
        self.page = releases[0].service().pages[0].slug
        village, others = _authorities(size)
        self.places = [authority.ars for authority in others]
        _open([village], _publish("dorf", VILLAGE_SERVICES))
        _open(others, releases)
        self.posted = Person(None, installation.one_dog()).fill(Browser().open(self._form()).form)
        self.officer = _officer(village)
        self.visits: dict[str, Callable[[], float]] = {
            "service": lambda: _get(Client(), self._service()),
            "form": lambda: _get(Client(), self._form()),
            "saving": lambda: _timed(302, lambda: Client().post(self._form(), self.posted).status_code),
            "authority": lambda: _get(Client(), f"/behoerde/{VILLAGE}/"),
            "search": lambda: _get(Client(), f"/suche/?anliegen={self._slug()}&ort={VILLAGE_NAME}"),
            "inbox": lambda: _get(self.officer, f"/amt/{VILLAGE}/eingang/"),
        }

    def warm_up(self) -> None:
        """Visit each service and its form once, so that the process holds what it can hold."""
        for slug in self.slugs:
            _get(Client(), f"/dienst/{self.places[0]}/{slug}/")
            _get(Client(), f"/dienst/{self.places[0]}/{slug}/antrag/seite/{self.page}/")

    def _slug(self) -> str:
        return self.chance.choice(self.slugs)

    def _service(self) -> str:
        return f"/dienst/{self.chance.choice(self.places)}/{self._slug()}/"

    def _form(self) -> str:
        return f"{self._service()}antrag/seite/{self.page}/"


def main(size: str, services: str) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    world = World(int(size), int(services))
    world.warm_up()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # in operation the server does it by itself a minute after many changes
    print("ready", flush=True)
    for line in sys.stdin:
        name, times = line.split()
        print(json.dumps([world.visits[name]() for _ in range(int(times))]), flush=True)


def _get(client: Client, url: str) -> float:
    return _timed(200, lambda: client.get(url).status_code)


def _timed(expected: int, visit: Callable[[], int]) -> float:
    begun = time.perf_counter()
    status = visit()
    spent = (time.perf_counter() - begun) * 1000
    if status != expected:
        raise RuntimeError(f"answered {status}")
    return spent


def _publish(name: str, count: int) -> list[Release]:
    service = installation.dog_tax()
    return [
        catalogue.publish(
            service=replace(service, slug=f"{name}-{number:03d}", title=f"{name.title()} {number:03d}"),
            actor=installation.ACTOR,
            accept_open_points_by=installation.ACTOR,
        )
        for number in range(count)
    ]


def _authorities(size: int) -> tuple[Authority, list[Authority]]:
    """The village and so many authorities less one, its county among them: all of Hesse, or the county alone."""
    if size > 2:
        authorities.load_hesse(keys=KeyStore.from_settings(), random_bytes=token_bytes)
    else:
        factories.make_authority(VILLAGE, VILLAGE_NAME, postal_codes=("65329",), county=factories.make_county())
    found = list(Authority.objects.valid().order_by("ars"))
    village = next(authority for authority in found if authority.ars == VILLAGE)
    return village, [authority for authority in found if authority != village][: max(size - 1, 1)]


def _open(places: list[Authority], releases: list[Release]) -> None:
    """Adopted and live, with applications, written in bulk and without entries in the record."""
    now = timezone.now()
    rows = [_adoption(place, release, now) for place in places for release in releases]
    Adoption.objects.everywhere("a measurement").bulk_create(rows, batch_size=AT_ONCE)
    sent = [_application(rows[index * len(releases)], now) for index in range(len(places)) for _ in range(INBOX)]
    Application.objects.everywhere("a measurement").bulk_create(sent, batch_size=AT_ONCE)


def _adoption(authority: Authority, release: Release, at: datetime) -> Adoption:
    return Adoption(
        authority=authority,
        online_service=release.online_service,
        release=release,
        adopted_at=at,
        ready_at=at,
        live_at=at,
        live_by=installation.ACTOR,
    )


def _application(adoption: Adoption, at: datetime) -> Application:
    return Application(
        authority=adoption.authority,
        adoption=adoption,
        release=adoption.release,
        reference=token_hex(12),
        received_at=at,
        due_on=(at + timedelta(days=10)).date(),
        size=SEALED,
        digest=token_hex(32),
        sealed=bytes(SEALED),
        applicant_key=token_hex(20),
        lookup=token_hex(32),
        sent_key=token_hex(32),
    )


def _officer(authority: Authority) -> Client:
    user = User.objects.create_user("amt@example.org", token_hex(8), name="Kim Amt")
    authorities.add_member(user=user, authority=authority, role=Member.Role.CASE_WORKER, actor=installation.ACTOR)
    client = Client()
    client.force_login(user)
    return client
