"""Zip archives with reproducible bytes: cut to the members in use, and normalised after compilation."""

import base64
import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ZIP_DATE = (2020, 1, 1, 0, 0, 0)
FLAGS_AT = 4  # byte of a .pyc that says how it is tied to its source
UNCHECKED_HASH = 0b01


def read_members(path: Path) -> dict[str, bytes]:
    """Every file of a zip archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_archive(path: Path, members: Mapping[str, bytes], *, compress: bool = True) -> None:
    """Write members in order of their names, all with one date and one mode."""
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method, compresslevel=9) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = method
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name])


def cut(source: Path, target: Path, wanted: Iterable[str]) -> None:
    """Copy the wanted members (and a wheel's own description) to a new archive."""
    keep = set(wanted)
    members = read_members(source)
    missing = sorted(keep - members.keys())
    if missing:
        raise KeyError(f"{source.name} has no {missing[0]}")
    chosen = {n: c for n, c in members.items() if n in keep or _describes_wheel(n)}
    write_archive(target, chosen, compress=False)


def normalise(source: Path, target: Path, more: Mapping[str, bytes] | None = None) -> None:
    """Rewrite a compiled archive, with `more` members, so that equal inputs give equal bytes.

    The compiler leaves dates of its own run, RECORD as it was before, and asks for a check against a source
    that the archive does not hold.
    """
    members = {name: _unchecked(name, content) for name, content in read_members(source).items()}
    write_archive(target, {**recorded(members), **(more or {})})


def recorded(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Members of a wheel with a RECORD of what they are now; of another archive unchanged."""
    record = next((name for name in members if name.endswith(".dist-info/RECORD")), None)
    return {**members, record: _record(record, members)} if record else dict(members)


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _describes_wheel(name: str) -> bool:
    """METADATA, WHEEL, RECORD and the licence texts: a licence travels with what it covers."""
    folder, _, rest = name.partition("/")
    return folder.endswith(".dist-info") and (rest in {"METADATA", "WHEEL", "RECORD"} or rest.startswith("licenses/"))


def _unchecked(name: str, content: bytes) -> bytes:
    if not name.endswith(".pyc"):
        return content
    return content[:FLAGS_AT] + bytes([UNCHECKED_HASH]) + content[FLAGS_AT + 1 :]


def _record(record: str, members: Mapping[str, bytes]) -> bytes:
    lines = []
    for name in sorted(members.keys() - {record}):
        digest = base64.urlsafe_b64encode(hashlib.sha256(members[name]).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(members[name])}")
    return ("\n".join([*lines, f"{record},,"]) + "\n").encode()
