"""Commands on an installation's database, in this process: publishing, importing, cleaning."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from dienstweg.adoptions.models import Adoption
from dienstweg.applications.models import Draft
from dienstweg.authorities.models import Authority
from dienstweg.authorities.rows import Row
from dienstweg.catalogue.models import Release
from tests import factories
from tests.authorities import gv100_file
from tests.cli.conftest import DOG_TAX, SERVICES, Call
from tests.cli.test_schemas import COLOUR, OTHER_COLOUR
from tests.engine.xdf_samples import field, place, schema

REGISTER = (
    Row(
        ars="064390000000",
        ags="06439000",
        level="county",
        kind="county",
        name="Rheingau-Taunus-Kreis",
        official_name="Rheingau-Taunus-Kreis",
        district="Darmstadt",
        seat="Bad Schwalbach",
    ),
    Row(
        ars="064390008008",
        ags="06439008",
        level="municipality",
        kind="city",
        name="Idstein",
        official_name="Stadt Idstein",
        county="064390000000",
        district="Darmstadt",
        postal_code="65510",
    ),
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    """Keys and files of this test only."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def plain(tmp_path: Path) -> Path:
    """A schema without open points."""
    path = tmp_path / "plain.xml"
    path.write_bytes(schema(place(field())))
    return path


def unclear(tmp_path: Path) -> Path:
    """A schema with two open points of one kind."""
    path = tmp_path / "unclear.xml"
    path.write_bytes(schema(place(COLOUR), place(OTHER_COLOUR)))
    return path


def test_migrate_on_a_database_that_is_new_enough(call: Call) -> None:
    called = call("migrate", "--json")
    assert (called.code, called.data) == (0, {"applied": []})


def test_published_adopted_and_live(call: Call, demo: None) -> None:
    towns = factories.make_authorities(3)
    factories.make_county()
    called = call("publish", DOG_TAX, "--for", "municipality", "--adopt-all", "--live", "--json")
    facts = ("slug", "release", "adopted", "moved", "kept", "live", "link")
    link = f"/dienst/{towns[0].ars}/hundesteuer-anmelden/"
    assert [called.data[name] for name in facts] == ["hundesteuer-anmelden", 1, 3, 0, 0, 3, link]
    seconds = called.data["seconds"]
    assert isinstance(seconds, dict)
    assert (called.code, list(seconds)) == (0, ["read", "compile", "publish", "adopt", "live"])


def test_published_again_nothing_changes(call: Call, demo: None) -> None:
    factories.make_authorities(3)
    words = ("publish", DOG_TAX, "--for", "municipality", "--adopt-all", "--live", "--json")
    first, second = call(*words).data, call(*words).data
    assert (second["digest"], second["adopted"], second["kept"], second["live"]) == (first["digest"], 0, 3, 3)
    assert Release.objects.count() == 1


def test_without_adoption_only_the_release_is_there(call: Call, tmp_path: Path) -> None:
    factories.make_authorities(3)
    called = call("publish", plain(tmp_path), "--for", "county", "--slug", "probe", "--json")
    assert (called.code, called.data["slug"]) == (0, "probe")
    assert Release.objects.get().service().level == "county"
    assert Adoption.objects.everywhere("a test").count() == 0


def test_a_service_that_needs_local_values_is_live_nowhere(call: Call, demo: None) -> None:
    factories.make_authorities(3)
    called = call("publish", SERVICES / "bewohnerparkausweis", "--for", "municipality", "--adopt-all", "--live")
    lines = called.out.splitlines()
    assert called.code == 0
    assert lines[4] == "  Freigeschaltet bei 0 Behörden"
    assert lines[5] == "  Es fehlen überall örtliche Angaben, ohne die der Dienst nicht freigeschaltet werden kann."


def test_open_points_are_named_with_the_call_that_goes_on(call: Call, tmp_path: Path) -> None:
    path = unclear(tmp_path)
    called = call("publish", path, "--for", "municipality", "--adopt-all")
    lines = called.err.splitlines()
    assert (called.code, called.out, Release.objects.count()) == (1, "", 0)
    assert lines[0] == "  2 offene Punkte:"
    again = f"dienstweg publish {path} --for municipality --adopt-all --accept-open-points 'Vorname Nachname'"
    assert lines[-1].endswith(f"So übernimmt eine Person sie mit ihrem Namen: {again}")


def test_a_person_accepts_open_points_by_name(call: Call, tmp_path: Path) -> None:
    words = ("publish", unclear(tmp_path), "--for", "municipality", "--json")
    assert call(*words, "--accept-open-points", " ").code == 1
    assert call(*words, "--accept-open-points", "Frieda Amt").code == 0
    assert Release.objects.get().accepted_open_points_by == "Frieda Amt"
    assert call(*words).code == 0, "the same service needs nobody twice"


def test_live_only_in_a_demonstration(call: Call) -> None:
    factories.make_authorities(1)
    called = call("publish", DOG_TAX, "--for", "municipality", "--adopt-all", "--live")
    assert (called.code, Release.objects.count()) == (1, 0)
    assert called.err.startswith("--live: Überall freischalten geht nur in einer Vorführung.")


def test_live_needs_adoption(call: Call, demo: None) -> None:
    called = call("publish", DOG_TAX, "--for", "municipality", "--live")
    assert (called.code, Release.objects.count()) == (2, 0)


def test_the_level_of_the_folder_counts(call: Call) -> None:
    called = call("publish", DOG_TAX, "--for", "county")
    message = "service.yaml: Dort steht level: municipality. Veröffentlichen Sie mit --for municipality.\n"
    assert (called.code, called.err, Release.objects.count()) == (1, message, 0)


def test_the_other_level_under_the_same_name_is_refused(call: Call, tmp_path: Path) -> None:
    path = plain(tmp_path)
    codes = [call("publish", path, "--for", level, "--slug", "probe").code for level in ("county", "municipality")]
    assert (codes, Release.objects.count()) == ([0, 1], 1)


def test_authorities_are_imported_once(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "gv100.txt"
    path.write_bytes(gv100_file.write(REGISTER, "20250831"))
    first, second = (call("authorities", "import", path, "--json") for _ in range(2))
    done = {"created": 2, "changed": 0, "ended": 0, "unchanged": 0, "as_of": "2025-08-31"}
    assert (first.code, first.data) == (0, done)
    assert (second.code, second.data["created"], second.data["unchanged"]) == (0, 0, 2)
    assert Authority.objects.count() == 2


def test_a_file_that_is_no_register_is_refused(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "gv100.txt"
    path.write_text("Guten Tag\n")
    called = call("authorities", "import", path, "--json")
    assert (called.code, Authority.objects.count(), "problems" in called.data) == (1, 0, True)


def test_clean_deletes_what_is_over_and_keeps_the_rest(call: Call) -> None:
    adoption, now = factories.make_adoption(), timezone.now()
    for number, days in enumerate((-1, 1)):
        Draft.objects.create(
            lookup=f"{number:064}",
            adoption=adoption,
            release=adoption.release,
            salt=b"salt",
            body=b"body",
            saved_at=now,
            expires_at=now + timedelta(days=days),
        )
    called = call("clean", "--json")
    assert (called.code, called.data) == (0, {"expired_drafts": 1, "incoming_files": 0, "unnamed_files": 0})
    assert Draft.objects.get().lookup == f"{1:064}"
