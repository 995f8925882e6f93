"""The demonstration and the server, in processes of their own, as a person starts them."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

import pytest
from msgspec import Struct

from dienstweg.cli import demo_data
from tests.cli.conftest import environment, spawn
from tests.engine.xdf_samples import field, place, schema

PATIENCE = 120
"""Seconds: another test may want the same processor."""


class Running(Struct):
    """A server, where it answers and what it has said."""

    home: Path
    base: str
    log: Path
    process: "subprocess.Popen[bytes]"

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def browser() -> OpenerDirector:
    return build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))


def start(home: Path, *words: str, **settings: str) -> Running:
    port = free_port()
    log = home.parent / f"{words[0]}-{port}.log"
    call = [sys.executable, "-m", "dienstweg", *words, "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(call, env=environment(home, **settings), stdout=out, stderr=out, cwd=home.parent)
    running = Running(home, f"http://127.0.0.1:{port}", log, process)
    end = time.monotonic() + PATIENCE
    while f"läuft: {running.base}" not in running.said:
        assert process.poll() is None, running.said
        assert time.monotonic() < end, running.said
        time.sleep(0.1)
    return running


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(tmp_path_factory.mktemp("demo") / "home", "demo")
    yield running
    if running.process.poll() is None:
        running.stop()


def test_every_address_it_names_answers(demonstration: Running) -> None:
    addresses = re.findall(r"http://\S+", demonstration.said)
    answers = {address: browser().open(address).status for address in addresses}
    assert (len(answers), set(answers.values())) == (5, {200})


def test_every_account_it_names_can_log_in(demonstration: Running) -> None:
    towns = {}
    for account in demo_data.ACCOUNTS:
        visitor = browser()
        page = visitor.open(f"{demonstration.base}/amt/anmelden/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "username": account.email, "password": demo_data.PASSWORD}
        home = visitor.open(f"{demonstration.base}/amt/anmelden/", urlencode(form).encode())
        towns[account.email] = (home.status, "/amt/anmelden/" in home.url)
        assert f"{account.email}  " in demonstration.said
    assert set(towns.values()) == {(200, False)}


def test_local_values_are_set_where_they_are_known(demonstration: Running) -> None:
    known = [demo_data.IDSTEIN, demo_data.TAUNUSSTEIN, demo_data.FULDA]
    pages = [f"{demonstration.base}/dienst/{ars}/bewohnerparkausweis/antrag/" for ars in (*known, demo_data.HILDERS)]
    assert [status(page) for page in pages] == [200, 200, 200, 404]


def status(address: str) -> int:
    try:
        answered: int = browser().open(address).status
    except URLError as fault:
        return int(getattr(fault, "code", 0))
    return answered


def test_a_schema_is_live_everywhere_while_the_demonstration_runs(demonstration: Running, tmp_path: Path) -> None:
    path = tmp_path / "probe.xml"
    path.write_bytes(schema(place(field())))
    words = ("publish", path, "--for", "municipality", "--adopt-all", "--live", "--slug", "probe", "--json")
    called = spawn(demonstration.home, *words)
    assert (called.code, called.err, called.data["adopted"], called.data["live"]) == (0, "", 421, 421)
    assert status(f"{demonstration.base}{called.data['link']}") == 200


def test_a_taken_port_is_refused_before_anything_is_done(demonstration: Running, tmp_path: Path) -> None:
    port = demonstration.base.rpartition(":")[2]
    called = spawn(tmp_path / "home", "demo", "--port", port)
    message = f"127.0.0.1:{port}: Der Anschluss {port} ist schon belegt. Wählen Sie einen anderen, zum Beispiel --port"
    assert (called.code, called.err.startswith(message), list(tmp_path.iterdir())) == (2, True, [])


def test_stopped_and_started_again_it_has_nothing_to_do(demonstration: Running) -> None:
    first = demonstration.said
    assert demonstration.stop() == 0
    again = start(demonstration.home, "demo")
    told = [line for line in again.said.splitlines() if "wird" in line or "werden" in line]
    ended = again.stop()
    assert (ended, told, "wird eingerichtet" in first) == (0, [], True)


def test_serve_takes_the_same_installation(demonstration: Running) -> None:
    """Also where the variables of the backup are exported for good."""
    words = {"DIENSTWEG_BACKUP_PASSPHRASE": "vierzehn Frösche", "DIENSTWEG_KEY_BACKUP_PASSPHRASE": "sieben Schlösser"}
    running = start(demonstration.home, "serve", "--workers", "1", **words)
    found = status(f"{running.base}/dienst/{demo_data.IDSTEIN}/hundesteuer-anmelden/")
    assert (running.stop(), found) == (0, 200)


def test_a_demonstration_stays_on_this_machine(demonstration: Running) -> None:
    called = spawn(demonstration.home, "serve", "--host", "0.0.0.0", "--port", str(free_port()))  # noqa: S104 # refused
    message = "0.0.0.0: Nur im Betrieb (DIENSTWEG_MODE=production) ist Dienstweg von anderen Rechnern erreichbar.\n"
    assert (called.code, called.err) == (2, message)


PRODUCTION = {
    "DIENSTWEG_MODE": "production",
    "DIENSTWEG_ALLOWED_HOSTS": "antrag.example.de",
    "DIENSTWEG_BASE_URL": "https://antrag.example.de",
    "DIENSTWEG_OPERATOR": "Musterstadt",
}


def test_no_demonstration_with_settings_of_an_operation(tmp_path: Path) -> None:
    called = spawn(tmp_path / "home", "demo", **PRODUCTION)
    assert (called.code, list(tmp_path.iterdir())) == (2, [])
    assert called.err.startswith("DIENSTWEG_MODE: Eingestellt ist production.")


@pytest.mark.parametrize(
    ("left_out", "place"),
    [
        ("DIENSTWEG_OPERATOR", "DIENSTWEG_OPERATOR"),
        ("DIENSTWEG_ALLOWED_HOSTS", "DIENSTWEG_ALLOWED_HOSTS"),
        ("DIENSTWEG_MODE", "DIENSTWEG_ALLOWED_HOSTS"),
        ("", "DIENSTWEG_SECRET_KEY_FILE"),
    ],
)
def test_serve_refuses_settings_that_are_not_fit(tmp_path: Path, left_out: str, place: str) -> None:
    settings = {name: value for name, value in PRODUCTION.items() if name != left_out}
    called = spawn(tmp_path / "home", "serve", "--port", str(free_port()), **settings)
    assert (called.code, called.err.partition(":")[0]) == (2, place)


def test_a_database_without_tables_is_told_how_to_get_them(tmp_path: Path) -> None:
    called = spawn(tmp_path / "home", "clean")
    assert called.code == 2
    assert called.err.endswith("Rufen Sie „dienstweg migrate“ auf.\n")
    assert spawn(tmp_path / "home", "migrate").code == 0
    assert spawn(tmp_path / "home", "clean").code == 0
