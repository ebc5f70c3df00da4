"""Takes the pictures of the staff guide again: `make guide-pictures`."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from site_tests.conftest import ROOT
from site_tests.guide.scenes import build, open_scene

FOLDER = ROOT / "plugins/goalbook/assets/guide"
QUALITY = 82


def main() -> None:
    """Build the sample site, take each scene, and list the pictures with their sizes and what they say."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: apt-get install chromium"
    listed: dict[str, object] = {}
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="zh-CN", color_scheme="light", bypass_csp=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for scene in build(folder):
            text = open_scene(page, folder, scene)
            box = page.locator(scene.part).first.bounding_box()
            assert box
            clip = {
                "x": int(box["x"]),
                "y": int(box["y"]),
                "width": round(box["width"]),
                "height": round(box["height"]),
            }
            (FOLDER / f"{scene.name}.webp").write_bytes(_picture(page, clip))
            listed[scene.name] = {"width": clip["width"], "height": clip["height"], "text": text}
        browser.close()
    (FOLDER / "pictures.json").write_text(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n", "utf-8")


def _picture(page: Page, clip: dict[str, int]) -> bytes:
    """A part of the page as WebP, which Chromium writes though Playwright doesn't ask for it."""
    session = page.context.new_cdp_session(page)
    values = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip | {"scale": 1}}
    return base64.b64decode(session.send("Page.captureScreenshot", values)["data"])


if __name__ == "__main__":
    main()
