"""Children that never outlive their parent, and run as somebody else than root where they must; and being asked to stop."""

import contextlib
import ctypes
import os
import pwd
import select
import signal
import stat
from collections.abc import Callable
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_SECUREBITS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522
_SESSION = Path("/proc/self/autogroup")
_NEAR, _FAR = 10, 19
"""Places of a session that gives way: the nearer gets a tenth of what each busy other gets, the farther a seventieth."""
_TOO_LONG = 60.0
"""Seconds that what nobody looks at may wait for those who do look."""


def die_with_parent(with_signal: int = signal.SIGTERM, *, parent: int | None = None) -> None:
    """Ask the kernel to send `with_signal` to this process when the thread that started it ends, however it ends.

    Where the number of the parent is known, one that was gone before the kernel had been asked ends this process at once.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


class Asked:
    """Whether we were asked to stop.

    The handler of a signal may say so at any moment, also while we look or wait: an Event would wait for itself then.
    """

    def __init__(self) -> None:
        self._heard, self._said = os.pipe()
        os.set_blocking(self._said, False)

    def set(self) -> None:
        """Ask; once is enough."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._said, b".")

    def is_set(self) -> bool:
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Return whether we are asked, at once when we are, else after so many seconds."""
        return bool(select.select([self._heard], [], [], seconds)[0])


def asked_by_signals() -> Asked:
    """Take Ctrl-C and SIGTERM as being asked to stop."""
    asked = Asked()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    return asked


def child(with_signal: int = signal.SIGTERM, *, nice: int = 0) -> Callable[[], None]:
    """Return what a child does before it becomes its program: bind its life to ours, step back in the queue for the processor."""
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(with_signal, parent=parent)
        if nice:
            os.nice(nice)
            # Where the kernel shares the processor between sessions first, a process's own place counts within its session
            # only (autogroups, sched(7)): the child of a session of its own would give way to nobody.
            _place_session(min(nice, _NEAR))

    return prepare


def give_way(behind_for: float) -> None:
    """Let this session step far back while a rush lasts; one that has been behind with its work for long must not starve."""
    _place_session(_NEAR if behind_for > _TOO_LONG else _FAR)


def _place_session(nice: int) -> None:
    with contextlib.suppress(OSError):  # a kernel without such groups, or one that was told a moment ago
        _SESSION.write_text(str(nice))


def child_as(user: pwd.struct_passwd, with_signal: int, *, through_closed_folders: bool) -> Callable[[], None]:
    """Like `child`, and as another user than root.

    `through_closed_folders` lends it root's right to walk through folders that are closed to it (a clone below /root),
    instead of opening them to everybody; what it may write stays its own.
    """
    bind = child(with_signal)

    def prepare() -> None:
        if through_closed_folders:
            # Rights survive the change of user, and access(2), by which initdb looks for its programs, counts them too.
            _libc.prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        if through_closed_folders:
            # Containers often keep the narrower of the two rights from root itself; then the wider one has to do.
            _ = _keep(_CAP_DAC_READ_SEARCH) or _keep(_CAP_DAC_OVERRIDE)
        bind()  # a change of user forgets the signal, so this comes last

    return prepare


def _keep(capability: int) -> bool:
    """Keep one of root's rights over the change of user and the start of a program."""
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    rights = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    refused = _libc.capset(ctypes.byref(header), ctypes.byref(rights))
    return not refused and not _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def may_enter(path: Path, user: pwd.struct_passwd) -> bool:
    """Tell whether every folder on the way to `path` lets this user through."""
    for folder in path.resolve().parents:
        about = folder.stat()
        bit = stat.S_IXOTH
        if about.st_uid == user.pw_uid:
            bit = stat.S_IXUSR
        elif about.st_gid == user.pw_gid:
            bit = stat.S_IXGRP
        if not about.st_mode & bit:
            return False
    return True
