"""What is measured is shown at an internal address of its own, and at no site."""

import http.client
from pathlib import Path

from tests.builders.trees import Running, free_port, until, up

SITES = ("dichvucong", "canbo", "tep", "chiase")


def shown(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/metrics")
    return connection.getresponse().read().decode()


def is_up(port: int) -> bool:
    try:
        return "dancu_database_up 1.0" in shown(port)
    except OSError:
        return False


def ask_everywhere(running: Running) -> None:
    for site in SITES:
        assert running.status(site, "/metrics") in {403, 404}
    for _ in range(8):
        assert running.status("dichvucong", "/procedures?q=Nguyen+Van+An") == 200


def test_all_processes_are_measured_by_names_of_views_and_jobs(home: Path, tmp_path: Path) -> None:
    port = free_port()
    running = up(home, free_port(), DANCU_METRICS=f":{port}", DANCU_BACKUPS=str(tmp_path / "backups"))
    try:
        assert until(lambda: is_up(port))
        ask_everywhere(running)
        text = shown(port)
        assert 'dancu_http_requests_total{method="GET",site="portal",status="200",view="procedures"} 8.0' in text
        assert 'dancu_http_requests_total{method="GET",site="portal",status="404",view=""}' in text
        assert 'dancu_http_request_seconds_bucket{le="+Inf",site="portal",view="procedures"} 8.0' in text
        assert 'dancu_database_pool{state="open"}' in text
        assert "dancu_disk_free_bytes" in text
        assert "Nguyen" not in text
        assert "/metrics" not in text
        assert until(lambda: "dancu_archive_age_seconds" in shown(port))
        assert until(lambda: 'dancu_jobs_done_total{outcome="done",task="' in shown(port))
        assert until(lambda: "dancu_workers 1.0" in shown(port))
    finally:
        running.stop()
