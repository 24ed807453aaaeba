"""The web tier of Lotse: how people and programs reach the assistant.

`create_app(Settings.read(os.environ))` is a WSGI application; `python -m web` serves it.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask

from knowledge.live import Live

from . import channels, conversations, errors, helpdesk, messages, ops, origins, page, plain, widget
from .handoff import Desk, Reception
from .learning import Learning
from .metrics import Metrics
from .ops.readiness import Readiness
from .page.render import day
from .retention import Retention
from .settings import SettingError, Settings
from .store import Database, EventLog, Feedback, Staff, Transcripts
from .streams import Hub
from .turns import Fallback, Pipeline, Rasa, Tracker, load_knowledge
from .webhooks import Dispatcher, Webhooks

__all__ = ["SettingError", "Settings", "close_app", "create_app"]


def create_app(settings: Settings, load_knowledge: Callable[[], Any] = load_knowledge) -> Flask:
    """The application. It starts also while the database or Rasa are away; /readyz tells.

    `load_knowledge` returns the knowledge base that answers when Rasa does not.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.url_map.strict_slashes = True
    metrics = Metrics()
    database = Database(settings.database_url, settings.concurrent_turns, settings.turn_timeout,
                        settings.retry_after)
    rasa = Rasa(settings.rasa_urls, settings.rasa_timeout, settings.retry_after, settings.concurrent_turns)
    tracker = Tracker(database, rasa)
    live = Live(load_knowledge, settings.database_url)
    app.extensions.update(
        settings=settings, metrics=metrics, database=database, knowledge=live, transcripts=Transcripts(database),
        pipeline=Pipeline(settings, database, rasa, tracker, Fallback(live), metrics),
        events=EventLog(database), feedback=Feedback(database), reception=Reception(database, tracker),
        desk=Desk(database, tracker), tracker=tracker,
        staff=Staff(database, settings.staff_idle_minutes * 60, settings.staff_hours * 3600),
        hub=Hub(settings.database_url, settings.streams, settings.retry_after, metrics),
        readiness=Readiness(database, rasa, settings.actions_url, metrics))
    app.extensions.update(webhooks=Webhooks(database), dispatcher=Dispatcher(database))
    app.extensions["channels"] = channels.Office(
        channels.make(settings.channels), settings, database,
        channels.Answering(settings, database, app.extensions["pipeline"], app.extensions["reception"]), metrics)
    app.extensions["retention"] = Retention(
        database, settings.retention_days, settings.staff_idle_minutes * 60, settings.staff_hours * 3600)
    app.extensions["learning"] = Learning(database, lambda: app.extensions["knowledge"].current())
    for part in (messages, channels, conversations, widget, ops, page, plain, helpdesk):
        app.register_blueprint(part.blueprint)
    app.add_template_filter(day)
    errors.register(app, page.not_found, helpdesk.error_page)
    origins.register(app, settings.origins)
    app.after_request(page.add_security_headers)
    return app


def close_app(app: Flask) -> None:
    """Gives back what the application holds: database connections and threads."""
    app.extensions["hub"].close()
    app.extensions["readiness"].close()
    app.extensions["channels"].close()
    app.extensions["dispatcher"].close()
    app.extensions["tracker"].close()
    app.extensions["knowledge"].close()
    app.extensions["database"].close()
