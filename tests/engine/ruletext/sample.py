"""A small schema with every kind of element, and what our reader makes of a sentence in it."""

import re

from msgspec import Struct

from dienstweg.engine import schema as xdf
from dienstweg.engine.ruletext import Effect, Rulebook, read_rules
from dienstweg.engine.ruletext.rulebook import status

A, V, K = "G00000000001", "G00000000002", "G00000000003"
"""Groups: applicant, representative, children (repeated)."""
STATES = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staatsangehoerigkeit"


def code(value: str) -> xdf.Code:
    return xdf.Code(value)


def field(number: int, name: str, kind: str, count: str = "0:1", **more: object) -> xdf.Child:
    """``kind``: an XDatenfelder type, ``label``, or ``select``; ``values``: pairs of code and label."""
    values = more.get("values", ())
    assert isinstance(values, tuple)
    reference = more.get("reference")
    element = xdf.Field(
        id=f"F{number:011}",
        name=name,
        label_in=str(more.get("label", name)),
        role=code(kind if kind in ("label", "select") else "input"),
        datatype=code("text" if kind in ("label", "select") else kind),
        values=tuple(xdf.Value(one, label) for one, label in values),
        code_list=xdf.CodeListReference(canonical=str(reference)) if reference else None,
        rules=_rules(more.get("rules")),
    )
    return _child(element, count)


def group(element_id: str, name: str, count: str, *children: xdf.Child, rules: object = None) -> xdf.Child:
    return _child(xdf.Group(id=element_id, name=name, label_in=name, children=children, rules=_rules(rules)), count)


def _child(element: xdf.Field | xdf.Group, count: str) -> xdf.Child:
    low, high = count.split(":")
    return xdf.Child(multiplicity=count, min=int(low), max=None if high == "*" else int(high), element=element)


def _rules(texts: object) -> tuple[xdf.Rule, ...]:
    if texts is None:
        return ()
    assert isinstance(texts, tuple)
    return tuple(xdf.Rule(id=f"R{number:011}", text=text) for number, text in enumerate(texts, 1))


def schema(*texts: str, at: str = A) -> xdf.Schema:
    """The sample with these rules at one of its groups ("" for the schema)."""

    def here(path: str) -> tuple[str, ...] | None:
        return texts if at == path else None

    children = group(
        K,
        "Kinder",
        "0:*",
        field(12, "Geburtsdatum des Kindes", "date"),
        field(13, "Kind in Ausbildung", "bool", "1:1"),
        field(14, "Nachweis der Ausbildung", "file"),
        field(11, "Ort", "text"),
        rules=here(K),
    )
    representative = group(
        V, "Vertreter", "0:1", field(10, "Name des Vertreters", "text"), field(11, "Ort", "text"), rules=here(V)
    )
    applicant = group(A, "Antragsteller", "1:1", *_fields(), representative, children, rules=here(A))
    other = group(
        "G00000000004", "Betrieb", "0:1", field(30, "Firma", "text"), field(1, "Anrede", "select", values=TITLES)
    )
    return xdf.Schema(
        standard="3.0.0",
        header=xdf.Header(message_id="1", created_at="2026-05-31T00:00:00"),
        id="S00000000001",
        rules=_rules(here("")),
        children=(applicant, other),
    )


TITLES = (("001", "Herr"), ("002", "Frau"), ("003", "keine Angabe"))
PERSONS = (("01", "Natürliche Person"), ("02", "Juristische Person"), ("03", "Ja"))


def _fields() -> tuple[xdf.Child, ...]:
    return (
        field(1, "Anrede", "select", "1:1", values=TITLES),
        field(2, "Vertretung", "bool", "1:1", label="Werden Sie vertreten?"),
        field(3, "Familienname", "text"),
        field(4, "Geburtsdatum", "date"),
        field(5, "Anzahl der Kinder", "num_int"),
        field(6, "Telefon", "text"),
        field(7, "E-Mail", "text"),
        field(8, "Telefax", "text"),
        field(9, "Einkommen", "num_currency"),
        field(15, "Staatsangehörigkeit", "select", "1:*", reference=STATES),
        field(16, "Rechtsform", "select", reference="urn:x:rechtsformen"),
        field(17, "Hinweis zur Bearbeitung", "label"),
        field(18, "Nachweis", "file"),
        field(19, "Interessen", "select", "0:*", values=(("1", "Sport"), ("2", "Musik"), ("3", "Lesen"))),
        field(20, "Zustimmung", "bool"),
        field(21, "Beginn", "date"),
        field(22, "Ende", "date"),
        field(23, "Art der Person", "select", "1:1", values=PERSONS),
        field(24, "Angaben nicht vollständig oder leer", "bool"),
        field(25, "Bemerkung", "text"),
    )


class Outcome(Struct, frozen=True):
    """What one rule did: status and effects as ``kind target [values] when``, without the path of the applicant."""

    status: str
    effects: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def book(*texts: str, at: str = A) -> Rulebook:
    """The sample's rules, read. Ids may be written short: F2 for F00000000002."""
    return read_rules(schema(*map(whole, texts), at=at))


def whole(text: str) -> str:
    """The text with ids written out."""
    return re.sub(r"\b([FG])(\d{1,2})\b", lambda found: f"{found[1]}{int(found[2]):011}", text)


def outcome(text: str, at: str = A) -> Outcome:
    """What becomes of one rule."""
    rule = book(text, at=at).rules[0]
    effects = tuple(told(effect) for effect in rule.effects)
    return Outcome(status(rule), effects, tuple(one.fault.code for one in rule.sentences if one.fault))


def told(effect: Effect) -> str:
    """``kind target [values]: condition``, ids short."""
    values = f" {list(effect.values)}" if effect.values else ""
    return f"{effect.kind} {_short(effect.target)}{values}: {_short(effect.when or 'immer')}"


def _short(text: str) -> str:
    """Without the path of the applicant; ids without their zeros."""
    return re.sub(r"([FG])0+(\d+)", r"\1\2", text.replace(f"{A}.", ""))
