"""Four roles in the database, each with only what it needs: who owns the tables, and who serves, works and seals.

A process says by DANCU_ROLE which it is; a command without it is the owner. Where each connects: DATABASE_URL_WEB, _WORKER and
_SEALER if set, else DATABASE_URL, else the embedded server, which has all four. Which tables a role may use is declared in
`config.grants` and granted to the names here; on a server of one's own, whoever connects is a member of one of them.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from dancu.platform import postgres


class Role(StrEnum):
    OWNER = "owner"
    WEB = "web"
    WORKER = "worker"
    SEALER = "sealer"

    @property
    def login(self) -> str:
        """The role's name in the database."""
        return postgres.LOGINS[self.value]


LIMITS = {
    Role.WEB: {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"},
    Role.WORKER: {"statement_timeout": "10min", "lock_timeout": "1min", "idle_in_transaction_session_timeout": "10min"},
}
"""How long a statement of each may take, wait for a lock, or leave a transaction open."""
SERVING = (Role.WEB, Role.WORKER, Role.SEALER)


def address(given: Mapping[Role, str], role: Role, home: Path) -> str:
    """Return where a role connects: by its own address, the owner's, or to the embedded server of a home."""
    return given[role] or given[Role.OWNER] or postgres.url(home, role=role.value)


def limits(role: Role) -> str:
    """Return what a role's connections ask of the server when they open, as libpq's `options`.

    Somebody waits in front of a page; a job has time. Whoever lays out the tables or seals may take as long as it needs.
    """
    return " ".join(f"-c {name}={value}" for name, value in LIMITS.get(role, {}).items())


class OneSchema:
    """Router: the tables are laid out over the owner's connection alone."""

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        return db == "default"
