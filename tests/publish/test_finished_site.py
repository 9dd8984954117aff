"""The good site after the whole of pages and finish."""

import hashlib
import json
import re
import struct
import subprocess
from pathlib import Path

import pytest

from publish.node import node_path
from publish.steps.finish.site import Site

pytestmark = pytest.mark.slow
ADDRESS = "https://site.example/base/"


def text_of(site: Site, name: str) -> str:
    return (site.folder / name).read_text(encoding="utf-8")


def test_a_page_changed_when_its_own_text_says_so(good_site: Site) -> None:
    """Neither a commit nor the clock dates a page: without git the list of pages has the same bytes."""
    dates = {}
    for place in ("", "ja/"):
        rows = re.findall(
            r"<loc>([^<]+)</loc>(?:\s*<lastmod>([^<]+)</lastmod>)?", text_of(good_site, f"{place}sitemap.xml")
        )
        dates |= dict(rows)
    told = {}
    for page in good_site.pages:
        if not page.is_error_page:
            published = page.meta.get("article:published_time", "")
            told[good_site.address(page)] = page.meta.get("article:modified_time", published)
    assert dates == told
    assert {bool(date) for date in dates.values()} == {True, False}


def test_the_search_lists_languages_in_one_order(good_site: Site) -> None:
    assert list(json.loads(text_of(good_site, "pagefind/pagefind-entry.json"))["languages"]) == ["en", "ja"]


def test_pages_load_the_app_from_the_site_itself(good_site: Site) -> None:
    assert '<script type="module" async src="../../assets/app-1/app.js">' in text_of(
        good_site, "articles/reach/index.html"
    )
    assert 'href="../../../assets/app-1/app.css"' in text_of(good_site, "ja/articles/reach/index.html")
    assert 'src="/base/assets/app-1/app.js"' in text_of(good_site, "404.html")


def test_both_languages_share_one_copy_of_the_assets(good_site: Site) -> None:
    assert not list(good_site.folder.glob("ja/assets/*/*.css"))
    assert 'href="../../../assets/stylesheets/' in text_of(good_site, "ja/articles/reach/index.html")


def test_the_switch_leads_to_the_same_page_without_scripts(good_site: Site) -> None:
    for name, other in (("articles/reach", "ja/articles/reach"), ("ja/articles/reach", "articles/reach")):
        text = text_of(good_site, f"{name}/index.html")
        links = re.findall(r"<a [^>]*data-cl-(?:language|counterpart)[^>]*>", text)
        targets = {re.search(r'href="([^"]+)"', link)[1] for link in links}  # type: ignore[index]
        assert len(links) == 2  # header and footer
        assert {(good_site.folder / name / target).resolve() for target in targets} == {
            (good_site.folder / other).resolve()
        }


def test_both_languages_have_the_same_anchors(good_site: Site) -> None:
    heading = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
    for name in ("articles/reach", "how-we-know", "workbooks/flight"):
        english = heading.findall(text_of(good_site, f"{name}/index.html"))
        assert english
        assert heading.findall(text_of(good_site, f"ja/{name}/index.html")) == english


def test_the_text_is_complete_without_scripts(good_site: Site) -> None:
    for name in ("articles/reach", "ja/articles/reach"):
        text = text_of(good_site, f"{name}/index.html")
        assert "<svg" in text
        assert "<math" in text
        assert re.search(r"\d+\.\d ns", text)
        assert "{{" not in text.split("<article", 1)[1].split("</article>", 1)[0]


def test_notebooks_are_run_and_their_result_is_in_the_page(good_site: Site) -> None:
    text = text_of(good_site, "workbooks/flight/index.html")
    assert "<pre>42</pre>" in text
    assert "cell-id" not in text
    assert "<pre>one\ntwo\n</pre>" in text  # one output, however slowly it came
    assert "&lt;style&gt;" not in text


def test_each_page_has_a_picture_of_the_right_size(good_site: Site) -> None:
    for page in good_site.pages:
        if page.is_error_page:
            continue
        address = re.search(r'property="og:image" content="([^"]+)"', page.text)
        assert address
        assert address[1].startswith(ADDRESS)
        data = (good_site.folder / address[1].removeprefix(ADDRESS)).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)


def test_manifest_lists_every_asset_with_its_hash(good_site: Site) -> None:
    rows = {row["name"]: row for row in json.loads(text_of(good_site, "assets/manifest.json"))["files"]}
    for name in ("assets/app-1/app.js", "assets/rt-1/python_stdlib.zip"):
        data = (good_site.folder / name).read_bytes()
        assert rows[name]["sha256"] == hashlib.sha256(data).hexdigest()
    assert rows["assets/rt-1/python_stdlib.zip"]["licence"] == "PSF-2.0"


@pytest.mark.parametrize(
    ("lang", "query", "url"),
    [
        ("ja", "通信ボトルネック", "/ja/articles/reach/"),
        ("ja", "光ファイバー", "/ja/articles/reach/"),
        ("en", "workbook", "/workbooks/flight/"),
    ],
)
def test_search_finds(lang: str, query: str, url: str, good_site: Site) -> None:
    command = [str(node_path()), str(Path(__file__).with_name("search.mjs")), str(good_site.folder / "pagefind"), lang]
    done = subprocess.run(
        command, input=json.dumps([query]), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-400:]
    found = {hit["url"]: hit["title"] for hit in json.loads(done.stdout)[0]}
    assert url in found
    assert all(address.startswith("/ja/") == (lang == "ja") for address in found)
    assert not any("#" in title for title in found.values())
