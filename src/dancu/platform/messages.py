"""Compile the translations: every `locale/*/LC_MESSAGES/*.po` of the package to the `.mo` beside it.

Babel does it, so no gettext tools are needed: `python -m dancu.platform.messages`.
"""

import gettext
import struct
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]


def catalogues(root: Path = PACKAGE) -> list[Path]:
    """Return every `.po` file below `root`."""
    return sorted(root.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_all(root: Path = PACKAGE) -> list[Path]:
    """Compile what is newer than its `.mo`; return what was compiled."""
    compiled = []
    for source in catalogues(root):
        target = source.with_suffix(".mo")
        if _is_compiled(source, target):
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            write_mo(file, catalogue)
        part.replace(target)  # whoever reads meanwhile sees the old file or the new one, never half a file
        compiled.append(target)
    return compiled


def _is_compiled(source: Path, target: Path) -> bool:
    """Tell whether a `.mo` is there, as new as its source, and whole: power may have failed while the disk still owed it."""
    try:
        if target.stat().st_mtime < source.stat().st_mtime:
            return False
        with target.open("rb") as file:
            gettext.GNUTranslations(file)
    except (OSError, ValueError, struct.error):
        return False
    return True


if __name__ == "__main__":
    compile_all()
