"""Whether the record is as it was written, and whether it tells of everything that the database holds."""

from collections.abc import Iterator

from dienstweg.applications.exchange import chain_of
from dienstweg.applications.models import Application, Correction, Document, Posting, Withdrawal
from dienstweg.casework.models import Decision
from dienstweg.engine.problems import Problem
from dienstweg.record import actions as record
from dienstweg.record.facts import Fact
from dienstweg.record.models import Entry

REASON = "the whole installation is checked"
Told = set[tuple[str, str, Fact]]


def check_record() -> tuple[dict[str, int], tuple[Problem, ...]]:
    """How many chains and entries there are, and every entry that was changed, is missing, or does not fit its row."""
    chains = list(Entry.objects.order_by().values_list("chain", flat=True).distinct())
    problems = [problem for chain in sorted(chains) for problem in record.verify(chain)]
    problems += _untold()
    return {"chains": len(chains), "entries": Entry.objects.count()}, tuple(problems)


def _untold() -> Iterator[Problem]:
    """Rows that the record does not tell of: an entry was taken away, or the row came in past it."""
    told: Told = set()
    for entry in Entry.objects.filter(verb__in=("received", "corrected", "decided", "fetched", "posted", "withdrawn")):
        name = {"received": "digest", "corrected": "digest", "withdrawn": ""}.get(entry.verb, "document")
        told.add((entry.chain, entry.verb, entry.values.get(name) if name else None))
    for chain, verb, fact in _expected():
        if (chain, verb, fact) not in told:
            message = f"Im Protokoll fehlt der Eintrag „{verb}“, oder er sagt etwas anderes als die Datenbank."
            yield Problem("record_untold", chain, message)


def _expected() -> Iterator[tuple[str, str, Fact]]:
    """What the rows say must have been recorded."""
    every = Application.objects.everywhere(REASON)
    for application in every.only("reference", "digest").iterator():
        yield chain_of(application), "received", application.digest
    rows = Correction.objects.values_list("application__reference", "digest")
    yield from ((f"application/{reference}", "corrected", digest) for reference, digest in rows)
    withdrawn = Withdrawal.objects.values_list("application__reference", flat=True)
    yield from ((f"application/{reference}", "withdrawn", None) for reference in withdrawn)
    decided = Decision.objects.everywhere(REASON).values_list("application__reference", "notice__number")
    fetched = Document.objects.filter(fetched_at__isnull=False).values_list("application__reference", "number")
    posted = Posting.objects.values_list("document__application__reference", "document__number")
    for verb, found in (("decided", decided), ("fetched", fetched), ("posted", posted)):
        yield from ((f"application/{reference}", verb, number) for reference, number in found)
