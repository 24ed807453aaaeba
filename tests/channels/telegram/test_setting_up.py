"""Setting up: settings, `register` and `check`."""

import pytest

from web.channels import configuration
from web.channels.providers.telegram import Telegram

from ..providers.telegram import TelegramProvider
from ..providers.telegram_api import BOT, TOKEN

PUBLIC, HOOK = "https://lotse.example.org", "https://lotse.example.org/channels/telegram"


def test_register_tells_telegram_where_to_go(telegram: Telegram, provider: TelegramProvider):
    assert [finding.good for finding in telegram.check(PUBLIC)] == [True, False]
    findings = telegram.register(PUBLIC + "/")
    assert [finding.good for finding in findings] == [True, True]
    assert f"@{BOT['username']}" in findings[0].sentence and HOOK in findings[1].sentence
    assert provider.api.webhook["url"] == HOOK
    assert provider.api.webhook["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


def test_an_address_that_telegram_does_not_take_is_said(telegram: Telegram):
    finding, = telegram.register("http://lotse.example.org")
    assert not finding.good and "https url" in finding.sentence and "LOTSE_PUBLIC_URL" in finding.sentence


@pytest.mark.parametrize("act", ["check", "register"])
def test_a_wrong_token_is_said(telegram: Telegram, provider: TelegramProvider, act: str):
    provider.revoke()
    finding, = getattr(telegram, act)(PUBLIC)
    assert not finding.good and "LOTSE_TELEGRAM_TOKEN" in finding.sentence


@pytest.mark.parametrize("change, said", [
    ({"url": "https://other.example.org/hook"}, "not to " + HOOK), ({"url": ""}, "to nobody"),
    ({"allowed_updates": ["message"]}, "only some kinds"),
    ({"pending_update_count": 4,
      "last_error_date": 1777900000, "last_error_message": "Wrong response from the webhook: 401 Unauthorized"},
     "401 Unauthorized"),
])
def test_what_is_wrong_with_the_registration_is_said(telegram: Telegram, provider: TelegramProvider, change: dict, said: str):
    telegram.register(PUBLIC)
    provider.api.webhook |= change
    wrong, = [finding.sentence for finding in telegram.check(PUBLIC) if not finding.good]
    assert said in wrong and "register telegram" in wrong


def test_an_error_that_is_over_is_nothing_bad(telegram: Telegram, provider: TelegramProvider):
    telegram.register(PUBLIC)
    provider.api.webhook |= {"last_error_date": 1777900000, "last_error_message": "Connection timed out"}
    assert [finding.good for finding in telegram.check(PUBLIC)] == [True, True, True]


def test_a_bot_that_hears_all_of_a_group_is_said(telegram: Telegram, provider: TelegramProvider):
    telegram.register(PUBLIC)
    provider.api.bot["can_read_all_group_messages"] = True
    wrong, = [finding.sentence for finding in telegram.check(PUBLIC) if not finding.good]
    assert "/setprivacy" in wrong


@pytest.mark.parametrize("name, value", [
    ("TOKEN", ""), ("TOKEN", "987654"), ("TOKEN", "bot" + TOKEN), ("SECRET", "short"), ("SECRET", "mit Leerzeichen und mehr"),
    ("SECRET", "x" * 257), ("URL", "api.telegram.org")])
def test_settings_that_telegram_would_not_take(provider: TelegramProvider, name: str, value: str):
    with pytest.raises(ValueError, match=f"LOTSE_TELEGRAM_{name}") as caught:
        configuration.set_up(provider.settings() | {f"LOTSE_TELEGRAM_{name}": value})
    assert not value or name == "URL" or value not in str(caught.value)
