"""The rules of the standard, German sentences, read into effects with conditions.

    text → tokens → phrases → conditions and clauses → sentence → effects → what holds for each place

No model and no guessing: a documented grammar (``docs/rule-text.md``). A sentence whose every word has not found its
place stays untranslated, with the reason.
"""

from dienstweg.engine.ruletext.combine import Target, Valued
from dienstweg.engine.ruletext.effects import Effect
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.reading import RuleReading, Sentence
from dienstweg.engine.ruletext.rulebook import Rulebook, Status, read_rules

__all__ = ["Effect", "Fault", "RuleReading", "Rulebook", "Sentence", "Status", "Target", "Valued", "read_rules"]
