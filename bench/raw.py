"""What PostgreSQL does without any Python of ours: scripts driven by pgbench, as prepared statements."""

import re
import subprocess
from pathlib import Path

from dancu.platform import postgres


def run(script: str, *, home: Path, clients: int = 1, transactions: int) -> str:
    """Run a script so often by each client against the server of a home, and return what pgbench tells."""
    file = home / "bench.pgbench"
    file.write_text(script)
    command = [
        *(postgres.program("pgbench"), "--no-vacuum", "--protocol=prepared", "--report-per-command", f"--file={file}"),
        *(f"--client={clients}", f"--transactions={transactions}", postgres.url(home)),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"pgbench could not do it: {done.stderr.strip()[-600:]}")
    return done.stdout


def per_s(told: str) -> float:
    """Return how many transactions a second it says."""
    return float(re.findall(r"tps = ([0-9.]+) \(without", told)[0])


def ms_of(told: str, begins: str) -> float:
    """Return the milliseconds that it says one statement of the script took."""
    return float(re.findall(rf"([0-9.]+)\s+\d+\s+{re.escape(begins)}", told)[0])
