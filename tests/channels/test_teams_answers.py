"""Microsoft Teams: cards, errors of the login and of the Bot Connector, setting up. Microsoft is on loopback."""

import jsonschema
import pytest

from tests.web.fakes import SOURCE
from web.channels import configuration
from web.channels.channel import Blocked, Choice, Failure, Later, Message, Refused, Source
from web.channels.providers.teams import Teams

from .loopback import Answer
from .providers.teams import APP, PASSWORD, TENANT, TeamsProvider, place
from .teams_cards import BOT, CARD, actions, card, complaints, shown
from .teams_channel import channel, microsoft, teams

__all__ = ["microsoft", "teams"]
KEY = "5f0c1c52-7a4b-4a54-9a5e-0d9b8f4f5f10"
PUBLIC = "https://lotse.example.org"


def send(teams: Teams, microsoft: TeamsProvider, address: str = place("anna")) -> None:
    payload, = teams.render(Message("Vier.", "de"))
    teams.send(address, {"service": microsoft.service, "bot": BOT}, payload, KEY)


def error(status: int, code: str) -> Answer:
    return Answer(status, {"error": {"code": code, "message": "…"}})


# Answers

def message(text: str, language: str = "de", choices: int = 0, title: str = "Wahl", sources: tuple[Source, ...] = ()) -> Message:
    return Message(text, language, tuple(Choice(f"c:1:{place}", f"{title} {place}") for place in range(choices)), sources)


def test_an_answer_is_a_card_with_buttons_and_sources(teams):
    source = Source("Seite", SOURCE["url"], "Quelle: Seite, Stand 27.04.2023")
    activity, = teams.render(message("Vier.\nUnd mehr.\n\nEnde.", choices=2, sources=(source, Source("Buch", "", "Quelle: Buch"))))
    found = shown(activity)
    assert found.text == "Vier.\nUnd mehr.\n\nEnde.\n\nQuelle: Seite, Stand 27.04.2023\n\nQuelle: Buch"
    assert found.buttons == ["Wahl 0", "Wahl 1"] and found.links == [SOURCE["url"]]
    assert actions(activity)[1]["data"] == {"choice": "c:1:1", "msteams": {
        "type": "messageBack", "displayText": "Wahl 1", "value": {"choice": "c:1:1"}}}


@pytest.mark.parametrize("language, rtl", [("de", False), ("ar", True), ("fa", True)])
def test_a_card_says_its_language_and_direction(teams, language, rtl):
    activity, = teams.render(message("…", language))
    assert (activity["locale"], card(activity)["lang"], card(activity)["rtl"]) == (language, language, rtl)


@pytest.mark.parametrize("many, title", [(7, "Wahl"), (2, "🙂" * 22)])
def test_what_fits_on_no_button_is_numbered(teams, many, title):
    activity, = teams.render(message("Welche?", choices=many, title=title))
    assert actions(activity) == [] and f"{many}. {title} {many - 1}" in shown(activity).text


@pytest.mark.parametrize("text", ["🙂" * 9000, "x\n" * 4000, '"\\' * 5000, "ausführlich " * 2000])
def test_no_message_is_too_large(teams, text):
    said = teams.render(message(text, choices=6, title="W" * 42))
    bodies = [one | {"from": {"id": BOT}, "conversation": {"id": place("anna")}} for one in said]
    assert len(said) > 1 and [complaints(one) for one in bodies] == [[]] * len(said)
    assert "".join("".join(shown(one).text.split()) for one in said) == "".join(text.split())


def test_the_schema_of_cards_finds_mistakes(teams):
    """The tests' own check: a block that knows Markdown would be noticed."""
    activity, = teams.render(message("Vier."))
    card(activity)["body"].append({"type": "TextBlock", "text": "*Vier*"})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(card(activity), CARD)


# Errors of the Bot Connector

def test_a_foreign_address_in_the_database_gets_no_token(teams, microsoft):
    with pytest.raises(Refused):
        teams.send("a:1", {"service": "https://evil.example/", "bot": BOT}, {"type": "message"}, KEY)
    assert microsoft.calls["token"] == 0


@pytest.mark.parametrize("answer, kind, code", [
    (error(400, "BadArgument"), Refused, "400"), (error(403, "BotDisabledByAdmin"), Blocked, "BotDisabledByAdmin"),
    (error(403, "BotNotInConversationRoster"), Blocked, "BotNotInConversationRoster"),
    (error(403, "ConversationBlockedByUser"), Blocked, "ConversationBlockedByUser"),
    (error(403, "ForbiddenOperationException"), Blocked, "ForbiddenOperationException"), (Answer(403, "x"), Blocked, "403"),
    (error(403, "InvalidBotApiHost"), Refused, "InvalidBotApiHost"),
    (error(403, "NotEnoughPermissions"), Refused, "NotEnoughPermissions"),
    (error(404, "ConversationNotFound"), Blocked, "ConversationNotFound"),
    (error(404, "ActivityNotFoundInConversation"), Refused, "404"),
    (error(412, "PreconditionFailed"), Later, "PreconditionFailed"), (error(413, "MessageSizeTooBig"), Refused, "413"),
    (error(429, "Throttled"), Later, "429"), (error(500, "ServiceError"), Later, "500"), (error(502, "ServiceError"), Later, "502"),
    (Answer(503), Later, "503"), (Answer(504), Later, "504"), (Answer(403, {"error": {"code": "<x>"}}), Blocked, "403"),
    (Answer(403, {"error": "x"}), Blocked, "403"), (Answer(302, "", (("Location", "https://evil.example/"),)), Refused, "302")])
