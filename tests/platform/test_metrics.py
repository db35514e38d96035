"""Counting holds when many threads begin at one moment, as in a web process that has just started."""

import subprocess
import sys
from pathlib import Path

AT_ONCE = """
import os, sys, threading
os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]
from django.conf import settings
settings.configure(DATABASES={})
from dancu.platform import metrics
sys.setswitchinterval(1e-6)
start, went_wrong = threading.Barrier(16), []
def count():
    start.wait()
    try:
        metrics.rate_limited("sign_in")
        metrics.request("portal", "draft-review", "POST", 302, 0.01)
        metrics.request("portal", "", "INVENTED", 405, 0.01)
    except Exception as error:
        went_wrong.append(error)
threads = [threading.Thread(target=count) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert not went_wrong, went_wrong
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry()
MultiProcessCollector(registry)
print(generate_latest(registry).decode())
"""


def test_threads_that_count_first_at_one_moment_lose_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'dancu_rate_limited_total{rule="sign_in"} 16.0' in done.stdout
    assert '{method="POST",site="portal",status="302",view="draft-review"} 16.0' in done.stdout
    assert 'method="other"' in done.stdout
    assert "INVENTED" not in done.stdout
