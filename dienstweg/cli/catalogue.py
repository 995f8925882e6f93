"""``catalogue import``: the public services, and the search over them."""

import msgspec

from dienstweg.catalogue import importing
from dienstweg.cli.output import FINE, Output
from dienstweg.portal.search import index

ACTOR = "Kommandozeile"


def take_in(*, output: Output) -> int:
    """Make the catalogue what the shipped tables say, and the search index with it."""
    done = importing.import_catalogue(actor=ACTOR)
    found = index.rebuild()
    told = (
        f"Leistungsverzeichnis: {done.services} Leistungen in {done.bundles} Bündeln, {done.created} neu, "
        f"{done.removed} entfallen; {found} Einträge sind zu finden."
    )
    output.answer({**msgspec.structs.asdict(done), "entries": found}, [told])
    return FINE
