"""``python -m knowledge.encoder``: build the encoder that LOTSE_ENCODER names (default: packaged).

``python -m knowledge.encoder tune`` fine-tunes the packaged one on all that is learnt (data/questions/train,
data/followups/train, …) and writes data/adapter.npz.
"""

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

from knowledge.paths import ENCODER, PLAIN_ENCODER


def say(line: str) -> None:
    print("  " + line, flush=True)


def main() -> int:
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    warnings.filterwarnings("ignore")
    from knowledge.encoder.build import PACKAGED, PLAIN, build  # slow: torch
    from knowledge.encoder.packaged import EncoderError
    from knowledge.schema import ContentError

    try:
        if sys.argv[1:] == ["tune"]:
            from knowledge.encoder.tuning import tune

            with tempfile.TemporaryDirectory() as scratch:
                tune(Path(scratch), say)
        else:
            name = os.environ.get("LOTSE_ENCODER", PACKAGED)
            build(name, ENCODER, say)
            # What learns our questions unlearns the rest of the world: other corpora are searched with the plain one.
            if name == PACKAGED:
                build(PLAIN, PLAIN_ENCODER, say)
            else:
                shutil.rmtree(PLAIN_ENCODER, ignore_errors=True)
                shutil.copytree(ENCODER, PLAIN_ENCODER)
    except (EncoderError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
