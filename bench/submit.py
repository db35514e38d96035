"""Citizens file dossiers: the submit request alone, signed in, with its CSRF token and its confirm code.

The whole platform runs as `dancu up` runs it, job worker and all, and answers on the same processors as the client. Each request
submits a draft of its own, of 30 answers and two stored files, to one of 300 agencies.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import click

from bench import cost
from workbench import home

GOAL_PER_S, GOAL_P95_MS, PACE = 350, 50, 100


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--agencies", default=300, show_default=True, help="Agencies, each with a citizen who files.")
@click.option("--submits", default=8000, show_default=True, help="Submits sent as fast as they are answered.")
@click.option("--seconds", default=20, show_default=True, help=f"How long {PACE} a second are sent.")
@click.option("--connections", default=8, show_default=True, help="Connections that saturate.")
def main(port: int, agencies: int, submits: int, seconds: int, connections: int) -> None:
    """Measure how fast dossiers are filed."""
    with home.fresh("submit") as place, home.running(port, people=20 * agencies) as trunk:
        import django

        django.setup()
        figures = _measure(place, trunk, port, agencies, submits, seconds * PACE, connections)
    click.echo(json.dumps(figures))


def _measure(
    place: Path, trunk: int, port: int, agencies: int, submits: int, paced: int, connections: int
) -> dict[str, float]:
    logging.getLogger("dancu.request").setLevel(logging.WARNING)
    from bench import peer
    from dancu.platform import clock
    from workbench import filings

    warming = max(submits // 10, agencies)
    total = warming + paced + 2 * submits + 1
    click.echo(f"Making {total:,} drafts at {agencies} agencies …")
    citizens = filings.open_for_filing(total, agencies=agencies, at=clock.now())
    requests = filings.requests(citizens, warming + paced + submits)
    _send(port, islice(requests, warming), connections=connections)
    steady = _send(port, islice(requests, paced), per_second=PACE)
    click.echo(
        f"At {PACE} a second: half within {steady['p50_ms']:.1f} ms, 95 of 100 within {steady['p95_ms']:.1f} ms."
    )
    before = cost.spent(trunk)
    full = _send(port, requests, connections=connections)
    after = cost.spent(trunk)
    per_s = submits / full["seconds"]
    parts = {part: (after[part] - before[part]) * 1000 / submits for part in ("web", "database", "jobs")}
    click.echo(
        f"At most: {per_s:.0f} a second, half within {full['p50_ms']:.0f} ms, 95 of 100 within {full['p95_ms']:.0f} ms."
    )
    click.echo("Processor a request: " + ", ".join(f"{part} {ms:.2f} ms" for part, ms in parts.items()), nl=False)
    click.echo(f", client {full['cpu_seconds'] * 1000 / submits:.2f} ms.")
    writing = peer.measure(lambda: filings.submit_one(citizens), transactions=submits, clients=connections, home=place)
    click.echo(f"The same writes by pgbench: {writing:.0f} a second.")
    click.echo(f"Goals: {GOAL_PER_S} a second, {GOAL_P95_MS} ms.")
    return {
        "per_s": round(per_s, 1),
        "p95_ms": round(steady["p95_ms"], 1),
        "ratio": round(per_s / writing, 3),
        "cpu_ms": round(parts["web"] + parts["database"], 2),
    }


def _send(port: int, requests: Iterable[bytes], *, connections: int = 0, per_second: float = 0) -> dict[str, Any]:
    """Have the client send requests; every one of them must be filed."""
    fed = b"".join(b"%d\n%s" % (len(request), request) for request in requests)
    command = [sys.executable, "-m", "bench.client", str(port), str(connections), str(per_second)]
    done = subprocess.run(command, input=fed, capture_output=True, check=True, cwd=home.ROOT)
    results: dict[str, Any] = json.loads(done.stdout)
    if set(results["answers"]) != {"filed"}:
        raise SystemExit(f"Not every submit was filed: {results['answers']}")
    return results


if __name__ == "__main__":
    main()
