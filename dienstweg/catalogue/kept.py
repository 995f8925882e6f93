"""A process's small memory of immutable values."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, the ``limit`` most recently used ones; safe between threads.

    Unlike ``functools.lru_cache`` the key can be a digest while the value is made from something larger.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def find(self, key: K) -> V | None:
        """The value of a key where it is there."""
        with self._lock:
            return self._values.get(key)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made where it is not there. Two threads may both make it; one value stays."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            value = self._values.setdefault(key, value)
            while len(self._values) > self.limit:
                self._values.popitem(last=False)
        return value

    def forget(self) -> None:
        """Hold nothing any more."""
        with self._lock:
            self._values.clear()
