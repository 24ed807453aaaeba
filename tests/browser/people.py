"""The people's side of a conversation, as the helpdesk will be: waiting conversations are taken and answered."""

from __future__ import annotations

import time

from web.handoff import Desk
from web.store import Database

WAIT_SECONDS = 15


class People:
    """One person at the desk, called Anna Muster."""

    NAME = "Anna Muster"

    def __init__(self, database_url: str) -> None:
        self._database = Database(database_url, 2, 10, 1)
        self.desk = Desk(self._database)

    def take(self, name: str = NAME) -> int:
        """Takes the conversation that began to wait last; its number."""
        begun = time.monotonic()
        while time.monotonic() - begun < WAIT_SECONDS:
            waiting = [guest.id for guest in self.desk.queue() if guest.state == "waiting"]
            if waiting:
                self.desk.take(max(waiting), name)
                return max(waiting)
            time.sleep(0.05)
        raise AssertionError("nobody waits")

    def leave(self) -> None:
        """Takes and closes whatever is open, so that the queue is empty."""
        for guest in self.desk.queue():
            if guest.state == "waiting":
                self.desk.take(guest.id, self.NAME)
            self.desk.close(guest.id)

    def close(self) -> None:
        self._database.close()
