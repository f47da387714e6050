"""Make the two locks again: `make lock`, the only step that looks for newer versions.

The locks hold versions and hashes; no registry's address, no path and no setting of this machine.
"""

import os
import subprocess
import sys
import tempfile

from tools.environment import PROJECT

OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-header",
    "--no-annotate",
    "--no-emit-package=pip",  # Declared by sqlite-utils; the environment has its own already.
    "--quiet",
)


def main(arguments: list[str]) -> None:
    """Write requirements.lock, then requirements-dev.lock with the same versions in it."""
    with tempfile.TemporaryDirectory() as home:
        _compile(home, "requirements.lock", "--group=build", *arguments)
        _compile(
            home,
            "requirements-dev.lock",
            "--group=build",
            "--group=dev",
            "--constraints=requirements.lock",
            *arguments,
        )


def _compile(home: str, lock: str, *options: str) -> None:
    """Run uv without this machine's settings, so that only the public registry's hashes enter."""
    drop = ("UV_", "PIP_", "XDG_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(drop)}
    environment |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CONFIG_DIRS": home}
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", lock]
    subprocess.run([*uv, *OPTIONS, *options], cwd=PROJECT, env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
