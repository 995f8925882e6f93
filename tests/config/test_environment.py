"""Settings come from the environment, and what must not go together is refused with a sentence."""

from pathlib import Path

import pytest

from dienstweg.config import environment
from dienstweg.config.environment import TABLE, read
from dienstweg.engine.problems import Refused

PRODUCTION = {
    "DIENSTWEG_MODE": "production",
    "DIENSTWEG_HOME": "/srv/dienstweg",
    "DIENSTWEG_ALLOWED_HOSTS": "antrag.example.de",
    "DIENSTWEG_BASE_URL": "https://antrag.example.de/",
    "DIENSTWEG_OPERATOR": "Stadt Idstein",
}


def _refusal(environ: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        read(environ)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_without_settings_it_is_a_demonstration_on_this_machine() -> None:
    found = read({"PATH": "/bin"})
    assert (found.mode, found.home, found.allowed_hosts, found.debug, found.official_website) == (
        "demo",
        Path("var"),
        ("localhost", "127.0.0.1", "[::1]"),
        False,
        False,
    )


def test_production() -> None:
    found = read(PRODUCTION | {"DIENSTWEG_KEY_SECRET_FILE": "/etc/keys", "DIENSTWEG_BEHIND_PROXY": "yes"})
    assert (found.mode, found.allowed_hosts, found.base_url, found.behind_proxy, found.hsts_seconds) == (
        "production",
        ("antrag.example.de",),
        "https://antrag.example.de",
        True,
        31_536_000,
    )
    assert (found.secret_key_file, found.key_secret_file) == (Path("/srv/dienstweg/secret.key"), Path("/etc/keys"))


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read({setting.name: " " for setting in TABLE}) == read({})


@pytest.mark.parametrize(
    ("name", "value", "code"),
    (
        ("MODE", "produktion", "bad_setting"),
        ("MODE", "Demo", "bad_setting"),
        ("DEBUG", "true", "bad_setting"),
        ("HSTS_SECONDS", "-1", "bad_setting"),
        ("HSTS_SECONDS", "ein Jahr", "bad_setting"),
        ("LOG_LEVEL", "info", "bad_setting"),
        ("DATABASE_URL", "mysql://localhost/dienstweg", "bad_setting"),
        ("DATABSE_URL", "postgres://localhost/dienstweg", "unknown_setting"),
    ),
)
def test_a_faulty_setting_is_named(name: str, value: str, code: str) -> None:
    assert _refusal({f"DIENSTWEG_{name}": value}) == [(code, f"DIENSTWEG_{name}")]


def test_all_faults_are_told_at_once() -> None:
    assert _refusal({"DIENSTWEG_MODE": "x", "DIENSTWEG_DEBUG": "x", "DIENSTWEG_X": "x"}) == [
        ("unknown_setting", "DIENSTWEG_X"),
        ("bad_setting", "DIENSTWEG_MODE"),
        ("bad_setting", "DIENSTWEG_DEBUG"),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    (
        ("ALLOWED_HOSTS", "localhost,antrag.example.de"),
        ("ALLOWED_HOSTS", "*"),
        ("DATABASE_URL", "postgres://u:p@db.example.de/dienstweg"),
        ("DATABASE_URL", "postgres:///dienstweg?host=db.example.de"),
        ("OFFICIAL_WEBSITE", "yes"),
        ("BEHIND_PROXY", "yes"),
    ),
)
def test_a_demonstration_refuses_what_belongs_to_production(name: str, value: str) -> None:
    environ = {"DIENSTWEG_MODE": "demo", f"DIENSTWEG_{name}": value}
    assert _refusal(environ) == [("contradictory_setting", f"DIENSTWEG_{name}")]


@pytest.mark.parametrize(
    "url",
    (
        "postgres://u:p@127.0.0.1:5433/dienstweg",
        "postgresql://u@localhost/dienstweg",
        "postgres:///dienstweg?host=/run/postgresql",
        "postgres:///dienstweg",
    ),
)
def test_a_demonstration_may_use_a_database_of_this_machine(url: str) -> None:
    assert read({"DIENSTWEG_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    (
        ("DEBUG", "yes"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "localhost"),
        ("ALLOWED_HOSTS", "antrag.example.de,*"),
        ("BASE_URL", "http://antrag.example.de"),
        ("OPERATOR", ""),
    ),
)
def test_production_refuses_what_belongs_to_a_workshop(name: str, value: str) -> None:
    assert _refusal(PRODUCTION | {f"DIENSTWEG_{name}": value}) == [("contradictory_setting", f"DIENSTWEG_{name}")]


def test_the_table_names_every_setting_once_and_completely() -> None:
    names = [setting.name for setting in TABLE]
    assert len(set(names)) == len(names)
    assert [setting.name for setting in TABLE if not setting.meaning.endswith(".")] == []
    fields = [f"DIENSTWEG_{field.upper()}" for field in environment.Environment.__struct_fields__]
    assert sorted(fields) == sorted(names)
