"""Tables read into the database: created, changed, ended, and nothing the second time."""

import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dienstweg.authorities import actions, tables
from dienstweg.authorities.actions import Imported
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Authority, PostalCode, PublicKey
from dienstweg.authorities.rows import Row
from dienstweg.engine.problems import Refused
from dienstweg.record.actions import verify
from dienstweg.record.models import Entry
from tests.authorities.gv100_file import write

pytestmark = pytest.mark.django_db

MAIN_KINZIG = tuple(
    row for row in tables.authorities() if row.ars in {"064350000000", "064350014014", "064350015015", "064110000000"}
)
"""The county, Hanau as its town, Hasselroth, and the independent city Darmstadt."""


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys", b"s" * 32)


def _import(rows: Iterable[Row], as_of: str, keys: KeyStore) -> Imported:
    return actions.import_gv100(data=write(rows, as_of), keys=keys, random_bytes=secrets.token_bytes, actor="Test")


def test_a_file_creates_authorities_with_keys_and_postal_codes(keys: KeyStore) -> None:
    assert _import(MAIN_KINZIG, "20250831", keys) == Imported(4, 0, 0, 0, date(2025, 8, 31))
    hanau = Authority.objects.get(ars="064350014014")
    assert (hanau.ags, hanau.level, hanau.kind, hanau.official_name, hanau.seat_postal_code) == (
        "06435014",
        "municipality",
        "city",
        "Stadt Hanau",
        "63450",
    )
    assert hanau.county == Authority.objects.get(level="county")
    assert (hanau.valid_from, hanau.valid_until) == (None, None)
    assert set(PostalCode.objects.values_list("code", "authority__name")) == {
        ("63450", "Hanau"),
        ("63594", "Hasselroth"),
        ("64283", "Darmstadt"),
    }
    private = keys.private(hanau.ars, hanau.public_key().kid)
    assert private.public == hanau.public_key()


def test_the_same_file_again_changes_nothing(keys: KeyStore) -> None:
    _import(MAIN_KINZIG, "20250831", keys)
    before = list(Authority.objects.order_by("pk").values())
    assert _import(MAIN_KINZIG, "20250831", keys) == Imported(0, 0, 0, 4, date(2025, 8, 31))
    assert list(Authority.objects.order_by("pk").values()) == before
    assert PublicKey.objects.count() == 4


def test_a_town_that_gets_a_new_key_is_its_own_successor(keys: KeyStore) -> None:
    _import(MAIN_KINZIG, "20250831", keys)
    assert _import(_with_independent_hanau(), "20260131", keys) == Imported(1, 0, 1, 3, date(2026, 1, 31))
    old, new = Authority.objects.filter(name="Hanau").order_by("pk")
    assert (old.ars, old.valid_until, old.successor) == ("064350014014", date(2026, 1, 30), new)
    assert (new.ars, new.kind, new.county, new.valid_from) == (
        "064150000000",
        "independent_city",
        None,
        date(2026, 1, 31),
    )
    assert Entry.objects.of(old.chain).get(verb="authority_ended").values == {
        "successor": "064150000000",
        "until": "2026-01-30",
    }


def test_an_older_file_does_not_undo_a_newer_one(keys: KeyStore) -> None:
    _import(MAIN_KINZIG, "20250831", keys)
    _import(_with_independent_hanau(), "20260131", keys)
    before = list(Authority.objects.order_by("pk").values())
    assert _import(MAIN_KINZIG, "20250831", keys) == Imported(0, 0, 0, 4, date(2025, 8, 31))
    assert list(Authority.objects.order_by("pk").values()) == before


def test_a_new_name_is_taken_over(keys: KeyStore) -> None:
    _import(MAIN_KINZIG, "20250831", keys)
    renamed = [
        msgspec.structs.replace(row, name="Bad Hasselroth") if row.name == "Hasselroth" else row for row in MAIN_KINZIG
    ]
    assert _import(renamed, "20260131", keys) == Imported(0, 1, 0, 3, date(2026, 1, 31))
    town = Authority.objects.get(ars="064350015015")
    assert (town.name, town.official_name, town.search_name, town.short) == (
        "Bad Hasselroth",
        "Gemeinde Bad Hasselroth",
        "badhasselroth",
        "HAS",
    )


def test_a_file_of_another_state_ends_nothing_here(keys: KeyStore) -> None:
    _import(MAIN_KINZIG, "20250831", keys)
    elsewhere = [
        Row(
            ars="120510000000",
            ags="12051000",
            level="municipality",
            kind="independent_city",
            name="Brandenburg",
            official_name="Stadt Brandenburg",
        )
    ]
    assert _import(elsewhere, "20260131", keys) == Imported(1, 0, 0, 0, date(2026, 1, 31))
    assert Authority.objects.valid(date(2026, 2, 1)).count() == 5


def test_a_refused_file_leaves_nothing(keys: KeyStore) -> None:
    with pytest.raises(Refused):
        actions.import_gv100(data=b"60", keys=keys, random_bytes=secrets.token_bytes, actor="Test")
    assert (Authority.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_tables_of_hesse_are_loaded_once(keys: KeyStore) -> None:
    loaded = actions.load_hesse(keys=keys, random_bytes=secrets.token_bytes)
    assert loaded == Imported(443, 0, 0, 0, date(2026, 1, 1))
    valid = Authority.objects.valid(date(2026, 5, 1))
    assert {level: valid.filter(level=level).count() for level in ("municipality", "county")} == {
        "municipality": 421,
        "county": 21,
    }
    assert sorted(valid.filter(kind="independent_city").values_list("name", flat=True)) == [
        "Darmstadt",
        "Frankfurt am Main",
        "Hanau",
        "Kassel",
        "Offenbach am Main",
        "Wiesbaden",
    ]
    assert sorted(valid.filter(special_status=True).values_list("name", flat=True)) == [
        "Bad Homburg v. d. Höhe",
        "Fulda",
        "Gießen",
        "Marburg",
        "Rüsselsheim am Main",
        "Wetzlar",
    ]
    assert (PostalCode.objects.count(), PublicKey.objects.count()) == (560, 442)
    assert valid.filter(level="municipality", postal_codes__isnull=True).count() == 0
    assert valid.performing("county").count() == 27
    assert verify(actions.CHAIN) == ()
    again = actions.load_hesse(keys=keys, random_bytes=secrets.token_bytes)
    assert again == Imported(0, 0, 0, 443, date(2026, 1, 1))
    assert (PostalCode.objects.count(), PublicKey.objects.count()) == (560, 442)


def test_the_official_file_of_2025_changes_nothing_in_the_tables(keys: KeyStore) -> None:
    actions.load_hesse(keys=keys, random_bytes=secrets.token_bytes)
    rows = [row for row in tables.authorities() if row.valid_from is None]
    assert _import(rows, "20250831", keys) == Imported(0, 0, 0, 442, date(2025, 8, 31))


def _with_independent_hanau() -> list[Row]:
    kept = [row for row in MAIN_KINZIG if row.name != "Hanau"]
    return [*kept, next(row for row in tables.authorities() if row.ars == "064150000000")]
