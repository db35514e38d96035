"""What the versions of a code say of a day."""

from datetime import date

from dancu.codelists.domain import Version, entries, last_of

FIRST, SECOND, END = date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)
VERSIONS = (
    Version(code="b", since=FIRST, name="Hai", order=2),
    Version(code="a", since=SECOND, name="Một, viết lại", order=1),
    Version(code="a", since=FIRST, name="Một", order=1),
    Version(code="a", since=END, ended=True),
)


def held(on: date) -> list[str]:
    return [entry.version.name for entry in entries(VERSIONS, on)]


def test_a_version_holds_from_its_day_until_the_next() -> None:
    assert held(date(2025, 12, 31)) == []
    assert held(FIRST) == held(date(2026, 12, 31)) == ["Một", "Hai"]
    assert held(SECOND) == ["Một, viết lại", "Hai"]


def test_what_ended_holds_no_more() -> None:
    assert held(END) == ["Hai"]


def test_the_last_version_may_be_still_to_come() -> None:
    last = last_of(VERSIONS, "a")
    assert last
    assert last.since == END
    assert last_of(VERSIONS, "c") is None
