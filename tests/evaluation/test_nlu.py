"""The table of pipelines in docs/accuracy.md is that of the pipelines there are."""

import json

from tests.evaluation import nlu, report


def test_every_pipeline_has_been_measured():
    assert json.loads(nlu.FIGURES.read_text("utf-8")).keys() == nlu.configs().keys()


def test_the_table_has_a_row_for_each_with_shares_in_per_cent():
    rows = [line for line in report._pipelines().splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows[1:]] == list(json.loads(nlu.FIGURES.read_text("utf-8")))
    assert all("%" in row for row in rows[1:])
