"""A site whose settings inherit from other files is built, frozen and made again, however that is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_tests.conftest import LIGHT
from site_tests.snapshot.project import commit, goalbook, start

WAYS = {
    "comment": b"INHERIT: base.yml # comment\n",
    "quotes": b"'INHERIT': \"base.yml\"\n",
    "byte order mark, document mark and CRLF": b"\xef\xbb\xbf---\r\nINHERIT: base.yml\r\n",
    "below other keys": b"extra:\n  icons: !!python/name:material.extensions.emoji.twemoji\n  x: !ENV [NOT_SET, y]\nINHERIT:\n  base.yml\n",
    "chain of two": b"INHERIT: offices/county.yml\n",
}
# How each is read is tried in `goalfile/test_settings_file.py`.
_ALIKE = ("comment", "quotes")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one year whose settings stand in base.yml."""
    folder = start(tmp_path_factory.mktemp("inheriting") / "site")
    (folder / "mkdocs.yml").rename(folder / "base.yml")
    return folder


@pytest.mark.parametrize("way", [pytest.param(way, marks=pytest.mark.full if way in _ALIKE else ()) for way in WAYS])
def test_it_is_built_frozen_and_made_again(whole: Path, tmp_path: Path, way: str) -> None:
    """The files that it inherits from lie in the snapshot, from which far away the same is made."""
    folder = Path(shutil.copytree(whole, tmp_path / "site"))
    (folder / "mkdocs.yml").write_bytes(WAYS[way])
    parents = ["base.yml"]
    if "offices" in WAYS[way].decode():
        (folder / "offices").mkdir()
        (folder / "offices/county.yml").write_text("INHERIT: ../base.yml  # the province\nsite_name: 县\n", "utf-8")
        parents.append("offices/county.yml")
    commit(folder, "继承")
    built = goalbook(folder, "build")
    assert built.returncode == 0, built.stderr
    made = goalbook(folder, "snapshot", "create", "2023", "--out", str(tmp_path / "kept"))
    assert made.returncode == 0, made.stderr
    for name in parents:
        assert (tmp_path / "kept/2023/data" / name).read_bytes() == (folder / name).read_bytes()
    shutil.rmtree(folder)
    again = goalbook(tmp_path, "snapshot", "verify", "kept/2023.zip", "--rebuild", "--trust")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "逐字节相同" in again.stdout


@pytest.mark.parametrize(
    ("inherit", "words"),
    [
        ("gone.yml", "所指的文件不存在"),
        ("round.yml", "绕成了圈"),
        ("../outside.yml", "不在"),
        ("{folder}/base.yml", "请写相对于这个文件的路径"),
    ],
)
def test_what_cannot_be_frozen_is_told(whole: Path, tmp_path: Path, inherit: str, words: str) -> None:
    """A file that is missing, goes in a circle, lies elsewhere or is named by its place on this machine."""
    folder = Path(shutil.copytree(whole, tmp_path / "site"))
    (folder / "mkdocs.yml").write_text(f"INHERIT: {inherit.format(folder=folder)}\n", "utf-8")
    (folder / "round.yml").write_text("INHERIT: mkdocs.yml\n", "utf-8")
    shutil.copy(folder / "base.yml", tmp_path / "outside.yml")
    commit(folder, "继承")
    made = goalbook(folder, "snapshot", "create", "2023")
    assert made.returncode == 1
    assert words in made.stderr
    assert "Traceback" not in made.stderr
    assert not (folder / "snapshots/2023").exists()
    if "round" in inherit or "gone" in inherit:
        built = goalbook(folder, "build")
        assert built.returncode == 1
        assert words in built.stderr


def test_a_page_with_a_chinese_name_is_frozen(tmp_path: Path) -> None:
    """Its address is written otherwise than its file: links of such a page are cut too."""
    folder = start(tmp_path / "site", formats=LIGHT)
    (folder / "goals/说明 页.md").write_text(
        "# 说明\n\n[外站](https://elsewhere.example/x) [关于](about.md)\n", "utf-8"
    )
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- 关于: about.md\n", "- 关于: about.md\n  - 说明: 说明 页.md\n"), "utf-8"
    )
    commit(folder, "说明")
    made = goalbook(folder, "snapshot", "create", "2023")
    assert made.returncode == 0, made.stderr
    page = (folder / "snapshots/2023/data/site/说明 页.html").read_text("utf-8")
    assert '外站 (https://elsewhere.example/x) <a href="about.html">关于</a>' in page
