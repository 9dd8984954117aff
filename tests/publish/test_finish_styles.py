"""publish.steps.finish.styles: what no page can match goes, everything else stays as it was."""

from collections.abc import Callable
from pathlib import Path

from publish.steps.finish import styles
from publish.steps.finish.site import Page, Site
from publish.steps.finish.styles import Words, trimmed

PAGE = '<body class="md-body" data-md-color-scheme="slate"><p class="md-a md-b" id="top">x</p></body>'
SCRIPT = 'element.classList.add("md-late"); node.className = `md-tag--${name}`; read("--md-read-by-script")'


def sheet(text: str) -> str:
    return trimmed([text], Words(iter([PAGE, SCRIPT])))[0]


def test_a_rule_stays_while_one_of_its_selectors_can_match() -> None:
    assert sheet(".md-a,.md-gone .md-a,.md-b>p{color:red}") == ".md-a,.md-b>p{color:red}"
    assert sheet("#top{margin:0}#gone{margin:0}p{margin:0}") == "#top{margin:0}p{margin:0}"
    assert sheet("[data-md-color-scheme=slate]{a:b}[data-md-color-scheme=pink]{a:b}[hidden]{a:b}") == (
        "[data-md-color-scheme=slate]{a:b}[hidden]{a:b}"
    )


def test_what_a_script_can_name_or_begin_stays() -> None:
    rules = ".md-late{a:b}.md-tag--copper{a:b}"
    assert sheet(rules) == rules


def test_a_class_that_is_excluded_or_one_of_several_is_not_needed() -> None:
    rules = ".md-a:not(.md-gone){a:b}.md-a:is(.md-gone,.md-b){a:b}"
    assert sheet(rules) == rules


def test_groups_go_when_they_are_empty_and_other_at_rules_stay() -> None:
    assert sheet("@media print{.md-gone{a:b}}@media screen{.md-gone{a:b}.md-a{a:b}}") == "@media screen{.md-a{a:b}}"
    rules = '@charset "utf-8";@keyframes gone{0%{a:b}to{a:c}}@font-face{font-family:x}'
    assert sheet(rules) == rules


def test_properties_that_nothing_reads_go_also_those_that_only_they_read() -> None:
    icon = "url(\"data:image/svg+xml;utf8,<svg viewBox='0 0 1 1'><path d='M0;{}'/></svg>\")"
    used, by_script = f"--md-one:{icon};", "--md-read-by-script:2}.md-a{mask:var(--md-one)}"
    unused = "--md-two:1;--md-three:var(--md-two);"
    assert sheet(f":root{{{used}{unused}{by_script}") == f":root{{{used}{by_script}"
    assert sheet(":root{--md-two:1}.md-a{a:b}") == ".md-a{a:b}"


def test_a_property_that_the_other_sheet_reads_stays() -> None:
    sheets = [":root{--md-x:1}", ".md-a{color:var(--md-x)}"]
    assert trimmed(sheets, Words(iter([PAGE]))) == sheets


def test_a_trimmed_sheet_gets_a_name_of_its_own(page: Callable[..., Page], site_of: Callable[..., Site]) -> None:
    link = '<link rel="stylesheet" href="assets/stylesheets/main.0000.min.css">'
    site = site_of(page('<p class="md-a">x</p>', head=link))
    folder = site.folder / styles.FOLDER
    folder.mkdir(parents=True)
    (folder / "main.0000.min.css").write_text(".md-a{a:b}.md-gone{a:b}", encoding="utf-8")
    styles.trim(site)
    (left,) = folder.iterdir()
    assert left.read_text(encoding="utf-8") == ".md-a{a:b}"
    assert left.name != "main.0000.min.css"
    assert f'href="{(Path("assets") / "stylesheets" / left.name).as_posix()}"' in site.pages[0].text
