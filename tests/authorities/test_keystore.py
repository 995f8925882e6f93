"""The authorities' private keys in their folder."""

import random
import stat
from pathlib import Path

import pytest

from dienstweg.authorities.keystore import KeyStore
from dienstweg.engine.keys import PublicKey
from dienstweg.engine.problems import Refused
from dienstweg.engine.sealing import open_sealed, seal

CHANCE = random.Random(5)
SECRET = CHANCE.randbytes(48)
HANAU, FULDA = "064150000000", "066310009009"


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys", SECRET)


def code(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    (problem,) = refused.value.problems
    return problem.code, problem.where


def file_of(folder: Path, ars: str) -> Path:
    (path,) = (folder / "keys").glob(f"{ars}.*")
    return path


def test_what_is_sealed_for_an_authority_its_key_opens(store: KeyStore) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    sealed = seal(b"Antrag", [public], context={})
    assert open_sealed(sealed, store.private(HANAU, public.kid)).document == b"Antrag"


def test_a_key_is_still_there_for_the_next_process(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    assert KeyStore(tmp_path / "keys", SECRET).private(HANAU, public.kid).public == public


def test_an_authority_may_have_several_keys(store: KeyStore) -> None:
    keys = [store.create(HANAU, CHANCE.randbytes) for _ in range(3)]
    store.create(FULDA, CHANCE.randbytes)
    assert store.public(HANAU) == tuple(sorted(keys, key=lambda key: key.kid))
    assert [store.private(HANAU, key.kid).public for key in keys] == keys


def test_all_authorities_of_hesse_get_their_keys(store: KeyStore, tmp_path: Path) -> None:
    official = [f"06{number:010}" for number in range(442)]
    created = store.create_many([*official, official[0]], CHANCE.randbytes)
    assert list(created) == official
    assert len({key.kid for key in created.values()}) == 442
    assert len(list((tmp_path / "keys").iterdir())) == 442
    assert store.private(official[441], created[official[441]].kid).public == created[official[441]]


def test_only_the_owner_may_read_and_no_file_shows_a_private_key(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    path = file_of(tmp_path, HANAU)
    assert path.name == f"{HANAU}.{public.kid}.json"
    assert (stat.S_IMODE(path.parent.stat().st_mode), stat.S_IMODE(path.stat().st_mode)) == (0o700, 0o600)
    private = store.private(HANAU, public.kid)
    content = path.read_bytes()
    assert [part in content for part in (private.seed, str(private.jwk()["d"]).encode(), SECRET)] == [False] * 3


def test_a_lost_key_is_said_plainly(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    file_of(tmp_path, HANAU).unlink()
    with pytest.raises(Refused) as refused:
        store.private(HANAU, public.kid)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("key_lost", f"Schlüssel der Behörde {HANAU}")
    assert problem.message == (
        "Zu diesem Schlüssel fehlt die Datei oder sie ist beschädigt. Was für ihn versiegelt wurde, lässt sich erst "
        "öffnen, wenn der Schlüsselspeicher aus einer Sicherung wiederhergestellt ist."
    )


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format":2}', b"\xff"])
def test_a_damaged_file_counts_as_lost(store: KeyStore, tmp_path: Path, content: bytes) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    file_of(tmp_path, HANAU).write_bytes(content)
    for attempt in (lambda: store.private(HANAU, public.kid), lambda: store.public(HANAU)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert code(refused) == ("key_lost", f"Schlüssel der Behörde {HANAU}")


def test_a_file_given_to_another_authority_does_not_open(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    path = file_of(tmp_path, HANAU)
    moved = path.rename(path.with_name(f"{FULDA}.{public.kid}.json"))
    with pytest.raises(Refused) as refused:
        store.private(FULDA, public.kid)
    assert code(refused) == ("key_lost", f"Schlüssel der Behörde {FULDA}")

    moved.write_bytes(moved.read_bytes().replace(HANAU.encode(), FULDA.encode()))
    with pytest.raises(Refused) as refused:
        store.private(FULDA, public.kid)
    assert code(refused) == ("key_secret_wrong", f"Schlüssel der Behörde {FULDA}")


def test_another_secret_opens_nothing(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    with pytest.raises(Refused) as refused:
        KeyStore(tmp_path / "keys", SECRET[::-1]).private(HANAU, public.kid)
    assert code(refused) == ("key_secret_wrong", f"Schlüssel der Behörde {HANAU}")


def test_without_the_secret_only_public_keys_can_be_read(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    blind = KeyStore(tmp_path / "keys", None)
    assert blind.public(HANAU) == (public,)
    for attempt in (lambda: blind.private(HANAU, public.kid), lambda: blind.create(HANAU, CHANCE.randbytes)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert code(refused) == ("key_secret_missing", "Schlüsselspeicher")


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        KeyStore(tmp_path, SECRET[:31])
    assert code(refused) == ("key_secret_short", "Schlüsselspeicher")


def test_a_store_that_does_not_exist_yet_has_no_keys(store: KeyStore) -> None:
    assert store.public(HANAU) == ()
    with pytest.raises(Refused) as refused:
        store.private(HANAU, PublicKey("A" * 43).kid)
    assert code(refused) == ("key_lost", f"Schlüssel der Behörde {HANAU}")


def test_names_lead_nowhere_else(store: KeyStore) -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        store.create("../../etc/pass", CHANCE.randbytes)
    with pytest.raises(ValueError, match="twelve digits"):
        store.public("*")
    with pytest.raises(Refused) as refused:
        store.private(HANAU, "../" * 14 + "x")
    assert code(refused) == ("key_lost", f"Schlüssel der Behörde {HANAU}")


def test_what_a_crash_left_beside_is_no_key_and_in_nobodys_way(store: KeyStore, tmp_path: Path) -> None:
    public = store.create(HANAU, CHANCE.randbytes)
    (tmp_path / "keys" / f".{HANAU}.{public.kid}.json.part").write_bytes(b"half")
    assert store.public(HANAU) == (public,)
