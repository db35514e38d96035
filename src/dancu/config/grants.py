"""What each role may do with each table: read, add, write (change), delete. A table that is not here fails a test.

The owner makes and owns all tables. The web never deletes from the registers' histories, and nobody but the owner could change
a row of the audit, which triggers refuse him too. The audit's rows are added column by column without their number, so that
nobody but the database gives it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from psycopg import sql

from dancu.platform.roles import SERVING, Role

MISSING = (
    "There are no roles for web, worker and sealer in the database, so all of them act as its owner. "
    "Make them as docs/how-to/run.md says, then run `dancu grants`."
)


@dataclass(frozen=True, slots=True)
class Rights:
    """Letters of what is allowed: r(ead), a(dd), w(rite), d(elete), k(eys: read nothing else), h(old what others may change)."""

    web: str = ""
    worker: str = ""
    sealer: str = ""

    def of(self, role: Role) -> str:
        return str(getattr(self, role.value))


NOBODY = Rights()
_LIST = Rights(web="r", worker="r")
_LEDGER = Rights(web="ra", worker="r")
_RECORD = Rights(web="raw", worker="r")

GRANTS: dict[str, Rights] = {
    # Django's own, of which only the owner's migrations know.
    "contenttypes.ContentType": NOBODY,
    "auth.Permission": NOBODY,
    "auth.Group": NOBODY,
    "auth.Group_permissions": NOBODY,
    # The queue: whoever acts asks for jobs or adds them, the worker does them.
    "platform.AskedJob": Rights(web="a", worker="rawd"),
    "procrastinate.ProcrastinateJob": Rights(web="ra", worker="rawd"),
    "procrastinate.ProcrastinateEvent": Rights(web="ra", worker="rawd"),
    "procrastinate.ProcrastinateWorker": Rights(web="r", worker="rawd"),
    "procrastinate.ProcrastinatePeriodicDefer": Rights(worker="rawd"),
    "platform.SpentToken": Rights(web="rad", worker="rd"),
    "audit.AuditRow": Rights(web="ra", worker="ra", sealer="r"),
    "audit.AuditBatch": Rights(web="r", worker="r", sealer="ra"),
    "audit.AuditHead": Rights(web="r", worker="r", sealer="ra"),
    "accounts.Account": Rights(web="raw", worker="rw"),
    "accounts.RegistrationClaim": Rights(web="raw", worker="rwd"),
    "accounts.KnownDevice": Rights(web="rawd", worker="rd"),
    "accounts.Session": Rights(web="raw", worker="rwd"),
    "accounts.Tally": Rights(web="rawd", worker="rawd"),
    "accounts.PasswordReset": Rights(web="raw", worker="rawd"),
    "accounts.SecondFactor": Rights(web="rawd", worker="r"),
    "accounts.RecoveryCode": Rights(web="rawd"),
    "accounts.Passkey": Rights(web="rawd"),
    "places.AdministrativeUnit": _LIST,
    "places.UnitSuccessor": _LIST,
    "trust.Key": Rights(web="raw", worker="rawd"),
    "offices.Agency": _RECORD,
    "offices.FormerName": _LEDGER,
    "offices.ListFilter": Rights(web="rawd"),
    "offices.ComingName": Rights(web="rad", worker="r"),
    "offices.PermissionGroup": Rights(web="rawd", worker="r"),
    "offices.Grant": Rights(web="rad", worker="r"),
    "offices.Officer": _RECORD,
    "offices.Officer_groups": Rights(web="rad", worker="r"),
    "offices.SecondFactorReset": _RECORD,
    "documents.StoredFile": Rights(web="raw", worker="rawd"),
    "documents.GivenName": Rights(web="ra", worker="rd"),
    "lists.PersonList": Rights(web="raw", worker="rwd"),
    "lists.ListRow": Rights(web="ra", worker="rwd"),
    "notices.Message": Rights(web="raw", worker="rawd"),
    "notices.WishesRow": _RECORD,
    "notices.DemoMail": Rights(web="r", worker="ra"),
    "payments.ReceiptRow": Rights(web="ra", worker="ra"),
    "payments.BillRow": Rights(web="raw", worker="raw"),
    "payments.TransferRow": Rights(web="raw", worker="rw"),
    "payments.RefundRow": Rights(web="raw", worker="raw"),
    # What does not count yet can be taken back.
    "codelists.CodeVersion": Rights(web="rad", worker="r"),
    "casework.DossierCounter": Rights(web="raw", worker="raw"),
    "casework.PaperCounter": Rights(web="raw", worker="raw"),
    # What the law itself deletes, a job opens a dossier of, with its result.
    "casework.Dossier": Rights(web="raw", worker="raw"),
    "casework.DossierExport": Rights(web="ra", worker="rwd"),
    # What is erased when its time is over, the worker erases.
    "casework.Opinion": Rights(web="rawd", worker="rd"),
    "casework.ExaminedDocument": Rights(web="raw", worker="rd"),
    "casework.RegisterCheck": Rights(web="ra", worker="rd"),
    "casework.Inspection": Rights(web="ra", worker="rd"),
    "casework.Editing": Rights(web="rawd", worker="rd"),
    "casework.Disposition": Rights(web="raw", worker="rw"),
    "casework.DueDossier": Rights(web="rw", worker="raw"),
    "casework.RetentionHold": _RECORD,
    "casework.SavedSearch": Rights(web="rawd"),
    # What an agency was asked goes to its successor.
    "casework.Verification": Rights(web="rawd", worker="rwd"),
    "casework.Submission": Rights(web="ra", worker="rad"),
    "casework.Draft": Rights(web="rawd", worker="kd"),
    "casework.HandedIn": Rights(web="rawd", worker="rd"),
    "casework.Attachment": Rights(web="rawd", worker="rd"),
    "casework.JournalEntry": Rights(web="ra", worker="raw"),
    "casework.Paper": Rights(web="ra", worker="rawd"),
    # Jobs enter the persons of an intake.
    "population.IssuedPin": Rights(web="raw", worker="raw"),
    "population.Person": Rights(web="raw", worker="raw"),
    "population.NameWord": Rights(web="ra", worker="ra"),
    "population.Guardianship": _RECORD,
    "population.Adoption": _RECORD,
    "population.PersonEvent": Rights(web="ra", worker="ra"),
    # The night finds pairs, officers settle them.
    "population.LikelyPair": Rights(web="raw", worker="raw"),
    "population.CivilMessage": _RECORD,
    "population.Foreigner": _RECORD,
    "population.ForeignerEvent": _LEDGER,
    # A job ends the cards of who died.
    "cards.CardRow": Rights(web="raw", worker="rw"),
    "cards.CardEvent": Rights(web="ra", worker="ra"),
    "residence.Household": Rights(web="raw", worker="raw"),
    # A period that no longer stands moves to the history.
    "residence.ResidencePeriod": Rights(web="rawd", worker="rawd"),
    "residence.ResidenceEvent": Rights(web="ra", worker="ra"),
    "residence.ResidencePeriodHistory": Rights(web="ra", worker="ra"),
    "residence.AbsencePeriod": Rights(web="rawd", worker="rawd"),
    "residence.AbsencePeriodHistory": Rights(web="ra", worker="ra"),
    "residence.LodgingFacility": Rights(web="raw", worker="rw"),
    # Lists of guests are taken up by jobs, and what an agency wrote down goes to its successor.
    "residence.LodgingNotice": Rights(web="ra", worker="raw"),
    "residence.Stay": Rights(web="raw", worker="ra"),
    "residence.Departure": _RECORD,
    "intake.Batch": Rights(web="raw", worker="rw"),
    # The web keeps the rows of a file, jobs work them off and forget them.
    "intake.Line": Rights(web="raw", worker="rwd"),
    "identity.VerifiedIdentity": _RECORD,
}

_UNNUMBERED = {"audit.AuditRow"}
_HELD = """
    select grantee, table_name, privilege_type from information_schema.role_table_grants
    where grantee = any(%s) and table_schema = 'public'
