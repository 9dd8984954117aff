"""Step 2: bundle the browser code with esbuild into build/app/app-<hash>/.

Every script gets a name in .js, whatever its source is called: many hosts know no .mjs and call it a download.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publish.node import NodeError, run_node
from publish.paths import BUILD, ROOT, WEB
from publish.rights.bundled import packages_of

ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
_IMPORT = re.compile(r'(?<![\w.(])(?:from|import)"\./([\w-]+\.js)"')  # of minified code; not the calls of import()
NOTICE = "/LICENCES.txt"
# what the app imports by address, to try again
LATER = ("chart.mjs", "download.mjs", "lists.mjs", "reporting.mjs", "searching.mjs")
ENTRIES = ("app.mjs", "worker.mjs", *LATER, "app.css")


def bundle(out: Path, runtime: dict[str, Any], meta: Path) -> None:
    """Bundle all entries into a folder, of what is noted in `meta`; chunks loaded later stay files of their own."""
    sizes = {entry["name"]: [entry["bytes"], entry["gzip_bytes"]] for entry in runtime["files"]}
    run_node(
        ESBUILD, *(WEB / name for name in ENTRIES), "--bundle", "--minify", "--splitting", "--format=esm",
        "--target=es2022", f"--outdir={out}", "--chunk-names=chunk-[hash]",
        "--asset-names=[name]-[hash]", "--loader:.woff2=file", "--legal-comments=linked", "--log-level=warning",
        f'--define:RUNTIME_DIR="{runtime["dir"]}"', f"--define:RUNTIME_FILES={json.dumps(json.dumps(sizes))}",
        f"--metafile={meta}", f"--banner:js=/*! {NOTICE} */",
        # Plot shifts its lines by half a pixel on coarse screens, but not on Node: figures would move when Python comes
        "--define:window.devicePixelRatio=2",
    )  # fmt: skip


def tree_hash(folder: Path) -> str:
    """Hash of names and bytes of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def main(_: Sequence[str] = ()) -> int:
    """Bundle; returns the exit status."""
    runtime = json.loads((BUILD / "runtime.json").read_text(encoding="utf-8"))
    folder = BUILD / "app"
    shutil.rmtree(folder, ignore_errors=True)
    draft = folder / "draft"
    try:
        bundle(draft, runtime, folder / "meta.json")
    except NodeError as error:
        print(f"bundle: {error}", file=sys.stderr)
        return 1
    name = f"app-{tree_hash(draft)}"
    draft.rename(folder / name)
    sizes = {p.name: len(gzip.compress(p.read_bytes(), 9)) for p in sorted((folder / name).iterdir())}
    imported = _IMPORT.findall((folder / name / "app.js").read_text(encoding="utf-8"))
    packages = packages_of(json.loads((folder / "meta.json").read_text(encoding="utf-8")))
    record = {
        "dir": name, "script": "app.js", "imports": imported, "style": "app.css", "packages": packages,
        "gzip_bytes": sizes,
    }  # fmt: skip
    (BUILD / "app.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"bundle: {sum(sizes.values()) / 1000:.0f} kB gzip in {len(sizes)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
