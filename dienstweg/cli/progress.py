"""A progress bar on standard error, and only where somebody watches."""

import sys
from collections.abc import Iterable, Sized
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def progress(steps: Iterable[T], unit: str, total: int | None = None) -> Iterable[T]:
    """The steps, with a bar for a person at a terminal. One step needs none."""
    count = len(steps) if total is None and isinstance(steps, Sized) else total
    if not sys.stderr.isatty() or count == 1:
        return steps
    bar: Iterable[T] = tqdm(steps, total=count, unit=f" {unit}", leave=False, file=sys.stderr)
    return bar
