"""goals/ holds data and no code: of which kind each file there is, what is told of it, what is in it without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from goalbook.book.contents import TAKEN, ContentKind, contents_problems, folder_contents
from goalbook.book.load import load_book
from goalbook.book.taken_up import TakenUp, taken_up
from goalbook.checks.check import check_book
from goalbook.model.address import LONGEST_NAME

from site_tests.helpers.faulty import FILE, GOOD, in_chinese, places, write_goals

PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0....", b"GIF89a...."
WEBP, AVIF = b"RIFF\x10\0\0\0WEBPVP8 ", b"\0\0\0\x1cftypavif...."
NAV = TakenUp(False, frozenset(("index.md", "notes/more.md")), ("/drafts/", "extra.md"))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        (FILE, GOOD, "goal"),
        ("bodies/other.yml", "", "goal"),
        ("lost.yml", "", "goal"),
        ("2024/made-body/one.YAML", "", "goal"),
        ("forms/made.yml", "", "form"),
        ("site/glossary.yml", "", "list"),
        ("site/deep/glossary.yml", "", "goal"),
        ("schema/document.json", "{}", "schema"),
        ("schema/other.json", "{}", "stray"),
        ("index.md", "", "page"),
        ("notes/more.md", "", "page"),
        ("drafts/one.md", "", "page"),
        ("notes/extra.md", "", "page"),
        ("README.md", "", "not-in-nav"),
        ("guide.md", "", "taken-name"),
        ("Guide.md", "", "taken-name"),
        ("404.md", "", "taken-name"),
        ("2031/made-body.md", "", "taken-name"),
        ("pictures/a.png", PNG, "picture"),
        ("pictures/a.PNG", PNG, "picture"),
        ("pictures/a.jpg", JPEG, "picture"),
        ("pictures/a.jpeg", JPEG, "picture"),
        ("pictures/a.gif", GIF, "picture"),
        ("pictures/a.webp", WEBP, "picture"),
        ("pictures/a.avif", AVIF, "picture"),
        ("pictures/a.png", JPEG, "not-a-picture"),
        ("pictures/a.png", "<script>alert(1)</script>", "not-a-picture"),
        ("pictures/a.png", b"", "not-a-picture"),
        ("assets/images/favicon.png", PNG, "taken-name"),
        ("2024/made-body/one.png", PNG, "taken-name"),
        ("bodies.png", PNG, "taken-name"),
        ("pictures/a.svg", "<svg/>", "stray"),
        ("assets/javascripts/bundle.js", "alert(1)", "stray"),
        ("notice.html", "<p>", "stray"),
        ("2024/made-body/one.pdf", "%PDF-1.7", "stray"),
        ("2024/made-body/one.yml.bak", GOOD, "stray"),
        ("CNAME", "goals.example", "stray"),
        ("robots.txt", "", "stray"),
        ("底稿 内部.xlsx", "", "stray"),
        ("pictures/con.png", PNG, "unfit-name"),
        ("pictures/a:b.png", PNG, "unfit-name"),
        ("pictures/a .png /b.png", PNG, "unfit-name"),
        (f"pictures/{'图' * 66}.png", PNG, "unfit-name"),
        ("pictures/a\u200b.png", PNG, "unfit-name"),
        ("forms/aux.yml", "", "unfit-name"),
        (".htaccess", "", "hidden"),
        (".DS_Store", "", "litter"),
        ("2024/made-body/Thumbs.db", "", "litter"),
        ("2024/made-body/desktop.ini", "", "litter"),
        ("2024/made-body/one.yml~", "", "litter"),
        ("2024/made-body/.one.yml.swp", "", "litter"),
        ("2024/made-body/.~lock.one.docx#", "", "litter"),
        ("2024/made-body/~$one.docx", "", "litter"),
    ],
)  # fmt: skip
def test_each_file_is_of_one_kind(name: str, content: str | bytes, kind: ContentKind, tmp_path: Path) -> None:
    """Place, name and first bytes say what a file is; only data is without a word, and only goals, forms and lists stop a build."""
    root = write_goals(tmp_path, **{name: content})
    contents = folder_contents(root, NAV)
    assert contents.kinds == {"bodies/made-body.yml": "goal", name: kind}
    told = list(contents_problems(contents))
    silent = ("goal", "form", "list", "schema", "page", "picture", "hidden")
    assert [(one.file, one.code) for one in told] == ([] if kind in silent else [(name, kind)])
    assert [one.severity for one in told] == ([] if kind in silent else ["note" if kind == "litter" else "error"])
    assert load_book(root).errors == () or kind in ("goal", "form", "list")
    assert all(in_chinese(one) for one in told)
    assert [one for one in check_book(root, contents=contents).problems if one.file == name and one in told] == told


@pytest.mark.parametrize("to", ["nowhere.png", "../outside", "pictures"])
def test_links_of_no_goal_files_are_told(to: str, tmp_path: Path) -> None:
    """A link to a file, to a folder or to nothing is no data, wherever it leads; nothing behind it is listed."""
    root = write_goals(tmp_path / "goals", **{"pictures/a.png": PNG})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.png").write_bytes(PNG)
    (root / "linked").symlink_to(to)
    kinds = folder_contents(root).kinds
    assert kinds == {"bodies/made-body.yml": "goal", "linked": "link", "pictures/a.png": "picture"}


def test_a_name_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error of any file; of a goal file one that stops a build."""
    root = write_goals(tmp_path, **{FILE: GOOD})
    os.rename(os.fsencode(root / FILE), os.fsencode(root) + b"/2024/made-body/\xff.yml")  # noqa: PTH104
    Path(os.fsdecode(os.fsencode(root) + b"/\xfe.png")).write_bytes(PNG)
    assert [one.code for one in load_book(root).errors] == ["misplaced"]
    assert [one.code for one in contents_problems(folder_contents(root))] == ["unfit-name"]


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
@pytest.mark.parametrize("place", ["bodies/{}.yml", "2024/{}/one.yml", "2024/made-body/{}.yml"])
def test_names_that_windows_has_not_are_refused(name: str, place: str, tmp_path: Path) -> None:
    """No body and no document is called like a device of Windows, where its file could not be had."""
    file = place.format(name)
    assert places(load_book(write_goals(tmp_path, **{file: GOOD})).errors) == [f"{file}:1:1 unfit-name"]


