"""The list of commands: what each does, how it is called, and which function does it."""

import argparse
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from dienstweg import __version__
from dienstweg.cli.arguments import day, number, state, state_or_all
from dienstweg.cli.german import GermanParser
from dienstweg.cli.output import FINE, Output


class Command(Struct, frozen=True):
    """``run`` is module and function below ``dienstweg.cli``; ``arguments`` declares what the function takes."""

    name: str
    does: str
    example: str
    run: str
    arguments: Callable[[ArgumentParser], None]
    json: bool = True
    """Whether it answers with data."""
    database: bool = False
    """Whether it needs the database open before its module is loaded."""


def _nothing(_parser: ArgumentParser) -> None:
    """No arguments."""


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als Daten (JSON) antworten, für andere Programme")


def _code_lists(parser: ArgumentParser) -> None:
    told = "außerdem die Codelisten (genericode) aus diesem Ordner verwenden"
    parser.add_argument("--codelists", type=Path, metavar="ORDNER", help=told)


def _source(parser: ArgumentParser) -> None:
    told = "Datenschema (XDatenfelder) oder Ordner mit schema.xml und service.yaml"
    parser.add_argument("path", type=Path, metavar="DATEI|ORDNER", help=told)


def _translations(parser: ArgumentParser) -> None:
    told = "Übersetzung des Datenschemas (XDatenfelder, Nachricht 0106), auch mehrmals"
    parser.add_argument("--translation", type=Path, action="append", default=[], metavar="DATEI", help=told)


def _sources(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="DATEI|ORDNER",
        help="Datenschema, Ordner mit schema.xml und service.yaml, oder Ordner mit vielen Datenschemata",
    )


def _read(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI", help="Datenschema nach XDatenfelder 3.0.0 oder 2.0")
    parser.add_argument("--write", type=Path, metavar="DATEI", help="das Gelesene wieder als XDatenfelder schreiben")


def _compile(parser: ArgumentParser) -> None:
    _source(parser)
    parser.add_argument("--out", type=Path, metavar="DATEI", help="den übersetzten Dienst als JSON schreiben")
    _translations(parser)
    _state_and_opinion(parser)


def _check(parser: ArgumentParser) -> None:
    _sources(parser)
    _code_lists(parser)


def _simulate(parser: ArgumentParser) -> None:
    _sources(parser)
    parser.add_argument("--count", type=number(1), default=20, metavar="N", help="so viele Personen erfinden (20)")
    parser.add_argument("--seed", type=number(0), default=1, metavar="S", help="derselbe Wert erfindet dieselben (1)")
    parser.add_argument("--today", type=day, metavar="TAG", help="an diesem Tag (2026-05-31), sonst heute")
    parser.add_argument("--out", type=Path, metavar="ORDNER", help="Schemata und Übergaben in diesen Ordner schreiben")
    parser.add_argument(
        "--keys",
        choices=("plain", "versioned"),
        default="plain",
        help="Namen in JSON: F60000000227 oder F60000000227V1.3.0",
    )
    parser.add_argument(
        "--state", type=state_or_all, default="HE", metavar="LAND", help="Land der Installation (HE); „alle“: reihum"
    )
    _code_lists(parser)


def _feel(parser: ArgumentParser) -> None:
    parser.add_argument("expression", nargs="?", metavar="AUSDRUCK", help="Ausdruck der Regelsprache")
    parser.add_argument("--context", type=Path, metavar="DATEI", help="Werte für die Namen im Ausdruck (JSON-Objekt)")
    parser.add_argument(
        "--batch", action="store_true", help="Zeilen lesen, jede ein JSON-Objekt mit expr und context, und beantworten"
    )
    parser.add_argument("--today", type=day, metavar="TAG", help="an diesem Tag (2026-05-31), sonst heute")


def _rules(parser: ArgumentParser) -> None:
    _source(parser)
    _state_and_opinion(parser)


def _state_and_opinion(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--state", type=state, metavar="LAND", help="nur für dieses Land (zwei Buchstaben, zum Beispiel HE)"
    )
    parser.add_argument("--rules", type=Path, metavar="DATEI", help="mit den Übersetzungen der FITKO vergleichen")
    _code_lists(parser)


def _import_code_list(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI", help="Codeliste im Format genericode")


def _import_authorities(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="DATEI", help="Gemeindeverzeichnis GV100AD des Statistischen Bundesamts"
    )


def _describe_authority(parser: ArgumentParser) -> None:
    _authority(parser, required=True)
    parser.add_argument("values", nargs="+", metavar="NAME=WERT", help="zum Beispiel accent=#17614b")


def _publish(parser: ArgumentParser) -> None:
    _source(parser)
    parser.add_argument(
        "--for",
        dest="level",
        required=True,
        choices=("municipality", "county", "both"),
        help="wessen Aufgabe die Leistung ist",
    )
    parser.add_argument("--adopt-all", action="store_true", help="allen zuständigen Behörden bereitstellen")
    parser.add_argument("--live", action="store_true", help="sofort freischalten, nur in einer Vorführung")
    parser.add_argument(
        "--accept-open-points", metavar="NAME", help="diese Person übernimmt die offenen Punkte mit ihrem Namen"
    )
    parser.add_argument("--slug", metavar="NAME", help="Name des Dienstes in Adressen")
    _translations(parser)
    _code_lists(parser)


def _authority(parser: ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--authority", required=required, metavar="ARS", help="Regionalschlüssel der Behörde, 12 Ziffern"
    )


def _email(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True, metavar="ADRESSE", help="E-Mail-Adresse, mit der sie sich anmeldet")


def _password(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="das Passwort von der Standardeingabe lesen; sonst wird eines erzeugt und einmal gezeigt",
    )


def _add_member(parser: ArgumentParser) -> None:
    _authority(parser, required=True)
    parser.add_argument("--name", required=True, metavar="NAME", help="Vor- und Nachname der Person")
    _email(parser)
    parser.add_argument(
        "--role", choices=("case_worker", "lead"), default="case_worker", help="Sachbearbeitung (sonst) oder Leitung"
    )
    _password(parser)


def _list_members(parser: ArgumentParser) -> None:
    _authority(parser, required=False)


def _set_member_password(parser: ArgumentParser) -> None:
    _email(parser)
    _password(parser)


def _remove_member(parser: ArgumentParser) -> None:
    _authority(parser, required=True)
    _email(parser)


def _port(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=number(1, 65535), default=8000, metavar="PORT", help="Anschluss (8000)")


def _serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="Adresse dieses Rechners (127.0.0.1)")
    _port(parser)
    parser.add_argument("--workers", type=number(1, 64), default=2, metavar="N", help="Prozesse (2)")
    parser.add_argument(
        "--threads", type=number(1, 64), default=4, metavar="N", help="gleichzeitige Anfragen je Prozess (4)"
    )


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="ORDNER", help="Ordner der Sicherung")


