"""The account's login: a device that is kept, as its keys belong to it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..channel import Later
from ..http import Api, Reply

_CLIENT = "/_matrix/client/v3"
_FILE = "session.json"


@dataclass(frozen=True)
class Session:
    """A device of the account that the server knows."""

    user: str
    device: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What shows the server who asks."""
        return {"Authorization": f"Bearer {self.token}"}


class Login:
    """By the access token of the settings, else by the one kept in the folder of keys, else by the password."""

    def __init__(self, api: Api, settings: Mapping[str, Any]) -> None:
        self._api, self._settings = api, settings
        self._file = Path(settings["store"]) / _FILE

    def open(self) -> Session:
        """A session that the server accepts. Raises Later."""
        kept = self.kept()
        reply = self.asked(kept) if kept else None
        if kept and reply and reply.status == 200:
            return self._confirmed(kept, reply)
        if reply and reply.status != 401:
            raise unavailable(reply)
        if not self._settings["password"]:
            raise Later("401", token=True)
        return self._log_in(kept)

    def kept(self) -> Session | None:
        """What there is without asking for a password; the device of a token of the settings is not known yet."""
        if self._settings["access_token"]:
            return Session(self._settings["user"], "", self._settings["access_token"])
        try:
            found = Session(**json.loads(self._file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return found if found.user == self._settings["user"] else None

    def asked(self, session: Session) -> Reply:
        """What the server says of a session. Raises Later if it does not answer."""
        return self._api.call("GET", f"{_CLIENT}/account/whoami", headers=session.headers)

    def _confirmed(self, session: Session, reply: Reply) -> Session:
        user, device = reply.fields.get("user_id"), reply.fields.get("device_id")
        if user != session.user or not isinstance(device, str):
            raise Later("account", token=True)
        return Session(session.user, device, session.token)

    def _log_in(self, kept: Session | None) -> Session:
        """With the device that is kept, so that its keys stay good."""
        reply = self._api.call("POST", f"{_CLIENT}/login", {
            "type": "m.login.password", "identifier": {"type": "m.id.user", "user": self._settings["user"]},
            "password": self._settings["password"], "initial_device_display_name": "Lotse"} | (
                {"device_id": kept.device} if kept else {}))
        if reply.status in (400, 403):
            raise Later(str(reply.status), token=True)
        if reply.status != 200:
            raise unavailable(reply)
        session = Session(reply.fields["user_id"], reply.fields["device_id"], reply.fields["access_token"])
        self._keep(session)
        return session

    def _keep(self, session: Session) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(session), file)
        new.replace(self._file)


def unavailable(reply: Reply) -> Later:
    """A server that does not do what it has to do is one to be asked again."""
    return Later(str(reply.status), reply.after, token=reply.status == 401)
