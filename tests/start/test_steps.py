"""A step is done once, and again when what it depends on has changed or when it broke."""

import pytest

from start import steps
from start.errors import StartError
from start.steps import Step


@pytest.fixture
def project(monkeypatch, tmp_path):
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "VAR", tmp_path / "var")
    (tmp_path / "input.txt").write_text("one")
    return tmp_path


def step(project, act=None, **options) -> Step:
    def make() -> None:
        (project / "output").write_text("made")

    return Step("a step", act or make, ("*.txt",), (project / "output",), **options)


def test_the_second_run_does_nothing(project):
    assert step(project).run() is True
    assert step(project).run() is False


@pytest.mark.parametrize("change", ["content", "another file", "a setting", "the output is gone"])
def test_a_change_makes_it_run_again(project, change):
    step(project).run()
    words = ()
    if change == "content":
        (project / "input.txt").write_text("two")
    elif change == "another file":
        (project / "more.txt").write_text("")
    elif change == "a setting":
        words = ("other",)
    else:
        (project / "output").unlink()
    assert step(project, words=words).run() is True


def test_a_step_that_broke_is_not_taken_for_done(project):
    def broken() -> None:
        (project / "output").write_text("half")
        raise StartError("no disk")

    with pytest.raises(StartError):
        step(project, broken).run()
    assert step(project).run() is True
