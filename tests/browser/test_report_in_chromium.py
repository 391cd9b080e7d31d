"""The report in a real browser: panels, keyboard, narrow screens, paper."""

import base64
import importlib.util
import shutil
from pathlib import Path

import pandas as pd
import pytest

from aimaq.figures import Caption, render_forest, render_heatmap, render_inline
from aimaq.report import PictureView, build_report

pytestmark = pytest.mark.browser

_TABLES = Path(__file__).parents[1] / "unit" / "aimaq" / "report_tables.py"


def _load_tables():
    spec = importlib.util.spec_from_file_location("report_tables_of_browser", _TABLES)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _build_words():
    keyness = pd.DataFrame(
        [("sides", "ru", "село", "log_odds", 4.0, 1.0, 1.2)],
        columns=[
            "comparison_id", "language", "term", "measure", "n_target", "n_reference",
            "value",
        ],
    )  # fmt: skip
    lines = pd.DataFrame(
        [("sides", "ru", "село", "doc-02#0001", 0, "a long " * 30, "сёла", "away " * 30)],
        columns=[
            "comparison_id", "language", "term", "passage_id", "start", "left",
            "match", "right",
        ],
    )  # fmt: skip
    return {"keyness": keyness, "key_lines": lines}


def _draw_pictures():
    values = pd.DataFrame(
        {"region_id": ["KZ-23"] * 2, "period": ["2015", "2016"], "value": [1.0, 2.0]}
    )
    caption = Caption(title="Қазақстан", note="a long note " * 20)
    terms = pd.DataFrame({"term": ["село"], "value": [1.2]})
    return tuple(
        PictureView(
            section=section, subject="x", title=section, markup=render_inline(figure)
        )
        for section, figure in (
            ("indicators", render_heatmap(values, caption=caption)),
            ("indexes", render_heatmap(values, caption=caption)),
            ("codes", render_heatmap(values, caption=caption)),
            ("words", render_forest(terms, label="term", caption=caption)),
        )
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Write the report of the small study and return its address."""
    tables = _load_tables()
    path = tmp_path_factory.mktemp("report") / "report.html"
    build_report(
        tables.build_tables() | _build_words(),
        study=tables.build_study(pictures=_draw_pictures()),
        registry=tables.FakeRegistry(),
        path=path,
    )
    return path.as_uri()


@pytest.fixture(scope="module")
def browser():
    """Start a headless Chromium, or skip with the reason."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("chromium or chromedriver is not installed")
    webdriver = pytest.importorskip(
        "selenium.webdriver", reason="selenium is not installed"
    )
    # Sockets are closed for other tests; the driver listens on this machine.
    import pytest_socket

    pytest_socket.enable_socket()
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--disable-background-networking",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=driver)
    )
    yield found
    found.quit()
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture
def page(browser, address, socket_enabled):
    """Open the report afresh on a desktop."""
    resize(browser, 1280, 900)
    browser.get("about:blank")
    browser.get(address)
    return browser


def resize(browser, width, height):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )


def run(browser, script):
    return browser.execute_script(f"return {script}")


def read_panel(browser):
    if not run(browser, "document.getElementById('panel').open"):
        return None
    return run(browser, "document.getElementById('panel').innerText")


def follow(browser, href):
    browser.execute_script(
        "[...document.querySelectorAll('a')]"
        ".find((link) => link.getAttribute('href') === arguments[0])"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))",
        href,
    )
    browser.execute_async_script("setTimeout(arguments[0], 60)")


def test_a_number_opens_its_sentences(page):
    follow(page, "#evidence/prevalence:marginalization/KZ-61/2015/2018")
    text = read_panel(page)
    assert "Turkistan Region, 2015–2018" in text
    assert "With the code (numerator)\n4 passages" in text
    assert "Отдалённые сёла" in text
    marks = run(
        page,
        "[...document.querySelectorAll('#panel blockquote mark.hit')].map((m) => m.textContent)",
    )
    assert marks == ["бедными"] * 4
    languages = run(
        page, "[...document.querySelectorAll('#panel blockquote')].map((m) => m.lang)"
    )
    assert set(languages) == {"ru"}


def test_offsets_after_a_letter_outside_the_basic_plane(
    browser, address, socket_enabled
):
    browser.get("about:blank")
    browser.get(address + "#passage/doc-02%230001")
    marks = run(
        browser,
        "[...document.querySelectorAll('#panel blockquote mark')].map((m) => m.textContent)",
    )
    assert marks == ["Astana", "remote"]
    assert "It counts in the numerator of" in read_panel(browser)


