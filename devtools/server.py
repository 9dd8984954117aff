"""The site on loopback, served as a plain static host would."""

import gzip
import http.server
import sys
from pathlib import Path
from urllib.parse import urlsplit

from devtools.say import DevError

MEDIA_TYPES = {
    **http.server.SimpleHTTPRequestHandler.extensions_map,
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".whl": "application/octet-stream",
    ".xml": "text/xml",
}
PACKED = {}  # compressed content by path, size and time of change


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a plain host serves them: media types, gzip, 404.html."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits 40 ms for the client's word about the headers
    wbufsize = -1
    extensions_map = MEDIA_TYPES

    def do_GET(self):
        """Headers and content."""
        self.answer(body=True)

    def do_HEAD(self):
        """Headers only."""
        self.answer(body=False)

    def answer(self, *, body):
        """One file, the folder's index.html, or the site's own page for a miss."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not urlsplit(self.path).path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if status == 200 else Path(self.directory) / "404.html"
        content = path.read_bytes() if path.is_file() else b"not found"
        kind = self.guess_type(str(path))
        self.send_response(status)
        squeezable = kind.startswith("text/") or kind.endswith(("json", "wasm", "xml"))
        if squeezable and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = self.gzipped(path, content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        # Names under /assets/ change with their bytes; ten minutes is what common static hosts allow.
        self.send_header("Cache-Control", "max-age=600" if "/assets/" in self.path else "no-cache")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def gzipped(self, path, content):
        """Compressed once for each state of a file."""
        key = (str(path), len(content), path.stat().st_mtime_ns if path.is_file() else 0)
        if key not in PACKED:
            PACKED[key] = gzip.compress(content, 9)
        return PACKED[key]

    def log_message(self, *_):
        """Quiet: the browser's own tools show requests."""


class Server(http.server.ThreadingHTTPServer):
    """One thread for each connection."""

    def handle_error(self, request, client_address):
        """A reader who breaks a download off, as "Try again" does, is nothing to report."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def make_server(port, folder):
    """A server on loopback that is not running yet; port 0 takes a free one."""

    def handler(*args):
        return Handler(*args, directory=str(folder))

    try:
        return Server(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        raise DevError(f"port {port} cannot be used ({error}); choose another with --port") from None
