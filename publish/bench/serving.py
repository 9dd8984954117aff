"""A folder on loopback for the length of a measurement, by the server that `dev.py serve` uses."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.server import make_server


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder; port 0 takes a free one. Yields its address with a slash at the end."""
    server = make_server(port, folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
