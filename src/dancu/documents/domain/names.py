"""Names of files, made safe to show and to save."""

import re
import unicodedata

from dancu.documents.domain.kinds import MediaType

_LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Of Unicode's invisible kinds: controls, direction overrides (which can make "exe" look like "pdf"), lone surrogates.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe_name(name: str, kind: MediaType) -> str:
    """Return the last part of a name without anything that a screen or a disk may misread, ending as its kind does."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in last)
    stem = _FORBIDDEN.sub(" ", seen)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(stem.split()))
    return (stem[:_LONGEST].strip(" .") or "file") + kind.extension