def test_an_error_of_the_documentation(teams, microsoft, answer, kind, code):
    microsoft.answers = [answer]
    with pytest.raises(Failure) as caught:
        send(teams, microsoft)
    assert (type(caught.value), caught.value.error) == (kind, code)


def test_it_waits_as_long_as_it_is_told(teams, microsoft):
    microsoft.slow_down(17)
    with pytest.raises(Later) as caught:
        send(teams, microsoft)
    assert caught.value.after == 17


def test_a_rejected_token_is_fetched_anew(teams, microsoft):
    send(teams, microsoft)
    send(teams, microsoft)
    assert microsoft.calls["token"] == 1
    microsoft.answers = [error(401, "BotNotRegistered")]
    with pytest.raises(Later) as caught:
        send(teams, microsoft)
    assert caught.value.token
    send(teams, microsoft)
    assert microsoft.calls["token"] == 2


def test_a_token_that_expires_soon_is_not_kept(teams, microsoft):
    microsoft.login = Answer(200, {"token_type": "Bearer", "expires_in": 299, "access_token": "short"})
    for _ in range(2):
        with pytest.raises(Later):
            send(teams, microsoft)
    assert microsoft.calls["token"] == 2


@pytest.mark.parametrize("answer, code, operator", [
    (Answer(401, {"error": "invalid_client", "error_description": f"AADSTS7000215: {PASSWORD}"}), "invalid_client", True),
    (Answer(400, {"error": "unauthorized_client"}), "unauthorized_client", True),
    (Answer(400, {"error": f"<{PASSWORD}>"}), "login_400", True),
    (Answer(200, {"token_type": "Bearer"}), "login_200", True), (Answer(200, "no JSON"), "login_200", True),
    (Answer(429), "429", False), (Answer(503), "503", False)])
def test_a_login_that_fails(teams, microsoft, answer, code, operator):
    microsoft.login = answer
    with pytest.raises(Later) as caught:
        send(teams, microsoft)
    assert (caught.value.error, caught.value.token) == (code, operator)
    good, *_ = teams.check(PUBLIC)
    assert not good.good and code in good.sentence and PASSWORD not in good.sentence


def test_a_multi_tenant_bot_logs_in_elsewhere(microsoft):
    microsoft.tenant = "botframework.com"
    send(channel(microsoft, LOTSE_TEAMS_TENANT_ID=""), microsoft)
    assert microsoft.shown()[0].text == "Vier."


# Setting up

def test_check_and_register_say_what_is_right(teams):
    for findings in (teams.check(PUBLIC), teams.register(PUBLIC)):
        assert all(finding.good for finding in findings) and f"{PUBLIC}/channels/teams" in findings[-1].sentence
        assert "2 keys" in findings[1].sentence


@pytest.mark.parametrize("public", ["", "http://lotse.example.org"])
def test_microsoft_needs_a_public_address(teams, public):
    assert not teams.check(public)[-1].good


def test_check_survives_an_outage(teams, microsoft):
    microsoft.down()
    assert [finding.good for finding in teams.check(PUBLIC)] == [False, False, True]


@pytest.mark.parametrize("keys", [[], "x", ["x"], [{"kty": "oct", "kid": "a", "k": "c2VjcmV0"}], [{"kty": "RSA", "kid": "a"}]])
def test_keys_that_are_none_are_noticed(teams, microsoft, keys):
    microsoft.keys = keys
    assert not teams.check(PUBLIC)[1].good


@pytest.mark.parametrize("changed", [
    {"LOTSE_TEAMS_APP_ID": ""}, {"LOTSE_TEAMS_APP_PASSWORD": "short"}, {"LOTSE_TEAMS_TENANT": TENANT}])
def test_settings_that_are_wrong(changed):
    right = {"LOTSE_TEAMS_APP_ID": APP, "LOTSE_TEAMS_APP_PASSWORD": PASSWORD}
    with pytest.raises(ValueError, match="LOTSE_TEAMS"):
        configuration.set_up(right | changed)


# In the web tier

@pytest.mark.parametrize("provider", ["teams"], indirect=True)
def test_who_installs_the_app_is_greeted(world, rasa):
    shown, = world.after(lambda: world.provider.bring(
        world.provider.activity(type="conversationUpdate", id="f:1", membersAdded=[{"id": BOT}, {"id": "29:anna"}])))
    assert "Welche Dokumente nennt die Seite?" in shown.text + "".join(shown.buttons) and rasa.received == []


@pytest.mark.parametrize("provider", ["teams"], indirect=True)
def test_who_removes_the_app_hears_nothing_more_until_they_write_again(world):
    world.say("Mit wie vielen Ländern?")
    world.after(lambda: world.provider.bring(world.provider.activity(type="installationUpdate", id="f:2", action="remove")))
    assert world.database.execute("SELECT blocked_at IS NOT NULL FROM chat").fetchall() == [(True,)]
    assert len(world.say("Und jetzt?")) == 1


@pytest.mark.parametrize("provider", ["teams"], indirect=True)
def test_no_token_waits_in_the_database(world):
    world.provider.slow_down(30)
    world.say("Mit wie vielen Ländern?")
    payload, route = world.database.execute(
        "SELECT o.payload::text, h.route::text FROM outgoing o JOIN chat h ON h.id = o.chat_id WHERE o.done_at IS NULL").fetchone()
    assert "Mit vier Partnern." in payload and "Bearer" not in payload + route and PASSWORD not in payload + route


@pytest.mark.parametrize("provider", ["teams"], indirect=True)
def test_microsoft_hears_that_its_keys_cannot_be_read(world):
    world.provider.down()
    assert world.provider.say("Hallo") == 503
    world.provider.up()
    world.later(minutes=2)
    assert world.provider.say("Hallo") == 200
