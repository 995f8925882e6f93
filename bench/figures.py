"""Numbers as they are printed: the middle one, and how far the others lie."""

from collections.abc import Iterable
from statistics import median

from msgspec import Struct


class Figure(Struct, frozen=True):
    """The median of several rounds with the lowest and the highest."""

    middle: float
    low: float
    high: float

    def text(self, unit: str = "", digits: int = 1) -> str:
        """``40.1 ms (39.8 to 42.0)``; equal numbers are said once."""
        middle, low, high = (f"{number:,.{digits}f}" for number in (self.middle, self.low, self.high))
        spread = "" if low == high else f" ({low} to {high})"
        return f"{middle}{f' {unit}' if unit else ''}{spread}"


def figure(numbers: Iterable[float]) -> Figure:
    found = list(numbers)
    return Figure(median(found), min(found), max(found))


def line(label: str, *texts: str) -> None:
    """Print one line of a table."""
    print(f"  {label:<34}{'   '.join(texts)}", flush=True)
