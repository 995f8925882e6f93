"""What the predicate of a main clause says: finite verb and the row of words after it.

The table is the grammar of main clauses. What does not stand here is not understood: "darf nicht ausgeblendet werden",
"muss nicht angezeigt werden", "wird befüllt" and the like can be meant in more than one way.
"""

from typing import Literal

Act = Literal["require", "show", "hide", "optional"]
"""``show``: to be seen where the condition holds, and only there. ``hide``: not to be seen, no answer."""

_REQUIRE: tuple[Act, ...] = ("require",)
_SHOW: tuple[Act, ...] = ("show",)
_BOTH: tuple[Act, ...] = ("require", "show")
_HIDE: tuple[Act, ...] = ("hide",)
_OPTIONAL: tuple[Act, ...] = ("optional",)

FRAMES: dict[str, dict[str, tuple[Act, ...]]] = {
    "muss": {
        "FILL AUX": _REQUIRE,
        "SOME FILL AUX": _REQUIRE,
        "SOME HAVE": _REQUIRE,
        "MAND FILL AUX": _REQUIRE,
        "MAND AUX": _REQUIRE,
        "ASMAND FILL AUX": _REQUIRE,
        "ONLY FILL AUX": _REQUIRE,
        "NEG FILL AUX": _OPTIONAL,
        "NEG MAND FILL AUX": _OPTIONAL,
        "OPT AUX": _OPTIONAL,
        "SHOW AUX": _SHOW,
        "ASMAND SHOW AUX": _BOTH,
        "SHOW AND FILL AUX": _BOTH,
        "FILL AND SHOW AUX": _BOTH,
        "HIDE AUX": _HIDE,
        "HIDE AND NEG FILL AUX": _HIDE,
        "EMPTY AUX": _HIDE,
        "EMPTY STAY": _HIDE,
        "HIDE STAY": _HIDE,
    },
    "darf": {
        "ONLY FILL AUX": _SHOW,
        "ONLY SHOW AUX": _SHOW,
        "NEG FILL AUX": _HIDE,
        "NEG SHOW AUX": _HIDE,
        "NEG SHOW AND FILL AUX": _HIDE,
        "NEG FILL AND SHOW AUX": _HIDE,
        "NEG SHOW AND NEG FILL AUX": _HIDE,
        "NEITHER SHOW NOR FILL AUX": _HIDE,
        "NEITHER FILL NOR SHOW AUX": _HIDE,
        "NONE FILL AUX": _HIDE,
        "NONE HAVE": _HIDE,
        "NEG EMPTY AUX": _REQUIRE,
        "NEG EMPTY STAY": _REQUIRE,
        "EMPTY AUX": _OPTIONAL,
        "EMPTY STAY": _OPTIONAL,
    },
    "soll": {"SHOW AUX": _SHOW, "ONLY SHOW AUX": _SHOW, "NEG SHOW AUX": _HIDE, "HIDE AUX": _HIDE},
    "kann": {
        "FILL AUX": _OPTIONAL,
        "OPT FILL AUX": _OPTIONAL,
        "EMPTY STAY": _OPTIONAL,
        "EMPTY AUX": _OPTIONAL,
        "ONLY FILL AUX": _SHOW,
    },
    "braucht": {"NEG FILL ZU AUX": _OPTIONAL, "NEG FILL AUX": _OPTIONAL},
    "ist": {
        "ZUFILL": _REQUIRE,
        "MAND ZUFILL": _REQUIRE,
        "ASMAND ZUFILL": _REQUIRE,
        "ASMAND ZUMARK": _REQUIRE,
        "MAND": _REQUIRE,
        "SOME MAND": _REQUIRE,
        "ONLY MAND": _REQUIRE,
        "NEG OPT": _REQUIRE,
        "ONLY ZUFILL": _BOTH,
        "NEG ZUFILL": _HIDE,
        "NEG MAND ZUFILL": _OPTIONAL,
        "NEG MAND": _OPTIONAL,
        "OPT": _OPTIONAL,
        "OPT ZUFILL": _OPTIONAL,
        "ZUSHOW": _SHOW,
        "ONLY ZUSHOW": _SHOW,
        "SHOW": _SHOW,
        "ONLY SHOW": _SHOW,
        "ASMAND ZUSHOW": _BOTH,
        "ZUSHOW ASMAND": _BOTH,
        "NEG ZUSHOW": _HIDE,
        "NEG SHOW": _HIDE,
        "ZUHIDE": _HIDE,
        "HIDE": _HIDE,
        "EMPTY ZULASSEN": _HIDE,
    },
    "wird": {
        "SHOW": _SHOW,
        "ONLY SHOW": _SHOW,
        "ASMAND SHOW": _BOTH,
        "NEG SHOW": _HIDE,
        "HIDE": _HIDE,
        "HIDE AND NEG FILL": _HIDE,
        "NEG SHOW AND NEG FILL": _HIDE,
        "MAND": _REQUIRE,
        "NEG MAND": _OPTIONAL,
        "OPT": _OPTIONAL,
    },
    "bleibt": {"EMPTY": _HIDE, "HIDE": _HIDE, "OPT": _OPTIONAL},
    "entfällt": {"": _HIDE},
    "erscheint": {"": _SHOW, "ONLY": _SHOW, "NEG": _HIDE, "ASMAND": _BOTH},
    "gilt": {"ASMAND": _REQUIRE, "ASOPT": _OPTIONAL},
    "zeige": {
        "": _SHOW,
        "AN": _SHOW,
        "ASMAND": _BOTH,
        "ASMAND AN": _BOTH,
        "ASMAND ASMAND AN": _BOTH,
        "ASOPT AN": _SHOW,
        "ONLY AN": _SHOW,
        "NEG": _HIDE,
        "NEG AN": _HIDE,
    },
    "blende": {"EIN": _SHOW, "ASMAND EIN": _BOTH, "AUS": _HIDE, "NEG EIN": _HIDE},
    "aktiviere": {"": _SHOW, "ASMAND": _BOTH},
    "deaktiviere": {"": _HIDE},
    "=": {"MAND": _REQUIRE, "OPT": _OPTIONAL},
    "mache": {"MAND": _REQUIRE, "OPT": _OPTIONAL},
    "": {
        "SHOWINF": _SHOW,
        "ASMAND SHOWINF": _BOTH,
        "NEG SHOWINF": _HIDE,
        "HIDEINF": _HIDE,
        "FILLINF": _REQUIRE,
        "NEG FILLINF": _HIDE,
        "ONLY FILLINF": _BOTH,
        "ONLY SHOWINF": _SHOW,
        "MAND": _REQUIRE,
        "OPT": _OPTIONAL,
    },
}
"""By finite verb or imperative ("" for a bare infinitive): the rest of the clause without elements, and the acts."""

NONE_OF: dict[tuple[str, str], tuple[Act, ...]] = {("darf", "FILL AUX"): _HIDE, ("darf", "SHOW AUX"): _HIDE}
"""With "weder … noch" and "keines der Felder"."""
COUNTED = {
    ("muss", "FILL AUX"): ("any", "one", "least", "most", "exactly"),
    ("ist", "ZUFILL"): ("any", "one", "least", "exactly"),
    ("darf", "FILL AUX"): ("most", "only"),
    ("kann", "FILL AUX"): ("most", "only"),
}
"""Predicates with which a counted enumeration is a check over all its elements."""
NOT_TOGETHER = frozenset({("darf", "NEG TOGETHER FILL AUX"), ("darf", "NEG TOGETHER SHOW AUX")})
"""With two elements: at most one of them."""
NEED_CONDITION = "ONLY"
