"""Make a checkout ready: `python3 -m tools.setup run` or `… dev`; run by make before its targets.

Needs Python 3.11 or newer, and nothing else.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Isnad needs Python 3.11 or newer; this is " + sys.version.split()[0])

from tools import environment, system_packages  # The check must come before newer syntax.


def main(arguments: list[str]) -> None:
    """Set up for running ("run") or for developing and testing ("dev")."""
    if arguments not in (["run"], ["dev"]):
        sys.exit("usage: python3 -m tools.setup run|dev")
    kind = arguments[0]
    system_packages.provide((*system_packages.PYTHON, *system_packages.QT), required=True)
    if kind == "dev":
        system_packages.provide(system_packages.TESTS, required=False)
    environment.fill(kind)


if __name__ == "__main__":
    main(sys.argv[1:])
