"""A helpdesk in the middle of its day, as the pictures show it: who waits, who is answered, what is to be learnt."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import psycopg

from tests.browser.day import RestCitizen
from tests.browser.staff import Visitor
from tests.web.visits import Person, account
from web.handoff import Desk
from web.learning.drafts import Drafts
from web.learning.publications import Publications
from web.store import Database
from web.store.canned import CannedReplies

STAFF = {"Eva Sommer": "administrator", "Ben Falk": "editor", "Ida Roth": "agent", "Karl Lindner": "reader"}
NIGER = "Wann begann die operative Partnerschaft mit Niger?"
ARABIC = "مع أي بلدان توجد شراكات عملياتية؟"
# No case of training, calibration or test knows this place: it is made up.
UNKNOWN = "Wann hat die Beratungsstelle Haus der Wege geöffnet?"
UNANSWERED = [UNKNOWN, "Wann macht das Haus der Wege auf?", "Welche Öffnungszeiten hat die Beratungsstelle Haus der Wege?",
              "Wann startet der EU-Talentpool?", "Ab wann gibt es den EU-Talentpool?", "When does the EU Talent Pool start?",
              "Wie viele Mitarbeiter hat Europol?"]
CANNED = {"Begrüßung": "Guten Tag, hier ist {name}. Wie kann ich Ihnen helfen?",
          "Keine Einzelfälle": "Zu Ihrem eigenen Verfahren darf ich hier nichts sagen. Ihre Ausländerbehörde hilft Ihnen weiter.",
          "Abschied": "Danke für Ihre Frage. Alles Gute!"}
BODY = {
    "id": "haus-der-wege", "topic": "contacts", "scope": "background", "section": {"de": "Beratung", "en": "Advice"},
    "title": {"de": "Haus der Wege", "en": "House of Ways"}, "facts": {"kind": "info"},
    "text": {"de": "Die Beratungsstelle Haus der Wege hat montags bis donnerstags von 9 bis 17 Uhr geöffnet.",
             "en": "The advice centre Haus der Wege is open from Monday to Thursday, from 9 to 17 o'clock."},
    "plain": {"de": "Das Haus der Wege ist offen: Montag bis Donnerstag von 9 bis 17 Uhr."},
    "questions": {"de": [UNKNOWN, "Öffnungszeiten vom Haus der Wege", "Kann ich freitags ins Haus der Wege kommen?",
                         "Haus der Wege wann offen"],
                  "en": ["When is Haus der Wege open?", "What are the opening hours of the advice centre Haus der Wege?"]},
    "source": {"title": "Haus der Wege", "url": "https://haus-der-wege.example.org/zeiten", "date": None, "as_of": "2026-11-02"},
}
# Questions whose right answer is another one.
TAKEN = ["Seit wann gibt es die Partnerschaft mit Marokko?", "Wann begann die Zusammenarbeit mit Marokko?",
         "Von wann ist die operative Partnerschaft mit Marokko?", "Marokko Partnerschaft Datum"]
_WEBHOOK = """
INSERT INTO webhook (name, url, secret, events, active)
VALUES ('Ticketsystem', 'https://tickets.example.org/lotse', 'none', '{handoff,message,closed}', false)
"""
_EMPTY = """
DELETE FROM conversation WHERE id > %(before)s;
DELETE FROM publication; DELETE FROM draft; DELETE FROM canned; DELETE FROM approval_rule; DELETE FROM webhook; DELETE FROM team;
DELETE FROM account WHERE id = ANY (%(staff)s)
"""


class Example:
    """Filled on entering, and gone at the end of the block; `mine` is the number of Eva's conversation, `stopped` and
    `ready` those of two drafts. Uses the service at LOTSE_URL and its database."""

    def __enter__(self) -> Example:
        url = os.environ["TEST_DATABASE_URL"]
        self._database = Database(url, 2, 10, 1)
        self._raw = psycopg.connect(url, autocommit=True)
        self.staff = {name: account(self._database, name, role) for name, role in STAFF.items()}
        self.desk = Desk(self._database)
        self._before = self._raw.execute("SELECT coalesce(max(id), 0) FROM conversation").fetchone()[0]
        self._settings()
        self._raw.execute(Path(__file__).with_name("example.sql").read_text("utf-8"))
        self._visitors()
        self._drafts()
        return self

    def __exit__(self, *_error: object) -> None:
        psycopg.ClientCursor(self._raw).execute(_EMPTY, {"before": self._before, "staff": [one.id for one in self.staff.values()]})
        self._raw.close()
        self._database.close()

    def _settings(self) -> None:
        for name, people in (("Rückkehr", ("Eva Sommer", "Ida Roth")), ("Arabisch", ("Ida Roth",))):
            team, = self._raw.execute("INSERT INTO team (name) VALUES (%s) RETURNING id", (name,)).fetchone()
            for one in people:
                self._raw.execute("INSERT INTO membership VALUES (%s, %s)", (team, self.staff[one].id))
        for title, text in CANNED.items():
            CannedReplies(self._database).add(self.staff["Eva Sommer"], title, "de", text)
        self._raw.execute(_WEBHOOK)

    def _visitors(self) -> None:
        eva, ida = (Person(self.desk, self.staff[name]) for name in ("Eva Sommer", "Ida Roth"))
        visitor, self.mine = self._waits(NIGER)
        eva.take(self.mine)
        eva.say(self.mine, "Guten Tag, hier ist Eva Sommer. Wie kann ich Ihnen helfen?")
        eva.note(self.mine, "Hat auch schon angerufen.")
        visitor.say("Gilt die Partnerschaft mit Niger noch?")
        _, other = self._waits("Welche Dokumente nennt die Seite?")
        ida.take(other)
        _, arabic = self._waits(ARABIC)
        ida.take(arabic)
        team = next(team.id for team in self.desk.teams() if team.name == "Arabisch")
        ida.forward(arabic, to_team=team, note="Bitte auf Arabisch antworten.")
        self._waits("Darf ich in Deutschland bleiben?")
        self._waits("How much money does Morocco get?")
        self._others()

    def _others(self) -> None:
        for question in UNANSWERED:
            Visitor().say(question)
        left = Visitor()
        left.say("Wie viel Geld bekommt Marokko?")
        message = {"message": "Bitte nennen Sie mir eine Quelle dazu.", "reply_to": "amina@example.org", "consent": True}
        assert left.client.post(f"{left.path}/callback", json=message).status_code == 201
        self._raw.execute("INSERT INTO approval_rule (channel) VALUES ('rest')")
        RestCitizen().ask("Was macht Frontex?")

    def _drafts(self) -> None:
        ben, drafts = self.staff["Ben Falk"], Drafts(self._database)
        wrong = BODY | {"id": "wege", "questions": {**BODY["questions"], "de": BODY["questions"]["de"] + TAKEN}}
        self.ready = drafts.create(None, BODY, {}, ben)
        self.stopped = drafts.create(None, wrong, {}, ben)
        publications = Publications(self._database)
        for day in ("2026-06-30", "2026-10-31"):
            publications.set_review("areas", date.fromisoformat(day), ben)

    def _waits(self, question: str) -> tuple[Visitor, int]:
        """A visitor who has asked and waits, and the conversation's number."""
        visitor = Visitor()
        visitor.say(question)
        visitor.ask_for_person()
        return visitor, max(guest.id for guest in self.desk.queue() if guest.state == "waiting")
