"""What happened to accounts; what is slow or would tell a stranger something is done by the jobs that follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationBegun:
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationConfirmed:
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordResetAsked:
    reset_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed:
    account_id: int
    because: str
