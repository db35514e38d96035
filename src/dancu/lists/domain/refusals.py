"""Why a whole file is not taken in: each refusal says what its sender can do instead."""

from dancu.kernel.errors import Invalid

MAX_SIZE = 6 * 1024 * 1024
"""As for every file."""
MOST_ROWS = 10_000
"""People in one file."""


class EmptyList(Invalid):
    """The file is empty. Choose the file with your list."""

    code = "lists.empty_list"


class ListTooLarge(Invalid):
    """The file is larger than 6 MB. Delete pictures and other sheets from it, or divide the list among several files."""

    code = "lists.list_too_large"


class NotAList(Invalid):
    """This is no spreadsheet that can be read. Save your list as XLSX (Excel workbook) or CSV and choose that file."""

    code = "lists.not_a_list"


class OldOrLocked(Invalid):
    """The file is an old XLS workbook, or opens with a password only. Save it as XLSX without a password and choose that file."""

    code = "lists.old_or_locked"


class DamagedList(Invalid):
    """The file is damaged or incomplete. Open it to check it, save it again and choose it once more."""

    code = "lists.damaged_list"


class UnknownLetters(Invalid):
    """The letters of the file cannot be read. Save it as XLSX, or as CSV in UTF-8, and choose that file."""

    code = "lists.unknown_letters"


class ListTooDemanding(Invalid):
    """The file takes too much memory or time to be read safely. Copy the rows into a new workbook and choose that file."""

    code = "lists.list_too_demanding"


class NoHeadings(Invalid):
    """The columns have no headings that are known here. Copy your rows below the headings of the template."""

    code = "lists.no_headings"


class ColumnsMissing(Invalid):
    """These columns are missing: {columns}. Copy your rows below the headings of the template."""

    code = "lists.columns_missing"


class ColumnTwice(Invalid):
    """The column {column} is there twice. Delete one of them."""

    code = "lists.column_twice"


class NoRows(Invalid):
    """There is nobody below the headings. Enter one person a row."""

    code = "lists.no_rows"


class TooManyRows(Invalid):
    """The list has more than 10,000 rows. Divide it among several files."""

    code = "lists.too_many_rows"


REFUSALS: dict[str, type[Invalid]] = {
    each.code: each
    for each in (EmptyList, NotAList, OldOrLocked, DamagedList, UnknownLetters, ListTooDemanding, TooManyRows)
}
"""What the process apart can answer, by code."""
