"""The connection that Django makes of `ENGINE`, which is to be found in a module of this name."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which lends no connection that has ended."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Take a connection out of the pool; one whose server says something unasked is given up for another."""
        lent = super().get_new_connection(conn_params)
        while _has_news(lent):
            lent.close()
            self.pool.putconn(lent)  # which opens another in its place
            lent = super().get_new_connection(conn_params)
        return lent


def _has_news(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
