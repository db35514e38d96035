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


SERVING = (Role.WEB, Role.WORKER, Role.SEALER)


def address(given: Mapping[Role, str], role: Role, home: Path) -> str:
    """Return where a role connects: by its own address, the owner's, or to the embedded server of a home."""
    return given[role] or given[Role.OWNER] or postgres.url(home, role=role.value)


class OneSchema:
    """Router: the tables are laid out over the owner's connection alone."""

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        return db == "default"
