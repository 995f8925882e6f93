"""The rows of a comparison: which chunks, in which order, say what.

A comparison is read as a row of chunks (element, value, operator, negation, participle …) and must match one of
:data:`ROWS`. Auxiliary verbs may stand anywhere: "ist", "wird", "hat" carry no meaning of their own there.
"""

import re

from msgspec import Struct

from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.phrases import Elements
from dienstweg.engine.ruletext.relation import Relation
from dienstweg.engine.ruletext.value_phrases import Values

EQUAL = frozenset({"=", "==", "==="})
UNEQUAL = frozenset({"<>", "!=", "!==", "≠"})
MADE = frozenset({"vorgenommen", "gemacht", "getätigt", "getroffen", "erfolgt"})
STATE_NOUNS = frozenset({"staat", "land", "wert", "code", "eintrag", "option"})


class Chunk(Struct, frozen=True):
    """``end``: where the cursor stands after it."""

    tag: str
    end: int
    elements: Elements | None = None
    values: Values | None = None
    relation: Relation | None = None
    negative: bool = False


WORDS: tuple[tuple[frozenset[str], str], ...] = (
    (lex.NOT, "NEG"),
    (frozenset({"mit", "auf"}), "WITH"),
    (lex.EMPTY, "EMPTY"),
    (lex.FILLED, "FILL"),
    (frozenset({"gesetzt"}), "SET"),
    (lex.HELD, "FILL"),
    (lex.CHOSEN, "CHOSEN"),
    (MADE, "MADE"),
    (lex.TICKED, "TICK"),
    (lex.DENIED, "DENY"),
    (frozenset({"liegt", "liegen"}), "LIES"),
    (lex.HAVE, "HAS"),
    (lex.AUXILIARIES, "AUX"),
)
_PARTICIPLE = "(?:FILL|CHOSEN|MADE|SET)"
ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("equals", re.compile(r"(THE )?(T )?(THE )?(?P<neg>NEG )?OP (THE )?VAL( CHOSEN| FILL)?")),
    ("equals", re.compile(rf"(THE )?T (THE )?(?P<neg>NEG )?(WITH )?(THE )?VAL( (?P<late>NEG))?( {_PARTICIPLE})?")),
    ("equals", re.compile(rf"(THE )?VAL (?P<neg>NEG )?T (?P<late>NEG )?{_PARTICIPLE}")),
    ("equals", re.compile(r"T (THE )*CHOSEN VAL")),
    ("empty", re.compile(r"(T )?(?P<neg>NEG )?EMPTY")),
    ("empty", re.compile(r"(THE )?T (?P<neg>NEG )?OP EMPTY")),
    ("filled", re.compile(rf"T (?P<neg>NEG )?{_PARTICIPLE}")),
    ("content_there", re.compile(rf"(T (NONE|SOME)|(NONE|SOME) T)( {_PARTICIPLE})?")),
    ("ticked", re.compile(r"T (?P<neg>NEG )?TICK")),
    ("denied", re.compile(r"T (?P<neg>NEG )?DENY")),
    ("related", re.compile(r"(THE )?T (THE )?(?P<neg>NEG )?(OP )?REL( LIES| CHOSEN)?")),
    ("related", re.compile(r"(THE )?T (OP )?(?P<neg>NEG )?REL( LIES)?")),
    ("related", re.compile(r"(?P<neg>NEG )?(OP )?REL( LIES)?")),
)
