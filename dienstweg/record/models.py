"""What happened, entry by entry, each chained to the one before."""

import hashlib
from collections.abc import Mapping
from datetime import UTC

import msgspec
from django.db import models

from dienstweg.record.facts import Fact
from dienstweg.record.guards import AppendOnly, AppendOnlyQuerySet

FORMAT = 1
START = ""
"""What the first entry of a chain has as the digest before it."""


class EntryQuerySet(AppendOnlyQuerySet["Entry"]):
    def of(self, chain: str) -> "EntryQuerySet":
        """The entries of one chain, oldest first."""
        return self.filter(chain=chain).order_by("number")

    def heads(self, chains: list[str]) -> "EntryQuerySet":
        """The newest entry of each chain."""
        newest = self.filter(chain=models.OuterRef("chain")).order_by("-number").values("number")[:1]
        return self.filter(chain__in=chains, number=models.Subquery(newest))


class Entry(AppendOnly):
    """One thing that happened. There is a chain for each subject (``authority:064350140014``), so writers of different
    subjects never wait for each other.
    """

    chain = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()
    facts = models.TextField(default="{}")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="record_entry_chain_number")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}: {self.verb}"

    @property
    def values(self) -> Mapping[str, Fact]:
        """The facts by name."""
        return msgspec.json.decode(self.facts, type=dict[str, Fact])


def digest_of(entry: Entry) -> str:
    """The digest an entry ought to have: SHA-256 (hex) over its fields, the digest before it included.

    The time counts in UTC to the microsecond, the text forms as stored.
    """
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = (FORMAT, entry.chain, entry.number, entry.verb, entry.actor, moment, entry.facts, entry.previous)
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()
