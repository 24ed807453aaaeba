"""Dovecot and Exim, started once a test process on free ports, with mailboxes of example.org that share one password."""

import atexit
import grp
import os
import pwd
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from start.ports import free_ports

from .debian import unpacked

PASSWORD = "mailbox-password"
_PORTS = ("imap", "imaps", "submission", "submissions", "clear")
_LONGEST = 15.0
# Exim looks up its user of Debian's package by name; the machine need not know it.
_USERS = ("root:x:0:0", "mail:x:8:8", "Debian-exim:x:{uid}:{gid}", "{user}:x:{uid}:{gid}")
_PASSWD = "".join(f"{user}::/:/bin/false\n" for user in _USERS)
_CERTIFICATE = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost")
_GROUP = "root:x:0:\nmail:x:8:\nDebian-exim:x:{gid}:\n"


@cache
def servers() -> "Servers":
    """The servers of this process, running until it ends."""
    return Servers()


class Servers:
    """`ports` by name: imap and submission take STARTTLS, imaps and submissions are TLS, clear has no encryption."""

    def __init__(self) -> None:
        self.run = Path(tempfile.mkdtemp(prefix="lotse-mail-"))
        # Whoever runs them may not be allowed to read the folder of the project.
        self._root = Path(shutil.copytree(unpacked(), self.run / "root", symlinks=True))
        self.ports = dict(zip(_PORTS, free_ports(len(_PORTS))))
        self._user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.getuid())
        self._prepare()
        self._processes = [self._exim(), self._dovecot()]
        atexit.register(self._stop)
        for port in self.ports.values():
            self._wait_for(port)

    @property
    def ca(self) -> str:
        """Path of the certificate that the servers show, for localhost."""
        return str(self.run / "cert.pem")

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca)

    def mailbox(self, name: str) -> None:
        """A mailbox `name`@example.org from now on."""
        self._own(self.run / "mail" / name)

    def remove(self, name: str) -> None:
        """The mailbox is refused from now on, as are ones that never were."""
        (self.run / "mail" / name).rename(self.run / f"removed-{name}")

    def is_removed(self, name: str) -> bool:
        return (self.run / f"removed-{name}").exists()

    def send(self, sender: str, recipient: str, mail: bytes) -> None:
        """Hands a mail in as a person's program does, and waits until it lies in its mailbox or has come back."""
        with smtplib.SMTP_SSL("localhost", self.ports["submissions"], context=self.trust(), timeout=_LONGEST) as smtp:
            smtp.login("person", PASSWORD)
            smtp.sendmail(sender, [recipient], mail)
        self.wait_delivered()

    def wait_delivered(self) -> None:
        """Until nothing is in Exim's queue."""
        end = time.monotonic() + _LONGEST
        while any((self.run / "spool" / "input").glob("*-[HJ]")):
            assert time.monotonic() < end, self.log()
            time.sleep(0.01)

    def log(self) -> str:
        """What the servers wrote, for a failing test."""
        return "\n".join(path.read_text("utf-8", "replace")[-3000:] for path in (self.run / "log").iterdir())

    def _prepare(self) -> None:
        os.chown(self.run, self._user.pw_uid, self._user.pw_gid)
        self.run.chmod(0o755)
        for name in ("spool", "spool/input", "log", "mail", "base", "state"):
            self._own(self.run / name)
        (self.run / "base" / "modules").symlink_to(self._root.absolute() / "usr/lib/dovecot/modules")
        subprocess.run([*_CERTIFICATE, "-keyout", "key.pem", "-out", "cert.pem"], cwd=self.run, capture_output=True, check=True)
        os.chown(self.run / "key.pem", self._user.pw_uid, self._user.pw_gid)
        facts = {"uid": self._user.pw_uid, "gid": self._user.pw_gid, "user": self._user.pw_name}
        (self.run / "passwd").write_text(_PASSWD.format(**facts))
        (self.run / "group").write_text(_GROUP.format(**facts))
        for name in ("exim.conf", "dovecot.conf"):
            self._configure(name, facts)

    def _configure(self, name: str, facts: dict[str, object]) -> None:
        text = (Path(__file__).parent / name).read_text("utf-8")
        values = {**facts, **self.ports, "root": self._root, "run": self.run, "password": PASSWORD,
                  "group": grp.getgrgid(self._user.pw_gid).gr_name}
        for key, value in values.items():
            text = text.replace(f"@{key}@", str(value))
        (self.run / name).write_text(text)

    def _exim(self) -> subprocess.Popen[bytes]:
        wrapper = next(self._root.glob("usr/lib/*/libnss_wrapper.so"))
        names = {"LD_PRELOAD": str(wrapper), "NSS_WRAPPER_PASSWD": f"{self.run}/passwd", "NSS_WRAPPER_GROUP": f"{self.run}/group"}
        return self._start([self._root / "usr/sbin/exim4", "-C", self.run / "exim.conf", "-bdf"], names)

    def _dovecot(self) -> subprocess.Popen[bytes]:
        configuration = self.run / "dovecot.conf"
        return self._start([self._root / "usr/bin/doveconf", "-f", "service=master", "-c", configuration, "-m", "master", "-p",
                            "-e", self._root / "usr/sbin/dovecot", "-F", "-c", configuration], {})

    def _start(self, command: list[object], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        folders = ("usr/lib/*-linux-gnu", "lib/*-linux-gnu", "usr/lib/dovecot", "usr/lib/dovecot/modules", "usr/lib/dovecot/modules/*")
        libraries = [path for folder in folders for path in self._root.glob(folder) if path.is_dir()]
        rights = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.run / "log" / "errors").open("ab") as errors:
            environment = {"PATH": os.defpath, "LD_LIBRARY_PATH": ":".join(map(str, libraries)), **environment}
            return subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, cwd=self.run,
                                    env=environment, **rights)

    def _own(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        os.chown(folder, self._user.pw_uid, self._user.pw_gid)

    def _wait_for(self, port: int) -> None:
        end = time.monotonic() + _LONGEST
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                assert time.monotonic() < end, self.log()
                time.sleep(0.02)

    def _stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(_LONGEST)
        shutil.rmtree(self.run, ignore_errors=True)
