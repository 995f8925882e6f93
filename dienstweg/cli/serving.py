"""``serve``, and what ``demo`` needs of it: the web server in this process and its workers."""

import logging
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from errno import EACCES, EADDRINUSE
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

from dienstweg.cli import database
from dienstweg.cli.output import FINE, Output, Unusable
from dienstweg.engine.problems import Problem

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 # gunicorn's sign of life; on a slow disk it would stop workers that live
ASSETS = Path(__file__).parents[2] / "var" / "assets" / "kern"
APPLICATION = "dienstweg.config.wsgi"

Wsgi = Callable[[Mapping[str, object], Callable[..., object]], Iterable[bytes]]


class _Configuration(Protocol):
    def set(self, name: str, value: object) -> None: ...


def serve(*, host: str, port: int, workers: int, threads: int, output: Output) -> int:
    """Serve the installation until it is stopped.

    Raises:
        Unusable: the port is taken, the settings are not fit for operation, the database is not migrated.
    """
    refuse_taken(host, port)
    assets_ready = make_assets(output)
    with database.opened():
        if not settings.PRODUCTION and not _is_loopback(host):
            message = "Nur im Betrieb (DIENSTWEG_MODE=production) ist Dienstweg von anderen Rechnern erreichbar."
            raise Unusable(Problem("open_to_others", host, message))
        if settings.PRODUCTION:
            _collect_static(ready=assets_ready)
    ready = f"Dienstweg läuft: http://{host}:{port} (Strg+C beendet)"
    return run(host, port, workers=workers, threads=threads, when_ready=lambda: output.note(ready))


def refuse_taken(host: str, port: int) -> None:
    """Raises :class:`Unusable` (``port_taken``) with a sentence where nobody could listen there."""
    where = f"{host}:{port}"
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as fault:
        if fault.errno == EADDRINUSE:
            message = (
                f"Der Anschluss {port} ist schon belegt. Wählen Sie einen anderen, zum Beispiel --port {port + 1}."
            )
        elif fault.errno == EACCES:
            message = f"Der Anschluss {port} ist dem System vorbehalten. Wählen Sie einen ab 1024."
        else:
            message = "Unter dieser Adresse ist dieser Rechner nicht erreichbar."
        raise Unusable(Problem("port_taken", where, message)) from None


def make_assets(output: Output) -> bool:
    """Make sure that KERN's style sheet and fonts are where the settings look for them; set-up has made them before."""
    if (ASSETS / "kern.min.css").is_file():
        return True
    assets = import_module("dienstweg.web.assets")
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of a table that browsers do not read
    try:
        assets.make(ASSETS)
    except assets.AssetsMissing as missing:
        output.note(f"Die Seiten erscheinen ohne Gestaltung. {missing}")
        return False
    return True


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _collect_static(*, ready: bool) -> None:
    """In production style sheets are served compressed under names that hold their digest."""
    if not ready:
        message = "Ohne KERN geht Dienstweg nicht in Betrieb. Rufen Sie im Projektordner „make setup“ auf."
        raise Unusable(Problem("assets_missing", "KERN", message))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(
        Path(storage.path(name)).stat().st_mtime for finder in get_finders() for name, storage in finder.list([])
    )
    if not manifest.is_file() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)


def run(host: str, port: int, *, workers: int, threads: int, when_ready: Callable[[], None]) -> int:
    """Listen until stopped; ``when_ready`` is called once requests are answered. The exit code."""
    try:
        application: Wsgi = import_module(APPLICATION).application
    except ImproperlyConfigured as fault:
        raise Unusable(database.wrong_settings(fault)) from None
    connections.close_all()  # the workers open their own
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "secure_scheme_headers": {},  # whether the proxy is believed is for our own settings to say
        "loglevel": "warning",
        "when_ready": lambda _server: when_ready(),
        "worker_tmp_dir": str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None,
    }
    try:
        _Server(application, options).run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    return FINE


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    """gunicorn with our options and an application that is loaded once, before the workers part."""

    cfg: _Configuration

    def __init__(self, application: Wsgi, options: Mapping[str, object]) -> None:
        self._application = application
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Wsgi:
        return self._application
