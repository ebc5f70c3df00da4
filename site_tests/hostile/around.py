"""Hostile settings, revisions of git, and addresses that a live server is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from goalbook.book.load import load_book
from goalbook.git.history import read_history
from goalbook.site.build.on_request import respond, waiter
from goalbook.site.frame.settings import Settings

from site_tests.helpers.faulty import BODY, FILE, GOOD
from site_tests.hostile.runner import Case, command, laid
from site_tests.hostile.texts import TEXTS, quoted
from site_tests.snapshot.project import commit, git

_GOALS = [("goals/bodies/made-body.yml", BODY.encode()), (f"goals/{FILE}", GOOD.encode())]
_ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
_SETTINGS = {
    "laughs": _ALIASES,
    "deep": "a: " + "[" * 20_000,
    "python": "a: !!python/object/apply:os.system [touch ran]\n",
    "name": "a: !!python/name:os.system\n",
    "round": "a: &a [*a]\nplugins: *a\n",
    "text": "甲\n",
    "list": "- a\n",
    "empty": "",
    "binary": "\0",
    "inherits-itself": "INHERIT: mkdocs.yml\n",
    "inherits-passwd": "INHERIT: /etc/passwd\n",
    "inherits-zero": "INHERIT: /dev/zero\n",
    "inherits-list": "INHERIT: [a]\n",
    "inherits-folder": "INHERIT: goals\n",
    "date": "a: 2024-13-99\n",
    "huge": "a: " + "9" * 5_000 + "\n",
    "environment": "a: !ENV [HOME, [1, 2]]\n",
    "plugins-text": "plugins: goalbook\n",
    "plugins-mapping": "plugins: {goalbook: [1]}\n",
    "checks-list": "plugins: [{goalbook: {checks: [1, 2]}}]\n",
    "keys": "? [a, b]\n: c\n",
    "merge": "<<: [1, 2]\n",
    "set": "a: !!set {b, c}\n",
}
_REVISIONS = (
    "--output=ran",
    "--upload-pack=touch ran",
    "-c core.pager=touch",
    "--exec=touch ran",
    "-",
    "--",
    "@{-1}",
    "@{u}",
    "HEAD^{/x}",
    ":/x",
    "HEAD:goals",
    "HEAD..HEAD",
    "^HEAD",
    "HEAD~99999999999",
    "refs/../../x",
    "ext::touch ran",
    "0" * 40,
    "f" * 4_000,
    "*",
    "a\nb",
    "甲\u202e乙",
    "@{99999999999}",
    "HEAD@{1 year ago}",
    "$(touch ran)",
    "`touch ran`",
    "HEAD^{tree}",
    "HEAD^{blob}",
    "HEAD:./..",
    "",
    " ",
)
_ADDRESSES = (
    "../mkdocs.yml",
    "../../etc/passwd.pdf",
    "/etc/passwd.pdf",
    "2024/../../etc/passwd.pdf",
    "%2e%2e/%2e%2e/etc/passwd.pdf",
    "2024\\..\\..\\x.pdf",
    "2024/made-body/one.pdf/../../../x.pdf",
    "....//....//x.pdf",
    "2024/made-body/\0.pdf",
    "C:/x.pdf",
    "//x.pdf",
    ".pdf",
    "2024/made-body/one.pdf\0.html",
    "2024/made-body/" + "a" * 100_000 + ".pdf",
    "/" * 100_000 + ".pdf",
    "2024/made-body/two.pdf",
    "2024/made-body/one.exe",
    "2024/made-body/one.",
    "2024/made-body/one.yml",
    "~/x.pdf",
)


def settings_cases() -> Iterator[Case]:
    """Cases of `goalbook check` beside settings."""
    check = command("check", "-f", "mkdocs.yml")
    for name, text in _SETTINGS.items():
        yield Case(f"settings/{name}", laid([*_GOALS, ("mkdocs.yml", text.encode())]), check)
    for name, text in TEXTS.items():
        value = quoted(text)
        options = f"{{contact: {value}, licence_url: {value}, checks: {{{value}: {value}, ID-01: {value}}}}}"
        lines = f"site_name: {value}\nsite_url: {value}\ndocs_dir: {value}\nplugins:\n  - goalbook: {options}\n"
        yield Case(f"settings/{name}", laid([*_GOALS, ("mkdocs.yml", lines.encode("utf-8", "surrogatepass"))]), check)


def revision_cases() -> Iterator[Case]:
    """Cases of `goalbook diff` and `goalbook check --changed-since`, in a repository with odd names."""
    for number, revision in enumerate(_REVISIONS):
        yield Case(f"diff/{number:02}", _repository, command("diff", "--", revision))
        yield Case(f"changed-since/{number:02}", _repository, command("check", "--changed-since", revision))
    yield Case("diff/odd-names", _repository, command("diff", "HEAD~1", "HEAD", "--format", "markdown"))


def address_cases() -> Iterator[Case]:
    """Cases of what a live server is asked for: nothing that isn't its own is made or read."""
    for number, address in enumerate(_ADDRESSES):
        yield Case(f"addresses/{number:02}", laid(_GOALS), _asking(address))


def _repository(folder: Path) -> None:
    git(folder, "init", "-q")
    laid(_GOALS)(folder)
    commit(folder, "one")
    odd = ("a\nb", "--output=ran", "甲\u202e乙", "a b", "'", '"', "$(touch ran)", "\x1b[2J")
    laid([(f"goals/2024/made-body/{name}.yml", GOOD.encode()) for name in odd])(folder)
    with open(bytes(folder) + b"/goals/\xff.yml", "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(b"x")
    commit(folder, "<script>alert(1)</script> \u202e $(touch ran)")


def _asking(address: str) -> Callable[[], None]:
    def act() -> None:
        book, history = load_book(Path("goals")), read_history(Path("goals"))
        settings = Settings("示例", formats=("pdf", "xlsx", "csv", "json", "yml"), on_request=True)
        maker: Any = SimpleNamespace(settings=settings)
        asked: list[str] = []

        def pages(environ: dict[str, Any], _start: Callable[..., Any]) -> list[bytes]:
            asked.append(environ["PATH_INFO"])
            return []

        path = f"/{address}".encode().decode("latin-1")
        server = waiter(pages, "/", lambda name: respond(maker, book, history, name))
        assert server({"PATH_INFO": path}, lambda *_: None) == []
        assert asked == [path], "a file was made"

    return act
