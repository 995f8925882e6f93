"""What is asked on every page is found by index, however many authorities and services there are."""

import pytest
from django.db import connection

from dienstweg.adoptions import models

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what lies in its tables")
def test_a_live_adoption_is_found_by_authority_and_service_together() -> None:
    plan = models._live_query("064390008008", "hundesteuer-anmelden").explain()
    assert "adoptions_adoption USING INDEX adoption_once_per_service (authority_id=? AND online_service_id=?)" in plan
    assert "SCAN" not in plan
