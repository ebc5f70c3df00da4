"""Kits for forges: the workflows, templates and owners' list that a site's repository needs for pull requests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from jinja2.loaders import FunctionLoader

_KITS = Path(__file__).parents[1] / "kits"
INSTALL = "pip install --quiet --require-hashes --requirement requirements.txt"

_PULL_REQUEST, _ISSUE, _OWNERS = "{language}/pull-request.md", "{language}/issue.md", "{language}/owners"
_LINE_ENDS = {".gitattributes": "{language}/attributes"}
_ACTIONS = {f"goalbook-{name}.yml": f"{name}.yml" for name in ("check", "comment", "publish", "status")}

# The files of a kit, by their place in the repository, with the templates they are made from, some of them by language.
KITS: dict[str, dict[str, str]] = {
    "github": {
        **_LINE_ENDS,
        **{f".github/workflows/{name}": f"github/{source}" for name, source in _ACTIONS.items()},
        ".github/pull_request_template.md": _PULL_REQUEST,
        ".github/ISSUE_TEMPLATE/goalbook.md": _ISSUE,
        ".github/CODEOWNERS": _OWNERS,
    },
    "gitlab": {
        **_LINE_ENDS,
        ".gitlab-ci.yml": "gitlab/ci.yml",
        ".gitlab/merge_request_templates/Default.md": _PULL_REQUEST,
        ".gitlab/issue_templates/Default.md": _ISSUE,
        ".gitlab/CODEOWNERS": _OWNERS,
    },
    "gitee": {
        **_LINE_ENDS,
        ".workflow/goalbook-check.yml": "gitee/check.yml",
        ".workflow/goalbook-publish.yml": "gitee/publish.yml",
        ".workflow/goalbook-status.yml": "gitee/status.yml",
        ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md": _PULL_REQUEST,
        ".gitee/ISSUE_TEMPLATE.zh-CN.md": _ISSUE,
        ".gitee/CODEOWNERS": _OWNERS,
    },
    "gitea": {
        **_LINE_ENDS,
        **{f".gitea/workflows/{name}": f"gitea/{source}" for name, source in _ACTIONS.items()},
        ".gitea/pull_request_template.md": _PULL_REQUEST,
        ".gitea/issue_template/goalbook.md": _ISSUE,
        ".gitea/CODEOWNERS": _OWNERS,
    },
}

# What runs as a program when the site is built, as a path and as the pattern of a forge that wants one.
_PROGRAMS = (
    ("/mkdocs.yml", "mkdocs\\\\.yml"),
    ("/overrides/", "overrides/.*"),
    ("/requirements.txt", "requirements\\\\.txt"),
)
_WORKFLOWS = {
    "github": ("/.github/", ""),
    "gitlab": ("/.gitlab-ci.yml", ""),
    "gitee": ("/.workflow/", ""),
    "gitea": ("", "\\\\.gitea/.*"),
}


@dataclass(frozen=True, slots=True)
class Site:
    """What a kit has to know of a site: the branch that is published, who reviews, the command that installs Goalbook.

    ``language`` is that of all files; the workflows are written in Chinese, and their words are replaced in others.
    """

    branch: str = "main"
    owners: tuple[str, ...] = ()
    install: str = INSTALL
    language: str = "zh"


def kit_templates(language: str = "zh") -> Environment:
    """The templates of kits in a language, which are no HTML and have signs that workflows don't use."""
    return Environment(
        loader=_loader(language), autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True,
        trim_blocks=True, lstrip_blocks=True, variable_start_string="[[", variable_end_string="]]",
        block_start_string="[%", block_end_string="%]", comment_start_string="[#", comment_end_string="#]",
    )  # fmt: skip


def kit(forge: str, site: Site) -> dict[str, bytes]:
    """The files of a forge's kit by their path below the repository's folder; of no forge what every repository needs."""
    env = kit_templates(site.language)
    values = {
        "forge": forge,
        "branch": site.branch,
        "owners": site.owners,
        "install": site.install,
        "programs": (*_PROGRAMS, _WORKFLOWS.get(forge, ("", ""))),
    }
    wanted = KITS.get(forge, _LINE_ENDS)
    sources = {path: source.replace("{language}", site.language) for path, source in wanted.items()}
    return {path: env.get_template(source).render(values).encode() for path, source in sources.items()}


def _loader(language: str) -> BaseLoader:
    """The templates in a language: those of workflows with their words replaced, the longest first."""
    loader = PackageLoader("goalbook", "kits")
    file = _KITS / language / "words.toml"
    words = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    longest = sorted(words, key=len, reverse=True)

    def source(name: str) -> str:
        text, _, _ = loader.get_source(Environment(autoescape=False), name)
        for word in longest:
            text = text.replace(word, words[word])
        return text

    return FunctionLoader(source)


def differing(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """The files that are there already and hold something else, or that something is in the way of."""
    return [path for path, content in files if not _is_free(folder / path) and not holds(folder / path, content)]


def holds(path: Path, content: bytes) -> bool:
    """Whether a file is there, no link, with just this content."""
    try:
        return not path.is_symlink() and path.read_bytes() == content
    except OSError:
        return False


def _is_free(path: Path) -> bool:
    """Whether a file can be made: nothing has its name, and what is to be its folder isn't a file."""
    above = next(one for one in path.parents if one.is_symlink() or one.exists())
    return above.is_dir() and not path.is_symlink() and not path.exists()
