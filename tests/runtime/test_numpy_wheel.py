"""Where the numpy wheel comes from, and what happens when a source fails or gives other bytes."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from publish.steps import runtime
from publish.steps.runtime import numpy_wheel as module
from publish.steps.runtime.numpy_wheel import RuntimeBuildError, Source, Wanted, verified_wheel

CONTENT = b"the wheel"
WANTED = Wanted("numpy.whl", hashlib.sha256(CONTENT).hexdigest())


def absent(file_name: str) -> bytes:
    raise FileNotFoundError(file_name)


def unreachable(_: str) -> bytes:
    raise OSError("network is unreachable")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "WHEELS", tmp_path / "wheels")
    return tmp_path / "wheels"


def test_the_first_source_that_has_it_is_kept(cache: Path) -> None:
    sources = (Source("cache", absent), Source("registry", lambda _: CONTENT), Source("far", unreachable))
    assert verified_wheel(WANTED, sources) == (cache / "numpy.whl", "registry")
    assert (cache / "numpy.whl").read_bytes() == CONTENT
    assert verified_wheel(WANTED, module.SOURCES[:1])[1] == module.SOURCES[0].origin


def test_all_reasons_are_named_when_no_source_has_it() -> None:
    with pytest.raises(RuntimeBuildError) as caught:
        verified_wheel(WANTED, (Source("cache", absent), Source("far", unreachable)))
    assert str(caught.value) == "no source for numpy.whl: cache: not there; far: network is unreachable"


def test_other_bytes_stop_the_search(cache: Path) -> None:
    sources = (Source("registry", lambda _: b"other"), Source("far", lambda _: CONTENT))
    with pytest.raises(RuntimeBuildError) as caught:
        verified_wheel(WANTED, sources)
    got = hashlib.sha256(b"other").hexdigest()
    assert str(caught.value) == (f"hash mismatch: numpy.whl from registry: expected sha256 {WANTED.sha256}, got {got}")
    assert not cache.exists()


def test_a_damaged_wheel_in_the_cache_is_one_line_and_exit_code_1(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache.mkdir()
    name = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    (cache / name).write_bytes(b"damaged")
    assert runtime.main(["--force"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"runtime: hash mismatch: {name} from the local cache (.cache/wheels): expected")
    assert hashlib.sha256(b"damaged").hexdigest() in lines[0]


def test_a_registry_wheel_with_another_hash_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requirement = module.CARRIER.read_text(encoding="utf-8")
    digest = requirement.split("sha256:")[1].split()[0]
    index = tmp_path / "index"
    index.mkdir()
    version = requirement.split("==")[1].split()[0]
    make_wheel(index / f"open_webui-{version}-py3-none-any.whl")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    with pytest.raises(RuntimeBuildError, match=f"hash mismatch: open-webui=={version} .*{digest}, got [0-9a-f]+"):
        verified_wheel(WANTED, module.SOURCES[:2])


def make_wheel(path: Path) -> None:
    name, version = path.name.split("-")[:2]
    with zipfile.ZipFile(path, "w") as wheel:
        folder = f"{name}-{version}.dist-info"
        wheel.writestr(f"{folder}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{folder}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{folder}/RECORD", "")
