"""Log lines that tell where something failed, not what a person had written."""

import logging
import traceback
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """One line per event; of an exception the places and its type.

    The message of an exception often quotes the value that caused it, which may be a citizen's answer. It is written
    only with ``quote_errors`` (debugging).
    """

    def __init__(self, *, quote_errors: bool = False) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")
        self.quote_errors = quote_errors

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # the name is the standard library's
        if self.quote_errors or ei[0] is None:
            return super().formatException(ei)
        return "".join([*traceback.format_tb(ei[2]), ei[0].__qualname__])
