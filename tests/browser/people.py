"""The people's side of a conversation, as the helpdesk works it: waiting conversations are taken and answered."""

from __future__ import annotations

import time

from tests.web.visits import Person, account
from web.handoff import Desk
from web.store import Database

WAIT_SECONDS = 15


class People:
    """Who answers: Anna Muster, or whoever took a conversation last. An administrator, so that nothing stays open."""

    NAME = "Anna Muster"

    def __init__(self, database_url: str) -> None:
        self._database = Database(database_url, 2, 10, 1)
        self.desk = self._person(self.NAME)

    def take(self, name: str = NAME) -> int:
        """Takes the conversation that began to wait last; its number."""
        self.desk = self._person(name)
        begun = time.monotonic()
        while time.monotonic() - begun < WAIT_SECONDS:
            waiting = [guest.id for guest in self.desk.queue() if guest.state == "waiting"]
            if waiting:
                self.desk.take(max(waiting))
                return max(waiting)
            time.sleep(0.05)
        raise AssertionError("nobody waits")

    def leave(self) -> None:
        """Takes and closes whatever is open, so that the queue is empty."""
        for guest in self.desk.queue():
            self.desk.take_over(guest.id)
            self.desk.close(guest.id)

    def close(self) -> None:
        self._database.close()

    def _person(self, name: str) -> Person:
        return Person(Desk(self._database), account(self._database, name, "administrator"))
