"""A query over rows of authorities says whose they are, or it raises."""

from collections.abc import Callable

import pytest
from django.db.models import Count, QuerySet

from dienstweg.authorities.models import Authority, Member, User
from dienstweg.authorities.scope import Unscoped
from tests.factories import make_authority, make_member, make_user

pytestmark = pytest.mark.django_db
Rows = QuerySet[Member]


@pytest.fixture
def towns() -> tuple[Authority, Authority]:
    first, second = make_authority(), make_authority("064390015015", "Waldems")
    make_member(first, make_user("Frieda Amt"))
    make_member(second, make_user("Chris Anderswo"))
    return first, second


def test_rows_of_one_authority(towns: tuple[Authority, Authority]) -> None:
    assert [[member.user.name for member in Member.objects.for_authority(town)] for town in towns] == [
        ["Frieda Amt"],
        ["Chris Anderswo"],
    ]


def test_scope_stays_through_further_filters(towns: tuple[Authority, Authority]) -> None:
    rows = Member.objects.filter(role="lead").for_authority(towns[0]).exclude(role="case_worker").order_by("pk")[:5]
    assert [member.user.name for member in rows.select_related("user")] == ["Frieda Amt"]


def test_everywhere_needs_a_reason(towns: tuple[Authority, Authority]) -> None:
    assert Member.objects.everywhere("a test counts all").count() == 2
    with pytest.raises(ValueError, match="say why"):
        Member.objects.everywhere("")


def test_memberships_of_a_person(towns: tuple[Authority, Authority]) -> None:
    chris = User.objects.get(name="Chris Anderswo")
    assert [member.authority.name for member in Member.objects.of(chris)] == ["Waldems"]


@pytest.mark.parametrize(
    "ask",
    (
        list,
        len,
        bool,
        lambda rows: rows[0],
        lambda rows: rows[:1].get(),
        lambda rows: rows.get(pk=1),
        lambda rows: rows.first(),
        lambda rows: rows.last(),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.contains(Member(pk=1)),
        lambda rows: rows.aggregate(n=Count("pk")),
        lambda rows: rows.update(role="lead"),
        lambda rows: rows.delete(),
        lambda rows: rows.in_bulk(),
        lambda rows: list(rows.values("pk")),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.get_or_create(role="lead"),
        lambda rows: list(Authority.objects.filter(members__in=rows)),
        lambda rows: list(Member.objects.everywhere("test").filter(pk__in=rows.values("pk"))),
        lambda rows: list(Member.objects.everywhere("test") | rows),
        lambda rows: list(rows | Member.objects.everywhere("test")),
        lambda rows: list(Member.objects.everywhere("test").union(rows)),
        lambda rows: list(rows.dates("user__created_at", "day")),
    ),
)
def test_without_scope_nothing_is_answered(towns: tuple[Authority, Authority], ask: Callable[[Rows], object]) -> None:
    with pytest.raises(Unscoped):
        ask(Member.objects.all())


def test_related_rows_of_an_authority_need_a_scope_too(towns: tuple[Authority, Authority]) -> None:
    with pytest.raises(Unscoped):
        list(towns[0].members.all())
    assert towns[0].members.for_authority(towns[0]).count() == 1
