"""The rules of a service at work: what they make of it for the answers of one applicant.

service → prepared (compiled once, in order) → answers → verdicts → the tree as it is now
"""

from dienstweg.engine.ruling.order import Step, behind_the_last, circles
from dienstweg.engine.ruling.prepared import (
    Prepared,
    home_of,
    lies_in,
    prepare,
    prepared,
    repeated_around,
    steps_of,
)
from dienstweg.engine.ruling.resolving import Failing, Resolved, resolve
from dienstweg.engine.ruling.scope import LAND, scope_of
from dienstweg.engine.ruling.tree import canonical
from dienstweg.engine.ruling.watching import watched

__all__ = [
    "LAND",
    "Failing",
    "Prepared",
    "Resolved",
    "Step",
    "behind_the_last",
    "canonical",
    "circles",
    "home_of",
    "lies_in",
    "prepare",
    "prepared",
    "repeated_around",
    "resolve",
    "scope_of",
    "steps_of",
    "watched",
]
