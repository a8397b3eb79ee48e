"""Walks "May we share this?" in a browser. Prints one line a check; exit 1 when one failed."""

import argparse
import http.client
import pathlib
import sys
import traceback
import urllib.parse

from desk import Desk, Failed, browser, expect, server
from playwright.sync_api import sync_playwright

# Openings that were looked through for protected records, so that an answer takes one decision.
TREATMENT = "/ask?who=provider&for=treatment&item=record&label=-"
SPOUSE = "/ask?who=spouse&for=involvement&item=record&label=-"
OWN = "/ask?who=individual&for=access&item=record&label=-"
MARKETING = "/ask?who=marketer&for=marketing&item=record&label=-"
PAGES = {
    "home": "/", "start": "/start", "yes": TREATMENT, "question": SPOUSE, "must": OWN, "no": MARKETING,
    "styleguide": "/styleguide", "missing": "/nowhere",
}


def get(base, path, host=None, method="GET", body=None):
    where = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=180)
    headers = {"Host": host} if host else {}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def walk_to_an_answer(desk):
    desk.open("/")
    expect(desk.heading() == "May we share this?", f"the first page asks, not {desk.heading()!r}")
    expect(desk.page.locator(".tile").count() == 15, "fifteen situations")
    desk.page.get_by_role("link", name="Something else").click()
    desk.page.get_by_label("Who asks?").select_option("provider")
    desk.page.get_by_label("What for?").select_option("treatment")
    desk.page.get_by_label("What do they want?").select_option("record")
    desk.page.get_by_label("Somebody looked: none of these").check()
    desk.page.get_by_role("button", name="Go on").click()
    expect(desk.heading().startswith("Yes"), f"treatment is a yes, not {desk.heading()!r}")
    expect(desk.page.title().startswith("Yes"), "the title begins with the answer")
    expect(desk.page.locator(".layer.is-deciding").count() == 1, "one sheet decided")
    desk.page.get_by_role("link", name="Change the question").first.click()
    expect(desk.page.get_by_label("Who asks?").input_value() == "provider", "what was chosen is kept")


def walk_through_questions(desk):
    desk.open(SPOUSE)
    expect(desk.heading() == "Not yet: I need to know.", f"a wish is asked for, not {desk.heading()!r}")
    expect("Question 1" in desk.page.content(), "questions are counted")
    desk.page.get_by_role("button", name="Go on").click()
    expect(desk.page.get_by_role("alert").count() == 1, "an empty form says what is missing")
    expect(desk.page.title().startswith("Something is missing"), "and so does its title")
    for _ in range(12):
        if not desk.page.get_by_role("button", name="Go on").count():
            break
        desk.page.get_by_label("I do not know").check()
        desk.page.get_by_role("button", name="Go on").click()
    expect(desk.heading() == "Not yet: I need to know.", "with nothing known it stays open")
    expect(desk.page.get_by_role("heading", name="What to find out").count() == 1, "and says what to find out")
    desk.page.locator(".said a").first.click()
    expect("Question 1" in desk.page.content(), "an answer can be taken back")


def walk_what_then(desk):
    desk.open(MARKETING)
    expect(desk.heading().startswith("No"), f"marketing is a no, not {desk.heading()!r}")
    ways = desk.page.locator(".lawful a")
    if ways.count():
        ways.first.click()
        expect(desk.heading().startswith("Then:"), f"a way out is played through, not {desk.heading()!r}")
        desk.page.get_by_role("link", name="Back to the answer as it stands").click()
        expect(desk.heading().startswith("No"), "and left again")


def search_in_words(desk):
    desk.open("/")
    desk.page.get_by_label("Who is asking, and for what?").fill("sister wants test results")
    desk.page.get_by_role("button", name="Go on").click()
    expect("sister" not in desk.page.url, "what was typed is not in the address")
    expect(desk.page.get_by_role("link", name="A relative").count() >= 1, "a sister is a relative")


