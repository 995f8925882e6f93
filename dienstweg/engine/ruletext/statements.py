"""What a clause says about one element, before conditions and Länder are added."""

from typing import Literal

from msgspec import Struct

from dienstweg.engine.ruletext.places import Place
from dienstweg.engine.ruletext.terms import Scalar, Term

Said = Literal["require", "show", "hide", "optional", "prefill", "restrict", "exclude", "valid"]


class Statement(Struct, frozen=True):
    """``place`` None: a check over several elements (``about``). ``check`` must hold; ``wording``: how to tell it."""

    said: Said
    place: Place | None
    values: tuple[Scalar, ...] = ()
    check: Term | None = None
    about: tuple[Place, ...] = ()
    wording: str = ""
