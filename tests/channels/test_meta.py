"""What WhatsApp and Messenger share: the question for the webhook, errors of the Graph API, text without markup."""

import pytest

from web.channels.channel import Blocked, Later, Refused, Rejected
from web.channels.http import Reply
from web.channels.meta import Graph, problem
from web.channels.plain import literal, measure

from .loopback import Answer, Loopback
from .meta import TOKEN, VERIFY, read, seen
from .provider import Provider

BOTH = pytest.mark.parametrize("provider", ["whatsapp", "messenger"], indirect=True)


def error(status: int, code: object, subcode: int | None = None, **more: object) -> Reply:
    return Reply(status, {"error": {"code": code, "error_subcode": subcode, "message": "Sorry", **more}})


@BOTH
def test_who_knows_the_verify_token_reads_the_challenge(world, provider: Provider):
    answer = provider.verify(VERIFY)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "1158201444", "text/plain")


@BOTH
@pytest.mark.parametrize(("asked", "status"), [
    ({"token": VERIFY, "mode": "unsubscribe"}, 403), ({"token": ""}, 403), ({"token": VERIFY + "é"}, 403),
    ({"token": VERIFY, "challenge": ""}, 400), ({"token": VERIFY, "challenge": "<script>"}, 400)])
def test_nobody_else_reads_it(world, provider: Provider, asked: dict, status: int):
    assert provider.verify(**asked).status_code == status


@BOTH
def test_other_methods_are_turned_away(world, provider: Provider):
    assert world.app.test_client().put(f"/channels/{provider.name}").status_code == 405


@BOTH
@pytest.mark.parametrize("value", [[], 7, "text", None, {"entry": {}}, {"entry": "x"}, {"entry": [1]}])
def test_signed_garbage_is_not_understood(provider: Provider, value: object):
    about = {"object": {"whatsapp": "whatsapp_business_account", "messenger": "page"}[provider.name]}
    with pytest.raises(Rejected) as caught:
        read(provider.channel(), about | value if isinstance(value, dict) else value)
    assert caught.value.status == 400


@pytest.mark.parametrize("code", [4, 613, 80007, 130429])
def test_a_call_too_many_makes_the_channel_rest(code: int):
    found = problem(error(400, code))
    assert isinstance(found, Later) and found.after == 30 and not found.token
    assert problem(Reply(429, error(429, code).fields, after=7.0)).after == 7


def test_one_person_who_gets_too_much_stops_the_others_only_shortly():
    assert problem(error(400, 131056)).after == 6


@pytest.mark.parametrize(("status", "code", "subcode"), [
    (401, 190, 463), (401, 0, None), (403, 10, None), (403, 200, None), (403, 230, None), (400, 368, None), (403, 131031, None),
    (400, 100, 33), (400, 33, None)])
def test_what_needs_an_operator_is_kept(status: int, code: int, subcode: int | None):
    found = problem(error(status, code, subcode))
    assert isinstance(found, Later) and found.token and found.error == str(code)


@pytest.mark.parametrize(("status", "code"), [(500, 1), (500, 2), (400, 1200), (500, 131000), (503, 131016), (503, 424242)])
def test_what_passes_is_tried_again(status: int, code: int):
    found = problem(error(status, code))
    assert isinstance(found, Later) and found.after is None and not found.token


def test_what_calls_itself_transient_is_tried_again():
    assert isinstance(problem(error(400, 424242, is_transient=True)), Later)
    assert isinstance(problem(error(400, 424242, is_transient=False)), Refused)


@pytest.mark.parametrize(("code", "subcode"), [(551, 1545041), (100, 2018001), (10, 2018108), (200, 1545041), (131026, None)])
def test_who_cannot_be_reached_is_left_alone(code: int, subcode: int | None):
    assert isinstance(problem(error(400, code, subcode)), Blocked)


@pytest.mark.parametrize(("code", "subcode", "shown"), [
    (10, 2018278, "10-2018278"), (131047, None, "131047"), (131049, None, "131049"), (100, None, "100"), (131051, None, "131051")])
def test_what_is_never_accepted_is_given_up(code: int, subcode: int | None, shown: str):
    found = problem(error(400, code, subcode))
    assert isinstance(found, Refused) and found.error == shown


@pytest.mark.parametrize("fields", [{}, {"error": "no"}, {"error": {"code": "190"}}, {"error": []}])
def test_an_error_without_a_code_is_its_status(fields: dict):
    assert isinstance(problem(Reply(502, fields)), Later)
    assert isinstance(problem(Reply(404, fields)), Refused)


def test_an_error_with_a_good_status_is_an_error():
    server = Loopback(lambda call: Answer(200, {"error": {"code": 2}}))
    graph = Graph(server.url, TOKEN, "secret")
    with pytest.raises(Later):
        graph.call("GET", "/1")
    graph.close()
    server.close()


@pytest.mark.parametrize("text", [
    "*Zahl*", "_vier_", "~nicht~", "`so`", "```drei```", "**zwei**", "_*beides*_", "(*Zahl*)", "Kolleg*innen und Freund*innen",
    "* Niger\n* Mali", "- Niger\n- Mali", "> Zitat", "5 * 3 * 2", "*هذا* نص", "*🙂*", "a_b@example.org _x_", "*\n*", "****"])
def test_no_text_is_taken_for_markup(text: str):
    assert seen(literal(text)) == text


def test_the_apps_would_take_it_for_markup():
    assert seen("*Zahl* _vier_\n> so\n- so") == "Zahl vier\nso\nso"


@pytest.mark.parametrize("address", ["https://example.org/_a_/*b*?c=~d~", "www.example.org/a_b_c", "vor_name@example.org"])
def test_addresses_stay_as_they_are(address: str):
    assert address in literal(f"Siehe {address} und *mehr*")


def test_a_text_is_as_long_as_it_is_sent():
    assert (measure("🙂"), measure("*a"), measure("* a")) == (2, 3, 4)
