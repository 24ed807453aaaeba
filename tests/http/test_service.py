"""Health, metrics, description and page of the running service."""

import httpx


def test_it_lives_and_is_ready(service: httpx.Client) -> None:
    assert service.get("/healthz").status_code == 200
    ready = service.get("/readyz")
    assert ready.status_code == 200, ready.text
    assert {"database", "rasa", "actions"} <= ready.json()["parts"].keys()


def test_turns_are_counted(service: httpx.Client, send) -> None:
    def count() -> float:
        lines = service.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("lotse_turns_total{"))

    before = count()
    send("Hallo")
    assert count() > before


def test_the_description_names_the_messages_interface(service: httpx.Client) -> None:
    description = service.get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.")
    assert "post" in description["paths"]["/webhooks/rest/webhook"]


def test_the_page(service: httpx.Client) -> None:
    response = service.get("/", params={"lang": "de"})
    assert response.status_code == 200 and '<html lang="de" dir="ltr">' in response.text
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "set-cookie" not in response.headers


def test_nothing_tells_which_software_this_is(service: httpx.Client, send) -> None:
    for response in (service.get("/"), service.get("/nowhere"), send("Hallo"), send(5)):
        assert not {"x-powered-by", "x-rasa-version"} & response.headers.keys()
        assert "waitress" not in response.headers.get("server", "")
