"""However a command fails: one sentence, no traceback; a report only where nobody foresaw it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from goalbook.cli import main
from goalbook.commands import rules
from goalbook.commands.failure import FAULT, NOT_WRITTEN
from goalbook.search.query import LONGEST_QUERY

from site_tests.conftest import ROOT
from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.rights import without_privileges
from site_tests.snapshot.project import env, goalbook

CONFIG = """site_name: 样例
docs_dir: goals
theme: {name: material, language: zh}
plugins:
  - goalbook:
      authority: 样例
      formats: [csv]
"""

FREEZE = "SOURCE_DATE_EPOCH=1700000000 goalbook snapshot create 2024 --uncommitted"

# A site's own templates, of which one has a slip on its second line.
_OWN = "mkdir -p overrides/goalbook/pages; sed -i 's/language: zh/&, custom_dir: overrides/' mkdocs.yml; "
OVERRIDE = f"{_OWN}printf '\\n{{{{ nothing.at }}}}' > overrides/"
BROKEN = f"{_OWN}printf '\\n{{%% if %%}}' > overrides/"


def shell(here: Path, script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A script of a shell in which ``goalbook`` is this project's command line."""
    python = shlex.join([*without_privileges(), sys.executable, "-m", "goalbook"])
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    command = ["bash", "-c", f'set -o pipefail; goalbook() {{ {python} "$@"; }}; {script}']
    return subprocess.run(command, cwd=here, env=env, capture_output=True, check=False, timeout=120)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a site of one document, a file where folders are expected, and a place for reports."""
    write_goals(tmp_path / "goals", **{FILE: GOOD, "index.md": "# 样例\n"})
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "tmp").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ("goalbook rules > /dev/full", NOT_WRITTEN, "磁盘没有空间了。"),
        ("goalbook check goals > /dev/full", NOT_WRITTEN, "磁盘没有空间了。"),
        ("goalbook check goals --language en > /dev/full", NOT_WRITTEN, "There is no room left on the disk."),
        ("goalbook check goals --language=en > /dev/full", NOT_WRITTEN, "There is no room left on the disk."),
        ("goalbook --version > /dev/full", NOT_WRITTEN, "磁盘没有空间了。"),
        ("goalbook rules > /dev/full 2> /dev/full", NOT_WRITTEN, ""),
        ("goalbook build 2> /dev/full", 0, ""),
        ("ulimit -f 1; goalbook export goals --to json -o x.json", NOT_WRITTEN, "这里不允许写这么大的文件：x.json。"),
        ("ulimit -f 8; goalbook build", NOT_WRITTEN, "这里不允许写这么大的文件"),
        (f"ulimit -f 8; {FREEZE}", NOT_WRITTEN, "这里不允许写这么大的文件"),
        ("goalbook build; chmod a-w .; goalbook build", NOT_WRITTEN, "系统不允许这样做：{here}/.site.lock。"),
        (f"mkdir snapshots; chmod a-w snapshots; {FREEZE}", NOT_WRITTEN, "系统不允许这样做：{here}/snapshots/.lock。"),
        (f"touch snapshots; {FREEZE}", NOT_WRITTEN, "需要文件夹的地方有一个同名文件：{here}/snapshots。"),
        ("chmod 0 goals/2024; goalbook build", 1, "goals/2024:1:1"),
        ("chmod 0 goals/index.md; goalbook build", 1, "goals/index.md:1:1"),
        ("chmod 0 goals/2024/made-body/one.yml; goalbook build", 1, "goals/2024/made-body/one.yml:1:1"),
        ("ln -s .. goals/2024/made-body/up; goalbook build", 1, "goals/2024/made-body/up"),
        ("ln -s two.yml goals/2024/made-body/two.yml; goalbook build", 1, "goals/2024/made-body/two.yml:1:1"),
        ("mkdir real; ln -s real site; goalbook build && readlink site && ls real/index.html", 0, "real/index.html"),
        ("mv goals/2024 2024; ln -s ../2024 goals; goalbook build", 1, "goals/2024 "),
        (f"{OVERRIDE}goalbook/pages/glossary.html; goalbook build", 1, "pages/glossary.html 第 2 行出错：'nothing'"),
        (f"{BROKEN}goalbook/pages/glossary.html; goalbook build", 1, "pages/glossary.html 第 2 行出错："),
        (f"{OVERRIDE}main.html; goalbook build", 1, "模板 overrides/main.html 第 2 行出错：'nothing'"),
        ("goalbook build -d file/site", NOT_WRITTEN, "需要文件夹的地方有一个同名文件：{here}/file。"),
        ("goalbook export goals --to json -o file/x.json", NOT_WRITTEN, "需要文件夹的地方有一个同名文件：file。"),
        ("goalbook schema -o file/x.json", NOT_WRITTEN, "需要文件夹的地方有一个同名文件：file。"),
        ("goalbook book 2024 -o file/x.xlsx", NOT_WRITTEN, "需要文件夹的地方有一个同名文件：file。"),
        ("TZ=:/etc/passwd goalbook build", 0, ""),
        ("TZ=$'\\xff' goalbook rules", 0, ""),
        ("LC_ALL=xx_YY.UTF-8 goalbook build", 0, ""),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 goalbook rules", 0, ""),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 goalbook build", 0, ""),
        ("SOURCE_DATE_EPOCH=99999999999999999999 goalbook build", 1, "SOURCE_DATE_EPOCH 必须是"),
        ("SOURCE_DATE_EPOCH=soon goalbook build", 1, "SOURCE_DATE_EPOCH must be"),
        ("goalbook check $'\\xff'", 2, "没有 '\ufffd'。"),
        ("LANG=en_GB.UTF-8 goalbook check $'\\xff'", 2, "does not exist"),
        ("goalbook diff $'\\xff'", 2, "git"),
        ("printf '\\xff' > mkdocs.yml; goalbook build", 1, "mkdocs.yml"),
        ("printf '\\xff' > mkdocs.yml; goalbook check goals", 2, "mkdocs.yml"),
        ("rm mkdocs.yml; mkdir mkdocs.yml; goalbook build", 2, "'mkdocs.yml' 却是文件夹"),
        ("echo 'n: 1'$(printf '%05000d' 0) > mkdocs.yml; goalbook build", 1, "mkdocs.yml"),
    ],
)  # fmt: skip
def test_what_is_foreseeable_is_a_sentence(here: Path, script: str, code: int, words: str) -> None:
    """A full disk, a limit, a file in the way, odd surroundings: no traceback, no report, an exit code that says it."""
    if script.startswith("SOURCE_DATE_EPOCH=soon"):
        (here / "mkdocs.yml").write_text(CONFIG.replace("language: zh", "language: en"), "utf-8")
    done = shell(here, script, TMPDIR=str(here / "tmp"))
    told = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == code, told
    assert words.format(here=here) in told
    assert "Traceback" not in told
    assert "Exception" not in told
    assert list((here / "tmp").glob("goalbook-*.txt")) == []
    assert {path.name for path in here.rglob(".*")} <= {".cache", ".goalbook.json", ".real.spare"}


def test_what_nobody_foresaw_leaves_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program itself says where its report is; the report has what a maintainer needs."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(rules.command, "callback", lambda **_: [][0])
    result = CliRunner().invoke(main, ["rules", "--language", "en"])
    (report,) = tmp_path.glob("goalbook-*.txt")
    assert result.exit_code == FAULT
    assert result.output == (
        f"Goalbook broke off by a fault of its own (IndexError). A report is in {report}: send it to those who maintain Goalbook.\n"
    )
    text = report.read_text("utf-8")
    assert text.startswith("goalbook ")
    assert "IndexError: list index out of range" in text


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no place for a report either, the kind of the fault is all that is told."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    monkeypatch.setattr(rules.command, "callback", lambda **_: [][0])
    result = CliRunner().invoke(main, ["rules", "--language", "en"])
    assert result.exit_code == FAULT
    assert "(IndexError), and no report" in result.output


@pytest.mark.parametrize("query", ["绩" * (LONGEST_QUERY + 1), "绩" * 30_000, "\udcff甲"])
def test_a_query_has_a_longest(query: str, site: Path) -> None:
    """What would take long, or is no text, is refused with a sentence; a query of the longest length is answered."""
    result = CliRunner().invoke(main, ["search", "--site", str(site), "--", query])
    assert result.exit_code == 2
    assert "查询" in result.output
    assert CliRunner().invoke(main, ["search", "--site", str(site), "绩" * LONGEST_QUERY]).exit_code == 0


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("site_url: javascript://x/%0aalert(1)", "site_url"),
        ("site_url: https://goals.example/\"><script>", "site_url"),
        ("repo_url: ftp://goals.example/x", "repo_url"),
        ("licence_url: javascript:alert(1)", "licence_url"),
        ("licence_url: //goals.example", "licence_url"),
        ("contact: data:text/html,x", "contact"),
        ("contact: mailto:javascript:x", "contact"),
        ("site_url: https://goals.example/a", ""),
        ("contact: mailto:goals@goals.example", ""),
        ("contact: about/#objections", ""),
    ],
)  # fmt: skip
def test_addresses_lead_to_the_web_or_the_site(here: Path, setting: str, told: str) -> None:
    """No setting makes a link that runs something or leads to nowhere known."""
    mine = setting.startswith(("contact", "licence"))
    name, _, value = setting.partition(": ")
    line = f"{name}: '{value}'\n"
    (here / "mkdocs.yml").write_text(f"{CONFIG}      {line}" if mine else f"{line}{CONFIG}", "utf-8")
    done = goalbook(here, "build")
    assert done.returncode == int(bool(told)), done.stderr
    assert f"mkdocs.yml 中的 {told} " in done.stderr or not told


def test_the_name_of_a_site_is_words(here: Path) -> None:
    """The theme writes names as they are: signs of HTML in them are escaped once, on its pages as on goal pages."""
    name = '甲 & <b>乙</b> "丙"'
    (here / "mkdocs.yml").write_text(CONFIG.replace("样例", f"'{name}'", 1) + f"site_description: '{name}'\n", "utf-8")
    done = goalbook(here, "build")
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "2024/made-body/one/index.html", "404.html"):
        html = (here / f"site/{page}").read_text("utf-8")
        assert "<b>乙" not in html
        assert "&amp;amp;" not in html
        assert "&amp;lt;" not in html
        assert "甲 &amp; &lt;b&gt;乙" in html


def test_names_that_the_locale_lacks_are_a_sentence(tmp_path: Path) -> None:
    """Where names of files are ASCII, a file that needs others is told with what to set; no report is left."""
    code = (
        "import sys; from pathlib import Path; from goalbook.files import write_file; from goalbook.commands.failure import tell_failure\n"
        "try: write_file(Path('\\u8bf4\\u660e.txt'), b'')\n"
        "except Exception as error: sys.exit(tell_failure(error, []))"
    )
    ascii_names = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TMPDIR": str(tmp_path)}
    surroundings = env(**ascii_names)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=surroundings, capture_output=True, check=False
    )
    assert done.returncode == NOT_WRITTEN, done.stderr
    assert b"PYTHONUTF8=1" in done.stderr
    assert list(tmp_path.iterdir()) == []
