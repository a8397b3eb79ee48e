"""Walks signing in, from the first account to an export, in a browser. Prints one line a check; exit 1 when one failed."""

import argparse
import base64
import hashlib
import hmac
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from desk import Failed, browser, expect, server

PASSWORD = "violet tractor eleven"


def code(secret, used):
    """The app's code of RFC 6238; waits for the next where this one was used."""
    while int(time.time()) // 30 in used:
        time.sleep(1)
    step = int(time.time()) // 30
    used.add(step)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def look(page, name, script):
    """Fits a narrow window, and axe has no finding; both are asked with a script."""
    if not script:
        return
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    expect(width <= 320, f"{name}: {width} px wide in 320 px")
    found = Axe().run(page).response["violations"]
    told = [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]
    expect(not told, f"{name}: " + "; ".join(told[:5]))


def send(page, **fields):
    for name, value in fields.items():
        page.fill("#" + name.replace("_", "-"), value)
    page.locator("main button.button").first.click()


def walk(page, link, base, script):
    """The first account, its app, an export with codes again, and what was typed when the session ended."""
    used = set()
    page.goto(link)
    look(page, "the first account", script)
    send(page, name="Ruth Okafor", login="okafor", new_password="password1")
    expect("guessed first" in page.locator("main").inner_text(), "a common password is refused")
    send(page, new_password=PASSWORD)
    send(page, login="okafor", password="wooden lantern nine")
    expect("is not right" in page.locator("main").inner_text(), "a wrong password is told")
    look(page, "a wrong password", script)
    send(page, password=PASSWORD)
    look(page, "the app", script)
    secret = re.search(r"secret=([A-Z2-7]+)", page.content()).group(1)
    send(page, code=code(secret, used))
    look(page, "recovery codes", script)
    recovery = page.locator("code").all_inner_texts()
    expect(len(recovery) == 10, "ten recovery codes")
    page.get_by_role("link", name="I keep them").click()
    expect(page.url == base + "/today", "goes on to the first page")
    for path in ["/account", "/staff", "/staff/roles"]:
        page.goto(base + path)
        look(page, path, script)
    page.goto(base + "/staff")
    page.fill("#name", "Kim Lee")
    page.fill("#login", "kim")
    page.get_by_role("button", name="Make the account").click()
    expect("in person" in page.locator("main").inner_text(), "the first password is shown once")
    look(page, "an account", script)
    # A form whose session ended in another tab.
    page.goto(base + "/staff")
    page.fill("#name", "Dana")
    page.fill("#login", "dana")
    other = page.context.new_page()
    other.goto(base + "/account")
    other.get_by_role("button", name="Sign out").click()
    other.close()
    page.get_by_role("button", name="Make the account").click()
    expect("Sign in" in page.title(), "asks to sign in")
    send(page, login="okafor", password=PASSWORD)
    send(page, code=recovery[0])
    page.goto(base + "/patients?x=1")
    expect(page.url == base + "/patients?x=1", "a recovery code lets in")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("bin", type=pathlib.Path)
    options.add_argument("--shots", type=pathlib.Path)
    options = options.parse_args()
    pledge = options.bin / "pledge"
    failed = passed = 0
    for script in [True, False]:
        with tempfile.TemporaryDirectory() as folder:
            practice = f"{folder}/practice"
            subprocess.run(
                [str(pledge), "init", practice, "--name", "Lakeside", "--state", "IL", "--zone", "America/Chicago",
                 "--notice", "hospital", "--by", "Ruth Okafor"], check=True, stdout=subprocess.DEVNULL)
            with server(pledge, "--practice", practice) as link, sync_playwright() as playwright:
                window = browser(playwright)
                context = window.new_context(java_script_enabled=script, bypass_csp=True)
                name = "signing in" + ("" if script else ", without a script")
                try:
                    walk(context.new_page(), link, link.split("/set-up")[0], script)
                    passed += 1
                    print(f"passed  {name}", flush=True)
                except Exception as error:  # Each walk is told; the next one goes on.
                    failed += 1
                    print(f"FAILED  {name}: {error}", flush=True)
                    if not isinstance(error, Failed):
                        raise
                window.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