WITHOUT_DATABASE: tuple[Command, ...] = (
    Command("read", "Sagen, was in einem Datenschema steht.", "read S00000000362.xml", "schemas:read", _read),
    Command(
        "compile",
        "Ein Datenschema in einen Dienst übersetzen.",
        "compile services/hundesteuer-anmelden",
        "schemas:compile",
        _compile,
    ),
    Command(
        "check", "Datenschemata und Dienste prüfen.", "check services/hundesteuer-anmelden", "checking:check", _check
    ),
    Command(
        "simulate",
        "Personen erfinden und den ganzen Weg gehen lassen.",
        "simulate S00000000362.xml --count 20 --seed 1",
        "simulation:simulate",
        _simulate,
    ),
    Command("feel", "Einen Ausdruck der Regelsprache ausrechnen.", "feel '7 in [1..10]'", "feel:evaluate", _feel),
    Command(
        "rules",
        "Die Regeln eines Datenschemas lesen und sagen, was sie bewirken.",
        "rules S00000000362.xml --state HE",
        "rules:rules",
        _rules,
    ),
    Command(
        "codelist import",
        "Eine Codeliste aufnehmen.",
        "codelist import staat.xml",
        "codelists:take_in",
        _import_code_list,
    ),
    Command("codelist list", "Die aufgenommenen Codelisten nennen.", "codelist list", "codelists:tell", _nothing),
)

