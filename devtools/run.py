"""Installers of others: what they need of this machine, and their failures in one line."""

import json
import os
import re
import subprocess
from pathlib import Path

from devtools.say import DevError

ROOT = Path(__file__).resolve().parent.parent
NETWORK = re.compile(
    r"dns error|error sending request|[Cc]onnection refused|NewConnectionError|Network is unreachable|timed out|"
    r"Could not resolve|Name or service not known|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|"
    r"No matching distribution|tunnel|ProxyError|Failed to fetch"
)
HASHES = (  # of uv, pip and npm: file, expected, got
    re.compile(r"Hash mismatch for `([^`]+)`.*?Expected:\s*(\S+).*?Computed:\s*(\S+)", re.S),
    re.compile(r"DO NOT MATCH.*?\n\s+(\S+) from .*?Expected sha256 (\S+).*?Got\s+(\S+)", re.S),
    re.compile(r"EINTEGRITY()\s.*?wanted (\S+) but got (\S+?)\.?\s", re.S),
)
SYSTEM_TRUST = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def tool_env():
    """The environment of installers: they trust whom the system trusts, and need no home that can be written to.

    Behind a company's gateway the company signs for the registries; the system knows that, uv and Node alone do not.
    """
    env, kept = dict(os.environ), ROOT / ".cache" / "home"
    bundle = next(filter(os.path.isfile, SYSTEM_TRUST), None)
    if bundle:
        env.setdefault("PIP_CERT", bundle)
    if bundle or os.name == "nt":
        env.setdefault("UV_SYSTEM_CERTS", "true")
        env.setdefault("NODE_USE_SYSTEM_CA", "1")
    home = env["HOME"] if "HOME" in env else os.path.expanduser("~")  # noqa: PTH111 - without a home it says "~"
    if not (home and Path(home).is_dir()):
        kept.mkdir(parents=True, exist_ok=True)
        env["HOME"] = str(kept)
    elif not os.access(home, os.W_OK):  # settings are still read from it
        for name, folder in (("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("npm_config_cache", "npm")):
            env.setdefault(name, str(kept / folder))
    return env


def install(command, what, registry):
    """Run an installer; turn its failure into one line."""
    done = subprocess.run(
        [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", errors="replace", cwd=str(ROOT), env=tool_env(),
    )  # fmt: skip
    if done.returncode == 0:
        return
    text = done.stdout + done.stderr
    for pattern in HASHES:
        found = pattern.search(text)
        if found:
            name, expected, got = found.groups()
            name = name or named_in_lock(expected) or what
            raise DevError(f"hash mismatch: {name} from {registry}: expected {expected}, got {got}")
    if NETWORK.search(text):
        raise DevError(f"no network: {registry} cannot be reached, and the first run needs it for {what}")
    lines = [line for line in text.strip().splitlines() if line.strip()]
    raise DevError(f"{what} could not be installed: {lines[-1].strip() if lines else 'no message'}")


def named_in_lock(integrity):
    """The npm package with this integrity; npm's own message names none."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return next((path for path, entry in packages.items() if entry.get("integrity") == integrity), None)
