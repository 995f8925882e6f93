"""Clauses about values: prefilled, allowed, excluded and demanded ones, and relations between answers."""

import re

from dienstweg.engine.ruletext.codes import NUMERIC, Span
from dienstweg.engine.ruletext.comparing import Comparing, refused, spread
from dienstweg.engine.ruletext.faults import Unread
from dienstweg.engine.ruletext.phrases import Elements
from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.scene import Scene
from dienstweg.engine.ruletext.statements import Statement
from dienstweg.engine.ruletext.terms import Among, Filled, Order, Other, Term, either, leaves, negated
from dienstweg.engine.ruletext.value_phrases import Values

_PREFILL = re.compile(
    r"ist WITH (THE )?VAL ZUPREFILL|(ist|wird|muss) WITH (THE )?VAL PREFILL( AUX)?|muss (THE )?VAL ASPREFILL CHOSEN AUX"
)
_ALLOWED = re.compile(
    r"(darf|kann) ONLY (THE )?VAL (HAVE|CHOSEN AUX|AUX)|ist ONLY (THE )?VAL (ALLOWED|OFFER)"
    r"|ist (THE )?ONLY (THE )?OFFER VAL|steht ONLY (THE )?(VAL OFFER|OFFER VAL)|darf ONLY (THE )?(VAL OFFER|OFFER VAL)"
)
_EXCLUDED = re.compile(
    r"darf (THE )?VAL NEG CHOSEN AUX|darf NEG (THE )?VAL (HAVE|CHOSEN AUX|AUX)|ist (THE )?VAL NEG ALLOWED"
)
_DEMANDED = re.compile(r"muss (OP )?(THE )?VAL (HAVE|CHOSEN AUX|AUX)|muss WITH (THE )?VAL FILL AUX")
_AT_MOST = re.compile(r"darf (THE )?VAL (HAVE|AUX)")
_RELATED = re.compile(r"muss REL( LIE| AUX)?|darf (?P<neg>NEG )?(THE )?REL( LIE| AUX)?")

CHECKED = (*NUMERIC, "bool")
"""Kinds of answers that have no list to take values from."""


class Assertions:
    """Turns a clause with a value or a relation into statements."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.comparing = Comparing(scene)

    def read(
        self, finite: str, tags: str, elements: Elements, values: Values | None, relation: Relation | None
    ) -> tuple[Statement, ...] | None:
        row = f"{finite} {tags}"
        if relation is not None:
            found = _RELATED.fullmatch(row)
            if not found or (finite == "darf" and bool(found["neg"]) == relation.upper):
                return None
            if finite == "muss" and relation.negative:
                return None  # "muss nicht zur EU gehören", "muss kein EU-Staat sein": it need not, but it may
            return self._related(elements, relation, negative=bool(found["neg"]))
        if values is None or values.others:
            return None
        if _DEMANDED.fullmatch(row) or (elements.mode == "most" and _AT_MOST.fullmatch(row)):
            return self._demanded(elements, values)
        return self._about_one(row, elements, values) if len(elements.places) == 1 else None

    def _about_one(self, row: str, elements: Elements, values: Values) -> tuple[Statement, ...] | None:
        place = elements.places[0]
        if _PREFILL.fullmatch(row):
            return self._prefilled(place, values)
        allowed, excluded = _ALLOWED.fullmatch(row), _EXCLUDED.fullmatch(row)
        if (allowed or excluded) and place.kind in CHECKED:
            return (self._checked(elements, values, negative=not allowed),)
        if allowed:
            return (self.allowed(place, values),)
        return self._excluded(place, values) if excluded else None

    def allowed(self, place: Place, values: Values) -> Statement:
        """Only these codes may be chosen."""
        return Statement("restrict", place, values=self._codes(place, values))

    def _codes(self, place: Place, values: Values) -> tuple[str, ...]:
        if place.kind != "choice":
            raise Unread("rule_wrong_type", f"„{place.label}“ ist keine Auswahl.")
        codes = self.scene.codes
        found = (
            value
            for raw in values.raws
            for value in (codes.spanned(place, raw) if isinstance(raw, Span) else codes.values(place, raw))
        )
        return tuple(dict.fromkeys(map(str, found)))

    def _prefilled(self, place: Place, values: Values) -> tuple[Statement, ...]:
        raw = values.raws[0]
        if len(values.raws) != 1 or place.many or isinstance(raw, Span) or values.none:
            raise Unread("rule_not_understood", "Vorbefüllt werden kann nur ein Wert.")
        if place.kind in ("text", "text_latin"):
            return (Statement("prefill", place, values=(raw.text,)),)
        return (Statement("prefill", place, values=(self.scene.codes.value(place, raw),)),)

    def _checked(self, elements: Elements, values: Values, *, negative: bool) -> Statement:
        """``darf nur 1 oder 2 sein``, ``darf nicht 0 sein``: no answer is fine."""
        place = elements.places[0]
        if place.many:
            raise Unread("rule_wrong_type", f"„{place.label}“ hat mehrere Antworten.")
        equal = self.comparing.equals(elements, values, negative=negative)
        return Statement(
            "valid", place, check=either(negated(Filled(place.path)), equal), about=(place,), wording="value"
        )

    def _excluded(self, place: Place, values: Values) -> tuple[Statement, ...]:
        codes = self._codes(place, values)
        known = self.scene.codes.known(place)
        rest = tuple(code for code in known.entries if code not in codes)
        if known.complete and rest:
            return (Statement("restrict", place, values=rest),)
        check = negated(Among(place.path, codes, place.many))
        return (Statement("valid", place, check=check, about=(place,), wording="excluded"),)

    def _demanded(self, elements: Elements, values: Values) -> tuple[Statement, ...]:
        check = self.comparing.equals(elements, values, negative=False)
        places = elements.places
        return (
            Statement("valid", places[0] if len(places) == 1 else None, check=check, about=places, wording="value"),
        )

    def _related(self, elements: Elements, relation: Relation, *, negative: bool) -> tuple[Statement, ...] | None:
        if elements.mode != "all":
            return None

        def one(place: Place) -> Term:
            return unless_absent(relation.apply(place), negative=negative)

        if negative and relation.opposite is not None:
            return None
        check = spread(elements, one, negative=False)
        places = elements.places
        if any(place.many for place in places):
            raise Unread("rule_wrong_type", f"„{places[0].label}“ hat mehrere Antworten.")
        return (
            Statement("valid", places[0] if len(places) == 1 else None, check=check, about=places, wording="order"),
        )


def unless_absent(term: Term, *, negative: bool) -> Term:
    """The relation, or nothing answered that it could compare."""
    paths: dict[str, None] = {}
    for leaf in leaves(term):
        if isinstance(leaf, Order):
            paths[leaf.path] = None
            if isinstance(leaf.right, Other):
                paths[leaf.right.path] = None
    return either(*(negated(Filled(path)) for path in paths), refused(term) if negative else term)
