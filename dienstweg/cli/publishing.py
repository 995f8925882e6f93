"""``publish``: from a schema to a service that people can use."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.conf import settings
from msgspec import Struct
from msgspec.structs import asdict, replace

from dienstweg.adoptions import actions as adoptions
from dienstweg.adoptions.models import Adoption
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import Release
from dienstweg.cli.languages import completeness, languages_told
from dienstweg.cli.output import FINE, Output, Unusable, counted, seconds
from dienstweg.cli.schemas import open_points_told
from dienstweg.cli.sources import Source, read_code_lists, read_source
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service, ServiceLevel, digest

ACTOR = "Kommandozeile"


class Published(Struct, kw_only=True):
    """What was done; ``seconds`` that each step took, by its name."""

    slug: str
    title: str
    digest: str
    release: int = 0
    adopted: int = 0
    moved: int = 0
    kept: int = 0
    live: int = 0
    link: str = ""
    seconds: dict[str, float]


class _Clock:
    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.steps[name] = round(perf_counter() - begun, 3)


def publish(
    *,
    path: Path,
    level: ServiceLevel,
    adopt_all: bool,
    live: bool,
    accept_open_points: str | None,
    slug: str | None,
    translation: list[Path],
    codelists: Path | None,
    output: Output,
) -> int:
    """Publish a release; with ``adopt_all`` for every authority of the level, with ``live`` open it at once.

    Raises:
        Refused: the schema is wrong, has open points nobody accepts, or belongs to another level.
    """
    if live and not adopt_all:
        raise Unusable(Problem("wrong_call", "--live", "Freischalten lässt sich ein Dienst hier nur mit --adopt-all."))
    if live and not settings.DEMO:
        message = "Überall freischalten geht nur in einer Vorführung. Im Betrieb schaltet jede Behörde selbst frei."
        raise Refused(Problem("not_a_demo", "--live", message))
    clock = _Clock()
    with clock.step("read"):
        source = read_source(path, translation)
        lists = read_code_lists(codelists)
    with clock.step("compile"):
        service = replace(source, overlay=_overlay(source, level, slug)).service(lists)
    done = Published(slug=service.slug, title=service.title, digest=digest(service), seconds=clock.steps)
    if service.open_points and not (accept_open_points or "").strip() and not _is_published(service):
        again = _call(path, level, slug, translation, codelists, adopt_all=adopt_all, live=live)
        _refuse_open_points(service, again, output)
    with clock.step("publish"):
        person = accept_open_points
        release = catalogue.publish(service=service, actor=ACTOR, source=source.data, accept_open_points_by=person)
    done.release = release.number
    _offer(release, service, done, clock, adopt_all=adopt_all, live=live)
    output.answer(asdict(done), _told(done, service, adopt_all=adopt_all, live=live))
    return FINE


def _overlay(source: Source, level: ServiceLevel, slug: str | None) -> Overlay:
    overlay = source.overlay or Overlay(level=level)
    if overlay.level != level:
        message = f"Dort steht level: {overlay.level}. Veröffentlichen Sie mit --for {overlay.level}."
        raise Refused(Problem("level_differs", "service.yaml", message))
    return replace(overlay, slug=slug or overlay.slug)


def _is_published(service: Service) -> bool:
    return Release.objects.filter(digest=digest(service)).exists()


def _refuse_open_points(service: Service, again: str, output: Output) -> None:
    """Name all of them and the call that goes on."""
    if not output.json:
        for line in open_points_told(service.open_points):
            output.note(line)
    message = (
        f"Es gibt {counted(len(service.open_points), 'offenen Punkt', 'offene Punkte')}, und niemand hat entschieden. "
        f"So übernimmt eine Person sie mit ihrem Namen: {again} --accept-open-points 'Vorname Nachname'"
    )
    raise Refused(Problem("open_points", service.schema_id, message))


def _call(
    path: Path,
    level: str,
    slug: str | None,
    translation: list[Path],
    codelists: Path | None,
    *,
    adopt_all: bool,
    live: bool,
) -> str:
    words = ["dienstweg", "publish", str(path), "--for", level]
    words += ["--adopt-all"] * adopt_all + ["--live"] * live
    words += ["--slug", slug] if slug else []
    words += [word for file in translation for word in ("--translation", str(file))]
    words += ["--codelists", str(codelists)] if codelists else []
    return shlex.join(words)


def _offer(release: Release, service: Service, done: Published, clock: _Clock, *, adopt_all: bool, live: bool) -> None:
    if adopt_all:
        with clock.step("adopt"):
            adopted = adoptions.adopt_all(release=release, level=service.level, actor=ACTOR)
        done.adopted, done.moved, done.kept = adopted.created, adopted.moved, adopted.kept
    if live:
        with clock.step("live"):
            adoptions.go_live_demo(release=release)
        rows = Adoption.objects.everywhere("counts where this release is live").filter(release=release)
        open_ = rows.filter(live_at__isnull=False, paused_at__isnull=True, left_at__isnull=True)
        done.live = open_.count()
        example = open_.select_related("authority").order_by("authority__ars").first()
        done.link = f"/dienst/{example.authority.ars}/{service.slug}/" if example else ""


def _told(done: Published, service: Service, *, adopt_all: bool, live: bool) -> Iterator[str]:
    yield f"Veröffentlicht: {done.title}, Fassung {done.release}"
    yield f"  Prüfsumme {done.digest}"
    yield from languages_told(completeness(service))
    if adopt_all:
        created = counted(done.adopted, "Behörde", "Behörden")
        yield f"  Bereitgestellt bei {created}, {done.moved} auf diese Fassung gehoben, {done.kept} unverändert"
    if live:
        where = counted(done.live, "Behörde", "Behörden")
        yield f"  Freigeschaltet bei {where}" + (f", zum Beispiel {done.link}" if done.link else "")
        if not done.link and any(parameter.required for parameter in service.parameters):
            yield "  Es fehlen überall örtliche Angaben, ohne die der Dienst nicht freigeschaltet werden kann."
    yield "  " + ", ".join(f"{name} {seconds(duration)}" for name, duration in done.seconds.items())
