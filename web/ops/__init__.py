"""For those who run the service: is it alive, is it ready, what has it counted, how is it called."""

from functools import cache
from pathlib import Path

import yaml
from flask import Blueprint, Response, current_app

from ..errors import to_json
from ..metrics import Metrics
from .readiness import Readiness

blueprint = Blueprint("ops", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 as long as the process can answer."""
    return to_json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 if every part answers, else 503; the body says which does not."""
    readiness: Readiness = current_app.extensions["readiness"]
    parts = readiness.check()
    ready = all(parts.values())
    return to_json({"status": "ready" if ready else "not ready", "parts": parts}, 200 if ready else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """The counters, in Prometheus' text format."""
    counters: Metrics = current_app.extensions["metrics"]
    readiness: Readiness = current_app.extensions["readiness"]
    readiness.check()
    return Response(counters.render(), mimetype="text/plain; version=0.0.4")


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    """The description of everything public."""
    return to_json(description())


@cache
def description() -> dict:
    """The OpenAPI document of `web/openapi.yml`."""
    return yaml.safe_load((Path(__file__).parents[1] / "openapi.yml").read_text(encoding="utf-8"))
