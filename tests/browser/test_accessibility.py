"""Every page in every look passes axe; every control works by keyboard and is large enough."""

import pytest
from playwright.sync_api import Page

import dev
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    go_live,
    last_exchange,
    poll,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip
from tests.publish.test_names import nameless

AXE = dev.ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([root, tags]) => {
    const { violations } = await axe.run(root ?? document,
        { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth"
# the text spacing that readers may set (WCAG 1.4.12); it also stands for fonts wider than this machine's
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }");
    document.adoptedStyleSheets = [sheet];
}"""
WORKBOOKS = tuple(
    f"workbooks/{path.stem}/" for path in sorted((dev.ROOT / "docs" / "en" / "workbooks").glob("*.ipynb"))
)
OTHER_ARTICLES = tuple(
    f"articles/{path.stem}/" for path in sorted((dev.ROOT / "docs" / "en" / "articles").glob("*.md"))
    if f"articles/{path.stem}/" != ARTICLE
)  # fmt: skip
PATHS = tuple(f"paths/{path.stem}/" for path in sorted((dev.ROOT / "docs" / "en" / "paths").glob("*.md")))
MORE = ("sources/", "assumptions/", "errata/", "glossary/", "teach/", "contribute/")
PAGES = (
    "",
    ARTICLE,
    *OTHER_ARTICLES,
    *PATHS,
    f"code/{SLUG}/",
    *WORKBOOKS,
    "claims/",
    "how-we-know/",
    *MORE,
    "missing/",
)
WIDTHS = (1280, 390)
CONTROLS = (
    "a[href], button:enabled, input:enabled:not([type=radio]), input[type=radio]:enabled:checked, select:enabled,"
    " summary, [tabindex='0']"
)


def with_axe(page: Page) -> None:
    """An init script is not subject to the page's policy."""
    page.add_init_script(path=AXE)


def assert_axe(page: Page, where: str, root: str | None = None) -> None:
    page.evaluate("() => scrollTo(0, 0)")  # else the fixed header covers what is under it, which counts as too small
    assert page.evaluate(RUN, [root, TAGS]) == [], where


def set_scheme(page: Page, scheme: str) -> None:
    """Follow the system's colours, without waiting for transitions."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    name = {"light": "default", "dark": "slate"}[scheme]
    poll(page, "(name) => document.body.dataset.mdColorScheme === name", name)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(open_page: Open, language: str, path: str) -> None:
    page = open_page(LANGUAGES[language] + path, prepare=with_axe)
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_axe(page, f"{scheme} {width}")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= width, f"scrolls sideways at {width} px"
        page.evaluate(SPACED)
        assert page.evaluate(SIDEWAYS) <= width, f"scrolls sideways at {width} px with wide text"
        page.evaluate("() => { document.adoptedStyleSheets = []; }")


@pytest.mark.parametrize("path", ["", ARTICLE, "missing/"])  # it is the same on every page
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_and_the_search(open_page: Open, language: str, path: str) -> None:
    page = open_page(LANGUAGES[language] + path, prepare=with_axe)
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".cl-menu > summary").click()
    assert_axe(page, "menu open", "header")
    page.keyboard.press("Escape")
    page.locator("#cl-search-open").click()
    page.locator("#cl-search-input").fill("DSP")
    poll(page, "() => document.querySelectorAll('#cl-search-results li').length")
    for scheme in ("dark", "light"):
        set_scheme(page, scheme)
        assert_axe(page, f"search open, {scheme}", "#cl-search")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explainer_in_every_state(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE, prepare=with_axe))
    root = f"#{SLUG}"
    page.locator(f"{root} .cl-assumptions > summary").click()
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for view in ("table", "sources", "chart"):
                page.locator(f"label[for={SLUG}-view-{view}]").click()
                assert_axe(page, f"live, {view}, {scheme}, {width}", root)
            type_into(page, "length_m", "0")
            wait_for_state(page, "error")
            type_into(page, "fibre_group_index", "many")
            assert_axe(page, f"error, {scheme}, {width}", root)
            page.locator(f"{root} [data-action=reset]").click()
            wait_for_state(page, "live")
        assert_axe(page, f"live, {scheme}")
    # last, because the listings are thousands of elements that every later look would go through again
    page.locator(f"label[for={SLUG}-view-code]").click()
    page.locator(f"{root} .cl-code summary").first.click()
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_axe(page, f"live, code, {scheme}, {width}", f"{root} [data-panel=code]")


FOCUSED = """() => {
    const element = document.activeElement;
    const drawn = element.matches(".cl-tabs input") ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const { width, height } = drawn.getBoundingClientRect();
    globalThis.reached ??= new Set();
    const again = globalThis.reached.has(element);
    globalThis.reached.add(element);
    return { again, name: element.outerHTML.slice(0, 120), seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        size: Math.min(width, height) };
}"""


@pytest.mark.parametrize("path", [ARTICLE, "", "how-we-know/"])
def test_every_control_is_reached_by_tab_and_shows_it(open_page: Open, path: str) -> None:
    page = open_page(path)
    if path == ARTICLE:
        go_live(page)
        page.locator(f"#{SLUG} .cl-assumptions > summary").click()
        page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    wanted = page.evaluate(
        """(controls) => {
            const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("dialog:not([open])");
            globalThis.wanted = [...document.querySelectorAll(controls)].filter(seen);
            return globalThis.wanted.length;
        }""",
        CONTROLS,
    )
    unseen = []
    page.mouse.click(1, 400)
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["again"]:
            break
        if not focused["seen"] and not focused["name"].startswith("<body"):
            unseen.append(focused["name"])
    missed = page.evaluate(
        "() => globalThis.wanted.filter((element) => !globalThis.reached.has(element)).map((element) => element.outerHTML.slice(0, 160))"
    )
    assert missed == []
    assert unseen == []
    assert wanted > 15


def test_the_controls_work_by_keyboard(open_page: Open) -> None:
    page = go_live(open_page())
    root = f"#{SLUG}"
    page.locator(f"{root} [data-preset=row]").focus()
    page.keyboard.press("Enter")
    wait_for_answers(page)
    assert page.locator(f"{root} [data-input=length_m]").input_value() == "30"
    page.locator(f"{root} [data-slider=length_m]").focus()
    page.keyboard.press("ArrowRight")
    wait_for_answers(page)
    assert float(page.locator(f"{root} [data-input=length_m]").input_value()) > 30
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("42")
    page.keyboard.press("Enter")
    wait_for_answers(page)
    poll(page, "() => recorded.answered.at(-1).header.inputs.length_m === 42")
    page.locator(f"{root} [data-input=medium]").focus()
    page.keyboard.press("ArrowDown")
    wait_for_answers(page)
    assert last_exchange(page)[1]["inputs"]["medium"] == "linear-optics"
    page.locator(f"#{SLUG}-view-chart").focus()
    for view in ("table", "sources", "code"):
        page.keyboard.press("ArrowRight")
        assert page.locator(f"{root} [data-panel={view}]").is_visible()
    page.locator(f"{root} .cl-code summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{root} .cl-code pre").first.is_visible()
    page.locator(f"{root} .cl-assumptions > summary").focus()
    page.keyboard.press("Space")
    assert page.locator(f"{root} [data-input=lanes]").is_visible()
    page.locator(f"{root} [data-action=reset]").focus()
    page.keyboard.press("Space")
    wait_for_answers(page)
    assert page.locator(f"{root} [data-input=length_m]").input_value() == "2"


def test_questions_and_search_work_by_keyboard(open_page: Open) -> None:
    page = open_page()
    page.locator("#question-bet input").first.focus()
    page.keyboard.press("Space")
    assert page.locator("#question-bet").get_attribute("data-answered") == "right"
    page.keyboard.press("ControlOrMeta+k")
    assert page.locator("#cl-search").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#cl-search").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_at_least_24_px(open_page: Open, width: int) -> None:
    page = go_live(open_page())
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(f"#{SLUG} .cl-assumptions > summary").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, input:not([type=radio]), .cl-tabs label, .cl-answers label,"
            + "header a, .cl-chip")].filter((element) => element.checkVisibility())
            .map((element) => ({ box: element.getBoundingClientRect(), element }))
            .filter(({ box }) => box.width && (box.width < 24 || box.height < 24))
            .map(({ box, element }) => `${box.width} x ${box.height} ${element.outerHTML.slice(0, 100)}`)"""
    )
    assert small == []


