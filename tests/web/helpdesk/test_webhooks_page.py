"""The page of the webhooks: add, try, pause, rotate, delete, and send again what was given up."""


import psycopg
import pytest
from bs4 import BeautifulSoup

from tests.web.webhooks.receiver import Receiver, receiving

GOOD = {"name": "Zammad", "url": "https://tickets.example.org/lotse", "events": ["handoff", "message"]}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def add(administrator, **changes: object):
    return administrator.post("/webhooks", GOOD | changes)


def actions(database: psycopg.Connection) -> list[str]:
    return [row[0] for row in database.execute("SELECT action FROM audit ORDER BY id").fetchall()]


def test_a_new_webhook_shows_its_secret_once(log_in, database) -> None:
    administrator = log_in("administrator")
    shown = soup(add(administrator)).select_one(".secret code").text
    assert database.execute("SELECT name, url, secret, events, active FROM webhook").fetchone() == (
        "Zammad", GOOD["url"], shown, GOOD["events"], True)
    assert len(shown) >= 40 and shown not in administrator.get("/webhooks").text
    assert actions(database) == ["webhook.added"]
    assert shown not in str(database.execute("SELECT detail FROM audit").fetchall())


@pytest.mark.parametrize("url, said", [
    ("", "keine Adresse"), ("tickets.example.org", "keine Adresse"), ("ftp://example.org/", "keine Adresse"),
    ("https://", "keine Adresse"), ("https://example.org:99999/", "keine Adresse"), ("https://exa mple.org/", "keine Adresse"),
    ("https://[::1/", "keine Adresse"), ("javascript:alert(1)", "keine Adresse"), ("https://example.org/\u202e", "keine Adresse"),
    ("https://eva:geheim@example.org/", "kein Passwort"), ("https://example.org/#x", "kein #"),
    ("https://example.org/" + "x" * 2000, "zu lang"), ("http://192.88.99.1/", "im eigenen Netz"),
    ("http://unknown.invalid/", "im eigenen Netz"),
])
def test_a_wrong_address_is_explained_at_its_field(log_in, database, url: str, said: str) -> None:
    response = add(log_in("administrator"), url=url)
    page = soup(response)
    field = page.select_one("input[name=url]")
    assert response.status_code == 400 and field["aria-invalid"] == "true" and field["value"] == url
    assert said in page.find(id=field["aria-describedby"].split()[0]).text
    assert page.select_one("input[name=name]")["value"] == "Zammad" and page.select_one(".problem[role=alert]")
    assert [box["value"] for box in page.select("input[name=events][checked]")] == GOOD["events"]
    assert database.execute("SELECT count(*) FROM webhook").fetchone() == (0,)


@pytest.mark.parametrize("change, field", [
    ({"name": " "}, "name"), ({"name": "x" * 81}, "name"), ({"events": []}, "events"), ({"events": ["handoff", "all"]}, "events")])
def test_other_fields_are_checked_too(log_in, database, change: dict, field: str) -> None:
    response = add(log_in("administrator"), **change)
    assert response.status_code == 400 and soup(response).find(id=f"wrong-{field}")
    assert database.execute("SELECT count(*) FROM webhook").fetchone() == (0,)


@pytest.mark.parametrize("url", ["http://127.0.0.1:3000/hook", "http://localhost/", "http://10.1.2.3/x", "http://[::1]:8080/"])
def test_plain_http_is_allowed_within_the_house(log_in, url: str) -> None:
    assert add(log_in("administrator"), url=url).status_code == 200


def test_a_name_is_given_once(log_in, database) -> None:
    administrator = log_in("administrator")
    add(administrator)
    response = add(administrator, url="https://other.example.org/")
    assert response.status_code == 400 and "gibt es schon" in soup(response).find(id="wrong-name").text
    assert database.execute("SELECT url FROM webhook").fetchall() == [(GOOD["url"],)]


