"""Accounts, claims and sessions for tests, and a messenger that keeps what it is given."""

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from dancu.accounts import commands, ports
from dancu.accounts.commands import Opened
from dancu.accounts.commands.sessions import open_session
from dancu.accounts.domain.realms import Kind, Realm
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.models import Account
from dancu.kernel.actor import Actor, ActorKind

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "Sông-Hồng-2026"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STRANGER = Actor(kind=ActorKind.CITIZEN, source="203.0.113.7")
_numbers = count(1)


def some_particulars(**changes: Any) -> Particulars:
    """Return a registration form, filled in; every one has another number."""
    number = changes.pop("username", None) or f"001090{next(_numbers):06d}"
    p = Particulars(
        kind=Kind.INDIVIDUAL,
        username=number,
        id_number=number,
        id_issued_on=date(2022, 5, 4),
        id_issued_at="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        full_name="Nguyễn Thị Hoà",
        born=date(1990, 3, 2),
        phone="0912345678",
        email="hoa@example.com",
        commune_code="00070",
        commune_since=date(2025, 7, 1),
        address_line="12 Hàng Bài",
    )
    return dataclasses.replace(p, **changes)


def an_account(*, password: str = PASSWORD, at: datetime = NOW, **changes: Any) -> int:
    """Open a portal account and return its id."""
    return commands.create_portal_account(
        particulars=some_particulars(**changes), password=password, by=STRANGER, at=at
    )


def an_officer_account(username: str = "hk.tiepnhan", *, totp_secret: str = TOTP_SECRET, at: datetime = NOW) -> int:
    """Open an officer's account, its authenticator app set up unless `totp_secret` is empty."""
    return commands.create_officer_account(
        username=username,
        password=PASSWORD,
        full_name="Trần Văn Bình",
        email=f"{username}@example.com",
        totp_secret=totp_secret,
        by=STRANGER,
        at=at,
    )


def sign_in(
    username: str,
    *,
    password: str = PASSWORD,
    realm: Realm = Realm.PORTAL,
    kinds: Collection[Kind] = tuple(Kind),
    device: str = "",
    source: str = "203.0.113.7",
    at: datetime = NOW,
) -> Opened:
    return commands.sign_in(
        realm=realm,
        username=username,
        password=password,
        kinds=kinds,
        device=device,
        browser="Firefox",
        source=source,
        at=at,
    )


def a_session(account_id: int, *, half_open: bool = False) -> str:
    """Open a session now, without the pages that lead there; return what the browser is to keep."""
    opened = open_session(
        Account.objects.get(pk=account_id),
        device="",
        browser="Firefox",
        source="203.0.113.7",
        half_open=half_open,
        at=datetime.now(UTC),
    )
    return opened.token


def a_claim(*, at: datetime = NOW, password: str = PASSWORD, **changes: Any) -> UUID:
    return commands.begin_registration(particulars=some_particulars(**changes), password=password, by=STRANGER, at=at)


@dataclass
class KeptLetters:
    """A messenger that puts letters on a pile."""

    pile: list[tuple[str, ports.Addressee, Mapping[str, str]]] = field(default_factory=list)

    def send(self, letter: str, *, to: ports.Addressee, facts: Mapping[str, str], at: datetime) -> None:
        self.pile.append((letter, to, dict(facts)))

    @property
    def kinds(self) -> list[str]:
        return [letter for letter, _, _ in self.pile]

    def last(self, letter: str) -> Mapping[str, str]:
        return next(facts for kind, _, facts in reversed(self.pile) if kind == letter)

    def link_secret(self, letter: str) -> str:
        """Return the last part of the address in the latest letter of a kind."""
        found = re.search(r"[^/]+$", self.last(letter)["link"])
        assert found
        return found.group()


@contextmanager
def kept_letters() -> Iterator[KeptLetters]:
    """Hand out a messenger for as long as a test lasts."""
    before, letters = ports.messenger(), KeptLetters()
    ports.install(letters)
    try:
        yield letters
    finally:
        ports.install(before)
