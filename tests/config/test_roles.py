"""Each role in the database may do what it needs and is refused the rest."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from tests.builders.identity import a_verified_account
from tests.builders.population import AT, a_person
from tests.builders.residence import a_household, a_temporary_residence

from dancu.config import grants
from dancu.identity import commands as identity
from dancu.kernel.actor import SYSTEM
from dancu.platform import postgres
from dancu.platform.roles import SERVING, Role
from dancu.population import commands as register
from dancu.population.domain.person import NationalityLoss
from dancu.procedures.population_entry import concluding
from dancu.residence import commands as residence

pytestmark = pytest.mark.django_db

needs_our_server = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="the server of DATABASE_URL gives us no passwords of roles"
)
AUDIT_ROW = (
    "insert into audit_auditrow (at, actor_kind, source, act, purpose, subject_kind, subject_id, facts)"
    " values (now(), 'system', '', 'test.seen', 'audit', 'thing', '1', '{}')"
)
BATCH = "insert into audit_auditbatch values (1, 0, 0, '[]', '[]', '[]', 0, '', now(), decode(repeat('00', 32), 'hex'), 1, '')"
HEAD = "insert into audit_audithead values ('2026-11-24', 1, '', '', now(), 'key', '')"


@pytest.fixture(scope="module")
def connected(django_db_setup: None, django_db_blocker: Any) -> Callable[[Role], psycopg.Connection]:
    """Connect to the test database as a role, with its own password; nothing of it is kept."""
    with django_db_blocker.unblock():
        assert set(grants.apply()) == {role.login for role in SERVING}
        database = connection.settings_dict["NAME"]
    return lambda role: psycopg.connect(postgres.url(settings.HOME, database, role=role.value))


def test_every_table_says_who_may_do_what_with_it():
    undeclared = [model._meta.label for model in grants.tables() if model._meta.label not in grants.GRANTS]
    assert undeclared == [], "declare them in dancu.config.grants"


def test_nothing_is_granted_on_a_table_that_is_no_more():
    assert sorted(grants.GRANTS.keys() - {model._meta.label for model in grants.tables()}) == []


@needs_our_server
@pytest.mark.parametrize("role", SERVING)
def test_a_role_that_serves_owns_nothing_and_makes_nothing(connected, role):
    with closing(connected(role)) as who:
        owned = who.execute("select count(*) from pg_class where relowner = current_user::regrole").fetchone()
        assert owned == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            who.execute("create table mine (a int)")


@needs_our_server
@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (Role.WEB, AUDIT_ROW),
        (Role.WEB, "select count(*) from audit_auditrow"),
        (Role.WEB, "update casework_dossier set state = state"),
        (Role.WEB, "insert into procrastinate_jobs (queue_name, task_name) values ('default', 'test')"),
        (Role.WORKER, AUDIT_ROW),
        (Role.WORKER, "update notices_message set id = id"),
        (Role.WORKER, "delete from procrastinate_jobs"),
        (Role.WORKER, "delete from platform_spenttoken where until < now()"),
        (Role.WORKER, "select * from notices_wishesrow"),
        (Role.WORKER, "select from population_person for no key update"),
        (Role.WORKER, "update residence_residenceperiod set until = until"),
        (Role.WORKER, "select from casework_dossier for update"),
        (Role.WORKER, "update casework_dossier set paid_dong = paid_dong"),
        (Role.WORKER, "update payments_transfer set used_at = used_at"),
        (Role.SEALER, "select count(*) from audit_auditrow"),
        (Role.SEALER, f"{BATCH}; {HEAD}"),
    ],
)
def test_what_a_role_needs_is_allowed(connected, role, statement):
    with closing(connected(role)) as who:
        who.execute(statement)


@needs_our_server
@pytest.mark.parametrize(
    ("role", "statement"),
    [
        *((role, "update audit_auditrow set act = 'x'") for role in SERVING),
        *((role, "delete from audit_auditrow") for role in SERVING),
        *((role, "truncate audit_auditrow") for role in SERVING),
        *((role, "alter table audit_auditrow disable trigger all") for role in SERVING),
        *((role, "update audit_auditbatch set rows = 0") for role in SERVING),
        *((role, "delete from audit_audithead") for role in SERVING),
        *((role, AUDIT_ROW.replace("(at,", "(id, at,").replace("values (", "values (0, ")) for role in SERVING[:2]),
        *((role, BATCH) for role in SERVING[:2]),
        *((role, HEAD) for role in SERVING[:2]),
        (Role.SEALER, AUDIT_ROW),
        (Role.SEALER, "select * from population_person"),
        (Role.SEALER, "select * from trust_key"),
        (Role.WORKER, "select * from casework_draft"),
        (Role.WORKER, "update notices_wishesrow set refused = '[]'"),
        (Role.WORKER, "delete from population_person"),
        (Role.WORKER, "delete from casework_dossier"),
        (Role.WORKER, "insert into casework_attachment default values"),
        (Role.WEB, "delete from casework_dossier"),
        (Role.WEB, "delete from population_person"),
        (Role.WEB, "update residence_residenceperiodhistory set id = id"),
        (Role.WEB, "delete from offices_agency"),
        (Role.WEB, "delete from procrastinate_jobs"),
    ],
)
def test_what_a_role_does_not_need_is_refused(connected, role, statement):
    with closing(connected(role)) as who, pytest.raises(psycopg.errors.InsufficientPrivilege):
        who.execute(statement)


@needs_our_server
def test_the_worker_may_end_the_residences_that_the_calendar_and_deaths_end():
    expires, dies, leaves = a_person(), a_person(), a_person()
    a_temporary_residence(expires, since=date(2026, 1, 1), until=date(2026, 6, 1))
    a_household(dies)
    a_household(leaves)
    a_verified_account(dies)
    register.record_death(person=dies.id, on=date(2026, 11, 1), ground="test", by=SYSTEM, at=AT)
    register.record_nationality_loss(
        person=leaves.id, way=NationalityLoss.RENOUNCED, on=date(2026, 11, 1), ground="test", by=SYSTEM, at=AT
    )
    grants.apply()
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {Role.WORKER.login}")
        assert residence.open_renewals(on=date(2026, 5, 31), at=AT) == 1
        assert residence.end_expired(on=date(2026, 6, 1), at=AT) == 1
        residence.delete_after_death(person=dies.id, on=date(2026, 11, 1), by=SYSTEM, at=AT)
        identity.close_after_death(person=dies.id, by=SYSTEM, at=AT)
        concluding.conclude_nationality_loss(person=leaves.id, on="2026-11-01", at=AT.isoformat())
        cursor.execute("reset role")
