"""The account of the Matrix channel: logins, its device, what `check` and `register` find."""

import json
import subprocess
import sys

import pytest

from start.layout import ROOT
from web.channels.channel import Finding, Later
from web.channels.configuration import read
from web.channels.providers.matrix import Matrix, weight

from .matrix.ear import Ear, own, provider
from .matrix.gateway import error
from .matrix.synapse import BOT, synapse
from .providers.matrix import person, room

__all__ = ["provider"]

ANOTHER = "fedcba9876543210fedcba9876543210"


@pytest.fixture
def settings(provider, tmp_path):
    """A folder of keys of its own."""
    return own(provider.settings(), tmp_path / "keys")


def said(findings: list[Finding]) -> list[tuple[bool, str]]:
    return [(one.good, one.sentence) for one in findings]


def found(settings: dict[str, str], ask: str = "check") -> list[Finding]:
    channel = Matrix(read(Matrix, settings))
    findings = getattr(channel, ask)("https://lotse.example.org")
    channel.close()
    return findings


def kept(settings: dict[str, str]) -> dict[str, str]:
    with open(f"{settings['LOTSE_MATRIX_STORE']}/session.json", encoding="utf-8") as file:
        return json.load(file)


def started(settings: dict[str, str]) -> None:
    ear = Ear(settings)
    ear.hear()
    ear.close()


def test_from_nothing_to_all_is_good(settings):
    assert "run `register matrix`" in said(found(settings))[-1][1]
    assert "no keys yet" in said(found(settings, "register"))[-1][1]
    started(settings)
    assert all(one.good for one in found(settings))


def test_the_account_vouches_for_its_device(settings):
    """Whoever asks the server sees it; Synapse has checked both signatures."""
    started(settings)
    keys = person("anna").call("POST", "/keys/query", {"device_keys": {BOT: []}})
    signing, = keys["self_signing_keys"][BOT]["keys"].values()
    master, = keys["master_keys"][BOT]["keys"]
    device = kept(settings)["device"]
    assert f"ed25519:{signing}" in keys["device_keys"][BOT][device]["signatures"][BOT]
    assert master in keys["self_signing_keys"][BOT]["signatures"][BOT]


def test_another_secret_makes_another_identity_with_the_password(settings, tmp_path):
    synapse().register("zweiter")
    first = settings | {"LOTSE_MATRIX_USER": "@zweiter:lotse.test"}
    second = own(first, tmp_path / "other", LOTSE_MATRIX_PICKLE_KEY=ANOTHER)
    started(first)
    started(second)
    assert all(one.good for one in found(second))
    assert "not verified" in said(found(first))[-1][1]


def test_a_secret_that_does_not_fit_the_keys_is_said(settings):
    started(settings)
    ear = Ear(settings | {"LOTSE_MATRIX_PICKLE_KEY": ANOTHER})
    with pytest.raises(Later) as raised:
        ear.hear()
    assert raised.value.token
    ear.close()


def test_a_restart_keeps_the_device(settings):
    started(settings)
    before = kept(settings)
    started(settings)
    assert kept(settings) == before


def test_a_session_that_was_ended_is_begun_again_by_the_password(settings):
    ear = Ear(settings)
    ear.hear()
    before = kept(settings)
    server = synapse()
    server.end(before["token"])
    with pytest.raises(Later):
        ear.hear()
    person("anna").say(room("anna"), "Noch da?")
    assert [one.text for one in ear.hear(1)] == ["Noch da?"]
    assert kept(settings)["token"] != before["token"]
    ear.close()


def test_a_token_needs_no_password_and_is_kept_nowhere(settings, tmp_path):
    login = synapse().person("lotse")
    changed = settings | {"LOTSE_MATRIX_PASSWORD": "", "LOTSE_MATRIX_ACCESS_TOKEN": login.token}
    started(changed)
    assert all(one.good for one in found(changed))
    files = [path for path in (tmp_path / "keys").rglob("*") if path.is_file()]
    assert files and [path for path in files if login.token.encode() in path.read_bytes()] == []


def test_a_folder_of_keys_is_for_nobody_else(settings, tmp_path):
    started(settings)
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys" / "session.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("changed, sentence", [
    ({"LOTSE_MATRIX_PASSWORD": "ein-falsches-passwort"}, "no session yet"),
    ({"LOTSE_MATRIX_PASSWORD": "", "LOTSE_MATRIX_ACCESS_TOKEN": "ein-falsches-token"}, "does not accept the session (401)"),
    ({"LOTSE_MATRIX_URL": "http://127.0.0.1:9"}, "check LOTSE_MATRIX_URL")])
def test_what_is_wrong_is_said(changed, sentence, settings):
    for ask in ("check", "register"):
        good, text = said(found(settings | changed, ask))[-1]
        assert not good and sentence in text


def test_a_token_of_somebody_else_is_said(settings):
    changed = settings | {"LOTSE_MATRIX_PASSWORD": "", "LOTSE_MATRIX_ACCESS_TOKEN": person("anna").token}
    good, text = said(found(changed))[-1]
    assert not good and "belongs to @anna:lotse.test" in text
    ear = Ear(changed)
    with pytest.raises(Later) as raised:
        ear.hear()
    assert raised.value.token
    ear.close()


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_no_error_of_the_server_breaks_a_check(status, settings, provider):
    provider.gateway.always = error(status, "M_UNKNOWN")
    for ask in ("check", "register"):
        assert not found(settings, ask)[-1].good
    provider.gateway.always = None


@pytest.mark.parametrize("name, value", [
    ("LOTSE_MATRIX_USER", "lotse"), ("LOTSE_MATRIX_USER", "@lotse"), ("LOTSE_MATRIX_PICKLE_KEY", "kurz"),
    ("LOTSE_MATRIX_URL", "bund.de")])
def test_wrong_settings_are_said_at_once(name, value, settings):
    with pytest.raises(ValueError, match=name):
        read(Matrix, settings | {name: value})


def test_without_a_word_of_where_keys_are_with_the_data(monkeypatch, provider):
    monkeypatch.setenv("LOTSE_DATA", "/data")
    assert str(read(Matrix, provider.settings() | {"LOTSE_MATRIX_STORE": ""})["store"]) == "/data/matrix"


@pytest.mark.parametrize("text", ["", "a", "<&>\"'", "ä", "🙂", "a\nb", "م\n\n<"])
def test_the_weight_is_never_less_than_what_is_sent(text):
    assert weight(text) >= max(len(text), len(json.dumps(text)) - 2)


def test_nio_says_nothing_of_what_people_wrote():
    """Its warnings of events that it does not understand hold them."""
    code = ("import web.channels.providers.matrix, nio; "
            "nio.Event.parse_event({'type': 'm.room.message', 'content': {'body': 'geheim'}, 'event_id': '$a'})")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "geheim" not in done.stdout + done.stderr
