"""The benchmark's arithmetic; the measuring itself is `make bench`."""

import os
from itertools import pairwise

import pytest

from tests.bench import helpdesk_data, load, processes, report, stories
from tests.bench.measure import percentile, speed


def side(rate: float, middle: float = 10.0) -> dict:
    times = {"median_ms": middle, "p95_ms": 2 * middle, "turns_per_s": rate}
    memory = {"pss": 1024.0, "rss": 2048.0}
    return {"1": times, "16": times, "ready_s": 9.0, "memory_mb": memory, "cpu_ms": {"rasa": 1.0}}


def figures(**changes: dict) -> dict:
    lists = {"/queue": {"median_ms": 30.0, "p95_ms": 60.0}, "/audit": {"median_ms": 40.0, "p95_ms": 50.0}}
    widget = {"median_ms": 120.0, "p95_ms": 150.0}
    return {"lotse": side(80.0), "baseline": side(10.0, 90.0), "widget": widget, "lists": lists, "channel": {"share": 0.9}} | changes


@pytest.mark.parametrize("share, expected", [(0.5, 10), (0.95, 19), (1.0, 20), (0.0, 1)])
def test_percentile_is_the_nearest_rank(share: float, expected: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 0.95) == 7.0


def test_speed_is_the_median_over_rounds_so_that_one_disturbed_round_does_not_count() -> None:
    quiet, disturbed = load.Round([10.0, 10.0], 0.1, 0), load.Round([90.0, 90.0], 1.0, 0)
    assert speed([quiet, disturbed, quiet]) == {"median_ms": 10.0, "p95_ms": 10.0, "turns_per_s": 20.0}


def test_table_is_aligned() -> None:
    assert report.table(("part", "ms"), [("web", "12.5")]).splitlines() == [
        "| part |   ms |", "| ---- | ---: |", "| web  | 12.5 |"]  # fmt: skip


def test_all_goals_are_met_by_good_figures() -> None:
    assert all(met for *_, met in report.judged(figures()))


@pytest.mark.parametrize("changed", [side(59.0), side(49.0), side(80.0, 21.0), side(80.0) | {"ready_s": 20.1}])
def test_a_missed_goal_is_said(changed: dict) -> None:
    assert "**not met**" in report.goals(figures(lotse=changed))


def test_a_slow_chat_is_said() -> None:
    assert "**not met**" in report.goals(figures(widget={"median_ms": 201.0, "p95_ms": 201.0}))


def test_a_slow_channel_is_said() -> None:
    assert "**not met**" in report.goals(figures(channel={"share": 0.79}))


def test_one_slow_list_is_said_and_stands_first() -> None:
    measured = figures(lists={"/queue": {"median_ms": 30.0, "p95_ms": 60.0}, "/audit": {"median_ms": 301.0, "p95_ms": 400.0}})
    assert "**not met**" in report.goals(measured)
    assert report.lists(measured).splitlines()[2].split("|")[1:4] == [" `/audit` ", "         301 ", "       400 "]


def test_the_helpdesk_is_measured_with_questions_as_they_are_asked() -> None:
    asked = helpdesk_data.questions()
    assert len(asked) > 1000 and all(isinstance(text, str) and text for text in asked)


def test_better_by_counts_more_turns_and_less_time() -> None:
    rows = report.speed(figures()).splitlines()
    assert [row.split("|")[4].strip() for row in rows if "1 user" in row] == ["9.0 ×", "9.0 ×", "8.0 ×"]


def test_conversations_have_ten_different_messages() -> None:
    scripts = load.conversations()
    assert len(scripts) == 6
    assert all(len(set(script)) == len(script) == 10 for script in scripts)


@pytest.mark.parametrize("custom", [{"status": "error"}, {"status": "answered", "degraded": True},
                                    {"status": "answered", "stored": False}])  # fmt: skip
def test_a_stand_in_is_no_proper_answer(custom: dict) -> None:
    assert not load.is_proper([{"custom": custom}])
    assert not load.is_proper([])


def test_every_order_of_two_turns_is_in_the_stories() -> None:
    rules = [{"rule": name, "steps": [{"intent": name}]} for name in "abc"]
    pairs = set()
    for story in stories.chained(rules):
        names = [step["intent"] for step in story["steps"]]
        pairs |= set(pairwise(names))
    assert pairs == {(first, second) for first in "abc" for second in "abc"}


def test_own_process_has_memory_and_cpu() -> None:
    weight = processes.memory(processes.family(os.getpid()))
    assert 0 < weight["pss"] <= weight["rss"]
    assert processes.cpu_seconds(os.getpid()) > 0
