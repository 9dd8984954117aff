"""Python that hangs, fails or never comes leaves a page that reads and works; the newest request wins."""

import pytest
from playwright.sync_api import Page, Route

import dev
from explainers.words import words
from tests.browser.conftest import (
    SLUG,
    Open,
    assert_equals_cpython,
    go_live,
    last_exchange,
    part,
    poll,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip
from tests.browser.wheels import replace_calculator

SLIDER = f"#{SLUG} [data-slider=length_m]"
ERRORS = words("common", "en")["errors"]
SICK = '''"""The calculator, endless above 1,000 m and failing above 500 m."""
from explainers.calculators import well
from explainers.calculators.well import *

def answer(inputs):
    while inputs.length_m > 1000:
        pass
    if inputs.length_m > 500:
        raise RuntimeError("sick")
    return well.answer(inputs)
'''


def sicken(page: Page) -> None:
    """Serve the page a calculator that is sick."""
    replace_calculator(page, SICK)


def assert_reads(page: Page) -> None:
    """The answer of the build is still on the page."""
    assert "213 ns" in part(page, "sentence")
    assert page.locator(f"#{SLUG} .cl-plot:visible svg[role=img]").count() == 2


def generation(page: Page) -> int:
    """How many Python workers this tab has had."""
    return int(page.evaluate("() => window.copperAndLight.generation()"))


def test_the_last_of_50_rapid_moves_wins(open_page: Open) -> None:
    page = go_live(open_page())
    page.evaluate(
        """async (selector) => {
            const slider = document.querySelector(selector);
            for (let move = 1; move <= 50; move += 1) {
                slider.value = String(move * 11);
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                if (move % 5 === 0) await new Promise((done) => setTimeout(done, 1));
            }
            slider.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        SLIDER,
    )
    wait_for_state(page, "live")
    wait_for_answers(page)
    request, header, _ = last_exchange(page)
    shown = page.locator(f"#{SLUG} [data-input=length_m]").input_value()
    assert float(shown) == request["inputs"]["length_m"] == header["inputs"]["length_m"]
    assert float(shown) == float(f"{0.5 * 4000 ** (550 / float(page.locator(SLIDER).get_attribute('max'))):.3g}")
    assert_equals_cpython(page, {"inputs": {"length_m": float(shown)}})
    asked = page.evaluate("() => recorded.asked.map((item) => item.request.inputs.length_m)")
    assert len(asked) < 50, "moves that nobody waits for are dropped"
    box = page.locator(SLIDER).bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 20, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 40, middle, steps=50)
    page.mouse.up()
    wait_for_answers(page)
    shown = page.locator(f"#{SLUG} [data-input=length_m]").input_value()
    assert_equals_cpython(page, {"inputs": {"length_m": float(shown)}})


def test_an_endless_calculation_is_stopped_and_python_comes_back(open_page: Open) -> None:
    page = go_live(open_page(prepare=sicken))
    good = part(page, "sentence")
    field = page.locator(f"#{SLUG} [data-input=length_m]")
    field.fill("1500")
    field.blur()
    wait_for_state(page, "running")
    page.locator(f"label[for={SLUG}-view-table]").click()  # the page answers while Python does not
    assert page.locator(f"#{SLUG} [data-table=breakdown]").is_visible()
    page.locator(f"label[for={SLUG}-view-chart]").click()
    wait_for_state(page, "error", timeout_s=13)
    assert part(page, "error") == ERRORS["timeout"]
    assert part(page, "sentence") == good
    assert field.input_value() == "1500"
    field.fill("30")
    field.blur()
    wait_for_state(page, "live")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    assert part(page, "error") == ""
    assert generation(page) == 2


def test_a_failing_calculation_says_so_and_the_next_one_works(open_page: Open) -> None:
    page = go_live(open_page(prepare=sicken))
    good = part(page, "sentence")
    type_into(page, "length_m", "700")
    wait_for_state(page, "error")
    assert part(page, "error") == ERRORS["internal"]
    assert part(page, "sentence") == good
    type_into(page, "length_m", "30")
    wait_for_state(page, "live")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    assert generation(page) == 1


@pytest.mark.parametrize(
    "missing", ["**/worker.js", "**/*.wasm", "**/numpy-*.whl", "**/pyodide.js", "**/pyodide.asm.js"]
)
def test_a_missing_part_of_python_leaves_the_figure_and_a_sentence(open_page: Open, missing: str) -> None:
    def block(page: Page) -> None:
        page.route(missing, lambda route: route.fulfill(status=404, body="gone"))

    page = open_page(prepare=block)
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "error")
    assert part(page, "error") == ERRORS["python-start"]
    assert_reads(page)


def test_a_damaged_wheel_is_refused(open_page: Open) -> None:
    """The lock file holds the hash of every package."""

    def damage(page: Page) -> None:
        def answer(route: Route) -> None:
            wheel = next((dev.SITE / "assets").glob("rt-*/explainers-*.whl"))
            route.fulfill(body=wheel.read_bytes() + b"x", content_type="application/octet-stream")

        page.route("**/explainers-*.whl", answer)

    page = open_page(prepare=damage)
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "error")
    assert part(page, "error") == ERRORS["python-start"]
    assert_reads(page)


def save_data(page: Page) -> None:
    """A reader who asked for little traffic: Python waits for a touch."""
    page.context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})


def test_saving_data_starts_nothing_until_touched(open_page: Open) -> None:
    page = open_page(prepare=save_data, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    poll(page, "() => window.copperAndLight")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    page.wait_for_timeout(400)
    assert page.evaluate("() => window.copperAndLight.state()") == "off"
    assert generation(page) == 0
    page.locator(SLIDER).focus()
    wait_for_state(page, "live")
    assert [url for url in asked if "/rt-" in url]


def test_offline_says_so_and_works_again_with_the_connection(open_page: Open) -> None:
    page = open_page(prepare=save_data, reduced_motion="reduce")
    poll(page, "() => window.copperAndLight")
    page.context.set_offline(True)
    page.locator(SLIDER).focus()
    wait_for_state(page, "error")
    assert part(page, "error") == ERRORS["offline"]
    assert_reads(page)
    page.context.set_offline(False)
    type_into(page, "length_m", "30")
    wait_for_state(page, "live")
    wait_for_answers(page)
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    label = page.locator(f"#{SLUG} .cl-plot:visible svg").first.get_attribute("aria-label")
    assert "30" in label, "the drawing library came, too"


def test_a_browser_without_webassembly_gets_a_sentence(open_page: Open) -> None:
    """The page's own global is taken away; the worker must not be needed to notice."""

    def remove(page: Page) -> None:
        page.add_init_script("delete globalThis.WebAssembly")

    page = open_page(prepare=remove, reduced_motion="reduce")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "error")
    assert part(page, "error") == ERRORS["no-wasm"]
    assert_reads(page)
