"""Run a command beside a throwaway PostgreSQL: `python -m hearth.site.with_server COMMAND ...`.

The command finds the server in DATABASE_URL, as it would find an operator's; HEARTH_POSTGRES_BIN chooses
the version. The server and its data are gone when the command ends.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hearth.site.postgres import Cluster


def run_with_server(command: Sequence[str]) -> int:
    """Run the command and give its exit status."""
    with tempfile.TemporaryDirectory(prefix="hearth-") as folder:
        cluster = Cluster(Path(folder) / "postgres", durable=False)
        with cluster.in_use() as address:
            environment = {**os.environ, "DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(run_with_server(sys.argv[1:]))
