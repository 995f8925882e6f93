"""The settings an operator makes: one table of environment variables, read and judged before Django starts.

Pure: the environment comes in as a mapping, a frozen :class:`Environment` comes out. What must not be combined (a
demo with production secrets, production with debugging) is refused with a German sentence.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruletext import states

Mode = Literal["demo", "production", "test"]
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Setting(Struct, frozen=True):
    """One environment variable: its full name, the default as text, what it means."""

    name: str
    default: str
    meaning: str


TABLE: tuple[Setting, ...] = (
    Setting(
        "DIENSTWEG_MODE",
        "demo",
        "`demo` (known passwords, services live everywhere, reachable on this machine only), `production` or `test`.",
    ),
    Setting("DIENSTWEG_HOME", "var", "Folder with the embedded database, encrypted files, keys and secrets."),
    Setting(
        "DIENSTWEG_DATABASE_URL",
        "",
        "`postgres://user:password@host:port/name`; empty: the embedded SQLite database in the home folder.",
    ),
    Setting(
        "DIENSTWEG_SECRET_KEY_FILE",
        "",
        "File with the key that signs sessions and forms; empty: `secret.key` in the home folder.",
    ),
    Setting(
        "DIENSTWEG_KEY_SECRET_FILE",
        "",
        "File with the secret that locks the authorities' private keys; empty: `keys.secret` in the home folder. "
        "Without it nothing that was sent can be opened again.",
    ),
    Setting(
        "DIENSTWEG_ALLOWED_HOSTS",
        ",".join(LOOPBACK),
        "Host names the service answers to, separated by commas.",
    ),
    Setting(
        "DIENSTWEG_BASE_URL",
        "http://127.0.0.1:8000",
        "Public address without a final slash, for links in notices and mails.",
    ),
    Setting(
        "DIENSTWEG_BEHIND_PROXY",
        "no",
        "`yes`: a reverse proxy ends TLS and sets `X-Forwarded-Proto` itself, so the header can be believed.",
    ),
    Setting("DIENSTWEG_HSTS_SECONDS", "31536000", "How long browsers insist on HTTPS (production only)."),
    Setting("DIENSTWEG_DEBUG", "no", "`yes`: error pages for developers. Refused in production."),
    Setting("DIENSTWEG_LOG_LEVEL", "INFO", "`DEBUG`, `INFO`, `WARNING` or `ERROR`; the log goes to standard error."),
    Setting(
        "DIENSTWEG_OPERATOR",
        "",
        "Name of the public body that runs the service, shown at the foot of every page. Mandatory in production.",
    ),
    Setting("DIENSTWEG_LAND", "HE", "The Land of the installation (two letters); rules of schemas may differ by Land."),
    Setting(
        "DIENSTWEG_OFFICIAL_WEBSITE",
        "no",
        "`yes`: shows the line that this is an official website. Only for public bodies; never in a demo.",
    ),
    Setting(
        "DIENSTWEG_MAIL_URL",
        "",
        "`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; empty: mails are written to standard error.",
    ),
    Setting("DIENSTWEG_MAIL_FROM", "dienstweg@localhost", "Sender address of mails."),
    Setting(
        "DIENSTWEG_CLAMD",
        "",
        "Where clamd listens, as `host:port` or the path of its socket; every upload is searched there. Empty: uploads "
        "are not searched. While clamd does not answer, no file is taken.",
    ),
)


class Environment(Struct, frozen=True, kw_only=True):
    """The settings as values. Paths are as given, relative ones to the working folder."""

    mode: Mode
    home: Path
    database_url: str
    secret_key_file: Path
    key_secret_file: Path
    allowed_hosts: tuple[str, ...]
    base_url: str
    behind_proxy: bool
    hsts_seconds: int
    debug: bool
    log_level: str
    operator: str
    land: str
    official_website: bool
    mail_url: str
    mail_from: str
    clamd: str


def read(environ: Mapping[str, str]) -> Environment:
    """Read all settings. Raises :class:`Refused` with every fault found, each with the variable's name as its place."""
    text = {setting.name.removeprefix("DIENSTWEG_"): _text(environ, setting) for setting in TABLE}
    known = {setting.name for setting in TABLE}
    problems = [
        Problem("unknown_setting", name, "Diese Einstellung gibt es nicht. Bitte prüfen Sie die Schreibweise.")
        for name in sorted(environ)
        if name.startswith("DIENSTWEG_") and name not in known | OTHERS
    ]
    problems += [problem for name, check in _CHECKS.items() if (problem := check(name, text[name]))]
    if problems:
        raise Refused(problems)
    environment = _environment(text)
    if faults := contradictions(environment):
        raise Refused(faults)
    return environment


OTHERS = frozenset(
    {
        "DIENSTWEG_BACKUP_PASSPHRASE",
        "DIENSTWEG_KEY_BACKUP_PASSPHRASE",
        "DIENSTWEG_CORPUS",
        "DIENSTWEG_DATA",
        "DIENSTWEG_SAMPLE",
        "DIENSTWEG_SEED",
        "DIENSTWEG_TCK",
    }
)
"""Variables with the prefix that are no settings of an installation: read by backup and restore, or by the tests.
Exported for good they disturb no other command.
"""


def contradictions(environment: Environment) -> tuple[Problem, ...]:
    """What must not go together: demo with production settings, production with settings of a workshop."""
    rules = {"demo": _DEMO, "production": _PRODUCTION, "test": ()}[environment.mode]
    return tuple(
        Problem("contradictory_setting", rule.setting, rule.message) for rule in rules if rule.broken(environment)
    )


def _text(environ: Mapping[str, str], setting: Setting) -> str:
    return environ.get(setting.name, "").strip() or setting.default


