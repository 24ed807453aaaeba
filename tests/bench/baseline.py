"""The baseline: a Rasa server with the pipeline that `rasa init` writes, beside the service and with its actions."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from start import services
from start.errors import StartError
from start.layout import BOT, ROOT, VAR, python
from start.say import run, say, tail
from start.setup import environment
from start.steps import Step
from tests.bench import stories

FOLDER = VAR / "bench"
MODEL = FOLDER / "baseline.tar.gz"
STORIES = FOLDER / "stories.yml"
LOG = FOLDER / "baseline.log"
RULES = "data/rules/*.yml"
INPUTS = ("bot/baseline/config.yml", "bot/domain/*.yml", "data/nlu/**/*.yml", RULES, "tests/bench/stories.py")
READY_SECONDS = 180
# The launcher's settings for Lotse's processes; the baseline gets what Rasa takes by itself.
TUNING = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"}


def train() -> None:
    """Train the baseline, which takes minutes, if anything it learns from has changed. Raises StartError."""
    Step("baseline training", _train, INPUTS, (MODEL,)).run()


def _train() -> None:
    stories.write(sorted(ROOT.glob(RULES)), STORIES)
    # Without augmentation: the stories hold every order of two turns already.
    command = [
        python(BOT), "-m", "rasa", "train", "--config", "bot/baseline/config.yml", "--domain", "bot/domain",
        "--data", "data/nlu", "data/rules", str(STORIES), "--augmentation", "0",
        "--out", str(FOLDER), "--fixed-model-name", MODEL.name.split(".")[0],
    ]  # fmt: skip
    run("baseline training", command, FOLDER / "training.log", cwd=ROOT, env=environment())


@contextmanager
def running(port: int) -> Iterator[tuple[int, float]]:
    """The process id of the baseline's server and the seconds until it answered; needs the running service."""
    command = [
        python(BOT), "-m", "rasa", "run", "--model", str(MODEL), "--endpoints", "bot/baseline/endpoints.yml",
        "--credentials", "bot/credentials.yml", "-i", "127.0.0.1", "-p", str(port),
    ]  # fmt: skip
    variables = {name: value for name, value in services.process_environment().items() if name not in TUNING}
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process.pid, _wait_until_ready(process, port)
    finally:
        _stop(process)


def _wait_until_ready(process: subprocess.Popen, port: int) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < READY_SECONDS and process.poll() is None:
        if _answers(f"http://127.0.0.1:{port}/"):
            say(f"- baseline: ready after {time.monotonic() - begun:.1f} s")
            return time.monotonic() - begun
        time.sleep(0.2)
    raise StartError(f"The baseline's server is not ready. {tail(LOG)}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=3) as reply:
            return reply.status == 200
    except OSError:
        return False


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(services.STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
