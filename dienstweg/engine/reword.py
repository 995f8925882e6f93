"""Every text of a service that an applicant reads, each under a key, and the service with other texts in their place.

Keys: ``title``, ``info.lead``, ``pages.ueber-sie.title``, ``G1.F2#label`` (a node's path and what of it),
``lists.KEY#CODE`` and ``lists.KEY#CODE#help``, ``amounts.NAME.label``, ``rules.R1.0`` (the checks of a rule, counted).
What a notice says is German and stays so: the legal remedy is not among them.
"""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import replace

from dienstweg.engine.passes import rebuilt
from dienstweg.engine.service import Amount, Check, CodeList, Either, Group, Node, Note, Outcome, Page, Service

Told = TypeVar("Told", bound=Struct)
NO_TEXTS = ("ground",)
"""What stands among the texts and is a code."""
Say = Callable[[str, str], str]
"""Key and German text → the text to be read."""


def reworded(service: Service, say: Say) -> Service:
    """The service with every text said by ``say``. Nothing else changes; an empty text stays empty."""

    def told(key: str, text: str) -> str:
        return say(key, text) if text else text

    return replace(
        service,
        title=told("title", service.title),
        act_noun=told("act.noun", service.act_noun),
        declaration=told("declaration", service.declaration),
        info=_told(service.info, "info", told),
        data_protection=_told(service.data_protection, "data_protection", told),
        nodes=rebuilt(service.nodes, lambda node: _node(node, told)),
        pages=tuple(_page(page, told) for page in service.pages),
        code_lists={key: _code_list(key, listed, told) for key, listed in service.code_lists.items()},
        outcomes=tuple(_outcome(outcome, told) for outcome in service.outcomes),
        amounts=tuple(_amount(amount, told) for amount in service.amounts),
        checks=_checks(service.checks, told),
    )


def texts(service: Service) -> dict[str, str]:
    """The German texts by key, in the order of the service."""
    found: dict[str, str] = {}

    def note(key: str, text: str) -> str:
        found[key] = text
        return text

    reworded(service, note)
    return found


def _told(what: Told, name: str, say: Say) -> Told:
    """A struct of texts, lists of texts (``NAME.0``) and lists of pairs (``NAME.0.title``, ``NAME.0.text``)."""
    entries = {entry: getattr(what, entry) for entry in what.__struct_fields__ if entry not in NO_TEXTS}
    return replace(what, **{entry: _told_any(value, f"{name}.{entry}", say) for entry, value in entries.items()})


def _told_any(value: str | tuple[str | tuple[str, str], ...], key: str, say: Say) -> object:
    if isinstance(value, str):
        return say(key, value)
    return tuple(
        say(f"{key}.{number}", one)
        if isinstance(one, str)
        else (say(f"{key}.{number}.title", one[0]), say(f"{key}.{number}.text", one[1]))
        for number, one in enumerate(value)
    )


def _node(node: Node, say: Say) -> Node:
    key = f"{node.path}#{{}}".format
    label = say(key("label"), node.label)
    if isinstance(node, Note):
        return replace(node, label=label, text=say(key("text"), node.text))
    hint = say(key("hint"), node.hint)
    if isinstance(node, Either):
        return replace(node, label=label, hint=hint)
    short = say(key("short"), node.short)
    if isinstance(node, Group):
        return replace(node, label=label, hint=hint, short=short, gate_label=say(key("gate"), node.gate_label))
    # Rules may look at what it carries, and the authority receives it: only what is shown is in another language.
    shown = node.role == "locked" and node.kind == "text" and bool((node.content or "").strip())
    said = say(key("content"), node.said or node.content or "") if shown else UNSET
    return replace(
        node,
        label=label,
        hint=hint,
        short=short,
        original=node.original if label is node.label else node.original or node.label,
        said=UNSET if said is node.content else said,
    )


def _page(page: Page, say: Say) -> Page:
    key = f"pages.{page.slug}.{{}}".format
    return replace(page, title=say(key("title"), page.title), lead=say(key("lead"), page.lead))


def _code_list(key: str, listed: CodeList, say: Say) -> CodeList:
    entries = tuple(
        replace(
            entry,
            label=say(f"lists.{key}#{entry.code}", entry.label),
            help=say(f"lists.{key}#{entry.code}#help", entry.help) if entry.help else entry.help,
        )
        for entry in listed.entries
    )
    return replace(listed, entries=entries)


def _outcome(outcome: Outcome, say: Say) -> Outcome:
    key = f"outcomes.{outcome.code}.{{}}".format
    return replace(outcome, label=say(key("label"), outcome.label), text=say(key("text"), outcome.text))


def _amount(amount: Amount, say: Say) -> Amount:
    key = f"amounts.{amount.name}.{{}}".format
    return replace(amount, label=say(key("label"), amount.label), note=say(key("note"), amount.note))


def _checks(checks: tuple[Check, ...], say: Say) -> tuple[Check, ...]:
    counted = Counter[str]()
    found = []
    for check in checks:
        key = f"rules.{check.rule}.{counted[check.rule]}"
        counted[check.rule] += 1
        found.append(replace(check, message=say(key, check.message)))
    return tuple(found)
