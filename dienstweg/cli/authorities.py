"""``authorities``: a register of municipalities into the database, and what an authority says of itself."""

from pathlib import Path
from secrets import token_bytes

import msgspec

from dienstweg.authorities import actions
from dienstweg.authorities.describing import describe as set_values
from dienstweg.authorities.finding import find
from dienstweg.authorities.keystore import KeyStore
from dienstweg.cli.output import FINE, Output, Unusable
from dienstweg.engine.problems import Problem

ACTOR = "Kommandozeile"


def take_in(*, file: Path, output: Output) -> int:
    """Read a GV100AD file in; the same file again changes nothing."""
    keys = KeyStore.from_settings()
    done = actions.import_gv100(data=file.read_bytes(), keys=keys, random_bytes=token_bytes, actor=ACTOR)
    told = (
        f"Gemeindeverzeichnis vom {done.as_of:%d.%m.%Y}: {done.created} Behörden neu, {done.changed} geändert, "
        f"{done.ended} beendet, {done.unchanged} unverändert"
    )
    output.answer(msgspec.structs.asdict(done), [told])
    return FINE


def describe(*, authority: str, values: list[str], output: Output) -> int:
    """Set what an authority says of itself: ``NAME=WERT``, backslash and n for a new line."""
    found = find(authority)
    if found is None:
        raise Unusable(Problem("authority_unknown", authority, "Zu diesem Schlüssel gibt es keine Behörde."))
    pairs = [text.partition("=") for text in values]
    if wrong := next((name for name, equals, _ in pairs if not equals), None):
        raise Unusable(Problem("wrong_call", wrong, "Schreiben Sie NAME=WERT."))
    told = {name: value.replace("\\n", "\n") for name, _, value in pairs}
    set_values(authority=found, values=told, actor=ACTOR)
    lines = [f"{found.official_name}: {', '.join(told)}"]
    if told.get("accent"):
        lines.append(f"Farbe: angegeben {told['accent']}, verwendet {found.accent}")
    output.answer({"ars": found.ars, "set": sorted(told), "accent": found.accent}, lines)
    return FINE