WITH_DATABASE: tuple[Command, ...] = (
    Command("demo", "Die Vorführung auf diesem Rechner starten.", "demo --port 8000", "demo:demo", _port, json=False),
    Command("serve", "Die Installation in Betrieb nehmen.", "serve --workers 4", "serving:serve", _serve, json=False),
    Command("migrate", "Die Datenbank anlegen oder erneuern.", "migrate", "database:migrate", _nothing),
    Command(
        "authorities import",
        "Ein Gemeindeverzeichnis einlesen.",
        "authorities import GV100AD.txt",
        "authorities:take_in",
        _import_authorities,
        database=True,
    ),
    Command(
        "authorities describe",
        "Kontakt, Farbe und Rechtliches einer Behörde setzen.",
        "authorities describe --authority 064390008008 accent=#8a1f3d phone='06126 78-0'",
        "authorities:describe",
        _describe_authority,
        database=True,
    ),
    Command("catalogue import", "Leistungen laden.", "catalogue import", "catalogue:take_in", _nothing, database=True),
    Command(
        "member add",
        "Einer Person Zugang zum Arbeitsplatz einer Behörde geben.",
        "member add --authority 064390008008 --name 'Ida Muster' --email ida.muster@example.org",
        "members:add",
        _add_member,
        database=True,
    ),
    Command(
        "member list",
        "Sagen, wer für welche Behörde arbeitet.",
        "member list --authority 064390008008",
        "members:tell",
        _list_members,
        database=True,
    ),
    Command(
        "member password",
        "Einer Person ein neues Passwort geben.",
        "member password --email ida.muster@example.org",
        "members:set_password",
        _set_member_password,
        database=True,
    ),
    Command(
        "member remove",
        "Einer Person den Zugang zu einer Behörde nehmen.",
        "member remove --authority 064390008008 --email ida.muster@example.org",
        "members:remove",
        _remove_member,
        database=True,
    ),
    Command(
        "publish",
        "Einen Dienst veröffentlichen.",
        "publish S00000000362.xml --for municipality --adopt-all --live",
        "publishing:publish",
        _publish,
        database=True,
    ),
    Command(
        "clean",
        "Abgelaufene Entwürfe, Reste von Uploads und herrenlose Dateien löschen.",
        "clean",
        "cleaning:clean",
        _nothing,
        database=True,
    ),
    Command(
        "notify", "Wartende Hinweise per E-Mail verschicken.", "notify", "following:notify", _nothing, database=True
    ),
    Command(
        "record verify",
        "Prüfen, ob jemand das Protokoll verändert hat.",
        "record verify",
        "following:verify_record",
        _nothing,
        database=True,
    ),
    Command(
        "receipts rekey",
        "Eingangsbestätigungen ab jetzt mit einem neuen Schlüssel unterschreiben.",
        "receipts rekey",
        "following:rekey",
        _nothing,
        database=True,
    ),
    Command(
        "backup", "Datenbank, Dateien und Schlüssel sichern.", "backup sicherung-2026-05-31", "backup:backup", _folder
    ),
    Command("restore", "Eine Sicherung zurückspielen.", "restore sicherung-2026-05-31", "restore:restore", _folder),
)

COMMANDS = WITHOUT_DATABASE + WITH_DATABASE
GROUPS = {
    "codelist": "Codelisten aufnehmen und nennen.",
    "authorities": "Behörden einlesen.",
    "catalogue": "Das Verzeichnis der Leistungen und die Suche darin.",
    "member": "Wer für eine Behörde arbeitet.",
    "record": "Das Protokoll.",
    "receipts": "Eingangsbestätigungen.",
}


def overview() -> str:
    """What ``dienstweg`` alone prints: each command with an example."""
    lines = ["Dienstweg: vom Datenschema der Verwaltung bis zum Bescheid."]
    for heading, commands in (("Ohne Datenbank", WITHOUT_DATABASE), ("Mit Datenbank", WITH_DATABASE)):
        lines += ["", f"{heading}:"]
        lines += [part for one in commands for part in (f"  {one.does}", f"      dienstweg {one.example}")]
    lines += ["", "Alle Angaben eines Befehls: dienstweg BEFEHL --help · Fassung: dienstweg --version", ""]
    return "\n".join(lines)


class _Overview(GermanParser):
    def format_help(self) -> str:
        return overview()


def show_overview(*, output: Output) -> int:
    """``dienstweg`` without a command."""
    output.answer({}, [overview().rstrip()])
    return FINE


def build() -> ArgumentParser:
    """The parser of the whole command line; ``run`` of its result names the function."""
    parser = _Overview("dienstweg")
    parser.add_argument("--version", action="version", version=f"dienstweg {__version__}")
    parser.set_defaults(run="commands:show_overview", database=False)
    names = parser.add_subparsers(metavar="BEFEHL", parser_class=GermanParser)
    groups = {name: _group(names, name, does) for name, does in GROUPS.items()}
    for command in COMMANDS:
        group, _, last = command.name.rpartition(" ")
        epilog = f"Beispiel: dienstweg {command.example}"
        one = (groups[group] if group else names).add_parser(
            last, prog=f"dienstweg {command.name}", description=command.does, epilog=epilog
        )
        command.arguments(one)
        if command.json:
            _json(one)
        one.set_defaults(run=command.run, database=command.database)
    return parser


def _group(
    names: "argparse._SubParsersAction[GermanParser]", name: str, does: str
) -> "argparse._SubParsersAction[GermanParser]":
    group = names.add_parser(name, prog=f"dienstweg {name}", description=does)
    return group.add_subparsers(metavar="BEFEHL", required=True, parser_class=GermanParser)