def test_an_address_opens_its_panel_and_hostile_text_stays_text(
    browser, address, socket_enabled
):
    browser.get("about:blank")
    browser.get(address + "#evidence/prevalence:marginalization/KZ-61/2015")
    assert "<script>alert('1')</script>" in read_panel(browser)
    assert run(browser, "document.querySelectorAll('script').length") == 2


def test_from_an_estimate_to_its_rows_and_on_to_a_cell(page):
    link = run(page, "document.querySelector('.card .estimate a').getAttribute('href')")
    follow(page, link)
    assert "16 linked rows with both values" in read_panel(page)
    follow(page, "#evidence/grp/KZ-61/2014")
    assert "grp.xlsx!Sheet1!C7" in read_panel(page)
    assert "Well-being" in read_panel(page)
    page.execute_script("document.getElementById('panel-back').click()")
    page.execute_async_script("setTimeout(arguments[0], 200)")
    assert "16 linked rows with both values" in read_panel(page)


def test_escape_closes_the_panel_and_focus_returns(page):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.execute_script("document.querySelector('.heatmap a').focus()")
    ActionChains(page).send_keys(Keys.ENTER).perform()
    page.execute_async_script("setTimeout(arguments[0], 100)")
    assert read_panel(page)
    assert run(page, "document.activeElement.id") == "panel-title"
    ActionChains(page).send_keys(Keys.ESCAPE).perform()
    page.execute_async_script("setTimeout(arguments[0], 100)")
    assert read_panel(page) is None
    assert run(page, "document.activeElement.closest('.heatmap') !== null")
    assert run(page, "location.hash") == ""


def test_an_unknown_address_is_said_to_be_unknown(browser, address, socket_enabled):
    browser.get("about:blank")
    browser.get(address + "#evidence/prevalence:none/KZ-61/1999")
    assert "Nothing stands behind" in read_panel(browser)
    browser.get("about:blank")
    browser.get(address + "#evidence/%E0%A4%A/x/y")
    assert "cannot be read" in read_panel(browser)


def test_selecting_shows_another_map(page):
    page.execute_script(
        "const s = document.getElementById('select-map'); s.value = 'grp@2018';"
        "s.dispatchEvent(new Event('change'))"
    )
    shown = run(
        page,
        "[...document.querySelectorAll('[data-of=map]:not([hidden])')].map((f) => f.dataset.variant)",
    )
    assert shown == ["grp@2018"]


@pytest.mark.parametrize("width", [360, 380, 768, 1280])
def test_the_page_never_scrolls_sideways(page, width):
    resize(page, width, 800)
    assert run(page, "document.documentElement.scrollWidth") <= width


def test_nothing_was_refused_or_failed(page):
    assert page.get_log("browser") == []


def test_a_word_leads_to_the_passage_it_stands_in(page):
    follow(page, "#passage/doc-02%230001")
    assert "Place names, and why they were read so" in read_panel(page)
    assert "The name needs no word beside it" in read_panel(page)


def test_pictures_fit_and_their_letters_can_be_read(page):
    resize(page, 380, 800)
    page.execute_script(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    # A picture keeps the size that its letters need and scrolls inside its own box.
    boxes = run(
        page,
        "[...document.querySelectorAll('svg.picture')].filter((s) => s.clientWidth)"
        ".map((s) => [s.closest('.variant').clientWidth, Math.min(...[...s"
        ".querySelectorAll('text')].map((t) => t.getBoundingClientRect().height))])",
    )
    assert boxes
    assert max(width for width, _ in boxes) <= 380
    assert min(height for _, height in boxes) >= 9
    names = run(
        page,
        "[...document.querySelectorAll('svg.picture')].map((s) => s.ariaLabel)",
    )
    assert set(names) == {"Қазақстан"}
    texts = run(page, "document.querySelector('#words svg.picture').textContent")
    assert "село" in texts


def test_estimates_are_in_sight_on_a_narrow_screen(page):
    resize(page, 390, 800)
    edges = run(
        page,
        "[...document.querySelectorAll('.specifications tbody tr td:nth-child(6)')]"
        ".map((cell) => cell.getBoundingClientRect().right)",
    )
    assert edges
    assert max(edges) <= 390


def test_every_fold_is_open_on_paper(page):
    page.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert (
        run(page, "document.querySelectorAll('main details:not([open])').length") == 0
    )
    page.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert run(page, "document.querySelectorAll('main details:not([open])').length") > 0
    data = page.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert base64.b64decode(data).startswith(b"%PDF-")


def test_every_link_and_control_has_a_name(page):
    nameless = run(
        page,
        """[...document.querySelectorAll('a, button, select')]
        .filter((item) => !(item.textContent.trim() || item.getAttribute('aria-label')
            || document.querySelector('label[for="' + item.id + '"]'))).length""",
    )
    assert nameless == 0
