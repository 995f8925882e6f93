"""Receipt and notice on paper: accessible, archivable PDF with the data attached."""

from dienstweg.web.paper.content import (
    Embedded,
    Fact,
    Letterhead,
    Line,
    Notice,
    Receipt,
    Row,
    Section,
    Step,
    Table,
    Upload,
)
from dienstweg.web.paper.fitting import Fitted, fitted
from dienstweg.web.paper.render import PaperFailed, notice, receipt

__all__ = [
    "Embedded",
    "Fact",
    "Fitted",
    "Letterhead",
    "Line",
    "Notice",
    "PaperFailed",
    "Receipt",
    "Row",
    "Section",
    "Step",
    "Table",
    "Upload",
    "fitted",
    "notice",
    "receipt",
]
