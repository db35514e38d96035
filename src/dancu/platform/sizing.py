"""Settings of the embedded PostgreSQL: sized to the machine, and silent about what people entered."""

import os
import shutil
from pathlib import Path

_MIB = 1024 * 1024


def settings(data: Path, *, sockets: Path, durable: bool, archived: bool) -> dict[str, str]:
    """Return the server's settings for a data folder; without durability a crash may lose what was committed.

    `archived` keeps the log for back-ups: loads of millions then write it too.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MIB
    free = shutil.disk_usage(data).free // _MIB
    held = sum(each.stat().st_size for each in data.glob("base/*/*")) // _MIB
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        # The whole tree is to stay below a gigabyte, however large the machine; but for who keeps many times that in it.
        "shared_buffers": f"{_between(32, memory // 16 if held < 1024 else memory // 4, max(128, held // 4))}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": f"{_between(32, memory // 16, 256)}MB",
        "max_wal_size": f"{_between(256, free // 8, 8192)}MB",  # a load of millions checkpoints seldom
        "min_wal_size": "80MB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "wal_compression": "on",
        # Who loses a child begins anew as a whole, by the hand of whoever runs it: a server that mends itself hangs for ever when
        # one more of its processes is killed meanwhile.
        "restart_after_crash": "off",
        "jit": "off",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "idle_in_transaction_session_timeout": "10min",
        "log_error_verbosity": "terse",  # details would name the refused values
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
    }
    if archived:
        # A receiver that stays away for ever must not fill the disk: its slot is given up first, and the doctor says so.
        most = f"{_between(1024, free // 4, 65536)}MB"
        chosen |= {"wal_level": "replica", "max_wal_senders": "6", "max_slot_wal_keep_size": most}
    if not durable:
        chosen |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        chosen |= {"max_connections": "200"}  # tests let fifty people act at one moment
    return chosen


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))
