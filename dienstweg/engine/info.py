"""What a service says about itself before the first question: for its page, and for the page on data protection."""

from typing import Literal

from msgspec import Struct


class Info(Struct, frozen=True, kw_only=True):
    """What the service page says; every text may hold ``{parameter}`` placeholders. What is empty is not known."""

    lead: str = ""
    audience: str = ""
    """For whom it is."""
    duration: str = ""
    cost: str = ""
    rates_title: str = ""
    rates: tuple[tuple[str, str], ...] = ()
    """What is paid for, and how much; a row whose amount is not known is left out."""
    deadline: str = ""
    """By when it has to be done."""
    processing: str = ""
    prepare: tuple[str, ...] = ()
    """What to have at hand, documents included; empty: the documents the form asks for are listed."""
    legal: str = ""
    """The legal basis in a sentence; empty: the norms of the schema are listed."""
    sections: tuple[tuple[str, str], ...] = ()
    """Heading and text of further sections, in order."""
    reason: str = ""
    """Why this authority is responsible: "Zuständig, weil …"."""


class DataProtection(Struct, frozen=True, kw_only=True):
    """What art. 13 GDPR wants to be told and no form can know; texts may hold ``{parameter}`` placeholders.

    ``ground`` is the letter of art. 6 (1) GDPR: ``e`` a task in the public interest, ``c`` a legal obligation.
    """

    purpose: str = ""
    ground: Literal["c", "e"] = "e"
    norms: tuple[str, ...] = ()
    """Norms that the processing rests on, beside those that the service itself rests on."""
    secrecy: str = ""
    """A secrecy that protects the answers beyond data protection law, such as tax secrecy."""
    recipients: tuple[str, ...] = ()
    """Who else receives answers, and on which norm."""
    retention: str = ""
    """How long the file is kept and why, where days alone do not tell it."""
    duty: str = ""
    """Whether a person has to answer, on which norm, and what follows if they do not."""
