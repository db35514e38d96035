"""How far a batch and its lines have come."""

from enum import StrEnum


class Form(StrEnum):
    """Forms of Circular 17/2024/TT-BCA."""

    DC01 = "dc01"
    """Phiếu thu thập thông tin dân cư: somebody who is to be entered."""
    DC02 = "dc02"
    """Phiếu cập nhật, chỉnh sửa thông tin dân cư: a fact that is to be another."""


class BatchState(StrEnum):
    STAGING = "staging"
    """Its lines are being read from the file."""
    CHECKING = "checking"
    CHECKED = "checked"
    """The dry run is over; it waits for somebody to say that it shall be entered."""
    ENTERING = "entering"
    DONE = "done"
    CANCELLED = "cancelled"


class LineState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    DOUBTFUL = "doubtful"
    """The register may have this person already: entered only when somebody says why it is another."""
    REFUSED = "refused"
    ENTERED = "entered"
    """The person is in the register, where he lives is to follow."""
    HOUSED = "housed"
    """All that the line says is in the register."""
    HOMELESS = "homeless"
    """The person is in the register; where he lives could not be entered."""


OPEN = (BatchState.STAGING, BatchState.CHECKING, BatchState.CHECKED, BatchState.ENTERING)
SETTLED = (LineState.HOUSED, LineState.HOMELESS)
"""Lines that did something."""
LEFT = (LineState.DOUBTFUL, LineState.REFUSED, LineState.HOMELESS)
"""Lines that somebody has to look at."""
