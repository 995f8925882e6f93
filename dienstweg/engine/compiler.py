"""Schema and overlay to service, in named passes listed in order.

Compiling is deterministic: the same schema, overlay and code lists give the same digest. It never guesses: what could
not be decided is an open point of the service, with its place.
"""

from collections.abc import Iterable, Mapping

from msgspec import convert
from msgspec.structs import asdict

from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.info import DataProtection, Info
from dienstweg.engine.overlay import Overlay
from dienstweg.engine.passes import Pass, Work
from dienstweg.engine.passes.choices import choices, forbiddable, gates
from dienstweg.engine.passes.code_lists import code_lists
from dienstweg.engine.passes.distinct import distinct
from dienstweg.engine.passes.doubts import doubts
from dienstweg.engine.passes.paging import paging, slug_of
from dienstweg.engine.passes.phrases import prose
from dienstweg.engine.passes.rules import rules
from dienstweg.engine.passes.translate import legal, translate
from dienstweg.engine.passes.wording import wording
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruletext import Rulebook, read_rules
from dienstweg.engine.schema import Schema
from dienstweg.engine.service import Outcome, Service, asks
from dienstweg.engine.texts import Texts
from dienstweg.engine.translating import with_translations
from dienstweg.engine.translation import Translation

PASSES: tuple[Pass, ...] = (
    translate,
    code_lists,
    rules,
    choices,
    gates,
    forbiddable,
    wording,
    doubts,
    paging,
)

OUTCOMES = (
    Outcome(code="granted", label="Bewilligt", text="Ihrem Antrag wird entsprochen."),
    Outcome(
        code="partly", label="Teilweise bewilligt", text="Ihrem Antrag wird teilweise entsprochen.", needs_reasons=True
    ),
    Outcome(code="refused", label="Abgelehnt", text="Ihr Antrag wird abgelehnt.", needs_reasons=True),
    Outcome(
        code="forwarded", label="Weitergeleitet", text="Ihr Antrag wurde weitergeleitet.", act=False, needs_reasons=True
    ),
    Outcome(code="withdrawn", label="Zurückgezogen", text="Sie haben Ihren Antrag zurückgezogen.", act=False),
)
"""How a case ends where the author has not said it."""

DECLARATION = "Ich versichere, dass meine Angaben vollständig und richtig sind."


def compile_service(
    schema: Schema,
    *,
    overlay: Overlay | None = None,
    code_lists: CodeLists | None = None,
    book: Rulebook | None = None,
    texts: Mapping[str, Texts] | None = None,
    translations: Iterable[Translation] = (),
) -> Service:
    """Compile a service. ``book``: the schema's rules, where they have been read already; ``texts``: the author's words
    by language; ``translations``: the standard's files.

    Raises:
        Refused: the schema asks nothing, or the overlay or the texts do not fit the schema.
    """
    available = code_lists or CodeLists()
    schema, repeated = distinct(schema)
    work = Work(
        schema=schema,
        overlay=overlay or Overlay(),
        available=available,
        book=read_rules(schema, available) if book is None else book,
        open_points=repeated,
    )
    for step in PASSES:
        work = step(work)
    if not any(map(asks, work.nodes)):
        raise Refused(
            Problem("nothing_asked", schema.id, "Das Schema enthält kein Feld, nach dem gefragt werden kann.")
        )
    return with_translations(_service(work), work.schema, author=texts, standard=translations)


def _service(work: Work) -> Service:
    schema, overlay = work.schema, work.overlay
    title = overlay.title or " ".join((schema.title or schema.name).split()) or schema.id
    return Service(
        slug=overlay.slug or f"{slug_of(title)}-{schema.id.lower()}",
        title=title,
        former_slugs=overlay.former_slugs,
        level=overlay.level,
        act_noun=overlay.act.noun,
        act_gender=overlay.act.gender,
        schema_id=schema.id,
        schema_version=schema.version,
        standard=schema.standard,
        leika_key=overlay.leika,
        info=_info(work),
        data_protection=convert(asdict(overlay.data_protection), DataProtection),
        nodes=work.nodes,
        pages=work.pages,
        code_lists=work.code_lists,
        parameters=work.parameters,
        outcomes=tuple(convert(asdict(part), Outcome) for part in overlay.outcomes) or OUTCOMES,
        remedy=overlay.remedy.strip(),
        declaration=overlay.declaration.strip() or DECLARATION,
        notice_law=overlay.notice_law,
        processing_days=overlay.processing_days,
        retention_days=overlay.retention_days,
        draft_days=overlay.draft_days,
        keywords=overlay.keywords,
        legal=legal(schema.legal),
        ruled=work.ruled,
        checks=work.checks,
        amounts=work.amounts,
        open_points=work.open_points,
    )


def _info(work: Work) -> Info:
    part = work.overlay.info
    lead = part.lead or prose(work.schema.help)
    return Info(
        lead=lead.strip(),
        audience=part.audience.strip(),
        duration=part.duration,
        cost=part.cost,
        rates_title=part.rates_title,
        rates=tuple((rate.label, rate.value) for rate in part.rates),
        deadline=part.deadline.strip(),
        processing=part.processing,
        prepare=part.prepare,
        legal=part.legal.strip(),
        sections=tuple((section.title, section.text.strip()) for section in part.sections),
        reason=part.reason,
    )
