"""Nothing that runs or comes from elsewhere gets into a page, however it is written; what the site needs does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
import yaml

from publish.paths import ROOT
from publish.safety.files import file_problems
from publish.safety.markup import findings
from publish.safety.place import place_in
from publish.safety.scripts import known_scripts
from publish.safety.settings import settings_problems
from publish.steps.finish import policy
from publish.steps.finish.site import FinishError, Page, Site
from tests.publish.payloads import WAYS

# Markdown takes these for text and not for markup; as the output of a cell they are markup
TEXT_FOR_MARKDOWN = {"handler without quotes behind an attribute", "tag without an end"}
LEAD = "# A page\n\nA first paragraph with <b>bold</b> and a [link](https://elsewhere.example/).\n\n"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without its tags."""


_Loader.add_multi_constructor("!", lambda *_: "")


@pytest.fixture(scope="module")
def convert() -> Callable[[str], str]:
    """The site's own Markdown."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)["markdown_extensions"]  # noqa: S506
    converter = markdown.Markdown(extensions=list(settings), extension_configs=settings)
    return lambda text: str(converter.reset().convert(text))


@pytest.mark.parametrize("way", WAYS)
def test_a_way_in_is_closed_and_its_line_named(way: str, convert: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{LEAD}{WAYS[way]}\n\nA last paragraph.\n", encoding="utf-8")
    made = convert(path.read_text(encoding="utf-8"))
    if way in TEXT_FOR_MARKDOWN:
        assert f"&lt;{WAYS[way][1:4]}" in made
        return
    found = findings(made)
    assert found, "it passed"
    first = LEAD.count("\n") + 1
    lines = {place_in(path, one.needles, one.cell) for one in found}
    assert lines & {f":{line}" for line in range(first, first + WAYS[way].count("\n") + 1)}, lines


@pytest.mark.parametrize("way", WAYS)
def test_a_workbook_that_prints_it_is_stopped_and_its_cell_named(way: str, tmp_path: Path) -> None:
    cells = [{"cell_type": "markdown", "source": ["Words"]}, {"cell_type": "code", "source": ["show()"]}]
    path = tmp_path / "workbook.ipynb"
    path.write_text(json.dumps({"cells": [*cells, *cells]}), encoding="utf-8")
    if not WAYS[way].startswith("<"):
        return  # Markdown; an output is HTML
    good = '<div class="cl-cell"><pre>1</pre></div>'
    found = findings(f'<p>Words</p>{good}<p>Words</p><div class="cl-cell"><div>{WAYS[way]}</div></div>')
    assert found
    assert {place_in(path, one.needles, one.cell) for one in found} <= {": output of cell 4", ": cell 4, line 1"}


def test_ordinary_pages_pass(convert: Callable[[str], str]) -> None:
    text = (
        f"{LEAD}| a | b |\n|:--|--:|\n| 1 | `<script>` |\n\n1 < 2 && 3 > 2, AT&T, <https://elsewhere.example/>\n\n"
        '```html\n<img src=x onerror=alert(1)>\n```\n\n!!! note\n    A note with \\(a<b\\).\n\n![x](a.png "A title")\n'
        '<svg viewBox="0 0 1 1" role="img" aria-label="x"><title>x</title><path d="M0 0"/></svg>\n\n'
        "Term[^1]\n\n[^1]: A note. <mail@elsewhere.example>\n\n*[HTML]: Hypertext <b> language\n"
    )
    assert findings(convert(text)) == []


def test_an_inline_script_of_nobody_stops_the_finish_step(
    page: Callable[..., Page], site_of: Callable[..., Site]
) -> None:
    for way in ("<script>alert(1)</script>", '<script type="text/x">1</script>', '<img src=x onerror="alert(1)">'):
        with pytest.raises(FinishError, match=r"a/index\.html: "):
            policy.apply(site_of(page(), page(way, path="a/index.html")))


def test_a_script_of_the_theme_that_is_changed_by_a_letter_is_not_known() -> None:
    known = known_scripts("..")
    assert len(known) >= 3
    for script in known:
        assert not findings(f"<p>x</p><script>{script}</script>", whole=True, scripts=known)
        assert findings(f"<p>x</p><script>{script} </script>", whole=True, scripts=known)
    assert any('new URL("..",location)' in script for script in known)
    assert not any("{{" in script for script in known)


FILES = {
    "a.html": b"<script>alert(1)</script>",
    "a.htm": b"x",
    "a.xhtml": b"x",
    "a.js": b"alert(1)",
    "a.mjs": b"alert(1)",
    "a.css": b"p{}",
    "a.xml": b"<x/>",
    "a.json": b"{}",
    "a.pdf": b"%PDF",
    "a.wasm": b"\0asm",
    "a.swf": b"x",
    "a.txt": b"x",
    "a.svgz": b"x",
    "_headers": b"x",
    "_redirects": b"x",
    "CNAME": b"x",
    "a.png": b"<script>alert(1)</script>",
    "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg">\n<script>alert(1)</script></svg>',
    "handler.svg": b'<svg xmlns="http://www.w3.org/2000/svg"\nonload="alert(1)"/>',
    "link.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"/></svg>',
    "xlink.svg": b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    b'<use xlink:href="https://elsewhere.example/a.svg#x"/></svg>',
    "image.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://elsewhere.example/a.png"/></svg>',
    "animate.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><animate attributeName="href" to="javascript:x"/></svg>',
    "style.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "//elsewhere.example/a.css";</style></svg>',
    "fill.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(//elsewhere.example/a.svg#x)"/></svg>',
    "foreign.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
    "html.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><b xmlns="http://www.w3.org/1999/xhtml"/></svg>',
    "page.svg": b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hosts">]><svg xmlns="http://www.w3.org/2000/svg"/>',
    "sheet.svg": b'<?xml-stylesheet href="https://elsewhere.example/a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "broken.svg": b"<svg",
    "prefix.svg": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>',
    "template.md": b"---\ntitle: x\ntemplate: redirect.html\n---\n",
    "markup.md": b'---\ntitle: x\ndescription: "</title><script>alert(1)</script>"\n---\n',
    "reference.md": b'---\ntitle: "&lt;/title&gt;&lt;script&gt;"\n---\n',
    "escape.md": b'---\ntitle: "\\x3cscript\\x3e"\n---\n',
    "tag.md": b"---\ntitle: !!python/object/apply:os.system [ls]\n---\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_could_run_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    found = list(file_problems(tmp_path / name))
    assert found
    assert all(line >= 1 for line, _ in found)


def test_files_that_only_show_pass(tmp_path: Path) -> None:
    good = {
        "a.png": b"\x89PNG\r\n\x1a\n...",
        "a.jpg": b"\xff\xd8\xff...",
        "a.md": b"---\ntitle: Copper & Light\ndescription: x\ndate: 2026-01-02\nhide: [toc]\n---\n<b>x</b>",
        "a.ipynb": b"{}",
        "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><defs><path id="a" d="M0 0"/></defs>'
        b'<use href="#a"/><rect fill="url(#a)"/></svg>',
    }
    for name, content in good.items():
        (tmp_path / name).write_bytes(content)
        assert list(file_problems(tmp_path / name)) == []
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert list(file_problems(tmp_path / "link.md"))


DOORS = {
    "extra_javascript: [evil.js]": "extra_javascript",
    "extra_css: [https://elsewhere.example/a.css]": "extra_css",
    "extra_templates: [evil.html]": "extra_templates",
    "hooks: [evil.py]": "hooks",
    "hooks: []": "hooks",
    "theme: {custom_dir: evil}": "theme",
    "plugins: {macros: {}}": "plugins",
    "markdown_extensions: {pymdownx.snippets: {}}": "markdown_extensions",
    "strict: false": "strict",
}


@pytest.mark.parametrize("line", DOORS)
def test_a_setting_that_lets_code_in_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    theme = "" if line.startswith("theme") else f"theme: {{custom_dir: {ROOT / 'publish' / 'theme'}}}\n"
    hooks = [str(ROOT / "publish" / name) for name in ("safety/hook.py", "code_pages.py")]
    rest = "" if line.startswith("hooks") else f"hooks: {json.dumps(hooks)}\n"
    path.write_text(f"INHERIT: {ROOT / 'mkdocs.yml'}\n{theme}{rest}", encoding="utf-8")
    if theme and rest:
        assert settings_problems(path) == []
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    found = settings_problems(path)
    assert len(found) == 1
    assert found[0].startswith(f"mkdocs.yml: {DOORS[line]}: ")


@pytest.mark.parametrize("extra", [(), ("blocks",)])
def test_words_and_records_are_text_and_words_of_blocks_are_looked_at(extra: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tests.publish.poisoned", *extra]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    said = json.loads(done.stdout)
    assert said["count"] > 3000
    assert said["escaped"] > 3000
    assert bool(said["refused"]) == bool(extra), said["refused"]


def test_the_line_of_a_word_is_found() -> None:
    path = ROOT / "publish" / "words" / "blocks.en.toml"
    assert place_in(path, ("Show the ANSWER",), 0) == ":3"
    assert place_in(path, ("nothing of the kind",), 0) == ""
