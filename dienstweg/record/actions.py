"""Writing into the record, and checking that nobody changed it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dienstweg.engine.problems import Problem
from dienstweg.record.facts import Fact, canonical
from dienstweg.record.models import START, Entry, digest_of, entry_digest

ATTEMPTS = 5
"""How often a writer tries again that lost the race for the next number of a chain."""


def note(
    *, chain: str, verb: str, actor: str, facts: Mapping[str, Fact] | None = None, at: datetime | None = None
) -> Entry:
    """Append what happened to a chain (two queries). ``actor`` is a person's name or the name of a part of the product.

    Call it inside the transaction of the act itself. Raises ``ValueError`` for facts that are not declared.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return _append(chain, verb, actor, facts, at)
        except IntegrityError:  # another writer took the number; the next look sees that entry
            continue
    with transaction.atomic():
        return _append(chain, verb, actor, facts, at)


def start(
    *, chain: str, verb: str, actor: str, facts: Mapping[str, Fact] | None = None, at: datetime | None = None
) -> Entry:
    """The first entry of a new chain (one query). Raises ``IntegrityError`` where the chain exists."""
    entry = _entry(None, chain, verb, actor, canonical(facts or {}), at or timezone.now())
    entry.save(force_insert=True)
    return entry


def note_many(
    *, facts_by_chain: Mapping[str, Mapping[str, Fact]], verb: str, actor: str, at: datetime | None = None
) -> int:
    """Append the same verb to many chains in two queries. Returns how many entries were written."""
    moment = at or timezone.now()
    chains = sorted(facts_by_chain)
    with transaction.atomic():
        heads = {entry.chain: entry for entry in Entry.objects.heads(chains)}
        entries = [
            _entry(heads.get(chain), chain, verb, actor, canonical(facts_by_chain[chain]), moment) for chain in chains
        ]
        Entry.objects.bulk_create(entries)
    return len(entries)


def verify(chain: str, *, head: str | None = None) -> tuple[Problem, ...]:
    """Recompute a chain: what was changed, is missing or was put in later. Nothing found: an empty tuple.

    Entries cut off at the end show only against ``head``, the newest digest as noted somewhere else.
    """
    entries = list(Entry.objects.of(chain))
    problems = tuple(_faults(chain, entries))
    last = entries[-1].digest if entries else START
    if head is not None and head != last:
        message = "Der letzte Eintrag ist nicht der, der zuletzt notiert wurde. Am Ende fehlen Einträge oder sie sind neu."
        problems += (Problem("record_end_differs", chain, message),)
    return problems


def _faults(chain: str, entries: Iterable[Entry]) -> Iterable[Problem]:
    previous, number = START, 0
    for entry in entries:
        where = f"{chain}, Eintrag {entry.number}"
        if entry.number != number + 1:
            yield Problem("record_gap", where, f"Vor diesem Eintrag fehlt mindestens der Eintrag {number + 1}.")
        elif entry.previous != previous:
            yield Problem("record_broken", where, "Dieser Eintrag schließt nicht an den Eintrag davor an.")
        if entry.digest != digest_of(entry):
            yield Problem("record_changed", where, "Dieser Eintrag wurde nachträglich geändert.")
        previous, number = entry.digest, entry.number


def _append(chain: str, verb: str, actor: str, facts: Mapping[str, Fact] | None, at: datetime | None) -> Entry:
    head = Entry.objects.of(chain).last()
    entry = _entry(head, chain, verb, actor, canonical(facts or {}), at or timezone.now())
    entry.save(force_insert=True)
    return entry


def _entry(head: Entry | None, chain: str, verb: str, actor: str, facts: str, at: datetime) -> Entry:
    number = head.number + 1 if head else 1
    previous = head.digest if head else START
    digest = entry_digest(
        chain=chain, number=number, verb=verb, actor=actor, at=at, facts=facts, previous=previous
    )
    return Entry(
        chain=chain, number=number, verb=verb, actor=actor, at=at, facts=facts, previous=previous, digest=digest
    )
