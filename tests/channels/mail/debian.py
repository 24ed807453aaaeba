"""Debian's packages of the mail servers, unpacked and not installed: no service of the machine is touched."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from start import layout
from start.errors import StartError
from start.say import say

PACKAGES = ("dovecot-core", "dovecot-imapd", "exim4-base", "exim4-daemon-light", "libexttextcat-2.0-0", "liblua5.4-0", "libwrap0",
            "libidn12", "libnss-wrapper")
_FOLDER = layout.VAR / "mailservers"
_ADVICE = "The tests of e-mail need Debian 12 or an Ubuntu with Dovecot 2.3, whose packages apt-get can download."


def unpacked() -> Path:
    """The folder with `usr/sbin/exim4` and `usr/bin/doveconf`, downloaded if need be. Raises StartError, with what to do."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with (_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests may run in two processes
        if not (_FOLDER / "done").exists():
            say("- downloading Dovecot and Exim for the tests of e-mail")
            _unpack(_FOLDER / "root")
            (_FOLDER / "done").touch()
    return _FOLDER / "root"


def _unpack(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    packages = _FOLDER / "packages"
    packages.mkdir(exist_ok=True)
    if not shutil.which("apt-get") or not _download(packages, []):
        raise StartError(_ADVICE)
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, root], check=True)
    for program in root.glob("usr/sbin/*"):
        if not program.is_symlink():
            program.chmod(0o755)  # without the right to become root, which would also hide its libraries from it
    shutil.rmtree(root / "usr/share")
    _move(root / "usr/lib/dovecot/libdovecot.so.0.0.0")


def _move(library: Path) -> None:
    """Dovecot's place of modules is written in its library: from now on it is a folder where Dovecot is started."""
    fixed = b"/usr/lib/dovecot/modules\0"
    library.write_bytes(library.read_bytes().replace(fixed, b"modules".ljust(len(fixed), b"\0")))


def _download(packages: Path, options: list[str]) -> bool:
    """With the system's lists of packages, else with lists of our own, for which one need not be root."""
    done = subprocess.run(["apt-get", *options, "download", *PACKAGES], cwd=packages, capture_output=True, check=False)
    if done.returncode == 0 or options:
        return done.returncode == 0
    for name in ("lists/partial", "cache/archives/partial"):
        (_FOLDER / name).mkdir(parents=True, exist_ok=True)
    own = ["-o", f"Dir::State::Lists={_FOLDER / 'lists'}", "-o", f"Dir::Cache={_FOLDER / 'cache'}",
           "-o", f"APT::Sandbox::User={'root' if os.geteuid() == 0 else ''}"]
    subprocess.run(["apt-get", *own, "update"], capture_output=True, check=False)
    return _download(packages, own)