def test_pause_resume_rotate_delete(log_in, database) -> None:
    administrator = log_in("administrator")
    old = soup(add(administrator)).select_one(".secret code").text
    assert administrator.post("/webhooks/1/pause").headers["Location"].endswith("done=webhooks.paused")
    assert "pausiert" in soup(administrator.get("/webhooks")).select_one("tbody .tag").text
    administrator.post("/webhooks/1/resume")
    new = soup(administrator.post("/webhooks/1/secret")).select_one(".secret code").text
    assert database.execute("SELECT active, secret FROM webhook").fetchone() == (True, new) and new != old
    administrator.post("/webhooks/1/delete")
    assert database.execute("SELECT count(*) FROM webhook").fetchone() == (0,)
    assert actions(database) == [f"webhook.{done}" for done in ("added", "paused", "resumed", "secret", "deleted")]


@pytest.mark.parametrize("step", ["pause", "resume", "secret", "delete", "test"])
def test_what_is_not_there_cannot_be_changed(log_in, database, step: str) -> None:
    assert log_in("administrator").post(f"/webhooks/99/{step}").status_code == 404
    assert actions(database) == []


def test_a_test_is_sent_at_once_and_signed_with_the_newest_secret(log_in, database) -> None:
    administrator = log_in("administrator")
    with receiving(Receiver("")) as receiver:
        add(administrator, url=receiver.url)
        receiver.secret = soup(administrator.post("/webhooks/1/secret")).select_one(".secret code").text
        assert "Probe ist angekommen" in administrator.post("/webhooks/1/test").text
        receiver.statuses = [503]
        assert "nicht angekommen: Antwort mit Status 503" in administrator.post("/webhooks/1/test").text
    assert "nicht angekommen: nicht erreichbar" in administrator.post("/webhooks/1/test").text
    assert [(got.genuine, got.body["kind"], got.body["conversation"]) for got in receiver.got] == [(True, "ping", None)] * 2


def test_state_and_what_was_given_up(log_in, database) -> None:
    administrator = log_in("administrator")
    add(administrator)
    database.execute("INSERT INTO conversation (channel, key) VALUES ('web', 'eva')")
    database.execute("""
        INSERT INTO delivery (id, webhook_id, kind, conversation_id, payload, attempts, done_at, failed_at, error) VALUES
        (gen_random_uuid(), 1, 'handoff', 1, '{}', 1, '2026-03-01 10:00Z', NULL, NULL),
        (gen_random_uuid(), 1, 'message', 1, '{}', 12, NULL, '2026-03-02 11:00Z', 'timeout'),
        (gen_random_uuid(), 1, 'closed', 1, '{}', 2, NULL, NULL, '500')""")
    page = soup(administrator.get("/webhooks"))
    state = page.select_one("tbody td:nth-of-type(2)").text
    assert "01.03.26, 10:00 UTC" in state and "Es warten: 1" in state and "Aufgegeben: 1" in state and "Status 500" in state
    form = page.select_one("tbody form[action$='/again']")
    assert "keine Antwort" in form.find_parent("tr").text
    given_up = form.select_one("[name=delivery]")["value"]
    administrator.post("/webhooks/again", {"delivery": given_up})
    assert database.execute("SELECT attempts, failed_at FROM delivery WHERE id = %s", (given_up,)).fetchone() == (0, None)
    assert actions(database)[-1] == "webhook.sent_again"
    assert administrator.post("/webhooks/again", {"delivery": "all"}).status_code == 404
    database.execute("UPDATE delivery SET failed_at = now() WHERE done_at IS NULL")
    assert administrator.post("/webhooks/again", {"delivery": "all"}).headers["Location"].endswith("done=webhooks.all_again")
    assert database.execute("SELECT count(*) FROM delivery WHERE failed_at IS NOT NULL").fetchone() == (0,)


@pytest.mark.parametrize("delivery", ["", "x", "28ebe978-4d20-4df3-b482-530132621748"])
def test_only_what_was_given_up_is_sent_again(log_in, delivery: str) -> None:
    assert log_in("administrator").post("/webhooks/again", {"delivery": delivery}).status_code == 404


def test_the_page_in_english(log_in, database) -> None:
    administrator = log_in("administrator")
    database.execute("UPDATE account SET language = 'en'")
    assert "No other system is listening yet." in administrator.get("/webhooks").text
