"""Every query belongs to one authority.

Models whose rows belong to an authority take a :class:`ScopedManager`. It answers only after ``for_authority`` (what
pages use) or ``everywhere`` (what workers and tests use, with a reason); anything else raises :class:`Unscoped`. So a
forgotten filter is an error in the first test, not a leak between two town halls.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from django.db import models

if TYPE_CHECKING:
    from dienstweg.authorities.models import Authority

M = TypeVar("M", bound=models.Model)


class Unscoped(Exception):
    """A query over rows of authorities that does not say whose."""


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of authorities. A subclass whose model has no ``authority`` of its own names the way to it."""

    authority_path: ClassVar[str] = "authority"
    is_scoped: bool = False

    def for_authority(self, authority: "Authority") -> Self:
        """Only what belongs to this authority."""
        return self.filter(**{self.authority_path: authority}).scoped()

    def everywhere(self, reason: str) -> Self:
        """All authorities' rows; ``reason`` says to the reader of the code why that is right here."""
        if not reason:
            raise ValueError("say why this query may see every authority's rows")
        return self.scoped()

    def scoped(self) -> Self:
        """For named reads that bring their own scope (a key, an applicant's code)."""
        clone = self.all()
        clone.is_scoped = True
        return clone

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]  # Django's own hook, not in the stubs
        clone.is_scoped = self.is_scoped
        return clone  # type: ignore[no-any-return]  # see above

    def require_scope(self) -> None:
        if not self.is_scoped:
            raise Unscoped(
                f"{self.model._meta.label}: say whose rows: .for_authority(authority) or .everywhere(reason)"
            )

    def _fetch_all(self) -> None:
        self.require_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self.require_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        self.require_scope()
        return super().count()

    def exists(self) -> bool:
        self.require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self.require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self.require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.require_scope()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # Django's own hook for subqueries
        self.require_scope()
        return super().resolve_expression(*args, **kwargs)

    def _merge_sanity_check(self, other: models.QuerySet[M]) -> None:
        _require_all([self, other])
        super()._merge_sanity_check(other)  # type: ignore[misc]  # & | ^; not in the stubs

    def _combinator_query(self, combinator: str, *other_qs: models.QuerySet[M], all: bool = False) -> Self:
        _require_all([self, *other_qs])
        return super()._combinator_query(combinator, *other_qs, all=all)  # type: ignore[misc,no-any-return]  # union


def _require_all(querysets: Iterable[models.QuerySet[Any]]) -> None:
    for queryset in querysets:
        if isinstance(queryset, ScopedQuerySet):
            queryset.require_scope()


class ScopedManager(models.Manager[M]):
    """The manager of a model whose rows belong to authorities: ``objects = ScopedManager["Case"]()``.

    With a QuerySet of its own: ``CaseManager = ScopedManager.from_queryset(CaseQuerySet)``.
    """

    _queryset_class = ScopedQuerySet

    def for_authority(self, authority: "Authority") -> ScopedQuerySet[M]:
        """Only what belongs to this authority."""
        return self._rows().for_authority(authority)

    def everywhere(self, reason: str) -> ScopedQuerySet[M]:
        """All authorities' rows; ``reason`` says to the reader of the code why that is right here."""
        return self._rows().everywhere(reason)

    def _rows(self) -> ScopedQuerySet[M]:
        return cast("ScopedQuerySet[M]", self.get_queryset())
