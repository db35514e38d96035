"""Why a database server ended, from what it wrote."""

from pathlib import Path


def reason(log: Path, since: int, *, home: Path) -> str:
    """Say in a sentence what the log tells from a byte on."""
    with log.open("rb") as file:
        file.seek(since)
        text = file.read().decode(errors="replace")
    if "No space left on device" in text:
        return f"The disk that holds {home} is full: make room and start again."
    if "ermission denied" in text:
        return f"Its user may not use {home} or a folder above it; choose another place with DANCU_HOME."
    if "could not create shared memory" in text or "could not map anonymous shared memory" in text:
        return "The machine has too little free memory."
    telling = [line for line in text.splitlines() if "FATAL" in line or "PANIC" in line or "error:" in line]
    return telling[-1].strip() if telling else f"See {log}."
