"""``authorities import``: a register of municipalities into the database."""

from pathlib import Path
from secrets import token_bytes

import msgspec

from dienstweg.authorities import actions
from dienstweg.authorities.keystore import KeyStore
from dienstweg.cli.output import FINE, Output

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
