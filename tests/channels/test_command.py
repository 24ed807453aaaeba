"""`python -m web.channels`: what is listed, what a check says, and that no mistake ends in a traceback."""

import logging
import os

import pytest

from web.channels.__main__ import main
from web.channels.configuration import CHANNELS, class_of

from .providers.generic import GenericProvider

PUBLIC = "https://lotse.example.org"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch):
    """Sets variables, with none of a channel set before; the command's silence ends with the test."""
    for name in [name for name in os.environ if name.startswith("LOTSE_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    yield lambda **values: [monkeypatch.setenv(name, value) for name, value in values.items()]
    logging.disable(logging.NOTSET)


@pytest.fixture
def provider(environment):
    """A receiver that is set up."""
    made = GenericProvider()
    environment(LOTSE_PUBLIC_URL=PUBLIC, **made.settings())
    yield made
    made.close()


def test_every_app_is_listed_with_its_settings(environment, capsys) -> None:
    assert main(["list"]) == 0
    printed = capsys.readouterr().out
    for name in CHANNELS:
        assert f"{class_of(name).title} ({name}): not set up" in printed
        assert [one.name for one in class_of(name).SETTINGS if one.name not in printed or one.meaning not in printed] == []


def test_what_is_set_is_named_and_never_shown(provider: GenericProvider, capsys) -> None:
    assert main(["list"]) == 0
    printed = capsys.readouterr().out
    assert "Webhook (generic): set up" in printed and [value for value in provider.settings().values() if value in printed] == []


@pytest.mark.parametrize("change, said", [
    ({"LOTSE_GENERIC_SECRET": ""}, "LOTSE_GENERIC_SECRET is missing"), ({"LOTSE_GENERIC_SECRET": "kurz-geheim"}, "not usable"),
    ({"LOTSE_GENERIC_COLOUR": "blue"}, "no setting LOTSE_GENERIC_COLOUR"), ({"LOTSE_PUBLIC_URL": ""}, "LOTSE_PUBLIC_URL is missing"),
])
def test_a_wrong_setting_is_one_sentence(provider: GenericProvider, environment, capsys, change: dict, said: str) -> None:
    environment(**change)
    assert (main(["list"]), main(["check"])) == (2, 2)
    out, err = capsys.readouterr()
    assert said in out and said in err and "kurz-geheim" not in out + err and len(err.splitlines()) == 1


def test_a_check_says_what_is_good(provider: GenericProvider, capsys) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Webhook …\n  ok     The receiver answers and accepts our signature.\n"
    assert provider.complaints == []


@pytest.mark.parametrize("command", ["check", "register"])
def test_what_is_not_good_is_marked(provider: GenericProvider, capsys, command: str) -> None:
    provider.revoke()
    assert main([command, "generic"]) == 1
    assert "  WRONG  The receiver does not take a signed ping (401)" in capsys.readouterr().out


def test_where_nothing_is_set_up_nothing_is_wrong(environment, capsys) -> None:
    assert main(["check"]) == 0
    assert "No messaging app is set up" in capsys.readouterr().out


@pytest.mark.parametrize("name, said", [("pigeon", "There is no channel pigeon; there are"), ("generic", "is not set up")])
def test_an_app_that_is_not_there(environment, capsys, name: str, said: str) -> None:
    assert main(["check", name]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["dance"], ["list", "generic"]])
def test_wrong_usage(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2 and "usage:" in capsys.readouterr().err
