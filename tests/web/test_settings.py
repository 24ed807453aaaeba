"""Settings: checked at start, explained in one sentence, documented."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from web import SettingError, Settings

URL = {"DATABASE_URL": "postgresql://localhost/lotse"}


def test_defaults() -> None:
    settings = Settings.read(URL)
    assert (settings.host, settings.port, settings.rasa_urls) == ("0.0.0.0", 8080, ("http://127.0.0.1:5005",))


def test_an_empty_variable_counts_as_unset() -> None:
    assert Settings.read(URL | {"PORT": " "}).port == 8080


def test_several_rasa_servers() -> None:
    settings = Settings.read(URL | {"RASA_URL": "http://a:5005/, http://b:5005,http://a:5005"})
    assert settings.rasa_urls == ("http://a:5005", "http://b:5005")


def test_origins_are_written_as_browsers_write_them() -> None:
    settings = Settings.read(URL | {"LOTSE_ORIGINS": "https://WWW.example.org:443/, http://localhost:8000"})
    assert settings.origins == ("https://www.example.org", "http://localhost:8000")
    assert Settings.read(URL).origins == ()


def test_who_is_responsible_may_have_several_lines() -> None:
    assert Settings.read(URL | {"LOTSE_CONTROLLER": r"Amt\nWeg 1"}).controller == "Amt\nWeg 1"


@pytest.mark.parametrize("name, value", [
    ("DATABASE_URL", "sqlite:///x.db"), ("PORT", "0"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "http"),
    ("PORT", "8080.0"), ("PORT", "9" * 5000), ("PORT", "８０"), ("HOST", "http://x"),
    ("RASA_URL", "localhost:5005"), ("RASA_URL", ","), ("RASA_URL", "http://x:99999"), ("ACTIONS_URL", "ftp://x"),
    ("LOTSE_MAX_MESSAGE_CHARACTERS", "0"), ("LOTSE_MAX_BODY_BYTES", "12"), ("LOTSE_THREADS", "one"),
    ("LOTSE_TURN_TIMEOUT_SECONDS", "nan"), ("LOTSE_RASA_TIMEOUT_SECONDS", "-1"),
    ("LOTSE_ORIGINS", "*"), ("LOTSE_ORIGINS", "www.example.org"), ("LOTSE_ORIGINS", "https://example.org/page"),
    ("LOTSE_ORIGINS", "https://a:b@example.org"), ("LOTSE_ORIGINS", "https://example.org:99999"),
    ("LOTSE_HOURS", "always"), ("LOTSE_STREAMS", "0"), ("LOTSE_CONTROLLER", "a\x07b"),
    ("LOTSE_RETRY_SECONDS", "soon"), ("LOTSE_LANGUAGE", "ja"), ("LOTSE_LOG_LEVEL", "loud"),
])
def test_a_wrong_value_is_one_sentence_that_says_what_is_allowed(name: str, value: str) -> None:
    with pytest.raises(SettingError) as error:
        Settings.read(URL | {name: value})
    assert re.fullmatch(rf"The setting {name} is .*, but it must be .*\.", str(error.value))


def test_a_missing_database() -> None:
    with pytest.raises(SettingError, match="DATABASE_URL is missing; it must be a URL .*postgresql"):
        Settings.read({})


def test_the_password_of_the_database_is_not_shown() -> None:
    with pytest.raises(SettingError) as error:
        Settings.read({"DATABASE_URL": "mysql://eva:geheim@host/db"})
    assert "geheim" not in str(error.value)


def test_a_thread_is_left_to_say_that_the_service_is_busy() -> None:
    with pytest.raises(SettingError, match="LOTSE_CONCURRENT_TURNS is 8, but it must be less"):
        Settings.read(URL | {"LOTSE_CONCURRENT_TURNS": "8", "LOTSE_THREADS": "8"})


def test_every_setting_is_documented_with_its_default_unit_and_meaning() -> None:
    document = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in (field.metadata for field in fields(Settings) if field.metadata):
        default = {None: "none, required", "": "empty"}.get(setting["default"], f"`{setting['default']}`")
        row = f"| `{setting['name']}` | {default} | {setting['unit']} | {setting['meaning']} |"
        assert row in document
