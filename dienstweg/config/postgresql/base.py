"""The module that Django looks for in a database engine."""

from select import POLLIN, POLLRDHUP, poll
from time import monotonic

from django.db.backends.postgresql import base

TRUSTED_SECONDS = 10
"""After so long without a request the server itself is asked: its machine may have gone without a word."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that was in use a moment ago, and on which the server has not hung up since, still stands.

    Django asks the server with ``SELECT 1`` at the first query of every request: another round for each page.
    """

    _seen = float("-inf")

    def is_usable(self) -> bool:
        """Whether the connection can be used. Without it Django opens another one."""
        now = monotonic()
        usable = (now - self._seen < TRUSTED_SECONDS and self._is_quiet()) or super().is_usable()
        self._seen = now if usable else float("-inf")
        return usable

    def _is_quiet(self) -> bool:
        """Nothing has come since the last answer; where a server ends or ends a connection, something comes."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN | POLLRDHUP)
        return not waiting.poll(0)