def test_names_have_a_longest(tmp_path: Path) -> None:
    """A document's name may have 80 characters; one more is an error that says so, not a build that breaks."""
    fits, over = (f"2024/made-body/{'a' * length}.yml" for length in (LONGEST_NAME, LONGEST_NAME + 1))
    book = load_book(write_goals(tmp_path, **{fits: GOOD, over: GOOD}))
    assert places(book.problems) == [f"{over}:1:1 long-name"]
    assert [entry.address.file for entry in book.entries] == [fits]


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """What can't be listed is an error that stops a build: its documents must not vanish without a word."""
    root = write_goals(tmp_path / "goals", **{FILE: GOOD})
    deep = str(root / "2024/made-body")
    here = os.open(deep, os.O_RDONLY)
    for _ in range(25):  # deeper than a path can name
        os.mkdir("d" * 200, dir_fd=here)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (error,) = load_book(root).errors
    assert error.code == "unreadable-folder"
    assert error.file.startswith("2024/made-body/ddd")


@pytest.mark.parametrize("name", ["index.md", "pictures/a.png", "schema/body.json", "2024/made-body/two.yml"])
def test_what_is_no_file_is_an_error(name: str, tmp_path: Path) -> None:
    """A pipe isn't waited for: whatever has its name would be missing, so that it stops a build; nothing takes it as data."""
    root = write_goals(tmp_path / "goals", **{FILE: GOOD})
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    assert places(load_book(root).errors) == [f"{name}:1:1 unreadable"]
    assert places(tuple(one for one in check_book(root).problems if one.file == name)) == [f"{name}:1:1 unreadable"]
    assert name not in folder_contents(root).of("page", "picture", "schema")


def test_two_names_that_are_one_elsewhere(tmp_path: Path) -> None:
    """Of two pages or pictures that differ in case alone, or that come to one address, one is published: the plainer one."""
    files: dict[str, str | bytes] = {
        "index.md": "",
        "README.md": "",
        "a.md": "",
        "A.md": "",
        "p/x.png": PNG,
        "p/X.png": PNG,
        "p/x.png.md": "",
    }
    contents = folder_contents(write_goals(tmp_path, **files))
    assert contents.of("taken-name") == ["A.md", "README.md", "p/X.png", "p/x.png.md"]


@pytest.mark.parametrize(
    ("settings", "has", "has_not"),
    [
        ({}, ("any.md",), ()),
        ({"nav": ["a.md", {"B": ["b/c.md"]}, {"D": "./d.md"}]}, ("a.md", "b/c.md", "d.md"), ("e.md", "b/a.md")),
        ({"nav": ["a.md"], "not_in_nav": "/n/\nm.md\n"}, ("n/x.md", "n/y/x.md", "o/m.md"), ("o/n.md",)),
        ({"nav": ["a.md"], "plugins": ["search", "blog"]}, ("blog/posts/1.md",), ("posts/1.md",)),
        ({"nav": ["a.md"], "plugins": [{"material/blog": {"blog_dir": "news"}}]}, ("news/1.md",), ("blog/1.md",)),
        ({"nav": ["a.md"], "plugins": [{"awesome-pages": {}}]}, ("any.md",), ()),
    ],
)
def test_what_the_settings_take_up(settings: dict[str, object], has: tuple[str, ...], has_not: tuple[str, ...]) -> None:
    """Pages are those that the nav names, that may be without an entry in it, and that an enabled plugin takes."""
    pages = taken_up(settings)
    assert all(map(pages.has, has))
    assert not any(map(pages.has, has_not))


def test_all_names_of_the_site_are_taken(site: Path) -> None:
    """No page or picture of a stranger can stand where the site has something: every first part of its addresses is listed."""
    own = {"index", "about"}
    names = {path.name.split(".")[0] for path in site.iterdir() if not path.name.startswith(".")}
    assert {name for name in names if not name.isdecimal()} - own <= TAKEN
