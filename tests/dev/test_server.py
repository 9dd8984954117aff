"""The local server answers as a plain static host does."""

import gzip
import socket
import struct
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from devtools.server import make_server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    site = tmp_path / "site"
    (site / "article").mkdir(parents=True)
    (site / "assets").mkdir()
    (site / "index.html").write_text("<h1>home</h1>")
    (site / "article" / "index.html").write_text("<h1>article</h1>")
    (site / "404.html").write_text("<h1>not here</h1>")
    for name in ("app.js", "core.wasm", "numpy.whl", "lock.json", "style.css"):
        (site / "assets" / name).write_bytes(b"content " * 100)
    (tmp_path / "secret.txt").write_text("secret")
    server = make_server(0, site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.js", "text/javascript"),
        ("core.wasm", "application/wasm"),
        ("numpy.whl", "application/octet-stream"),
        ("lock.json", "application/json"),
        ("style.css", "text/css; charset=utf-8"),
    ],
)
def test_media_types(port: int, name: str, kind: str) -> None:
    answer, content = get(port, f"/assets/{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "max-age=600"
    assert content == b"content " * 100


def test_gzip_only_where_it_is_accepted_and_helps(port: int) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    answer, content = get(port, "/assets/core.wasm", **accepts)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == b"content " * 100
    assert "Content-Encoding" not in get(port, "/assets/core.wasm")[0].headers
    assert "Content-Encoding" not in get(port, "/assets/numpy.whl", **accepts)[0].headers


def test_folders_misses_and_heads(port: int) -> None:
    assert get(port, "/")[1] == b"<h1>home</h1>"
    answer, content = get(port, "/article/?v1,length_m:3")
    assert (answer.headers["Cache-Control"], content) == ("no-cache", b"<h1>article</h1>")
    answer, _ = get(port, "/article")
    assert (answer.status, answer.headers["Location"]) == (301, "/article/")
    answer, content = get(port, "/nothing/here")
    assert (answer.status, content) == (404, b"<h1>not here</h1>")
    answer, content = get(port, "/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], content) == (200, "13", b"")


def test_nothing_outside_the_site_is_served(port: int) -> None:
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"):
        answer, content = get(port, path)
        assert answer.status == 404
        assert b"secret" not in content


def test_a_reader_who_breaks_off_is_nothing_to_report(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for request in (b"GET / HT", b"GET /assets/core.wasm HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port)) as reader:
            reader.sendall(request)
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not goodbye
    assert get(port, "/")[0].status == 200
    time.sleep(0.1)
    assert "Traceback" not in capfd.readouterr().err


def test_only_loopback_listens(tmp_path: Path) -> None:
    server = make_server(0, tmp_path)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()
