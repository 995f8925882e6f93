"""The people of the tests: Alice, who applies in Idstein; Bob, who decides there; Chris, who works for another town."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils.timezone import localdate
from msgspec.structs import replace

from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.models import Authority, Member, User
from dienstweg.catalogue import actions as catalogue
from dienstweg.engine import overlay, xdf
from dienstweg.engine.answers import Answers
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.service import Service
from tests import factories
from tests.walker import Browser, Page

SERVICES = Path(__file__).parents[1] / "services"
IDSTEIN, TAUNUSSTEIN = "064390008008", "064390015015"
DOG_TAX = "hundesteuer-anmelden"
ZONES = {"zonen": "A = Altstadt\nB = Bahnhof"}


@dataclass(frozen=True)
class Cast:
    """Idstein, where Bob decides and the service is live; Taunusstein, where Chris works."""

    idstein: Authority
    taunusstein: Authority
    bob: User
    chris: User
    adoption: Adoption
    service: Service

    @property
    def service_url(self) -> str:
        return f"/dienst/{self.idstein.ars}/{self.service.slug}/"

    def step_url(self, page: str = "") -> str:
        """The address of a page of questions, without a name of the first."""
        return f"{self.service_url}antrag/seite/{page or self.service.pages[0].slug}/"


def our_service(name: str) -> tuple[Service, bytes]:
    """A service of ours compiled from its folder, with the standards file."""
    source = (SERVICES / name / "schema.xml").read_bytes()
    wording = overlay.read((SERVICES / name / "service.yaml").read_bytes())
    return compile_service(xdf.read(source).schema, overlay=wording), source


def foreign_service(source: bytes, lists: CodeLists) -> Service:
    """A service made of somebody's standards file alone."""
    schema = xdf.read(source).schema
    return replace(compile_service(schema, code_lists=lists), slug=schema.id.lower())


def stage(service: Service, source: bytes | None = None, **values: str) -> Cast:
    """From a compiled service to two towns: published, adopted by both, live in both, each with a person at work."""
    release = catalogue.publish(service=service, source=source, actor="Test", accept_open_points_by="Test")
    idstein = factories.make_authority(IDSTEIN, "Idstein", short="ID", postal_codes=("65510",))
    taunusstein = factories.make_authority(TAUNUSSTEIN, "Taunusstein", short="TS", postal_codes=("65232",))
    adoption = factories.make_live_adoption(idstein, release, **values)
    factories.make_live_adoption(taunusstein, release, **values)
    return Cast(
        idstein=idstein,
        taunusstein=taunusstein,
        bob=_officer(idstein, "Bob Berger", "bob@idstein.example"),
        chris=_officer(taunusstein, "Chris Kern", "chris@taunusstein.example"),
        adoption=adoption,
        service=adoption.offered(),
    )


def dog_tax() -> Cast:
    """The cast around the dog tax."""
    return stage(*our_service(DOG_TAX))


def _officer(authority: Authority, name: str, email: str) -> User:
    user = factories.make_user(name, email=email)
    factories.make_member(authority, user, Member.Role.CASE_WORKER)
    return user


def log_in(user: User) -> Browser:
    """A browser in which somebody of an office has logged in by the page."""
    browser = Browser()
    page = browser.open("/amt/anmelden/")
    page = browser.send(page.form, {"username": user.get_username(), "password": factories.PASSWORD})
    assert "/amt/anmelden/" not in page.url, page.words
    return browser


def decide(browser: Browser, case: Page, outcome: str, reasons: str) -> Page:
    """Decide the case a page shows."""
    page = browser.open(case.link("/entscheiden/"))
    return browser.send(page.form_to("/entscheiden/"), {"ergebnis": outcome, "gruende": reasons}, button="entscheiden")


def alice(*dogs: Answers) -> Answers:
    """Alice's answers for the dog tax: everything that is needed, with one dog unless others are given."""
    return {
        "G06000900101": {
            "F60000000227": "Ährenfeld",
            "F60000000228": "Alice",
            "F06000900001": "1987-02-14",
            "G60000000086": {
                "F60000000243": "Musterweg",
                "F60000000244": "12 a",
                "F60000000246": "65510",
                "F60000000247": "Idstein",
            },
            "G06000900001": {"F60000000242": "alice@example.org"},
        },
        "?G06000900102": False,
        "G06000900103": list(dogs or (dog("Bella"),)),
        "G06000900106": {"F06000900119": 0},
        "?G06000900107": False,
        "G06000900108": {"F06000900126": "001", "?G06000900109": False},
    }


def dog(name: str) -> Answers:
    """A dog that has lived with its owner for a month."""
    return {
        "F06000900101": name,
        "F06000900102": "Labrador, Pudel",
        "F06000900103": True,
        "F06000900104": "001",
        "F06000900105": "hellbraun",
        "F06000900106": localdate().year - 1,
        "F06000900108": (localdate() - timedelta(days=30)).isoformat(),
        "F06000900109": "003",
        "F06000900110": "276000987654321",
        "F06000900111": "002",
        "?G06000900105": False,
    }
