"""The finish step's modules, one by one, on small pages."""

import base64
import hashlib
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from publish.safety.scripts import known_scripts
from publish.steps.finish import anchors, assertions, feed, formulas, inert, languages, notebooks, policy, scrolling
from publish.steps.finish.site import FinishError, Page, Site, read_site

Make = Callable[..., Page]
Gather = Callable[..., Site]


def test_policy_has_the_hash_of_every_inline_script_of_all_pages(page: Make, site_of: Gather) -> None:
    one, two = (next(text for text in known_scripts(base) if "__md_scope=" in text) for base in (".", ".."))
    site = site_of(
        page(f"<script>{one}</script>"),
        page(f'<script>{two}</script><script type="application/json">{{"a": 1}}</script>', path="a/index.html"),
    )
    policy.apply(site)
    wanted = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in (one, two)}
    for each in site.pages:
        content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', each.text)
        assert content
        assert set(re.findall(r"sha256-([^&']+)", content[1])) == wanted
        assert "unsafe-inline" not in content[1]
        assert "'unsafe-eval'" not in content[1].replace("&#x27;", "'")
        assert each.text.index("Content-Security-Policy") < each.text.index("<script")


def test_scripts_with_a_file_need_no_hash() -> None:
    assert policy.inline_hashes(['<script src="a.js"></script><script type="module" src="b.mjs"></script>']) == []


def test_formulas_become_mathml_without_style_attributes(page: Make, site_of: Gather) -> None:
    site = site_of(
        page(
            r'<p><span class="arithmatex">\(a &lt; b\)</span></p>'
            r'<div class="arithmatex">\[ \frac{n L}{c} \,+\; \begin{cases} a \\ b \end{cases} \]</div>'
        )
    )
    formulas.render(site)
    text = site.pages[0].text
    assert text.count("<math") == 2
    assert r"\(" not in text
    assert " style=" not in text
    assert "<mo>&lt;</mo>" in text
    assert 'display="block"' in text


def test_a_wrong_formula_names_its_page(page: Make, site_of: Gather) -> None:
    site = site_of(page(r'<span class="arithmatex">\(\nosuchcommand{a}\)</span>', path="a/index.html"))
    with pytest.raises(FinishError, match=r"a/index\.html: formula .*nosuchcommand"):
        formulas.render(site)


def test_languages_point_at_each_other(page: Make, site_of: Gather) -> None:
    site = site_of(page(path="a/index.html"), page(path="ja/a/index.html", lang="ja"))
    languages.link(site)
    for each in site.pages:
        links = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', each.text))
        english = "https://site.example/base/a/"
        assert links == {"en": english, "ja": "https://site.example/base/ja/a/", "x-default": english}


def test_headings_have_the_same_address_in_both_languages(page: Make, site_of: Gather) -> None:
    english = page('<h2 id="the-race">a</h2><h3 id="kept">b</h3>', path="a/index.html")
    body = '<h2 id="_1">あ</h2><h3 id="kept">い</h3><a href="#_1">あ</a><p id="_10">x</p>'
    site = site_of(english, page(body, path="ja/a/index.html", lang="ja"))
    anchors.align(site)
    assert '<h2 id="the-race">あ</h2><h3 id="kept">い</h3><a href="#the-race">あ</a><p id="_10">' in site.pages[1].text


def test_different_headings_are_named(page: Make, site_of: Gather) -> None:
    site = site_of(page('<h2 id="a">a</h2>', path="a/index.html"), page(path="ja/a/index.html", lang="ja"))
    with pytest.raises(FinishError, match=r"ja/a/index\.html: has 0 headings, a/index\.html has 1"):
        anchors.align(site)


def test_a_page_in_one_language_only_is_named(page: Make, site_of: Gather) -> None:
    with pytest.raises(FinishError, match=r"a/index\.html: has no page in 'ja'"):
        languages.link(site_of(page(path="a/index.html")))


