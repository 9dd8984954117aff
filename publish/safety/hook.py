"""A MkDocs hook: a page or file that would run something, or load something from elsewhere, stops a strict build.

Each warning names the file and the line. It reads what Markdown, raw HTML, blocks and workbooks became.
"""

import logging
from collections import Counter
from pathlib import Path
from typing import Any

from publish.paths import ROOT
from publish.safety.files import file_problems
from publish.safety.markup import Finding, findings
from publish.safety.place import line_of, place_in
from publish.safety.vouched import vouched

LOG = logging.getLogger("mkdocs.hooks.safety")
WORDS = ("explainers", "publish")  # folders whose .toml files hold words of blocks


def on_files(files: Any, config: Any) -> Any:
    """Look at every file that would be published."""
    for file in files:
        if file.abs_src_path and Path(file.abs_src_path).is_relative_to(config.docs_dir):
            for line, what in file_problems(Path(file.abs_src_path)):
                LOG.warning("%s:%d: %s", _shown(Path(file.abs_src_path), config), line, what)
    return files


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Look at what a page's source became."""
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings(html, data=vouched()):
        LOG.warning("%s: %s", _place(page, config, finding, seen[finding.needles]), finding.what)
        seen[finding.needles] += 1
    return html


def _shown(path: Path, config: Any) -> str:
    """A file as it is called from the folder of the configuration."""
    return path.relative_to(Path(config.config_file_path).parent).as_posix()


def _place(page: Any, config: Any, finding: Finding, skip: int) -> str:
    """File and line of what was found: in the page's own source, or in the words and records that its blocks show."""
    if not page.file.abs_src_path:
        return str(page.file.src_uri)
    source = Path(page.file.abs_src_path)
    own = place_in(source, finding.needles, finding.cell, skip)
    if not own:
        for path in sorted(path for folder in WORDS for path in (ROOT / folder).rglob("*.toml")):
            if line := line_of(path.read_text(encoding="utf-8"), finding.needles[:1]):
                return f"{path.relative_to(ROOT).as_posix()}:{line}"
    return f"{_shown(source, config)}{own or ':1'}"
