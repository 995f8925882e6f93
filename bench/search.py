"""How often the wanted service is among the first three, and how long a search takes, over the shipped catalogue.

A pair is hit if one of the first three results is the bundle (OZG) the pair names, or the bundle its LeiKa key belongs
to in the catalogue. Results are grouped by bundle, so a bundle counts once. The published pairs used are those whose
word leads to one service only (``mehrdeutig`` is 1).
"""

import csv
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.db import connection
from msgspec import Struct

from dienstweg.catalogue.importing import import_catalogue
from dienstweg.catalogue.models import PublicService
from dienstweg.portal.models import SearchEntry
from dienstweg.portal.search import index
from dienstweg.portal.search.finding import find_services

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("DIENSTWEG_DATA") or ROOT.parent / "shared" / "data")
OWN = ROOT / "tests" / "portal" / "own_search_pairs.csv"
KEYWORDS = OWN.with_name("own_keyword_pairs.csv")
FIRST = 3
ROUNDS = 3


class Pair(Struct, frozen=True):
    """What somebody types, and the bundles that would be right."""

    words: str
    ozg_ids: frozenset[str]


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    import_catalogue(actor="a measurement")
    index.rebuild()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"  {PublicService.objects.count()} services, {SearchEntry.objects.count()} entries")
    sets = {"constructed": constructed(), "published": published(), "our own": own(), "keywords": keywords()}
    for name, pairs in sets.items():
        if not pairs:
            print(f"  {name}: no pairs in {DATA} (set DIENSTWEG_DATA)", file=sys.stderr)
            continue
        found = sum(is_hit(pair) for pair in pairs)
        times = sorted(median(_milliseconds(pair.words) for _ in range(ROUNDS)) for pair in pairs)
        p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
        rate = f"{found} of {len(pairs)} = {100 * found / len(pairs):.1f} %"
        print(f"  {name:<12} {rate}   p50 {p50:.1f} ms  p95 {p95:.1f} ms")


def is_hit(pair: Pair) -> bool:
    """Whether one of the right bundles is among the first results."""
    return any(group.key in pair.ozg_ids for group in find_services(pair.words).groups[:FIRST])


def constructed() -> list[Pair]:
    return list(_pairs("search_pairs_constructed.csv", "suchanfrage"))


def published() -> list[Pair]:
    return list(_pairs("search_pairs_published.csv", "suchwort", mehrdeutig="1"))


def own() -> list[Pair]:
    """Pairs written by us before anything was tuned; they lie in the repository."""
    return _written(OWN)


def keywords() -> list[Pair]:
    """Keywords as editors of city portals write them, written by us before the words of the catalogue grew by them."""
    return _written(KEYWORDS)


def _written(path: Path) -> list[Pair]:
    return [Pair(row["words"], frozenset(row["ozg_ids"].split())) for row in _rows(path)]


def _pairs(file: str, column: str, **only: str) -> Iterator[Pair]:
    by_key = dict(PublicService.objects.values_list("leika_key", "bundle__ozg_id"))
    for row in _rows(DATA / file):
        if all(row[name] == value for name, value in only.items()):
            yield Pair(row[column], frozenset({row["ozg_id"], by_key.get(row["leika"], "")} - {""}))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _milliseconds(words: str) -> float:
    begun = time.perf_counter()
    find_services(words)
    return (time.perf_counter() - begun) * 1000