"""
_WORDS = {"r": "select", "a": "insert", "w": "update", "d": "delete"}


def tables() -> Iterator[type[models.Model]]:
    """Return all tables that models describe, those between two models too."""
    return iter(apps.get_models(include_auto_created=True))


def roles_there() -> bool:
    """Tell whether the database knows the three roles."""
    return set(SERVING) == set(_known())


def roles_alike() -> str:
    """Name the roles whose address is the owner's; empty where each has its own."""
    owner = settings.DATABASE_URLS[Role.OWNER]
    return ", ".join(role.value for role in SERVING if owner and settings.DATABASE_URLS[role] in {"", owner})


def strays() -> list[str]:
    """Return each right on a whole table that a role has and should not have, or the other way round."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [[role.login for role in _known()]])
        held = set(cursor.fetchall())
    wanted = {
        (role.login, model._meta.db_table, _WORDS[right].upper())
        for role in _known()
        for model in tables()
        for right in GRANTS.get(model._meta.label, NOBODY).of(role)
        if right in _WORDS and not (right == "a" and model._meta.label in _UNNUMBERED)
    }
    return sorted(f"{right} on {table} by {who}" for who, table, right in held ^ wanted)


def apply() -> list[str]:
    """Take every right from the roles that the database knows and give them just what is declared; return their names.

    Nobody sees the moment between: it is one transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        known = _known()
        for role in known:
            for statement in _statements(role):
                cursor.execute(statement)
    return [role.login for role in known]


