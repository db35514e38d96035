"""A real clamd that knows one signature, of a string that only tests write; it stands in 50 ms and takes 20 MB."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dancu.platform import processes

THREAT = "Dancu.Test.UNOFFICIAL"
TEST_STRING = b"DANCU-MALWARE-TEST-STRING"
_READY = "Self checking"


@contextmanager
def a_clamd() -> Iterator[str]:
    """Run it for as long as the block lasts; give the path of its socket."""
    # Not below pytest's own folder: the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (folder / "signatures").mkdir()
    (folder / "signatures" / "test.ndb").write_text(f"Dancu.Test:0:*:{TEST_STRING.hex()}\n")
    settings = [
        f"DatabaseDirectory {folder}/signatures",
        f"LocalSocket {folder}/socket",
        f"TemporaryDirectory {folder}",
        "Foreground yes",
        "MaxThreads 2",
    ]
    (folder / "clamd.conf").write_text("\n".join(settings) + "\n")
    process = subprocess.Popen(
        [shutil.which("clamd") or "/usr/sbin/clamd", "-c", folder / "clamd.conf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=processes.child(signal.SIGKILL),
    )
    try:
        assert process.stdout is not None
        assert any(_READY in line for line in process.stdout), "clamd did not start"
        yield f"{folder}/socket"
    finally:
        process.terminate()
        process.communicate(timeout=30)
        shutil.rmtree(folder)
