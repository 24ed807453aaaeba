"""Everything that must be there before the service can start."""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from start import layout, python310
from start.errors import StartError
from start.layout import APP, BOT, ROOT, SYNAPSE, VAR, python
from start.say import run
from start.steps import Step

LOG = VAR / "log"
# The files whose change makes another model; the application's code is not among them.
ENCODING = ("knowledge/encoder/*.py", "data/adapter.npz")
LEARNING = ("knowledge/content/**/*.yml", "data/questions/train/*.yml", "data/followups/train/*.yml",
            "data/nlu/**/*.yml", "data/vectors.npz",
            *(f"knowledge/{name}.py" for name in ("topic_model", "followups", "neighbours", "passages", "normalise", "vectors")))
DIALOGUE = ("config.yml", "bot/domain/*.yml", "bot/nlu/*.py", "knowledge/encoder/packing.py", "data/nlu/**/*.yml", "data/rules/*.yml",
            *(f"knowledge/{name}.py" for name in ("entities", "countries", "country_words", "dates", "wording")),
            "knowledge/wording/*.yml")  # fmt: skip
CHECKING = ("knowledge/*.py", "knowledge/schema.yml", "knowledge/content/**/*.yml", "knowledge/wording/*.yml",
            "data/questions/**/*.yml", "data/followups/**/*.yml")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
         "TF_CPP_MIN_LOG_LEVEL": "3", "TOKENIZERS_PARALLELISM": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
         "PYTHONWARNINGS": "ignore"}  # fmt: skip


def environment(**further: str) -> dict[str, str]:
    """The process environment of everything that belongs to the service."""
    # Bytecode is kept even where the shell says otherwise: a start without it takes a minute longer.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | QUIET | {"PYTHONPATH": str(ROOT), "LOTSE_VAR": str(VAR)} | further


def own_interpreter() -> str:
    """The Python that environments are made with: where one of them is active, the one behind it."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def setup() -> None:
    """Make whatever is missing or out of date. Raises StartError."""
    if sys.version_info < (3, 11):
        raise StartError("Lotse needs Python 3.11 or newer: start it with `make PYTHON=/path/to/python3.11 run`.")
    interpreter = python310.find()
    # Both at once: one waits for the network while the other unpacks.
    _together(_environment_step("application environment", APP, own_interpreter(), "requirements.lock"),
              _environment_step("Rasa environment", BOT, interpreter, "bot/requirements.lock"))  # fmt: skip
    model = os.environ.get("LOTSE_ENCODER", "packaged")
    encoders = [VAR / folder / "encoder.json" for folder in ("encoder", "encoder-plain")]
    _knowledge("encoder", "knowledge.encoder", ENCODING, *encoders, words=(model,)).run()
    _knowledge("content check", "knowledge check", CHECKING).run()
    learn = _knowledge("knowledge training", "knowledge train", LEARNING, VAR / "topics.joblib", words=(model,))
    dialogue = Step("Rasa training", _train_rasa, DIALOGUE, (layout.MODEL,), (model,))
    _together(learn, dialogue)


def setup_tests() -> None:
    """What only tests need. Raises StartError."""
    _environment_step("Synapse environment", SYNAPSE, own_interpreter(), "tests/channels/synapse-requirements.txt").run()


def _together(*steps: Step) -> None:
    with ThreadPoolExecutor(len(steps)) as pool:
        for done in [pool.submit(step.run) for step in steps]:
            done.result()


def _environment_step(name: str, folder: Path, interpreter: str, lock: str) -> Step:
    def act() -> None:
        build_environment(name, folder, interpreter, ROOT / lock)

    return Step(name, act, (lock,), (folder / "bin" / "python",), (interpreter,))


def build_environment(name: str, folder: Path, interpreter: str, lock: Path) -> None:
    """A virtual environment with exactly the packages of `lock`."""
    shutil.rmtree(folder, ignore_errors=True)
    log = LOG / f"{folder.name.strip('.')}.log"
    run(name, [interpreter, "-m", "venv", str(folder)], log)
    # The lock is complete: nothing to resolve. Compiling is left to the first import, which needs a tenth of it.
    install = ["-m", "pip", "install", "--no-deps", "--no-compile", "--disable-pip-version-check", "-r", str(lock)]
    run(name, [python(folder), *install], log)


def _knowledge(name: str, module: str, inputs: tuple[str, ...], *outputs: Path, words: tuple[str, ...] = ()) -> Step:
    def act() -> None:
        command = [python(APP), "-m", *module.split()]
        run(name, command, LOG / f"{name.replace(' ', '-')}.log", talks=True, cwd=ROOT, env=environment())

    return Step(name, act, inputs, outputs, words)


def _train_rasa() -> None:
    command = [
        python(BOT), "-m", "bot", "train", "--config", "config.yml", "--domain", "bot/domain",
        "--data", "data/nlu", "data/rules", "--out", str(layout.MODELS), "--fixed-model-name", layout.MODEL.name.split(".")[0],
    ]  # fmt: skip
    run("Rasa training", command, LOG / "rasa-training.log", cwd=ROOT, env=environment())
    if not layout.MODEL.exists():
        raise StartError(f"Rasa ended without a model; its log is {LOG / 'rasa-training.log'}.")