def keyboard(desk):
    desk.open("/start")
    desk.page.keyboard.press("Tab")
    expect(desk.page.evaluate("document.activeElement.className") == "skip", "the first stop is the skip link")
    desk.page.keyboard.press("Enter")
    expect(desk.page.evaluate("document.activeElement.id") == "main", "which leads to the page itself")
    desk.page.keyboard.press("s")
    desk.page.wait_for_url(desk.base)
    desk.page.get_by_label("Who is asking, and for what?").press("s")
    expect(desk.page.get_by_label("Who is asking, and for what?").input_value() == "s", "typing stays typing")
    desk.page.get_by_role("button", name="Turn the S key off").click()
    desk.open("/start")
    desk.page.keyboard.press("s")
    desk.page.wait_for_timeout(300)
    expect(desk.page.url.endswith("/start"), "the key can be turned off, and stays off")
    desk.page.get_by_role("button", name="Turn the S key on").click()


def addresses(base):
    for path, status, words in [
        ("/health", 200, "ok"), ("/pledge.css", 200, "--paper"), ("/pledge.js", 200, "keydown"),
        ("/nowhere", 404, "This page does not exist"), ("/ask?s=nonsense", 400, "This link cannot be read"),
        ("/ask?s=1*disclose*anyome******", 400, "did you mean `anyone`"),
        ("/ask?s=" + "1" * 2000, 413, "That is too long"), ("/ask?" + "a=1&" * 2000, 413, "That is too long"),
        ("/ask?for=treatment", 400, "Choose who asks"), ("/start?s=%3Cscript%3E", 400, "cannot be read"),
    ]:
        answer, text = get(base, path)
        expect(answer.status == status, f"{path[:40]}: {answer.status}, not {status}")
        expect(words in text, f"{path[:40]}: says {words!r}")
        policy = answer.getheader("Content-Security-Policy") or ""
        expect("default-src 'none'" in policy and "unsafe" not in policy, f"{path[:40]}: a strict policy")
        expect(answer.getheader("Set-Cookie") is None, f"{path[:40]}: no cookie")
        expect("<script>" not in text, f"{path[:40]}: nothing typed comes back as markup")
    answer, text = get(base, "/", host="pledge.example")
    expect(answer.status == 400, "another host's name is refused")
    answer, text = get(base, "/search", method="POST", body="ask=" + "x" * 10_000)
    expect(answer.status == 413, f"a long body is refused, not {answer.status}")
    answer, text = get(base, "/search", method="POST", body="ask=%3Cb%3Ebold")
    expect("<b>" not in text and "&lt;b&gt;bold" in text, "what was typed comes back as text")


def printed(desk):
    desk.open(TREATMENT)
    desk.page.emulate_media(media="print")
    expect(not desk.page.locator(".nav").is_visible(), "the way around is not printed")
    expect(desk.page.locator(".answer-title").is_visible(), "the answer is")
    desk.page.emulate_media(media="screen")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("bin", type=pathlib.Path)
    options.add_argument("--shots", type=pathlib.Path)
    options = options.parse_args()
    failed = passed = 0

    def check(name, action):
        nonlocal failed, passed
        try:
            action()
            passed += 1
            print(f"passed  {name}", flush=True)
        except Exception as error:  # Each check is told; the next one goes on.
            failed += 1
            print(f"FAILED  {name}: {error}", flush=True)
            if not isinstance(error, Failed):
                traceback.print_exc()

    with server(options.bin / "pledge", "--notice", "Notices/hospital.md") as base, sync_playwright() as playwright:
        chromium = browser(playwright)

        def window(action, **settings):
            def run():
                desk = Desk(chromium, base, shots=options.shots, **settings)
                try:
                    action(desk)
                finally:
                    desk.close()
            return run

        check("addresses, headers and errors", lambda: addresses(base))
        for script in (False, True):
            how = "with scripts" if script else "without scripts"
            check(f"from the first page to an answer, {how}", window(walk_to_an_answer, script=script))
            check(f"through the questions and back, {how}", window(walk_through_questions, script=script))
            check(f"what then, {how}", window(walk_what_then, script=script))
            check(f"search, {how}", window(search_in_words, script=script))
        check("the keyboard alone", window(keyboard))
        check("on paper", window(printed))
        for width, scheme in [(1280, "light"), (1280, "dark"), (640, "light"), (320, "light"), (320, "dark")]:
            for name, path in PAGES.items():
                def look(desk, name=name, path=path):
                    desk.open(path)
                    desk.examine(name)
                check(f"{name} at {width} px, {scheme}", window(look, width=width, scheme=scheme))
        chromium.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
