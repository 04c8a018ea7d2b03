"""A clamd that answers as the real one does. As a pytest plugin it gives the fixture `clamd`."""

import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest

# What every scanner takes for harmful, in two pieces, or it would take this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def clamd(settings: Any) -> Iterator[list[int]]:
    """A clamd that finds EICAR, and keeps how many bytes it was given each time."""
    given: list[int] = []
    server = socket.create_server(("127.0.0.1", 0))
    settings.HEARTH_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

    def serve() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", sent.read(4))[0]:
                    content += sent.read(size)
                given.append(len(content))
                line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")

    threading.Thread(target=serve, daemon=True).start()
    yield given
    server.close()
