"""Answer quality on the test questions: `python -m tests.evaluation`."""
