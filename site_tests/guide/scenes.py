"""What the pictures of the staff guide show: parts of a built sample site, of a goal file, of what the command line says."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import markdown
from playwright.sync_api import Page

from site_tests.conftest import ROOT
from site_tests.snapshot.project import goalbook

SAMPLE = Path(__file__).parent / "sample"
FILE = "goals/2026/sample-office/street-lights.yml"
_PAGE = "2026/sample-office/street-lights.html"
_BEFORE, _AFTER, _WRONG = "target: ≥96%", "target: ≥98%", "target: >98%"
_DAYS = ("2026-01-28T09:00:00+08:00", "2026-03-12T10:00:00+08:00")
_SUBJECTS = ("公布 2026 年路灯维护绩效目标", "路灯维护：亮灯率的指标值改为 ≥98%")

# Pictures of no page of the site: a file with the numbers of its lines, what the command line says, a comment.
_STYLE = """
body { margin: 0; padding: 12px; width: 696px; background: #fff; color: #222; font: 15px/1.7 "Noto Sans CJK SC", sans-serif; }
pre { margin: 0; font: 14px/1.6 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.file { border: 1px solid #bbb; border-radius: 4px; margin: 0 0 12px; overflow: hidden; }
.file p { margin: 0; padding: 2px 10px; background: #eee; font-size: 13px; }
.file pre { padding: 0 10px; }
.file pre i { display: inline-block; width: 28px; color: #666; font-style: normal; }
.file pre b { display: inline-block; width: 634px; font-weight: 400; background: #fdd; }
.file.new pre b { background: #cfc; }
.said { border-left: 5px solid #c00; padding: 4px 12px; background: #fff6f6; }
.comment { border: 1px solid #bbb; border-radius: 6px; padding: 2px 16px; }
h1, h2, h3 { font-size: 17px; margin: 10px 0 4px; } ul { margin: 4px 0; } code { font: 14px monospace; }
"""


@dataclass(frozen=True)
class Scene:
    """One picture: its name, the page to open, the part to take, a style to add, and the width of the window."""

    name: str
    url: str
    part: str
    style: str = ""
    width: int = 720


def build(folder: Path) -> list[Scene]:
    """Build the sample site with a change merged in a folder, and give the scenes of the guide."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    text = (folder / FILE).read_text("utf-8")
    assert text.count(_BEFORE) == 1
    _git(folder, _DAYS[0], "init", "--quiet", "--initial-branch=main")
    _commit(folder, 0)
    (folder / FILE).write_text(text.replace(_BEFORE, _WRONG), "utf-8")
    # In the order of a report: what is wrong with the file, without the counts.
    said = _goalbook(folder, "check", FILE, fails=True)
    (folder / FILE).write_text(text.replace(_BEFORE, _AFTER), "utf-8")
    _commit(folder, 1)
    told = _goalbook(folder, "diff", "HEAD^1", "HEAD", "--format", "markdown")
    (folder / "flat.yml").write_text("INHERIT: mkdocs.yml\nuse_directory_urls: false\n", "utf-8")
    _goalbook(folder, "build", "--config-file", "flat.yml")
    return [
        Scene("open", f"site/{_PAGE}", ".gb-source", _RING),
        Scene("line", _own(folder, "line", _lines(text)), "body"),
        Scene("message", _own(folder, "message", f'<pre class="said">{html.escape(said.strip())}</pre>'), "body"),
        Scene("comment", _own(folder, "comment", f'<div class="comment">{markdown.markdown(told)}</div>'), "body"),
        Scene("row", f"site/{_PAGE}", ".gb-paper table:has(thead)", _ROWS, 1060),
        Scene("changes", "site/changes.html", "article", "article { padding: 0 12px 12px; }"),
    ]


_RING = """
.gb-source { padding: 12px; }
.gb-source dl { display: none !important; }
.gb-source { margin: 0 !important; }
.gb-source .gb-buttons li:first-child .gb-button { outline: 3px solid #d00; outline-offset: 3px; }
"""
# Of the form's second table its head and the first four indicators.
_ROWS = """
.gb-paper tbody tr:nth-child(n+5) { display: none; }
.gb-paper tbody tr:nth-child(2) td:nth-last-child(2) { background: #fff3c4; }
"""


def open_scene(page: Page, folder: Path, scene: Scene) -> str:
    """Show a scene in a tab; gives the text that is to be read in its part."""
    page.set_viewport_size({"width": scene.width, "height": 900})
    page.goto((folder / scene.url).as_uri())
    page.add_style_tag(content=f"*, *::before, *::after {{ transition: none !important; }} {scene.style}")
    page.evaluate("document.fonts.ready")
    return re.sub(r"\s+", " ", page.locator(scene.part).first.inner_text()).strip()


def _lines(text: str) -> str:
    """The lines around the changed one, before and after."""
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if _BEFORE in line)

    def part(kind: str, title: str, changed: str) -> str:
        rows = []
        for n in range(at - 3, at + 2):
            row = html.escape(changed if n == at else lines[n])
            rows.append(f"<i>{n + 1}</i>{f'<b>{row}</b>' if n == at else row}")
        body = "\n".join(rows)
        return f'<div class="file {kind}"><p>{title} {FILE}</p><pre>{body}</pre></div>'

    return part("old", "改前", lines[at]) + part("new", "改后", lines[at].replace(_BEFORE, _AFTER))


def _own(folder: Path, name: str, content: str) -> str:
    page = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_STYLE}</style><body>{content}</body></html>'
    )
    (folder / f"{name}.html").write_text(page, "utf-8")
    return f"{name}.html"


def _commit(folder: Path, n: int) -> None:
    _git(folder, _DAYS[n], "add", "goals")
    _git(folder, _DAYS[n], "commit", "--quiet", "--message", _SUBJECTS[n])


def _git(folder: Path, day: str, *arguments: str) -> None:
    names = {"NAME": "示例区公共服务中心", "EMAIL": "office@goals.example", "DATE": day}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in names.items()}
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=os.environ | who | plain)


def _goalbook(folder: Path, *arguments: str, fails: bool = False) -> str:
    """What `goalbook` prints."""
    done = goalbook(folder, *arguments)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout
