"""Why a sentence stays untranslated."""

from typing import Literal

from msgspec import Struct

Reason = Literal[
    "rule_not_understood",
    "rule_quotes_missing",
    "rule_unknown_id",
    "rule_ambiguous_place",
    "rule_names_differ",
    "rule_unknown_code",
    "rule_label_differs",
    "rule_reads_free_text",
    "rule_wrong_type",
    "rule_other_row",
    "rule_reads_itself",
    "rule_never_or_always",
    "rule_contradiction",
    "rule_depends_on_unread",
]


class Fault(Struct, frozen=True):
    """One reason: a stable code, and one German sentence."""

    code: Reason
    message: str


class Unread(Exception):
    """Raised where a sentence was recognised and cannot be carried out."""

    def __init__(self, code: Reason, message: str) -> None:
        self.fault = Fault(code, message)
        super().__init__(message)
