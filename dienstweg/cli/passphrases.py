"""The two passphrases of a backup: one for the data, another for the keys, so that neither person opens it alone."""

import os
import sys
from getpass import getpass

from msgspec import Struct

from dienstweg.cli.output import Unusable
from dienstweg.engine.problems import Problem

DATA = "DIENSTWEG_BACKUP_PASSPHRASE"
KEYS = "DIENSTWEG_KEY_BACKUP_PASSPHRASE"
LEAST = 12

_ASKED = {DATA: "Passwort für Datenbank und Dateien", KEYS: "Passwort für die Schlüssel"}


class Passphrases(Struct, frozen=True):
    data: str
    keys: str

    def __repr__(self) -> str:
        return "Passphrases(…)"


def take(*, new: bool) -> Passphrases:
    """From the environment, else asked for; ``new`` ones are asked for twice.

    They are taken out of the environment, so that no program we start finds them there.

    Raises:
        Unusable: there is nobody to ask, they are too short, not the same twice, or the same for both.
    """
    found = Passphrases(_one(DATA, new=new), _one(KEYS, new=new))
    if new and found.data == found.keys:
        message = "Die Schlüssel brauchen ein anderes Passwort als die Daten. Sonst öffnet eine Person allein alles."
        raise Unusable(Problem("bad_passphrase", KEYS, message))
    return found


def _one(name: str, *, new: bool) -> str:
    given = os.environ.pop(name, "")
    if not given:
        if not sys.stdin.isatty():
            message = "Diese Umgebungsvariable fehlt, und es gibt kein Terminal, um nach dem Passwort zu fragen."
            raise Unusable(Problem("bad_passphrase", name, message))
        given = getpass(f"{_ASKED[name]}: ", stream=sys.stderr)
        if new and getpass("Noch einmal: ", stream=sys.stderr) != given:
            raise Unusable(Problem("bad_passphrase", name, "Die beiden Eingaben unterscheiden sich."))
    if new and len(given) < LEAST:
        raise Unusable(Problem("bad_passphrase", name, f"Das Passwort braucht mindestens {LEAST} Zeichen."))
    return given