def _environment(text: Mapping[str, str]) -> Environment:
    home = Path(text["HOME"])
    return Environment(
        mode=cast("Mode", text["MODE"]),
        home=home,
        database_url=text["DATABASE_URL"],
        secret_key_file=Path(text["SECRET_KEY_FILE"] or home / "secret.key"),
        key_secret_file=Path(text["KEY_SECRET_FILE"] or home / "keys.secret"),
        allowed_hosts=tuple(host.strip() for host in text["ALLOWED_HOSTS"].split(",") if host.strip()),
        base_url=text["BASE_URL"].rstrip("/"),
        behind_proxy=text["BEHIND_PROXY"] == "yes",
        hsts_seconds=int(text["HSTS_SECONDS"]),
        debug=text["DEBUG"] == "yes",
        log_level=text["LOG_LEVEL"],
        operator=text["OPERATOR"],
        land=text["LAND"],
        official_website=text["OFFICIAL_WEBSITE"] == "yes",
        mail_url=text["MAIL_URL"],
        mail_from=text["MAIL_FROM"],
        clamd=text["CLAMD"],
    )


def _one_of(*allowed: str) -> Callable[[str, str], Problem | None]:
    def check(name: str, value: str) -> Problem | None:
        if value in allowed:
            return None
        return Problem(
            "bad_setting", f"DIENSTWEG_{name}", f"Möglich ist: {', '.join(allowed)}. Angegeben ist „{value}“."
        )

    return check


def _is_number(name: str, value: str) -> Problem | None:
    if value.isascii() and value.isdigit():
        return None
    return Problem("bad_setting", f"DIENSTWEG_{name}", f"Bitte geben Sie eine ganze Zahl an. Angegeben ist „{value}“.")


def _is_database(name: str, value: str) -> Problem | None:
    if not value or value.startswith(("postgres://", "postgresql://")):
        return None
    return Problem("bad_setting", f"DIENSTWEG_{name}", "Bitte geben Sie eine Adresse an, die mit postgres:// beginnt.")


def _is_scanner(name: str, value: str) -> Problem | None:
    host, _, port = value.rpartition(":")
    if not value or value.startswith("/") or (host and port.isascii() and port.isdigit()):
        return None
    message = "Bitte geben Sie host:port an, zum Beispiel localhost:3310, oder den Pfad eines Sockets."
    return Problem("bad_setting", f"DIENSTWEG_{name}", message)


_CHECKS: dict[str, Callable[[str, str], Problem | None]] = {
    "MODE": _one_of(*get_args(Mode)),
    "BEHIND_PROXY": _one_of("yes", "no"),
    "DEBUG": _one_of("yes", "no"),
    "LAND": _one_of(*states.CODES),
    "OFFICIAL_WEBSITE": _one_of("yes", "no"),
    "LOG_LEVEL": _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    "HSTS_SECONDS": _is_number,
    "DATABASE_URL": _is_database,
    "CLAMD": _is_scanner,
}


def _remote_database(environment: Environment) -> bool:
    url = urlsplit(environment.database_url)
    hosts = [url.hostname or "", *parse_qs(url.query).get("host", [])]
    return any(host not in ("", "localhost", "127.0.0.1", "::1") and not host.startswith("/") for host in hosts)


class _Rule(Struct, frozen=True):
    """A setting that must not stand as it is, when it is ``broken``, and the sentence that says so."""

    setting: str
    broken: Callable[[Environment], bool]
    message: str


_DEMO: tuple[_Rule, ...] = (
    _Rule(
        "DIENSTWEG_ALLOWED_HOSTS",
        lambda e: not set(e.allowed_hosts) <= set(LOOPBACK),
        "Die Vorführung hat bekannte Passwörter und ist deshalb nur auf diesem Rechner erreichbar. Nehmen Sie die "
        "Einstellung heraus oder starten Sie mit DIENSTWEG_MODE=production.",
    ),
    _Rule(
        "DIENSTWEG_DATABASE_URL",
        _remote_database,
        "Die Vorführung arbeitet nur mit einer Datenbank auf diesem Rechner, damit keine echten Anträge darin liegen.",
    ),
    _Rule(
        "DIENSTWEG_OFFICIAL_WEBSITE",
        lambda e: e.official_website,
        "Eine Vorführung ist keine offizielle Website. Nehmen Sie die Einstellung heraus.",
    ),
    _Rule(
        "DIENSTWEG_BEHIND_PROXY",
        lambda e: e.behind_proxy,
        "Die Vorführung hat bekannte Passwörter und darf nicht hinter einem Reverse Proxy ins Netz gestellt werden.",
    ),
)

_PRODUCTION: tuple[_Rule, ...] = (
    _Rule(
        "DIENSTWEG_DEBUG",
        lambda e: e.debug,
        "Im Betrieb dürfen Fehlerseiten nichts aus Anträgen zeigen. Setzen Sie no.",
    ),
    _Rule(
        "DIENSTWEG_ALLOWED_HOSTS",
        lambda e: not set(e.allowed_hosts) - set(LOOPBACK) or "*" in e.allowed_hosts,
        "Bitte nennen Sie die Namen, unter denen der Dienst erreichbar ist, zum Beispiel antrag.example.de.",
    ),
    _Rule(
        "DIENSTWEG_BASE_URL",
        lambda e: not e.base_url.startswith("https://"),
        "Im Betrieb beginnt die öffentliche Adresse mit https://.",
    ),
    _Rule("DIENSTWEG_OPERATOR", lambda e: not e.operator, "Bitte nennen Sie die Stelle, die den Dienst betreibt."),
)
