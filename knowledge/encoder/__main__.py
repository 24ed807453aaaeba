"""``python -m knowledge.encoder [FOLDER]``: build the encoder that LOTSE_ENCODER names (default: packaged)."""

import os
import sys
import warnings
from pathlib import Path

from knowledge.paths import ENCODER


def main() -> int:
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    warnings.filterwarnings("ignore")
    from knowledge.encoder.build import PACKAGED, build  # slow: torch
    from knowledge.encoder.packaged import EncoderError

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ENCODER
    try:
        build(os.environ.get("LOTSE_ENCODER", PACKAGED), folder, lambda line: print("  " + line, flush=True))
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
