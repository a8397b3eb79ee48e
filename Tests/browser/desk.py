"""The server under test, and a browser that looks at its pages."""

import contextlib
import pathlib
import re
import shutil
import subprocess

from axe_playwright_python.sync_playwright import Axe

# A page may take this long: the program under test is built for finding faults, not for speed.
PATIENCE = 180_000


class Failed(Exception):
    """A check that did not hold."""


def expect(holds, what):
    if not holds:
        raise Failed(what)


@contextlib.contextmanager
def server(pledge, *arguments):
    """Starts `pledge serve` on a free port and stops it by its process."""
    process = subprocess.Popen(
        [str(pledge), "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline().strip()
        expect(
            re.fullmatch(r"http://127\.0\.0\.1:\d+/((enter|set-up)\?token=[0-9a-f]+)?", line),
            f"`pledge serve` prints its link, not {line!r}")
        yield line
    finally:
        process.terminate()
        process.wait(timeout=20)


def browser(playwright):
    """The system's own Chromium; as root it runs without its sandbox."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    expect(path, "chromium is installed (script/setup)")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


class Desk:
    """One window: what it loads is watched, and each page can be examined."""

    def __init__(self, browser, base, width=1280, scheme="light", script=True, shots=None):
        self.base = base
        self.width = width
        self.scheme = scheme
        self.shots = pathlib.Path(shots) if shots else None
        self.troubles = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))

    def _console(self, message):
        # A page that says 400 on purpose is reported by the browser, too.
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith(self.base):
            self.troubles.append(f"loads from elsewhere: {request.url}")

    def open(self, path="/"):
        return self.page.goto(self.base.rstrip("/") + path)

    def heading(self):
        return " ".join(self.page.locator("h1").first.inner_text().split())

    def examine(self, name, axe=True):
        """Fits the width, is quiet, and axe has no finding."""
        width = self.page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
        expect(width[0] <= width[1], f"{name}: {width[0]} px wide in {width[1]} px")
        ids = self.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        twice = {i for i in ids if ids.count(i) > 1}
        expect(not twice, f"{name}: ids used twice: {sorted(twice)}")
        if self.shots:
            self.page.screenshot(
                path=self.shots / f"{name}-{self.width}-{self.scheme}.png", full_page=True)
        if axe:
            found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": [
                "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
            told = [
                f"{item['id']}: {node['html'][:160]}"
                for item in found.response["violations"] for node in item["nodes"]]
            expect(not told, f"{name} {self.width} {self.scheme}: " + "; ".join(told[:5]))

    def close(self):
        cookies = self.context.cookies()
        self.context.close()
        expect(not cookies, f"cookies were set: {cookies}")
        expect(not self.troubles, "; ".join(self.troubles[:5]))
