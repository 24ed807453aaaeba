"""Nothing secret, no path of a machine and no host of a registry in the repository."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SELF = "tests/house/test_secrets.py"
BAD = {
    "a machine's path": re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/"),
    "a registry's host": re.compile(r"pythonhosted|pypi\.org|registry\.npmjs|deb\.debian\.org"),
    "a private key": re.compile(r"BEGIN (?:RSA |EC )?PRIVATE KEY"),
    "a password in an address": re.compile(r"postgres(?:ql)?://\w+:(?!\{)[^@\s\"'/]{4,}@(?!host)"),
}


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if name != SELF and not name.endswith((".png", ".npz"))]


def test_nothing_that_belongs_to_one_machine_is_in_the_repository():
    found = [
        f"{name}: {what}" for name in tracked() for what, pattern in BAD.items()
        if pattern.search((ROOT / name).read_text("utf-8", "replace"))
    ]  # fmt: skip
    assert found == []
