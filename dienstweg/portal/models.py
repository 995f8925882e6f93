"""The search index, a derived table that can be made anew at any time; and how many barriers were reported."""

from collections.abc import Collection

from django.db import connections, models
from django.db.models.expressions import RawSQL

from dienstweg.authorities.models import Authority

SEARCH = {
    "sqlite": ("SELECT rowid FROM portal_search WHERE portal_search MATCH %s", " OR ", '"{}"'),
    "postgresql": (
        "SELECT id FROM portal_searchentry WHERE to_tsvector('simple', terms) @@ to_tsquery('simple', %s)",
        " | ",
        "'{}'",
    ),
}
"""How each database finds rows by term: FTS5, or a GIN index over the terms."""


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def holding(self, terms: Collection[str]) -> "SearchEntryQuerySet":
        """Those with at least one of the terms (small letters and digits, as the analyser gives them)."""
        select, joined, quoted = SEARCH[connections[self.db].vendor]
        asked = joined.join(quoted.format(term) for term in terms if term.isalnum())
        return self.filter(pk__in=RawSQL(select, (asked,))) if asked else self.none()  # noqa: S611 # fixed text


class SearchEntry(models.Model):
    """One searchable thing. ``terms`` is what the database searches, the other columns are what ranking looks at.

    ``ref`` is the OZG number, the LeiKa key or the name of an online service; ``group`` the OZG number that puts
    results together (or the ref where none is known). Words are kept as :meth:`Word.text` writes them, separated by
    spaces, phrases by ";". A higher ``rank`` comes first among equals.
    """

    class Kind(models.TextChoices):
        BUNDLE = "bundle"
        PUBLIC_SERVICE = "public_service"
        ONLINE_SERVICE = "online_service"

    kind = models.CharField(max_length=14, choices=Kind)
    ref = models.CharField(max_length=80)
    group = models.CharField(max_length=80, db_index=True)
    title = models.TextField()
    name = models.TextField()
    phrases = models.TextField(blank=True)
    also = models.TextField(blank=True)
    terms = models.TextField()
    raw = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class BarrierHour(models.Model):
    """How many reports of barriers went to an authority in one hour; nothing of what they said."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "hour"], name="barrier_hour_once")]

    def __str__(self) -> str:
        return f"{self.authority_id}: {self.count}"
