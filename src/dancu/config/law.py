"""The procedures as data, with every version of the law that is kept: what `dancu procedures --json` prints."""

from typing import Any

from dancu.casework.procedures import Listed, Procedure, catalogue
from dancu.platform import clock


def listing() -> list[dict[str, Any]]:
    """Return what is in force today of each procedure, with all its versions."""
    return [
        {**_facts(each), "slug": each.slug, "versions": [_facts(version) for version in catalogue().history(each.code)]}
        for each in catalogue().in_force(clock.today())
    ]


def _facts(version: Listed) -> dict[str, Any]:
    texts = version.texts
    return {
        "code": version.code,
        "title": version.title,
        "version": version.version,
        "since": version.since.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "changes": list(version.news.values()),
        "cases": {case: texts(f"cases.{case}") for case in version.cases},
        "documents": {each.key: texts(f"documents.{each.key}.name") for each in version.documents},
        "fees": {channel.value: fee.dong for channel, fee in version.fees.items()},
        "fees_by_list": {channel.value: fee.dong for channel, fee in version.fees_by_list.items()},
        "time_limits": [{"amount": limit.amount, "unit": limit.unit.value} for limit in version.limits],
        "channels": list(version.channels),
        "legal_basis": list(version.legal_basis),
        "retention": _retention(version),
        "unverified": {key: texts(f"unverified.{key}") for key in version.unverified},
    }


def _retention(version: Listed) -> dict[str, Any] | None:
    """Return how long dossiers are kept, as the version declares it; nothing of what makes none."""
    if not isinstance(version, Procedure):
        return None
    kept = version.retention
    return {
        "archive_after_months": kept.archive_after_months,
        "erase_after_years": kept.erase_after_years,
        "source": kept.source or None,
        "verified": bool(kept.source),
    }
