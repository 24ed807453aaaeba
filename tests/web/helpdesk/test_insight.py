"""Figures of a period: counted right, asked for wrongly, and safe to show and to download."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from bs4 import BeautifulSoup

from web.insight import Choices, read, sheet, stacked
from web.insight.figures import Figures
from web.insight.period import Period
from web.insight.sheet import safe

TURN = """
INSERT INTO turn (conversation_id, user_text, reply, status, reason, language, degraded, milliseconds, created_at)
VALUES (%s, %s, '[]', %s, %s, 'de', %s, %s, %s) RETURNING id
"""
MARCH = "?from=2026-03-01&to=2026-03-31"


def talk(database: psycopg.Connection, channel: str, language: str | None, *turns: tuple) -> list[int]:
    """A conversation with turns of (day of March, status, reason, milliseconds, text); their ids."""
    key = database.execute("SELECT gen_random_uuid()::text").fetchone()[0]
    number = database.execute("INSERT INTO conversation (channel, key, language) VALUES (%s, %s, %s) RETURNING id",
                              (channel, key, language)).fetchone()[0]
    return [database.execute(TURN, (number, text, status, reason, ms > 900, ms, datetime(2026, 3, day, 12, tzinfo=UTC))).fetchone()[0]
            for day, status, reason, ms, text in turns]


def hand_over(database: psycopg.Connection, reason: str, day: int, waited: int | None, outcome: str) -> None:
    at = datetime(2026, 3, day, 9, tzinfo=UTC)
    taken = at + timedelta(seconds=waited) if waited is not None else None
    database.execute("""INSERT INTO handover (conversation_id, reason, waiting_at, taken_at, outcome)
        SELECT min(id), %s, %s, %s, %s FROM conversation""", (reason, at, taken, outcome))


@pytest.fixture
def march(database: psycopg.Connection) -> None:
    """Two conversations in March: a German one on the web, an Arabic one by REST."""
    answered, *_ = talk(database, "web", "de", (1, "answered", None, 100, "Mit wem?"), (1, "refused", "opinion", 40, "Ist das gut?"),
                        (2, "handoff", None, 5000, "Ein Mensch!"), (2, "refused", "opinion", 60, "ist das GUT"))
    bad, *_ = talk(database, "rest", "ar", (31, "answered", None, 1000, "متى؟"), (31, "error", None, 20, "?"))
    database.execute("INSERT INTO rating (turn_id, value) VALUES (%s, 'up'), (%s, 'down')", (answered, bad))
    for waited, outcome in ((60, "closed"), (120, "given_back"), (None, "left")):
        hand_over(database, "request" if waited else "failures", 2, waited, outcome)
    talk(database, "web", "de", (1, "answered", None, 1, "x"))
    database.execute("UPDATE turn SET created_at = '2026-04-01 00:00Z' WHERE user_text = 'x'")


def load(database_url, app, **changes: object) -> Figures:
    period = Period(**{"first": date(2026, 3, 1), "last": date(2026, 3, 31)} | changes)
    return Figures.load(app.extensions["database"], period, "day")


def test_everything_is_counted_once(app, march, database_url) -> None:
    figures = load(database_url, app)
    total = figures.total
    assert (total.conversations, total.turns, total.degraded, total.up, total.down) == (2, 6, 2, 1, 1)
    assert (figures.speed.median, figures.speed.slow) == (60, 1000)  # the one for a person took 5000 ms, and does not count
    assert figures.by_status() == {"answered": 2, "refused": 2, "handoff": 1, "error": 1}
    assert figures.refusals() == {"opinion": 2} and figures.reasons() == {"request": 2, "failures": 1}
    waiting = figures.waiting
    assert (waiting.asked, waiting.taken, waiting.left, waiting.median, waiting.long) == (3, 2, 1, 90, 114)
    assert {day.day: counts.turns for day, counts in figures.steps.items()} == {1: 2, 2: 2, 31: 2}
    assert {name: counts.turns for name, counts in figures.channels.items()} == {"web": 4, "rest": 2}
    assert {name: counts.conversations for name, counts in figures.languages.items()} == {"de": 1, "ar": 1}


@pytest.mark.parametrize("changes, turns, handovers", [
    ({"channel": "rest"}, 2, 0), ({"language": "de"}, 4, 3), ({"channel": "rest", "language": "de"}, 0, 0),
    ({"first": date(2026, 3, 2), "last": date(2026, 3, 2)}, 2, 3), ({"first": date(2026, 3, 3), "last": date(2026, 3, 30)}, 0, 0)])
def test_only_what_was_asked_for_counts(app, march, database_url, changes: dict, turns: int, handovers: int) -> None:
    figures = load(database_url, app, **changes)
    assert (figures.total.turns, figures.waiting.asked) == (turns, handovers)


def page_of(client, query: str) -> BeautifulSoup:
    response = client.get("/insight" + query)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def test_the_page_says_the_figures_in_german(log_in, march) -> None:
    page = page_of(log_in("reader"), MARCH)
    tiles = {tile.dt.text: tile.dd.text for tile in page.select(".tiles div")}
    assert tiles["Gespräche"] == "2" and tiles["beantwortet"] == "33,3\xa0%" and tiles["gute Bewertungen"] == "50,0\xa0%"
    assert tiles["mittlere Wartezeit"] == "1 Min. 30 Sek." and tiles["mittlere Antwortzeit"] == "60 ms"
    assert "nach einer Meinung gefragt" in page.text and "Arabisch" in page.text and "REST-Schnittstelle" in page.text


def test_no_reader_sees_what_somebody_wrote_and_editors_see_it_grouped(log_in, march) -> None:
    assert "Ist das" not in log_in("reader").get("/insight" + MARCH).text
    assert "ist das" not in log_in("agent").get("/insight" + MARCH).text.lower()
    rows = page_of(log_in("editor"), MARCH).select(".unanswered tbody tr")
    assert [cell.text for cell in rows[0].select("td")] == ["ist das GUT", "Deutsch", "nach einer Meinung gefragt", "2"]
    assert len(rows) == 1 and rows[0].td["dir"] == "auto" and rows[0].td["lang"] == "de"


def test_a_chart_has_a_table_that_says_the_same(log_in, march) -> None:
    figure = page_of(log_in("reader"), MARCH).select_one("figure[aria-labelledby=chart-outcomes]")
    rows = {row.th.text: [cell.text for cell in row.select("td")] for row in figure.select("tbody tr")}
    assert len(rows) == 31 and rows["01.03.2026"] == ["1", "0", "1", "0"] and rows["31.03.2026"] == ["1", "0", "0", "1"]
    titles = [title.text for title in figure.select("svg g title")]
    assert titles[:2] == ["01.03.2026: 1 beantwortet", "01.03.2026: 1 nicht beantwortet"]
    assert figure.svg and not figure.select("[style]")
    assert set(re.findall(r"url\(#([\w-]+)\)", str(figure))) <= {pattern["id"] for pattern in figure.select("pattern")}


@pytest.mark.parametrize("query, field, said", [
    ("?from=2026-03-02&to=2026-03-01", "to", "vor dem Anfang"), ("?from=gestern&to=2026-03-01", "from", "kein Datum"),
    ("?from=2026-02-30", "from", "kein Datum"), ("?from=&to=", "from", "kein Datum"), ("?to=9999-12-31", "to", "kein Datum"),
    ("?from=2020-01-01&to=2024-01-01", "from", "drei Jahre"), ("?channel=fax", "channel", "keine Gespräche"),
    ("?language=%3Cb%3E", "language", "keine Gespräche")])
@pytest.mark.parametrize("path", ["/insight", "/insight.csv"])
def test_a_wrong_period_is_explained_and_stays(log_in, path: str, query: str, field: str, said: str) -> None:
    response = log_in("reader").get(path + query)
    page = BeautifulSoup(response.text, "html.parser")
    control = page.find(id=field)
    assert response.status_code == 400 and control["aria-invalid"] == "true"
    assert said in page.find(id=control["aria-describedby"]).text and "<b>" not in response.text
    typed = dict(re.findall(r"(\w+)=([^&]*)", query))
    if field in ("from", "to"):
        assert control["value"] == typed[field]


def test_without_asking_it_is_the_last_thirty_days() -> None:
    period, wrong = read({}, date(2026, 3, 31), Choices([], []))
    assert (period, wrong) == (Period(date(2026, 3, 2), date(2026, 3, 31)), {})
    asked = {"from": "2021-01-01", "to": "2024-01-01", "channel": "", "language": "ar"}
    period, wrong = read(asked, date(2026, 3, 31), Choices([], ["ar"]))
    assert period.language == "ar" and period.channel is None and not wrong


@pytest.mark.parametrize("days, unit, steps", [(1, "day", 1), (92, "day", 92), (93, "week", 14), (371, "month", 13)])
def test_a_long_period_is_shown_in_longer_steps(days: int, unit: str, steps: int) -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1))
    assert period.unit == unit and len(period.steps(unit)) == steps


def test_weeks_and_months_of_the_database_are_those_of_the_chart(log_in, march) -> None:
    for query, row in (("?from=2026-01-01&to=2026-04-15", "02.03.2026"), ("?from=2025-01-01&to=2026-04-15", "März 2026")):
        figure = page_of(log_in("reader"), query).select_one("figure[aria-labelledby=chart-conversations]")
        rows = {line.th.text: line.td.text for line in figure.select("tbody tr")}
        assert rows[row] == {"02.03.2026": "1", "März 2026": "2"}[row]


def test_the_download_has_a_row_for_each_day_and_figure(log_in, march) -> None:
    response = log_in("reader").get("/insight.csv" + MARCH)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=lotse-2026-03-01-2026-03-31.csv"
    head, *rows = csv.reader(io.StringIO(response.text))
    values = {(day, figure): value for day, figure, value in rows}
    assert head == ["date", "figure", "value"] and len(values) == len(rows) and "Ist das" not in response.text
    assert values["2026-03-01", "refused.opinion"] == "1" and values["2026-03-02", "handover.request"] == "2"
    assert values["2026-03-31", "rated.down"] == "1" and values["2026-03-15", "turns"] == "0"
    assert values["2026-03-01", "answer_milliseconds.median"] == "40"


def test_the_downloaded_days_add_up_to_the_page(log_in, march) -> None:
    rows = csv.DictReader(io.StringIO(log_in("reader").get("/insight.csv" + MARCH + "&language=de").text))
    assert sum(int(row["value"]) for row in rows if row["figure"] == "turns") == 4


@pytest.mark.parametrize("cell, written", [
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("a=b", "a=b")])
def test_no_spreadsheet_computes_a_cell(cell: str, written: str) -> None:
    assert safe(cell) == written


def test_a_strange_reason_is_no_formula() -> None:
    figures, day = Figures(), date(2026, 3, 1)
    figures.outcomes[day] = {("=cmd()", ""): 1}
    assert "'=cmd()" in sheet(figures, Period(day, day))


def test_bars_stand_on_each_other_and_fill_the_height() -> None:
    drawing = stacked([[1, 0], [3, 2]])
    assert (drawing.width, drawing.top) == (20, 4)
    placed = [(bar.step, bar.of, bar.y, bar.height) for bar in drawing.bars]
    assert placed == [(0, 0, 75.0, 25.0), (0, 1, 0.0, 75.0), (1, 1, 50.0, 50.0)]
    assert stacked([[], []]).bars == [] and stacked([[0]]).top == 1
