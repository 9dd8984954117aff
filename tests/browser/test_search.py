"""The search dialog: what it counts can be shown, its results lead to sections, and what goes wrong is said."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

import dev
from tests.browser.conftest import ARTICLE, LANGUAGES, Open, poll

WORDS = {
    "ja": [
        "誤り訂正",
        "中空コアファイバー",
        "群屈折率",
        "符号語",
        "銅ケーブル",
        "光モジュール",
        "ナノ秒",
        "リタイマー",
        "パッシブ銅ケーブル",
        "DSP",
    ],
    "en": [
        "hollow-core",
        "codeword",
        "twinax",
        "group index",
        "retimer",
        "serialisation",
        "DSP",
        "nanoseconds",
        "propagation",
    ],
}
MANY = {"en": ["copper", "link", "GPUs"], "ja": ["リンク", "銅", "光ファイバ", "GPU"]}
FEW = {"en": ["TDECQ", "AEC"], "ja": ["光ファイバ", "通信ボトルネック"]}
INPUT, STATUS, MORE = "#cl-search-input", "#cl-search-status", "#cl-search-more"
ROWS = "#cl-search-results > li"
RESTS = """(text) => {
    const status = document.getElementById("cl-search-status").textContent, { dataset } = document.getElementById("cl-search");
    return document.getElementById("cl-search-input").value === text && status !== dataset.busy && status !== dataset.idle && status;
}"""


def texts(language: str) -> str:
    """Text of every page of a language."""
    pages = (dev.SITE / LANGUAGES[language]).rglob("index.html")
    kept = [path for path in pages if language == "ja" or "ja" not in path.relative_to(dev.SITE).parts]
    return " ".join(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8")) for path in kept).lower()


def open_search(open_page: Open, path: str, *, prepare: Callable[[Page], None] | None = None) -> Page:
    page = open_page(path, prepare=prepare)
    page.locator("#cl-search-open").click()
    return page


def search(page: Page, text: str) -> str:
    """Type, wait for the answer, and say what the status says."""
    page.locator(INPUT).fill("")
    poll(
        page,
        "() => document.getElementById('cl-search-status').textContent === document.getElementById('cl-search').dataset.idle",
    )
    page.locator(INPUT).fill(text)
    said: str = poll(page, RESTS, text)
    return said


def find(page: Page, text: str) -> list[str]:
    """Addresses of the results that are shown."""
    search(page, text)
    return page.locator(f"{ROWS} > a").evaluate_all("(links) => links.map((link) => new URL(link.href).pathname)")


def words_of(page: Page, name: str, **gaps: int) -> str:
    text = page.locator("#cl-search").get_attribute(f"data-{name}") or ""
    for gap, number in gaps.items():
        text = text.replace(f"{{{gap}}}", str(number))
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_pages_are_found(open_page: Open, language: str) -> None:
    stands = [word for word in WORDS[language] if word.lower() in texts(language)]
    assert len(stands) >= 6, f"the pages no longer say {set(WORDS[language]) - set(stands)}"
    page = open_search(open_page, LANGUAGES[language])
    for word in stands:
        found = find(page, word)
        assert found, word
        assert all(path.startswith("/" + LANGUAGES[language]) for path in found)
        assert language == "ja" or not any(path.startswith("/ja/") for path in found)
        marked = page.locator(ROWS).evaluate_all("(rows) => rows.filter((row) => row.querySelector('p mark')).length")
        assert marked == len(found)
    assert f"/{LANGUAGES[language]}{ARTICLE}" in find(page, stands[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_can_be_shown(open_page: Open, language: str) -> None:
    page = open_search(open_page, LANGUAGES[language])
    for word in MANY[language]:
        said = search(page, word)
        shown = page.locator(ROWS).count()
        count = int(re.search(r"\d+", said)[0])  # type: ignore[index]
        assert said == words_of(page, "some", count=count, shown=shown)
        assert shown == 12 < count
        assert page.locator(MORE).inner_text() == words_of(page, "more", count=count - shown)
        page.locator(MORE).press("Enter")
        assert page.locator(ROWS).count() == count
        assert page.locator(STATUS).inner_text() == words_of(page, "many", count=count)
        assert not page.locator(MORE).is_visible()
        assert page.evaluate(f"() => document.activeElement.closest('li') === document.querySelectorAll('{ROWS}')[12]")
    for word in FEW[language]:
        said = search(page, word)
        count = page.locator(ROWS).count()
        assert said == (words_of(page, "one") if count == 1 else words_of(page, "many", count=count)) or count == 12
    assert search(page, "qqqzzzxxy") == words_of(page, "none")
    assert page.locator(ROWS).count() == 0
    assert not page.locator(MORE).is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_opens_its_section_by_keyboard(open_page: Open, language: str) -> None:
    page = open_page(f"{LANGUAGES[language]}how-we-know/")
    page.keyboard.press("/")
    page.keyboard.type("DSP")
    poll(page, RESTS, "DSP")
    links = page.locator(f"{ROWS} > a").evaluate_all("(links) => links.map((link) => link.href)")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("() => document.activeElement.href") == links[1]
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert page.evaluate("() => document.activeElement.id") == "cl-search-input"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    poll(page, "(address) => location.href === address", links[1])
    assert "#" in links[1]
    assert not page.locator("#cl-search").is_visible()
    poll(page, "() => document.querySelector('article h1') && document.getElementById(location.hash.slice(1))")
    page.locator("#cl-search-open").click()  # the query is kept
    assert page.locator(INPUT).input_value() == "DSP"
    assert page.locator(ROWS).count() == min(12, len(links))
    page.keyboard.press("Enter")
    poll(page, "(address) => location.href === address", links[0])


@pytest.mark.parametrize(
    ("lost", "way"),
    [
        ("*.pf_index", "404"),
        ("*.pf_fragment", "404"),
        ("words.*.json", "404"),
        ("wasm.*", "404"),
        ("*.pf_index", "cut"),
        ("*.pf_meta", "cut"),
        ("pagefind.js", "cut"),
        ("searching.js", "cut"),
    ],
)
def test_a_part_that_does_not_come_is_said_and_asked_for_again(open_page: Open, lost: str, way: str) -> None:
    calls: list[str] = []
    failing = True

    def answer(route: Route) -> None:
        calls.append(route.request.url)
        if not failing:
            route.continue_()
        elif way == "404":
            route.fulfill(status=404, body="<h1>Not found</h1>")
        else:
            route.abort()

    def prepare(page: Page) -> None:
        page.route(re.compile(re.escape(lost).replace(r"\*", "[^/]*") + r"(\?.*)?$"), answer)

    page = open_page("errata/", prepare=prepare, service_workers="block")
    page.locator("#cl-search-open").click()
    page.locator(INPUT).fill("copper")
    said = poll(page, RESTS, "copper")
    assert calls
    assert said == words_of(page, "failed")
    assert page.locator(ROWS).count() == 0
    failing = False
    page.locator(INPUT).fill("copper cable")
    assert poll(page, RESTS, "copper cable").startswith(re.match(r"\d+", page.locator(STATUS).inner_text())[0])  # type: ignore[index]
    assert page.locator(ROWS).count() > 5


STRANGE = ["!!!", "😀", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"', "\\", "銅" * 3000, "a" * 5000]


def test_strange_queries_leave_no_error(open_page: Open) -> None:
    page = open_search(open_page, "")
    for query in STRANGE:
        assert search(page, query), query
    assert page.locator("#cl-search-results :is(script, img)").count() == 0
    assert "copper" in search(page, "copper") or page.locator(ROWS).count() == 12
