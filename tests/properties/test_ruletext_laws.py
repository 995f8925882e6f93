"""Laws of reading rules: no word is passed over, conditions keep their complement, several rules add up."""

import re
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.terms import (
    Among,
    Count,
    Filled,
    Known,
    Land,
    Number,
    Operator,
    Order,
    Term,
    both,
    either,
    fold,
    negated,
)
from dienstweg.engine.ruletext.truth import LAND, holds, implies, satisfiable
from tests.engine.ruletext.feel_values import feel_holds
from tests.engine.ruletext.sample import A, book, outcome
from tests.engine.ruletext.test_sentences import READ

TEXTS = sorted(READ)
GAP = re.compile(r"(?<=[\w).,:]) (?=[\w(<>=])")
UNKNOWN = ("vielleicht", "ausnahmsweise", "teilweise", "Bernstein", "nie")
STRANGE = ("nicht", "außer", "kein", "weder", "ohne")

texts = st.sampled_from(TEXTS)
single = st.sampled_from([text for text in TEXTS if "." not in text.rstrip(".") and " " in text])
numbers = st.integers(0, 1_000)


def gaps(text: str) -> list[int]:
    """Places between words, outside of quotation marks."""
    return [gap.start() for gap in GAP.finditer(text) if text[: gap.start()].count('"') % 2 == 0]


@given(texts, st.sampled_from(UNKNOWN), numbers)
@settings(max_examples=200)
def test_no_unknown_word_is_passed_over(text: str, word: str, chance: int) -> None:
    places = gaps(text)
    assume(places)
    place = places[chance % len(places)]
    after_id = re.search(r"[FG]\d+(?:V[\d.]+)?$", text[:place])
    assume(not (word == "Bernstein" and after_id))  # a noun behind an id is taken for its name
    spoilt = outcome(f"{text[:place]} {word}{text[place:]}")
    assert spoilt.status != "executed"


@given(texts, st.sampled_from(STRANGE), numbers)
@settings(max_examples=200)
def test_a_word_that_negates_never_goes_unnoticed(text: str, word: str, chance: int) -> None:
    places = gaps(text)
    assume(places)
    place = places[chance % len(places)]
    before = outcome(text)
    after = outcome(f"{text[:place]} {word}{text[place:]}")
    assert after.status != "executed" or after.effects != before.effects


@given(single, numbers)
@settings(max_examples=150)
def test_a_sentence_cut_short_does_nothing_else(text: str, chance: int) -> None:
    """What is left of a sentence does what it did, or nothing, but nothing of another kind to another element."""
    places = gaps(text)
    assume(places)
    cut = text[: places[chance % len(places)]]
    whole, part = outcome(text), outcome(cut)
    targets = {effect.partition(":")[0] for effect in whole.effects}
    assert {one.partition(":")[0].split()[1] for one in part.effects} <= {one.split()[1] for one in targets}


@given(texts)
@settings(max_examples=60)
def test_spelling_and_white_space_do_not_matter(text: str) -> None:
    loud = text.replace("Wenn ", "WENN ").replace(" dann ", " DANN ").replace(" und ", " UND ").replace(" ", "  ")
    assert outcome(loud).effects == outcome(text).effects


# --- conditions ------------------------------------------------------------------------------------------------------

PATHS = ("a", "b", "c")
among = st.lists(st.sampled_from("123"), min_size=1, unique=True).map(lambda values: Among("x", tuple(values)))
OPERATORS: tuple[Operator, ...] = ("<", "<=", ">", ">=", "=", "!=")
ordered = st.builds(
    lambda operator, value: Order("n", operator, Number(Decimal(value))), st.sampled_from(OPERATORS), st.integers(0, 3)
)
lands = st.lists(st.sampled_from(states.CODES), min_size=1, max_size=15, unique=True)
leaves = st.one_of(
    st.builds(Filled, st.sampled_from(PATHS)),
    among,
    st.builds(lambda value: Among("y", (value,)), st.booleans()),
    ordered,
    lands.map(lambda found: Land(frozenset(found))),
)
terms = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: both(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: either(*parts)),
        inner.map(negated),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Count(1, 1, tuple(parts))),
    ),
    max_leaves=6,
)
answers = st.fixed_dictionaries(
    {
        **dict.fromkeys(PATHS, st.sampled_from((None, "z"))),
        "x": st.sampled_from((None, "1", "2", "3", "4")),
        "y": st.sampled_from((None, True, False)),
        "n": st.sampled_from((None, *map(Decimal, range(-1, 5)))),
        LAND: st.sampled_from(states.CODES),
    }
)


@given(terms, answers)
def test_a_negation_holds_where_the_condition_does_not(term: Term, found: Known) -> None:
    assert holds(negated(term), found) != holds(term, found)


@given(terms, answers)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_feel_holds_where_the_condition_does(term: Term, found: Known) -> None:
    assert feel_holds(term, found) == holds(term, found)


@given(terms, answers)
def test_folding_a_land_changes_nothing_there(term: Term, found: Known) -> None:
    assert holds(fold(term, str(found[LAND])), found) == holds(term, found)


@given(terms, answers)
def test_what_is_tried_decides(term: Term, found: Known) -> None:
    """A condition that holds for some answers is found satisfiable; one that always does follows from everything."""
    assert satisfiable(term) or not holds(term, found)
    assert not implies(negated(term), term) or holds(term, found) or satisfiable(negated(term))


# --- several rules on one target -------------------------------------------------------------------------------------

ASKED = (2, 20, 24)
pieces = st.lists(
    st.tuples(st.sampled_from(("show", "need")), st.sampled_from(ASKED), st.sampled_from(("Ja", "Nein"))),
    min_size=1,
    max_size=3,
    unique_by=lambda piece: piece[1],
)
SENTENCES = {
    "show": "Wenn F{0} = {1}, zeige F18 an, sonst zeige F18 nicht an.",
    "need": "Wenn F{0} = {1}, muss F18 befüllt werden. Wenn F{0} <> {1}, darf F18 nicht angezeigt werden.",
}


@given(pieces, st.lists(st.sampled_from(ASKED), max_size=1), st.permutations(ASKED))
@settings(max_examples=60)
def test_several_rules_add_up(found: list[tuple[str, int, str]], vetoes: list[int], order: list[int]) -> None:
    """Forbidden exactly where no rule speaks for the target or one vetoes, in whatever order the rules stand."""
    assume(not {number for _, number, _ in found} & set(vetoes))
    found = sorted(found, key=lambda piece: order.index(piece[1]))
    texts = [SENTENCES[kind].format(number, answer) for kind, number, answer in found]
    texts += [f"Wenn F{number} = Ja, ist F18 auszublenden." for number in vetoes]
    target = next(one for one in book(*texts).targets if one.path.endswith("18"))
    for bits in range(3 ** len(ASKED)):
        given_answers = {path(number): (None, True, False)[bits // 3**place % 3] for place, number in enumerate(ASKED)}
        for_it = [given_answers[path(number)] is (answer == "Ja") for _, number, answer in found]
        needed = [yes for yes, (kind, _, _) in zip(for_it, found, strict=True) if kind == "need"]
        vetoed = any(given_answers[path(number)] is True for number in vetoes)
        assert holds(target.forbid, given_answers) == (vetoed or not any(for_it))
        assert holds(target.require, given_answers) == any(needed)


def path(number: int) -> str:
    return f"{A}.F{number:011}"
