"""The read-set: which places of the scope can change the value of an expression.

A place is a dotted path with ``[]`` behind each list: ``dogs[].breed``. It stands for everything that lies there, and
for how many rows there are on the way. A place that ends with ``[]`` stands for the number of rows alone.
"""


class ReadSet:
    """Collects places."""

    def __init__(self) -> None:
        self._places: set[str] = set()

    def whole(self, origin: str | None) -> None:
        """The value itself is looked at: of a row the whole list, because a row is told by its contents."""
        if origin is not None:
            self._places.add(_without_rows(origin))

    def rows(self, origin: str | None) -> None:
        """Only the rows are gone through."""
        if origin is not None:
            self._places.add(f"{origin}[]")

    def places(self) -> tuple[str, ...]:
        """The places, sorted, none of them within another."""
        gone_through = {above for place in self._places for above in _above(place) if above.endswith("[]")}
        return tuple(sorted(place for place in self._places - gone_through if not self._is_within_another(place)))

    def _is_within_another(self, place: str) -> bool:
        return any(above in self._places for above in _above(place) if not above.endswith("[]"))


def _without_rows(origin: str) -> str:
    while origin.endswith("[]"):
        origin = origin.removesuffix("[]")
    return origin


def _above(place: str) -> list[str]:
    """The places on the way to a place: those whose value it lies in, and the rows it is gone through for."""
    parts = place.replace("[]", ".[]").split(".")
    return [".".join(parts[:end]).replace(".[]", "[]") for end in range(1, len(parts))]
