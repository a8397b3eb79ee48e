"""Walks the staff console of a demo practice in a browser. Prints one line a check; exit 1 when one failed."""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import traceback
import urllib.parse

from desk import Desk, Failed, browser, expect, server
from playwright.sync_api import sync_playwright

PAGES = [
    "/today", "/desk", "/patients", "/disclosures", "/disclosures?kind=stopped", "/organization", "/organization/check",
    "/notices", "/reports", "/styleguide",
]


class Console(Desk):
    """A window that came in by the link; the session's cookie is its only one."""

    def __init__(self, browser, link, **options):
        where = urllib.parse.urlsplit(link)
        super().__init__(browser, f"{where.scheme}://{where.netloc}/", **options)
        self.page.goto(link)

    def close(self):
        cookies = self.context.cookies()
        self.context.close()
        expect([cookie["name"] for cookie in cookies] == ["pledge-session"], f"one cookie, not {cookies}")
        expect(cookies[0]["httpOnly"] and cookies[0]["sameSite"] == "Strict", "which no script and no other site has")
        expect(not self.troubles, "; ".join(self.troubles[:5]))

    def patient(self):
        """Opens the first patient, found by a misspelt name."""
        self.open("/patients")
        self.page.get_by_label("Find a patient").fill("Walter Nguyn")
        self.page.get_by_role("button", name="Find").click()
        expect("Nguy" not in self.page.url, "a name stands in no address")
        self.page.locator("table a").first.click()
        return self.heading()


def answered(console):
    """From the patient's page to the answer to a question about them."""
    page = console.page
    page.get_by_role("link", name="May we share this?").last.click()
    page.get_by_role("link", name="Something else").click()
    page.get_by_label("Who asks?").select_option("covered-provider")
    page.get_by_label("What for?").select_option("treatment")
    page.get_by_label("What do they want?").select_option("record")
    page.get_by_label("Somebody looked: none of these").check()
    page.get_by_role("button", name="Go on").click()
    expect(console.heading().startswith("Yes"), f"treatment is a yes, not {console.heading()!r}")


def walk_from_patient_to_list(console):
    name = console.patient()
    answered(console)
    page = console.page
    expect(name in page.locator(".asked").inner_text(), "the answer says whom it is about")
    page.get_by_label("From our list").select_option(label="County Heart Center")
    page.locator("form[action='/release'] input[type=checkbox]").first.check()
    page.get_by_role("button", name="Record and release").click()
    expect(console.heading() == "Recorded and released.", f"recorded, not {console.heading()!r}")
    expect("the journal is whole" in page.locator(".receipt").inner_text(), "and shown to be whole")
    receipt = page.url
    # Back, and the same form again: the same entry.
    page.go_back()
    page.get_by_label("From our list").select_option(label="County Heart Center")
    page.locator("form[action='/release'] input[type=checkbox]").first.check()
    page.get_by_role("button", name="Record and release").click()
    expect(page.url.split("?")[0] == receipt, f"the same form twice is one entry, not {page.url}")
    page.get_by_role("link", name=f"Back to {name}").click()
    expect("County Heart Center" in page.locator("main").inner_text(), "the patient's page tells of it")
    page.get_by_label("I checked who this is").check()
    page.get_by_role("button", name="Give the list").click()
    expect(console.heading().startswith("List of disclosures about"), f"the list, not {console.heading()!r}")


def walk_record_and_list(console):
    name = console.patient()
    page = console.page
    page.get_by_role("link", name="Record one that happened outside").click()
    page.get_by_label("Who gets it?").fill("A wrong number")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert").count() == 1, "what is missing is said, and what was typed is kept")
    expect(page.get_by_label("Who gets it?").input_value() == "A wrong number", "the name is still there")
    page.get_by_label("How?").select_option("mistaken")
    page.get_by_label("What are they?").select_option("anyone")
    page.get_by_label("What for?").select_option("treatment")
    page.get_by_label("What do they want?").select_option("record")
    page.get_by_role("button", name="Record it").click()
    expect(console.heading() == "Recorded.", f"recorded, not {console.heading()!r}")
    page.get_by_role("link", name=f"Back to {name}").click()
    page.get_by_label("I checked who this is").check()
    page.get_by_role("button", name="Give the list").click()
    expect("A wrong number" in page.locator("main").inner_text(), "what went astray stands in the list")


def walk_wish(console):
    console.patient()
    page = console.page
    page.get_by_role("link", name="Add a wish").click()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("alert").count() == 1, "an empty form says what is missing")
    page.get_by_label("Family or friends are not told").check()
    page.get_by_role("button", name="Take it in").click()
    wishes = page.locator(".rows li")
    count = wishes.count()
    expect(count >= 1, "the wish is on file")
    page.get_by_role("button", name="End it").last.click()
    expect("Ended" in page.locator(".rows").first.inner_text(), "and can be ended")


def walk_officer(console):
    console.open("/today")
    page = console.page
    page.locator("section[aria-labelledby=wait] a").first.click()
    page.get_by_role("button", name="Release it").click()
    expect(console.heading() == "Recorded and released.", f"released, not {console.heading()!r}")


def walk_stop(console):
    console.patient()
    page = console.page
    page.get_by_role("link", name="May we share this?").last.click()
    page.get_by_role("link", name="Something else").click()
    page.get_by_label("Who asks?").select_option("marketer")
    page.get_by_label("What for?").select_option("marketing")
    page.get_by_label("What do they want?").select_option("record")
    page.get_by_label("Somebody looked: none of these").check()
    page.get_by_role("button", name="Go on").click()
    expect(console.heading().startswith("No"), f"marketing is a no, not {console.heading()!r}")
    page.get_by_label("Who gets it?").fill("Acme Devices")
    page.get_by_role("button", name="Record that it was stopped").click()
    expect("stopped" in console.heading(), f"stopped, not {console.heading()!r}")
    console.open("/today")
    expect("Not sent to Acme Devices" in page.locator("main").inner_text(), "the officer sees it")


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

    pledge = options.bin / "pledge"
    with tempfile.TemporaryDirectory() as folder:
        practice = f"{folder}/practice"
        subprocess.run([str(pledge), "demo", practice], check=True, stdout=subprocess.DEVNULL)
        with server(pledge, "--practice", practice, "--open") as link, sync_playwright() as playwright:
            window = browser(playwright)

            def walk(action, **how):
                console = Console(window, link, **how)
                action(console)
                console.close()

            check("from a patient to the receipt and the list", lambda: walk(walk_from_patient_to_list))
            check("without a script", lambda: walk(walk_record_and_list, script=False))
            check("a wish", lambda: walk(walk_wish))
            check("the officer releases", lambda: walk(walk_officer))
            check("what was stopped", lambda: walk(walk_stop))
            for width, scheme in [(1280, "light"), (1280, "dark"), (640, "light"), (320, "light")]:
                console = Console(window, link, width=width, scheme=scheme, shots=options.shots)
                for path in PAGES:
                    name = path.strip("/").replace("/", "-").replace("?", "-").replace("=", "-")

                    def examine(path=path, name=name):
                        console.open(path)
                        console.examine(name)

                    check(f"{name} {width} {scheme}", examine)

                def patient():
                    console.patient()
                    console.examine("patient")

                check(f"patient {width} {scheme}", patient)
                check(f"closing {width} {scheme}", console.close)
            window.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
