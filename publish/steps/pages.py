"""Step `pages`: MkDocs builds both languages, strictly and side by side; a warning is an error with its line."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from publish.safety.settings import settings_problems
from publish.steps.wordlists import missing_words

ROOT = Path(__file__).resolve().parents[2]
# Lines of MkDocs that name what is wrong; everything else it prints (banners, kernels' chatter) is noise here.
TELLING = ("WARNING", "ERROR", "Aborted", "Error:", "Exception:")
# The kernel that runs workbooks warns that it talks over loopback TCP; that is not about the site.
CHATTER = ("IPKernelApp",)
# A workbook's kernel is given free ports and binds them a moment later; another program can be quicker. Then: again.
PORT_TAKEN = "Address already in use"
KERNEL_STARTS = 4
# A workbook's kernel reads no settings and runs no start-up file of whoever builds; ours merge what one cell prints,
# which by the clock alone arrives in one piece or in several.
KERNEL = {
    "JUPYTER_CONFIG_DIR": str(ROOT / "publish" / "jupyter"),
    "JUPYTER_DATA_DIR": str(ROOT / "build" / "jupyter"),
    "JUPYTER_RUNTIME_DIR": str(ROOT / "build" / "jupyter" / "runtime"),
    "IPYTHONDIR": str(ROOT / "build" / "jupyter" / "ipython"),
    "JUPYTER_CONFIG_PATH": "",
    "JUPYTER_NO_CONFIG": "",
    "PYTHONSTARTUP": "",
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
DEFAULT_EPOCH = "1577836800"


class PagesError(RuntimeError):
    """A build that failed; the message carries what MkDocs said about it."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language's configuration and its place under the site's root."""

    code: str
    config: Path
    place: str


LANGUAGES = (
    Language("en", ROOT / "mkdocs.yml", ""),
    Language("ja", ROOT / "mkdocs.ja.yml", "ja"),
)


def main(argv: list[str]) -> int:
    """Build both languages into the site folder."""
    parser = argparse.ArgumentParser(prog="publish.steps.pages", description="Build the pages of both languages.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder to write (replaced)")
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    try:
        count = build(arguments.site)
    except PagesError as error:
        print(f"pages: {error}", file=sys.stderr)
        return 1
    print(f"pages: {count} pages in {len(LANGUAGES)} languages, built in {time.monotonic() - started:.1f} s")
    return 0


def build(site: Path, languages: tuple[Language, ...] = LANGUAGES) -> int:
    """Replace `site` by a fresh build of all languages and return the number of pages.

    Raises PagesError with the messages of every language that failed.
    """
    scratch = ROOT / "build" / "pages"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as own:  # two builds at once must not share it
        folders = [Path(own) / language.code for language in languages]
        with ThreadPoolExecutor(len(languages)) as pool:
            problems = list(pool.map(_build_one, languages, folders))
        failed = [f"{each.code}: {said}" for each, said in zip(languages, problems, strict=True) if said]
        if failed:
            raise PagesError("\n".join(failed))
        shutil.rmtree(site, ignore_errors=True)
        site.parent.mkdir(parents=True, exist_ok=True)
        for language, folder in sorted(zip(languages, folders, strict=True), key=lambda pair: pair[0].place):
            shutil.move(folder, site / language.place if language.place else site)
    return sum(1 for _ in site.rglob("*.html"))


def build_config(config: Path, out: Path, root: Path = ROOT) -> str:
    """Build one configuration strictly into `out`; an empty answer is success, else the telling lines.

    `root` holds the packages that workbooks and the Markdown extension import.
    """
    if missing := missing_words(root):
        return "\n".join(missing)
    shutil.rmtree(out, ignore_errors=True)
    # Never --quiet: it hides warnings from --strict too, and a broken link then passes.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(config), "--site-dir", str(out)]
    for _ in range(KERNEL_STARTS):
        done = subprocess.run(
            command, cwd=root, env=_environment(root), capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode == 0:
            return ""
        said = done.stdout + "\n" + done.stderr
        if PORT_TAKEN not in said:
            break
    return _telling(said) or f"mkdocs ended with code {done.returncode}"


def _build_one(language: Language, out: Path) -> str:
    return "\n".join(settings_problems(language.config)) or build_config(language.config, out)


def _environment(root: Path) -> dict[str, str]:
    env = {**os.environ, **KERNEL, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    env.setdefault("SOURCE_DATE_EPOCH", DEFAULT_EPOCH)
    paths = [str(root), *filter(None, [env.get("PYTHONPATH")])]
    env["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))  # workbooks import `explainers`
    if env.get("SITE_URL"):
        env["SITE_URL"] = env["SITE_URL"].rstrip("/") + "/"
        env["SITE_URL_JA"] = env["SITE_URL"] + "ja/"
    return env


def _telling(output: str) -> str:
    lines = [COLOUR.sub("", line).strip() for line in output.splitlines()]
    told = [line for line in lines if any(word in line for word in TELLING) and not any(c in line for c in CHATTER)]
    return "\n".join(dict.fromkeys(told or lines[-15:])).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
