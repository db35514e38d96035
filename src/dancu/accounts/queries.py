"""Read accounts and their sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dancu.accounts import tokens
from dancu.accounts.domain import registering
from dancu.accounts.domain.realms import TERMS, Kind, Realm, normal_username
from dancu.accounts.domain.registering import Standing
from dancu.accounts.models import Account, Passkey, PasswordReset, RegistrationClaim, SecondFactor, Session
from dancu.kernel.errors import Missing
from dancu.platform import statement

_LIVE_SESSION = f"""
    select {statement.columns_of(Session, "session")}, {statement.columns_of(Account, "account")}
    from accounts_session as session join accounts_account as account on account.id = session.account_id
    where session.digest = %(digest)s and session.realm = %(realm)s and session.ended_at is null
    and session.expires_at > %(at)s and account.closed_at is null
"""  # noqa: S608


class NoSuchAccount(Missing):
    """There is no such account. Check the number and try again."""

    code = "accounts.no_such_account"


class NoSuchClaim(Missing):
    """This registration is not known any more. Please register again."""

    code = "accounts.no_such_claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account as its owner, and an officer who checks it, see it."""

    id: int
    realm: Realm
    kind: Kind
    username: str
    id_number: str
    id_issued_on: date | None
    id_issued_at: str
    full_name: str
    organisation_name: str
    born: date | None
    phone: str
    fax: str
    email: str
    website: str
    commune_code: str
    commune_since: date | None
    address_line: str
    facility_kind: str
    photo: str
    language: str
    created_at: datetime
    closed_at: datetime | None

    @property
    def pk(self) -> int:
        return self.id

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    id: int
    account: AccountView
    half_open: bool
    browser: str
    source: str
    opened_at: datetime
    last_seen_at: datetime

    def is_locked(self, at: datetime, *, after: timedelta) -> bool:
        """Tell whether its officer has been idle for so long that he must show again that it is he."""
        return not self.half_open and TERMS[self.account.realm].locks and at - self.last_seen_at >= after


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """What the page that asks for the code may show: what its sender typed, the user name to come, and what is left."""

    id: UUID
    kind: Kind
    username: str
    standing: Standing
    email: str
    expires_at: datetime
    tries_left: int
    sendings_left: int
    next_sending_at: datetime


def get_account(account_id: int) -> AccountView:
    """Return an account, closed ones too; raises NoSuchAccount."""
    row = Account.objects.filter(pk=account_id).first()
    if row is None:
        raise NoSuchAccount
    return view(row)


def find_account(*, realm: Realm, username: str) -> AccountView | None:
    """Find the open account with this user name, in any of the ways people type it."""
    row = Account.objects.filter(realm=realm, username=normal_username(realm, username), closed_at=None).first()
    return None if row is None else view(row)


def usernames_of(account_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return user name and e-mail of accounts by id."""
    rows = Account.objects.filter(pk__in=set(account_ids)).values_list("pk", "username", "email")
    return {pk: (username, email) for pk, username, email in rows}


def list_with_email(email: str) -> list[AccountView]:
    """List the open portal accounts whose letters go to this address, the oldest first."""
    rows = Account.objects.filter(realm=Realm.PORTAL, email=email, closed_at=None)
    return [view(row) for row in rows.order_by("pk")]


def find_session(*, token: str, realm: Realm, at: datetime) -> SessionView | None:
    """Find the live session behind a cookie; one of another realm is nothing here."""
    found = statement.read(_LIVE_SESSION, Session, Account, digest=tokens.digest(token), realm=realm, at=at)
    for row, row.account in found:
        return _session(row)
    return None


def find_holder(*, token: str, realm: Realm | None) -> int | None:
    """Find whose session it is or was, by the id of the account."""
    held = Session.objects.filter(digest=tokens.digest(token), realm=realm, account__closed_at=None)
    return held.values_list("account", flat=True).first() if token else None


def list_sessions(account_id: int, *, at: datetime) -> list[SessionView]:
    """List where an account is signed in, the latest first."""
    rows = Session.objects.select_related("account").filter(
        account=account_id, ended_at=None, expires_at__gt=at, half_open=False
    )
    return [_session(row) for row in rows.order_by("-last_seen_at", "-id")]


def get_claim(claim_id: UUID, *, at: datetime) -> ClaimView:
    """Return how a registration stands; raises NoSuchClaim."""
    row = RegistrationClaim.objects.filter(pk=claim_id).first()
    if row is None:
        raise NoSuchClaim
    return ClaimView(
        id=row.pk,
        kind=Kind(row.kind),
        username=row.username,
        standing=registering.standing(tries=row.tries, expires_at=row.expires_at, confirmed_at=row.confirmed_at, at=at),
        email=row.email,
        expires_at=row.expires_at,
        tries_left=max(registering.TRIES - row.tries, 0),
        sendings_left=max(registering.SENDINGS - row.sendings, 0),
        next_sending_at=row.sent_at + registering.BETWEEN_SENDINGS,
    )


def is_reset_open(token: str, *, at: datetime) -> bool:
    """Tell whether a link for a new password still works."""
    return PasswordReset.objects.filter(digest=tokens.digest(token), used_at=None, expires_at__gt=at).exists()


def has_second_factor(account_id: int) -> bool:
    return SecondFactor.objects.filter(account=account_id, confirmed_at__isnull=False).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyView:
    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


def list_passkeys(account_id: int) -> list[PasskeyView]:
    """List the passkeys of an account, the oldest first."""
    rows = Passkey.objects.filter(account=account_id).order_by("pk").defer("public_key")
    return [PasskeyView(id=row.pk, name=row.name, made_at=row.made_at, used_at=row.used_at) for row in rows]


def view(row: Account) -> AccountView:
    return AccountView(
        id=row.pk,
        realm=Realm(row.realm),
        kind=Kind(row.kind),
        username=row.username,
        id_number=row.id_number,
        id_issued_on=row.id_issued_on,
        id_issued_at=row.id_issued_at,
        full_name=row.full_name,
        organisation_name=row.organisation_name,
        born=row.born,
        phone=row.phone,
        fax=row.fax,
        email=row.email,
        website=row.website,
        commune_code=row.commune_code,
        commune_since=row.commune_since,
        address_line=row.address_line,
        facility_kind=row.facility_kind,
        photo=row.photo,
        language=row.language,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


def _session(row: Session) -> SessionView:
    return SessionView(
        id=row.pk,
        account=view(row.account),
        half_open=row.half_open,
        browser=row.browser,
        source=row.source,
        opened_at=row.opened_at,
        last_seen_at=row.last_seen_at,
    )