def test_feed_is_xml_with_absolute_links_newest_first(page: Make, site_of: Gather) -> None:
    pages = [page(path=name) for name in ("index.html", "a/index.html", "b/index.html")]
    pages[1].meta["article:published_time"] = "2026-01-02"
    pages[2].meta["article:published_time"] = "2026-02-03"
    pages[2].meta["og:title"] = "Copper & <Light>"
    site = site_of(*pages)
    feed.write(site)
    root = ElementTree.fromstring((site.folder / "feed.xml").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")] == ["Copper & <Light>", "Title"]
    assert root.findtext(f"{atom}updated") == "2026-02-03T00:00:00Z"
    assert all(link.get("href", "").startswith("https://site.example/base/") for link in root.iter(f"{atom}link"))


def test_a_date_that_is_none_is_named(page: Make, site_of: Gather) -> None:
    home = page()
    home.meta["article:published_time"] = "yesterday"
    with pytest.raises(FinishError, match=r"index\.html: date 'yesterday'"):
        feed.write(site_of(home))


def test_data_in_a_page_is_text_and_no_script(page: Make) -> None:
    data = '<script type="application/json" data-part="data">{"a": "b < c & d"}</script>'
    text = inert.kept(page(f"<article>{data}</article>{data}"))
    hidden = '<div hidden data-pagefind-ignore data-part="data">{"a": "b &lt; c &amp; d"}</div>'
    assert f"<article>{hidden}</article>{data}" in text  # outside the article instant navigation leaves it alone


def test_notebook_cells_lose_what_changes_from_build_to_build(page: Make) -> None:
    text = notebooks.cleaned(
        page(
            '<div class="jupyter-wrapper"><div id="cell-id=4f1c"><div class="highlight-ipynb hl-python">\n'
            '<pre><span></span><span class="n">x</span>\n</pre>\n</div>'
            '<div class="clipboard-copy-txt" id="cell-1">x</div>'
            "</div></div>"
        )
    )
    assert "cell-id" not in text
    assert "clipboard" not in text
    assert '<div class="highlight language-python"><pre><code><span class="n">x</span></code></pre></div>' in text


def test_wide_things_scroll_in_their_own_box(page: Make) -> None:
    text = scrolling.contained(
        page('<table><tr><td style="text-align: right;">1</td></tr></table><pre><code>x</code></pre>')
    )
    assert '<div class="cl-scroll" role="group" aria-label="Table" tabindex="0"><table class="cl-table">' in text
    assert '<td data-align="end">' in text
    assert '<pre><code tabindex="0">' in text


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<h1>Second</h1>", "has 2 first headings"),
        ('<img src="https://elsewhere.example/a.png" alt="">', "would fetch https://elsewhere.example/a.png"),
        ('<script src="//elsewhere.example/a.js"></script>', "would fetch //elsewhere.example/a.js"),
        ("<style>p { background: url(https://elsewhere.example/a.png) }</style>", "would fetch https://elsewhere"),
        ("<pre>Traceback (most recent call last):</pre>", "shows a Python traceback"),
        ('<p style="color: red">red</p>', "has 1 style attributes"),
    ],
)
def test_assertions_find(body: str, problem: str, page: Make) -> None:
    assert any(problem in found for found in assertions.page_problems(page(body)))
    assert not list(assertions.page_problems(page('<a href="https://elsewhere.example/">a link may leave</a>')))


def test_assertions_want_title_doctype_and_description(page: Make) -> None:
    bare = page()
    bare.text = bare.text.replace("<!doctype html>\n", "").replace("Title", "")
    bare.meta.clear()
    found = " ".join(assertions.page_problems(bare))
    assert "doctype" in found
    assert "no title" in found
    assert "no description" in found


def test_assertions_follow_links_and_anchors(page: Make, site_of: Gather) -> None:
    site = site_of(
        page('<a href="a/">good</a><a href="a/#there">good</a><a href="b/">bad</a><a href="a/#gone">bad</a>'),
        page('<p id="there">x</p><a href="https://elsewhere.example/gone">not ours</a>', path="a/index.html"),
    )
    with pytest.raises(FinishError) as error:
        assertions.check(site)
    assert error.value.problems == [
        "index.html: links to b/, which is not there",
        "index.html: links to a/#gone, but that page has no such anchor",
    ]


def test_raw_notebook_in_the_site_is_named(page: Make, site_of: Gather) -> None:
    site = site_of(page())
    (site.folder / "a.ipynb").write_text("{}", encoding="utf-8")  # the page beside it does not offer it
    with pytest.raises(FinishError, match=r"a\.ipynb: a raw notebook is published"):
        assertions.check(site)


def test_finishing_twice_is_refused(page: Make, site_of: Gather) -> None:
    canonical = '<link rel="canonical" href="https://site.example/">'
    site = site_of(page(head=canonical))
    assert read_site(site.folder).url == "https://site.example/"
    site_of(page(head=canonical + '<meta http-equiv="Content-Security-Policy" content="x">'))
    with pytest.raises(FinishError, match="is finished already"):
        read_site(site.folder)
