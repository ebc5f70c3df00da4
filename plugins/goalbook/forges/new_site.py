"""A site of one's own: the files of its repository besides the schemas, and the kit of its forge."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from html import escape

from goalbook.forges.kit import INSTALL, Site, kit, kit_templates

# The forms that first documents were written for by hand, by language, each with the documents in and with it.
FIRST: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {"cn-department": ("department",), "cn-project": ("department", "project")},
    "en": {"en-measures": ("measures",)},
}
_BESIDE = {
    "mkdocs.yml": "mkdocs.yml", ".gitignore": "gitignore", ".prettierrc": "prettierrc", ".prettierignore": "prettierignore",
    ".yamllint": "yamllint", ".vscode/settings.json": "vscode-settings.json", ".vscode/extensions.json": "vscode-extensions.json",
    "README.md": "{language}/README.md", "goals/index.md": "{language}/index.md", "goals/about.md": "{language}/about.md",
    "goals/bodies/{body}.yml": "{language}/body.yml", "goals/forms/sample-form.yml": "{language}/form.yml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a new site states: its name, authority, address, repository and forge (none where empty), the form, body and year of its
    first document, and the name and SHA-256 of the wheel that it installs Goalbook from.
    """

    name: str
    authority: str
    body_name: str
    form: str
    year: str
    body: str = "sample-body"
    language: str = "zh"
    url: str = ""
    repository: str = ""
    forge: str = ""
    branch: str = "main"
    wheel: str = ""
    wheel_sha256: str = ""
    container: bool = False


def new_site(site: NewSite) -> dict[str, bytes]:
    """The files of a new site, by their paths in its repository; without a first document where none was written for its form."""
    env = kit_templates()
    env.filters |= {"quoted": lambda text: json.dumps(text, ensure_ascii=False), "words": _in_markdown}
    values = asdict(site)
    sources = dict(_BESIDE)
    for name in FIRST[site.language].get(site.form, ()):
        sources[f"goals/{{year}}/{{body}}/{name}.yml"] = f"{{language}}/{name}.yml"
    if site.container:
        sources["Containerfile"] = "Containerfile"
    made = {
        path.format(**values): env.get_template(f"site/{source.format(**values)}").render(values).encode()
        for path, source in sources.items()
    }
    made["requirements.txt"] = _requirements(env.get_template("site/requirements.txt").render(), site)
    return made | kit(site.forge, Site(site.branch, (), INSTALL, site.language))


def _in_markdown(text: str) -> str:
    """A text that Markdown and HTML take for words, whatever signs are in it."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|~-])", r"\\\1", escape(text, quote=False))


def _requirements(pins: str, site: NewSite) -> bytes:
    """The packages that the wheel needs, pinned by hash, and the wheel itself, which comes from no index."""
    own = f"./wheels/{site.wheel} \\\n    --hash=sha256:{site.wheel_sha256}\n" if site.wheel else ""
    return f"{pins}{own}".encode()
