"""The description of the interface says what there is, no more and no less."""

import re

import psycopg
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from .visits import ALWAYS, desk_of, waiting

_NOT_DESCRIBED = {"/", "/plain", "/privacy", "/static/{filename}", "/static/widget/{name}"}


def described(client: FlaskClient) -> dict:
    return client.get("/api/openapi.json").json


def test_paths_and_methods_are_those_of_the_application(client: FlaskClient) -> None:
    document = described(client)
    served = {}
    for rule in client.application.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).replace("{token}", "{id}")
        served.setdefault(path, set()).update(m.lower() for m in rule.methods - {"HEAD", "OPTIONS"})
    told = {path: set(item) - {"parameters"} for path, item in document["paths"].items()}
    assert told == {path: methods for path, methods in served.items() if path not in _NOT_DESCRIBED
                    and not path.startswith("/helpdesk/")}


def test_every_reference_leads_somewhere(client: FlaskClient) -> None:
    document = described(client)
    references = re.findall(r'"\$ref": ?"#/([^"]+)"', client.get("/api/openapi.json").get_data(as_text=True))
    assert references
    for reference in references:
        place = document
        for key in reference.split("/"):
            place = place[key]


def test_schemas_are_schemas_and_fit_what_is_answered(make_app) -> None:
    client: FlaskClient = make_app(LOTSE_HOURS=ALWAYS).test_client()
    document = described(client)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)

    def check(name: str, value: object) -> None:
        wanted = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        Draft202012Validator(wanted).validate(value)

    for element in client.post("/webhooks/rest/webhook", json={"sender": "eva", "message": "Hallo"}).json:
        check("RestElement", element)
    check("Error", client.post("/webhooks/rest/webhook", json={}).json)
    check("Words", client.get("/api/widget/texts/de").json)
    check("Readiness", client.get("/readyz").json)
    path = f"/api/conversations/{client.post('/api/conversations').json['id']}"
    check("Reply", client.post(f"{path}/messages", json={"message": "Hallo"}).json)
    asked = client.post(f"{path}/person", json={}).json
    check("Standing", asked)
    check("Opening", asked)
    desk = desk_of(client.application)
    desk.take(waiting(client.application)[0])
    desk.say(desk.queue()[0].id, "Guten Tag.")
    events = client.get(f"{path}/events?format=json").json["events"]
    assert [event["event"] for event in events] == ["state", "joined", "state", "message"]
    for event in events:
        check("Event", event)
    check("Transcript", client.get(path).json)
    check("Standing", client.delete(f"{path}/person").json)


def test_schemas_fit_an_answer_that_was_approved(make_app, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO approval_rule (channel) VALUES ('rest')")
    client: FlaskClient = make_app().test_client()
    document, desk = described(client), desk_of(client.application)

    def check(name: str, value: object) -> None:
        wanted = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        Draft202012Validator(wanted).validate(value)

    element, = client.post("/webhooks/rest/webhook", json={"sender": "eva", "message": "Hallo"}).json
    check("RestElement", element)
    desk.decide(desk.proposals()[0].id, "sent")
    events = client.get("/webhooks/rest/events?sender=eva").json["events"]
    assert [event["event"] for event in events] == ["state", "message", "state"]
    for event in events:
        check("Event", event)
    named = document["components"]["schemas"]
    assert set(element["custom"]) <= set(named["Custom"]["properties"])
    assert set(events[1]["data"]) <= set(named["Event"]["properties"]["data"]["properties"])
