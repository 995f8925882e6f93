"""Effects: what the sentences of a schema do, each with its condition and the sentence people read."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.ruletext.checks import check_condition, check_target, home_of
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.feeltext import feel
from dienstweg.engine.ruletext.messages import Messages
from dienstweg.engine.ruletext.places import Place, Places
from dienstweg.engine.ruletext.rulings import Ruling
from dienstweg.engine.ruletext.terms import FALSE, TRUE, Scalar, Term, both, either, fold, land, negated, reads
from dienstweg.engine.ruletext.truth import satisfiable

Kind = Literal["require", "forbid", "optional", "set", "restrict", "valid"]
Origin = Literal["said", "otherwise", "implied"]


class Effect(Struct, frozen=True, kw_only=True):
    """One effect of one sentence.

    ``target`` is a full dotted path. ``condition`` says when the effect is in force; for ``valid`` it says what must
    hold whenever the target is in use. ``values``: the value of ``set``, the allowed codes of ``restrict``.
    ``origin``: a ``forbid`` that the sentence says, says behind "sonst", or implies by showing only under a condition.
    """

    kind: Kind
    target: str
    condition: Term
    values: tuple[Scalar, ...] = ()
    message: str = ""
    rule: str = ""
    owner: str = ""
    sentence: int = 0
    origin: Origin = "said"
    everywhere: bool = False
    """A check over answers that lie in no common group: it must hold whether or not its target is in use."""
    speaks_for: Term | None = None
    """Under this condition the clause speaks for showing the target: counts against "sonst nicht" of other rules."""
    foreign: bool = False
    """From FITKO's translation of the sentence, which was not understood (``second_opinion``)."""

    @property
    def when(self) -> str | None:
        """The condition as FEEL, None where there is none."""
        return None if self.condition == TRUE and self.kind != "valid" else feel(self.condition)


class Making:
    """Turns the rulings of one sentence into effects. Raises :class:`Unread` where one cannot be carried out."""

    def __init__(self, places: Places, home: str, messages: Messages) -> None:
        self.places = places
        self.home = home
        self.messages = messages

    def effects(self, rulings: tuple[Ruling, ...]) -> tuple[Effect, ...]:
        for ruling in rulings:
            check_condition(ruling)
        _check_hidden(rulings)
        found: dict[tuple[object, ...], Effect] = {}
        for effect in (*self._set(rulings), *self._others(rulings), *self._shown(rulings)):
            key = (effect.kind, effect.target, effect.condition, effect.values)
            known = found.setdefault(key, effect)
            if known.speaks_for is None and effect.speaks_for is not None:
                found[key] = replace(known, speaks_for=effect.speaks_for)
        return tuple(found.values())

    def _set(self, rulings: tuple[Ruling, ...]) -> list[Effect]:
        found = []
        for ruling in rulings:
            if ruling.statement.said != "prefill":
                continue
            place = _place(ruling)
            if not any(_hides(other, ruling) for other in rulings):
                raise Unread("rule_not_understood", f"„{place.label}“ wird vorbefüllt, aber nicht ausgeblendet.")
            found.append(self._effect("set", place, ruling, values=ruling.statement.values))
        return found

    def _others(self, rulings: tuple[Ruling, ...]) -> list[Effect]:
        found = []
        for ruling in rulings:
            said = ruling.statement.said
            if said == "valid":
                found.append(self._valid(ruling))
            elif said == "restrict":
                found.append(self._effect("restrict", _place(ruling), ruling, values=ruling.statement.values))
            elif said == "optional":
                found.append(self._effect("optional", _place(ruling), ruling))
            elif said == "require" and not self._only_shown(ruling, rulings):
                found.append(self._effect("require", _place(ruling), ruling))
            elif said == "hide" and not any(
                _hides(ruling, other) for other in rulings if other.statement.said == "prefill"
            ):
                found.append(self._effect("forbid", _place(ruling), ruling))
        return found

    def _only_shown(self, ruling: Ruling, rulings: tuple[Ruling, ...]) -> bool:
        """Whether the element is a notice, which is shown and never filled in."""
        place = _place(ruling)
        if place.kind != "label":
            return False
        if any(other.statement.said == "show" and other.statement.place == place for other in rulings):
            return True
        raise Unread("rule_wrong_type", f"„{place.label}“ ist ein Hinweis und wird nicht ausgefüllt.")

    def _shown(self, rulings: tuple[Ruling, ...]) -> list[Effect]:
        """``Zeige X, wenn A``: forbidden where nothing in the sentence speaks for X."""
        found = []
        for ruling in rulings:
            if ruling.statement.said != "show":
                continue
            place = _place(ruling)
            for_it = [other.holds for other in rulings if other.statement.place == place and _positive(other)]
            spoken = either(*for_it)
            check_target(self.places, place, ruling.condition)
            effect = Effect(
                kind="forbid",
                target=place.path,
                condition=both(land(ruling.scope), negated(spoken)),
                message=self.messages.only_when(place, spoken),
                origin="implied",
                speaks_for=spoken,
            )
            found.append(effect)
        return found

    # --- building ----------------------------------------------------------------------------------------------------

    def _effect(self, kind: Kind, place: Place, ruling: Ruling, values: tuple[Scalar, ...] = ()) -> Effect:
        check_target(self.places, place, ruling.condition)
        return Effect(
            kind=kind,
            target=place.path,
            condition=ruling.holds,
            values=values,
            message=self.messages.told(kind, place, ruling.holds, values),
            origin="otherwise" if ruling.otherwise else "said",
            speaks_for=ruling.holds if kind in ("require", "optional") else None,
        )

    def _valid(self, ruling: Ruling) -> Effect:
        statement = ruling.statement
        check = either(negated(ruling.holds), statement.check or FALSE)
        place = statement.place.path if statement.place is not None else self.home
        home = home_of(self.places, place, statement.check or FALSE, ruling.holds)
        target = home if statement.place is None else place
        return Effect(
            kind="valid",
            target=target or min(reads(statement.check or check)),
            everywhere=not target,
            condition=check,
            message=self.messages.check(statement, ruling.holds),
        )


def folded(effect: Effect, code: str) -> Effect | None:
    """The effect as one Land sees it, None where it never is in force there."""
    condition = fold(effect.condition, code)
    if effect.kind == "valid":
        return None if condition == TRUE else replace(effect, condition=condition)
    return None if condition == FALSE else replace(effect, condition=condition)


def _check_hidden(rulings: tuple[Ruling, ...]) -> None:
    """A sentence that hides something both under a condition and without it says nothing that was meant."""
    hidden: dict[str, list[Term]] = {}
    for ruling in rulings:
        if ruling.statement.said == "hide" and ruling.statement.place and ruling.condition != TRUE:
            hidden.setdefault(ruling.statement.place.path, []).append(ruling.condition)
    if any(len(terms) > 1 and not satisfiable(negated(either(*terms))) for terms in hidden.values()):
        raise Unread("rule_never_or_always", "Das Element entfiele immer.")


def _place(ruling: Ruling) -> Place:
    place = ruling.statement.place
    if place is None:
        raise Unread("rule_not_understood", "Zu welchem Element der Satz etwas sagt, ist nicht zu erkennen.")
    return place


def _hides(ruling: Ruling, prefill: Ruling) -> bool:
    """Whether the ruling hides what another one prefills, under the same condition."""
    return (
        ruling.statement.said == "hide"
        and ruling.statement.place == prefill.statement.place
        and ruling.holds == prefill.holds
    )


def _positive(ruling: Ruling) -> bool:
    return ruling.statement.said in ("require", "show", "optional")
