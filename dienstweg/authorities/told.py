"""What an authority has told about itself."""

from dienstweg.authorities.models import Authority, Particulars
from dienstweg.authorities.prepared import Prepared

_by_ars = Prepared(lambda ars: Particulars.objects.filter(authority__ars=ars))


def particulars_of(authority: Authority) -> Particulars | None:
    """Contact, hours, officer for data protection and so on; None as long as nothing was told (one query)."""
    return next(iter(_by_ars(ars=authority.ars)), None)