def test_forced_colours_and_reduced_motion(open_page: Open) -> None:
    page = go_live(open_page(forced_colors="active", reduced_motion="reduce"))
    assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
    type_into(page, "length_m", "30")
    label = page.locator(f"label[for={SLUG}-view-chart]")
    other = page.locator(f"label[for={SLUG}-view-table]")
    border = "(element) => getComputedStyle(element).borderBlockEndColor"
    assert label.evaluate(border) != other.evaluate(border)
    lines = page.locator(f"#{SLUG} [data-chart=by-length] .cl-plot:visible g[data-mark=line] path").evaluate_all(
        "(paths) => paths.map((path) => getComputedStyle(path.parentElement).stroke)"
    )
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert len(lines) == 5
    assert paper not in lines
    assert page.evaluate("() => document.getAnimations().length") == 0
    slow = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *")].filter((element) =>
            getComputedStyle(element).transitionDuration.split(",").some((text) => parseFloat(text) > 0.02))
            .map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert slow == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_print_shows_figure_and_table(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "30")
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    root = f"#{SLUG}"
    assert page.locator(f"{root} .cl-plot:visible svg").count() == 2
    for table in page.locator(f"{root} [data-table]").all():
        assert table.is_visible()
    assert "30" in page.locator(f"{root} [data-table=breakdown] caption").inner_text()
    assert page.locator(f"{root} .cl-sources").is_visible()
    assert not page.locator(f"{root} .cl-code").first.is_visible()
    for hidden in (f"{root} .cl-actions", "header.md-header", ".cl-tabs"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("site_url")
def test_pictures_and_tables_of_every_page_have_names_and_decoration_none() -> None:
    pages = {str(path.relative_to(dev.SITE)): path.read_text(encoding="utf-8") for path in dev.SITE.rglob("*.html")}
    assert len(pages) > 80
    assert {path: nameless(text) for path, text in pages.items() if nameless(text)} == {}