def _known() -> list[Role]:
    with connection.cursor() as cursor:
        cursor.execute("select rolname from pg_roles where rolname = any(%s)", [[role.login for role in SERVING]])
        names = {name for (name,) in cursor.fetchall()}
    return [role for role in SERVING if role.login in names]


def _statements(role: Role) -> Iterator[sql.Composed]:
    who = sql.Identifier(role.login)
    for kind in ("tables", "sequences"):
        yield sql.SQL("revoke all on all {} in schema public from {}").format(sql.SQL(kind), who)
    for model in tables():
        rights = GRANTS.get(model._meta.label, NOBODY).of(role)
        if rights:
            words = (_word(model, each) for each in rights)
            yield sql.SQL("grant {} on {} to {}").format(
                sql.SQL(", ").join(words), sql.Identifier(model._meta.db_table), who
            )
    for sequence in _sequences(role):
        yield sql.SQL("grant usage on sequence {} to {}").format(sql.Identifier(sequence), who)


def _word(model: type[models.Model], right: str) -> sql.Composable:
    if right == "a" and model._meta.label in _UNNUMBERED:
        unnumbered = [each for each in model._meta.concrete_fields if not each.primary_key]
        return _of_columns("insert", unnumbered)
    if right == "k":
        keys = [each for each in model._meta.concrete_fields if each.primary_key or each.is_relation]
        return _of_columns("select", keys)
    if right == "h":
        # To lock a row PostgreSQL asks for the right to write one of its columns: the one that others' keys keep as it is.
        return _of_columns("update", [model._meta.pk])
    return sql.SQL(_WORDS[right])


def _of_columns(word: str, columns: "Iterable[models.Field[Any, Any]]") -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(str(each.column)) for each in columns)
    return sql.SQL("{} ({})").format(sql.SQL(word), names)


def _sequences(role: Role) -> list[str]:
    """Return the sequences that number what a role adds; hot acts take several numbers at once."""
    added = [
        model._meta.db_table
        for model in tables()
        if "a" in GRANTS.get(model._meta.label, NOBODY).of(role) and model._meta.label not in _UNNUMBERED
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.relname from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'"
            " join pg_class t on t.oid = d.refobjid where d.deptype in ('a', 'i') and t.relname = any(%s)",
            [added],
        )
        return [name for (name,) in cursor.fetchall()]
