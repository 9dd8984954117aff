"""What must stop the build does, with a sentence that says what and where; a good site passes the same checks."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from explainers.calculators.registry import CALCULATORS
from publish.steps import pages
from publish.steps.finish import Parts, finish
from publish.steps.finish.site import FinishError, Site

SITES = Path(__file__).parent / "sites"
ROOT = Path(__file__).resolve().parents[2]

# case -> what the message must name
STOPPED = {
    "broken-link": ("index.md", "missing.md"),
    "broken-anchor": ("index.md", "#missing"),
    "unknown-explainer": ("index.md", "no-such-explainer"),
    "unknown-value": ("index.md", "link-latency.no_such_value"),
    "unknown-parameter": ("index.md", "no_such_parameter"),
    "unknown-citation": ("index.md", "no-such-source"),
    "smuggled": (
        "docs/index.md:3: ",
        "docs/index.md:8: a script",
        "docs/index.md:10: a script",
        "docs/index.md:12: ",
        "docs/index.md:15: ",
        "docs/index.md:17: ",
        "docs/drawing.svg:2: ",
        "docs/page.html:1: ",
        "docs/code.mjs:1: ",
        "docs/workbook.ipynb: cell 3, line 1: ",
        "docs/workbook.ipynb: cell 4, line 3: a script",
        "docs/workbook.ipynb: output of cell 5: a script",
    ),
    "failing-notebook": ("workbook.ipynb", "the workbook is wrong"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the build says about each broken site; two at a time, as the machine has two cores."""
    folder = tmp_path_factory.mktemp("broken")
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda case: pages.build_config(SITES / case / "mkdocs.yml", folder / case), STOPPED)
        return dict(zip(STOPPED, answers, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("case", STOPPED)
def test_broken_site_stops_the_build_and_is_named(case: str, said: dict[str, str]) -> None:
    assert said[case], f"{case} was built as if nothing were wrong"
    for word in STOPPED[case]:
        assert word in said[case]


def test_every_broken_site_is_tried() -> None:
    assert {path.name for path in SITES.iterdir()} == {*STOPPED, "raw-json", "good"}


@pytest.mark.slow
def test_good_site_passes(good_site: Site) -> None:
    names = [page.path.as_posix() for page in good_site.pages]
    code = [f"code/{slug}/index.html" for slug in CALCULATORS]
    pages_of_it = ("", "accessibility/", "articles/reach/", "how-we-know/", "licences/", "workbooks/flight/")
    inside = [*code, *(f"{name}index.html" for name in pages_of_it)]
    assert names == sorted(["404.html", *inside, *(f"ja/{name}" for name in inside)])


@pytest.mark.slow
def test_raw_json_page_passes_mkdocs_and_is_stopped_by_finish(tmp_path: Path, parts: Parts) -> None:
    out = tmp_path / "site"
    assert pages.build_config(SITES / "raw-json" / "mkdocs.yml", out) == ""  # strict is content with it
    with pytest.raises(FinishError, match=r"raw/index\.html: is raw JSON"):
        finish(out, parts)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its own packages, so that a word can be taken out without touching the project."""
    house = tmp_path_factory.mktemp("house")
    for name in ("explainers", "publish"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "mkdocs.ja.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, house / name)
    (house / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    shutil.copytree(SITES / "good", house / "tests" / "publish" / "sites" / "good")
    return house


@pytest.mark.slow
@pytest.mark.parametrize(("language", "config"), [("en", "mkdocs.yml"), ("ja", "mkdocs.ja.yml")])
def test_missing_word_stops_the_build(language: str, config: str, copy_of_the_house: Path, tmp_path: Path) -> None:
    good = copy_of_the_house / "tests" / "publish" / "sites" / "good" / config
    words = copy_of_the_house / "explainers" / "calculators" / "words" / f"link-latency.{language}.toml"
    whole = words.read_text(encoding="utf-8")
    without = "".join(line for line in whole.splitlines(keepends=True) if not line.startswith("title ="))
    assert without != whole
    words.write_text(without, encoding="utf-8")
    try:
        said = pages.build_config(good, tmp_path / "site", root=copy_of_the_house)
    finally:
        words.write_text(whole, encoding="utf-8")
    assert f"link-latency.{language}.toml: the word title is missing" in said
    assert pages.build_config(good, tmp_path / "site", root=copy_of_the_house) == ""
