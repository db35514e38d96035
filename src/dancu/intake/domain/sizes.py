"""How much may come by a page; larger files are for the command line."""

from dancu.kernel.errors import Invalid

MAX_SIZE = 30 * 1024 * 1024
MOST_LINES = 50_000
MOST_LETTERS = 40_000_000


class FileTooLarge(Invalid):
    """The file is larger than 30 MB. Divide it among several files, or have it taken in by the system's operator."""

    code = "intake.file_too_large"


class TooManyLines(Invalid):
    """The file has more than 50,000 lines. Divide it among several files, or have it taken in by the system's operator."""

    code = "intake.too_many_lines"
