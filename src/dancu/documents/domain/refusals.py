"""Why a file is not taken in: each refusal says what its sender can do instead."""

from dancu.kernel.errors import Invalid


class EmptyFile(Invalid):
    """The file is empty. Choose another file."""

    code = "documents.empty_file"


class FileTooLarge(Invalid):
    """The file is larger than 6 MB. Choose a smaller file, or scan it again at a lower resolution."""

    code = "documents.file_too_large"


class UnknownKind(Invalid):
    """This kind of file is not taken. Choose a PDF, JPEG, PNG, TIFF or DOCX file."""

    code = "documents.unknown_kind"


class DamagedFile(Invalid):
    """The file is damaged or incomplete. Open it to check it, save it again and choose it once more."""

    code = "documents.damaged_file"


class TwoKinds(Invalid):
    """The file can be read as two kinds of file at once, which is not taken. Scan or photograph the paper again."""

    code = "documents.two_kinds"


class FileTooDemanding(Invalid):
    """The file takes too much memory or time to be opened safely. Scan the paper again at a lower resolution."""

    code = "documents.file_too_demanding"


class PictureTooLarge(Invalid):
    """The picture has too many pixels to be opened safely. Scan or photograph the paper again at a lower resolution."""

    code = "documents.picture_too_large"


class FileUnpacksTooFar(Invalid):
    """The document unpacks to far more than its size, so it cannot be opened safely. Save it as PDF and choose that file."""

    code = "documents.file_unpacks_too_far"


class FileWithMacros(Invalid):
    """The document contains macros, which are not taken. Save it as PDF and choose that file."""

    code = "documents.file_with_macros"


class FileReachesOut(Invalid):
    """The document loads something from elsewhere when it is opened, which is not taken. Save it as PDF and choose that file."""

    code = "documents.file_reaches_out"


class FileHoldsFiles(Invalid):
    """The document holds other files inside. Print it as a new PDF, and attach the other files by themselves."""

    code = "documents.file_holds_files"


class FileActs(Invalid):
    """The PDF holds scripts, films or forms that act by themselves. Print it as a new PDF and choose that file."""

    code = "documents.file_acts"


class FileLocked(Invalid):
    """The PDF opens with a password only. Save it without the password and choose that file."""

    code = "documents.file_locked"


REFUSALS: dict[str, type[Invalid]] = {
    each.code: each
    for each in (
        *(EmptyFile, FileTooLarge, UnknownKind, DamagedFile, TwoKinds, FileTooDemanding, PictureTooLarge),
        *(FileUnpacksTooFar, FileWithMacros, FileReachesOut, FileHoldsFiles, FileActs, FileLocked),
    )
}
"""By their codes."""
