"""Synapse on loopback: started with the first test that needs it, ended with the tests."""

import atexit
import base64
import hashlib
import hmac
import json
import secrets
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import urllib3
import yaml

from start.layout import SYNAPSE, python
from start.ports import free_ports

from .people import Person

SERVER, BOT, PASSWORD = "lotse.test", "@lotse:lotse.test", "ein-langes-passwort"
_SHARED = "registration"
_LONGEST = 60.0
_FREE = {"per_second": 100_000, "burst_count": 100_000}
_LIMITS = ("rc_message", "rc_registration", "rc_joins_per_room", "rc_room_creation")


class Synapse:
    """Registers people; `url` is its address."""

    def __init__(self) -> None:
        port, = free_ports(1)
        self.url = f"http://127.0.0.1:{port}"
        self.folder = Path(tempfile.mkdtemp(prefix="lotse-synapse-"))
        self._http = urllib3.PoolManager()
        _configure(self.folder, port)
        command = [python(SYNAPSE), "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]
        with (self.folder / "output").open("w") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output)
        atexit.register(self.close)
        self._wait()

    def register(self, name: str) -> None:
        """Makes an account of the password PASSWORD."""
        place = f"{self.url}/_synapse/admin/v1/register"
        nonce = self._http.request("GET", place).json()["nonce"]
        signed = "\0".join((nonce, name, PASSWORD, "notadmin")).encode()
        response = self._http.request("POST", place, json={
            "nonce": nonce, "username": name, "password": PASSWORD, "admin": False,
            "mac": hmac.new(_SHARED.encode(), signed, hashlib.sha1).hexdigest()})
        assert response.status == 200, response.data

    def person(self, name: str) -> Person:
        """A new login of the account of that name."""
        return Person(self.url, f"@{name}:{SERVER}", PASSWORD)

    def end(self, token: str) -> None:
        """Logs a session out, with its device."""
        headers = {"Authorization": f"Bearer {token}"}
        assert self._http.request("POST", f"{self.url}/_matrix/client/v3/logout", headers=headers, json={}).status == 200

    def close(self) -> None:
        self._process.kill()
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        end = time.monotonic() + _LONGEST
        while self._process.poll() is None and time.monotonic() < end:
            try:
                self._http.request("GET", f"{self.url}/_matrix/client/versions", retries=False)
                return
            except urllib3.exceptions.HTTPError:
                time.sleep(0.1)
        raise RuntimeError("Synapse did not start:\n" + (self.folder / "output").read_text("utf-8", "replace")[-3000:])


@cache
def synapse() -> Synapse:
    """The server of this process, with the account of the bot and those of anna and ben."""
    if not Path(python(SYNAPSE)).exists():
        raise RuntimeError("There is no Synapse: `make test` makes the environment .venv-synapse.")
    server = Synapse()
    for name in ("lotse", "anna", "ben"):
        server.register(name)
    return server


def _configure(folder: Path, port: int) -> None:
    key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    (folder / "signing.key").write_text(f"ed25519 a_test {key}\n", "utf-8")
    log = {"version": 1, "handlers": {"here": {"class": "logging.StreamHandler"}}, "root": {"level": "ERROR", "handlers": ["here"]}}
    (folder / "log.yaml").write_text(json.dumps(log), "utf-8")
    (folder / "homeserver.yaml").write_text(yaml.safe_dump(_settings(folder, port)), "utf-8")


def _settings(folder: Path, port: int) -> dict[str, Any]:
    """Nothing leaves this machine, and nobody is too fast."""
    return {
        "server_name": SERVER, "report_stats": False, "trusted_key_servers": [], "suppress_key_server_warning": True,
        "listeners": [{"port": port, "bind_addresses": ["127.0.0.1"], "type": "http",
                       "resources": [{"names": ["client"], "compress": False}]}],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "database")}},
        "log_config": str(folder / "log.yaml"), "media_store_path": str(folder / "media"), "pid_file": str(folder / "pid"),
        "signing_key_path": str(folder / "signing.key"), "registration_shared_secret": _SHARED, "macaroon_secret_key": "macaroon",
        "form_secret": "form", "bcrypt_rounds": 4, "caches": {"sync_response_cache_duration": "0s"}, "presence": {"enabled": False},
        "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), _FREE),
        "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _FREE), "rc_joins": {"local": _FREE},
        **dict.fromkeys(_LIMITS, _FREE)}
