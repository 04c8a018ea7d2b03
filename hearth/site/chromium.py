"""Find the Chromium that drives the browser tests; `python -m hearth.site.chromium` installs it where it may.

Standard library only: it runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = """
**********************************************************************
*  NO CHROMIUM: the browser tests will not run.                      *
*  Install it (apt-get install chromium), or set HEARTH_CHROMIUM.    *
**********************************************************************
"""


def find_chromium() -> str | None:
    """The program's path: HEARTH_CHROMIUM, else the system's; None when there is none."""
    given = os.environ.get("HEARTH_CHROMIUM")
    return given or next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> bool:
    """Install Debian's Chromium when we are root and apt is there; gives whether it is now on the machine."""
    if find_chromium():
        return True
    if os.getuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests.")
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"],
        ):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False
            )
    return find_chromium() is not None


if __name__ == "__main__":
    if not install_chromium():
        print(MISSING, file=sys.stderr)
