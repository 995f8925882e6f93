"""Secrets, database, mail and log: what the settings are made of."""

import logging
import stat
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from dienstweg.config import database, mail
from dienstweg.config.environment import Mode
from dienstweg.config.logs import DiscreetFormatter
from dienstweg.config.secret_files import read_secret
from dienstweg.config.startup import refuse_demo_accounts
from dienstweg.engine.problems import Refused
from tests.factories import make_user

SETTING = "DIENSTWEG_SECRET_KEY_FILE"


def _read(path: Path, mode: Mode) -> str:
    return read_secret(path, mode=mode, setting=SETTING)


def _refusal(path: Path, mode: Mode) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        _read(path, mode)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_demonstration_makes_its_secret_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret.key"
    first = _read(path, "demo")
    assert (_read(path, "demo"), first[:5]) == (first, "demo-")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert _read(tmp_path / "other.key", "demo") != first


def test_production_makes_no_secret(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "secret.key", "production") == [("missing_secret", SETTING)]
    assert list(tmp_path.iterdir()) == []


def test_production_reads_a_secret_without_the_end_of_line(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"{'k' * 64}\n", encoding="utf-8")
    assert _read(path, "production") == "k" * 64


def test_neither_opens_the_others_folder(tmp_path: Path) -> None:
    demo, production = tmp_path / "demo", tmp_path / "production"
    _read(demo, "demo")
    production.write_text("k" * 64, encoding="utf-8")
    assert [_refusal(demo, "production"), _refusal(production, "demo")] == [[("contradictory_setting", SETTING)]] * 2


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text("geheim", encoding="utf-8")
    assert _refusal(path, "production") == [("short_secret", SETTING)]


def test_tests_touch_no_file(tmp_path: Path) -> None:
    assert len(_read(tmp_path / "secret.key", "test")) >= 40
    assert list(tmp_path.iterdir()) == []


def test_the_embedded_database_waits_and_is_durable() -> None:
    described = database.sqlite(Path("/srv/dienstweg/dienstweg.sqlite3"))
    options = described["OPTIONS"]
    assert isinstance(options, dict)
    assert (described["NAME"], options["timeout"], options["transaction_mode"]) == (
        "/srv/dienstweg/dienstweg.sqlite3",
        10,
        "IMMEDIATE",
    )
    assert str(options["init_command"]).split(";")[:2] == ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"]


@pytest.mark.parametrize(
    ("url", "expected"),
    (
        (
            "postgres://dienst%40weg:p%2Fw%3A@db.example.de:5433/amt?sslmode=verify-full&options=-c%20x%3D1",
            database.Address(
                name="amt",
                user="dienst@weg",
                password="p/w:",
                host="db.example.de",
                port="5433",
                options=(("sslmode", "verify-full"), ("options", "-c x=1")),
            ),
        ),
        ("postgres:///amt", database.Address(name="amt", user="", password="", host="", port="")),
    ),
)
def test_a_database_address_is_taken_apart(url: str, expected: database.Address) -> None:
    assert database.parse_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected", "starttls"),
    (
        ("", mail.Server(), False),
        ("smtp://post.example.de", mail.Server(host="post.example.de"), True),
        (
            "smtps://amt%40example.de:ge%3Aheim@post.example.de",
            mail.Server(host="post.example.de", port=465, user="amt@example.de", password="ge:heim", tls=True),
            False,
        ),
        ("smtp://post.example.de:2525", mail.Server(host="post.example.de", port=2525), True),
    ),
)
def test_a_mail_address_is_taken_apart(url: str, expected: mail.Server, starttls: bool) -> None:
    server = mail.parse_url(url)
    assert (server, server.starttls) == (expected, starttls)


@pytest.mark.parametrize(("quote", "expected"), ((False, False), (True, True)))
def test_the_log_tells_the_place_and_not_the_words(quote: bool, expected: bool) -> None:
    answers = ("Geheimnis-Eins", "Geheimnis-Zwei")
    failure = None
    try:
        try:
            int(answers[0])
        except ValueError as error:
            raise RuntimeError(answers[1]) from error
    except RuntimeError:
        failure = sys.exc_info()
    entry = logging.LogRecord("x", logging.ERROR, __file__, 1, "Fehler", (), failure)
    line = DiscreetFormatter(quote_errors=quote).format(entry)
    assert ("Geheimnis-Eins" in line, "Geheimnis-Zwei" in line) == (expected, expected)
    assert ("RuntimeError" in line, "test_the_log_tells" in line) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "demo", "starts"), (("production", True, False), ("production", False, True), ("demo", True, True))
)
def test_production_does_not_start_with_demo_accounts(mode: Mode, demo: bool, starts: bool) -> None:
    user = make_user()
    user.demo = demo
    user.save()
    assert _starts(mode) == starts


def _starts(mode: Mode) -> bool:
    try:
        refuse_demo_accounts(mode)
    except ImproperlyConfigured:
        return False
    return True
