"""Writing into the record, and checking that nobody changed it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec import Struct

from dienstweg.engine.problems import Problem
from dienstweg.record.facts import Fact, canonical
from dienstweg.record.models import START, Entry, digest_of

ATTEMPTS = 5
"""How often a writer tries again that lost the race for the next number of a chain."""


class _Event(Struct, frozen=True):
    """What happened; ``facts`` in their canonical text."""

    verb: str
    actor: str
    facts: str
    at: datetime


def note(
    *, chain: str, verb: str, actor: str, facts: Mapping[str, Fact] | None = None, at: datetime | None = None
) -> Entry:
    """Append what happened to a chain (two queries). ``actor`` is a person's name or the name of a part of the product.

    Call it inside the transaction of the act itself. Raises :class:`UndeclaredFact` for facts that are not declared.
    """
    happened = _Event(verb, actor, canonical(facts or {}), at or timezone.now())
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return _append(chain, happened)
        except IntegrityError:  # another writer took the number; the next look sees that entry
            continue
    with transaction.atomic():
        return _append(chain, happened)


def start(
    *, chain: str, verb: str, actor: str, facts: Mapping[str, Fact] | None = None, at: datetime | None = None
) -> Entry:
    """The first entry of a new chain (one query). Raises ``IntegrityError`` where the chain exists."""
    entry = _entry(None, chain, _Event(verb, actor, canonical(facts or {}), at or timezone.now()))
    entry.save(force_insert=True)
    return entry


def follow(
    *, after: Entry, verb: str, actor: str, facts: Mapping[str, Fact] | None = None, at: datetime | None = None
) -> Entry:
    """Append right after an entry of the same transaction, known to be the last of its chain (one query)."""
    entry = _entry(after, after.chain, _Event(verb, actor, canonical(facts or {}), at or timezone.now()))
    entry.save(force_insert=True)
    return entry


def note_many(
    *, facts_by_chain: Mapping[str, Mapping[str, Fact]], verb: str, actor: str, at: datetime | None = None
) -> int:
    """Append the same verb to many chains, with facts for each (two statements). Returns how many entries were
    written.
    """
    moment = at or timezone.now()
    chains = sorted(facts_by_chain)
    with transaction.atomic():
        heads = {entry.chain: entry for entry in Entry.objects.heads(chains)}
        events = {chain: _Event(verb, actor, canonical(facts_by_chain[chain]), moment) for chain in chains}
        Entry.objects.bulk_create([_entry(heads.get(chain), chain, events[chain]) for chain in chains])
    return len(chains)


def verify(chain: str, *, head: str | None = None) -> tuple[Problem, ...]:
    """Recompute a chain: what was changed, is missing or was put in later. Nothing found: an empty tuple.

    Entries cut off at the end show only against ``head``, the newest digest as noted somewhere else.
    """
    entries = list(Entry.objects.of(chain))
    problems = tuple(_faults(chain, entries))
    last = entries[-1].digest if entries else START
    if head is not None and head != last:
        message = "Der letzte Eintrag ist nicht der zuletzt notierte. Am Ende fehlen Einträge oder sie sind neu."
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


def _append(chain: str, happened: _Event) -> Entry:
    entry = _entry(Entry.objects.of(chain).last(), chain, happened)
    entry.save(force_insert=True)
    return entry


def _entry(head: Entry | None, chain: str, happened: _Event) -> Entry:
    entry = Entry(
        chain=chain,
        number=head.number + 1 if head else 1,
        verb=happened.verb,
        actor=happened.actor,
        at=happened.at,
        facts=happened.facts,
        previous=head.digest if head else START,
    )
    entry.digest = digest_of(entry)
    return entry
