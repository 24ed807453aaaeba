"""What every reply and every error of the service must look like."""

import httpx

STATUSES = {"answered", "clarify", "refused", "handoff", "emergency", "smalltalk", "error"}
REASONS = {None, "outside_topic", "not_in_sources", "opinion", "personal_case", "unclear", "not_allowed"}


def custom_of(elements: list[dict]) -> dict:
    """The one `custom` of a reply."""
    found, = [element["custom"] for element in elements if "custom" in element]
    return found


def check_reply(elements: list[dict]) -> dict:
    """Checks a reply against the contract; returns its `custom`."""
    assert isinstance(elements, list) and elements
    custom = custom_of(elements)
    assert custom["status"] in STATUSES and custom["reason"] in REASONS
    assert any(element.get("text", "").strip() for element in elements)
    if custom["status"] == "answered":
        assert custom["sources"]
    for source in custom["sources"]:
        assert source["title"] and source["url"].startswith("https://")
        assert {"date", "as_of"} <= source.keys()
    for element in elements:
        assert all(button["title"] and button["payload"] for button in element.get("buttons", []))
    return custom


def check_error(response: httpx.Response, status: int | range) -> None:
    """Checks that a response is an error in JSON and says nothing of the inside."""
    assert response.status_code in ([status] if isinstance(status, int) else status)
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert set(body) == {"error"} and set(body["error"]) == {"code", "message"}
    assert all(isinstance(value, str) and value for value in body["error"].values())
    assert "Traceback" not in response.text and ".py" not in response.text
