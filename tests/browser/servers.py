"""nginx and Caddy on loopback: with the settings that the page `deploy` prints, and as Debian ships them."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import dev
from publish.paths import DOCS

BLOCK = re.compile(r"^```(nginx|caddy)\n(.*?)^```$", re.M | re.S)
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}
PRINTED_ROOT = "/var/www/copper-and-light"
START_LIMIT_S = 10
FRAME = """daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def printed(language: str) -> dict[str, str]:
    """The settings on the page, by server."""
    text = (DOCS / language / "deploy.md").read_text(encoding="utf-8")
    found = dict(BLOCK.findall(text))
    assert found.keys() == PACKAGES.keys()
    return found


def replaced(text: str, changes: dict[str, str]) -> str:
    """The settings with what a reader has to fill in; each must stand there once."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in:\n{text}"
        text = text.replace(old, new)
    return text


def program(name: str) -> str:
    """Path of a server; root on Debian gets it, anybody else is told what to install."""
    places = f"{os.environ['PATH']}:/usr/sbin"
    (dev.ROOT / "build").mkdir(exist_ok=True)
    with (dev.ROOT / "build" / "servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which(name, path=places) and os.geteuid() == 0 and shutil.which("apt-get"):
            env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            for words in (["update"], ["install", "-y", "--no-install-recommends", PACKAGES[name]]):
                subprocess.run(["apt-get", "-qq", *words], env=env, stdout=subprocess.DEVNULL, check=False)
    found = shutil.which(name, path=places)
    if not found:
        pytest.fail(f"no {name}: install it (Debian: apt-get install {' '.join(PACKAGES.values())})", pytrace=False)
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def nginx(settings: str, port: int, folder: Path) -> Iterator[None]:
    """Debian's nginx with its own list of media types and these settings."""
    user = "user root;\n" if os.geteuid() == 0 else ""  # else its workers may not read the folder of a test
    config = folder / "nginx.conf"
    config.write_text(user + FRAME.format(folder=folder, server=settings), encoding="utf-8")
    with running([program("nginx"), "-p", str(folder), "-e", "stderr", "-c", str(config)], port, folder):
        yield


@contextmanager
def caddy(settings: str, port: int, folder: Path) -> Iterator[None]:
    """Caddy with these settings, without the certificates and the control port that a test must not have."""
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + settings, encoding="utf-8")
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    with running(command, port, folder):
        yield


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """A server while it is needed; one that does not start says why."""
    env = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    said = folder / "said.txt"
    with said.open("w") as log, subprocess.Popen(command, stdout=log, stderr=log, env=env) as process:
        try:
            end = time.monotonic() + START_LIMIT_S
            while process.poll() is None and not answers(port):
                assert time.monotonic() < end, f"{command[0]} does not listen"
                time.sleep(0.02)
            assert process.poll() is None, said.read_text(encoding="utf-8")[-2000:]
            yield
        finally:
            process.terminate()
            process.wait(START_LIMIT_S)


def answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
