"""Filling the index from what it is derived from."""

from collections.abc import Iterable

from django.db import connection, transaction

from dienstweg.catalogue.models import OnlineService, OzgBundle, PublicService, Release
from dienstweg.engine.service import load
from dienstweg.portal.models import SearchEntry
from dienstweg.portal.search.analyser import Analyser, Word
from dienstweg.portal.search.words import tokens

Kind = SearchEntry.Kind
AT_ONCE = 400
PREFIX = 8
"""So many digits of a LeiKa key name the object; the rest says what is done with it."""


def rebuild() -> int:
    """Make the whole index anew; how many things can be found."""
    with transaction.atomic():
        bundles = list(OzgBundle.objects.order_by("ozg_id"))
        services = list(PublicService.objects.select_related("bundle").order_by("leika_key"))
        analyser = Analyser(lexicon(bundles, services))
        rows = [*(_bundle(analyser, one) for one in bundles), *(_public_service(analyser, one) for one in services)]
        rows += [_online_service(analyser, one) for one in OnlineService.objects.order_by("slug")]
        SearchEntry.objects.all().delete()
        SearchEntry.objects.bulk_create(rows, batch_size=AT_ONCE)
        if connection.vendor == "postgresql":  # by itself it counts its rows a minute later, and is slow until then
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(SearchEntry._meta.db_table)}")
    return len(rows)


def release_appeared(instance: Release, **_signal: object) -> None:
    """A release was inserted: its online service is found as this release has it, in the same transaction."""
    bundles, services = OzgBundle.objects.all(), PublicService.objects.only("name")
    refresh(instance.online_service, Analyser(lexicon(bundles, services)))


def refresh(online_service: OnlineService, analyser: Analyser) -> None:
    """Put one online service into the index as its newest release has it."""
    row = _online_service(analyser, online_service)
    with transaction.atomic():
        SearchEntry.objects.filter(kind=row.kind, ref=row.ref).delete()
        row.save(force_insert=True)


def lexicon(bundles: Iterable[OzgBundle], services: Iterable[PublicService]) -> set[str]:
    """The folded words that compounds are taken apart by: those of names and everyday words, nothing else."""
    texts = [text for bundle in bundles for text in (bundle.name, bundle.everyday_words)]
    return {token for text in [*texts, *(service.name for service in services)] for token in tokens(text)}


def _bundle(analyser: Analyser, bundle: OzgBundle) -> SearchEntry:
    phrases = [analyser.words(phrase) for phrase in bundle.everyday_words.split(";")]
    also = analyser.words(bundle.life_situation)
    rank = {"municipality": 2, "county": 1}.get(bundle.office, 0)
    return _entry(
        Kind.BUNDLE,
        bundle.ozg_id,
        bundle.ozg_id,
        bundle.name,
        name=analyser.words(bundle.name),
        phrases=[phrase for phrase in phrases if phrase],
        also=also,
        rank=rank,
    )


def _public_service(analyser: Analyser, service: PublicService) -> SearchEntry:
    return _entry(
        Kind.PUBLIC_SERVICE,
        service.leika_key,
        service.bundle.ozg_id,
        service.name,
        name=analyser.words(service.name),
        also=analyser.words(service.laws),
        rank=2 * service.common + service.leika_key.endswith("000000"),
    )


def _online_service(analyser: Analyser, online: OnlineService) -> SearchEntry:
    newest = online.releases.order_by("-number").first()
    lead = load(bytes(newest.body)).info.lead if newest else ""
    return _entry(
        Kind.ONLINE_SERVICE,
        online.slug,
        _group(online),
        online.title,
        name=analyser.words(online.title),
        also=analyser.words(lead),
        rank=9,
    )


def _group(online: OnlineService) -> str:
    """The bundle of the same key, else of the same object; the service stands alone where there is none."""
    rows = PublicService.objects.select_related("bundle").order_by("leika_key")
    for key in (online.leika_key, online.leika_key[:PREFIX]):
        if len(key) >= PREFIX and (found := rows.filter(leika_key__startswith=key).first()):
            return found.bundle.ozg_id
    return online.slug


def _entry(
    kind: Kind,
    ref: str,
    group: str,
    title: str,
    *,
    name: list[Word],
    phrases: Iterable[list[Word]] = (),
    also: list[Word],
    rank: int,
) -> SearchEntry:
    phrases = list(phrases)
    named = [*name, *(word for phrase in phrases for word in phrase)]
    return SearchEntry(
        kind=kind,
        ref=ref,
        group=group,
        title=title,
        name=_text(name),
        phrases=";".join(_text(phrase) for phrase in phrases),
        also=_text(also),
        terms=" ".join(sorted({term for word in [*named, *also] for term in word.terms})),
        raw=" ".join(sorted({word.raw for word in named})),
        rank=rank,
    )


def _text(words: Iterable[Word]) -> str:
    return " ".join(dict.fromkeys(word.text() for word in words))
